//! A document of Word or WPS to its text: paragraphs with their automatic numbers, tables as rows, changes accepted.
//!
//! Headers, footers, notes, comments and tables of contents are no part of it.

mod body;
mod number;
mod numeral;
mod package;
mod style;
mod xml;

use self::number::Numbering;
use self::package::Package;
use self::style::Styles;
use crate::ReadError;

pub(super) use self::package::is_zip;

/// The text of a document.
pub(super) fn text(bytes: &[u8]) -> Result<String, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let styles = package.part_of(&main, "/styles")?.map(|part| Styles::read(&part)).transpose()?.unwrap_or_default();
    let numbering =
        package.part_of(&main, "/numbering")?.map(|part| Numbering::read(&part)).transpose()?.unwrap_or_default();
    let document = package.part(&main)?.ok_or_else(|| package::damaged(&"no main document part"))?;
    body::read(&document, &styles, numbering)
}
