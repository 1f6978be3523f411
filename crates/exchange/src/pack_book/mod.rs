//! The figures of a pack as a spreadsheet, and back: weights, benchmarks and goals, each with a cell for a new one.

mod fault;
mod mark;
mod read;
mod write;

use std::ops::Range;

use domain::say::Said;
use policy::{Diagnostic, PackFiles, Severity};

pub use fault::{CellFault, PackBookError};
pub use mark::mark_pack_book;
pub use read::read_pack_book;
pub use write::pack_book;

/// The header of the column by which a figure is known again, in both languages.
const KEY: [&str; 2] = ["编号", "id"];
/// The header of the column of figures as they are.
const NOW: [&str; 2] = ["现值", "now"];
/// The header of the column for new figures.
const NEW: [&str; 2] = ["新值", "new"];

/// A cell that gave a new figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The sheet.
    pub sheet: String,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// What stands in it.
    pub value: String,
    /// The file and the bytes of it where the figure stands now.
    pub place: (&'static str, Range<usize>),
}

/// What came out of a spreadsheet: the pack's files with the new figures, to be checked like any pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackChanges {
    /// The files.
    pub files: PackFiles,
    /// The cells that changed a figure, in the order of the sheets.
    pub cells: Vec<CellPlace>,
}

impl PackChanges {
    /// The cell to blame for what the check of the new files found, where it is one.
    #[must_use]
    pub fn cell_of(&self, finding: &Diagnostic) -> Option<&CellPlace> {
        self.cells.iter().find(|cell| {
            let (file, span) = &cell.place;
            *file == finding.file && span.start <= finding.span.end && finding.span.start <= span.end
        })
    }

    /// What the check of the new files found, at the cells to blame for it, and what no cell is to blame for.
    #[must_use]
    pub fn blamed<'f>(&self, found: &'f [Diagnostic]) -> (Vec<CellFault>, Vec<&'f Diagnostic>) {
        let (mut faults, mut others) = (Vec::new(), Vec::new());
        for finding in found.iter().filter(|one| one.severity == Severity::Error) {
            let Some(cell) = self.cell_of(finding) else {
                others.push(finding);
                continue;
            };
            let said = match &finding.help {
                Some(help) => {
                    Said::new(format!("{} {}", finding.said.zh, help.zh), format!("{} {}", finding.said.en, help.en))
                }
                None => finding.said.clone(),
            };
            let CellPlace { sheet, row, column, value, .. } = cell.clone();
            faults.push(CellFault { sheet, row, column, value, said });
        }
        (faults, others)
    }
}
