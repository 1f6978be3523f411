//! A pack is sent: its files, a folder, or one zip of it; kept as a version and checked.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::say::{Lang, Said, Say};
use library::{SentError, VersionError};
use store::pack::PackError;

use crate::app::{App, aside};
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::page::pack::version_href;
use crate::page::version_findings;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::Uploaded;
use crate::shell::viewer::Viewer;

/// The form.
#[derive(Template)]
#[template(path = "page/pack_upload.html")]
pub struct UploadPage {
    frame: Frame,
    form: Html,
    /// What is wrong in files that do not say which pack they are.
    findings: Html,
}

/// What was sent and not taken.
#[derive(Default)]
struct Tried {
    note: String,
    wrong: String,
    refused: Option<Said>,
    findings: Html,
}

/// Shows the form.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<UploadPage>, PageError> {
    page(&app, viewer, Tried::default()).await.map(Page)
}

/// Keeps what was sent, or shows the form again with why not.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read or written.
pub async fn send(
    State(app): State<App>,
    writer: Writer,
    viewer: Viewer,
    uploaded: Uploaded,
) -> Result<Response, PageError> {
    let note = uploaded.posted.get("note").to_owned();
    let words = viewer.words;
    let refused = match keep(&app, &writer, &note, uploaded).await? {
        Ok(done) => return Ok(done.into_response()),
        Err(refused) => refused,
    };
    let tried = match refused {
        Refused::Sent(error) => Tried { note, wrong: error.say(words.lang()), ..Tried::default() },
        Refused::Version(error) => {
            let findings = match &error {
                VersionError::Nameless { files, found } => version_findings::show(found, files, words),
                _ => Html::default(),
            };
            let refused = Some(Said::new(error.say(Lang::Zh), error.say(Lang::En)));
            Tried { note, refused, findings, ..Tried::default() }
        }
    };
    Ok(Again(page(&app, viewer, tried).await?).into_response())
}

/// Why what was sent is not kept.
enum Refused {
    /// It is not one pack.
    Sent(SentError),
    /// As the library says.
    Version(VersionError),
}

async fn keep(app: &App, writer: &Writer, note: &str, sent: Uploaded) -> Result<Result<Done, Refused>, PageError> {
    let sent = sent.files.into_iter().map(|file| (file.path, file.bytes)).collect();
    // A zip is unpacked away from the threads that answer requests.
    let files = match aside(move || Ok(library::pack_files(sent))).await? {
        Ok(files) => files,
        Err(error) => return Ok(Err(Refused::Sent(error))),
    };
    let now = app.now().await?;
    let id = files.named().map(|(id, _)| id);
    match library::upload(app.store(), now.shelf().packs(), &files, writer.act("pack.upload", note)).await {
        Ok(taken) => {
            let to = id.map_or_else(|| "/packs".to_owned(), |id| version_href(&id, taken.sm3));
            Ok(Ok(Done::kept(taken.act, to)))
        }
        Err(VersionError::Store(error) | VersionError::Pack(PackError::Store(error))) => Err(PageError::data(error)),
        Err(error) => Ok(Err(Refused::Version(error))),
    }
}

async fn page(app: &App, viewer: Viewer, tried: Tried) -> Result<UploadPage, PageError> {
    let words = viewer.words;
    let form = form(&tried, words);
    let frame = app.now().await?.frame(viewer, Section::Packs, words.t("pack-upload"));
    Ok(UploadPage {
        form,
        findings: tried.findings,
        frame: frame.lead(words.t("pack-upload-lead")).with_forms().with_versions(),
    })
}

fn form(tried: &Tried, words: Words) -> Html {
    let files = Field::new("files", words.t("upload-files"), Shape::Files(".toml,.csv,.md,.zip"));
    let folder = Field::new("folder", words.t("upload-folder"), Shape::Folder).hint(words.t("upload-folder-hint"));
    let note = Field::new("note", words.t("step-note"), Shape::Lines).hint(words.t("upload-note-hint"));
    let mut form = Form::new(words, "/packs/upload", words.t("upload-go"))
        .field(files.hint(words.t("upload-files-hint")).wrong(&tried.wrong))
        .field(folder)
        .field(note.value(&tried.note))
        .back("/packs");
    if let Some(refused) = &tried.refused {
        form = form.refused(refused);
    }
    form.show()
}
