//! Where an archive's files lie: a directory written so that a crash leaves every file whole or absent, or memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use crate::error::{Act, ArchiveError};

/// The folders of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folder {
    /// The archive's own root.
    Root,
    /// Source files and mappings, by SM3.
    Sources,
    /// Parquet parts, by the SM3 of their canonical rows.
    Parts,
    /// Manifests, by SM3.
    Manifests,
}

impl Folder {
    /// The folder's name, with the slash that follows it.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Sources => "sources/",
            Self::Parts => "parts/",
            Self::Manifests => "manifests/",
        }
    }
}

/// Temporary files of an archive begin so; what does not is somebody else's and is left alone.
const TEMPORARY: &str = "archive-";
const LOCK: &str = "lock";

/// A directory or memory.
#[derive(Debug)]
pub(crate) enum Place {
    /// A directory on disk.
    Directory(PathBuf),
    /// Nothing on disk: for an evaluation that needs no home, and for what a seal carries.
    Memory {
        /// Files by name.
        files: Mutex<BTreeMap<String, Bytes>>,
        /// Held by whoever publishes.
        publishing: Mutex<()>,
    },
}

/// Held by whoever changes the archive; one at a time, across threads and processes.
#[derive(Debug)]
pub(crate) enum Lock<'a> {
    /// The locked file; the system lets go of it when the process ends, however it ends.
    File(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File),
    /// The locked memory.
    Memory(#[expect(dead_code, reason = "the lock is held as long as the guard lives")] MutexGuard<'a, ()>),
}

impl Place {
    pub(crate) fn memory() -> Self {
        Self::Memory { files: Mutex::default(), publishing: Mutex::default() }
    }

    /// The file's name as people are told it.
    pub(crate) fn shown(&self, folder: Folder, name: &str) -> String {
        match self {
            Self::Directory(root) => root.join(folder.prefix()).join(name).display().to_string(),
            Self::Memory { .. } => format!("{}{name}", folder.prefix()),
        }
    }

    fn fault(&self, act: Act, folder: Folder, name: &str, source: io::Error) -> ArchiveError {
        ArchiveError::Disk { act, path: self.shown(folder, name), source }
    }

    /// The file's bytes, or nothing where there is no such file.
    pub(crate) fn read(&self, folder: Folder, name: &str) -> Result<Option<Bytes>, ArchiveError> {
        match self {
            Self::Directory(root) => match fs::read(root.join(folder.prefix()).join(name)) {
                Ok(bytes) => Ok(Some(bytes.into())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(self.fault(Act::Read, folder, name, error)),
            },
            Self::Memory { files, .. } => {
                let files = files.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(files.get(&format!("{}{name}", folder.prefix())).cloned())
            }
        }
    }

    /// Whether the file is there.
    pub(crate) fn has(&self, folder: Folder, name: &str) -> bool {
        match self {
            Self::Directory(root) => root.join(folder.prefix()).join(name).is_file(),
            Self::Memory { files, .. } => {
                let files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.contains_key(&format!("{}{name}", folder.prefix()))
            }
        }
    }

    /// Puts a file in its place in one step: whoever looks sees the old one or the new one, whole. It is on disk for
    /// good after [`Place::settle`].
    pub(crate) fn put(&self, folder: Folder, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        match self {
            Self::Directory(root) => {
                put(root, folder, name, bytes).map_err(|source| self.fault(Act::Write, folder, name, source))
            }
            Self::Memory { files, .. } => {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.insert(format!("{}{name}", folder.prefix()), Bytes::copy_from_slice(bytes));
                Ok(())
            }
        }
    }

    /// Writes to disk which files the folder holds.
    pub(crate) fn settle(&self, folder: Folder) -> Result<(), ArchiveError> {
        match self {
            Self::Directory(root) => {
                sync_directory(&root.join(folder.prefix())).map_err(|source| self.fault(Act::Write, folder, "", source))
            }
            Self::Memory { .. } => Ok(()),
        }
    }

    /// Waits until nobody else changes the archive, then clears away what a killed writer left half written.
    pub(crate) fn lock(&self) -> Result<Lock<'_>, ArchiveError> {
        match self {
            Self::Directory(root) => {
                let fault = |source| self.fault(Act::Lock, Folder::Root, LOCK, source);
                let file =
                    File::options().create(true).truncate(false).write(true).open(root.join(LOCK)).map_err(fault)?;
                file.lock().map_err(fault)?;
                clear_temporary(&root.join("tmp"));
                Ok(Lock::File(file))
            }
            Self::Memory { publishing, .. } => {
                Ok(Lock::Memory(publishing.lock().unwrap_or_else(PoisonError::into_inner)))
            }
        }
    }
}

fn put(root: &Path, folder: Folder, name: &str, bytes: &[u8]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = root.join("tmp").join(format!("{TEMPORARY}{}-{number}", std::process::id()));
    let written =
        write_whole(&temporary, bytes).and_then(|()| fs::rename(&temporary, root.join(folder.prefix()).join(name)));
    if written.is_err() {
        // The first fault is what the person must hear of; a leftover is cleared by the next writer.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes renames within `directory` last. Only Unix can, and needs to, sync a directory.
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

/// Only called under the lock, so that what lies there belongs to a writer that no longer runs.
fn clear_temporary(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // A leftover that cannot be removed harms nobody.
            let _ = fs::remove_file(entry.path());
        }
    }
}
