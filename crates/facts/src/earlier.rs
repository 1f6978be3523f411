//! Homes that a program without a store made: their releases stand in `names.json`, their manifests in `manifests/`.

use std::path::Path;

use domain::hash::Sm3;
use domain::ledger::Release;
use serde::Deserialize;

use crate::archive::manifest_file;
use crate::error::{Act, ArchiveError, Damage};

const FILE: &str = "names.json";
/// What the file is called once its releases stand in a store.
const TAKEN_OVER: &str = "names.json.taken-over";
const FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    releases: Vec<Release>,
}

/// A release of an earlier home with the bytes of its manifest.
pub type Earlier = (Release, Vec<u8>);

/// The releases of an earlier home, oldest first, each with the bytes of its manifest; none where the home is not an
/// earlier one.
///
/// # Errors
/// [`ArchiveError`] when a file cannot be read, is damaged, or was written by a newer program.
pub fn releases(home: &Path) -> Result<Option<Vec<Earlier>>, ArchiveError> {
    let path = home.join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    let damaged = |path: &Path, release: Option<&Release>, damage| ArchiveError::Damaged {
        release: release.map(|release| release.name.clone()),
        path: path.display().to_string(),
        damage,
        source: None,
    };
    let document: Document =
        serde_json::from_slice(&read(&path)?).map_err(|_| damaged(&path, None, Damage::Unreadable))?;
    if document.format > FORMAT {
        return Err(damaged(&path, None, Damage::Newer));
    }
    let with_manifest = |release: Release| {
        let path = home.join("manifests").join(manifest_file(release.manifest));
        if !path.exists() {
            return Err(damaged(&path, Some(&release), Damage::Missing));
        }
        let bytes = read(&path)?;
        if Sm3::of(&bytes) == release.manifest {
            Ok((release, bytes))
        } else {
            Err(damaged(&path, Some(&release), Damage::Altered))
        }
    };
    document.releases.into_iter().map(with_manifest).collect::<Result<_, _>>().map(Some)
}

/// Notes that the releases of an earlier home now stand in a store. The file is kept under another name.
///
/// # Errors
/// [`ArchiveError::Disk`] when it cannot be renamed.
pub fn taken_over(home: &Path) -> Result<(), ArchiveError> {
    let path = home.join(FILE);
    std::fs::rename(&path, home.join(TAKEN_OVER)).map_err(|source| ArchiveError::Disk {
        act: Act::Write,
        path: path.display().to_string(),
        source,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, ArchiveError> {
    std::fs::read(path).map_err(|source| ArchiveError::Disk {
        act: Act::Read,
        path: path.display().to_string(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_home_tells_its_releases_and_a_damaged_one_is_not_taken_for_empty() {
        let home = tempfile::tempdir().unwrap();
        assert!(releases(home.path()).unwrap().is_none());
        std::fs::create_dir(home.path().join("manifests")).unwrap();
        let manifest = Sm3::of(b"{}");
        std::fs::write(home.path().join("manifests").join(manifest_file(manifest)), b"{}").unwrap();
        let line = format!(
            "{{\"format\":1,\"releases\":[{{\"name\":\"r0001\",\"manifest\":\"{manifest}\",\"published_at\":\"\",\"title\":\"\"}}]}}"
        );
        std::fs::write(home.path().join(FILE), &line).unwrap();
        let found = releases(home.path()).unwrap().unwrap();
        assert_eq!((found.len(), found[0].1.as_slice()), (1, &b"{}"[..]));
        for (text, expected) in [
            (line.replace(":1", ":2"), Damage::Newer),
            ("{".to_owned(), Damage::Unreadable),
            (String::new(), Damage::Unreadable),
        ] {
            std::fs::write(home.path().join(FILE), text).unwrap();
            let error = releases(home.path()).unwrap_err();
            assert!(matches!(error, ArchiveError::Damaged { damage, .. } if damage == expected), "{error}");
        }
        std::fs::write(home.path().join(FILE), &line).unwrap();
        std::fs::write(home.path().join("manifests").join(manifest_file(manifest)), b"{ }").unwrap();
        let error = releases(home.path()).unwrap_err();
        assert!(matches!(error, ArchiveError::Damaged { damage: Damage::Altered, .. }), "{error}");
        taken_over(home.path()).unwrap();
        assert!(releases(home.path()).unwrap().is_none());
    }
}
