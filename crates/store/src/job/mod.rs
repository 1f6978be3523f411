//! Work that goes on while nobody waits for it: kept in the store, taken by one runner at a time, seen by all.
//!
//! A job is asked for within an act. What its runner then writes about it (its lease, its progress, its end) is
//! bookkeeping and no act; what the work itself changes is. A job whose runner is lost is taken up again, so that its work
//! may be done twice and must bear that.

mod context;
mod error;
mod lease;
mod pulse;
mod queue;
mod read;
mod runner;

use std::fmt;

use domain::say::{Lang, Said, Say};
use serde_json::Value;

use crate::clock::Moment;

pub use context::{JobContext, JobFailure};
pub use error::JobError;
pub use lease::{Beat, Lease};
pub use pulse::Pulse;
pub use read::{Jobs, Wanted};
pub use runner::{Pace, Runner};

/// A job, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub(crate) i64);

impl JobId {
    /// The number, as addresses bear it.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The job of this number, as an address bore it.
    #[must_use]
    pub const fn of_number(number: i64) -> Self {
        Self(number)
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A job to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob<'a> {
    /// Which handler does it, as `firm.import`.
    pub kind: &'a str,
    /// What people call it.
    pub title: Said,
    /// What the handler is to know.
    pub input: Value,
    /// How often it is tried before it counts as failed; at least once.
    pub most_attempts: u32,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waits for a runner, or for its next try.
    Waiting,
    /// A runner works on it.
    Running,
    /// Done.
    Done,
    /// Failed for good.
    Failed,
    /// Cancelled.
    Cancelled,
}

impl JobState {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// The word in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Whether nothing more will happen to it.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

impl Say for JobState {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Waiting => ("等待", "waiting"),
            Self::Running => ("进行中", "running"),
            Self::Done => ("完成", "done"),
            Self::Failed => ("失败", "failed"),
            Self::Cancelled => ("已取消", "cancelled"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How much is done.
    pub done: u64,
    /// Of how much; 0 where that is not known.
    pub total: u64,
    /// What it is at.
    pub note: Said,
}

impl Default for Progress {
    fn default() -> Self {
        Self { done: 0, total: 0, note: Said::new("", "") }
    }
}

/// A job as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// Which handler does it.
    pub kind: String,
    /// What people call it.
    pub title: Said,
    /// What the handler is to know.
    pub input: Value,
    /// Where it stands.
    pub state: JobState,
    /// How far it has come.
    pub progress: Progress,
    /// How often it was tried.
    pub attempts: u32,
    /// How often it is tried at most.
    pub most_attempts: u32,
    /// Not to be tried before.
    pub run_at: Moment,
    /// The runner that works on it.
    pub runner: Option<String>,
    /// Whether somebody asked for it to be cancelled.
    pub cancel: bool,
    /// What came out.
    pub result: Option<Value>,
    /// What went wrong, the last time it did.
    pub error: Option<Said>,
    /// The code of who asked for it.
    pub person: String,
    /// The name under which that was; the code once the act is no more.
    pub person_name: String,
    /// The act in which it was asked for.
    pub act: i64,
    /// When it was asked for.
    pub made_at: Moment,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

impl Job {
    /// What its result says to people.
    #[must_use]
    pub fn said(&self) -> Option<Said> {
        self.result.as_ref().and_then(lease::said_of)
    }
}

/// Seconds until the next try after so many: 10, 40, 160, 640, 2,560, then an hour each.
pub(crate) fn back_off(attempts: u32) -> i64 {
    let power = attempts.saturating_sub(1).min(8);
    (10 * 4_i64.pow(power)).min(3_600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_put_off_longer_and_longer_up_to_an_hour() {
        assert_eq!([1, 2, 3, 4, 5, 6, 99].map(back_off), [10, 40, 160, 640, 2_560, 3_600, 3_600]);
    }
}
