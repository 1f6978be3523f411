//! One statement of who does what: labels, names and verbs to agencies with roles.

use crate::lex::time::time;
use crate::mend::Span;

use super::label::{Group, firm, led};
use super::piece::{Piece, foreign, pieces};
use super::{Role, name, rule, verb};

/// An agency named in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Where its name stands in the text.
    pub span: Span,
    /// Its role; none where nothing says so.
    pub role: Option<Role>,
    /// The role was given by 牵头 or 配合 itself, not by a rule or by where the name stands.
    pub marked: bool,
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A label such as 责任单位.
    Label,
    /// A verb such as 负责.
    Verb,
    /// Names and nothing else.
    Names,
}

/// Who does what, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Its place, brackets included.
    pub span: Span,
    /// What it rests on.
    pub form: Form,
    /// The first label.
    pub label: Option<Span>,
    /// The agencies in their order.
    pub members: Vec<Member>,
    /// 等 stood behind a name.
    pub open_ended: bool,
    /// Where the deadline stands.
    pub deadline: Option<Span>,
    /// From here on they need not be named: 以下均需…不再列出, 下同.
    pub inherited: Vec<Span>,
}

/// Reads the words of `inner`, which stand in `text`; `span` is the whole statement with its brackets.
pub(super) fn statement(text: &str, inner: Span, span: Span) -> Statement {
    let mut read = Read {
        out: Statement {
            span,
            form: Form::Names,
            label: None,
            members: Vec::new(),
            open_ended: false,
            deadline: None,
            inherited: Vec::new(),
        },
        text,
        group: None,
        run: 0,
        last: 0,
        verbs: false,
        ruled: false,
        helped: false,
    };
    for piece in pieces(text, inner) {
        read.piece(&piece);
    }
    read.close(None);
    read.out.form = match (read.out.label, read.verbs) {
        (Some(_), _) => Form::Label,
        (None, true) => Form::Verb,
        (None, false) => Form::Names,
    };
    read.out
}

/// A statement while it is read.
struct Read<'t> {
    out: Statement,
    text: &'t str,
    /// The label in force.
    group: Option<Group>,
    /// The first member whose role waits for a verb.
    run: usize,
    /// Where the last group of names, parted by commas, began.
    last: usize,
    /// A verb, or a rule such as 第一个为牵头单位, says that these are agencies.
    verbs: bool,
    /// Such a rule stands here.
    ruled: bool,
    /// Behind 会同.
    helped: bool,
}

