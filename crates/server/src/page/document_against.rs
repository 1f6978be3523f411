//! A document held against a pack that carries it: what stands in the pack, and what not yet.

use askama::Template;
use axum::extract::{Path, State};
use domain::register::is_demonstration;
use domain::say::Say;
use exchange::{Carried, carried};

use crate::app::{App, aside};
use crate::component::empty::Empty;
use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::component::number;
use crate::component::state::{self, Light};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::documents::document_href;
use crate::page::pack::pack_href;
use crate::read::documents::Read;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/document_against.html")]
pub struct AgainstPage {
    frame: Frame,
    filter: Html,
    pack: Option<(String, String)>,
    counted: String,
    /// That the pack rests on another document.
    other: Option<String>,
    list: Html,
}

/// Shows what the pack that `pack` in the address names carries of the document.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such document or pack, [`PageError::Data`] when they cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Page<AgainstPage>, PageError> {
    let read = Read::find(&app, number).await?;
    let (words, here, now) = (viewer.words, viewer.here.clone(), app.now().await?);
    let pack = match here.get("pack").filter(|id| !id.is_empty()) {
        None => None,
        Some(id) => Some(now.pack(id).ok_or_else(|| PageError::NoSuch { kind: Thing::Pack, name: id.to_owned() })?),
    };
    let choices = now
        .packs()
        .iter()
        .map(|pack| Choice { value: pack.meta.id.to_string(), label: format!("{} {}", pack.meta.title, pack.meta.id) });
    let fields = vec![Field::new("pack", words.t("thing-pack"), choices.collect())];
    let filter = Filter { here: &here, search: String::new(), fields, words }.show();
    let reading = read.reviewed();
    let found = match pack.clone() {
        None => None,
        Some(pack) => Some(
            aside(move || {
                Ok(reading.documents.iter().flat_map(|document| carried(document, &pack)).collect::<Vec<_>>())
            })
            .await?,
        ),
    };
    let counted = found.as_ref().map(|found| {
        let done = found.iter().filter(|one| one.rule.is_some()).count();
        words.ta("against-counted", &[("done", &number::whole(done)), ("all", &number::whole(found.len()))])
    });
    let numbers: Vec<&str> = read.shown.reading.documents.iter().filter_map(|one| one.number.as_deref()).collect();
    let other = pack.as_deref().and_then(|pack| pack.meta.number.as_deref()).filter(|own| {
        let same = |number: &&str| plain(number) == plain(own);
        !numbers.is_empty() && !numbers.iter().any(same)
    });
    let other = other.map(|own| words.ta("against-other", &[("number", own), ("own", &numbers.join("、"))]));
    let generated = is_demonstration("", &read.document.title) || is_demonstration("", &read.document.name);
    let frame = now.frame(viewer, Section::Documents, words.t("document-against"));
    Ok(Page(AgainstPage {
        filter,
        pack: pack.map(|pack| (pack_href(&pack.meta.id), pack.meta.title.clone())),
        counted: counted.unwrap_or_default(),
        other,
        list: list(found.unwrap_or_default(), words),
        frame: frame
            .lead(words.t("against-lead"))
            .below(document_href(number), read.document.title.clone())
            .demonstration(generated)
            .with_documents(),
    }))
}

/// A document number as it is compared: brackets and blanks are written in many ways.
fn plain(number: &str) -> String {
    number.chars().filter(|ch| ch.is_alphanumeric()).collect()
}

fn list(found: Vec<Carried>, words: Words) -> Html {
    let rows = found.into_iter().map(|one| {
        let state = match one.rule {
            Some(_) => state::show(Light::Done, &words.t("against-carried")),
            None => state::show(Light::None, &words.t("against-not-yet")),
        };
        Row::new(vec![
            Cell::text(one.kind.say(words.lang())),
            Cell::text(one.path),
            Cell::Text(one.text),
            Cell::Part(state),
            Cell::maybe(one.rule),
        ])
    });
    let heads = vec![
        Head::new(words.t("document-kinds")).align(Align::Line),
        Head::new(words.t("document-clause")).align(Align::Line),
        Head::new(words.t("document-words")).align(Align::Long),
        Head::new(words.t("against-state")).align(Align::Line),
        Head::new(words.t("against-rule")).align(Align::Line),
    ];
    let empty = Empty::new(words.t("against-none"), words.t("against-none-why"));
    Table::new(words.t("document-against"), heads, rows.collect()).or_empty(empty).as_cards().show(words)
}
