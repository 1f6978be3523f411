//! The policy packs at hand, by title, issuer and what they rule on.

use askama::Template;
use axum::extract::State;
use policy::Pack;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::policy_words;
use crate::shell::address::segment;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list of packs.
#[derive(Template)]
#[template(path = "page/list.html")]
pub struct PacksPage {
    frame: Frame,
    list: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<PacksPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let rows = now.packs().iter().map(|pack| row(pack, words)).collect();
    let heads = vec![
        Head::new(words.t("pack-title")).align(Align::Wide),
        Head::new(words.t("pack-jurisdiction")).optional(),
        Head::new(words.t("pack-issued")).align(Align::Line).optional(),
        Head::new(words.t("pack-indicators")).align(Align::Number),
        Head::new(words.t("pack-schemes")).align(Align::Number),
        Head::new(words.t("pack-targets")).align(Align::Number),
    ];
    let empty = Empty::new(words.t("packs-none"), words.t("packs-none-why")).command("yuanheng pack list");
    let list = Table::new(words.t("menu-packs"), heads, rows).or_empty(empty).show(words);
    let frame = now.frame(viewer, Section::Packs, words.t("menu-packs")).lead(words.t("packs-lead"));
    Ok(Page(PacksPage { frame, list }))
}

fn row(pack: &Pack, words: Words) -> Row {
    let title = Cell::Noted {
        text: pack.meta.title.clone(),
        href: Some(format!("/packs/{}", segment(pack.meta.id.as_str()))),
        note: policy_words::issuer_and_number(pack, words),
    };
    Row::new(vec![
        title,
        Cell::text(&pack.meta.jurisdiction),
        Cell::maybe(pack.meta.issued.as_deref().map(|day| policy_words::day(day, words))),
        Cell::whole(pack.indicators.len()),
        Cell::whole(pack.schemes.len()),
        Cell::whole(pack.targets.len()),
    ])
}
