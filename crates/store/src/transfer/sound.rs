//! Reading a backup without trusting it: only what its table of contents names, and only with the hash it says.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use domain::hash::Sm3Writer;
use zip::ZipArchive;

use super::TransferError;
use super::contents::{CONTENTS, Contents, FORMAT, Kept, STORE};
use super::home::is_plain;
use super::pages::blocking;
use crate::migrate;

/// The longest table of contents that is read.
const MOST_CONTENTS: u64 = 1024 * 1024 * 1024;

/// Reads all of the backup `file` and compares every hash in it. Nothing is written.
///
/// # Errors
/// [`TransferError`] when it is no backup, a newer program made it, or something in it is damaged; it says what.
pub async fn check(file: &Path) -> Result<Contents, TransferError> {
    let file = file.to_owned();
    blocking(move || {
        let mut sealed = Packed::open(&file)?;
        sealed.unpack_each(|_| Ok(Box::new(io::sink())))?;
        Ok(sealed.contents)
    })
    .await?
}

/// An open backup.
pub(super) struct Packed {
    file: String,
    archive: ZipArchive<BufReader<File>>,
    pub contents: Contents,
}

impl Packed {
    pub fn open(path: &Path) -> Result<Self, TransferError> {
        let file = path.display().to_string();
        let foreign = |source: Box<dyn std::error::Error + Send + Sync>| TransferError::NotABackup {
            file: file.clone(),
            source: Some(source),
        };
        let opened = File::open(path).map_err(TransferError::at(path))?;
        let mut archive = ZipArchive::new(BufReader::new(opened)).map_err(|error| foreign(error.into()))?;
        let mut json = Vec::new();
        archive
            .by_name(CONTENTS)
            .map_err(|error| foreign(error.into()))?
            .take(MOST_CONTENTS)
            .read_to_end(&mut json)
            .map_err(|_| TransferError::Damaged { file: file.clone(), path: CONTENTS.to_owned() })?;
        let contents: Contents = serde_json::from_slice(&json).map_err(|error| {
            // A newer program may write what this one does not know: its number says so better than the unknown key.
            match serde_json::from_slice::<Head>(&json) {
                Ok(head) if head.format > FORMAT => newer(head.structure),
                _ => foreign(error.into()),
            }
        })?;
        if contents.format > FORMAT || contents.structure > migrate::known() {
            return Err(newer(contents.structure));
        }
        let sealed = Self { file, archive, contents };
        sealed.check_names()?;
        Ok(sealed)
    }

    /// Every file once, each where a backup may have one, and nothing beside them.
    fn check_names(&self) -> Result<(), TransferError> {
        let mut names: BTreeSet<&str> = [CONTENTS, STORE].into();
        if self.contents.store.path != STORE {
            return Err(self.damaged(CONTENTS));
        }
        for kept in &self.contents.files {
            if !is_plain(&kept.path) || !names.insert(&kept.path) {
                return Err(self.damaged(&kept.path));
            }
        }
        for name in self.archive.file_names() {
            match name {
                Ok(name) if names.contains(&*name) => {}
                Ok(beside) => return Err(self.damaged(&beside)),
                Err(_) => return Err(self.damaged("?")),
            }
        }
        Ok(())
    }

    fn damaged(&self, path: &str) -> TransferError {
        TransferError::Damaged { file: self.file.clone(), path: path.chars().take(200).collect() }
    }

    /// Unpacks everything but the table of contents to where `place` says, each compared with its hash.
    pub fn unpack_each(
        &mut self,
        mut place: impl FnMut(&Kept) -> Result<Box<dyn Write>, TransferError>,
    ) -> Result<(), TransferError> {
        let all: Vec<Kept> = [&self.contents.store].into_iter().chain(&self.contents.files).cloned().collect();
        for kept in all {
            let mut to = place(&kept)?;
            self.unpack(&kept, &mut to)?;
            to.flush().map_err(TransferError::write)?;
        }
        Ok(())
    }

    fn unpack(&mut self, kept: &Kept, to: &mut dyn Write) -> Result<(), TransferError> {
        let damaged = self.damaged(&kept.path);
        let Ok(mut from) = self.archive.by_name(&kept.path) else { return Err(damaged) };
        let (mut hash, mut bytes, mut buffer) = (Sm3Writer::default(), 0_u64, vec![0; 256 * 1024]);
        loop {
            // What cannot be unpacked is damaged; what is longer than it says is not unpacked to its end.
            let Ok(read) = from.read(&mut buffer) else { return Err(damaged) };
            bytes += read as u64;
            if read == 0 || bytes > kept.bytes {
                break;
            }
            hash.update(&buffer[..read]);
            to.write_all(&buffer[..read]).map_err(TransferError::write)?;
        }
        if bytes == kept.bytes && hash.finish() == kept.sm3 { Ok(()) } else { Err(damaged) }
    }
}

/// The first that is read of a table of contents.
#[derive(serde::Deserialize)]
struct Head {
    format: u32,
    #[serde(default)]
    structure: i64,
}

fn newer(found: i64) -> TransferError {
    TransferError::Newer { found, known: migrate::known() }
}
