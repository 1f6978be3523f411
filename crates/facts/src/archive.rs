//! The archive: releases by name, kept by content, written so that nothing published is ever changed or lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use domain::hash::Sm3;
use domain::id::ReleaseName;
use domain::ledger::{Ledger, Release};
use serde::{Deserialize, Serialize};

use crate::error::{Act, ArchiveError, Damage};
use crate::manifest::{FORMAT, Manifest};
use crate::memory::MemoryLedger;
use crate::place::{Folder, Place, sync_directory};
use crate::view::ReleaseView;

const HOME_FILE: &str = "home.json";
const HOME_FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Home {
    format: u32,
}

/// Releases and all that they rest on: parts and sources in a home directory or in memory, names and manifests in a ledger.
#[derive(Clone, Debug)]
pub struct Archive {
    pub(crate) place: Arc<Place>,
    pub(crate) ledger: Arc<dyn Ledger>,
}

impl Archive {
    /// Opens the archive in `home`, making the folder and what belongs in it where they are missing.
    ///
    /// # Errors
    /// [`ArchiveError::Disk`] when a folder or file cannot be made; [`ArchiveError::Damaged`] when a newer program
    /// made this home.
    pub fn create(home: &Path, ledger: Arc<dyn Ledger>) -> Result<Self, ArchiveError> {
        let fault = |path: &Path| {
            let path = path.display().to_string();
            move |source| ArchiveError::Disk { act: Act::Create, path, source }
        };
        for folder in ["", "sources", "parts", "seals", "packs", "tmp"] {
            let folder = home.join(folder);
            fs::create_dir_all(&folder).map_err(fault(&folder))?;
        }
        let archive = Self::at(Place::Directory(home.to_owned()), ledger);
        if !archive.place.has(Folder::Root, HOME_FILE) {
            // The mark of a home comes last: a home without it was never finished and is made again.
            let mut bytes = serde_json::to_vec(&Home { format: HOME_FORMAT })
                .map_err(|error| ArchiveError::Encode { source: error.into() })?;
            bytes.push(b'\n');
            archive.place.put(Folder::Root, HOME_FILE, &bytes)?;
            archive.place.settle(Folder::Root)?;
            if let Some(above) = home.parent().filter(|above| !above.as_os_str().is_empty()) {
                // Where the folder above may not be read, it cannot be synced; the home itself is whole.
                let _ = sync_directory(above);
            }
        }
        archive.check_home()?;
        Ok(archive)
    }

    /// Opens the archive in `home`.
    ///
    /// # Errors
    /// [`ArchiveError::NotAHome`] when there is none, [`ArchiveError::Damaged`] when a newer program made it.
    pub fn open(home: &Path, ledger: Arc<dyn Ledger>) -> Result<Self, ArchiveError> {
        let archive = Self::at(Place::Directory(home.to_owned()), ledger);
        if !archive.place.has(Folder::Root, HOME_FILE) {
            return Err(ArchiveError::NotAHome { path: home.display().to_string() });
        }
        archive.check_home()?;
        Ok(archive)
    }

