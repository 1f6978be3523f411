//! Who looks on while a long computation runs, and may end it.

use std::ops::ControlFlow;

/// Told how far a computation is; may end it. Called from the threads that compute, now and then, with numbers that need
/// not ascend where there are several. What is computed never depends on it.
pub trait Watcher: Sync {
    /// `done` of `of` runs are done. `Break` ends the computation with
    /// [`ScoringError::Cancelled`](crate::ScoringError::Cancelled).
    fn progress(&self, done: usize, of: usize) -> ControlFlow<()>;
}

impl<F: Fn(usize, usize) -> ControlFlow<()> + Sync> Watcher for F {
    fn progress(&self, done: usize, of: usize) -> ControlFlow<()> {
        self(done, of)
    }
}

/// Nobody looks on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watcher for Unwatched {
    fn progress(&self, _done: usize, _of: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
