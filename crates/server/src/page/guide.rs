//! From an empty home to the first evaluation: each step, what to fill in, and what it gives.

use askama::Template;
use axum::extract::State;

use crate::app::App;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The guide.
#[derive(Template)]
#[template(path = "page/guide.html")]
pub struct GuidePage {
    frame: Frame,
}

/// Shows the guide.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<GuidePage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let frame = now.frame(viewer, Section::Guide, words.t("guide-title")).lead(words.t("guide-lead"));
    Ok(Page(GuidePage { frame }))
}
