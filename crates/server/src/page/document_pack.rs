//! A draft pack of what was read from a document: what will stand in it, what cannot and why, and the pack's id.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::id::PackId;
use domain::register::is_demonstration;
use domain::say::{Lang, Said, Say};
use exchange::{ReadPack, read_pack};
use library::VersionError;
use reader::model::Document;
use reader::review::Kind;
use store::pack::PackError;

use crate::app::{App, aside};
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::document_words::kind_word;
use crate::page::documents::document_href;
use crate::page::pack::version_href;
use crate::read::documents::Read;
use crate::read::now::Now;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/document_pack.html")]
pub struct DocumentPackPage {
    frame: Frame,
    counts: Vec<(String, String)>,
    undecided: Option<String>,
    form: Html,
    left_out: Html,
}

/// What was sent and not taken.
#[derive(Default)]
struct Tried {
    id: String,
    part: usize,
    wrong: String,
    refused: Option<Said>,
    /// The pack that has this id already: the person must say that its new version is meant.
    existing: Option<String>,
}

/// Shows what a draft would hold.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such document, [`PageError::Data`] when it cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Page<DocumentPackPage>, PageError> {
    let read = Read::find(&app, number).await?;
    page(&app, viewer, &read, Tried::default()).await.map(Page)
}

/// Makes the draft and keeps it as a version of the pack, or shows the form again with why not.
///
/// # Errors
/// As [`show`]; [`PageError::Data`] when the store cannot be written.
pub async fn make(
    State(app): State<App>,
    writer: Writer,
    viewer: Viewer,
    Path(number): Path<i64>,
    posted: Posted,
) -> Result<Response, PageError> {
    let read = Read::find(&app, number).await?;
    let words = viewer.words;
    let id = posted.get("id").trim().to_owned();
    let part = posted.get("part").parse::<usize>().unwrap_or(1);
    let Ok(pack) = id.parse::<PackId>() else {
        let tried = Tried { wrong: words.t("document-pack-no-id"), id, part, ..Tried::default() };
        return Ok(Again(page(&app, viewer, &read, tried).await?).into_response());
    };
    let now = app.now().await?;
    if let Some(existing) = existing(&app, &now, &pack).await?
        && posted.get("version") != "yes"
    {
        let tried = Tried { id, part, existing: Some(existing), ..Tried::default() };
        return Ok(Again(page(&app, viewer, &read, tried).await?).into_response());
    }
    let draft = draft(&now, &read, &pack, part).await?;
    let (decided, all) = read.counts();
    let note = words.ta(
        "document-pack-note",
        &[
            ("name", &read.document.name),
            ("done", &number::whole(decided)),
            ("all", &number::whole(all)),
            ("left", &number::whole(draft.left_out.len())),
        ],
    );
    let act = writer.act("pack.upload", &note);
    match library::upload(app.store(), now.shelf().packs(), &draft.files, act).await {
        Ok(taken) => Ok(Done::kept(taken.act, version_href(&pack, taken.sm3)).into_response()),
        Err(VersionError::Store(error) | VersionError::Pack(PackError::Store(error))) => Err(PageError::data(error)),
        Err(error) => {
            let refused = Some(Said::new(error.say(Lang::Zh), error.say(Lang::En)));
            let tried = Tried { id, part, refused, ..Tried::default() };
            Ok(Again(page(&app, viewer, &read, tried).await?).into_response())
        }
    }
}

/// What the pack is called that has this id already: in force, at hand, or a version that waits.
async fn existing(app: &App, now: &Now, id: &PackId) -> Result<Option<String>, PageError> {
    if let Some(pack) = now.pack(id.as_str()) {
        return Ok(Some(pack.meta.title.clone()));
    }
    let versions = app.store().pack_versions(id).await.map_err(PageError::data)?;
    Ok(versions.into_iter().find(|version| !version.standing.withdrawn).map(|version| version.title))
}

