//! A policy document is given to be read: a file, or its text pasted.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::say::Said;
use store::job::{JobId, NewJob};

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::page::documents::document_href;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::page::{Again, Page};
use crate::shell::posted::Uploaded;
use crate::shell::viewer::Viewer;
use crate::work::document_read::{Input, WORK, document_of};

/// What files are read, as browsers write it.
const ACCEPT: &str = ".txt,.html,.htm,.docx,.pdf";
/// How long the answer waits for a reading before it shows its progress: most are done by then.
const PATIENCE: Duration = Duration::from_millis(900);
/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// The form.
#[derive(Debug, Template)]
#[template(path = "page/form.html")]
pub struct UploadPage {
    frame: Frame,
    form: Html,
}

/// Shows the form.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<UploadPage>, PageError> {
    page(&app, viewer, ["", ""]).await.map(Page)
}

/// Has what was sent read, and goes on to what was read, or to how far it is.
///
/// # Errors
/// [`PageError::Data`] when the file cannot be kept.
pub async fn send(
    State(app): State<App>,
    viewer: Viewer,
    writer: Writer,
    Uploaded { posted, files }: Uploaded,
) -> Result<Response, PageError> {
    let words = viewer.words;
    let pasted = posted.get("text");
    let (name, bytes) = match files.into_iter().find(|file| file.field == "file") {
        Some(file) => (file.name, file.bytes),
        None if !pasted.trim().is_empty() => {
            (format!("{}.txt", words.t("document-pasted")), pasted.as_bytes().to_vec())
        }
        None => {
            let wrong = words.t("document-no-file");
            return Ok(Again(page(&app, viewer, [&wrong, pasted]).await?).into_response());
        }
    };
    let length = bytes.len() as u64;
    let source = app.keep_file(bytes).await?;
    let input = Input {
        name: name.clone(),
        source: source.to_string(),
        person: (writer.person().code.clone(), writer.person().name.clone()),
    };
    let title = Said::new(format!("读取政策文件：{name}"), format!("Reading of {name}"));
    let input = serde_json::to_value(input).map_err(PageError::failed)?;
    let mut acting = app.store().act(writer.act("document.send", "")).await.map_err(PageError::data)?;
    acting.attach(&name, source, length).await.map_err(PageError::data)?;
    let job = NewJob { kind: WORK.code, title, input, most_attempts: 1 };
    let job = acting.enqueue(job).await.map_err(PageError::data)?;
    acting.commit().await.map_err(PageError::data)?;
    let to = match soon(&app, job).await? {
        Some(document) => document_href(document),
        None => format!("/documents/reading/{job}"),
    };
    Ok(Done::on(to).into_response())
}

/// The document, where it is read within moments.
async fn soon(app: &App, job: JobId) -> Result<Option<i64>, PageError> {
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        tokio::time::sleep(LOOK).await;
        waited += LOOK;
        let Some(job) = app.store().job(job).await.map_err(PageError::data)? else { break };
        if job.state.is_ended() {
            return Ok(document_of(&job));
        }
    }
    Ok(None)
}

async fn page(app: &App, viewer: Viewer, [wrong, pasted]: [&str; 2]) -> Result<UploadPage, PageError> {
    let words = viewer.words;
    let form = Form::new(words, "/documents/upload", words.t("document-go"))
        .field(
            Field::new("file", words.t("document-given"), Shape::File(ACCEPT))
                .hint(words.t("document-given-hint"))
                .wrong(wrong),
        )
        .field(
            Field::new("text", words.t("document-paste"), Shape::Lines)
                .hint(words.t("document-paste-hint"))
                .value(pasted),
        )
        .back("/documents");
    let frame = app.now().await?.frame(viewer, Section::Documents, words.t("document-upload"));
    Ok(UploadPage { form: form.show(), frame: frame.lead(words.t("document-upload-lead")).with_forms() })
}
