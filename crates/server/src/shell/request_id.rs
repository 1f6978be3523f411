//! A number for every request, in the log and in the answer, so that a person's report finds its log line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The header that bears it. What a client sends under this name is not heard: it would stand in log and audit.
pub const HEADER: &str = "x-request-id";

/// Counts requests from 1 since the program started.
#[derive(Clone, Debug, Default)]
pub struct Counter(Arc<AtomicU64>);

impl Counter {
    /// The next number.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}
