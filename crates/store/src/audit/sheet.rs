//! Anchors as a sheet: a small text that a person prints or deposits where the store's keepers cannot change it.

use std::fmt::Write as _;

use domain::day::Day;
use domain::hash::Sm3;
use serde::Deserialize;

use super::anchor::Anchor;
use super::error::AuditError;

/// What the sheet says it is.
const FORMAT: &str = "yuanheng-audit-anchors/1";
/// Three hundred years of days; a longer sheet is none of ours.
const MOST_BYTES: usize = 20_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    format: String,
    anchors: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    day: String,
    link: i64,
    acts: u64,
    sm3: Sm3,
}

/// The sheet of `anchors`: JSON, a line for each day.
#[must_use]
pub fn write_anchors(anchors: &[Anchor]) -> String {
    let mut text = format!("{{\n  \"format\": \"{FORMAT}\",\n  \"anchors\": [");
    for (at, Anchor { day, link, acts, sm3 }) in anchors.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "{comma}\n    {{ \"day\": \"{day}\", \"link\": {link}, \"acts\": {acts}, \"sm3\": \"{sm3}\" }}"
        );
    }
    text.push_str("\n  ]\n}\n");
    text
}

/// The anchors of a sheet.
///
/// # Errors
/// [`AuditError::BadSheet`] when it is not one of [`write_anchors`].
pub fn read_anchors(text: &str) -> Result<Vec<Anchor>, AuditError> {
    let refuse = |line, found: &str| AuditError::BadSheet { line, found: found.chars().take(80).collect() };
    if text.len() > MOST_BYTES {
        return Err(refuse(1, &format!("{} B", text.len())));
    }
    let sheet: Sheet = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let line = error.line();
        refuse(line, text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim())
    })?;
    if sheet.format != FORMAT {
        return Err(refuse(1, &sheet.format));
    }
    let anchors = sheet.anchors.into_iter().map(|Line { day, link, acts, sm3 }| {
        let read: Day = day.parse().map_err(|_| {
            let at = text.lines().position(|line| line.contains(&day)).unwrap_or(0);
            refuse(at + 1, &day)
        })?;
        Ok(Anchor { day: read, link, acts, sm3 })
    });
    anchors.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors() -> Vec<Anchor> {
        let of = |day: &str, link| Anchor { day: day.parse().unwrap(), link, acts: 2, sm3: Sm3::of(day.as_bytes()) };
        vec![of("2026-03-01", 2), of("2026-03-02", 4)]
    }

    #[test]
    fn a_sheet_reads_back_as_it_was_written() {
        assert_eq!(read_anchors(&write_anchors(&anchors())).unwrap(), anchors());
        assert_eq!(read_anchors(&write_anchors(&[])).unwrap(), []);
        let saved_by_an_editor = format!("\u{feff}{}", write_anchors(&anchors()).replace('\n', "\r\n"));
        assert_eq!(read_anchors(&saved_by_an_editor).unwrap(), anchors());
    }

    #[test]
    fn what_is_no_sheet_is_refused_with_its_line() {
        let good = write_anchors(&anchors());
        let line_of = |text: &str| match read_anchors(text) {
            Err(AuditError::BadSheet { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line_of(&good.replace("2026-03-02", "2026-03-32")), 5);
        assert_eq!(line_of(&good.replacen("\"sm3\": \"", "\"sm3\": \"x", 1)), 4);
        assert_eq!(line_of(&good.replace("anchors/1", "anchors/2")), 1);
        assert_eq!(line_of(&good.replacen("\"link\": 2", "\"link\": 2, \"more\": 1", 1)), 4);
        assert_eq!(line_of(""), 1);
        assert_eq!(line_of("第三月"), 1);
    }
}
