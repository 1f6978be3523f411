//! One runner at a time: a job is lent for a while, and whoever no longer holds it cannot end it.

use domain::say::Said;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::read::COLUMNS;
use super::{Job, JobId, JobState, Progress, back_off};
use crate::clock::Moment;
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::message::{self, NewMessage};
use crate::open::Store;
use crate::query;

/// A job that is lent.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// The job as it was when it was taken.
    pub job: Job,
    /// The runner that holds it.
    pub runner: String,
}

/// What a runner hears when it says that it is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beat {
    /// Go on.
    On,
    /// Somebody asked for the job to be cancelled.
    Cancel,
    /// Another runner has it.
    Lost,
}

/// The end of a job: its state, and the message to who asked for it.
pub(super) struct End<'a> {
    pub id: JobId,
    pub title: &'a Said,
    pub person: &'a str,
    pub state: JobState,
    /// What is told beside.
    pub said: Option<&'a Said>,
}

impl Store {
    /// Takes the job of one of `kinds` that has waited longest, for `seconds`; one whose runner let its lease run out is
    /// taken up again, and has failed where that was its last try.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn take_job(&self, runner: &str, kinds: &[&str], seconds: i64) -> Result<Option<Lease>, StoreError> {
        if kinds.is_empty() {
            return Ok(None);
        }
        let ready = format!(
            "FROM job WHERE ((state = 'waiting' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1)) \
             AND kind IN ({}) ORDER BY run_at, id LIMIT 1",
            query::places(2, kinds.len())
        );
        let values = |now: Moment| {
            std::iter::once(Value::from(now.micros())).chain(kinds.iter().map(|kind| Value::from(*kind))).collect()
        };
        loop {
            // Looked for first without the writer, which others need more often than there is a job.
            let now: Vec<Value> = values(self.now());
            let there: Option<i64> = query::value(self.reader(), &format!("SELECT id {ready}"), now)
                .await
                .map_err(|source| self.fault(source))?;
            if there.is_none() {
                return Ok(None);
            }
            let transaction = self.transaction().await?;
            let now = self.now();
            let sql = format!("SELECT {COLUMNS} {ready}{}", self.engine().skip_locked());
            let row = query::one(&transaction, &sql, values(now)).await.map_err(|source| self.fault(source))?;
            let Some(row) = row else { return Ok(None) };
            let job = self.job_of(&row)?;
            let taken = lend(self.engine(), &transaction, job, runner, now, seconds).await;
            let taken = taken.map_err(|source| self.fault(source))?;
            transaction.commit().await.map_err(|source| self.fault(source))?;
            if let Some(job) = taken {
                return Ok(Some(Lease { job, runner: runner.to_owned() }));
            }
        }
    }

    /// Says that the runner is still there and how far it has come, and holds the job for `seconds` more.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn beat(&self, lease: &Lease, progress: &Progress, seconds: i64) -> Result<Beat, StoreError> {
        let transaction = self.transaction().await?;
        let until = self.now().plus_seconds(seconds).micros();
        let set = [until.into(), Value::from("")];
        let beat = async {
            let held = lease.set(&transaction, "lease_until = $8, result = NULLIF($9, '')", progress, set).await?;
            let sql = "SELECT cancel FROM job WHERE id = $1";
            let cancel: Option<i64> = query::value(&transaction, sql, [lease.job.id.0.into()]).await?;
            transaction.commit().await?;
            Ok(match (held, cancel) {
                (false, _) => Beat::Lost,
                (true, Some(1)) => Beat::Cancel,
                (true, _) => Beat::On,
            })
        };
        beat.await.map_err(|source| self.fault(source))
    }

    /// The job is done, with this result; what stands under `said` in it is told to who asked. Says whether the runner still held it; else nothing is written.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn finish_job(
        &self,
        lease: &Lease,
        progress: &Progress,
        result: &serde_json::Value,
    ) -> Result<bool, StoreError> {
        let transaction = self.transaction().await?;
        let finish = async {
            let set = [0_i64.into(), Value::from(result.to_string())];
            if lease.set(&transaction, "lease_until = $8, result = $9", progress, set).await? {
                let said = said_of(result);
                lease.end(JobState::Done, said.as_ref()).put(self.engine(), &transaction, self.now()).await?;
                transaction.commit().await?;
                return Ok(true);
            }
            Ok(false)
        };
        finish.await.map_err(|source| self.fault(source))
    }

    /// The job went wrong. It is tried again later where `again` and a try is left, else it has failed; where somebody
    /// asked for that, it is cancelled. Says whether the runner still held it.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn fail_job(
        &self,
        lease: &Lease,
        progress: &Progress,
        error: &Said,
        again: bool,
    ) -> Result<bool, StoreError> {
        let transaction = self.transaction().await?;
        let now = self.now();
        let Job { id, attempts, most_attempts, .. } = lease.job;
        let fail = async {
            let set = [error.zh.as_str().into(), Value::from(error.en.as_str())];
            if !lease.set(&transaction, "error = $8, error_en = $9", progress, set).await? {
                return Ok(false);
            }
            let sql = "SELECT cancel FROM job WHERE id = $1";
            let cancel: Option<i64> = query::value(&transaction, sql, [id.0.into()]).await?;
            if cancel == Some(1) {
                lease.end(JobState::Cancelled, None).put(self.engine(), &transaction, now).await?;
            } else if again && attempts < most_attempts {
                let at = now.plus_seconds(back_off(attempts));
                wait(&transaction, id, at, attempts).await?;
            } else {
                lease.end(JobState::Failed, Some(error)).put(self.engine(), &transaction, now).await?;
            }
            transaction.commit().await?;
            Ok(true)
        };
        fail.await.map_err(|source| self.fault(source))
    }

    /// The runner stopped because somebody asked for the job to be cancelled. Says whether it still held it.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn cancelled_job(&self, lease: &Lease, progress: &Progress) -> Result<bool, StoreError> {
        let transaction = self.transaction().await?;
        let cancelled = async {
            let set = [0_i64.into(), Value::from("")];
            if lease.set(&transaction, "lease_until = $8, result = NULLIF($9, '')", progress, set).await? {
                lease.end(JobState::Cancelled, None).put(self.engine(), &transaction, self.now()).await?;
                transaction.commit().await?;
                return Ok(true);
            }
            Ok(false)
        };
        cancelled.await.map_err(|source| self.fault(source))
    }

    /// The runner stops before the job is done: another may take it at once, and the try does not count.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn give_back_job(&self, lease: &Lease, progress: &Progress) -> Result<bool, StoreError> {
        let transaction = self.transaction().await?;
        let back = async {
            let set = [0_i64.into(), Value::from("")];
            if lease.set(&transaction, "lease_until = $8, result = NULLIF($9, '')", progress, set).await? {
                wait(&transaction, lease.job.id, self.now(), lease.job.attempts.saturating_sub(1)).await?;
                transaction.commit().await?;
                return Ok(true);
            }
            Ok(false)
        };
        back.await.map_err(|source| self.fault(source))
    }
}

