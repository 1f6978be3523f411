//! Brackets and quotes in pairs; one without its partner is a plain sign.

use crate::mend::Span;

/// Opening signs and what closes them.
const PAIRS: [(char, char); 11] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('〔', '〕'),
    ('【', '】'),
    ('〈', '〉'),
    ('《', '》'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
];

/// What closes `open`.
#[must_use]
pub fn closing(open: char) -> Option<char> {
    PAIRS.iter().find(|(known, _)| *known == open).map(|(_, close)| *close)
}

/// Whether a sign closes a bracket.
#[must_use]
pub fn closes(ch: char) -> bool {
    PAIRS.iter().any(|(_, close)| *close == ch)
}

/// Two brackets that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// From the opening to the closing bracket, both included.
    pub outer: Span,
    /// What stands between them.
    pub inner: Span,
    /// The opening bracket.
    pub open: char,
    /// How many pairs stand around it.
    pub depth: usize,
}

/// The pairs in `text`, by where they open. An opening bracket without partner is skipped, and so is a closing one.
#[must_use]
pub fn pairs(text: &str) -> Vec<Pair> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut waiting = [0_usize; PAIRS.len()];
    let mut out: Vec<Pair> = Vec::new();
    for (at, ch) in text.char_indices() {
        if let Some(kind) = PAIRS.iter().position(|(opens, _)| *opens == ch) {
            open.push((at, ch));
            if let Some(count) = waiting.get_mut(kind) {
                *count += 1;
            }
        } else if let Some(kind) = PAIRS.iter().position(|(_, closes)| *closes == ch) {
            // Only look for a partner that exists: the stack is then emptied once in all.
            while waiting.get(kind).is_some_and(|count| *count > 0) {
                let Some((start, sign)) = open.pop() else { break };
                let other = PAIRS.iter().position(|(opens, _)| *opens == sign);
                if let Some(count) = other.and_then(|other| waiting.get_mut(other)) {
                    *count -= 1;
                }
                if other == Some(kind) {
                    let end = at + ch.len_utf8();
                    let (outer, inner) = (Span::new(start, end), Span::new(start + sign.len_utf8(), at));
                    out.push(Pair { outer, inner, open: sign, depth: 0 });
                    break;
                }
            }
        }
    }
    out.sort_unstable_by_key(|pair| pair.outer.start);
    let mut around: Vec<usize> = Vec::new();
    for pair in &mut out {
        while around.last().is_some_and(|end| *end <= pair.outer.start) {
            around.pop();
        }
        pair.depth = around.len();
        around.push(pair.outer.end);
    }
    out
}

/// The pieces of `text` between `marks` that stand in no bracket or quote; blanks around them are left out, empty ones too.
#[must_use]
pub fn split_outside(text: &str, marks: &[char]) -> Vec<Span> {
    let mut pairs = pairs(text).into_iter().filter(|pair| pair.depth == 0).peekable();
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, ch) in text.char_indices() {
        while pairs.peek().is_some_and(|pair| pair.outer.end <= at) {
            pairs.next();
        }
        let inside = pairs.peek().is_some_and(|pair| pair.outer.start <= at);
        if !inside && marks.contains(&ch) {
            out.extend(trimmed(text, Span::new(start, at)));
            start = at + ch.len_utf8();
        }
    }
    out.extend(trimmed(text, Span::new(start, text.len())));
    out
}

/// `span` without the blanks around it, if anything is left.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then(|| Span::new(start, start + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_nested_and_loners_are_plain() {
        let text = "甲(乙“丙”)丁)戊(己";
        let found: Vec<_> = pairs(text).iter().map(|pair| (pair.inner.of(text).to_owned(), pair.depth)).collect();
        assert_eq!(found, [("乙“丙”".to_owned(), 0), ("丙".to_owned(), 1)]);
    }

    #[test]
    fn one_agency_keeps_the_commas_in_its_brackets() {
        let text = "市发改局、各区(市、县)政府、园区(甲";
        let found: Vec<_> = split_outside(text, &['、']).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["市发改局", "各区(市、县)政府", "园区(甲"]);
    }

    #[test]
    fn a_million_brackets_take_linear_time() {
        assert!(pairs(&"([".repeat(500_000)).is_empty());
        assert_eq!(pairs(&format!("{}{}", "(".repeat(300_000), ")".repeat(300_000))).len(), 300_000);
    }
}
