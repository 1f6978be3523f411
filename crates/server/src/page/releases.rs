//! Every version of the published data, newest first. None is ever taken away.

use askama::Template;
use axum::extract::State;

use crate::app::App;
use crate::component::html::Html;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::{register_words, zones};
use crate::shell::address::segment;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list of releases.
#[derive(Template)]
#[template(path = "page/filtered.html")]
pub struct ReleasesPage {
    frame: Frame,
    filter: Html,
    list: Html,
    paging: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<ReleasesPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let paging = Paging::read(&here, now.releases().len());
    let rows = now.releases()[paging.range()].iter().map(|release| {
        let title = if release.title.is_empty() { words.t("release-untitled") } else { release.title.clone() };
        Row::new(vec![
            Cell::link(format!("/releases/{}", segment(release.name.as_str())), release.name.as_str()),
            Cell::Text(title),
            Cell::Text(register_words::time(&release.published_at, words)),
            Cell::Text(release.manifest.short()),
        ])
    });
    let heads = vec![
        Head::new(words.t("release-name")).align(Align::Line),
        Head::new(words.t("release-title")).align(Align::Wide),
        Head::new(words.t("release-time")).align(Align::Line),
        Head::new(words.t("release-hash")).align(Align::Line).optional(),
    ];
    let title = words.t("menu-releases");
    let list = Table::new(title.clone(), heads, rows.collect()).or_empty(zones::nothing_imported(words)).show(words);
    Ok(Page(ReleasesPage {
        filter: Html::default(),
        list,
        paging: paging.show(&here, words),
        frame: now.frame(viewer, Section::Releases, title).lead(words.t("releases-lead")),
    }))
}
