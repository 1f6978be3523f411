//! The lines of the file before anything is joined.

use crate::outline::{header, marker};

/// A line as it stands in the file, without the blanks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Blanks before it; a wide one counts two.
    pub indent: usize,
    /// An empty line or a page break stands before it.
    pub gap: bool,
    /// A form feed stands before it.
    pub page: bool,
    /// Columns it fills: two for a wide character.
    pub width: usize,
    /// It has cells.
    pub row: bool,
}

/// Columns a character fills.
pub(super) const fn width(ch: char) -> usize {
    if ch.is_ascii() { 1 } else { 2 }
}

/// The lines that are not empty.
pub(super) fn lines(chars: &[char]) -> Vec<Raw> {
    let mut found = Vec::new();
    let (mut start, mut gap, mut page) = (0, false, false);
    for (at, ch) in chars.iter().copied().chain(['\n']).enumerate() {
        if !matches!(ch, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        if let Some(raw) = line(chars, start, at) {
            found.push(Raw { gap, page, ..raw });
            (gap, page) = (false, false);
        } else if ch != '\n' || at == 0 || chars.get(at - 1) != Some(&'\r') {
            gap = true;
        }
        page |= ch == '\u{c}';
        start = at + 1;
    }
    found
}

/// The line between two places, if there is anything on it.
fn line(chars: &[char], start: usize, end: usize) -> Option<Raw> {
    let all = chars.get(start..end)?;
    let blank = |ch: &char| ch.is_whitespace() || super::glyph::unseen(*ch);
    // The signs of markdown around a heading say nothing its marker does not.
    let lead = |ch: &char| blank(ch) || matches!(ch, '#' | '*');
    let first = all.iter().position(|ch| !lead(ch))?;
    let last = all.iter().rposition(|ch| !lead(ch))?;
    let body = all.get(first..=last)?;
    Some(Raw {
        start: start + first,
        end: start + last + 1,
        indent: all.iter().take(first).filter(|ch| ch.is_whitespace()).map(|ch| width(*ch)).sum(),
        gap: false,
        page: false,
        width: body.iter().map(|ch| width(*ch)).sum(),
        row: cells(body),
    })
}

/// Whether a line has cells: a tab inside, two bars, or two wide gaps.
fn cells(body: &[char]) -> bool {
    let (mut bars, mut gaps, mut run) = (0, 0, 0);
    for ch in body {
        match ch {
            '\t' => return true,
            '|' | '｜' => bars += 1,
            _ => {}
        }
        if ch.is_whitespace() {
            run += width(*ch);
        } else {
            gaps += usize::from(run >= 2);
            run = 0;
        }
    }
    // Prose may have wide gaps too; it ends its sentences.
    bars >= 2 || gaps >= 2 && !body.contains(&'。') && !spaced(body)
}

/// Whether a line is a numbered heading whose characters are set apart: 第一章　总　则.
fn spaced(body: &[char]) -> bool {
    let mut pieces = body.split(|ch| ch.is_whitespace()).filter(|piece| !piece.is_empty());
    let Some(first) = pieces.next().filter(|first| first.len() <= 12) else { return false };
    let words = header::narrow(&first.iter().collect::<String>());
    // A marker needs words behind it.
    let marked = marker::marker(&[&words, "则"].concat()).is_some_and(|found| found.rest == words.len());
    marked && pieces.all(|piece| matches!(piece, [ch] if width(*ch) > 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_indent_gap_page_and_cells() {
        let chars: Vec<char> = "甲\r\n　　乙ab\n\n丙\u{c}丁\t1\n".chars().collect();
        let found = lines(&chars);
        let of: Vec<_> = found.iter().map(|raw| (raw.indent, raw.gap, raw.page, raw.width, raw.row)).collect();
        assert_eq!(
            of,
            [
                (0, false, false, 2, false),
                (4, false, false, 4, false),
                (0, true, false, 2, false),
                (0, false, true, 4, true)
            ]
        );
    }
}
