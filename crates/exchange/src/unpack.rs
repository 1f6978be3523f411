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
    unpack_within(bytes, MAX_UNPACKED_BYTES as u64)
}

fn unpack_within(bytes: &[u8], mut left: u64) -> Result<Unpacked, UnpackError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > MAX_PARTS {
        return Err(UnpackError::Limit(Limit::Parts));
    }
    let kind = kind_of(&archive)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() * 4)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
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
        // OpenDocument encrypts parts one by one, inside a plain archive.
        if name == "META-INF/manifest.xml" && content.windows(15).any(|window| window == b"encryption-data") {
            return Err(UnpackError::Password);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_refused_by_what_comes_out() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for name in ["[Content_Types].xml", "xl/worksheets/sheet1.xml"] {
            zip.start_file(name, deflated).unwrap();
            zip.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 10_000, "it is packed a hundred times over");
        assert!(unpack_within(&bytes, 2 << 20).is_ok());
        assert!(matches!(unpack_within(&bytes, (2 << 20) - 1), Err(UnpackError::Limit(Limit::UnpackedBytes))));
        // The directory may say what it likes: here, that each part is empty.
        let mut lying = bytes.clone();
        let directory = lying.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        lying[directory + 24..directory + 28].fill(0);
        assert!(unpack_within(&lying, 1 << 10).is_err());
    }
}
