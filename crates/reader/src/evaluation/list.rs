//! A list of conditions with one consequence: 有下列情形之一的,实行一票否决:.

use crate::body::{Body, Clause, Paragraph};
use crate::lex::clause::{halves, sentences};
use crate::mend::Span;

use super::{Found, WORDS, class, kind, score};

/// Longer members are no items of a list.
const LONGEST: usize = 600;

/// For every clause, the consequence its last paragraph states for the list below it.
pub(super) fn leads<'a>(body: &Body<'a>) -> Vec<Option<&'a str>> {
    let lead = |clause: &Clause| {
        let words = body.own(clause).last().map(|paragraph| body.words(paragraph.content))?;
        let sentence = words.strip_suffix(':')?.rsplit('。').next()?;
        consequence(sentence)
    };
    body.clauses.iter().map(lead).collect()
}

/// The consequence that holds for a paragraph as a member of a list.
pub(super) fn above<'a>(body: &Body<'a>, paragraph: &Paragraph, leads: &[Option<&'a str>]) -> Option<&'a str> {
    let parent = body.clause(paragraph)?.parent?;
    leads.get(parent).copied().flatten()
}

/// What follows from each member of a list: the words behind 情形之一的.
fn consequence(sentence: &str) -> Option<&str> {
    let lead = WORDS.last("lead", sentence)?;
    let rest = sentence.get(lead.end..)?.trim_start_matches(['之', '一', '的', '者', ',']);
    (sentence.len() <= LONGEST && (WORDS.in_text("hard", rest) || class::grades(rest))).then_some(rest)
}

/// What a paragraph under one consequence says: points of its own, else that it is a member of the list.
pub(super) fn members(text: &str, consequence: &str) -> Vec<Found> {
    let own: Vec<Found> = sentences(text)
        .into_iter()
        .filter(|sentence| sentence.end - sentence.start <= LONGEST)
        .flat_map(|sentence| halves(text, sentence))
        .flat_map(|half| score::rules(text, half))
        .filter(|found| found.kind == "points")
        .collect();
    if own.is_empty() { member(text, consequence).into_iter().collect() } else { own }
}

/// A member of a list under one consequence.
fn member(text: &str, consequence: &str) -> Option<Found> {
    let words = text.trim_end_matches(['。', ';', ',']);
    let told = (2..=LONGEST).contains(&words.len()) && !words.ends_with(':');
    told.then(|| Found {
        span: Span::new(0, words.len()),
        condition: words.trim_end_matches('的').to_owned(),
        consequence: consequence.to_owned(),
        kind: kind(consequence),
        confidence: 0.65,
    })
}

/// The members of a list inside one sentence.
pub(super) fn inline(text: &str, sentence: Span) -> Option<Vec<Found>> {
    let words = sentence.of(text);
    let (lead, _) = words.split_once(':')?;
    let then = consequence(lead)?;
    let start = sentence.start + lead.len() + 1;
    let members = halves(text, Span::new(start, sentence.end));
    let found = members.into_iter().filter_map(|span| {
        let found = member(span.of(text), then)?;
        Some(Found { span: found.span.after(span.start), ..found })
    });
    Some(found.collect())
}
