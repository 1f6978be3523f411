//! A backup put back: into a folder that is not there or empty and an empty store, all of it or nothing.

use std::fs::{self, File};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::TransferError;
use super::backup::sync_folder_of;
use super::contents::{Contents, STORE};
use super::home::{RESTORING, unfinished};
use super::load::compare;
use super::pages::blocking;
use super::sound::Packed;
use crate::address::Address;
use crate::clock::Clock;
use crate::open::Store;

/// Puts the backup `file` back: its files into `home`, its store into that at `database`, which must be empty, or where none
/// is named into a new one in `home`. Everything is read and compared with its hash first, beside `home`; then `home` gets
/// its name in one step. Whatever happens before that, there is no `home`; a restore that was killed can be begun again.
///
/// # Errors
/// [`TransferError`] when the backup is damaged (it says what), `home` or the store is not empty, or something cannot be
/// written.
pub async fn restore(
    file: &Path,
    home: &Path,
    database: Option<&Address>,
    clock: Arc<dyn Clock>,
) -> Result<Contents, TransferError> {
    let beside = beside(home)?;
    let inside = database.is_none_or(|address| *address == Address::of_home(home));
    let contents = unpack(file, &beside).await?;
    let done = async {
        let address =
            if inside { Address::of_home(&beside) } else { database.cloned().unwrap_or(Address::of_home(home)) };
        let store = Store::open(&address, clock).await?;
        let lines = beside.join(STORE);
        let from = BufReader::new(File::open(&lines).map_err(TransferError::at(&lines))?);
        let (loading, dump) = store.loading(from).await?;
        compare(&contents.tables, &dump.sums)?;
        fs::remove_file(&lines).map_err(TransferError::at(&lines))?;
        if inside {
            loading.commit().await?;
            store.close().await?;
            settle(&beside)?;
            place(&beside, home)?;
            finish(home)
        } else {
            // The folder bears the mark until the store is kept as well.
            settle(&beside)?;
            place(&beside, home)?;
            loading.commit().await?;
            store.close().await?;
            finish(home)
        }
    };
    done.await.inspect_err(|_| {
        // What could not be finished is taken away; what is left of it says by its mark what it is.
        for folder in [beside.as_path(), home] {
            if unfinished(folder) {
                let _ = fs::remove_dir_all(folder);
            }
        }
    })?;
    Ok(contents)
}

/// The folder beside `home` in which it is made; what a killed restore left is taken away.
fn beside(home: &Path) -> Result<PathBuf, TransferError> {
    let refuse = || TransferError::HomeNotEmpty { home: home.display().to_string() };
    let mut name = home.file_name().ok_or_else(refuse)?.to_owned();
    name.push(".restoring");
    let beside = home.with_file_name(name);
    for folder in [home, beside.as_path()] {
        let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
        if occupied && unfinished(folder) {
            fs::remove_dir_all(folder).map_err(TransferError::at(folder))?;
        } else if occupied {
            return Err(TransferError::HomeNotEmpty { home: folder.display().to_string() });
        }
    }
    Ok(beside)
}

/// Unpacks the files, each compared with its hash.
async fn unpack(file: &Path, beside: &Path) -> Result<Contents, TransferError> {
    let (file, beside) = (file.to_owned(), beside.to_owned());
    blocking(move || {
        let mut packed = Packed::open(&file)?;
        fs::create_dir_all(&beside).map_err(TransferError::at(&beside))?;
        let mark = beside.join(RESTORING);
        File::create(&mark).and_then(|mark| mark.sync_all()).map_err(TransferError::at(&mark))?;
        let unpacked = packed.unpack_each(|kept| {
            let path = beside.join(&kept.path);
            let folder = path.parent().unwrap_or(&beside);
            fs::create_dir_all(folder).map_err(TransferError::at(folder))?;
            let to = File::create(&path).map_err(TransferError::at(&path))?;
            Ok(Box::new(Settled(to)) as Box<dyn Write>)
        });
        match unpacked {
            Ok(()) => Ok(packed.contents),
            Err(error) => {
                let _ = fs::remove_dir_all(&beside);
                Err(error)
            }
        }
    })
    .await?
}

/// A file that is on disk when it is flushed.
struct Settled(File);

impl Write for Settled {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.sync_all()
    }
}

/// Brings the entries of all folders to the disk.
fn settle(folder: &Path) -> Result<(), TransferError> {
    for entry in fs::read_dir(folder).map_err(TransferError::at(folder))? {
        let entry = entry.map_err(TransferError::at(folder))?;
        if entry.file_type().map_err(TransferError::at(folder))?.is_dir() {
            settle(&entry.path())?;
        }
    }
    sync_folder_of(&folder.join(RESTORING));
    Ok(())
}

fn place(beside: &Path, home: &Path) -> Result<(), TransferError> {
    if home.is_dir() {
        // It is empty: whatever is not is refused here as well.
        fs::remove_dir(home).map_err(TransferError::at(home))?;
    }
    fs::rename(beside, home).map_err(TransferError::at(home))?;
    sync_folder_of(home);
    Ok(())
}

/// Takes the mark away: from here on the folder is in use.
fn finish(home: &Path) -> Result<(), TransferError> {
    let mark = home.join(RESTORING);
    fs::remove_file(&mark).map_err(TransferError::at(&mark))?;
    sync_folder_of(&mark);
    Ok(())
}
