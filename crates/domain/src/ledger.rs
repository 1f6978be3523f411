//! The ledger of releases: which manifest each name stands for. A store, or a small file, keeps it.

use serde::{Deserialize, Serialize};

use crate::hash::Sm3;
use crate::id::ReleaseName;

/// One line of the ledger: a name, once given, stands for its manifest for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The name.
    pub name: ReleaseName,
    /// The manifest it stands for.
    pub manifest: Sm3,
    /// When it was published: RFC 3339 with offset, from the clock that was passed in.
    pub published_at: String,
    /// What it is, in a person's words; may be empty.
    pub title: String,
}

/// Keeps release names and what they stand for. Lines are added, never changed or taken away.
pub trait Ledger {
    /// Why the ledger could not be read or written.
    type Error: std::error::Error + Send + Sync + 'static;

    /// All releases, oldest first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn releases(&self) -> Result<Vec<Release>, Self::Error>;

    /// Adds `release`, provided that the last one is still `after`; all or nothing, on disk when it returns.
    ///
    /// # Errors
    /// When the name is taken, when somebody else published after `after`, or when it cannot be written.
    fn record(&self, release: &Release, after: Option<&ReleaseName>) -> Result<(), Self::Error>;
}
