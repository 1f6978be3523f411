//! Asking for a job, and asking for it to be cancelled: both are acts.

use sea_orm::Value;

use super::{Job, JobError, JobId, JobState, NewJob, lease};
use crate::act::{Acting, Change};
use crate::error::StoreError;
use crate::query;

impl Acting {
    /// Asks for a job. It can be taken once the act is kept.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn enqueue(&mut self, job: NewJob<'_>) -> Result<JobId, StoreError> {
        let id = self.fresh().await?;
        let NewJob { kind, title, input, most_attempts } = job;
        let values = vec![
            id.into(),
            kind.into(),
            title.zh.as_str().into(),
            title.en.as_str().into(),
            input.to_string().into(),
            JobState::Waiting.code().into(),
            0_i64.into(),
            0_i64.into(),
            "".into(),
            "".into(),
            0_i64.into(),
            i64::from(most_attempts.max(1)).into(),
            self.at().micros().into(),
            0_i64.into(),
            0_i64.into(),
            self.actor().code.as_str().into(),
            self.at().micros().into(),
            Value::from(self.id()),
        ];
        let columns = [
            "id",
            "kind",
            "title",
            "title_en",
            "input",
            "state",
            "done",
            "total",
            "note",
            "note_en",
            "attempts",
            "most_attempts",
            "run_at",
            "lease_until",
            "cancel",
            "person",
            "made_at",
            "act",
        ];
        query::insert(self.on(), "job", &columns, values).await.map_err(|source| self.fault(source))?;
        let became = serde_json::json!({ "input": input, "kind": kind, "state": JobState::Waiting.code() });
        self.note(Change {
            kind: "job",
            record: id.to_string(),
            label: title.zh,
            was: None,
            became: Some(became.to_string()),
        });
        Ok(JobId(id))
    }

    /// Asks for a job to be cancelled: at once where no runner works on it, else as soon as its runner hears of it.
    ///
    /// # Errors
    /// [`JobError`] when there is no such job or it has ended.
    pub async fn cancel_job(&mut self, id: JobId) -> Result<(), JobError> {
        let Job { title, state, person, .. } = self.lock_job(id).await?.ok_or(JobError::NoSuch { id })?;
        if state.is_ended() {
            return Err(JobError::Ended { title, state });
        }
        let sql = "UPDATE job SET cancel = 1 WHERE id = $1";
        query::run(self.on(), sql, [id.0.into()]).await.map_err(|source| self.fault(source))?;
        if state == JobState::Waiting {
            let end = lease::End { id, title: &title, person: &person, state: JobState::Cancelled, said: None };
            end.put(self.engine(), self.on(), self.at()).await.map_err(|source| self.fault(source))?;
        }
        self.note(Change {
            kind: "job",
            record: id.to_string(),
            label: title.zh,
            was: Some(serde_json::json!({ "state": state.code() }).to_string()),
            became: Some(serde_json::json!({ "cancel": true }).to_string()),
        });
        Ok(())
    }

    async fn lock_job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let sql = format!("SELECT {} FROM job WHERE id = $1{}", super::read::COLUMNS, self.engine().for_update());
        let row = query::one(self.on(), &sql, [id.0.into()]).await.map_err(|source| self.fault(source))?;
        row.map(|row| self.store().job_of(&row)).transpose()
    }
}
