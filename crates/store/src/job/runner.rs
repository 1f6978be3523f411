//! A runner: takes jobs, drives their handlers, says that it is there, and stops in order.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::cause::causes;
use domain::say::Said;
use futures::future::BoxFuture;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until};
use tracing::Instrument;

use super::context::Halt;
use super::{Beat, JobContext, JobFailure, Lease, Progress, Pulse};
use crate::error::StoreError;
use crate::open::Store;

type Outcome = Result<Value, JobFailure>;
type Handler = Arc<dyn Fn(JobContext) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// How often a runner does what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long it waits before it looks for a job again.
    pub poll: Duration,
    /// How often it says that it is there and how far it has come.
    pub beat: Duration,
    /// For how many seconds a job is lent. Where one writes at a time, a sign of life waits until a long write has
    /// ended, so that this must be longer than any.
    pub lease_seconds: i64,
    /// How long handlers have to stop when the program does.
    pub grace: Duration,
    /// How many jobs it works on at once.
    pub at_once: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            poll: Duration::from_secs(1),
            beat: Duration::from_secs(2),
            lease_seconds: 120,
            grace: Duration::from_secs(20),
            at_once: 2,
        }
    }
}

/// Takes jobs of the kinds that it has handlers for.
#[derive(Clone)]
pub struct Runner {
    store: Store,
    name: String,
    handlers: BTreeMap<String, Handler>,
    pace: Pace,
    pulse: Pulse,
}

impl fmt::Debug for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Runner({}, {:?})", self.name, self.handlers.keys())
    }
}

impl Runner {
    /// A runner of this name, which no other bears at the same time, as host and process.
    #[must_use]
    pub fn new(store: Store, name: &str, pace: Pace) -> Self {
        Self { store, name: name.to_owned(), handlers: BTreeMap::new(), pace, pulse: Pulse::default() }
    }

    /// Lets `handler` do jobs of `kind`.
    #[must_use]
    pub fn handle<F, R>(mut self, kind: &str, handler: F) -> Self
    where
        F: Fn(JobContext) -> R + Send + Sync + 'static,
        R: Future<Output = Outcome> + Send + 'static,
    {
        self.handlers.insert(kind.to_owned(), Arc::new(move |context| Box::pin(handler(context))));
        self
    }

    /// Tells by `pulse` that it is at work.
    #[must_use]
    pub fn telling(mut self, pulse: Pulse) -> Self {
        self.pulse = pulse;
        self
    }

    /// Works until `stop` comes; then takes no more, lets handlers stop, and gives back what is not done.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = watch::channel(false);
        let kinds: Vec<&str> = self.handlers.keys().map(String::as_str).collect();
        let mut going = JoinSet::new();
        tokio::pin!(stop);
        loop {
            self.pulse.beat();
            while going.len() < self.pace.at_once.max(1) {
                match self.store.take_job(&self.name, &kinds, self.pace.lease_seconds).await {
                    Ok(Some(lease)) => {
                        let span = tracing::info_span!("job", job = lease.job.id.number(), kind = lease.job.kind);
                        going.spawn(self.clone().drive(lease, stopped.clone()).instrument(span));
                    }
                    Ok(None) => break,
                    Err(error) => {
                        warn(&error, "no job was taken");
                        break;
                    }
                }
            }
            tokio::select! {
                () = &mut stop => break,
                Some(_) = going.join_next(), if !going.is_empty() => {}
                () = sleep(self.pace.poll) => {}
            }
        }
        stopping.send_replace(true);
        while going.join_next().await.is_some() {}
    }

    /// Drives one job to its end, or to where it is given back or lost.
    async fn drive(self, lease: Lease, mut stopped: watch::Receiver<bool>) {
        let Some(handler) = self.handlers.get(&lease.job.kind) else { return };
        let (progress, mut told) = watch::channel(lease.job.progress.clone());
        let (halt, heard) = watch::channel(Halt::No);
        let begun = Instant::now();
        tracing::info!(attempt = lease.job.attempts, "a job begins");
        let context = JobContext { store: self.store.clone(), job: lease.job.clone(), progress, halt: heard };
        // In a set of one, so that the work ends with this future.
        let mut work = JoinSet::new();
        work.spawn(handler(context).in_current_span());
        let mut deadline = None;
        let outcome = loop {
            let last = deadline.unwrap_or_else(Instant::now);
            tokio::select! {
                Some(outcome) = work.join_next() => break outcome,
                () = sleep(self.pace.beat) => {
                    let now = told.borrow_and_update().clone();
                    match self.store.beat(&lease, &now, self.pace.lease_seconds).await {
                        Ok(Beat::On) => {}
                        Ok(Beat::Cancel) => drop(halt.send_replace(Halt::Cancel)),
                        Ok(Beat::Lost) => {
                            tracing::warn!("another runner has the job");
                            return;
                        }
                        Err(error) => warn(&error, "no sign of life was written"),
                    }
                }
                () = told_to_stop(&mut stopped), if deadline.is_none() => {
                    deadline = Some(Instant::now() + self.pace.grace);
                    halt.send_if_modified(|halt| {
                        let first = *halt == Halt::No;
                        if first { *halt = Halt::Stop; }
                        first
                    });
                }
                () = sleep_until(last), if deadline.is_some() => {
                    work.shutdown().await;
                    break Ok(Err(JobFailure::Stopped));
                }
            }
        };
        let how = match &outcome {
            Ok(Ok(_)) => "done",
            Ok(Err(JobFailure::Wrong { .. })) | Err(_) => "failed",
            Ok(Err(JobFailure::Cancelled)) => "cancelled",
            Ok(Err(JobFailure::Stopped)) => "given back",
        };
        tracing::info!(how, ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX), "a job ends");
        let last = told.borrow_and_update().clone();
        self.end(&lease, &last, outcome).await;
    }

    /// Writes the end down; tried again while the store cannot be reached, as long as the job is lent.
    async fn end(&self, lease: &Lease, progress: &Progress, outcome: Result<Outcome, JoinError>) {
        let outcome = outcome.unwrap_or_else(|cause| {
            tracing::error!(panicked = cause.is_panic(), "a handler broke off");
            let said = Said::new(
                "任务程序出错中断，原因已记入日志。",
                "the program broke off in this job; the cause is in the log.",
            );
            Err(JobFailure::Wrong { said, again: true })
        });
        let until = Instant::now() + Duration::from_secs(self.pace.lease_seconds.unsigned_abs());
        loop {
            match self.put_end(lease, progress, &outcome).await {
                Ok(true) => return,
                Ok(false) => {
                    tracing::warn!("the job was no longer this runner's to end");
                    return;
                }
                Err(error) => {
                    warn(&error, "the end of a job was not written");
                    if Instant::now() >= until {
                        return;
                    }
                    sleep(self.pace.beat).await;
                }
            }
        }
    }

    async fn put_end(&self, lease: &Lease, progress: &Progress, outcome: &Outcome) -> Result<bool, StoreError> {
        match outcome {
            Ok(result) => self.store.finish_job(lease, progress, result).await,
            Err(JobFailure::Wrong { said, again }) => self.store.fail_job(lease, progress, said, *again).await,
            Err(JobFailure::Cancelled) => self.store.cancelled_job(lease, progress).await,
            Err(JobFailure::Stopped) => self.store.give_back_job(lease, progress).await,
        }
    }
}

async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    // Without a sender there is no runner left to work for.
    let _ = stopped.wait_for(|stopped| *stopped).await.is_ok();
}

fn warn(error: &StoreError, what: &str) {
    tracing::warn!(causes = causes(error), "{what}");
}
