//! What all requests share: the home, the packs at hand, and the last reading of both.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use policy::Pack;
use tokio::sync::Mutex;

use crate::read::now::Now;
use crate::read::stamp::Stamp;
use crate::shell::error::PageError;

/// The state of the server. Cheap to clone; every request has one.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    home: PathBuf,
    packs: Vec<Arc<Pack>>,
    last: Mutex<Option<(Stamp, Arc<Now>)>>,
}

impl App {
    /// Serves the home at `home` with `packs` at hand. The home is read when the first request comes, and again when
    /// something in it has changed.
    #[must_use]
    pub fn open(home: &Path, packs: Vec<Arc<Pack>>) -> Self {
        Self(Arc::new(Inner { home: home.to_owned(), packs, last: Mutex::new(None) }))
    }

    /// The home as it is now.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be read; what was read before is not shown in its place.
    pub async fn now(&self) -> Result<Arc<Now>, PageError> {
        let mut last = self.0.last.lock().await;
        let stamp = Stamp::of(&self.0.home);
        if let Some((read, now)) = last.as_ref()
            && *read == stamp
        {
            return Ok(Arc::clone(now));
        }
        let before = last.as_ref().map(|(_, now)| Arc::clone(now));
        let inner = Arc::clone(&self.0);
        let read = tokio::task::spawn_blocking(move || Now::read(&inner.home, &inner.packs, before.as_deref()));
        let now = Arc::new(read.await.map_err(PageError::failed)??);
        *last = Some((stamp, Arc::clone(&now)));
        Ok(now)
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
