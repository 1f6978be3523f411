//! Unpacks a zipped workbook within limits, whatever its directory claims, before any parser sees it.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::limits::{MAX_PARTS, MAX_UNPACKED_BYTES};
use crate::open_error::{Cause, Limit, Other};

/// Which spreadsheet a zip holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packed {
    /// Office Open XML.
    Xlsx,
    /// `OpenDocument`.
    Ods,
}

/// An unpacked spreadsheet.
pub struct Unpacked {
    /// Which spreadsheet it is.
    pub kind: Packed,
    /// Its parts, packed again without compression.
    pub zip: Vec<u8>,
    /// For `OpenDocument`, the part that holds the cells.
    pub content: Vec<u8>,
}

/// Why a zip cannot be unpacked.
#[derive(Debug)]
pub enum UnpackError {
    /// It is something else than a spreadsheet.
    Other(Other),
    /// Its parts are encrypted.
    Password,
    /// Beyond a limit.
    Limit(Limit),
    /// It breaks the format.
    Damaged(Cause),
}

impl<E: Into<Cause>> From<E> for UnpackError {
    fn from(cause: E) -> Self {
        Self::Damaged(cause.into())
    }
}

/// The parts that hold cells, text and formats, unpacked and packed again without compression.
///
/// A parser that reads the result can read no more than [`MAX_UNPACKED_BYTES`]: a bomb is found here, by counting
/// what comes out, not by what the directory says.
///
/// # Errors
/// [`UnpackError`].
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, UnpackError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > MAX_PARTS {
        return Err(UnpackError::Limit(Limit::Parts));
    }
    let kind = kind_of(&archive)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() * 4)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = MAX_UNPACKED_BYTES as u64;
    let mut content = Vec::new();
    let mut cells = Vec::new();
    for index in 0..archive.len() {
        let part = match archive.by_index(index) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(UnpackError::Password);
            }
            Err(other) => return Err(other.into()),
        };
        if part.encrypted() {
            return Err(UnpackError::Password);
        }
        let name = part.name()?.into_owned();
        if part.is_dir() || !wanted(&name) {
            continue;
        }
        content.clear();
        part.take(left + 1).read_to_end(&mut content)?;
        left = left.checked_sub(content.len() as u64).ok_or(UnpackError::Limit(Limit::UnpackedBytes))?;
        let is_cells = kind == Packed::Ods && name == "content.xml";
        out.start_file(name, stored)?;
        out.write_all(&content)?;
        if is_cells {
            cells = std::mem::take(&mut content);
        }
    }
    Ok(Unpacked { kind, zip: out.finish()?.into_inner(), content: cells })
}

/// Pictures, macros and printer settings are of no use here.
fn wanted(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    extension.eq_ignore_ascii_case("xml") || extension.eq_ignore_ascii_case("rels") || name == "mimetype"
}

fn kind_of(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Packed, UnpackError> {
    let has = |prefix: &str| archive.file_names().flatten().any(|name| name.to_ascii_lowercase().starts_with(prefix));
    if has("xl/workbook.bin") {
        return Err(UnpackError::Other(Other::Xlsb));
    }
    if has("word/") {
        return Err(UnpackError::Other(Other::Word));
    }
    if has("ppt/") {
        return Err(UnpackError::Other(Other::Slides));
    }
    if has("[content_types].xml") {
        return Ok(Packed::Xlsx);
    }
    if has("meta-inf/manifest.xml") && has("content.xml") {
        return Ok(Packed::Ods);
    }
    Err(UnpackError::Other(Other::Archive))
}
