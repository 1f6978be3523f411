//! What all requests share: the home, its store, and the last reading of both.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::hash::Sm3;
use domain::ledger::Ledger;
use domain::register::Kind;
use facts::Archive;
use library::Packs;
use reader::review::ItemKey;
use store::audit::ActFilter;
use store::document::Document;
use store::job::{self, Pulse};
use store::register::Wanted;
use store::{Act, Actor, Origin, Store, day_of};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, Semaphore};

use crate::page::documents::{document_href, item_href};
use crate::page::pack::version_href;
use crate::page::registers::record_href;
use crate::read::documents::Read;
use crate::read::now::{Now, Shown};
use crate::read::shelf::Shelf;
use crate::read::stamp::{PackStamp, Stamp};
use crate::shell::error::PageError;
use crate::shell::posted::LARGE;
use crate::work::WORKS;
use crate::work::live::Live;
use crate::work::{document_read, register_import};

/// How much heavy work is done at once; what comes on top of it waits.
const HEAVY: usize = 2;

/// What one request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The longest a page may take.
    pub page: Duration,
    /// The most bytes that a form with files sends.
    pub upload: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { page: Duration::from_secs(30), upload: LARGE }
    }
}

/// The state of the server. Cheap to clone; every request has one.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    home: PathBuf,
    store: Store,
    last: Mutex<Option<Last>>,
    heavy: Arc<Semaphore>,
    live: Live,
    bounds: Bounds,
    pulse: Pulse,
}

/// The last reading, and what the home was like then.
#[derive(Debug)]
struct Last {
    stamp: Stamp,
    packs: PackStamp,
    now: Arc<Now>,
}

impl App {
    /// Serves the home at `home` and its store. Both are read when the first request comes, and again when something in them
    /// has changed.
    #[must_use]
    pub fn open(home: &Path, store: Store) -> Self {
        Self::bounded(home, store, Bounds::default())
    }

    /// The same with bounds of its own.
    #[must_use]
    pub fn bounded(home: &Path, store: Store, bounds: Bounds) -> Self {
        Self(Arc::new(Inner {
            home: home.to_owned(),
            store,
            last: Mutex::new(None),
            heavy: Arc::new(Semaphore::new(HEAVY)),
            live: Live::default(),
            bounds,
            pulse: Pulse::default(),
        }))
    }

    /// The home as it is now.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be read; what was read before is not shown in its place.
    pub async fn now(&self) -> Result<Arc<Now>, PageError> {
        let mut last = self.0.last.lock().await;
        let store = &self.0.store;
        let releases = store.release_count().await.map_err(PageError::data)?;
        let steps = store.pack_step_count().await.map_err(PageError::data)?;
        let day = day_of(store.now());
        let stamp = Stamp::of(&self.0.home, releases);
        let packs = PackStamp::of(&self.0.home, steps, day);
        let same_packs = last.as_ref().filter(|last| last.packs == packs);
        if let Some(same) = same_packs
            && same.stamp == stamp
        {
            return Ok(Arc::clone(&same.now));
        }
        let found = if let Some(same) = same_packs {
            Arc::clone(same.now.shelf())
        } else {
            let packs = Packs::of_home(&self.0.home, store, day).await.map_err(PageError::data)?;
            aside(move || Ok(Arc::new(Shelf::read(packs)))).await?
        };
        let before = last.as_ref().map(|last| Arc::clone(&last.now));
        let inner = Arc::clone(&self.0);
        let ledger = self.ledger();
        let now = aside(move || Now::read(&inner.home, ledger, found, before.as_deref())).await?;
        let now = Arc::new(now.showing(self.shown().await?));
        *last = Some(Last { stamp, packs, now: Arc::clone(&now) });
        Ok(now)
    }

    /// The home, read anew: what the store shows may be new where nothing was published since.
    ///
    /// # Errors
    /// As [`App::now`].
    pub async fn now_anew(&self) -> Result<Arc<Now>, PageError> {
        let now = self.now().await?;
        Ok(Arc::new(Arc::unwrap_or_clone(now).showing(self.shown().await?)))
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The jobs that this program works on.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Keeps a file that was sent, by its content.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be written.
    pub async fn keep_file(&self, bytes: Vec<u8>) -> Result<Sm3, PageError> {
        let (home, ledger) = (self.0.home.clone(), self.ledger());
        aside(move || {
            let archive = Archive::create(&home, ledger).map_err(PageError::data)?;
            archive.keep_file(&bytes).map_err(PageError::data)
        })
        .await
    }

    /// A file that was kept.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be read.
    pub async fn kept_file(&self, sm3: Sm3) -> Result<Option<Vec<u8>>, PageError> {
        let (home, ledger) = (self.0.home.clone(), self.ledger());
        aside(move || {
            let archive = Archive::open(&home, ledger).map_err(PageError::data)?;
            archive.kept_file(sm3).map_err(PageError::data)
        })
        .await
    }

    /// The data folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.0.home
    }

