//! Submissions: what a respondent handed in for a form and period. Each time is a revision; nothing is updated in place.

use domain::hash::Sm3;
use domain::id::FormId;
use domain::period::Period;
use sea_orm::Value;

use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// A file as it was handed in; the bytes are kept by content in the folder or bucket of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The file's name as it was given.
    pub name: String,
    /// The file.
    pub source: Sm3,
    /// How many bytes the file has.
    pub length: u64,
    /// The mapping that reads it.
    pub mapping: Sm3,
    /// How many bytes the mapping has.
    pub mapping_length: u64,
}

/// What is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The form.
    pub form: FormId,
    /// Who reports.
    pub respondent: String,
    /// For which period.
    pub period: Period,
    /// The files that hold it.
    pub files: Vec<Attached>,
    /// Whether bad cells were left out by decision.
    pub accept_clean: bool,
}

/// A revision of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number in the store.
    pub id: i64,
    /// Which revision of the submission, from 1.
    pub number: i64,
    /// What was handed in.
    pub submission: Submission,
    /// When.
    pub made_at: Moment,
    /// The act that wrote it.
    pub act: i64,
}

impl Acting {
    /// Hands in a submission; the revision that now stands for it, and whether it is a new one. The same files, read the
    /// same way as the last time, make none.
    ///
    /// # Errors
    /// [`StoreError`] when the store refuses.
    pub async fn submit(&mut self, given: &Submission) -> Result<(Revision, bool), StoreError> {
        let id = self.submission_id(given).await?;
        let rows = self.revisions_of(id, given).await?;
        if let Some(last) = rows.last()
            && last.submission == *given
        {
            return Ok((last.clone(), false));
        }
        for file in &given.files {
            self.attach(&file.name, file.source, file.length).await?;
            self.attach(&format!("{}.mapping.toml", file.name), file.mapping, file.mapping_length).await?;
        }
        let revision = self.fresh().await?;
        let number = rows.last().map_or(0, |last| last.number) + 1;
        let row = vec![
            revision.into(),
            id.into(),
            number.into(),
            i64::from(given.accept_clean).into(),
            self.at().micros().into(),
            Value::from(self.id()),
        ];
        let columns = ["id", "submission", "number", "accept_clean", "made_at", "act"];
        query::insert(self.on(), "revision", &columns, row).await.map_err(|source| self.fault(source))?;
        let mut files = Vec::new();
        for (number, file) in (1_i64..).zip(&given.files) {
            files.extend([
                revision.into(),
                number.into(),
                file.name.as_str().into(),
                file.source.to_string().into(),
                Value::from(file.mapping.to_string()),
            ]);
        }
        let columns = ["revision", "number", "name", "source", "mapping"];
        query::insert(self.on(), "revision_file", &columns, files).await.map_err(|source| self.fault(source))?;
        self.note(Change {
            kind: "submission",
            record: id.to_string(),
            label: format!("{} {} {}", given.form, given.period.code(), given.respondent),
            was: rows.last().map(said),
            became: Some(said(&Revision {
                id: revision,
                number,
                submission: given.clone(),
                made_at: self.at(),
                act: self.id(),
            })),
        });
        let (made_at, act) = (self.at(), self.id());
        Ok((Revision { id: revision, number, submission: given.clone(), made_at, act }, true))
    }

    async fn submission_id(&mut self, given: &Submission) -> Result<i64, StoreError> {
        // Two who hand in the first revision at the same time must not both make the submission.
        let sql = format!("SELECT kind FROM register_lock WHERE kind = 'submission'{}", self.engine().for_update());
        query::one(self.on(), &sql, []).await.map_err(|source| self.fault(source))?;
        let key = [given.form.as_str().into(), given.respondent.as_str().into(), Value::from(given.period.code())];
        let sql = "SELECT id FROM submission WHERE form = $1 AND respondent = $2 AND period = $3";
        let known: Option<i64> =
            query::value(self.on(), sql, key.clone()).await.map_err(|source| self.fault(source))?;
        if let Some(known) = known {
            return Ok(known);
        }
        let id = self.fresh().await?;
        let row = [id.into()].into_iter().chain(key).chain([Value::from(self.id())]).collect();
        let columns = ["id", "form", "respondent", "period", "act"];
        query::insert(self.on(), "submission", &columns, row).await.map_err(|source| self.fault(source))?;
        Ok(id)
    }

