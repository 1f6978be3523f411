//! Every release, newest first.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::shell::error::PageError;

/// A version of the published data.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseLine {
    /// Its name.
    pub name: String,
    /// What it is, in a person's words; may be empty.
    pub title: String,
    /// When it was published, RFC 3339.
    pub published_at: String,
    /// The SM3 hash of its manifest: stands for everything in it.
    pub manifest: String,
}

/// Every release, newest first.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
#[utoipa::path(get, path = "/api/v1/releases", responses((status = 200, description = "Releases", body = Vec<ReleaseLine>)))]
pub async fn show(State(app): State<App>) -> Result<Json<Vec<ReleaseLine>>, PageError> {
    let now = app.now().await?;
    let lines = now.releases().iter().map(|release| ReleaseLine {
        name: release.name.to_string(),
        title: release.title.clone(),
        published_at: release.published_at.clone(),
        manifest: release.manifest.to_string(),
    });
    Ok(Json(lines.collect()))
}
