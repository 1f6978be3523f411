//! The file of settings: where it lies, and its text.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use declared::Findings;

use crate::codes::{NO_FILE, NOT_UTF8, TOO_LONG};
use crate::given::Given;

/// What the file is called in a data folder.
pub const FILE_NAME: &str = "yuanheng.toml";
/// The variable that names the file.
pub(crate) const VARIABLE: &str = "YUANHENG_CONFIG";
/// The most bytes it may hold.
const MOST_BYTES: u64 = 256 * 1024;

/// A file of settings as it was found.
pub(crate) struct Found {
    /// Its path as people wrote it.
    pub file: String,
    /// Where relative paths in it begin.
    pub folder: PathBuf,
    /// What it says.
    pub text: String,
}

/// The file that was named, or that lies in the data folder; nothing where there is none. One that was named and is not
/// there, or that cannot be read, is told.
pub(crate) fn find(given: &Given<'_>, findings: &mut Findings) -> Option<Found> {
    let variable = given.variables.iter().find(|(name, value)| name == VARIABLE && !value.is_empty());
    let (path, by) = match (&given.config, variable) {
        (Some(path), _) => (path.clone(), "--config"),
        (None, Some((_, value))) => (PathBuf::from(value), VARIABLE),
        (None, None) => {
            let path = given.home?.join(FILE_NAME);
            // A folder or a pipe of that name is told below.
            if std::fs::symlink_metadata(&path).is_err() {
                return None;
            }
            (path, FILE_NAME)
        }
    };
    let file = path.display().to_string();
    match bounded(&path) {
        Ok(bytes) if bytes.len() as u64 > MOST_BYTES => {
            findings.missing_file(
                TOO_LONG,
                &file,
                format!("设置文件超过 {} KB，不像是设置。请核对 {by} 所指的文件。", MOST_BYTES / 1024),
                format!("The file is over {} kB: hardly settings. Check what {by} names.", MOST_BYTES / 1024),
            );
            None
        }
        Ok(bytes) => {
            let Ok(text) = String::from_utf8(bytes) else {
                findings.missing_file(
                    NOT_UTF8,
                    &file,
                    "设置文件不是 UTF-8 文本，请另存为 UTF-8。".to_owned(),
                    "The file is not UTF-8 text; save it as UTF-8.".to_owned(),
                );
                return None;
            };
            let folder = path.parent().map(Path::to_owned).unwrap_or_default();
            Some(Found { file, folder, text })
        }
        Err(cause) => {
            let (zh, en) = match cause.kind() {
                std::io::ErrorKind::NotFound => ("没有这个文件", "There is no such file"),
                std::io::ErrorKind::PermissionDenied => ("没有读取权限", "It may not be read"),
                _ => ("无法读取", "It cannot be read"),
            };
            findings.missing_file(
                NO_FILE,
                &file,
                format!("{zh}。请核对 {by} 所指的设置文件。"),
                format!("{en}. Check what {by} names."),
            );
            None
        }
    }
}

/// The bytes of a file, and no more than one beyond what is allowed.
fn bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