/// The draft of the document `part` of those that the file holds, after what was decided.
async fn draft(now: &std::sync::Arc<Now>, read: &Read, id: &PackId, part: usize) -> Result<ReadPack, PageError> {
    let mut reading = read.reviewed();
    let at = part.saturating_sub(1).min(reading.documents.len().saturating_sub(1));
    let document = if reading.documents.is_empty() { Document::default() } else { reading.documents.swap_remove(at) };
    let (now, id) = (std::sync::Arc::clone(now), id.clone());
    aside(move || Ok(read_pack(&document, &id, now.shelf().packs()))).await
}

async fn page(app: &App, viewer: Viewer, read: &Read, tried: Tried) -> Result<DocumentPackPage, PageError> {
    let words = viewer.words;
    let number = read.document.id;
    let part = tried.part.max(1);
    // A draft is made to tell what it leaves out: under a name that no pack has.
    let id = PackId::new(&format!("draft-{number}")).map_err(PageError::failed)?;
    let now = app.now().await?;
    let draft = draft(&now, read, &id, part).await?;
    let reading = read.reviewed();
    let document = reading.documents.get(part - 1).or(reading.documents.first());
    let counts =
        document.map(|one| [one.tasks.len(), one.targets.len(), one.money_rules.len(), one.evaluation_rules.len()]);
    let counts = Kind::ALL.into_iter().zip(counts.unwrap_or_default());
    let counts = counts.map(|(kind, count)| (words.of(kind_word(kind)), number::whole(count))).collect();
    let (decided, all) = read.counts();
    let undecided = (decided < all).then(|| words.tn("document-pack-undecided", all - decided));
    let generated = is_demonstration("", &read.document.title) || is_demonstration("", &read.document.name);
    let frame = now.frame(viewer, Section::Documents, words.t("document-pack"));
    Ok(DocumentPackPage {
        counts,
        undecided,
        form: form(read, &tried, words),
        left_out: left_out(&draft, words),
        frame: frame
            .lead(words.t("document-pack-lead"))
            .below(document_href(number), read.document.title.clone())
            .demonstration(generated)
            .with_forms()
            .with_documents(),
    })
}

fn form(read: &Read, tried: &Tried, words: Words) -> Html {
    let mut form = Form::new(words, format!("{}/pack", document_href(read.document.id)), words.t("document-pack-go"))
        .field(
            Field::new("id", words.t("document-pack-id"), Shape::Line)
                .must()
                .hint(words.t("document-pack-id-hint"))
                .value(&tried.id)
                .wrong(&tried.wrong),
        );
    if read.shown.reading.documents.len() > 1 {
        let all = read.shown.reading.documents.iter().enumerate();
        let choices = all.map(|(at, one)| Choice {
            value: (at + 1).to_string(),
            label: one.title.clone().unwrap_or_else(|| words.t("document-untitled")),
        });
        let part = Field::new("part", words.t("document-pack-part"), Shape::One(choices.collect()));
        form = form.field(part.value(tried.part.max(1).to_string()));
    }
    if let Some(title) = &tried.existing {
        let yes = Choice { value: "yes".to_owned(), label: words.t("document-pack-version") };
        let wrong = words.ta("document-pack-exists", &[("title", title)]);
        let choice = Field::new("version", words.t("document-pack-same"), Shape::Radio(vec![(yes, String::new())]));
        form = form.field(choice.must().wrong(wrong));
    }
    if let Some(refused) = &tried.refused {
        form = form.refused(refused);
    }
    form.back(document_href(read.document.id)).show()
}

fn left_out(draft: &ReadPack, words: Words) -> Html {
    if draft.left_out.is_empty() {
        return Html::default();
    }
    let rows = draft.left_out.iter().map(|one| {
        let text: String = one.text.split_whitespace().collect();
        Row::new(vec![Cell::text(&one.path), Cell::Text(text), Cell::text(one.why.say(words.lang()))])
    });
    let heads = vec![
        Head::new(words.t("document-clause")).align(Align::Line),
        Head::new(words.t("document-words")).align(Align::Long),
        Head::new(words.t("document-why")).align(Align::Wide),
    ];
    Table::new(words.t("document-pack-left-out"), heads, rows.collect()).as_cards().show(words)
}
