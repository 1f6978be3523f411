//! Whether the program is alive, and whether it can serve: for the proxy and whoever watches.

use std::path::Path;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::cause::causes;
use domain::say::Say;
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

use crate::app::App;
use crate::shell::error::OwnWords;
use crate::shell::locale::Words;
use crate::shell::viewer::Viewer;

/// A runner that has not looked for work for so long does not work.
const SILENT: Duration = Duration::from_secs(90);

/// The program is alive.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// That it is.
    pub alive: bool,
    /// Its version.
    pub version: &'static str,
}

/// Whether the program is alive; nothing is looked at.
#[utoipa::path(get, path = "/health", responses((status = 200, description = "It is", body = Health)))]
pub async fn health() -> Json<Health> {
    Json(Health { alive: true, version: env!("CARGO_PKG_VERSION") })
}

/// Whether the program can serve.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// Whether everything below is as it must be.
    pub ready: bool,
    /// What was looked at.
    pub checks: Vec<Checked>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Checked {
    /// What: `store`, `structure`, `folder` or `jobs`.
    pub check: &'static str,
    /// Whether it is as it must be.
    pub ok: bool,
    /// What is wrong, and the next step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<String>,
}

/// Whether the store answers and has the structure of this program, the data folder can be written, and jobs are worked on.
#[utoipa::path(
    get,
    path = "/ready",
    responses(
        (status = 200, description = "It can serve", body = Readiness),
        (status = 503, description = "It cannot; what is wrong is told", body = Readiness),
    )
)]
pub async fn ready(State(app): State<App>, viewer: Viewer) -> Response {
    let words = viewer.words;
    let store = app.store().ping().await;
    // A store that does not answer has no structure to tell of.
    let structure = if store.is_ok() { app.store().structure().await } else { Ok(()) };
    let home = app.home().to_owned();
    let folder = tokio::task::spawn_blocking(move || writable(&home)).await;
    let jobs = app.pulse().age();
    let checks = vec![
        of_store("store", store, words),
        of_store("structure", structure, words),
        Checked::of("folder", folder.is_ok_and(|written| written), || words.t("ready-folder")),
        Checked::of("jobs", jobs.is_some_and(|age| age < SILENT), || words.t("ready-jobs")),
    ];
    let ready = checks.iter().all(|checked| checked.ok);
    let answer = Json(Readiness { ready, checks });
    if ready {
        return answer.into_response();
    }
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, answer).into_response();
    response.extensions_mut().insert(OwnWords);
    response
}

impl Checked {
    fn of(check: &'static str, ok: bool, wrong: impl FnOnce() -> String) -> Self {
        if !ok {
            tracing::warn!(check, "not ready");
        }
        Self { check, ok, wrong: (!ok).then(wrong) }
    }
}

fn of_store(check: &'static str, answer: Result<(), StoreError>, words: Words) -> Checked {
    match answer {
        Ok(()) => Checked::of(check, true, String::new),
        Err(error) => {
            tracing::warn!(check, causes = causes(&error), "not ready");
            Checked { check, ok: false, wrong: Some(error.say(words.lang())) }
        }
    }
}

/// Whether a file can be written where imports are prepared.
fn writable(home: &Path) -> bool {
    let folder = home.join("tmp");
    let file = folder.join(format!("ready-{}", std::process::id()));
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, b"ready"))
        .and_then(|()| std::fs::remove_file(&file));
    if let Err(error) = &written {
        tracing::warn!(error = %error.kind(), "the data folder cannot be written");
    }
    written.is_ok()
}
