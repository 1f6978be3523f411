//! What is wrong with a spreadsheet of a pack's figures, cell by cell.

use domain::say::{Lang, Said, Say};
use domain::table::column_letters;

use crate::open_error::OpenError;

/// One cell that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The sheet.
    pub sheet: String,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// What stands there, at most 80 characters.
    pub value: String,
    /// What is wrong with it, and what to do.
    pub said: Said,
}

impl CellFault {
    /// The cell as people call it, as `F5`.
    #[must_use]
    pub fn a1(&self) -> String {
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        format!("{}{}", column_letters(column), u64::from(self.row) + 1)
    }
}

impl Say for CellFault {
    fn say(&self, lang: Lang) -> String {
        let (sheet, cell, value) = (&self.sheet, self.a1(), &self.value);
        match lang {
            Lang::Zh => format!("工作表“{sheet}”的 {cell} 格“{value}”：{}", self.said.zh),
            Lang::En => format!("sheet “{sheet}”, cell {cell} “{value}”: {}", self.said.en),
        }
    }
}

/// Why a spreadsheet of a pack's figures was not taken; nothing of it was.
#[derive(Debug)]
pub enum PackBookError {
    /// The file cannot be read.
    Open(OpenError),
    /// No sheet has the columns by which figures are known again.
    NoSheet,
    /// Cells that cannot be taken, in order.
    Cells(Vec<CellFault>),
}

impl From<OpenError> for PackBookError {
    fn from(source: OpenError) -> Self {
        Self::Open(source)
    }
}

impl Say for PackBookError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Open(error), _) => error.say(lang),
            (Self::NoSheet, Lang::Zh) => {
                "这个文件里没有带“编号”“现值”“新值”三列的工作表。请先导出本政策包的表格，只填“新值”一列，保留表头。"
                    .to_owned()
            }
            (Self::NoSheet, Lang::En) => {
                "no sheet of this file has the columns “id”, “now” and “new”. Export the pack's spreadsheet first, fill in “new” only, and keep the headers."
                    .to_owned()
            }
            (Self::Cells(faults), _) => faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n"),
        }
    }
}

impl std::fmt::Display for PackBookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::Zh))
    }
}

impl std::error::Error for PackBookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open(error) => Some(error),
            Self::NoSheet | Self::Cells(_) => None,
        }
    }
}
