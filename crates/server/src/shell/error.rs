//! What may go wrong with any page: said to the person as a page or a JSON problem (RFC 9457), the cause to the log.

use std::error::Error;
use std::sync::Arc;

use askama::Template;
use axum::extract::Request;
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::cause::causes;
use domain::say::{Said, Say};
use serde::Serialize;
use utoipa::ToSchema;

use crate::shell::frame::{Frame, Section};
use crate::shell::locale::{Key, Words};
use crate::shell::viewer::Viewer;

/// Why a request is not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// No route has that address.
    #[error("no such page")]
    NoSuchPage,
    /// The route is right; what it names is not here.
    #[error("no such {}: {name}", kind.word())]
    NoSuch {
        /// What was asked for.
        kind: Thing,
        /// The name that was given.
        name: String,
    },
    /// The link is right, but this subject was outside the evaluated population.
    #[error("not ranked: {name}")]
    NotRanked {
        /// The subject.
        name: String,
        /// Why it was left out, where the evaluation says.
        why: Option<Said>,
    },
    /// A value in the address cannot be read.
    #[error("unreadable {key} in the address")]
    BadQuery {
        /// The key.
        key: String,
    },
    /// What is sent in a way that nothing here takes.
    #[error("only reading is served")]
    OnlyReading,
    /// Something to be written by nobody.
    #[error("nobody acts")]
    NobodyActs,
    /// What a form sent cannot be read.
    #[error("unreadable form")]
    BadForm,
    /// More than a form may send.
    #[error("more than {most} bytes")]
    TooLarge {
        /// How many bytes may be.
        most: u64,
    },
    /// What was asked cannot be done as things stand; says why to the person.
    #[error("not done")]
    NotDone(Said),
    /// A `Host` that is not this machine.
    #[error("foreign host")]
    ForeignHost,
    /// On behalf of another site.
    #[error("foreign origin")]
    ForeignOrigin,
    /// Longer than any page's address.
    #[error("address too long")]
    AddressTooLong,
    /// Took too long.
    #[error("took too long")]
    TooSlow,
    /// A request refused before it reached a page.
    #[error("refused: {0}")]
    Refused(StatusCode),
    /// What is kept at home cannot be read; says to the person what the part itself says.
    #[error("the data cannot be read")]
    Data(#[source] Fault),
    /// The program's own fault.
    #[error("the page failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}

/// Why something kept at home cannot be read; kept as long as it is so.
#[derive(Clone, Debug, thiserror::Error)]
#[error("unreadable")]
pub struct Fault {
    /// What the failing part says to a person.
    pub said: Said,
    /// For the log.
    #[source]
    cause: Arc<dyn Error + Send + Sync>,
}

impl Fault {
    /// A failure with what it says to people.
    pub fn new<E: Error + Say + Send + Sync + 'static>(cause: E) -> Self {
        let said = Said::new(cause.say(domain::say::Lang::Zh), cause.say(domain::say::Lang::En));
        Self { said, cause: Arc::new(cause) }
    }
}

/// A kind of thing that an address may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A subject: zone, firm, area.
    Subject,
    /// An indicator.
    Indicator,
    /// A policy pack.
    Pack,
    /// A version of one.
    Version,
    /// A scheme of one.
    Scheme,
    /// A target of one.
    Target,
    /// An evaluation.
    Evaluation,
    /// A population of an evaluation.
    Population,
    /// A release.
    Release,
    /// A register.
    Register,
    /// A record of a register.
    Record,
    /// An act of the audit.
    Act,
    /// A job.
    Job,
    /// A document that was read.
    Document,
    /// An item of one.
    Item,
}

impl Thing {
    const fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Indicator => "indicator",
            Self::Pack => "pack",
            Self::Version => "version",
            Self::Scheme => "scheme",
            Self::Target => "target",
            Self::Evaluation => "evaluation",
            Self::Population => "population",
            Self::Release => "release",
            Self::Register => "register",
            Self::Record => "record",
            Self::Act => "act",
            Self::Job => "job",
            Self::Document => "document",
            Self::Item => "item",
        }
    }

    /// Its name, and the list where it would stand.
    const fn place(self) -> (Key, &'static str, Key) {
        match self {
            Self::Subject => (Key("thing-subject"), "/zones", Key("menu-zones")),
            Self::Indicator => (Key("thing-indicator"), "/indicators", Key("menu-indicators")),
            Self::Pack => (Key("thing-pack"), "/packs", Key("menu-packs")),
            Self::Version => (Key("thing-version"), "/packs", Key("menu-packs")),
            Self::Scheme => (Key("thing-scheme"), "/packs", Key("menu-packs")),
            Self::Target => (Key("thing-target"), "/targets", Key("menu-targets")),
            Self::Evaluation | Self::Population => (Key("thing-evaluation"), "/evaluations", Key("menu-evaluations")),
            Self::Release => (Key("thing-release"), "/releases", Key("menu-releases")),
            Self::Register => (Key("thing-register"), "/registers", Key("menu-registers")),
            Self::Record => (Key("thing-record"), "/registers", Key("menu-registers")),
            Self::Act => (Key("thing-act"), "/audit", Key("menu-audit")),
            Self::Job => (Key("thing-job"), "/jobs", Key("menu-jobs")),
            Self::Document => (Key("thing-document"), "/documents", Key("menu-documents")),
            Self::Item => (Key("thing-item"), "/documents", Key("menu-documents")),
        }
    }
}

