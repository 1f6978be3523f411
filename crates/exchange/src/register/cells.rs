//! What a cell of a register says: text in one writing, a day, nothing, or a mistake.

use domain::day::Day;
use domain::register::Takes;
use domain::say::Said;
use jiff::civil::Date;

use crate::cell::Cell;
use crate::finding::Reason;
use crate::limits::MAX_TEXT_CHARS;

/// What people write where there is nothing.
const DASHES: [&str; 8] = ["—", "——", "–", "-", "--", "－", "－－", "无"];

/// Whether a cell says that there is nothing.
pub(super) fn is_dash(text: &str) -> bool {
    DASHES.contains(&text.trim())
}

/// The cell as text, for a field that takes `takes`.
pub(super) fn text(cell: Cell<'_>, takes: Option<Takes>) -> Result<String, Reason> {
    match cell {
        Cell::Blank => Ok(String::new()),
        Cell::Text(text) if text.chars().nth(MAX_TEXT_CHARS).is_some() => Err(Reason::TextTooLong),
        // Line ends are written three ways, and one of them does not survive a workbook.
        Cell::Text(text) => Ok(text.trim().replace("\r\n", "\n").replace('\r', "\n")),
        Cell::Number(number) => of_number(number, takes).ok_or(Reason::CodeAsNumber),
        Cell::Percent(_) if matches!(takes, Some(Takes::Measure(_) | Takes::Between(..))) => Err(Reason::Stated {
            code: "percent",
            said: Said::new("带有百分号，这里应为数字", "has a percent sign where a number belongs"),
        }),
        Cell::Percent(_) | Cell::Date(_) => Ok(cell.shown()),
        Cell::Bool(_) => Err(Reason::Bool),
        Cell::Time => Err(Reason::Date),
        Cell::Error(_) => Err(Reason::Formula),
    }
}

/// A number as the text that was meant; none where a code has lost digits.
fn of_number(number: f64, takes: Option<Takes>) -> Option<String> {
    let shown = Cell::Number(number).shown();
    let digits = shown.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match takes {
        // A credit code has 18 characters, of which a spreadsheet's number keeps 15.
        Some(Takes::Credit) => false,
        Some(Takes::Own) => digits && shown.len() < 15,
        // Industries below 10 begin with a 0 that a number does not keep.
        Some(Takes::Industry) => digits && matches!(shown.len(), 2 | 4),
        Some(Takes::Region | Takes::Zone) => digits,
        _ => true,
    };
    whole.then_some(shown)
}

/// The day that a cell says; none where it is blank.
pub(super) fn day(cell: Cell<'_>) -> Result<Option<Day>, Reason> {
    let wrong = || Reason::Stated {
        code: "not_a_day",
        said: Said::new("不是日期。请写作 2024-06-30", "is no day; write 2024-06-30"),
    };
    match cell {
        Cell::Blank => Ok(None),
        Cell::Date(day) => of_parts(day.year, day.month, day.day).map(Some).ok_or_else(wrong),
        Cell::Text(text) if text.trim().is_empty() || is_dash(text) => Ok(None),
        Cell::Text(text) => of_text(text).map(Some).ok_or_else(wrong),
        Cell::Number(_) => of_text(&cell.shown()).map(Some).ok_or_else(wrong),
        Cell::Error(_) => Err(Reason::Formula),
        Cell::Percent(_) | Cell::Bool(_) | Cell::Time => Err(wrong()),
    }
}

/// A day as people write it: 2024-6-30, 2024/06/30, 2024.6.30, 2024年6月30日, 20240630.
fn of_text(text: &str) -> Option<Day> {
    let plain = domain::code::narrowed(text);
    if plain.len() == 8 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return of_parts(plain.get(..4)?.parse().ok()?, plain.get(4..6)?.parse().ok()?, plain.get(6..)?.parse().ok()?);
    }
    let plain = plain.strip_suffix('日').unwrap_or(&plain);
    let mut parts = plain.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most| !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    of_parts(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Days of registers lie from 1900 to 2200: others are slips of the pen.
fn of_parts(year: i16, month: u8, day: u8) -> Option<Day> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Day::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_people_write_it() {
        for text in ["2024-06-30", "2024/6/30", "2024.6.30", "2024年6月30日", "20240630", " ２０２４－６－３０ "]
        {
            assert_eq!(day(Cell::Text(text)).unwrap().unwrap().to_string(), "2024-06-30", "{text}");
        }
        assert_eq!(day(Cell::Number(20_240_630.0)).unwrap().unwrap().to_string(), "2024-06-30");
        assert_eq!(day(Cell::Text("—")).unwrap(), None);
        for text in ["2024-02-30", "2024", "2024-6", "24-6-30", "0024-06-30", "2024-6-30-1", "明天"] {
            assert!(day(Cell::Text(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn a_code_that_lost_digits_as_a_number_is_told() {
        assert_eq!(text(Cell::Number(520_115.0), Some(Takes::Region)), Ok("520115".to_owned()));
        assert_eq!(text(Cell::Number(111.0), Some(Takes::Industry)), Err(Reason::CodeAsNumber));
        assert_eq!(text(Cell::Number(9.152_011_5e17), Some(Takes::Credit)), Err(Reason::CodeAsNumber));
        assert_eq!(text(Cell::Number(32.5), Some(Takes::Measure("mu"))), Ok("32.5".to_owned()));
    }
}