    /// An empty archive in memory.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::at(Place::memory(), Arc::new(MemoryLedger::default()))
    }

    /// An archive in memory of one release and the files it rests on, as [`ReleaseView::files`] gave them.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when a file's name or content is not what it must be, or the manifest is missing.
    pub fn of_files(release: &Release, files: impl IntoIterator<Item = (String, Bytes)>) -> Result<Self, ArchiveError> {
        let archive = Self::in_memory();
        let mut manifest = None;
        let damaged = |path: &str, damage| ArchiveError::Damaged {
            release: Some(release.name.clone()),
            path: path.to_owned(),
            damage,
            source: None,
        };
        for (path, bytes) in files {
            let folder = [Folder::Sources, Folder::Parts, Folder::Manifests]
                .into_iter()
                .find_map(|folder| Some((folder, path.strip_prefix(folder.prefix())?)));
            let (folder, name) = folder.ok_or_else(|| damaged(&path, Damage::Unreadable))?;
            let (stem, by_file) = match folder {
                Folder::Parts => (name.strip_suffix(".parquet"), false),
                Folder::Manifests => (name.strip_suffix(".json"), true),
                _ => (Some(name), true),
            };
            let hash: Sm3 =
                stem.and_then(|stem| stem.parse().ok()).ok_or_else(|| damaged(&path, Damage::Unreadable))?;
            // A part is named by its rows and checked when it is read.
            if by_file && Sm3::of(&bytes) != hash {
                return Err(damaged(&path, Damage::Altered));
            }
            match folder {
                Folder::Manifests if hash == release.manifest => manifest = Some(bytes),
                Folder::Manifests => return Err(damaged(&path, Damage::Unreadable)),
                _ => archive.place.put(folder, name, &bytes)?,
            }
        }
        let path = format!("{}{}", Folder::Manifests.prefix(), manifest_file(release.manifest));
        let manifest = manifest.ok_or_else(|| damaged(&path, Damage::Missing))?;
        archive.ledger.record(release, &manifest, None)?;
        archive.release(&release.name)?;
        Ok(archive)
    }

    fn at(place: Place, ledger: Arc<dyn Ledger>) -> Self {
        Self { place: Arc::new(place), ledger }
    }

    fn check_home(&self) -> Result<(), ArchiveError> {
        let damaged = |damage, source| ArchiveError::Damaged {
            release: None,
            path: self.place.shown(Folder::Root, HOME_FILE),
            damage,
            source,
        };
        let bytes = self.place.read(Folder::Root, HOME_FILE)?.ok_or_else(|| damaged(Damage::Missing, None))?;
        let home: Home =
            serde_json::from_slice(&bytes).map_err(|error| damaged(Damage::Unreadable, Some(error.into())))?;
        if home.format > HOME_FORMAT { Err(damaged(Damage::Newer, None)) } else { Ok(()) }
    }

    /// All releases, oldest first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn releases(&self) -> Result<Vec<Release>, ArchiveError> {
        Ok(self.ledger.releases()?)
    }

    /// The last release, where there is any.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn latest(&self) -> Result<Option<Release>, ArchiveError> {
        Ok(self.releases()?.pop())
    }

    /// The release of that name, its manifest checked. Parts are read, and checked, when first asked for.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchRelease`], or [`ArchiveError::Damaged`] when its manifest is not what its hash says.
    pub fn release(&self, name: &ReleaseName) -> Result<ReleaseView, ArchiveError> {
        let releases = self.releases()?;
        let latest = releases.last().map(|last| last.name.clone());
        let release = releases
            .into_iter()
            .find(|release| release.name == *name)
            .ok_or_else(|| ArchiveError::NoSuchRelease { name: name.clone(), latest })?;
        let manifest = self.manifest(&release)?;
        Ok(ReleaseView::new(Arc::clone(&self.place), release, manifest))
    }

    pub(crate) fn manifest(&self, release: &Release) -> Result<Manifest, ArchiveError> {
        let file = manifest_file(release.manifest);
        let damaged = |damage, source| ArchiveError::Damaged {
            release: Some(release.name.clone()),
            path: format!("{}{file}", Folder::Manifests.prefix()),
            damage,
            source,
        };
        let bytes = self.ledger.manifest(release.manifest)?.ok_or_else(|| damaged(Damage::Missing, None))?;
        if Sm3::of(&bytes) != release.manifest {
            return Err(damaged(Damage::Altered, None));
        }
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| {
            // A newer program may write what this one does not know: its number says so better than the unknown key.
            match serde_json::from_slice::<Home>(&bytes) {
                Ok(head) if head.format > FORMAT => damaged(Damage::Newer, None),
                _ => damaged(Damage::Unreadable, Some(error.into())),
            }
        })?;
        if manifest.format > FORMAT { Err(damaged(Damage::Newer, None)) } else { Ok(manifest) }
    }

    /// A kept source file or mapping, checked.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when it is missing or altered.
    pub fn source(&self, hash: Sm3) -> Result<Bytes, ArchiveError> {
        source(&self.place, None, hash)
    }
}

pub(crate) fn manifest_file(hash: Sm3) -> String {
    format!("{hash}.json")
}

/// A kept source file or mapping, checked; `release` is the one that needs it.
pub(crate) fn source(place: &Place, release: Option<&ReleaseName>, hash: Sm3) -> Result<Bytes, ArchiveError> {
    let file = hash.to_string();
    let damaged = |damage| ArchiveError::Damaged {
        release: release.cloned(),
        path: place.shown(Folder::Sources, &file),
        damage,
        source: None,
    };
    let bytes = place.read(Folder::Sources, &file)?.ok_or_else(|| damaged(Damage::Missing))?;
    if Sm3::of(&bytes) == hash { Ok(bytes) } else { Err(damaged(Damage::Altered)) }
}

/// Files by their path within an archive.
pub type Files = BTreeMap<String, Bytes>;