impl PageError {
    /// A failure to read what is kept at home, with what the failing part says to people.
    pub fn data<E: Error + Say + Send + Sync + 'static>(cause: E) -> Self {
        Self::Data(Fault::new(cause))
    }

    /// What cannot be done as things stand, with what the refusing part says to people.
    pub fn not_done(refused: &impl Say) -> Self {
        Self::NotDone(Said::new(refused.say(domain::say::Lang::Zh), refused.say(domain::say::Lang::En)))
    }

    /// A failure that is the program's own.
    pub fn failed<E: Error + Send + Sync + 'static>(cause: E) -> Self {
        Self::Failed(Box::new(cause))
    }

    /// The status it is answered with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchPage | Self::NoSuch { .. } | Self::NotRanked { .. } => StatusCode::NOT_FOUND,
            Self::BadQuery { .. } | Self::BadForm => StatusCode::BAD_REQUEST,
            Self::OnlyReading => StatusCode::METHOD_NOT_ALLOWED,
            Self::NobodyActs | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotDone(_) => StatusCode::CONFLICT,
            Self::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(status) => *status,
            Self::Data(_) | Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A stable name, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPage => "no-such-page",
            Self::NoSuch { .. } => "no-such-thing",
            Self::NotRanked { .. } => "not-ranked",
            Self::BadQuery { .. } => "bad-query",
            Self::OnlyReading => "only-reading",
            Self::NobodyActs => "nobody-acts",
            Self::BadForm => "bad-form",
            Self::TooLarge { .. } => "too-large",
            Self::NotDone(_) => "not-done",
            Self::ForeignHost => "foreign-host",
            Self::ForeignOrigin => "foreign-origin",
            Self::AddressTooLong => "address-too-long",
            Self::TooSlow => "too-slow",
            Self::Refused(_) => "refused",
            Self::Data(_) => "data-unreadable",
            Self::Failed(_) => "page-failed",
        }
    }

    /// What happened, in a line.
    #[must_use]
    pub fn title(&self, words: Words) -> String {
        match self {
            Self::NoSuchPage => words.t("error-no-page"),
            Self::NoSuch { kind, .. } => words.ta("error-no-such", &[("kind", &words.of(kind.place().0))]),
            Self::NotRanked { .. } => words.t("error-not-ranked"),
            Self::BadQuery { .. } => words.t("error-bad-query"),
            Self::OnlyReading => words.t("error-only-reading"),
            Self::NobodyActs => words.t("error-nobody"),
            Self::BadForm => words.t("error-bad-form"),
            Self::TooLarge { .. } => words.t("error-too-large"),
            Self::NotDone(_) => words.t("error-not-done"),
            Self::ForeignHost | Self::ForeignOrigin => words.t("error-foreign"),
            Self::AddressTooLong => words.t("error-too-long"),
            Self::TooSlow => words.t("error-too-slow"),
            Self::Refused(_) => words.t("error-refused"),
            Self::Data(_) => words.t("error-data"),
            Self::Failed(_) => words.t("error-failed"),
        }
    }

    /// Why, and the next step.
    #[must_use]
    pub fn detail(&self, words: Words) -> String {
        match self {
            Self::NoSuchPage => words.t("error-no-page-why"),
            Self::NoSuch { kind, name } => {
                words.ta("error-no-such-why", &[("kind", &words.of(kind.place().0)), ("name", name)])
            }
            Self::NotRanked { name, why: None } => words.ta("error-not-ranked-why", &[("name", name)]),
            Self::NotRanked { name, why: Some(why) } => {
                words.ta("error-outside-why", &[("name", name), ("why", &why.say(words.lang()))])
            }
            Self::BadQuery { key } => words.ta("error-bad-query-why", &[("key", key)]),
            Self::OnlyReading => words.t("error-only-reading-why"),
            Self::NobodyActs => words.t("error-nobody-why"),
            Self::BadForm => words.t("error-bad-form-why"),
            Self::TooLarge { most } => words.ta("error-too-large-why", &[("most", &mebibytes(*most))]),
            Self::NotDone(said) => said.say(words.lang()),
            Self::ForeignHost => words.t("error-foreign-host-why"),
            Self::ForeignOrigin => words.t("error-foreign-origin-why"),
            Self::AddressTooLong => words.t("error-too-long-why"),
            Self::TooSlow => words.t("error-too-slow-why"),
            Self::Refused(_) => words.t("error-refused-why"),
            Self::Data(fault) => fault.said.say(words.lang()),
            Self::Failed(_) => words.t("error-failed-why"),
        }
    }

    fn ways_out(&self, words: Words) -> Vec<(String, String)> {
        let mut ways = Vec::new();
        match self {
            Self::NoSuch { kind, .. } => {
                let (_, href, key) = kind.place();
                ways.push((href.to_owned(), words.of(key)));
            }
            Self::NobodyActs => ways.push(("/acting".to_owned(), words.t("acting-title"))),
            Self::NotRanked { .. } => ways.push(("/evaluations".to_owned(), words.t("menu-evaluations"))),
            Self::Data(_) => ways.push(("/releases".to_owned(), words.t("menu-releases"))),
            _ => {}
        }
        ways.push(("/".to_owned(), words.t("menu-home")));
        ways
    }

    fn log(&self) {
        match self {
            Self::Data(_) | Self::Failed(_) => {
                tracing::error!(code = self.code(), causes = causes(self), "a page failed");
            }
            _ => tracing::debug!(code = self.code(), "refused"),
        }
    }
}

