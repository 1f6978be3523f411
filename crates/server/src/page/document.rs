//! A policy document: its text with what was read from it, beside the list in which each item is accepted, corrected or dropped.

use std::ops::Range;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::register::is_demonstration;
use exchange::reading_book;
use reader::review::{Item, Kind};
use store::audit::china_time;
use store::document::Decision;

use crate::app::{App, aside};
use crate::component::html::Html;
use crate::component::number;
use crate::component::tabs::{self, Tab};
use crate::page::document_items::{self, Agencies, ItemView};
use crate::page::document_text::{self, Segment};
use crate::page::document_words::kind_word;
use crate::page::documents::document_href;
use crate::read::documents::Read;
use crate::shell::acting::Writer;
use crate::shell::address::Address;
use crate::shell::done::Done;
use crate::shell::download::Download;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// The most characters of text on a page, some forty printed pages; a longer document has several.
const WINDOW: usize = 40_000;
/// What stands for all items about which nothing is decided yet.
const REST: &str = "rest";

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/document.html")]
pub struct DocumentPage {
    frame: Frame,
    own: String,
    person: bool,
    segments: Vec<Segment>,
    items: Vec<ItemView>,
    kinds: Html,
    kind: &'static str,
    counted: String,
    open: usize,
    before: Option<String>,
    after: Option<String>,
}

/// Shows a document.
///
/// # Errors
/// [`PageError::NoSuch`] when there is none of that number, [`PageError::Data`] when it cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Page<DocumentPage>, PageError> {
    let read = Read::find(&app, number).await?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let person = viewer.person.is_some();
    let kind = here.get("kind").and_then(Kind::of);
    let chars: Vec<char> = read.shown.text.chars().collect();
    let (window, page, pages) = window(&here, chars.len());
    let within: Vec<&Item> = read.items().iter().filter(|item| window.contains(&item.offset[0])).collect();
    let agencies = Agencies::read(&app).await?;
    let shown = || within.iter().copied().filter(|item| kind.is_none_or(|kind| item.key.kind == kind));
    let items: Vec<ItemView> = shown().map(|item| document_items::view(&read, item, &agencies, words)).collect();
    let open = shown().filter(|item| read.decided(item.key).is_none()).count();
    let (decided, all) = read.counts();
    let counted = [("done", number::whole(decided)), ("all", number::whole(all))];
    let counted = counted.each_ref().map(|(name, text)| (*name, text.as_str()));
    let turn = |to: usize| here.with("page", &to.to_string()).to_string();
    let about = read.shown.reading.documents.first();
    let about = about.map(|one| [one.issuer.as_deref(), one.number.as_deref(), one.date.as_deref()]);
    let about: Vec<&str> = about.into_iter().flatten().flatten().collect();
    let given = words.ta(
        "document-given-by",
        &[("name", &read.document.name), ("person", &read.document.person), ("at", &china_time(read.document.at))],
    );
    let lead: Vec<&str> = about.into_iter().chain([given.as_str()]).collect();
    let generated = is_demonstration("", &read.document.title) || is_demonstration("", &read.document.name);
    let frame = app.now().await?.frame(viewer, Section::Documents, read.document.title.clone());
    Ok(Page(DocumentPage {
        own: document_href(number),
        person,
        segments: document_text::segments(&chars, &window, &within),
        items,
        kinds: kinds(&here, &within, kind, words),
        kind: kind.map_or("", Kind::code),
        counted: words.ta("document-counted", &counted),
        open,
        before: (page > 1).then(|| turn(page - 1)),
        after: (page < pages).then(|| turn(page + 1)),
        frame: frame.lead(lead.join(" · ")).demonstration(generated).with_forms().with_documents(),
    }))
}

