//! What this program works on right now. A job that writes holds the store for itself on an engine with one writer, so that
//! how far it has come cannot be read there, nor a wish to stop it be written: here both are at hand.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use store::job::JobId;

/// How far a job has come, and whether it is to stop.
#[derive(Debug, Default)]
pub struct Going {
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
}

impl Going {
    /// Notes that `done` of `total` are done.
    pub fn at(&self, done: u64, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    /// How many of how many are done.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Asks it to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Set when it is to stop.
    #[must_use]
    pub const fn stopping(&self) -> &AtomicBool {
        &self.stop
    }
}

/// The jobs that this program works on.
#[derive(Clone, Debug, Default)]
pub struct Live(Arc<Mutex<BTreeMap<JobId, Arc<Going>>>>);

impl Live {
    /// The work on a job, while this program does it.
    #[must_use]
    pub fn of(&self, job: JobId) -> Option<Arc<Going>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&job).cloned()
    }

    /// Begins the work on a job; it is over when what comes back is dropped.
    #[must_use]
    pub fn begin(&self, job: JobId) -> Begun {
        let going = Arc::new(Going::default());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(job, Arc::clone(&going));
        Begun { live: self.clone(), job, going }
    }
}

/// Work that has begun.
#[derive(Debug)]
pub struct Begun {
    live: Live,
    job: JobId,
    going: Arc<Going>,
}

impl Begun {
    /// How far it is.
    #[must_use]
    pub const fn going(&self) -> &Arc<Going> {
        &self.going
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.live.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.job);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_known_while_it_goes_on_and_no_longer() {
        let (live, job) = (Live::default(), JobId::of_number(7));
        assert!(live.of(job).is_none());
        let begun = live.begin(job);
        begun.going().at(3, 10);
        let seen = live.of(job).unwrap();
        assert_eq!(seen.progress(), (3, 10));
        seen.stop();
        assert!(begun.going().stopping().load(Ordering::Relaxed));
        drop(begun);
        assert!(live.of(job).is_none());
    }
}
