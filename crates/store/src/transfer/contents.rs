//! What stands in a backup: its table of contents, `backup.json`.

use domain::hash::Sm3;
use serde::{Deserialize, Serialize};

use super::pages::TableSum;

/// The format this program writes. It reads no newer one.
pub(super) const FORMAT: u32 = 1;
/// The name of the table of contents within a backup.
pub(super) const CONTENTS: &str = "backup.json";
/// The name of the store's lines within a backup.
pub(super) const STORE: &str = "store.jsonl";

/// A backup's table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The format's number.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The structure of the store.
    pub structure: i64,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// The sum of each table of the store.
    pub tables: Vec<TableSum>,
    /// The store, as [`crate::Store::dump`] writes it.
    pub store: Kept,
    /// The files of the data folder.
    pub files: Vec<Kept>,
    /// Files that the store names and that were not in the data folder, or not as they should be.
    pub absent: Vec<String>,
}

/// A file in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it belongs in the data folder, `/` between folders.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Its hash.
    pub sm3: Sm3,
}

impl Contents {
    /// Rows of all tables together.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|sum| sum.rows).sum()
    }

    /// Bytes of all files together, the store's among them, before they were packed.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|kept| kept.bytes).fold(self.store.bytes, u64::saturating_add)
    }
}
