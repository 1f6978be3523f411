//! Why a workbook could not be written.

use domain::say::{Lang, Said, Say};
use rust_xlsxwriter::XlsxError;

/// Why a workbook could not be written.
#[derive(Debug)]
pub enum BookError {
    /// More rows than a sheet holds.
    TooManyRows {
        /// How many there would be.
        rows: usize,
    },
    /// The time given for the document's properties is none.
    Time {
        /// As it was given.
        text: String,
    },
    /// The writer refused; its words are for the log.
    Writer {
        /// What it said.
        source: XlsxError,
    },
}

impl From<XlsxError> for BookError {
    fn from(source: XlsxError) -> Self {
        Self::Writer { source }
    }
}

impl Say for BookError {
    fn say(&self, lang: Lang) -> String {
        let said = match self {
            Self::TooManyRows { rows } => Said::new(
                format!("工作簿的一张表最多 1,048,576 行，而结果有 {rows} 行。请分类别或分批导出。"),
                format!("A sheet holds 1,048,576 rows and the result has {rows}. Write it in parts."),
            ),
            Self::Time { text } => Said::new(
                format!("“{text}”不是时间，应如 2024-06-30T12:00:00Z。"),
                format!("“{text}” is no time; write it as 2024-06-30T12:00:00Z."),
            ),
            Self::Writer { .. } => Said::new(
                "工作簿没有写成。详细原因在日志里；请把日志交给管理员。",
                "The workbook could not be written; the log says why.",
            ),
        };
        said.say(lang)
    }
}

impl std::fmt::Display for BookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::Zh))
    }
}

impl std::error::Error for BookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Writer { source } => Some(source),
            _ => None,
        }
    }
}
