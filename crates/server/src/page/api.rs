//! The interface for programs, as people read it: every address of it and what it gives.

use askama::Template;
use axum::extract::State;
use utoipa::OpenApi;

use crate::api::openapi::Document;
use crate::app::App;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Key;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list of addresses.
#[derive(Template)]
#[template(path = "page/list.html")]
pub struct ApiPage {
    frame: Frame,
    list: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<ApiPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let rows = Document::openapi().paths.paths.into_iter().filter_map(|(path, item)| {
        let operation = item.get?;
        let href = if path.contains('{') { None } else { Some(path.clone()) };
        let gives = gives(&path).map(|key| words.of(key)).or(operation.summary);
        Some(Row::new(vec![href.map_or_else(|| Cell::text(&path), |href| Cell::link(href, &path)), Cell::maybe(gives)]))
    });
    let heads =
        vec![Head::new(words.t("api-path")).align(Align::Line), Head::new(words.t("api-gives")).align(Align::Wide)];
    let list = Table::new(words.t("menu-api"), heads, rows.collect()).show(words);
    let frame = now.frame(viewer, Section::Api, words.t("menu-api")).lead(words.t("api-lead"));
    Ok(Page(ApiPage { frame, list }))
}

/// What an address gives, in the page's language; the description itself is in English.
fn gives(path: &str) -> Option<Key> {
    Some(match path.strip_prefix("/api/v1/")? {
        "evaluations" => Key("api-evaluations"),
        "evaluations/{seal}" => Key("api-evaluation"),
        "evaluations/{seal}/subjects/{subject}/lift" => Key("api-lift"),
        "indicators" => Key("api-indicators"),
        "openapi.json" => Key("api-openapi"),
        "pages" => Key("api-pages"),
        "releases" => Key("api-releases"),
        "subjects" => Key("api-subjects"),
        _ => return None,
    })
}
