//! What the reader missed is added: the words of the text, and what they say.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::register::is_demonstration;
use reader::review::{FieldFault, ItemKey, Kind, blank, fields};
use serde_json::Value;
use store::document::Decision;

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::component::tabs::{self, Tab};
use crate::page::document_item::filled;
use crate::page::document_words::kind_word;
use crate::page::documents::document_href;
use crate::read::documents::Read;
use crate::shell::acting::Writer;
use crate::shell::address::Address;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// The most characters that an item is read from.
const LONGEST: usize = 4_000;

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/document_add.html")]
pub struct AddPage {
    frame: Frame,
    kinds: Html,
    form: Html,
}

/// What stands in the form.
struct Tried<'a> {
    kind: Kind,
    words: String,
    wrong: String,
    fault: Option<(FieldFault, &'a Posted)>,
}

/// Shows the form; `kind` in the address says what is added, `text` from which words.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such document, [`PageError::Data`] when it cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(number): Path<i64>) -> Result<Page<AddPage>, PageError> {
    let read = Read::find(&app, number).await?;
    let kind = viewer.here.get("kind").and_then(Kind::of).unwrap_or(Kind::Task);
    let words: String = viewer.here.get("text").unwrap_or_default().chars().take(LONGEST).collect();
    page(&app, viewer, &read, Tried { kind, words, wrong: String::new(), fault: None }).await.map(Page)
}

/// Adds an item, or shows the form again with why not, and goes on to the list.
///
/// # Errors
/// As [`show`]; [`PageError::Data`] when the store cannot be written.
pub async fn add(
    State(app): State<App>,
    writer: Writer,
    viewer: Viewer,
    Path(number): Path<i64>,
    posted: Posted,
) -> Result<Response, PageError> {
    let read = Read::find(&app, number).await?;
    let kind = Kind::of(posted.get("item-kind")).ok_or(PageError::BadForm)?;
    let (key, value) = match made(&read, kind, &posted)? {
        Ok(made) => made,
        Err(refused) => {
            let (wrong, fault) = match refused {
                Refused::NotThere => (viewer.words.t("document-add-not-there"), None),
                Refused::Field(fault) => (String::new(), Some((fault, &posted))),
            };
            let tried = Tried { kind, words: posted.get("text").to_owned(), wrong, fault };
            return Ok(Again(page(&app, viewer, &read, tried).await?).into_response());
        }
    };
    let mut acting = app.store().act(writer.act("document.decide", "")).await.map_err(PageError::data)?;
    let decisions = [(key.to_string(), Decision::Corrected(value.to_string()))];
    acting.decide_items(&read.document, &decisions).await.map_err(PageError::data)?;
    let act = acting.commit().await.map_err(PageError::data)?;
    Ok(Done::kept(act, format!("{}#i-{key}", document_href(number))).into_response())
}

/// Why an item is not added.
enum Refused {
    /// The text does not have these words.
    NotThere,
    /// What stands in a field cannot be taken.
    Field(FieldFault),
}

fn made(read: &Read, kind: Kind, posted: &Posted) -> Result<Result<(ItemKey, Value), Refused>, PageError> {
    let Some(offset) = found(&read.shown.text, posted.get("text")) else { return Ok(Err(Refused::NotThere)) };
    let missing = || PageError::NoSuch { kind: Thing::Document, name: read.document.id.to_string() };
    let (key, value) = blank(&read.shown, kind, offset, &read.taken()).ok_or_else(missing)?;
    let sent = |field: &str| Some(posted.get(field).to_owned());
    Ok(fields(kind).correct(&value, sent).map(|value| (key, value)).map_err(Refused::Field))
}

/// Where in `text` these words stand first, blanks and line breaks left aside: characters, end excluded.
fn found(text: &str, words: &str) -> Option<[usize; 2]> {
    let wanted: String = words.chars().filter(|ch| !ch.is_whitespace()).take(LONGEST).collect();
    let (places, own): (Vec<usize>, String) = text.chars().enumerate().filter(|(_, ch)| !ch.is_whitespace()).unzip();
    let first = own.get(..own.find(&wanted)?)?.chars().count();
    let last = first + wanted.chars().count().checked_sub(1)?;
    Some([*places.get(first)?, places.get(last)? + 1])
}

async fn page(app: &App, viewer: Viewer, read: &Read, tried: Tried<'_>) -> Result<AddPage, PageError> {
    let words = viewer.words;
    let own = document_href(read.document.id);
    let generated = is_demonstration("", &read.document.title) || is_demonstration("", &read.document.name);
    let frame = app.now().await?.frame(viewer, Section::Documents, words.t("document-add"));
    Ok(AddPage {
        kinds: kinds(&own, &tried, words),
        form: form(&own, &tried, words),
        frame: frame
            .lead(words.t("document-add-lead"))
            .below(own, read.document.title.clone())
            .demonstration(generated)
            .with_forms()
            .with_documents(),
    })
}

fn kinds(own: &str, tried: &Tried<'_>, words: Words) -> Html {
    let here = Address::of(format!("{own}/add")).with("text", &tried.words);
    let tab = |kind: Kind| Tab {
        href: here.with("kind", kind.code()).to_string(),
        text: words.of(kind_word(kind)),
        current: kind == tried.kind,
    };
    tabs::show(&words.t("document-kinds"), &Kind::ALL.map(tab))
}

fn form(own: &str, tried: &Tried<'_>, words: Words) -> Html {
    let text = Field::new("text", words.t("document-words"), Shape::Lines).must().hint(words.t("document-add-hint"));
    let form = Form::new(words, format!("{own}/add"), words.t("document-add-go"))
        .field(Field::hidden("item-kind", tried.kind.code()))
        .field(text.value(&tried.words).wrong(&tried.wrong));
    let all = fields(tried.kind).iter();
    let form = all.fold(form, |form, field| form.field(filled(field, "", tried.fault, words)));
    form.back(own).show()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_across_line_breaks() {
        let text = "一、任务\n\n修建园区\n道路 10 公里。";
        let at = found(text, "园区道路10公里").unwrap();
        let there: String = text.chars().skip(at[0]).take(at[1] - at[0]).collect();
        assert_eq!(there, "园区\n道路 10 公里");
        assert_eq!(found(text, "铁路"), None);
        assert_eq!(found(text, " \n"), None);
        assert_eq!(found("", "路"), None);
    }
}
