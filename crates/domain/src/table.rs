//! Checked rows: what a reader of files hands on to a release, with every value tied to its cell.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::hash::Sm3;
use crate::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use crate::period::Period;
use crate::unit::Unit;
pub use crate::word::UnknownWord;
use crate::word::words;

/// The values and attributes that one form gives for one period, all checked and typed.
///
/// Values name their subject, indicator, unit and sheet by position in the lists beside them, so that a table of
/// two million cells stays small.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedTable {
    /// The form; before forms exist, the mapping's id.
    pub form: FormId,
    /// The period that every value belongs to.
    pub period: Period,
    /// The file that the cells stand in.
    pub source: Sm3,
    /// The mapping that read the file: the hash of its bytes, kept beside the source.
    pub mapping: Sm3,
    /// Whether the data are generated for demonstration (示例数据).
    pub demonstration: bool,
    /// Sheets by name, as [`CellRef::sheet`] counts them.
    pub sheets: Vec<Arc<str>>,
    /// Subjects, each once.
    pub subjects: Vec<SubjectId>,
    /// Indicators, each once.
    pub indicators: Vec<IndicatorCode>,
    /// Units of measure, each once.
    pub units: Vec<Unit>,
    /// The values; at most one for a subject and an indicator.
    pub values: Vec<Value>,
    /// Attributes of subjects (name, level, kind, region …).
    pub attributes: Vec<Attribute>,
}

/// One reported value, or the reason why it is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// Position in [`CheckedTable::subjects`].
    pub subject: u32,
    /// Position in [`CheckedTable::indicators`].
    pub indicator: u32,
    /// Position in [`CheckedTable::units`].
    pub unit: u32,
    /// The figure as entered, or why there is none.
    pub figure: Result<Decimal, MissingReason>,
    /// How the figure came about.
    pub state: State,
    /// Where it stands.
    pub cell: CellRef,
}

/// One attribute of a subject, as known at publication, true from a day until before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Position in [`CheckedTable::subjects`].
    pub subject: u32,
    /// Which attribute, as `name`, `level`, `region`.
    pub name: AttributeName,
    /// Its value, as text.
    pub value: String,
    /// The first day it holds, `YYYY-MM-DD`; without one, from the beginning.
    pub valid_from: Option<String>,
    /// The first day it no longer holds; without one, still.
    pub valid_to: Option<String>,
    /// Where it stands.
    pub cell: CellRef,
}

/// A cell of a source file: sheet, row and column, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Position in [`CheckedTable::sheets`].
    pub sheet: u16,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u16,
}

impl CellRef {
    /// The cell's name as a spreadsheet shows it, as `C14`.
    #[must_use]
    pub fn a1(&self) -> String {
        format!("{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }
}

/// The letters a spreadsheet shows for a column counted from 0: A … Z, AA … .
#[must_use]
pub fn column_letters(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

words! {
    /// How a figure came about.
    State {
        /// As the respondent reported it.
        Reported = "reported", "上报", "reported";
        /// Adjusted by a reviewer.
        Adjusted = "adjusted", "核定", "adjusted";
        /// Passed over a warning by decision (强制).
        Forced = "forced", "强制", "forced";
        /// Estimated.
        Estimated = "estimated", "估计", "estimated";
        /// Known and withheld from publication.
        Withheld = "withheld", "不公布", "withheld";
    }
}

words! {
    /// Why there is no figure. Missing with a reason is not absence.
    MissingReason {
        /// The cell is blank.
        Blank = "blank", "未填", "blank";
        /// The cell holds a dash: the respondent says there is none.
        Dash = "dash", "填报为“—”（无数据）", "entered as a dash (no figure)";
        /// The subject does not report it.
        NotApplicable = "not_applicable", "不适用", "not applicable";
        /// Known and withheld.
        Withheld = "withheld", "不公布", "withheld";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_letter_them() {
        let shown: Vec<_> = [0, 25, 26, 51, 52, 701, 702, 16_383].map(column_letters).into();
        assert_eq!(shown, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        assert_eq!(CellRef { sheet: 0, row: 13, column: 2 }.a1(), "C14");
    }
}
