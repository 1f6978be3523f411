//! What holds for a paragraph before it is read: the deadline, the goals and the bars set by headings and by lines that end in a colon.

use crate::body::{Body, Paragraph};
use crate::lex::{Kind, Sense, Time, Year, tokens};
use crate::mend::Span;

use super::line::Line;
use super::reading::base;
use super::words::Class;

/// A deadline and the words it is told in, in places of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// When.
    pub time: Time,
    /// Its words.
    pub span: Span,
}

impl Due {
    /// As results write it.
    pub fn written(&self, body: &Body<'_>) -> String {
        let words = body.verbatim(self.span);
        let words = words.trim_start_matches(['到', '至', '在']);
        match (self.time.year, self.time.until) {
            (Year::Plan(number), _) if words.contains('末') || words.contains('底') => {
                format!("{words}({})", 1955 + 5 * number)
            }
            (Year::Plan(number), _) => format!("{words}({}-{})", 1951 + 5 * number, 1955 + 5 * number),
            (Year::Known(from), Some(Year::Known(until))) => format!("{from}-{until}"),
            _ => self.time.written().unwrap_or_else(|| words.to_owned()),
        }
    }
}

/// What holds for a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// A deadline stated above.
    pub due: Option<Due>,
    /// A year that has passed, stated above.
    pub past: bool,
    /// It holds goals.
    pub goals: bool,
    /// It holds conditions or money, no targets.
    pub barred: bool,
    /// Who reaches what it holds.
    pub subject: Option<Span>,
}

/// What holds for a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// The year it was issued in.
    pub year: Option<u16>,
    /// It sets rules: 办法, 措施.
    pub rules: bool,
    /// It is a plan for the year it was issued in: 2030年工作方案.
    pub yearly: bool,
    /// It has clauses.
    pub outlined: bool,
    /// Who it is about, for targets that do not say whose they are.
    pub subject: Option<String>,
    /// The years of the plan its title names, as results write them.
    pub plan: Option<String>,
}

impl Frame {
    /// What title, number and date say.
    pub fn of(body: &Body<'_>) -> Self {
        let title = body.title.as_deref().unwrap_or_default();
        let times: Vec<Time> = tokens(title).iter().filter_map(|token| token.time().copied()).collect();
        let year = |text: &str| {
            let digits = |at: usize| {
                text.get(at..at + 4).and_then(|year| year.parse().ok()).filter(|year| (1990..2100).contains(year))
            };
            text.char_indices().find_map(|(at, _)| digits(at))
        };
        let of_title = times.iter().find_map(|time| if let Year::Known(year) = time.year { Some(year) } else { None });
        let known = body.date.as_deref().and_then(year).or_else(|| body.number.as_deref().and_then(year));
        Self {
            year: known.or(of_title),
            rules: Class::Rules.within(&title.replace("管理委员会", ""))
                && !title.contains("规划")
                && !title.contains("计划")
                && !title.contains("方案"),
            yearly: known.is_some() && known == of_title && times.iter().all(|time| time.until.is_none()),
            outlined: !body.clauses.is_empty(),
            subject: super::about::about(title, body.issuer.as_deref().unwrap_or_default()),
            plan: times.iter().find_map(|time| match (time.year, time.until) {
                (Year::Known(from), Some(Year::Known(until))) => Some(format!("{from}-{until}")),
                (Year::Plan(_), _) => time.written(),
                _ => None,
            }),
        }
    }

    /// Whether `time` lies before the document.
    pub fn passed(&self, time: &Time) -> bool {
        let end = time.until.unwrap_or(time.year).written().and_then(|year| year.parse::<u16>().ok());
        end.zip(self.year).is_some_and(|(end, year)| end < year)
    }
}

/// The scopes of all clauses while the paragraphs are walked.
pub(super) struct Scopes<'b, 'a> {
    body: &'b Body<'a>,
    frame: &'b Frame,
    clauses: Vec<Option<Scope>>,
    root: Scope,
}

impl<'b, 'a> Scopes<'b, 'a> {
    /// Nothing is known yet.
    pub fn new(body: &'b Body<'a>, frame: &'b Frame) -> Self {
        Self { body, frame, clauses: vec![None; body.clauses.len()], root: Scope::default() }
    }

    /// What holds for `paragraph`; a clause takes over what held above it when it begins.
    pub fn of(&mut self, paragraph: &Paragraph) -> Scope {
        let Some(at) = paragraph.clause else { return self.root };
        if let Some(known) = self.clauses.get(at).copied().flatten() {
            return known;
        }
        let Some(clause) = self.body.clauses.get(at) else { return self.root };
        let above = clause.parent.and_then(|parent| self.clauses.get(parent).copied().flatten()).unwrap_or(self.root);
        let heading = self.body.words(clause.heading_span);
        let mut scope = above;
        if heading.chars().count() <= 30 {
            let mut told = told(heading, clause.heading_span.start, self.frame);
            told.subject = None;
            if Class::Goals.within(&Class::Index.without(heading)) {
                told.goals = true;
            } else if Class::Nogoals.within(heading) {
                told.barred = true;
            }
            scope = merged(above, told);
        }
        self.set(Some(at), scope);
        scope
    }