    /// Notes a file by its content; one that is known already is noted once. The bytes are kept beside the store first.
    ///
    /// # Errors
    /// [`StoreError`] when the store refuses.
    pub async fn attach(&mut self, name: &str, hash: Sm3, length: u64) -> Result<(), StoreError> {
        let row = [
            hash.to_string().into(),
            name.into(),
            i64::try_from(length).unwrap_or(i64::MAX).into(),
            Value::from(self.id()),
        ];
        let sql =
            "INSERT INTO attachment (sm3, name, length, act) VALUES ($1, $2, $3, $4) ON CONFLICT (sm3) DO NOTHING";
        query::run(self.on(), sql, row).await.map(drop).map_err(|source| self.fault(source))
    }

    async fn revisions_of(&self, id: i64, given: &Submission) -> Result<Vec<Revision>, StoreError> {
        revisions(self.on(), id, (&given.form, &given.respondent, given.period))
            .await
            .map_err(|source| self.fault(source))?
            .ok_or_else(|| StoreError::Unreadable { place: "revision", record: id.to_string() })
    }
}

impl Store {
    /// All revisions of the submission of `form` by `respondent` for `period`, the first one first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn revisions(
        &self,
        form: &FormId,
        respondent: &str,
        period: Period,
    ) -> Result<Vec<Revision>, StoreError> {
        let fault = |source| self.fault(source);
        let sql = "SELECT id FROM submission WHERE form = $1 AND respondent = $2 AND period = $3";
        let key = [form.as_str().into(), respondent.into(), Value::from(period.code())];
        let Some(id) = query::value::<_, i64>(self.reader(), sql, key).await.map_err(fault)? else {
            return Ok(Vec::new());
        };
        revisions(self.reader(), id, (form, respondent, period))
            .await
            .map_err(fault)?
            .ok_or_else(|| StoreError::Unreadable { place: "revision", record: id.to_string() })
    }
}

/// The revisions of a submission; none where something stored cannot be read.
async fn revisions<C: sea_orm::ConnectionTrait>(
    on: &C,
    id: i64,
    (form, respondent, period): (&FormId, &str, Period),
) -> Result<Option<Vec<Revision>>, sea_orm::DbErr> {
    let sql = "SELECT r.id, r.number, r.accept_clean, r.made_at, r.act, f.name, f.source, f.mapping, s.length, m.length \
               FROM revision r JOIN revision_file f ON f.revision = r.id \
               JOIN attachment s ON s.sm3 = f.source JOIN attachment m ON m.sm3 = f.mapping \
               WHERE r.submission = $1 ORDER BY r.number, f.number";
    let mut all: Vec<Revision> = Vec::new();
    for row in query::all(on, sql, [id.into()]).await? {
        let revision: i64 = row.try_get_by_index(0)?;
        let (source, mapping): (String, String) = (row.try_get_by_index(6)?, row.try_get_by_index(7)?);
        let (Ok(source), Ok(mapping)) = (source.parse(), mapping.parse()) else { return Ok(None) };
        let length = |at| row.try_get_by_index::<i64>(at).map(|length| u64::try_from(length).unwrap_or(0));
        let file = Attached {
            name: row.try_get_by_index(5)?,
            source,
            length: length(8)?,
            mapping,
            mapping_length: length(9)?,
        };
        match all.last_mut().filter(|last| last.id == revision) {
            Some(last) => last.submission.files.push(file),
            None => all.push(Revision {
                id: revision,
                number: row.try_get_by_index(1)?,
                submission: Submission {
                    form: form.clone(),
                    respondent: respondent.to_owned(),
                    period,
                    files: vec![file],
                    accept_clean: row.try_get_by_index::<i64>(2)? != 0,
                },
                made_at: Moment::from_micros(row.try_get_by_index(3)?),
                act: row.try_get_by_index(4)?,
            }),
        }
    }
    Ok(Some(all))
}

/// What the trace says of a revision.
fn said(revision: &Revision) -> String {
    let given = &revision.submission;
    let files: Vec<_> = given
        .files
        .iter()
        .map(|file| serde_json::json!({ "mapping": file.mapping.to_string(), "name": file.name, "source": file.source.to_string() }))
        .collect();
    serde_json::json!({ "accept_clean": given.accept_clean, "files": files, "revision": revision.number }).to_string()
}
