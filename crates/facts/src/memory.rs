//! A ledger in memory: of an archive that lasts as long as one evaluation, or of what a seal carries.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::hash::Sm3;
use domain::id::ReleaseName;
use domain::ledger::{Ledger, LedgerError, Release};

/// Releases and manifests in memory.
#[derive(Debug, Default)]
pub struct MemoryLedger(Mutex<Lines>);

#[derive(Debug, Default)]
struct Lines {
    releases: Vec<Release>,
    manifests: BTreeMap<Sm3, Vec<u8>>,
}

impl MemoryLedger {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for MemoryLedger {
    fn releases(&self) -> Result<Vec<Release>, LedgerError> {
        Ok(self.lines().releases.clone())
    }

    fn manifest(&self, hash: Sm3) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.lines().manifests.get(&hash).cloned())
    }

    fn record(&self, release: &Release, manifest: &[u8], after: Option<&ReleaseName>) -> Result<(), LedgerError> {
        let mut lines = self.lines();
        if lines.releases.iter().any(|known| known.name == release.name) {
            return Err(LedgerError::NameTaken { name: release.name.clone() });
        }
        let last = lines.releases.last().map(|last| last.name.clone());
        if last.as_ref() != after {
            return Err(LedgerError::Overtaken { expected: after.cloned(), found: last });
        }
        lines.manifests.insert(release.manifest, manifest.to_vec());
        lines.releases.push(release.clone());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
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
        let ledger = MemoryLedger::default();
        let (first, second) = (release("r0001"), release("r0002"));
        ledger.record(&first, b"one", None).unwrap();
        ledger.record(&second, b"two", Some(&first.name)).unwrap();
        assert_eq!(ledger.releases().unwrap(), [first.clone(), second.clone()]);
        assert_eq!(ledger.manifest(second.manifest).unwrap().as_deref(), Some(&b"two"[..]));

        let again = Release { manifest: Sm3::of(b"other"), ..first.clone() };
        let taken = ledger.record(&again, b"x", Some(&second.name)).unwrap_err();
        assert!(matches!(taken, LedgerError::NameTaken { name } if name == first.name));
        let late = ledger.record(&release("r0003"), b"x", Some(&first.name)).unwrap_err();
        assert!(matches!(late, LedgerError::Overtaken { found: Some(found), .. } if found == second.name));
        assert_eq!(ledger.releases().unwrap(), [first, second]);
    }
}
