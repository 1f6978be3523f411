//! What a handler knows of its job, and how it says that it cannot go on.

use domain::cause::without_quoted;
use domain::say::{Lang, Said, Say};
use serde::de::DeserializeOwned;
use tokio::sync::watch;

use super::{Job, Progress};
use crate::act::{Act, Actor, Origin};
use crate::open::Store;

/// What stops a handler from without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// Nothing does.
    No,
    /// Somebody asked for the job to be cancelled.
    Cancel,
    /// The program stops.
    Stop,
}

/// Why a handler did not end its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobFailure {
    /// Something went wrong.
    Wrong {
        /// What a person may read.
        said: Said,
        /// Whether it may go better later.
        again: bool,
    },
    /// Somebody asked for it to be cancelled.
    Cancelled,
    /// The program stops; the job goes on elsewhere, or later.
    Stopped,
}

impl JobFailure {
    /// Something that goes wrong every time.
    pub fn for_good(error: &impl Say) -> Self {
        Self::Wrong { said: both(error), again: false }
    }

    /// Something that may go better later.
    pub fn try_again(error: &impl Say) -> Self {
        Self::Wrong { said: both(error), again: true }
    }
}

fn both(error: &impl Say) -> Said {
    Said::new(error.say(Lang::Zh), error.say(Lang::En))
}

/// What a handler knows of its job. Cheap to clone.
#[derive(Clone, Debug)]
pub struct JobContext {
    pub(super) store: Store,
    pub(super) job: Job,
    pub(super) progress: watch::Sender<Progress>,
    pub(super) halt: watch::Receiver<Halt>,
}

impl JobContext {
    /// The store.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The job as it was when it was taken.
    #[must_use]
    pub const fn job(&self) -> &Job {
        &self.job
    }

    /// What the handler is to know.
    ///
    /// # Errors
    /// [`JobFailure::Wrong`], for good, when it is not what the handler knows to read.
    pub fn input<T: DeserializeOwned>(&self) -> Result<T, JobFailure> {
        serde_json::from_value(self.job.input.clone()).map_err(|cause| {
            tracing::error!(cause = without_quoted(&cause.to_string()), "input of a job cannot be read");
            let said = Said::new(
                "任务的参数无法读取，可能由另一版本的程序提交。请重新提交。",
                "what the job was given cannot be read; another version of the program may have asked for it. Ask again.",
            );
            JobFailure::Wrong { said, again: false }
        })
    }

    /// Says how far it has come; written with the next sign of life.
    pub fn progress(&self, done: u64, total: u64, note: Said) {
        self.progress.send_replace(Progress { done, total, note });
    }

    /// Whether it is to stop. A handler asks between pieces of work: `context.go_on()?`.
    ///
    /// # Errors
    /// [`JobFailure::Cancelled`] or [`JobFailure::Stopped`] when it is.
    pub fn go_on(&self) -> Result<(), JobFailure> {
        match *self.halt.borrow() {
            Halt::No => Ok(()),
            Halt::Cancel => Err(JobFailure::Cancelled),
            Halt::Stop => Err(JobFailure::Stopped),
        }
    }

    /// Waits until it is to stop: for handlers that wait for something else meanwhile.
    pub async fn halted(&self) -> JobFailure {
        let mut halt = self.halt.clone();
        match halt.wait_for(|halt| *halt != Halt::No).await.as_deref() {
            Ok(Halt::Cancel) => JobFailure::Cancelled,
            _ => JobFailure::Stopped,
        }
    }

    /// An act of this job, for who asked for it.
    #[must_use]
    pub fn act(&self, kind: &'static str) -> Act {
        Act {
            kind,
            actor: Actor { on_behalf: Some(self.job.person.clone()), ..Actor::system() },
            origin: Origin::Job,
            origin_detail: self.job.kind.clone(),
            request: format!("job-{}", self.job.id),
            reason: None,
        }
    }
}
