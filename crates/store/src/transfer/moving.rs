//! From one store into another, of whichever engine, without a file between.

use super::TransferError;
use super::dump::Dump;
use super::load::Loading;
use super::pages::Pages;
use crate::open::Store;
use crate::query;

impl Store {
    /// Puts everything in this store into `to`, which must be empty: all of it or nothing, and what stands there afterwards
    /// is read and compared. This store stays as it is.
    ///
    /// # Errors
    /// [`TransferError`] when `to` is not empty, either cannot be reached, or somebody wrote to this store meanwhile, so
    /// that it would be more than what was moved.
    pub async fn move_to(&self, to: &Self) -> Result<Dump, TransferError> {
        let loading = Loading::begin(to).await?;
        let snapshot = self.snapshot().await?;
        let (mut sums, mut pages) = (Vec::new(), Pages::of(self, &snapshot));
        while let Some(page) = pages.next().await? {
            loading.put(page.table, page.rows).await?;
            sums.extend(page.sum);
        }
        let dump = Dump { sums, next: self.next_number(&snapshot).await? };
        loading.verify(&dump).await?;
        let acts: Option<i64> =
            query::value(self.reader(), "SELECT COUNT(*) FROM act", []).await.map_err(|source| self.fault(source))?;
        let moved = dump.sums.iter().find(|sum| sum.table == "act").map_or(0, |sum| sum.rows);
        if acts.and_then(|acts| u64::try_from(acts).ok()) != Some(moved) {
            return Err(TransferError::WrittenMeanwhile { address: self.address().to_owned() });
        }
        loading.commit().await?;
        Ok(dump)
    }
}
