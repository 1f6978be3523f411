//! The files of a data folder: those that a backup takes, and those that the store's rows name.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use domain::hash::Sm3;
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// The mark of a data folder whose restore has not ended.
pub const RESTORING: &str = "restoring";

/// What a backup takes whole, besides the folders.
const FILES: &[&str] = &["home.json", "names.json"];
/// The folders that a backup takes.
const FOLDERS: &[&str] = &["sources", "parts", "manifests", "seals", "packs"];

/// Whether a restore into `home` began and never ended, so that it is not to be used.
#[must_use]
pub fn unfinished(home: &Path) -> bool {
    home.join(RESTORING).exists()
}

/// The files in `home` that a backup takes, by their path in it, in order.
pub(super) fn files(home: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    for name in FILES {
        let path = home.join(name);
        if path.is_file() {
            found.insert((*name).to_owned(), path);
        }
    }
    for folder in FOLDERS {
        look(&home.join(folder), folder, &mut found)?;
    }
    Ok(found)
}

fn look(folder: &Path, prefix: &str, found: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a name is not UTF-8"))?;
        let (path, inner) = (entry.path(), format!("{prefix}/{name}"));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            look(&path, &inner, found)?;
        } else if kind.is_file() && is_plain(&inner) {
            found.insert(inner, path);
        } else {
            // A link may lead anywhere, and what it leads to may be elsewhere after a restore.
            tracing::warn!(path = %path.display(), "not a plain file: not backed up");
        }
    }
    Ok(())
}

/// Whether `path` is one that a backup may hold: in one of the folders, or one of the files; the same on every system.
pub(super) fn is_plain(path: &str) -> bool {
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    let known = if path.contains('/') { FOLDERS.contains(&first) } else { FILES.contains(&path) };
    known
        && path.len() <= 1_000
        && parts.all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.chars().any(|sign| sign.is_control() || matches!(sign, '\\' | ':'))
}

/// A file that rows name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needed {
    /// What it must hash to.
    pub sm3: Sm3,
    /// What names it, in words of the store.
    pub by: String,
}

/// The files that rows name, by their path in the data folder, and the rows that cannot be read for it.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub files: BTreeMap<String, Needed>,
    pub unreadable: Vec<String>,
}

/// What is read of a manifest; `facts` knows all of it.
#[derive(Deserialize)]
struct Manifest {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    inputs: Vec<Input>,
    subjects: Option<Part>,
    values: Option<Part>,
}

#[derive(Deserialize)]
struct Input {
    mapping: Sm3,
    source: Sm3,
}

#[derive(Deserialize)]
struct Part {
    file_sm3: Sm3,
    rows_sm3: Sm3,
}

/// The files that the attachments and manifests in `on` name.
pub(crate) async fn named<C: ConnectionTrait>(store: &Store, on: &C) -> Result<Named, StoreError> {
    let fault = |source| store.fault(source);
    let mut named = Named::default();
    for row in query::all(on, "SELECT sm3 FROM attachment ORDER BY sm3", []).await.map_err(fault)? {
        let sm3: String = row.try_get_by_index(0).map_err(fault)?;
        match sm3.parse::<Sm3>() {
            Ok(sm3) => named.need(format!("sources/{sm3}"), sm3, || format!("attachment {sm3}")),
            Err(_) => named.unreadable.push(format!("attachment {sm3}")),
        }
    }
    let mut after = String::new();
    loop {
        let sql = "SELECT sm3, content FROM manifest WHERE sm3 > $1 ORDER BY sm3 LIMIT 1";
        let Some(row) = query::one(on, sql, [after.as_str().into()]).await.map_err(fault)? else { break };
        let sm3: String = row.try_get_by_index(0).map_err(fault)?;
        let content: Vec<u8> = row.try_get_by_index(1).map_err(fault)?;
        let by = format!("manifest {sm3}");
        match serde_json::from_slice::<Manifest>(&content) {
            Ok(manifest) if Sm3::of(&content).to_string() == sm3 => named.of_manifest(manifest, &by),
            _ => named.unreadable.push(by),
        }
        after = sm3;
    }
    Ok(named)
}

impl Named {
    fn need(&mut self, path: String, sm3: Sm3, by: impl FnOnce() -> String) {
        self.files.entry(path).or_insert_with(|| Needed { sm3, by: by() });
    }

    fn of_manifest(&mut self, manifest: Manifest, by: &str) {
        for entry in manifest.entries {
            for part in entry.subjects.into_iter().chain(entry.values) {
                self.need(format!("parts/{}.parquet", part.rows_sm3), part.file_sm3, || by.to_owned());
            }
            for input in entry.inputs {
                self.need(format!("sources/{}", input.source), input.source, || by.to_owned());
                self.need(format!("sources/{}", input.mapping), input.mapping, || by.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_holds_no_path_that_leads_out_of_the_data_folder() {
        for good in ["home.json", "sources/ab", "packs/p/pack.toml"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "store.sqlite",
            "sources",
            "sources/../x",
            "sources//x",
            "packs/a\\..\\b",
            "tmp/x",
            "sources/c:x",
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