impl Lease {
    /// Writes progress and what `more` sets, of `$8` and `$9`, as long as this very try holds the job.
    async fn set<C: ConnectionTrait>(
        &self,
        on: &C,
        more: &str,
        progress: &Progress,
        values: [Value; 2],
    ) -> Result<bool, DbErr> {
        let number = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
        let Progress { done, total, note } = progress;
        let sql = format!(
            "UPDATE job SET done = $4, total = $5, note = $6, note_en = $7, {more} \
             WHERE id = $1 AND state = 'running' AND lease_by = $2 AND attempts = $3"
        );
        let [first, second] = values;
        let values = [
            self.job.id.0.into(),
            self.runner.as_str().into(),
            Value::from(i64::from(self.job.attempts)),
            number(*done),
            number(*total),
            note.zh.as_str().into(),
            note.en.as_str().into(),
            first,
            second,
        ];
        Ok(query::run(on, &sql, values).await? == 1)
    }

    fn end<'a>(&'a self, state: JobState, said: Option<&'a Said>) -> End<'a> {
        End { id: self.job.id, title: &self.job.title, person: &self.job.person, state, said }
    }
}

impl End<'_> {
    /// Ends the job, and tells who asked for it.
    pub(super) async fn put(
        &self,
        engine: Engine,
        transaction: &DatabaseTransaction,
        now: Moment,
    ) -> Result<(), DbErr> {
        let Self { id, title, person, state, said } = self;
        let sql = "UPDATE job SET state = $2, lease_by = NULL, ended_at = $3 WHERE id = $1";
        query::run(transaction, sql, [id.0.into(), state.code().into(), Value::from(now.micros())]).await?;
        let (zh, en) = match state {
            JobState::Done => ("任务完成", "done"),
            JobState::Cancelled => ("任务已取消", "cancelled"),
            _ => ("任务失败", "failed"),
        };
        let message = NewMessage {
            person,
            title: Said::new(format!("{zh}：{}", title.zh), format!("{en}: {}", title.en)),
            body: said.cloned().unwrap_or_else(|| Said::new("", "")),
            link: Some(format!("/jobs/{id}")),
        };
        message::put(engine, transaction, &message, now).await
    }
}

