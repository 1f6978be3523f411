//! Jobs as everybody may see them: one, or a page of them.

use domain::say::Said;
use sea_orm::{DbErr, QueryResult, Value};

use super::{Job, JobId, JobState, Progress};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

pub(super) const COLUMNS: &str = "id, kind, title, title_en, input, state, done, total, note, note_en, attempts, \
     most_attempts, run_at, lease_by, cancel, result, error, error_en, person, made_at, ended_at, act, \
     COALESCE((SELECT a.actor_name FROM act a WHERE a.id = job.act), person)";

/// Which jobs are wanted; all that is left out does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In this state.
    pub state: Option<JobState>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Asked for by this person.
    pub person: Option<String>,
    /// Skips so many.
    pub skip: u64,
    /// So many at most.
    pub most: u64,
}

/// A page of jobs, the newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Jobs {
    /// The page.
    pub rows: Vec<Job>,
    /// How many there are in all.
    pub count: u64,
}

impl Store {
    /// One job.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM job WHERE id = $1");
        let row = query::one(self.reader(), &sql, [id.0.into()]).await.map_err(|source| self.fault(source))?;
        row.map(|row| self.job_of(&row)).transpose()
    }

    /// A page of jobs, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn jobs(&self, wanted: &Wanted) -> Result<Jobs, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut conditions = vec!["1 = 1".to_owned()];
        let given = [
            ("state", wanted.state.map(JobState::code)),
            ("kind", wanted.kind.as_deref()),
            ("person", wanted.person.as_deref()),
        ];
        for (column, value) in given {
            if let Some(value) = value {
                values.push(value.into());
                conditions.push(format!("{column} = ${}", values.len()));
            }
        }
        let conditions = conditions.join(" AND ");
        let sql = format!("SELECT COUNT(*) FROM job WHERE {conditions}");
        let count: Option<i64> =
            query::value(self.reader(), &sql, values.clone()).await.map_err(|source| self.fault(source))?;
        let sql = format!(
            "SELECT {COLUMNS} FROM job WHERE {conditions} ORDER BY made_at DESC, id DESC LIMIT ${} OFFSET ${}",
            values.len() + 1,
            values.len() + 2
        );
        values.extend([wanted.most, wanted.skip].map(|number| i64::try_from(number).unwrap_or(i64::MAX).into()));
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        let rows = rows.iter().map(|row| self.job_of(row)).collect::<Result<_, _>>()?;
        Ok(Jobs { rows, count: count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0) })
    }

    pub(super) fn job_of(&self, row: &QueryResult) -> Result<Job, StoreError> {
        let id: i64 = row.try_get_by_index(0).map_err(|source| self.fault(source))?;
        let read = read(id, row).map_err(|source| self.fault(source))?;
        read.ok_or_else(|| StoreError::Unreadable { place: "job", record: id.to_string() })
    }
}

fn read(id: i64, row: &QueryResult) -> Result<Option<Job>, DbErr> {
    let text = |at: usize| row.try_get_by_index::<String>(at);
    let number = |at: usize| row.try_get_by_index::<i64>(at);
    let maybe = |at: usize| row.try_get_by_index::<Option<String>>(at);
    let said = |zh: usize, en: usize| Ok::<_, DbErr>(Said { zh: text(zh)?, en: text(en)? });
    let (state, input, result) = (text(5)?, text(4)?, maybe(15)?);
    let error = maybe(16)?.zip(maybe(17)?).map(|(zh, en)| Said { zh, en });
    let counts = [number(6)?, number(7)?, number(10)?, number(11)?];
    let job = || {
        let [done, total, attempts, most_attempts] = counts;
        let state = JobState::from_code(&state)?;
        let input = serde_json::from_str(&input).ok()?;
        let result = result.map(|text| serde_json::from_str(&text)).transpose().ok()?;
        let counts = (u64::try_from(done).ok()?, u64::try_from(total).ok()?);
        Some((state, input, result, counts, u32::try_from(attempts).ok()?, u32::try_from(most_attempts).ok()?))
    };
    let Some((state, input, result, (done, total), attempts, most_attempts)) = job() else { return Ok(None) };
    Ok(Some(Job {
        id: JobId(id),
        kind: text(1)?,
        title: said(2, 3)?,
        input,
        state,
        progress: Progress { done, total, note: said(8, 9)? },
        attempts,
        most_attempts,
        run_at: Moment::from_micros(number(12)?),
        runner: maybe(13)?,
        cancel: number(14)? != 0,
        result,
        error,
        person: text(18)?,
        made_at: Moment::from_micros(number(19)?),
        ended_at: row.try_get_by_index::<Option<i64>>(20)?.map(Moment::from_micros),
        act: number(21)?,
        person_name: text(22)?,
    }))
}