/// The characters that the page shows, which page it is, and of how many.
fn window(here: &Address, length: usize) -> (Range<usize>, usize, usize) {
    let pages = length.div_ceil(WINDOW).max(1);
    let page = here.get("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).clamp(1, pages);
    let first = (page - 1) * WINDOW;
    (first..(first + WINDOW).min(length), page, pages)
}

/// All kinds, or one of them, each with how many there are.
fn kinds(here: &Address, within: &[&Item], kind: Option<Kind>, words: Words) -> Html {
    let count = |kind: Kind| within.iter().filter(|item| item.key.kind == kind).count();
    let tab = |one: Option<Kind>, text: String, count: usize| Tab {
        href: here.with("kind", one.map_or("", Kind::code)).to_string(),
        text: format!("{text} {}", number::whole(count)),
        current: one == kind,
    };
    let mut all = vec![tab(None, words.t("document-all"), within.len())];
    all.extend(Kind::ALL.map(|kind| tab(Some(kind), words.of(kind_word(kind)), count(kind))));
    tabs::show(&words.t("document-kinds"), &all)
}

/// Notes a decision about an item, or about all about which nothing is decided, and goes on to the item after it.
///
/// # Errors
/// [`PageError::NoSuch`] for an item that there is not, [`PageError::BadForm`] for a decision that is none.
pub async fn decide(
    State(app): State<App>,
    writer: Writer,
    Path(number): Path<i64>,
    posted: Posted,
) -> Result<Response, PageError> {
    let read = Read::find(&app, number).await?;
    let decision = match posted.get("decision") {
        "accepted" => Decision::Accepted,
        "dropped" => Decision::Dropped,
        "open" => Decision::Open,
        _ => return Err(PageError::BadForm),
    };
    let kind = Kind::of(posted.get("kind"));
    let of_kind = |item: &&Item| kind.is_none_or(|kind| item.key.kind == kind);
    let mut anchor = None;
    let decisions: Vec<_> = if posted.get("item") == REST {
        if decision != Decision::Accepted {
            return Err(PageError::BadForm);
        }
        let rest = read.items().iter().filter(of_kind).filter(|item| read.decided(item.key).is_none());
        rest.map(|item| (item.key.to_string(), decision.clone())).collect()
    } else {
        let item = read.item(posted.get("item"))?;
        if item.added && decision != Decision::Dropped {
            return Err(PageError::BadForm);
        }
        let later = read.items().iter().skip_while(|one| one.key != item.key).filter(of_kind).nth(1);
        anchor = Some(later.unwrap_or(item).key);
        vec![(item.key.to_string(), decision)]
    };
    let mut acting = app.store().act(writer.act("document.decide", "")).await.map_err(PageError::data)?;
    let new = acting.decide_items(&read.document, &decisions).await.map_err(PageError::data)?;
    let mut to = Address::of(document_href(number));
    for key in ["kind", "page"] {
        to = to.with(key, posted.get(key));
    }
    let to = anchor.map_or_else(|| to.to_string(), |key| format!("{to}#i-{key}"));
    if new == 0 {
        return Ok(Done::on(to).into_response());
    }
    let act = acting.commit().await.map_err(PageError::data)?;
    Ok(Done::kept(act, to).into_response())
}

/// The task table of what was read, as it is after what was decided.
///
/// # Errors
/// As [`show`].
pub async fn tasks(State(app): State<App>, viewer: Viewer, Path(number): Path<i64>) -> Result<Download, PageError> {
    let read = Read::find(&app, number).await?;
    let (created, lang) = (read.document.at.to_string(), viewer.words.lang());
    let name = format!("{}.{}", read.document.title, viewer.words.t("document-task-table"));
    let bytes = aside(move || reading_book(&read.reviewed(), &created, lang).map_err(PageError::failed)).await?;
    Ok(Download::workbook(&name, bytes))
}

/// The file as it was given.
///
/// # Errors
/// As [`show`].
pub async fn file(State(app): State<App>, Path(number): Path<i64>) -> Result<Download, PageError> {
    let read = Read::find(&app, number).await?;
    let missing = || PageError::NoSuch { kind: crate::shell::error::Thing::Document, name: number.to_string() };
    let bytes = app.kept_file(read.document.file).await?.ok_or_else(missing)?;
    Ok(Download { name: read.document.name, kind: "application/octet-stream", bytes })
}