impl Read<'_> {
    /// Reads one stretch.
    fn piece(&mut self, piece: &Piece<'_>) {
        // A note in 〈〉 says something beside; what it rules is read with the document's rules.
        let (mut words, mut at) = (piece.words.split('〈').next().unwrap_or_default(), piece.at);
        let mut sign = piece.sign;
        let head = led(words).map(|(length, end, group)| (length, end, Some(group)));
        let head = head.or_else(|| self.silent(words, sign)).or_else(|| foreign(words));
        if let Some((length, end, group)) = head {
            self.close(None);
            self.group = Some(group.unwrap_or(Group::Else));
            if matches!(group, Some(Group::Agencies(_))) {
                self.out.label.get_or_insert(Span::new(at, at + length));
            }
            (words, at, sign) = (words.get(end..).unwrap_or_default(), at + end, '^');
            let blank = words.len() - words.trim_start().len();
            (words, at) = (words.trim_start(), at + blank);
        }
        if words.is_empty() {
            return;
        }
        match self.group {
            Some(Group::Else) => return,
            Some(Group::Deadline) => {
                let span = Span::new(at, at + words.len());
                self.out.deadline =
                    Some(self.out.deadline.filter(|_| sign != '^').map_or(span, |before| before.join(span)));
                return;
            }
            _ => {}
        }
        if self.aside(words, at) {
            return;
        }
        if sign != '、' && sign != ' ' {
            self.last = self.out.members.len();
        }
        if matches!(sign, ';' | '。') && matches!(self.group, Some(Group::Agencies(_))) {
            self.close(None);
        }
        let opener = verb::opener(words);
        let (words, at) = (words.get(opener..).unwrap_or_default(), at + opener);
        if opener > 0 {
            self.helped = false;
        }
        if let Some((end, next)) = verb::with_inside(words) {
            self.names(words.get(..end).unwrap_or_default(), at, sign);
            self.helped = true;
            self.names(words.get(next..).unwrap_or_default(), at + next, '^');
        } else {
            let with = verb::with(words);
            self.helped |= with > 0;
            self.names(words.get(with..).unwrap_or_default(), at + with, sign);
        }
    }

    /// A label without a colon in front of names: 牵头单位市科技局; only where labels are in use.
    fn silent(&self, words: &str, sign: char) -> Option<(usize, usize, Option<Group>)> {
        let (length, group) = firm(words)?;
        let rest = words.get(length..)?;
        let joined = rest.trim_start_matches(['为', '是']);
        let stands = if group == Group::Deadline {
            time(joined).is_some()
        } else {
            (self.out.label.is_some() || sign == '^') && name::plausible(verb::names(joined))
        };
        stands.then_some((length, words.len() - joined.len(), Some(group)))
    }

    /// Whether the words are no name but say something beside: a date, 下同, 以下不再列出.
    fn aside(&mut self, words: &str, at: usize) -> bool {
        let tail = words.trim_start_matches(['于', '在']);
        if time(tail).is_some() {
            let (end, _) = verb::behind(words);
            self.out.deadline.get_or_insert(Span::new(at, at + end));
            return true;
        }
        if matches!(words, "下同" | "以下同" | "以下均同" | "后同") {
            // Behind a rule it is the rule that holds below.
            let names = self.out.members.get(self.last..).filter(|_| !self.ruled).unwrap_or_default();
            self.out.inherited.extend(names.iter().map(|member| member.span));
            return true;
        }
        if rule::first(words) {
            (self.ruled, self.verbs) = (true, true);
            return true;
        }
        words.contains("不再") || matches!(words, "长期" | "持续" | "长期坚持" | "持续推进" | "持续实施")
    }

    /// Reads names with the verbs behind them.
    fn names(&mut self, words: &str, at: usize, sign: char) {
        let (end, role) = verb::behind(words);
        let words = words.get(..end).unwrap_or_default();
        let mut start = 0;
        while let Some(rest) = words.get(start..).filter(|rest| !rest.is_empty()) {
            let (end, open, next) = name::tidy(rest);
            self.out.open_ended |= open;
            let head = rest.get(..end).unwrap_or_default();
            match name::parted(head) {
                Some((left, right)) => {
                    self.member(head.get(..left).unwrap_or_default(), at + start, sign);
                    start += right;
                    continue;
                }
                None => self.member(head, at + start, sign),
            }
            let Some(next) = next else { break };
            start += next;
        }
        if let Some(role) = role {
            self.verbs = true;
            self.close(Some(role));
        }
    }

    /// Adds a name, or draws it to the one before.
    fn member(&mut self, words: &str, at: usize, sign: char) {
        let words = words.trim_end_matches(['(', ' ', '.', '】']);
        let words = if words.contains('(') { words } else { words.trim_end_matches(')') };
        if words.is_empty() {
            return;
        }
        let (mut end, mut marked) = (words.len(), None);
        let bare = name::bare(words);
        let inside = words.get(bare.len()..).unwrap_or_default().trim_matches(['(', ')', '〔', '〕', '[', ']']);
        if let (0, Some(role)) = verb::behind(inside) {
            // 市科技局(牵头)
            (end, marked) = (bare.len(), Some(role));
        } else if words.ends_with(['*', '★', '☆', '▲', '△', '※']) {
            (end, marked) = (words.trim_end_matches(['*', '★', '☆', '▲', '△', '※']).len(), Some(Role::Lead));
        }
        self.verbs |= marked.is_some();
        let span = Span::new(at, at + end);
        let joined = self.out.members.last_mut().filter(|last| {
            sign == '、' && last.role.is_none() && name::joins(last.span.of(self.text), span.of(self.text))
        });
        if let Some(last) = joined {
            last.span.end = span.end;
            return;
        }
        let role = marked.or(self.helped.then_some(Role::Support));
        self.out.members.push(Member { span, role, marked: role.is_some() });
    }

    /// Gives the waiting names their role: that of the verb, or of the label.
    fn close(&mut self, verb: Option<Role>) {
        let label = match self.group {
            Some(Group::Agencies(role)) => Some(role),
            _ => None,
        };
        let marked =
            verb.is_some_and(|role| role < Role::Responsible) || label.is_some_and(|role| role < Role::Responsible);
        let role = match (label, verb) {
            // 责任单位:甲牵头,乙负责: only 牵头 and 配合 say more than the label.
            (Some(Role::Responsible), Some(Role::Responsible)) => label,
            (label, verb) => verb.or(label).or(self.verbs.then_some(Role::Responsible)),
        };
        // 牵头单位:甲,乙、丙配合: the verb is that of the last group.
        if let (Some(Role::Lead), Some(Role::Support)) = (label, verb) {
            let (from, to) = (self.run, self.last.max(self.run));
            for member in self.out.members.iter_mut().take(to).skip(from).filter(|member| member.role.is_none()) {
                (member.role, member.marked) = (label, true);
            }
        }
        for member in self.out.members.iter_mut().skip(self.run).filter(|member| member.role.is_none()) {
            (member.role, member.marked) = (role, marked);
        }
        self.run = self.out.members.len();
        self.helped = false;
    }
}