/// What a result says to people: `{"said": {"zh": …, "en": …}}`.
pub(super) fn said_of(result: &serde_json::Value) -> Option<Said> {
    let said = result.get("said")?;
    let text = |lang: &str| said.get(lang)?.as_str();
    Some(Said::new(text("zh")?, text("en")?))
}

/// Lends the job, or ends it where it was lost in its last try or is to be cancelled.
async fn lend(
    engine: Engine,
    transaction: &DatabaseTransaction,
    mut job: Job,
    runner: &str,
    now: Moment,
    seconds: i64,
) -> Result<Option<Job>, DbErr> {
    let lost = job.state == JobState::Running;
    if lost && (job.cancel || job.attempts >= job.most_attempts) {
        let error = Said::new(
            "执行程序中断，已无重试次数。请查看日志后重新提交。",
            "the program that ran it stopped, and no try is left. See the log, then ask for it again.",
        );
        let (state, error) = if job.cancel { (JobState::Cancelled, None) } else { (JobState::Failed, Some(&error)) };
        if let Some(error) = error {
            let sql = "UPDATE job SET error = $2, error_en = $3 WHERE id = $1";
            let values = [job.id.0.into(), error.zh.as_str().into(), Value::from(error.en.as_str())];
            query::run(transaction, sql, values).await?;
        }
        let end = End { id: job.id, title: &job.title, person: &job.person, state, said: error };
        end.put(engine, transaction, now).await?;
        return Ok(None);
    }
    job.attempts += 1;
    let sql = "UPDATE job SET state = 'running', lease_by = $2, lease_until = $3, attempts = $4 WHERE id = $1";
    let until = now.plus_seconds(seconds).micros();
    let values = [job.id.0.into(), runner.into(), until.into(), Value::from(i64::from(job.attempts))];
    query::run(transaction, sql, values).await?;
    job.state = JobState::Running;
    job.runner = Some(runner.to_owned());
    Ok(Some(job))
}

async fn wait<C: ConnectionTrait>(on: &C, id: JobId, at: Moment, attempts: u32) -> Result<(), DbErr> {
    let sql =
        "UPDATE job SET state = 'waiting', lease_by = NULL, lease_until = 0, run_at = $2, attempts = $3 WHERE id = $1";
    query::run(on, sql, [id.0.into(), at.micros().into(), Value::from(i64::from(attempts))]).await.map(drop)
}
