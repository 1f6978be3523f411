//! A statement in stretches between commas.

use crate::lex::bracket::{pairs, split_outside};
use crate::mend::Span;

use super::label::{Group, led};
use super::name;

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
        let mut rest = stretch.get(start..).unwrap_or_default();
        if let Some((name, label)) = run_on(rest) {
            out.push(Piece { words: name, at: inner.start + span.start + start, sign });
            (start, sign, rest) = (start + name.len(), ';', label);
        }
        out.push(Piece { words: rest, at: inner.start + span.start + start, sign });
    }
    out
}

/// A name and the label that follows it where the line break between them was lost: 市科技局完成时限:2030年.
fn run_on(words: &str) -> Option<(&str, &str)> {
    /// The longest label, in characters.
    const LABEL: usize = 12;
    let colon = words.find(':').filter(|_| led(words).is_none())?;
    let starts = words.get(..colon)?.char_indices().rev().take(LABEL);
    let splits = starts.filter_map(|(at, _)| words.split_at_checked(at));
    let fits = |(name, label): &(&str, &str)| {
        led(label).is_some_and(|(_, end, _)| name.len() + end == colon + 1) && name::plausible(name)
    };
    splits.filter(fits).last()
}

/// A colon behind words that are no label ends the group before it.
pub(super) fn foreign(words: &str) -> Option<(usize, usize, Option<Group>)> {
    let at = words.find(':')?;
    let outside = pairs(words).iter().all(|pair| !pair.outer.holds(Span::new(at, at + 1)));
    outside.then_some((at, at + 1, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_behind_a_name_begins_a_stretch() {
        assert_eq!(run_on("园区管委会完成时限:2030年"), Some(("园区管委会", "完成时限:2030年")));
        assert_eq!(run_on("市商务局市级责任单位:甲"), Some(("市商务局", "市级责任单位:甲")));
        assert_eq!(run_on("市级责任单位:甲"), None);
        assert_eq!(run_on("园区管委会办公地点:甲"), None);
    }
}
