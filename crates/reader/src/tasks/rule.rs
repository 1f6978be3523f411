//! Rules stated once: the first is the lead, some are in every task.

use std::sync::LazyLock;

use crate::body::{Body, Place};
use crate::mend::Span;

use super::lists::words;
use super::statement::Statement;
use super::{Role, statement};

const TABLE: &str = include_str!("rules.txt");

static FIRST: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "first"));
static LEAD: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "lead"));
static OTHERS: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "others"));
static ONCE: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "once"));
static ALL: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "all"));
static DOES: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "does"));
static ARE: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "are"));

/// How far apart, in bytes, the words of a rule may stand.
const NEAR: usize = 48;

/// The most statements that hold for all that follows; a document has one or two.
const MOST: usize = 20;

/// The rules of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// The first agency leads: the words that say so, and what the others are.
    pub first: Option<(String, Role)>,
    /// From the place on: agencies that are in every task.
    pub inherited: Vec<(usize, Vec<Span>)>,
}

impl Rules {
    /// What the paragraphs of a document say.
    pub fn of(body: &Body<'_>) -> Self {
        let mut rules = Self::default();
        for paragraph in body.paragraphs.iter().filter(|paragraph| paragraph.place != Place::Tail) {
            let text = body.words(paragraph.span);
            if rules.first.is_none() {
                rules.first = text.split(['。', ';', '\t']).find(|sentence| first(sentence)).map(|sentence| {
                    let rest = LEAD.iter().find_map(|lead| sentence.split_once(lead)).map_or("", |(_, rest)| rest);
                    let others = OTHERS.iter().any(|others| rest.contains(others));
                    let help = others && ["配合", "参与", "协办", "协助"].iter().any(|help| rest.contains(help));
                    (sentence.to_owned(), if help { Role::Support } else { Role::Responsible })
                });
            }
            for (at, once) in ONCE.iter().flat_map(|once| text.match_indices(once)).take(4) {
                let from = text.get(..at).and_then(|before| before.rfind(['。', ';', '〈'])).map_or(0, |sign| sign);
                let span = Span::new(from, at + once.len()).after(paragraph.span.start);
                let found = inherited(body.text(), span);
                if !found.is_empty()
                    && rules.inherited.len() < MOST
                    && !rules.inherited.iter().any(|(_, known)| *known == found)
                {
                    rules.inherited.push((span.start, found));
                }
            }
        }
        rules
    }

    /// Adds what statements say of those that follow: 下同.
    pub fn extend<'s>(&mut self, statements: impl Iterator<Item = &'s Statement>) {
        let ditto = statements.filter(|one| !one.inherited.is_empty());
        self.inherited.extend(ditto.map(|one| (one.span.end, one.inherited.clone())));
        self.inherited.truncate(MOST);
    }
}

/// Whether `sentence` says that the first agency leads: 排在首位的为牵头单位, 牵头单位列第一位.
pub(super) fn first(sentence: &str) -> bool {
    FIRST.iter().any(|first| {
        sentence.match_indices(first).take(8).any(|(at, _)| {
            let after = near_start(sentence.get(at + first.len()..).unwrap_or_default());
            let before = near_end(sentence.get(..at).unwrap_or_default());
            let is = |lead: &&str| {
                after.find(lead).is_some_and(|at| {
                    after.get(..at).is_some_and(|between| {
                        between.ends_with(['为', '是', '系', '即', '作', '总', '任']) && !between.contains(',')
                    })
                })
            };
            let told = |lead: &&str| {
                before.rfind(lead).and_then(|at| before.get(at + lead.len()..)).is_some_and(|between| {
                    between.starts_with(['单', '部', '责']) && between.chars().count() <= 8 && !between.contains(',')
                })
            };
            LEAD.iter().any(|lead| is(lead) || told(lead))
        })
    })
}

/// The first [`NEAR`] bytes or so.
fn near_start(text: &str) -> &str {
    text.char_indices().find(|(at, _)| *at > NEAR).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The last [`NEAR`] bytes or so.
fn near_end(text: &str) -> &str {
    text.char_indices().rev().find(|(at, _)| at + NEAR < text.len()).and_then(|(at, _)| text.get(at..)).unwrap_or(text)
}

/// The agencies that the words of `span` put into every task.
fn inherited(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let names = |start: usize, end: usize| {
        let inner = Span::new(span.start + start, span.start + end);
        let found = statement::statement(text, inner, inner);
        let members: Vec<Span> = found.members.iter().map(|member| member.span).collect();
        if members.iter().all(|member| super::name::plausible(member.of(text))) { members } else { Vec::new() }
    };
    let lead = ALL
        .iter()
        .filter_map(|all| words.rfind(all).map(|at| (at, at + all.len())))
        .max_by_key(|(at, end)| (*at, *end));
    if let Some((_, start)) = lead {
        let rest = words.get(start..).unwrap_or_default();
        let end = ends_names(rest);
        let found = names(start, start + end);
        if !found.is_empty() {
            return found;
        }
    }
    let Some(end) = ARE.iter().filter_map(|are| words.find(are)).min() else { return Vec::new() };
    let start = words
        .find([':', '〈'])
        .map_or(0, |at| at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let start = if start > end { 0 } else { start };
    let head = words.get(start..end).unwrap_or_default();
    let head = head.trim_start_matches(['。', ';', ',']);
    let skipped = head.find("以下").map_or(0, |_| head.rfind(',').map_or(0, |at| at + 1));
    names(end - head.len() + skipped, end)
}

/// Where the names at the start of `rest` end: before a verb outside of brackets.
fn ends_names(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, ch) in rest.char_indices() {
        let here = rest.get(at..).unwrap_or_default();
        if depth == 0 && DOES.iter().any(|does| here.starts_with(does)) {
            return at;
        }
        match ch {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_leads_in_many_words() {
        for text in [
            "以上责任单位中,排在第一位的为牵头单位",
            "列首位的部门为牵头单位,其余为配合单位",
            "第一个为牵头单位",
            "牵头单位列第一位",
            "首位单位为总牵头单位",
        ] {
            assert!(first(text), "{text}");
        }
        for text in ["聚焦首位产业,由市科技局牵头", "牵头编制首位产业规划", "第一个项目由园区负责"]
        {
            assert!(!first(text), "{text}");
        }
    }

    #[test]
    fn agencies_in_every_task_are_found() {
        let of = |text: &str| -> Vec<String> {
            inherited(text, Span::new(0, text.len())).iter().map(|span| span.of(text).to_owned()).collect()
        };
        assert_eq!(of("以下均需各区、县(市)政府落实,不再列出"), ["各区、县(市)政府"]);
        assert_eq!(of("各项任务均涉及各区政府、各园区管委会,以下不再列出"), ["各区政府", "各园区管委会"]);
        assert_eq!(of("各区政府、各园区均为责任单位,不再列出"), ["各区政府", "各园区"]);
        assert!(of("历史数据不再列出").is_empty());
    }
}
