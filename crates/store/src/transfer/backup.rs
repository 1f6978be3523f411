//! A backup: the store as it is at one moment and the files of the data folder, in one file, while everybody goes on
//! working.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use domain::hash::Sm3Writer;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::contents::{CONTENTS, Contents, FORMAT, Kept, STORE};
use super::home::{Named, files, named};
use super::pages::blocking;
use super::{Dump, TransferError};
use crate::migrate;
use crate::open::Store;

/// Already packed, or quick to read again as they are.
const STORED: &[&str] = &["parts/", "sources/", "seals/"];
/// So much is written before it is brought to the disk: what waits there in one heap would keep every writer waiting.
const HEAP: u64 = 4 * 1024 * 1024;

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// What stands in it.
    pub contents: Contents,
    /// The length of the file.
    pub length: u64,
}

/// Backs up `store` and the files of its data folder `home` into `file`, which must not be there yet. The file is written
/// whole or not at all. Nobody is kept from working: the store is read as it is when this begins, and files that rows name
/// are written before the rows, so none is missed.
///
/// # Errors
/// [`TransferError`] when something cannot be read or written.
pub async fn backup(store: &Store, home: &Path, file: &Path) -> Result<Backup, TransferError> {
    let name = file.file_name().ok_or_else(|| TransferError::at(file)(io::ErrorKind::InvalidFilename.into()))?;
    if file.exists() {
        return Err(TransferError::AlreadyThere { file: file.display().to_string() });
    }
    let mut part = name.to_owned();
    part.push(".part");
    let part = file.with_file_name(part);
    let to = claim(&part, file)?;
    let made = write(store, home, to).await;
    let kept = match made {
        Ok((contents, to)) => keep(&to, &part, file).map(|length| Backup { contents, length }),
        Err(error) => Err(error),
    };
    kept.inspect_err(|_| {
        // What could not be finished is taken away; if even that fails, the error that matters is the first.
        let _ = fs::remove_file(&part);
    })
}

/// Takes the place where the backup grows; what a killed one left there is overwritten.
fn claim(part: &Path, file: &Path) -> Result<File, TransferError> {
    let to = File::options().create(true).truncate(false).write(true).open(part).map_err(TransferError::at(part))?;
    if to.try_lock().is_err() {
        return Err(TransferError::Writing { file: file.display().to_string() });
    }
    to.set_len(0).map_err(TransferError::at(part))?;
    Ok(to)
}

async fn write(store: &Store, home: &Path, to: File) -> Result<(Contents, File), TransferError> {
    let snapshot = store.snapshot().await?;
    let made_at = store.now().to_string();
    let named = named(store, &snapshot).await?;
    let mut zip = Box::new(ZipWriter::new(Paced { to, waiting: 0, refused: false }));
    zip.start_file(STORE, options(STORE, u64::MAX)).map_err(packing)?;
    let (hashed, dump) = store.dump_of(&snapshot, Hashed { to: zip, hash: Sm3Writer::default(), bytes: 0 }).await?;
    drop(snapshot);
    let home = home.to_owned();
    blocking(move || add_files(hashed, dump, &named, &home, made_at)).await?
}

/// After the store the files, and at last the table of contents.
fn add_files(
    hashed: Hashed<Box<ZipWriter<Paced>>>,
    dump: Dump,
    named: &Named,
    home: &Path,
    made_at: String,
) -> Result<(Contents, File), TransferError> {
    let store = Kept { path: STORE.to_owned(), bytes: hashed.bytes, sm3: hashed.hash.finish() };
    let mut zip = hashed.to;
    let mut kept = Vec::new();
    for (path, place) in files(home).map_err(TransferError::at(home))? {
        kept.extend(add(&mut zip, path, &place)?);
    }
    let sound = |(path, needed): &(&String, &super::home::Needed)| {
        kept.iter().any(|kept| kept.path == **path && kept.sm3 == needed.sm3)
    };
    let absent = named.files.iter().filter(|one| !sound(one)).map(|(path, _)| path.clone());
    let absent = absent.chain(named.unreadable.iter().cloned()).collect();
    let contents = Contents {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        structure: migrate::known(),
        made_at,
        tables: dump.sums,
        store,
        files: kept,
        absent,
    };
    let json = serde_json::to_vec_pretty(&contents).map_err(|error| TransferError::write(error.into()))?;
    zip.start_file(CONTENTS, options(CONTENTS, json.len() as u64)).map_err(packing)?;
    zip.write_all(&json).map_err(TransferError::write)?;
    let paced = zip.finish().map_err(packing)?;
    if paced.refused {
        return Err(TransferError::write(io::ErrorKind::WriteZero.into()));
    }
    Ok((contents, paced.to))
}

/// Adds a file; none where it has gone since it was seen.
fn add(zip: &mut ZipWriter<Paced>, path: String, place: &PathBuf) -> Result<Option<Kept>, TransferError> {
    let mut from = match File::open(place) {
        Ok(from) => from,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(TransferError::at(place)(error)),
    };
    let length = from.metadata().map_err(TransferError::at(place))?.len();
    zip.start_file(path.as_str(), options(&path, length)).map_err(packing)?;
    let (mut hash, mut bytes, mut buffer) = (Sm3Writer::default(), 0, vec![0; 256 * 1024]);
    loop {
        let read = from.read(&mut buffer).map_err(TransferError::at(place))?;
        if read == 0 {
            return Ok(Some(Kept { path, bytes, sm3: hash.finish() }));
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
        zip.write_all(&buffer[..read]).map_err(TransferError::write)?;
    }
}

fn options(path: &str, length: u64) -> SimpleFileOptions {
    let stored = STORED.iter().any(|folder| path.starts_with(folder));
    SimpleFileOptions::default()
        .compression_method(if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated })
        .compression_level((!stored).then_some(1))
        .large_file(length >= u64::from(u32::MAX))
        .unix_permissions(0o600)
}

/// The file gets its name once it is on disk.
fn keep(to: &File, part: &Path, file: &Path) -> Result<u64, TransferError> {
    to.sync_all().map_err(TransferError::at(part))?;
    let length = to.metadata().map_err(TransferError::at(part))?.len();
    fs::rename(part, file).map_err(TransferError::at(file))?;
    sync_folder_of(file);
    Ok(length)
}

/// Brings the folder's entries to the disk. Where it cannot be, the file is whole all the same.
pub(super) fn sync_folder_of(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

fn packing(error: zip::result::ZipError) -> TransferError {
    TransferError::write(error.into())
}

/// A file that never has much waiting for the disk.
struct Paced {
    to: File,
    waiting: u64,
    /// After it refused once: the zip, dropped, would try to write its end and complain on standard error.
    refused: bool,
}

impl Write for Paced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.refused {
            return Ok(bytes.len());
        }
        let written = self.to.write(bytes).inspect_err(|_| self.refused = true)?;
        self.waiting += written as u64;
        if self.waiting >= HEAP {
            self.to.sync_data().inspect_err(|_| self.refused = true)?;
            self.waiting = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Seek for Paced {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.to.seek(to)
    }
}

/// A writer that hashes what passes.
struct Hashed<W> {
    to: W,
    hash: Sm3Writer,
    bytes: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
