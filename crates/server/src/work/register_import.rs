//! The import of a register's spreadsheet: read, checked whole, written in one act or not at all; with errors, the person's
//! own file comes back with its cells marked.

use std::sync::Arc;

use domain::cause::without_quoted;
use domain::hash::Sm3;
use domain::register::{Kind, RowFault};
use domain::say::{Lang, Said, Say};
use exchange::register::{RegisterReading, ResultEntry, ResultsReading, marked, read_register, read_results};
use exchange::{Findings, Progress, Watch, Workbook};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::job::{Job, JobContext, JobFailure};
use store::register::{ImportError, ImportWatch};
use store::{Act, Actor, ExternalResult, Origin, ResultRow};

use super::live::Going;
use super::{Work, broken_off, gone};
use crate::app::{App, aside};
use crate::page::register_import::what_of;

/// The kind of job.
pub const WORK: Work = Work {
    code: "register.import",
    zh: "导入名录",
    en: "import of a register",
    asked: false,
    page: Some(page_of),
    handle: |runner, app| {
        let app = app.clone();
        runner.handle(WORK.code, move |context| {
            let app = app.clone();
            async move { run(&app, context).await }
        })
    },
};

/// The page that shows what becomes of it.
fn page_of(job: &Job) -> Option<String> {
    let input: Input = serde_json::from_value(job.input.clone()).ok()?;
    Some(format!("/registers/{}/import/{}", input.what, job.id))
}

/// The most findings kept with the job; the marked file has them all.
const MOST_FINDINGS: usize = 200;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A register.
    Register(Kind),
    /// Evaluations by others.
    Results,
}

/// What the job is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What is imported, by its word in addresses.
    pub what: String,
    /// The file's name at the person's.
    pub name: String,
    /// The file, as it is kept.
    pub source: String,
    /// Only looked at: nothing is written.
    pub check: bool,
    /// Why, where the person said.
    pub reason: Option<String>,
    /// The person's code and name.
    pub person: (String, String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing is wrong with these rows; nothing was to be written.
    Sound {
        /// How many.
        rows: usize,
    },
    /// It was written.
    Written {
        /// Records that are new.
        created: usize,
        /// Records that were changed.
        changed: usize,
        /// Records that were so already.
        unchanged: usize,
        /// The act.
        act: i64,
    },
    /// It is wrong; nothing was written.
    Wrong {
        /// How many errors there are.
        total: u64,
        /// The first of them.
        findings: Vec<Found>,
        /// The person's file with its errors marked, as it is kept.
        marked: String,
    },
}

impl Outcome {
    /// What the result of a job holds.
    ///
    /// # Errors
    /// When it is not the result of an import.
    pub fn of(mut result: Value) -> Result<Self, serde_json::Error> {
        if let Some(result) = result.as_object_mut() {
            result.remove("said");
        }
        serde_json::from_value(result)
    }

    /// What is told to who sent the file.
    fn said(&self) -> Said {
        match self {
            Self::Sound { rows } => Said::new(
                format!("{rows} 行都没有错误；只检查，没有写入。"),
                format!("Nothing is wrong with {rows} rows; they were only checked."),
            ),
            Self::Written { created, changed, unchanged, .. } => Said::new(
                format!("新增 {created} 条，变更 {changed} 条，未变 {unchanged} 条。"),
                format!("{created} new, {changed} changed, {unchanged} as they were."),
            ),
            Self::Wrong { total, .. } => Said::new(
                format!("有 {total} 处错误，没有写入任何内容。请下载标出错误的表格，改正后重新提交。"),
                format!(
                    "{total} errors; nothing was written. Download the file with its errors marked, mend it and send it again."
                ),
            ),
        }
    }
}

/// An error in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The row, from 1.
    pub row: Option<u32>,
    /// The column's letters.
    pub column: Option<String>,
    /// The column's header.
    pub header: String,
    /// What stands there.
    pub value: String,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
}

/// What a file gave.
enum Reading {
    Register(Box<RegisterReading>),
    Results(Box<ResultsReading>),
}

impl Reading {
    const fn findings(&self) -> &Findings {
        match self {
            Self::Register(reading) => &reading.findings,
            Self::Results(reading) => &reading.findings,
        }
    }

    fn refused(&mut self, faults: Vec<RowFault>) {
        match self {
            Self::Register(reading) => reading.refused(faults),
            Self::Results(reading) => reading.refused(faults),
        }
    }

    fn rows(&self) -> usize {
        match self {
            Self::Register(reading) => reading.rows.len(),
            Self::Results(reading) => reading.rows.len(),
        }
    }
}

/// Does the job.
async fn run(app: &App, context: JobContext) -> Result<Value, JobFailure> {
    let input: Input = context.input()?;
    let begun = app.live().begin(context.job().id);
    let going = Arc::clone(begun.going());
    let work = import(app, &context, input, Arc::clone(&going));
    tokio::pin!(work);
    let outcome = tokio::select! {
        outcome = &mut work => outcome,
        halt = context.halted() => {
            going.stop();
            // What is under way is let go of in order: nothing of it is kept.
            match work.await {
                Ok(done) => Ok(done),
                Err(_) => Err(halt),
            }
        }
    };
    let outcome = outcome?;
    let said = outcome.said();
    let mut result = serde_json::to_value(outcome).map_err(|cause| broken(&cause))?;
    if let Some(result) = result.as_object_mut() {
        result.insert("said".to_owned(), serde_json::json!({ "zh": said.zh, "en": said.en }));
    }
    Ok(result)
}

