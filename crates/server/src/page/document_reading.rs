//! How far the reading of a document is, or why it was not read.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::say::Say;
use store::job::{Job, JobId, JobState};

use crate::app::App;
use crate::component::form::Button;
use crate::component::going::Going;
use crate::component::html::Html;
use crate::page::documents::document_href;
use crate::page::jobs::counted;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::{Key, Words};
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;
use crate::work::document_read::{Input, WORK, document_of};

/// Asked by the page itself, which looks again while it waits.
const BY_PAGE: HeaderName = HeaderName::from_static("hx-request");
/// Sends the whole page on.
const GO_ON: HeaderName = HeaderName::from_static("hx-redirect");

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/document_reading.html")]
pub struct ReadingPage {
    frame: Frame,
    state: Standing,
}

/// Where the reading stands.
#[derive(Debug)]
enum Standing {
    Going { progress: Html, cancel: Html },
    Ended { title: String, why: String },
}

/// Shows how far it is, and goes on to the document once it is read.
///
/// # Errors
/// [`PageError::NoSuch`] for a job that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(number): Path<i64>,
) -> Result<Response, PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Job, name: number.to_string() };
    let job = app.store().job(JobId::of_number(number)).await.map_err(PageError::data)?;
    let job = job.filter(|job| job.kind == WORK.code).ok_or_else(missing)?;
    let input: Input = serde_json::from_value(job.input.clone()).map_err(|_| missing())?;
    if let Some(document) = document_of(&job) {
        return Ok(on(&headers, &document_href(document)));
    }
    let words = viewer.words;
    let state = match job.state {
        JobState::Waiting | JobState::Running => going(&app, &job, words),
        state => {
            let why = job.error.as_ref().map(|said| said.say(words.lang()));
            let why = why.unwrap_or_else(|| words.t("document-cancelled"));
            Standing::Ended { title: state.say(words.lang()), why }
        }
    };
    let title = words.of(match state {
        Standing::Going { .. } => Key("document-reading"),
        Standing::Ended { .. } => Key("document-not-read"),
    });
    let frame = app.now().await?.frame(viewer, Section::Documents, title).lead(input.name).with_forms();
    Ok(Page(ReadingPage { state, frame: frame.below("/documents/upload", words.t("document-upload")) }).into_response())
}

fn on(headers: &HeaderMap, to: &str) -> Response {
    let by_page = headers.contains_key(BY_PAGE);
    match HeaderValue::from_str(to) {
        Ok(to) if by_page => (StatusCode::NO_CONTENT, [(GO_ON, to)]).into_response(),
        _ => Done::on(to).into_response(),
    }
}

fn going(app: &App, job: &Job, words: Words) -> Standing {
    let (done, total) = counted(app, job);
    let waiting = job.state == JobState::Waiting;
    let note = words.of(if waiting { Key("imported-waiting") } else { Key("document-reading-now") });
    let cancel =
        Button { action: &format!("/jobs/{}/cancel", job.id), label: &words.t("job-cancel"), with: &[], first: false };
    let here = format!("/documents/reading/{}", job.id);
    Standing::Going { progress: Going { here: &here, note: &note, done, total, words }.show(), cancel: cancel.show() }
}
