//! A PostgreSQL of a journey's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::program::root;

/// A running server, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Postgres {
    folder: PathBuf,
    address: String,
}

impl Postgres {
    pub(crate) fn start(folder: &Path) -> Outcome<Self> {
        // The server runs as a user of its own, who has to get into the folder.
        if let Some(above) = folder.parent() {
            open_to_all(above)?;
        }
        let done = Command::new(root().join("scripts/postgres")).arg("start").arg(folder).output()?;
        if !done.status.success() {
            return Err(format!("no PostgreSQL: {}", String::from_utf8_lossy(&done.stderr)).into());
        }
        Ok(Self { folder: folder.to_owned(), address: String::from_utf8(done.stdout)?.trim().to_owned() })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do about it.
        let _ = Command::new(root().join("scripts/postgres")).arg("stop").arg(&self.folder).status();
    }
}

#[cfg(unix)]
fn open_to_all(folder: &Path) -> Outcome<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> Outcome<()> {
    Ok(())
}