/// A size in MB as people say it.
fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Marks an answer that is no success and has its own words: a form shown again.
#[derive(Clone, Copy, Debug)]
pub struct OwnWords;

/// The answer carries the error; [`render`] words it, for it knows who asked.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// A problem as RFC 9457 has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URN that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Why, and the next step.
    pub detail: String,
    /// The address asked for.
    pub instance: String,
}

#[derive(Template)]
#[template(path = "page/error.html")]
struct ErrorPage {
    frame: Frame,
    status: u16,
    detail: String,
    request: String,
    ways: Vec<(String, String)>,
}

/// Words every refusal for the one who asked: as JSON below `/api/`, as a page elsewhere.
pub async fn render(request: Request, next: Next) -> Response {
    let viewer = Viewer::read(request.uri(), request.headers());
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    if response.extensions().get::<OwnWords>().is_some() {
        return response;
    }
    let error = match response.extensions().get::<Arc<PageError>>() {
        Some(error) => Arc::clone(error),
        None if status.is_client_error() || status.is_server_error() => Arc::new(from_status(status)),
        None => return response,
    };
    error.log();
    let allow = response.headers().get(ALLOW).cloned().unwrap_or(HeaderValue::from_static("GET, HEAD"));
    let mut answer =
        if viewer.here.path().starts_with("/api/") { problem(&error, &viewer) } else { page(&error, viewer, id) };
    *answer.status_mut() = error.status();
    if error.status() == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(ALLOW, allow);
    }
    answer
}

fn from_status(status: StatusCode) -> PageError {
    match status {
        StatusCode::NOT_FOUND => PageError::NoSuchPage,
        StatusCode::METHOD_NOT_ALLOWED => PageError::OnlyReading,
        StatusCode::PAYLOAD_TOO_LARGE => PageError::BadForm,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => PageError::TooSlow,
        _ => PageError::Refused(status),
    }
}

fn problem(error: &PageError, viewer: &Viewer) -> Response {
    let body = Problem {
        kind: format!("urn:yuanheng:problem:{}", error.code()),
        title: error.title(viewer.words),
        status: error.status().as_u16(),
        detail: error.detail(viewer.words),
        instance: viewer.here.to_string(),
    };
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))]);
    (headers, body.to_json()).into_response()
}

impl Problem {
    fn to_json(&self) -> String {
        // Strings and a number always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn page(error: &PageError, viewer: Viewer, request: String) -> Response {
    let words = viewer.words;
    let frame = Frame::bare(viewer, Section::None, error.title(words));
    let page = ErrorPage {
        frame,
        status: error.status().as_u16(),
        detail: error.detail(words),
        request,
        ways: error.ways_out(words),
    };
    match page.render() {
        Ok(html) => axum::response::Html(html).into_response(),
        Err(_) => error.title(words).into_response(),
    }
}
