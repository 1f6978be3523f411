//! The policy documents that were read, the newest first, and how far each was gone through.

use axum::extract::State;
use reader::review::ItemKey;
use store::audit::china_time;
use store::document::Document;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::paging::{Paging, ROWS};
use crate::component::progress;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The address of a document.
#[must_use]
pub fn document_href(document: i64) -> String {
    format!("/documents/{document}")
}

/// The address of an item of a document.
#[must_use]
pub fn item_href(document: i64, key: ItemKey) -> String {
    format!("{}/items/{key}", document_href(document))
}

/// A page of documents.
#[derive(Debug, askama::Template)]
#[template(path = "page/documents.html")]
pub struct DocumentsPage {
    frame: Frame,
    list: Html,
    paging: Html,
}

/// Shows a page of documents.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<DocumentsPage>, PageError> {
    let (words, here) = (viewer.words, viewer.here.clone());
    let asked = here.get("page").and_then(|text| text.parse::<u64>().ok()).unwrap_or(1).max(1);
    let skip = (asked - 1).saturating_mul(ROWS as u64);
    let found = app.store().documents(skip, ROWS as u64).await.map_err(PageError::data)?;
    let heads = vec![
        Head::new(words.t("document-title")).align(Align::Wide),
        Head::new(words.t("document-reviewed")).align(Align::Line),
        Head::new(words.t("document-file")).align(Align::Wide).optional(),
        Head::new(words.t("document-person")).align(Align::Line).optional(),
        Head::new(words.t("document-at")).align(Align::Line).optional(),
    ];
    let rows = found.rows.iter().map(|document| row(document, words)).collect();
    let title = words.t("menu-documents");
    let empty = Empty::new(words.t("document-none"), words.t("document-none-why"))
        .way("/documents/upload", words.t("document-upload"));
    let count = usize::try_from(found.count).unwrap_or(usize::MAX);
    Ok(Page(DocumentsPage {
        list: Table::new(title.clone(), heads, rows).or_empty(empty).show(words),
        paging: Paging::read(&here, count).show(&here, words),
        frame: app.now().await?.frame(viewer, Section::Documents, title).lead(words.t("document-lead")),
    }))
}

fn row(document: &Document, words: Words) -> Row {
    let said = format!("{} / {}", document.decided, document.items);
    Row::new(vec![
        Cell::link(document_href(document.id), document.title.clone()),
        Cell::Part(progress::show(document.decided, document.items, &words.t("document-reviewed"), &said)),
        Cell::text(&document.name),
        Cell::text(&document.person),
        Cell::text(china_time(document.at)),
    ])
}
