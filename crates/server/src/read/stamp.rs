//! Whether the home has changed since it was read: counts, names, times and sizes of what changes, no contents.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use domain::day::Day;

type Seen = Vec<(String, Option<SystemTime>, u64)>;

/// How many releases there were, and which seals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(u64, Seen);

impl Stamp {
    /// The stamp of a home with so many releases. What cannot be looked at counts as not there; reading it will say why.
    #[must_use]
    pub fn of(home: &Path, releases: u64) -> Self {
        let mut seen = Vec::new();
        look(&home.join("home.json"), &mut seen);
        look_below(&home.join("seals"), 1, &mut seen);
        seen.sort();
        Self(releases, seen)
    }
}

/// How many steps of packs were taken, on which day it is asked what is in force, and which files of packs there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackStamp(u64, Day, Seen);

impl PackStamp {
    /// The stamp of the packs of a home whose store took so many steps.
    #[must_use]
    pub fn of(home: &Path, steps: u64, day: Day) -> Self {
        let mut seen = Vec::new();
        // A pack is a folder with files, and its examples in a folder below.
        look_below(&home.join("packs"), 3, &mut seen);
        seen.sort();
        Self(steps, day, seen)
    }
}

fn look_below(folder: &Path, depth: usize, into: &mut Seen) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        look(&path, into);
        if depth > 1 && path.is_dir() {
            look_below(&path, depth - 1, into);
        }
    }
}

fn look(path: &Path, into: &mut Seen) {
    if let Ok(data) = fs::metadata(path) {
        into.push((path.to_string_lossy().into_owned(), data.modified().ok(), data.len()));
    }
}
