//! The files of a pack: read from a folder or from memory, bounded, and hashed together.

use std::collections::BTreeMap;
use std::path::Path;

use declared::Mend;
use domain::bundle::Bundle;
use domain::hash::{Sm3, Sm3Writer};
use domain::id::PackId;
use domain::say::{Lang, Say};

/// The files of one pack by path within its folder, `/` between parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackFiles(Bundle);

/// The most files a pack may hold.
pub const MOST_FILES: usize = 500;
/// The most bytes a file of a pack may hold.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Why a pack's folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PackFilesError {
    /// The folder or a file in it cannot be read.
    #[error("无法读取政策包文件 {path}")]
    Unreadable {
        /// The path as given.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
    /// More than a pack may hold.
    #[error("政策包 {path} 过大：最多 {MOST_FILES} 个文件，每个不超过 {MOST_BYTES} 字节")]
    TooLarge {
        /// The path as given.
        path: String,
    },
}

impl Say for PackFilesError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unreadable { path, .. }, Lang::Zh) => {
                format!("无法读取 {path}。请核对路径和读取权限；政策包是含有 pack.toml 的文件夹。")
            }
            (Self::Unreadable { path, .. }, Lang::En) => {
                format!(
                    "cannot read {path}. Check the path and its permissions; a pack is a folder that holds pack.toml."
                )
            }
            (Self::TooLarge { .. }, Lang::Zh) => format!("{self}。请移出与政策包无关的文件。"),
            (Self::TooLarge { path }, Lang::En) => format!(
                "pack {path} is too large: at most {MOST_FILES} files of at most {MOST_BYTES} bytes. Move unrelated files out."
            ),
        }
    }
}

impl PackFiles {
    /// Files from memory.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self(files.into_iter().collect())
    }

    /// The files as one bundle, as the store keeps them.
    #[must_use]
    pub const fn bundle(&self) -> &Bundle {
        &self.0
    }

    /// Reads the `.toml`, `.csv` and `.md` files of a folder and of its folder `tests`.
    ///
    /// # Errors
    /// [`PackFilesError`] when something cannot be read or is larger than a pack may be.
    pub fn read(folder: &Path) -> Result<Self, PackFilesError> {
        let mut files = BTreeMap::new();
        read_folder(folder, "", &mut files)?;
        let tests = folder.join("tests");
        if tests.is_dir() {
            read_folder(&tests, "tests/", &mut files)?;
        }
        Ok(Self::new(files))
    }

    /// The bytes of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path)
    }

    /// Path and bytes of every file, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter()
    }

    /// Puts `bytes` in the place of a file.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.put(path, bytes);
    }

    /// Makes the change that mends a finding.
    pub fn mend(&mut self, mend: &Mend) {
        let mended = mend.made(self.get(&mend.file).unwrap_or_default());
        self.put(&mend.file, mended);
    }

    /// The id and the title that `pack.toml` states, whatever else is wrong; the id stands for a title that is missing.
    #[must_use]
    pub fn named(&self) -> Option<(PackId, String)> {
        let text = std::str::from_utf8(self.get("pack.toml")?).ok()?;
        let table = toml::de::DeTable::parse(text).ok()?;
        let said = |key: &str| table.get_ref().get(key)?.get_ref().as_str().map(str::trim);
        let id: PackId = said("id")?.parse().ok()?;
        let title = said("title").filter(|title| !title.is_empty()).unwrap_or(id.as_str()).to_owned();
        Some((id, title))
    }

    /// The content address of these files.
    #[must_use]
    pub fn hash(&self) -> Sm3 {
        self.0.sm3()
    }
}

impl From<Bundle> for PackFiles {
    fn from(bundle: Bundle) -> Self {
        Self(bundle)
    }
}

/// One content address over several packs' files, in the order given.
pub(crate) fn hash_all<'a>(packs: impl IntoIterator<Item = &'a PackFiles>) -> Sm3 {
    let mut writer = Sm3Writer::default();
    for files in packs {
        files.0.hash_into(&mut writer);
    }
    writer.finish()
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), PackFilesError> {
    let unreadable = |path: &Path| {
        let path = path.display().to_string();
        move |cause| PackFilesError::Unreadable { path, cause }
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let kept = path.extension().is_some_and(|end| end == "toml" || end == "csv" || end == "md");
        let (true, true, Some(name)) = (kept, path.is_file(), path.file_name().and_then(|name| name.to_str())) else {
            continue;
        };
        let length = std::fs::metadata(&path).map_err(unreadable(&path))?.len();
        if files.len() >= MOST_FILES || length > MOST_BYTES {
            return Err(PackFilesError::TooLarge { path: path.display().to_string() });
        }
        files.insert(format!("{prefix}{name}"), std::fs::read(&path).map_err(unreadable(&path))?);
    }
    Ok(())
}
