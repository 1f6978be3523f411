//! The doctor: looks a whole store and its data folder through and says what is wrong, where, and what to do.
//!
//! Each file here looks at one thing. Nothing is mended but on request: what is wrong may be the only trace of why.

mod audit;
mod codes;
mod cycles;
mod files;
mod finding;
mod links;
mod listing;
mod references;
mod spans;
mod structure;

pub use finding::{Check, Finding};

use std::path::Path;

use finding::Findings;
use sea_orm::DatabaseTransaction;

use crate::act::day_of;
use crate::open::Store;
use crate::transfer::TransferError;

/// What every look needs.
struct Patient<'a> {
    store: &'a Store,
    /// One state of the store, whatever is written meanwhile.
    on: &'a DatabaseTransaction,
}

impl Patient<'_> {
    fn fault(&self, source: sea_orm::DbErr) -> crate::StoreError {
        self.store.fault(source)
    }
}

impl Store {
    /// Looks everything through: the store and, in the data folder `home`, the files that its rows name.
    ///
    /// # Errors
    /// [`TransferError`] when the store or the folder cannot be read at all.
    pub async fn doctor(&self, home: &Path) -> Result<Vec<Finding>, TransferError> {
        let mut found = Findings::default();
        let snapshot = self.snapshot().await?;
        let patient = Patient { store: self, on: &snapshot };
        if !structure::look(&patient, &mut found).await? {
            // Where the tables themselves are not what they must be, no other question has an answer.
            return Ok(found.all());
        }
        structure::engine(&patient, &mut found).await?;
        references::look(&patient, &mut found).await?;
        spans::look(&patient, &mut found).await?;
        codes::look(&patient, &mut found).await?;
        links::look(&patient, &mut found).await?;
        cycles::look(&patient, &mut found).await?;
        listing::look(&patient, day_of(self.now()), &mut found).await?;
        audit::look(&patient, &mut found).await?;
        files::look(&patient, home, &mut found).await?;
        Ok(found.all())
    }
}
