//! Whether the home has changed since it was read: names, times and sizes of what changes, no contents.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// When and how large the ledger was, and which seals and packs there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(Vec<(String, Option<SystemTime>, u64)>);

impl Stamp {
    /// The stamp of a home. What cannot be looked at counts as not there; reading it will say why.
    #[must_use]
    pub fn of(home: &Path) -> Self {
        let mut seen = Vec::new();
        look(&home.join("home.json"), &mut seen);
        look(&home.join("names.json"), &mut seen);
        for folder in ["seals", "packs"] {
            if let Ok(entries) = fs::read_dir(home.join(folder)) {
                entries.flatten().for_each(|entry| look(&entry.path(), &mut seen));
            }
        }
        seen.sort();
        Self(seen)
    }
}

fn look(path: &Path, into: &mut Vec<(String, Option<SystemTime>, u64)>) {
    if let Ok(data) = fs::metadata(path) {
        into.push((path.to_string_lossy().into_owned(), data.modified().ok(), data.len()));
    }
}
