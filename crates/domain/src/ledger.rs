//! The ledger of releases: which manifest each name stands for. The store keeps it.

use std::error::Error;
use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use crate::hash::Sm3;
use crate::id::ReleaseName;
use crate::say::Said;

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

/// Why the ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The name stands for another manifest already.
    #[error("{name} is taken")]
    NameTaken {
        /// The name.
        name: ReleaseName,
    },
    /// Somebody else published in between.
    #[error("overtaken by {found:?}")]
    Overtaken {
        /// The release that the new one was made upon.
        expected: Option<ReleaseName>,
        /// The release that is the last one now.
        found: Option<ReleaseName>,
    },
    /// What keeps it could not do it.
    #[error("{}", said.zh)]
    Failed {
        /// What a person is told.
        said: Said,
        /// The cause, for the log.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Keeps release names, and the manifests they stand for. Lines are added, never changed or taken away.
pub trait Ledger: Debug + Send + Sync {
    /// All releases, oldest first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn releases(&self) -> Result<Vec<Release>, LedgerError>;

    /// The canonical bytes of a manifest, where the ledger has it.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn manifest(&self, hash: Sm3) -> Result<Option<Vec<u8>>, LedgerError>;

    /// Adds `release` with the bytes of its manifest, provided that the last one is still `after`; all or nothing, kept for
    /// good when it returns.
    ///
    /// # Errors
    /// When the name is taken, when somebody else published after `after`, or when it cannot be written.
    fn record(&self, release: &Release, manifest: &[u8], after: Option<&ReleaseName>) -> Result<(), LedgerError>;
}
