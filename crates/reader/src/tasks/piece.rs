//! A statement in stretches between commas.

use crate::lex::bracket::{pairs, split_outside};
use crate::mend::Span;

use super::label::{Group, led};

/// A stretch between commas with the sign before it.
pub(super) struct Piece<'t> {
    /// Its words.
    pub words: &'t str,
    /// Where it begins in the text.
    pub at: usize,
    /// What parts it from the one before: a comma, a blank, or `^` at the start.
    pub sign: char,
}

/// The stretches of a statement; a label in lenses (【责任单位】) begins one.
pub(super) fn pieces(text: &str, inner: Span) -> Vec<Piece<'_>> {
    let words = inner.of(text);
    let mut last = 0;
    let mut out = Vec::new();
    for span in split_outside(words, &[',', ';', '、', '。', ' ', '\t', '|', '\n']) {
        let between = words.get(last..span.start).unwrap_or_default();
        last = span.end;
        let blank = if between.is_empty() { '^' } else { ' ' };
        let mut sign = between.chars().find(|ch| !ch.is_whitespace()).unwrap_or(blank);
        let stretch = span.of(words);
        let mut start = 0;
        let lenses = stretch
            .match_indices(['【', '['])
            .filter(|(at, lens)| stretch.get(at + lens.len()..).is_some_and(|rest| led(rest).is_some()));
        for (at, lens) in lenses {
            let before = stretch.get(start..at).unwrap_or_default();
            if !before.is_empty() {
                out.push(Piece { words: before, at: inner.start + span.start + start, sign });
            }
            (start, sign) = (at + lens.len(), ';');
        }
        out.push(Piece { words: stretch.get(start..).unwrap_or_default(), at: inner.start + span.start + start, sign });
    }
    out
}

/// A colon behind words that are no label ends the group before it.
pub(super) fn foreign(words: &str) -> Option<(usize, usize, Option<Group>)> {
    let at = words.find(':')?;
    let outside = pairs(words).iter().all(|pair| !pair.outer.holds(Span::new(at, at + 1)));
    outside.then_some((at, at + 1, None))
}
