//! What came out of the calls, and what must hold of all of it.

use std::fmt::{self, Debug, Write};

use scoring::ScoringError;

/// What came out, call by call, as text in which numbers are exact.
#[derive(Default)]
pub struct Seen {
    pub outcomes: Vec<(&'static str, String)>,
    pub rows: usize,
}

impl Seen {
    /// A result in which every number must be a number.
    pub fn numbers(&mut self, call: &'static str, result: &impl Debug) {
        let text = text(result);
        refuse(call, &text, &["NaN", "inf"]);
        self.outcomes.push((call, text));
    }

    /// A result in which NaN stands for what is missing.
    pub fn or_missing(&mut self, call: &'static str, result: &impl Debug) {
        let text = text(result);
        refuse(call, &text, &["inf"]);
        self.outcomes.push((call, text));
    }

    /// A result of which the caller sees whether it is a number, as its documentation says.
    pub fn any(&mut self, call: &'static str, result: &impl Debug) {
        self.outcomes.push((call, text(result)));
    }

    /// The result if there is one; an error is checked for naming what it is about.
    pub fn ok<T>(&mut self, call: &'static str, result: Result<T, ScoringError>) -> Option<T> {
        match result {
            Ok(result) => Some(result),
            Err(error) => {
                self.error(call, &error);
                None
            }
        }
    }

    /// As [`Self::ok`] and [`Self::numbers`].
    pub fn checked<T: Debug>(&mut self, call: &'static str, result: Result<T, ScoringError>) -> Option<T> {
        let result = self.ok(call, result)?;
        self.numbers(call, &result);
        Some(result)
    }

    fn error(&mut self, call: &'static str, error: &ScoringError) {
        let text = error.to_string();
        let named = |id: &str| assert!(!id.is_empty(), "{call}: {text}: names nothing");
        let there = |subject: usize| assert!(subject < self.rows.max(1), "{call}: {text}: no such subject");
        match error {
            ScoringError::DuplicateId { id }
            | ScoringError::Columns { id, .. }
            | ScoringError::Weight { item: id, .. }
            | ScoringError::NodeWeight { node: id, .. }
            | ScoringError::Draw { node: id, .. }
            | ScoringError::Member { rule: id, .. }
            | ScoringError::Veto { veto: id, .. } => named(id),
            ScoringError::Framework { node, why } => {
                named(node);
                named(why);
            }
            ScoringError::Function { item: rule, why } | ScoringError::List { list: rule, why, .. } => {
                named(rule);
                named(why);
            }
            ScoringError::Grades { grade, why } => {
                named(grade);
                named(why);
            }
            ScoringError::Parameter { id, parameter, expected, .. } => {
                [id.as_str(), parameter, expected].into_iter().for_each(named);
            }
            ScoringError::Mean { node, child, subject, mean, .. } => {
                [node.as_str(), child.as_str(), mean].into_iter().for_each(named);
                there(*subject);
            }
            ScoringError::Overflow { id, subject } => {
                named(id);
                there(subject.unwrap_or(0));
            }
            ScoringError::Method { method, why, .. } => [*method, *why].into_iter().for_each(named),
            _ => {}
        }
        assert!(text.len() > 10, "{call}: “{text}” says too little");
        self.outcomes.push((call, text));
    }
}

/// A result as text; of a very long one the beginning.
fn text(result: &impl Debug) -> String {
    let mut text = Beginning(String::new());
    let _ = write!(text, "{result:?}");
    text.0
}

/// Text up to a length.
struct Beginning(String);

impl Write for Beginning {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        const MOST: usize = 200_000;
        self.0.push_str(more);
        if self.0.len() < MOST { Ok(()) } else { Err(fmt::Error) }
    }
}

/// Refuses a text in which one of `words` stands as a number does, not as part of a name.
fn refuse(call: &str, text: &str, words: &[&str]) {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '"';
    for word in words {
        let alone = |at: usize| {
            let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
            !before.is_some_and(part) && !after.is_some_and(part)
        };
        if let Some((at, _)) = text.match_indices(word).find(|(at, _)| alone(*at)) {
            let around: String = text.chars().skip(at.saturating_sub(300)).take(400).collect();
            panic!("{call} gave what is no number: … {around} …");
        }
    }
}
