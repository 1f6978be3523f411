//! Reading a policy document: the file and what was read from it are kept, and shown side by side.

use std::sync::Arc;

use domain::hash::Sm3;
use domain::say::Said;
use reader::Pdftotext;
use reader::review::{Shown, shown};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::document::NewDocument;
use store::job::{Job, JobContext, JobFailure};
use store::{Act, Actor, Origin, StoreError};

use super::{Work, broken_off, gone};
use crate::app::{App, aside};
use crate::page::documents::document_href;
use crate::shell::error::PageError;

/// The kind of job.
pub const WORK: Work = Work {
    code: "document.read",
    zh: "读取政策文件",
    en: "reading of a document",
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

/// The document that was read, else the page that shows how far it is.
fn page_of(job: &Job) -> Option<String> {
    job.input.get("source")?;
    Some(document_of(job).map_or_else(|| format!("/documents/reading/{}", job.id), document_href))
}

/// The document that a job has read.
#[must_use]
pub fn document_of(job: &Job) -> Option<i64> {
    job.result.as_ref()?.get("document")?.as_i64()
}

/// What the job is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The file's name at the person's.
    pub name: String,
    /// The file, as it is kept.
    pub source: String,
    /// The person's code and name.
    pub person: (String, String),
}

async fn run(app: &App, context: JobContext) -> Result<Value, JobFailure> {
    let input: Input = context.input()?;
    tokio::select! {
        done = read(app, &context, input) => done,
        halted = context.halted() => Err(halted),
    }
}

async fn read(app: &App, context: &JobContext, input: Input) -> Result<Value, JobFailure> {
    let source: Sm3 = input.source.parse().map_err(|_| gone())?;
    let bytes = app.kept_file(source).await.map_err(|error| broken_off(&error))?.ok_or_else(gone)?;
    let bytes: Arc<[u8]> = bytes.into();
    let length = bytes.len() as u64;
    let read = aside(move || Ok(shown(&bytes, &Pdftotext::default()))).await;
    let read = read.map_err(|error| broken_off(&error))?.map_err(|error| JobFailure::for_good(&error))?;
    let act = Act {
        kind: WORK.code,
        actor: Actor::said(&input.person.0, &input.person.1),
        origin: Origin::Job,
        origin_detail: WORK.code.to_owned(),
        request: format!("job-{}", context.job().id),
        reason: None,
    };
    let file = KeptFile { name: &input.name, sm3: source, length };
    let count = read.count();
    let document = keep(app, act, file, read).await.map_err(|error| broken_off(&error))?;
    let said =
        Said::new(format!("读出 {count} 项，请逐项核对。"), format!("{count} items were read; go through them."));
    Ok(json!({ "document": document, "said": { "zh": said.zh, "en": said.en } }))
}

/// A file that is kept.
#[derive(Clone, Copy, Debug)]
pub struct KeptFile<'a> {
    /// Its name at the person's.
    pub name: &'a str,
    /// What names its content.
    pub sm3: Sm3,
    /// Its bytes.
    pub length: u64,
}

/// Keeps what was read from a file that is kept; the document's number.
///
/// # Errors
/// [`PageError::Data`] when the data folder or the store cannot be written.
pub async fn keep(app: &App, act: Act, file: KeptFile<'_>, read: Shown) -> Result<i64, PageError> {
    let title = read.reading.documents.iter().find_map(|document| document.title.clone());
    let title = title.unwrap_or_else(|| file.name.to_owned());
    let count = read.count();
    let bytes = serde_json::to_vec(&read).map_err(PageError::failed)?;
    let reading_length = bytes.len() as u64;
    let reading = app.keep_file(bytes).await?;
    let kept = async {
        let mut acting = app.store().act(act).await?;
        acting.attach(file.name, file.sm3, file.length).await?;
        acting.attach(&format!("{}.json", file.name), reading, reading_length).await?;
        let new = NewDocument { name: file.name, title: &title, file: file.sm3, reading, items: count };
        let document = acting.add_document(&new).await?;
        acting.commit().await?;
        Ok::<_, StoreError>(document)
    };
    kept.await.map_err(PageError::data)
}
