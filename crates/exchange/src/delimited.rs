//! Text tables: their encoding found, their separator found, their records as rows of cells.

use std::borrow::Cow;
use std::ops::ControlFlow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::cell::Cell;

/// Decodes text: a byte order mark decides; else UTF-8 where it fits; else GB 18030 where it fits.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let marked = [(&b"\xEF\xBB\xBF"[..], UTF_8), (b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)];
    for (mark, encoding) in marked {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return encoding.decode_without_bom_handling_and_without_replacement(rest);
        }
    }
    std::str::from_utf8(bytes)
        .ok()
        .map(Cow::Borrowed)
        .or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes))
}

/// The separator of `text`: whichever of comma, tab, semicolon occurs most in the first lines, outside quotes.
#[must_use]
pub fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_u32), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.bytes().take(16_384) {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    // The first of equals wins: a comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// Hands each cell of `text` to `sink` with its row and column, counted from 0 as a spreadsheet would show them.
///
/// # Errors
/// When the text cannot be split into records.
pub fn stream(
    text: &str,
    separator: u8,
    sink: &mut dyn FnMut(u32, u32, Cell<'_>) -> ControlFlow<()>,
) -> csv::Result<()> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row = 0_u32;
    while reader.read_record(&mut record)? {
        // The parser leaves out blank lines; a spreadsheet shows them.
        let begin = record.position().map_or(0, csv::Position::byte);
        row = row.saturating_add(blank_lines(text.as_bytes(), usize::try_from(begin).unwrap_or(usize::MAX)));
        for (column, text) in (0_u32..).zip(&record) {
            if !text.is_empty() && sink(row, column, Cell::Text(text)).is_break() {
                return Ok(());
            }
        }
        row = row.saturating_add(1);
    }
    Ok(())
}

/// How many lines without anything on them begin at byte `begin` of `text`.
fn blank_lines(text: &[u8], begin: usize) -> u32 {
    // The parser stops between the two bytes of a Windows line end.
    let mut after_return = begin > 0 && text.get(begin - 1) == Some(&b'\r');
    let mut lines = 0;
    for byte in text.get(begin..).unwrap_or_default() {
        match byte {
            b'\n' if after_return => after_return = false,
            b'\n' => lines += 1,
            b'\r' => {
                lines += 1;
                after_return = true;
            }
            _ => break,
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, u32, String)> {
        let mut found = Vec::new();
        stream(text, separator(text), &mut |row, column, cell| {
            found.push((row, column, cell.shown()));
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "企业名称,亩均税收（万元/亩）";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(decode(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).unwrap(), text);
        assert_eq!(decode(&GB18030.encode(text).0).unwrap(), text);
        let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap(), text);
        assert_eq!(decode(b"\xFF\xFF\xFF"), None);
    }

    #[test]
    fn the_separator_is_the_one_that_occurs_most_outside_quotes() {
        assert_eq!(separator("a,b\n\"1;2;3;4\",5"), b',');
        assert_eq!(separator("a\tb\n1,5\t2"), b'\t');
        assert_eq!(separator("a;b;c\n1,5;2;3"), b';');
        assert_eq!(separator("abc"), b',');
    }

    #[test]
    fn windows_and_old_line_ends_count_the_same() {
        for end in ["\n", "\r\n", "\r"] {
            let rows: Vec<_> = cells(&["甲,1", "", "", "乙,2"].join(end)).into_iter().map(|(row, ..)| row).collect();
            assert_eq!(rows, [0, 0, 3, 3], "{end:?}");
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let found = cells("标题,\n\n\"两\n行\",2\n末,3\n");
        let rows: Vec<_> = found.iter().map(|(row, column, text)| (*row, *column, text.as_str())).collect();
        assert_eq!(rows, [(0, 0, "标题"), (2, 0, "两\n行"), (2, 1, "2"), (3, 0, "末"), (3, 1, "3")]);
    }
}
