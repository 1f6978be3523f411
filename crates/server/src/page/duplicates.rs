//! Records of a register that may be one and the same, and their merging.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::register::{Kind, is_demonstration};
use domain::say::{Lang, Said, Say};
use store::register::{Duplicate, EntityId, RegisterError};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::registers::record_href;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// Candidates shown at once; when they are dealt with, others come.
const MOST: usize = 50;

/// The page of candidates.
#[derive(Debug, Template)]
#[template(path = "page/list.html")]
pub struct DuplicatesPage {
    frame: Frame,
    list: Html,
}

/// Shows which records may be the same.
///
/// # Errors
/// [`PageError::NoSuch`] for a register that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(kind): Path<String>,
) -> Result<Page<DuplicatesPage>, PageError> {
    let kind = kind_of(&kind)?;
    let words = viewer.words;
    let found = app.store().duplicates(kind, MOST).await.map_err(PageError::data)?;
    let rows = found.iter().flat_map(|one| candidate(kind, one, words)).collect();
    let heads = vec![
        Head::new(words.t("duplicates-why")).align(Align::Line),
        Head::new(words.t("duplicates-record")).align(Align::Wide),
        Head::new(words.t("record-state")).align(Align::Line),
        Head::new(words.t("duplicates-do")).align(Align::Line),
    ];
    let title = words.ta("duplicates-title", &[("kind", &kind.say(words.lang()))]);
    let empty = Empty::new(words.t("duplicates-none"), words.t("duplicates-none-why"));
    let list = Table::new(title.clone(), heads, rows).or_empty(empty).show(words);
    let register = words.ta("register-title", &[("kind", &kind.say(words.lang()))]);
    let frame = app.now().await?.frame(viewer, Section::Registers, title);
    let generated = found.iter().flat_map(|one| &one.records).any(|line| is_demonstration(&line.code, &line.name));
    let frame = frame.lead(words.t("duplicates-lead")).below(format!("/registers/{}", kind.code()), register);
    let frame = frame.demonstration(generated);
    Ok(Page(DuplicatesPage { frame, list }))
}

/// One candidate: a row a record; each may be merged into the first of the others.
fn candidate(kind: Kind, found: &Duplicate, words: Words) -> Vec<Row> {
    let rows = found.records.iter().enumerate().map(|(at, line)| {
        let why = if at == 0 { format!("{}: {}", found.why.say(words.lang()), found.shared) } else { String::new() };
        let state = words.t(if line.active { "record-active" } else { "record-ended" });
        let name = if line.code.is_empty() { line.name.clone() } else { format!("{} · {}", line.name, line.code) };
        let into = found.records.iter().find(|other| other.id != line.id);
        let act = into.map_or(Cell::text(""), |into| {
            Cell::link(format!("{}/merge?into={}", record_href(kind, line.id), into.id), words.t("duplicates-merge"))
        });
        Row::new(vec![Cell::text(why), Cell::link(record_href(kind, line.id), name), Cell::text(state), act])
    });
    rows.collect()
}

/// The page that merges one record into another.
#[derive(Debug, Template)]
#[template(path = "page/form.html")]
pub struct MergePage {
    frame: Frame,
    form: Html,
}

/// Shows what would be merged into what.
///
/// # Errors
/// As [`show`]; [`PageError::NoSuch`] where there is no such record.
pub async fn merging(
    State(app): State<App>,
    viewer: Viewer,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Page<MergePage>, PageError> {
    let kind = kind_of(&kind)?;
    let into = match viewer.here.get("into").and_then(|number| number.parse().ok()).map(EntityId::of_number) {
        Some(into) => named(&app, kind, into).await?.1,
        None => String::new(),
    };
    page(&app, viewer, kind, EntityId::of_number(id), [&into, ""], None).await.map(Page)
}

/// Merges the record of the address into another.
///
/// # Errors
/// As [`merging`].
pub async fn merge(
    State(app): State<App>,
    viewer: Viewer,
    writer: Writer,
    Path((kind, id)): Path<(String, i64)>,
    posted: Posted,
) -> Result<Response, PageError> {
    let (kind, gone) = (kind_of(&kind)?, EntityId::of_number(id));
    named(&app, kind, gone).await?;
    let (asked, reason) = (posted.get("into"), posted.get("reason"));
    let refused = match app.store().record(kind, asked).await {
        Ok(into) => {
            let mut acting = app.store().act(writer.act("register.merge", reason)).await.map_err(PageError::data)?;
            match acting.merge(gone, into).await {
                Ok(()) => {
                    let act = acting.commit().await.map_err(PageError::data)?;
                    return Ok(Done::kept(act, record_href(kind, into)).into_response());
                }
                Err(error) => error,
            }
        }
        Err(error) => error,
    };
    if let RegisterError::Store(error) = refused {
        return Err(PageError::data(error));
    }
    let said = Said::new(refused.say(Lang::Zh), refused.say(Lang::En));
    Ok(Again(page(&app, viewer, kind, gone, [asked, reason], Some(said)).await?).into_response())
}

/// A record's name, and its code or else its name.
async fn named(app: &App, kind: Kind, id: EntityId) -> Result<(String, String), PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Record, name: id.to_string() };
    let history = app.store().history(id).await.map_err(PageError::data)?;
    let history = history.filter(|history| history.kind == kind).ok_or_else(missing)?;
    let last = |name: &str| {
        let mut known = history.attributes.iter().filter(|row| row.known_to == store::Moment::NEVER);
        known.rfind(|row| row.name.as_str() == name).map(|row| row.value.clone())
    };
    let name = last("name").unwrap_or_default();
    Ok((name.clone(), last("code").unwrap_or(name)))
}

async fn page(
    app: &App,
    viewer: Viewer,
    kind: Kind,
    gone: EntityId,
    [into, reason]: [&str; 2],
    refused: Option<Said>,
) -> Result<MergePage, PageError> {
    let words = viewer.words;
    let (name, _) = named(app, kind, gone).await?;
    let own = record_href(kind, gone);
    let offered = match into {
        "" => Vec::new(),
        into => vec![Choice { value: into.to_owned(), label: into.to_owned() }],
    };
    let into_field = Field::new("into", words.t("merge-into"), Shape::Offered(offered)).must();
    let mut form = Form::new(words, format!("{own}/merge"), words.t("merge-go"))
        .field(into_field.hint(words.t("merge-into-hint")).value(into))
        .field(Field::new("reason", words.t("form-reason"), Shape::Line).must().value(reason))
        .back(format!("/registers/{}/duplicates", kind.code()));
    if let Some(said) = &refused {
        form = form.refused(said);
    }
    let generated = is_demonstration("", &name);
    let title = words.ta("merge-title", &[("name", &name)]);
    let frame = app
        .now()
        .await?
        .frame(viewer, Section::Registers, title)
        .lead(words.t("merge-lead"))
        .below(own, name)
        .demonstration(generated)
        .with_forms();
    Ok(MergePage { form: form.show(), frame })
}

fn kind_of(word: &str) -> Result<Kind, PageError> {
    word.parse().map_err(|_| PageError::NoSuch { kind: Thing::Register, name: word.to_owned() })
}
