//! One item of a document: its words with what stands around them, and a form in which it is corrected.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::register::is_demonstration;
use reader::review::{FieldFault, Holds, Item, fields};
use serde_json::Value;
use store::document::Decision;

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::page::document_items::{self, Agencies, ItemView};
use crate::page::document_words::{choices, field_word};
use crate::page::documents::{document_href, item_href};
use crate::read::documents::Read;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// How many characters of the text are shown before and after the item's own.
const AROUND: usize = 160;

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/document_item.html")]
pub struct ItemPage {
    frame: Frame,
    item: ItemView,
    around: [String; 3],
    form: Html,
}

/// Shows an item.
///
/// # Errors
/// [`PageError::NoSuch`] when there is none of that name, [`PageError::Data`] when it cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, name)): Path<(i64, String)>,
) -> Result<Page<ItemPage>, PageError> {
    let read = Read::find(&app, number).await?;
    page(&app, viewer, &read, read.item(&name)?, None).await.map(Page)
}

/// Corrects an item, or shows the form again with why not, and goes back to the list.
///
/// # Errors
/// As [`show`]; [`PageError::Data`] when the store cannot be written.
pub async fn correct(
    State(app): State<App>,
    writer: Writer,
    viewer: Viewer,
    Path((number, name)): Path<(i64, String)>,
    posted: Posted,
) -> Result<Response, PageError> {
    let read = Read::find(&app, number).await?;
    let item = read.item(&name)?;
    let sent = |field: &str| posted.pairs().any(|(name, _)| name == field).then(|| posted.get(field).to_owned());
    let corrected = match fields(item.key.kind).correct(&read.value(item), sent) {
        Ok(corrected) => corrected,
        Err(fault) => {
            let page = page(&app, viewer, &read, item, Some((fault, &posted))).await?;
            return Ok(Again(page).into_response());
        }
    };
    // What is corrected back to what was read is right as it was read.
    let decision = if same(item, &corrected) && !item.added {
        Decision::Accepted
    } else {
        Decision::Corrected(corrected.to_string())
    };
    let mut acting = app.store().act(writer.act("document.decide", "")).await.map_err(PageError::data)?;
    let decisions = [(item.key.to_string(), decision)];
    let new = acting.decide_items(&read.document, &decisions).await.map_err(PageError::data)?;
    let to = format!("{}#i-{}", document_href(number), item.key);
    if new == 0 {
        return Ok(Done::on(to).into_response());
    }
    let act = acting.commit().await.map_err(PageError::data)?;
    Ok(Done::kept(act, to).into_response())
}

/// Whether every field is what was read.
fn same(item: &Item, value: &Value) -> bool {
    fields(item.key.kind).iter().all(|field| field.text(&item.value) == field.text(value))
}

async fn page(
    app: &App,
    viewer: Viewer,
    read: &Read,
    item: &Item,
    tried: Option<(FieldFault, &Posted)>,
) -> Result<ItemPage, PageError> {
    let words = viewer.words;
    let number = read.document.id;
    let chars: Vec<char> = read.shown.text.chars().collect();
    let [start, end] = item.offset.map(|at| at.min(chars.len()));
    let piece = |from: usize, to: usize| chars.get(from..to).unwrap_or_default().iter().collect::<String>();
    let around = [
        piece(start.saturating_sub(AROUND), start),
        piece(start, end),
        piece(end, end.saturating_add(AROUND).min(chars.len())),
    ];
    let agencies = Agencies::read(app).await?;
    let view = document_items::view(read, item, &agencies, words);
    let title = format!("{} {}", view.word, view.path);
    let generated = is_demonstration("", &read.document.title) || is_demonstration("", &read.document.name);
    let frame = app.now().await?.frame(viewer, Section::Documents, title);
    Ok(ItemPage {
        item: view,
        around,
        form: form(read, item, tried, words),
        frame: frame
            .lead(words.t("document-correct-lead"))
            .below(document_href(number), read.document.title.clone())
            .demonstration(generated)
            .with_forms()
            .with_documents(),
    })
}

fn form(read: &Read, item: &Item, tried: Option<(FieldFault, &Posted)>, words: Words) -> Html {
    let value = read.value(item);
    let form = Form::new(words, item_href(read.document.id, item.key), words.t("document-correct-go"));
    let form = fields(item.key.kind).iter().fold(form, |form, own| {
        let (was, now) = (own.text(&item.value), own.text(&value));
        let mut field = filled(own, &now, tried, words);
        if was != now {
            let was = if was.is_empty() { words.t("field-none") } else { was };
            field = field.hint(words.ta("field-was", &[("was", &was)]));
        }
        form.field(field)
    });
    form.back(format!("{}#i-{}", document_href(read.document.id), item.key)).show()
}

/// A field of an item: what stands in it, or what was sent and what is wrong with that.
#[must_use]
pub fn filled(own: reader::review::Field, now: &str, tried: Option<(FieldFault, &Posted)>, words: Words) -> Field {
    let shape = match choices(own.holds, now, words) {
        Some(choices) => Shape::One(choices),
        None if matches!(own.name, "condition" | "consequence" | "title") => Shape::Lines,
        None => Shape::Line,
    };
    let value = tried.map_or(now, |(_, posted)| posted.get(own.name));
    let mut field = Field::new(own.name, words.of(field_word(own.name)), shape).value(value);
    if own.holds == Holds::Names {
        field = field.hint(words.t("field-names-hint"));
    }
    match tried.map(|(fault, _)| fault).filter(|fault| fault.field() == own.name) {
        Some(FieldFault::NoNumber(_)) => field.wrong(words.t("field-no-number")),
        Some(FieldFault::NoChoice(_)) => field.wrong(words.t("field-no-choice")),
        None => field,
    }
}
