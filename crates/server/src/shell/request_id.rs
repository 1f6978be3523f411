//! A number for every request, in the log and in the answer, so that a person's report finds its log line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use store::Moment;

/// The header that bears it. What a client sends under this name is not heard: it would stand in log and audit.
pub const HEADER: &str = "x-request-id";

/// Numbers requests: the second in which the program started, a hyphen, and a count from 1. So no other start of the program
/// gives the same, and the audit's number of a request finds its line in the logs of all of them.
#[derive(Clone, Debug)]
pub struct Counter {
    start: i64,
    count: Arc<AtomicU64>,
}

impl Counter {
    /// Counts from a program's start.
    #[must_use]
    pub fn since(start: Moment) -> Self {
        Self { start: start.micros() / 1_000_000, count: Arc::default() }
    }

    /// The next number.
    #[must_use]
    pub fn next(&self) -> String {
        format!("{:x}-{}", self.start, self.count.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_starts_of_the_program_number_no_two_requests_alike() {
        let (first, second) =
            (Counter::since(Moment::from_micros(16_000_000)), Counter::since(Moment::from_micros(17_000_000)));
        assert_eq!([first.next(), first.next(), second.next()], ["10-1", "10-2", "11-1"]);
    }
}