    /// What one request may take.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.0.bounds
    }

    /// By which the runner of this server's jobs tells that it is at work.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.0.pulse.clone()
    }

    /// Addresses of a record of each register, of a version of each pack, and of the latest acts and jobs.
    async fn shown(&self) -> Result<Shown, PageError> {
        let mut shown = Shown::default();
        let first = Wanted { most: 1, ..Wanted::default() };
        for kind in Kind::ALL {
            let found = self.0.store.listing(*kind, &first).await.map_err(PageError::data)?;
            shown.records.extend(found.rows.iter().map(|line| record_href(*kind, line.id)));
        }
        for line in self.0.store.packs().await.map_err(PageError::data)? {
            let versions = self.0.store.pack_versions(&line.pack).await.map_err(PageError::data)?;
            shown.versions.extend(versions.first().map(|one| version_href(&one.pack, one.sm3)));
        }
        let latest = self.0.store.acts(&ActFilter::default(), None, 2).await.map_err(PageError::data)?;
        shown.acts.extend(latest.acts.iter().map(|act| format!("/audit/{}", act.id)));
        let wanted =
            job::Wanted { kind: Some(register_import::WORK.code.to_owned()), most: 4, ..job::Wanted::default() };
        let jobs = self.0.store.jobs(&wanted).await.map_err(PageError::data)?;
        shown.imports.extend(jobs.rows.iter().filter_map(|job| register_import::WORK.page.and_then(|page| page(job))));
        let documents = self.0.store.documents(0, 2).await.map_err(PageError::data)?;
        for document in documents.rows.iter().filter(|document| document.items > 0) {
            // A reading that is damaged is told on its own page; it must not take the others with it.
            let Ok(first) = self.first_item(document).await else { continue };
            shown.items.extend(first.map(|key| item_href(document.id, key)));
            shown.documents.push(document_href(document.id));
        }
        let wanted = job::Wanted { kind: Some(document_read::WORK.code.to_owned()), most: 2, ..job::Wanted::default() };
        let jobs = self.0.store.jobs(&wanted).await.map_err(PageError::data)?;
        let unread = jobs.rows.iter().filter(|job| document_read::document_of(job).is_none());
        shown.readings.extend(unread.map(|job| format!("/documents/reading/{}", job.id)));
        for work in WORKS.iter().filter(|work| work.page.is_none()) {
            let wanted = job::Wanted { kind: Some(work.code.to_owned()), most: 1, ..job::Wanted::default() };
            let jobs = self.0.store.jobs(&wanted).await.map_err(PageError::data)?;
            shown.jobs.extend(jobs.rows.iter().map(|job| format!("/jobs/{}", job.id)));
        }
        Ok(shown)
    }

    /// The first item of a document.
    async fn first_item(&self, document: &Document) -> Result<Option<ItemKey>, PageError> {
        let Some(read) = Read::of(self, document).await? else { return Ok(None) };
        Ok(read.items().first().map(|item| item.key))
    }

    /// The ledger of releases, for work that waits aside.
    fn ledger(&self) -> Arc<dyn Ledger> {
        let act = Act {
            kind: "release.publish",
            actor: Actor::system(),
            origin: Origin::Page,
            origin_detail: String::new(),
            request: String::new(),
            reason: None,
        };
        Arc::new(self.0.store.ledger(Handle::current(), act))
    }

    /// Runs work that keeps a processor busy for long: aside, and no more than a few at once, also where those who asked
    /// have gone.
    ///
    /// # Errors
    /// As [`aside`].
    pub async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
    ) -> Result<T, PageError> {
        let turn = Arc::clone(&self.0.heavy).acquire_owned().await.map_err(PageError::failed)?;
        aside(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
    }

    /// Reads the home ahead of the first request.
    ///
    /// # Errors
    /// As [`App::now`].
    pub async fn warm(&self) -> Result<(), PageError> {
        self.now().await.map(drop)
    }
}

/// Runs work that reads files or computes away from the threads that answer requests.
///
/// # Errors
/// What `work` fails with, or [`PageError::Failed`] when it does not come back.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    tokio::task::spawn_blocking(work).await.map_err(PageError::failed)?
}
