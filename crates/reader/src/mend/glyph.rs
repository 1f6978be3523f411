//! One form for each letter, digit and sign, as NFKC has it where that keeps what a policy text means.

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};

/// Characters without a shape of their own: zero width, controls, private use, marks of direction and variation.
pub(super) const fn unseen(ch: char) -> bool {
    matches!(ch,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether NFKC is applied. Circled numbers are left: they are markers, and a bare digit is none.
const fn folded(ch: char) -> bool {
    matches!(ch,
        '\u{2150}'..='\u{218f}' | '\u{2474}'..='\u{249b}' | '\u{2e80}'..='\u{2fdf}' | '\u{3200}'..='\u{33ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff01}'..='\u{ffef}' | '\u{b2}' | '\u{b3}')
}

/// The characters of `pieces` in their plain form with their places. Runs of blanks are one blank, or one tab in a row;
/// between two pieces stands a blank only where letters would run together.
pub(super) fn plain(chars: &[char], pieces: &[Range<usize>], row: bool) -> Vec<(char, u32)> {
    let mut out: Vec<(char, u32)> = Vec::new();
    let mut blank = 0_usize;
    for piece in pieces {
        let first = chars.get(piece.start).is_some_and(char::is_ascii_alphabetic);
        if first && out.last().is_some_and(|(ch, _)| ch.is_ascii_alphabetic() || *ch == ',') {
            blank = 1;
        }
        for (at, ch) in chars.iter().copied().enumerate().take(piece.end).skip(piece.start) {
            let bold = ch == '*' && (chars.get(at + 1) == Some(&'*') || at > 0 && chars.get(at - 1) == Some(&'*'));
            // Markdown's ** goes; the year of 20**年 stays.
            if unseen(ch) || bold && !out.last().is_some_and(|(ch, _)| ch.is_ascii_digit() || *ch == '*') {
                continue;
            }
            if ch.is_whitespace() {
                blank += if ch == '\t' { 2 } else { super::line::width(ch) };
                continue;
            }
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            if blank > 0 && !out.is_empty() {
                out.push((if row && blank > 1 { '\t' } else { ' ' }, place.saturating_sub(1)));
            }
            blank = 0;
            fold(ch, |plain| out.push((plain, place)));
        }
    }
    out
}

/// Calls `each` with the plain form of `ch`.
fn fold(ch: char, mut each: impl FnMut(char)) {
    match ch {
        '∶' | '︰' => each(':'),
        '﹪' => each('%'),
        '•' | '●' | '■' | '◆' | '▪' => each('•'),
        _ if folded(ch) => {
            let mut held: Option<char> = None;
            decompose_compatible(ch, |part| match held.and_then(|first| compose(first, part)) {
                Some(whole) => held = Some(whole),
                None => {
                    if let Some(first) = held.replace(part) {
                        each(first);
                    }
                }
            });
            if let Some(last) = held {
                each(last);
            }
        }
        _ => each(ch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_signs_become_narrow_and_circled_numbers_stay() {
        let chars: Vec<char> = "（２）①㎡⒈㈠％：。\u{e123}、".chars().collect();
        let text: String =
            plain(&chars, std::slice::from_ref(&(0..chars.len())), false).into_iter().map(|(ch, _)| ch).collect();
        assert_eq!(text, "(2)①m21.(一)%:。、");
    }
}