async fn import(app: &App, context: &JobContext, input: Input, going: Arc<Going>) -> Result<Outcome, JobFailure> {
    let source: Sm3 = input.source.parse().map_err(|_| gone())?;
    let bytes = app.kept_file(source).await.map_err(|error| broken_off(&error))?.ok_or_else(gone)?;
    let what = what_of(&input.what).map_err(|error| broken_off(&error))?;
    let (name, watching) = (input.name.clone(), Arc::clone(&going));
    let read = aside(move || Ok(read(what, &bytes, &name, &watching))).await.map_err(|error| broken_off(&error))?;
    let (mut workbook, mut reading) = read?;
    let clean = reading.findings().is_empty();
    let act = Act {
        kind: match what {
            What::Register(_) => "register.import",
            What::Results => "external_result.import",
        },
        actor: Actor::said(&input.person.0, &input.person.1),
        origin: Origin::Job,
        origin_detail: WORK.code.to_owned(),
        request: format!("job-{}", context.job().id),
        reason: input.reason.clone(),
    };
    let written = write(app, &reading, act, input.check || !clean, &going).await;
    match written {
        Ok(Some(outcome)) => return Ok(outcome),
        Ok(None) => {}
        Err(ImportError::Faults(faults)) => reading.refused(faults),
        Err(ImportError::Cancelled) => return Err(JobFailure::Cancelled),
        Err(error) => return Err(JobFailure::for_good(&error)),
    }
    if reading.findings().is_empty() {
        return Ok(Outcome::Sound { rows: reading.rows() });
    }
    let created = app.store().now().to_string();
    let made = aside(move || {
        let bytes = marked(&mut workbook, reading.findings(), Lang::Zh, &created);
        Ok((bytes, reading))
    });
    let (bytes, reading) = made.await.map_err(|error| broken_off(&error))?;
    let bytes = bytes.map_err(|error| JobFailure::for_good(&error))?;
    let kept = app.keep_file(bytes).await.map_err(|error| broken_off(&error))?;
    let findings = reading.findings();
    Ok(Outcome::Wrong {
        total: findings.total(),
        findings: findings.kept().iter().take(MOST_FINDINGS).map(found).collect(),
        marked: kept.to_string(),
    })
}

fn found(finding: &exchange::Finding) -> Found {
    let view = finding.view(Lang::Zh);
    Found {
        row: view.row,
        column: view.column,
        header: view.header.unwrap_or_default(),
        value: view.value,
        zh: finding.reason.say(Lang::Zh),
        en: finding.reason.say(Lang::En),
    }
}

fn read(what: What, bytes: &[u8], name: &str, going: &Going) -> Result<(Workbook, Reading), JobFailure> {
    let mut workbook = Workbook::open(bytes, name).map_err(|error| JobFailure::for_good(&error))?;
    let progress = |at: Progress| going.at(u64::from(at.row), u64::from(at.total.max(at.row)));
    let watch = Watch { progress: Some(&progress), cancel: Some(going.stopping()) };
    let reading = match what {
        What::Register(kind) => read_register(kind, &mut workbook, watch).map(|read| Reading::Register(Box::new(read))),
        What::Results => read_results(&mut workbook).map(|read| Reading::Results(Box::new(read))),
    };
    Ok((workbook, reading.map_err(|error| JobFailure::for_good(&error))?))
}

/// Writes what was read, or looks what is wrong with it: what was written, or nothing.
async fn write(
    app: &App,
    reading: &Reading,
    act: Act,
    check: bool,
    going: &Going,
) -> Result<Option<Outcome>, ImportError> {
    let told = |done: usize, total: usize| going.at(done as u64, total as u64);
    let watch = ImportWatch { progress: Some(&told), cancel: Some(going.stopping()) };
    let mut acting = app.store().act(act).await?;
    let (created, changed, unchanged) = match reading {
        Reading::Register(reading) if check => {
            let faults = acting.check_import(reading.kind, &reading.rows, watch).await?;
            return if faults.is_empty() { Ok(None) } else { Err(ImportError::Faults(faults)) };
        }
        Reading::Register(reading) => {
            let done = acting.import(reading.kind, &reading.rows, watch).await?;
            (done.created, done.changed, done.unchanged)
        }
        Reading::Results(reading) if !reading.findings.is_empty() => return Ok(None),
        Reading::Results(reading) => {
            let rows: Vec<ResultRow> = reading.rows.iter().cloned().map(row).collect();
            let done = acting.import_results(&rows).await?;
            if check {
                return Ok(None);
            }
            (done.recorded, done.corrected, done.unchanged)
        }
    };
    let act = acting.commit().await?;
    Ok(Some(Outcome::Written { created, changed, unchanged, act }))
}

fn row(entry: ResultEntry) -> ResultRow {
    let ResultEntry { zone, issuer, title, year, ranking, place, places, grade, document } = entry;
    ResultRow { zone, result: ExternalResult { issuer, title, year, ranking, place, places, grade, document } }
}

fn broken(cause: &serde_json::Error) -> JobFailure {
    tracing::error!(cause = without_quoted(&cause.to_string()), "what came of an import cannot be written");
    JobFailure::Wrong {
        said: Said::new("导入的结果无法保存。", "what came of the import cannot be kept."),
        again: false,
    }
}

impl What {
    /// What people call it.
    #[must_use]
    pub fn title(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Register(kind), _) => kind.say(lang),
            (Self::Results, Lang::Zh) => "外部考评结果".to_owned(),
            (Self::Results, Lang::En) => "evaluations by others".to_owned(),
        }
    }
}
