//! Many runs shared among threads, watched, each taken in as it is done.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::ScoringError;
use crate::threads::Threads;

use super::standing::Placed;
use super::watch::Watcher;

/// How many runs, which random numbers, and how many threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runs {
    /// How many; at most a million.
    pub count: usize,
    /// Which random numbers: the same seed tells the same runs again.
    pub seed: u64,
    /// On how many threads; the result is the same to the bit.
    pub threads: Threads,
}

impl Runs {
    /// So many runs with this seed on one thread.
    #[must_use]
    pub const fn new(count: usize, seed: u64) -> Self {
        Self { count, seed, threads: Threads::ONE }
    }

    /// # Errors
    /// [`ScoringError::Parameter`] for no runs, more than a million, or more than 2³¹ places in all.
    pub(super) fn check(self, of_each: usize, rows: usize) -> Result<(), ScoringError> {
        let all = self.count.saturating_mul(of_each);
        if (1..=1_000_000).contains(&all) && all.saturating_mul(rows) <= 1 << 31 {
            return Ok(());
        }
        let expected = "from 1 to 1,000,000, and with the subjects at most 2,147,483,648 places";
        Err(super::assumptions::parameter("simulation", "runs", crate::stats::count(all), expected))
    }
}

/// What is run: jobs that say what each run assumes.
pub(super) trait Model: Sync {
    /// One run. Jobs are sorted, so that those with work in common stand together.
    type Job: Ord + Send + Sync;

    /// Does `jobs` and gives each run's number with its places to `take`, until that says to stop.
    fn work(&self, jobs: &[Self::Job], take: &mut Take<'_>) -> ControlFlow<()>;
}

/// Takes a run by its number: its places, or why there are none.
pub(super) type Take<'a> = dyn FnMut(usize, Result<&Placed, &ScoringError>) -> ControlFlow<()> + 'a;

/// Takes in what runs gave.
pub(super) trait Sink: Send {
    fn take(&mut self, run: usize, outcome: Result<&Placed, &ScoringError>);
}

/// Runs are told to who watches after so many on a thread.
const STEP: usize = 32;

/// Does all jobs; each thread has a sink of its own, made for the number of its jobs.
pub(super) fn all<M: Model, S: Sink>(
    model: &M,
    mut jobs: Vec<M::Job>,
    threads: Threads,
    watcher: &dyn Watcher,
    sink: impl Fn(usize) -> S + Sync,
) -> Result<Vec<S>, ScoringError> {
    jobs.sort_unstable();
    let (done, stop, of) = (AtomicUsize::new(0), AtomicBool::new(false), jobs.len());
    let tell = |more: usize| {
        let done = done.fetch_add(more, Ordering::Relaxed) + more;
        if watcher.progress(done, of).is_break() {
            stop.store(true, Ordering::Relaxed);
        }
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    if tell(0).is_break() {
        return Err(ScoringError::Cancelled);
    }
    let part = |range: std::ops::Range<usize>| {
        let mut sink = sink(range.len());
        let mut untold = 0;
        let mut take = |run: usize, outcome: Result<&Placed, &ScoringError>| {
            sink.take(run, outcome);
            untold += 1;
            if untold < STEP { ControlFlow::Continue(()) } else { tell(std::mem::take(&mut untold)) }
        };
        if model.work(&jobs[range], &mut take).is_continue() && untold > 0 {
            // The runs are done: to stop now is the same as to end, unless others are still at work.
            let _ = tell(untold);
        }
        sink
    };
    let sinks = Threads::each(threads.parts(of, STEP), part);
    if stop.load(Ordering::Relaxed) { Err(ScoringError::Cancelled) } else { Ok(sinks) }
}

/// Gives the same error for all of these runs.
pub(super) fn fail(runs: impl Iterator<Item = usize>, error: &ScoringError, take: &mut Take<'_>) -> ControlFlow<()> {
    for run in runs {
        take(run, Err(error))?;
    }
    ControlFlow::Continue(())
}
