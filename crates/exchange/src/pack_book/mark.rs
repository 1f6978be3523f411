//! The person's own spreadsheet of figures with the errors marked in its cells.

use std::sync::Arc;

use domain::say::Lang;

use super::CellFault;
use crate::finding::{Finding, Findings, Reason};
use crate::mark::{MarkError, marked};
use crate::sheet::Workbook;

/// The same file with each of `faults` marked in its cell, and a sheet that lists them. `created` is RFC 3339.
///
/// # Errors
/// [`MarkError`] when the file cannot be read or the workbook not written.
pub fn mark_pack_book(
    bytes: &[u8],
    file: &str,
    faults: &[CellFault],
    lang: Lang,
    created: &str,
) -> Result<Vec<u8>, MarkError> {
    let mut findings = Findings::default();
    for fault in faults {
        findings.push(Finding {
            sheet: Arc::from(fault.sheet.as_str()),
            row: Some(fault.row),
            column: Some(fault.column),
            header: None,
            value: fault.value.clone(),
            reason: Reason::Stated { code: "figure", said: fault.said.clone() },
        });
    }
    marked(&mut Workbook::open(bytes, file)?, &findings, lang, created)
}
