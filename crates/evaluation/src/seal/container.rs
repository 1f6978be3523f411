//! The file a seal stands in: a zip whose bytes depend on its content only, read back without trusting it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::error::SealError;

/// The files of a seal by name, `/` between parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The most files a seal may hold.
pub const MOST_FILES: usize = 20_000;
/// The most bytes all files of a seal may hold once unpacked.
pub const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Already compressed: kept as they are.
const STORED: &[&str] = &[".parquet", ".xlsx", ".ods", ".zip"];

/// Writes `files` in order of name, with one fixed time, so that equal content gives equal bytes.
pub(crate) fn write(files: &Files) -> Result<Vec<u8>, SealError> {
    let refuse = |source| SealError::Write { source };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let stored = STORED.iter().any(|end| name.ends_with(end)) || name.starts_with("sources/");
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            // The quickest: a seal is written while a person waits.
            .compression_level((!stored).then_some(1))
            .last_modified_time(DateTime::default())
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX))
            .unix_permissions(0o644);
        writer.start_file(name.as_str(), options).map_err(refuse)?;
        writer.write_all(bytes).map_err(|source| refuse(source.into()))?;
    }
    Ok(writer.finish().map_err(refuse)?.into_inner())
}

/// Reads every file of a seal into memory.
///
/// # Errors
/// [`SealError`] when it is not a zip, holds a name that is not plain, the same name twice, something encrypted, or
/// more than a seal may hold; the sizes a zip declares are not believed.
pub(crate) fn read(bytes: &[u8]) -> Result<Files, SealError> {
    read_within(bytes, MOST_FILES, MOST_BYTES)
}

fn read_within(bytes: &[u8], most_files: usize, most_bytes: u64) -> Result<Files, SealError> {
    let broken = |source| SealError::NotASeal { source: Some(source) };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > most_files {
        return Err(SealError::TooLarge);
    }
    let mut files = Files::new();
    let mut left = most_bytes;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        if !plain(&name) || file.is_symlink() || file.encrypted() {
            return Err(SealError::BadName { name: name.chars().take(80).collect() });
        }
        let mut content = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut content)
            .map_err(|source| SealError::Unreadable { name: name.clone(), source })?;
        left = left.checked_sub(content.len() as u64).ok_or(SealError::TooLarge)?;
        if files.insert(name.clone(), content).is_some() {
            return Err(SealError::BadName { name });
        }
    }
    Ok(files)
}

/// Whether `name` stays within a folder on every system: relative, no `..`, no control characters, colons, backslashes.
fn plain(name: &str) -> bool {
    name.len() <= 240
        && name.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !name.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let text = b"{}".repeat(50);
        [("seal.json", text.clone()), ("pack/说明.md", text), ("parts/a.parquet", vec![1, 2, 3])]
            .map(|(name, bytes)| (name.to_owned(), bytes))
            .into()
    }

    fn zip_of(name: &str, times: usize) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..times {
            let name = if at == 0 { name.to_owned() } else { format!("{name}{at}") };
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"x").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn equal_content_gives_equal_bytes_and_reads_back() {
        let written = write(&files()).unwrap();
        assert_eq!(written, write(&files()).unwrap());
        assert_eq!(read(&written).unwrap(), files());
    }

    #[test]
    fn a_name_that_could_leave_a_folder_is_refused() {
        for name in ["../x", "/x", "a//b", "a/../b", "a\\b", "c:x"] {
            let error = read(&zip_of(name, 1)).unwrap_err();
            assert!(matches!(error, SealError::BadName { .. }), "{name}: {error:?}");
        }
    }

    #[test]
    fn more_than_a_seal_may_hold_and_what_is_no_zip_are_refused() {
        assert!(matches!(read_within(&zip_of("f", 4), 3, 100), Err(SealError::TooLarge)));
        assert!(matches!(read_within(&zip_of("f", 4), 4, 3), Err(SealError::TooLarge)));
        assert!(read_within(&zip_of("f", 4), 4, 4).is_ok());
        assert!(matches!(read(b"not a zip").unwrap_err(), SealError::NotASeal { .. }));
        let whole = write(&files()).unwrap();
        assert!(read(&whole[..whole.len() / 2]).is_err());
    }

    #[test]
    fn a_flipped_byte_in_a_file_is_noticed_by_name() {
        let mut bytes = write(&files()).unwrap();
        let at = bytes.windows(3).position(|run| run == [1, 2, 3]).unwrap();
        bytes[at] = 9;
        let error = read(&bytes).unwrap_err();
        assert!(matches!(error, SealError::Unreadable { name, .. } if name == "parts/a.parquet"));
    }
}
