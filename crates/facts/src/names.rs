//! The ledger as one small file, `names.json`, replaced whole: until a store keeps it.

use std::path::Path;
use std::sync::Arc;

use domain::id::ReleaseName;
use domain::ledger::{Ledger, Release};
use serde::{Deserialize, Serialize};

use crate::error::{ArchiveError, Damage};
use crate::place::{Folder, Lock, Place};

const FILE: &str = "names.json";
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    releases: Vec<Release>,
}

/// Release names and what they stand for, in `names.json` of a home.
#[derive(Clone, Debug)]
pub struct NamesFile {
    place: Arc<Place>,
}

impl NamesFile {
    pub(crate) const fn new(place: Arc<Place>) -> Self {
        Self { place }
    }

    /// The ledger of the home at `home`.
    #[must_use]
    pub fn of(home: &Path) -> Self {
        Self::new(Arc::new(Place::Directory(home.to_owned())))
    }

    /// Begins an empty ledger where there is none.
    pub(crate) fn begin(&self) -> Result<(), ArchiveError> {
        if self.place.has(Folder::Root, FILE) {
            return Ok(());
        }
        self.write(Vec::new())
    }

    fn write(&self, releases: Vec<Release>) -> Result<(), ArchiveError> {
        let mut bytes = serde_json::to_vec_pretty(&Document { format: FORMAT, releases })
            .map_err(|error| ArchiveError::Encode { source: error.into() })?;
        bytes.push(b'\n');
        self.place.put(Folder::Root, FILE, &bytes)?;
        self.place.settle(Folder::Root)
    }

    fn damaged(&self, damage: Damage, source: Option<Box<dyn std::error::Error + Send + Sync>>) -> ArchiveError {
        ArchiveError::Damaged { release: None, path: self.place.shown(Folder::Root, FILE), damage, source }
    }

    /// Adds `release` while the caller holds the lock.
    pub(crate) fn record_locked(
        &self,
        _lock: &Lock<'_>,
        release: &Release,
        after: Option<&ReleaseName>,
    ) -> Result<(), ArchiveError> {
        let mut releases = self.releases()?;
        let last = releases.last().map(|last| last.name.clone());
        if releases.iter().any(|known| known.name == release.name) {
            return Err(ArchiveError::NameTaken { name: release.name.clone() });
        }
        if last.as_ref() != after {
            return Err(ArchiveError::Overtaken { expected: after.cloned(), found: last });
        }
        releases.push(release.clone());
        self.write(releases)
    }
}

impl Ledger for NamesFile {
    type Error = ArchiveError;

    fn releases(&self) -> Result<Vec<Release>, ArchiveError> {
        let bytes = self.place.read(Folder::Root, FILE)?.ok_or_else(|| self.damaged(Damage::Missing, None))?;
        let document: Document =
            serde_json::from_slice(&bytes).map_err(|error| self.damaged(Damage::Unreadable, Some(error.into())))?;
        if document.format > FORMAT {
            return Err(self.damaged(Damage::Newer, None));
        }
        Ok(document.releases)
    }

    fn record(&self, release: &Release, after: Option<&ReleaseName>) -> Result<(), ArchiveError> {
        self.record_locked(&self.place.lock()?, release, after)
    }
}

#[cfg(test)]
mod tests {
    use domain::hash::Sm3;

    use super::*;

    fn release(name: &str) -> Release {
        Release {
            name: name.parse().unwrap(),
            manifest: Sm3::of(name.as_bytes()),
            published_at: "2024-07-01T08:00:00+08:00".to_owned(),
            title: String::new(),
        }
    }

    #[test]
    fn lines_are_added_after_the_last_one_and_a_name_is_given_once() {
        let names = NamesFile::new(Arc::new(Place::memory()));
        names.begin().unwrap();
        let (first, second) = (release("r0001"), release("r0002"));
        names.record(&first, None).unwrap();
        names.record(&second, Some(&first.name)).unwrap();
        assert_eq!(names.releases().unwrap(), [first.clone(), second.clone()]);

        let again = Release { manifest: Sm3::of(b"other"), ..first.clone() };
        let taken = names.record(&again, Some(&second.name)).unwrap_err();
        assert!(matches!(taken, ArchiveError::NameTaken { name } if name == first.name));
        let late = names.record(&release("r0003"), Some(&first.name)).unwrap_err();
        assert!(matches!(late, ArchiveError::Overtaken { found: Some(found), .. } if found == second.name));
        assert_eq!(names.releases().unwrap(), [first, second]);
    }

    #[test]
    fn a_ledger_that_is_gone_is_not_taken_for_an_empty_one() {
        let error = NamesFile::new(Arc::new(Place::memory())).releases().unwrap_err();
        assert!(matches!(error, ArchiveError::Damaged { damage: Damage::Missing, .. }), "{error}");
    }

    #[test]
    fn a_ledger_of_a_newer_program_or_of_no_program_is_refused() {
        for (text, expected) in [
            (&b"{\"format\":2,\"releases\":[]}"[..], Damage::Newer),
            (b"{", Damage::Unreadable),
            (b"", Damage::Unreadable),
        ] {
            let place = Arc::new(Place::memory());
            place.put(Folder::Root, FILE, text).unwrap();
            let error = NamesFile::new(place).releases().unwrap_err();
            assert!(matches!(error, ArchiveError::Damaged { damage, .. } if damage == expected), "{error}");
        }
    }
}
