//! The ledger of releases in the store.

use std::future::Future;

use domain::hash::Sm3;
use domain::id::ReleaseName;
use domain::ledger::{Ledger, LedgerError, Release};
use domain::say::{Lang, Said, Say};
use sea_orm::{ConnectionTrait, Value};
use tokio::runtime::Handle;

use crate::act::{Act, Acting, Change};
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// The ledger for code that waits where it stands: what publishes runs beside the threads that answer requests, never
/// on them.
#[derive(Clone, Debug)]
pub struct StoreLedger {
    store: Store,
    runtime: Handle,
    act: Act,
}

impl Store {
    /// The ledger, written by `act`; `runtime` runs the work while the caller waits.
    #[must_use]
    pub fn ledger(&self, runtime: Handle, act: Act) -> StoreLedger {
        StoreLedger { store: self.clone(), runtime, act }
    }

    /// All releases, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn releases(&self) -> Result<Vec<Release>, StoreError> {
        read(self.reader()).await.map_err(|source| self.fault(source))?.into_iter().map(release).collect()
    }

    /// How many releases there are; it only grows.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn release_count(&self) -> Result<u64, StoreError> {
        let count: Option<i64> = query::value(self.reader(), "SELECT COUNT(*) FROM release", [])
            .await
            .map_err(|source| self.fault(source))?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// The canonical bytes of a manifest, where the store has it.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn manifest(&self, hash: Sm3) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT content FROM manifest WHERE sm3 = $1";
        query::value(self.reader(), sql, [hash.to_string().into()]).await.map_err(|source| self.fault(source))
    }
}

impl Acting {
    /// Adds a release with the bytes of its manifest, provided that the last one is still `after`.
    ///
    /// # Errors
    /// [`LedgerError`] when the name is taken, somebody else published in between, or the store refuses.
    pub async fn record_release(
        &mut self,
        new: &Release,
        manifest: &[u8],
        after: Option<&ReleaseName>,
    ) -> Result<(), LedgerError> {
        let known = self.known_releases().await?;
        if known.iter().any(|known| known.name == new.name) {
            return Err(LedgerError::NameTaken { name: new.name.clone() });
        }
        let last = known.last().map(|last| last.name.clone());
        if last.as_ref() != after {
            return Err(LedgerError::Overtaken { expected: after.cloned(), found: last });
        }
        let number = i64::try_from(known.len()).unwrap_or(i64::MAX - 1) + 1;
        let put = async {
            let hash = new.manifest.to_string();
            let there: Option<i64> =
                query::value(self.on(), "SELECT COUNT(*) FROM manifest WHERE sm3 = $1", [hash.as_str().into()]).await?;
            if there.unwrap_or(0) == 0 {
                let row = vec![hash.as_str().into(), manifest.to_vec().into()];
                query::insert(self.on(), "manifest", &["sm3", "content"], row).await?;
            }
            let row = vec![
                number.into(),
                new.name.as_str().into(),
                hash.into(),
                new.published_at.as_str().into(),
                new.title.as_str().into(),
                Value::from(self.id()),
            ];
            let columns = ["number", "name", "manifest", "published_at", "title", "act"];
            query::insert(self.on(), "release", &columns, row).await
        };
        put.await.map_err(|source| failed(self.fault(source)))?;
        let became = serde_json::json!({
            "manifest": new.manifest.to_string(),
            "published_at": new.published_at,
            "title": new.title,
        });
        self.note(Change {
            kind: "release",
            record: new.name.to_string(),
            label: if new.title.is_empty() { new.name.to_string() } else { new.title.clone() },
            was: None,
            became: Some(became.to_string()),
        });
        Ok(())
    }

    /// The releases there are, none of which another act adds to until this one ends.
    async fn known_releases(&self) -> Result<Vec<Release>, LedgerError> {
        let sql = format!("SELECT kind FROM register_lock WHERE kind = 'release'{}", self.engine().for_update());
        let rows = async {
            query::one(self.on(), &sql, []).await?;
            read(self.on()).await
        };
        let rows = rows.await.map_err(|source| failed(self.fault(source)))?;
        rows.into_iter().map(|row| release(row).map_err(failed)).collect()
    }
}

type Row = (String, String, String, String);

async fn read<C: ConnectionTrait>(on: &C) -> Result<Vec<Row>, sea_orm::DbErr> {
    let rows = query::all(on, "SELECT name, manifest, published_at, title FROM release ORDER BY number", []).await?;
    rows.iter()
        .map(|row| {
            Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?))
        })
        .collect()
}

fn release((name, manifest, published_at, title): Row) -> Result<Release, StoreError> {
    match (ReleaseName::new(&name), manifest.parse()) {
        (Ok(name), Ok(manifest)) => Ok(Release { name, manifest, published_at, title }),
        _ => Err(StoreError::Unreadable { place: "release", record: name }),
    }
}

fn failed(error: StoreError) -> LedgerError {
    let said = Said::new(error.say(Lang::Zh), error.say(Lang::En));
    LedgerError::Failed { said, source: Box::new(error) }
}

impl StoreLedger {
    /// Waits for `work` on the runtime.
    fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, LedgerError>> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let (done, outcome) = std::sync::mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            // Nobody waits any more only when the waiting thread has ended.
            let _ = done.send(work.await);
        });
        outcome.recv().unwrap_or_else(|stopped| {
            let said = Said::new("程序正在停止，没有写入任何内容。", "the program is stopping; nothing was written.");
            Err(LedgerError::Failed { said, source: Box::new(stopped) })
        })
    }
}

impl Ledger for StoreLedger {
    fn releases(&self) -> Result<Vec<Release>, LedgerError> {
        let store = self.store.clone();
        self.wait(async move { store.releases().await.map_err(failed) })
    }

    fn manifest(&self, hash: Sm3) -> Result<Option<Vec<u8>>, LedgerError> {
        let store = self.store.clone();
        self.wait(async move { store.manifest(hash).await.map_err(failed) })
    }

    fn record(&self, release: &Release, manifest: &[u8], after: Option<&ReleaseName>) -> Result<(), LedgerError> {
        let (store, act) = (self.store.clone(), self.act.clone());
        let (release, manifest, after) = (release.clone(), manifest.to_vec(), after.cloned());
        self.wait(async move {
            let mut acting = store.act(act).await.map_err(failed)?;
            acting.record_release(&release, &manifest, after.as_ref()).await?;
            acting.commit().await.map(drop).map_err(failed)
        })
    }
}