    /// Takes note of a line that governs what follows: 到2030年,实现以下目标:
    pub fn lead(&mut self, paragraph: &Paragraph, scope: Scope) {
        let words = self.body.words(paragraph.content);
        let words = words.trim_end();
        // 附表 2030年主要指标: the name of a table leads too.
        let caption =
            words.contains('表') && Class::Goals.within(words) && !words.contains('。') && words.chars().count() < 40;
        let Some(words) = words.strip_suffix([':', '—']).or(caption.then_some(words)) else { return };
        let start = words
            .rfind(['。', ';'])
            .map_or(0, |at| at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let last = words.get(start..).unwrap_or_default();
        let mut told = told(last, paragraph.content.start + start, self.frame);
        told.barred = Class::Conditions.within(last) || Class::Pay.within(last);
        told.subject = told.subject.filter(|_| told.due.is_some());
        told.goals = !told.barred && (told.due.is_some() || Class::Goals.within(last));
        let mut scope = merged(scope, told);
        scope.barred |= told.barred;
        self.set(paragraph.clause, scope);
    }

    /// A deadline told in a clause of goals holds for its next paragraphs.
    pub fn carry(&mut self, paragraph: &Paragraph, due: Option<Due>) {
        let at = paragraph.clause;
        let known = at.map_or(Some(self.root), |at| self.clauses.get(at).copied().flatten());
        if let Some(known) = known.filter(|known| known.goals && due.is_some()) {
            self.set(at, Scope { due, past: false, ..known });
        }
    }

    fn set(&mut self, clause: Option<usize>, scope: Scope) {
        match clause {
            None => self.root = scope,
            Some(at) => {
                if let Some(slot) = self.clauses.get_mut(at) {
                    *slot = Some(scope);
                }
            }
        }
    }
}

/// What a heading or a lead-in adds to what held above it.
fn merged(above: Scope, told: Scope) -> Scope {
    let timed = told.due.is_some() || told.past;
    Scope {
        due: if timed { told.due } else { above.due },
        past: if timed { told.past } else { above.past },
        goals: (above.goals || told.goals) && !told.barred,
        barred: (above.barred || told.barred) && !told.goals,
        subject: told.subject.or(above.subject),
    }
}

/// The deadline and the subject in the words of a heading or a lead-in.
fn told(words: &str, start: usize, frame: &Frame) -> Scope {
    let line = Line::of(words);
    let mut out = Scope::default();
    for (at, _) in line.outer(0..line.tokens.len()) {
        match due(&line, at, start, frame, true) {
            Told::Due(due) => (out.due, out.past) = (Some(due), false),
            Told::Past => (out.due, out.past) = (None, true),
            Told::Nothing => {}
        }
    }
    for piece in line.pieces() {
        let text = line.words(piece.span);
        if let Some(found) = super::indicator::subject(text).filter(|found| !found.contains("发展")) {
            let at = piece.span.start + start;
            out.subject = Some(Span::new(at, at + found.len()));
        }
    }
    out
}

/// What a token says about when.
pub(super) enum Told {
    /// A deadline.
    Due(Due),
    /// A time that has passed.
    Past,
    /// Nothing.
    Nothing,
}

impl Told {
    /// The deadline, if it is one.
    pub const fn due(&self) -> Option<Due> {
        if let Self::Due(due) = self { Some(*due) } else { None }
    }
}

/// What the token at `at` says about when; `loose`: a year alone is a deadline too.
pub(super) fn due(line: &Line<'_>, at: usize, start: usize, frame: &Frame, loose: bool) -> Told {
    let Some(token) = line.tokens.get(at) else { return Told::Nothing };
    let Kind::Time(time) = token.kind else {
        return Told::Nothing;
    };
    let (head, words) = (line.text.get(..token.span.start).unwrap_or_default(), line.words(token.span));
    let tail = line.text.get(token.span.end..).unwrap_or_default();
    if head.ends_with(['由', '从', '自']) || Class::Start.begins(tail).is_some() || base(line, head, token).is_some()
    {
        return if tail.starts_with("以来") || tail.starts_with("年以来") { Told::Past } else { Told::Nothing };
    }
    // “十四五”规划 names a plan.
    if matches!(time.year, Year::Plan(_)) && !time.deadline && !loose_plan(tail, loose) {
        return Told::Nothing;
    }
    let until = words.starts_with("截");
    let same = frame.year.is_some() && matches!(time.year, Year::Known(year) if Some(year) == frame.year);
    if frame.passed(&time) || until && (frame.year.is_none() || same) {
        return Told::Past;
    }
    // A year alone in a text of unknown age may have passed.
    let alone = !time.deadline && time.until.is_none() && matches!(time.year, Year::Known(_)) && frame.year.is_none();
    if alone && !loose { Told::Nothing } else { Told::Due(Due { time, span: token.span.after(start) }) }
}

/// Whether a plan without 期间 or 末 still says when: 十四五发展目标 in a heading.
fn loose_plan(tail: &str, loose: bool) -> bool {
    let near: String = tail.chars().take(12).collect();
    loose && (near.contains("目标") || near.is_empty()) && !near.contains("规划")
}

/// 力争 and the like, by its token.
pub(super) fn aims(kind: &Kind) -> bool {
    matches!(kind, Kind::Compare(compare) if compare.sense == Sense::Aim)
}
