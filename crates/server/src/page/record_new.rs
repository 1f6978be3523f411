//! A new record of a register.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::id::AttributeName;
use domain::register::{Column, Kind, Row, Written, targets};
use domain::say::{Said, Say};
use store::day_of;
use store::register::{ImportError, ImportWatch};

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::page::record_form::{self, Values, Wrong};
use crate::page::registers::record_href;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/form.html")]
pub struct NewPage {
    frame: Frame,
    form: Html,
}

/// Shows the form.
///
/// # Errors
/// [`PageError::NoSuch`] for a register that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(kind): Path<String>,
) -> Result<Page<NewPage>, PageError> {
    let today = day_of(app.store().now()).to_string();
    let values = Values::from([("from".to_owned(), today)]);
    page(&app, viewer, kind_of(&kind)?, &values, &Wrong::new()).await.map(Page)
}

/// Puts the record into the register.
///
/// # Errors
/// As [`show`].
pub async fn make(
    State(app): State<App>,
    viewer: Viewer,
    writer: Writer,
    Path(kind): Path<String>,
    posted: Posted,
) -> Result<Response, PageError> {
    let kind = kind_of(&kind)?;
    let (row, mut wrong) = row(kind, &posted);
    if wrong.is_empty() {
        let act = writer.act(create_kind(kind), posted.get("reason"));
        let mut acting = app.store().act(act).await.map_err(PageError::data)?;
        match acting.import(kind, std::slice::from_ref(&row), ImportWatch::default()).await {
            Ok(done) if done.created == 1 => {
                let act = acting.commit().await.map_err(PageError::data)?;
                let asked = row.code.as_deref().unwrap_or(&row.name);
                let made = app.store().record(kind, asked).await;
                let to = made.map_or_else(|_| format!("/registers/{}", kind.code()), |id| record_href(kind, id));
                return Ok(Done::kept(act, to).into_response());
            }
            Ok(_) => {
                let said = Said::new(
                    "名录中已有这条记录。如需变更，请打开该记录后修改。",
                    "the register has this record already. To change it, open the record.",
                );
                wrong.insert(if row.code.is_some() { "code" } else { "name" }.to_owned(), said);
            }
            Err(ImportError::Faults(faults)) => {
                wrong.extend(faults.into_iter().map(|fault| (record_form::of_spot(&fault.spot), fault.said)));
            }
            Err(error) => return Err(PageError::data(error)),
        }
    }
    let values = record_form::sent(&posted);
    Ok(Again(page(&app, viewer, kind, &values, &wrong).await?).into_response())
}

/// What was sent as a row, and what is wrong with it.
fn row(kind: Kind, posted: &Posted) -> (Row, Wrong) {
    let (mut row, mut wrong) = (Row::named(1, posted.get("name")), Wrong::new());
    for column in Column::of(kind) {
        match column {
            Column::Field(field) => {
                let text = posted.get(field.name);
                if text.is_empty() {
                    if field.required {
                        wrong.insert(field.name.to_owned(), Said::new("请填写", "fill this in"));
                    }
                    continue;
                }
                match (field.read(text), field.name) {
                    (Ok(value), "code") => row.code = Some(value),
                    (Ok(value), "name") => row.name = value,
                    (Ok(value), name) => {
                        row.fields.extend(AttributeName::new(name).map(|name| (name, Written::Value(value))));
                    }
                    (Err(said), name) => drop(wrong.insert(name.to_owned(), said)),
                }
            }
            Column::Link(link) => match targets(link.role, posted.get(&record_form::of_role(link.role))) {
                Ok(named) if named.is_empty() => {}
                Ok(named) => row.links.push((link.role, named)),
                Err(error) => drop(wrong.insert(record_form::of_role(link.role), error.said())),
            },
            Column::From | Column::To | Column::Reason => {}
        }
    }
    match record_form::day(posted.get("from")) {
        Ok(from) => row.from = from,
        Err(said) => drop(wrong.insert("from".to_owned(), said)),
    }
    row.reason = Some(posted.get("reason").to_owned()).filter(|reason| !reason.is_empty());
    (row, wrong)
}

async fn page(app: &App, viewer: Viewer, kind: Kind, values: &Values, wrong: &Wrong) -> Result<NewPage, PageError> {
    let words = viewer.words;
    let lang = words.lang();
    let own = kind.say(lang);
    let list = format!("/registers/{}", kind.code());
    let mut form = Form::new(words, format!("{list}/new"), words.ta("record-make", &[("kind", &own)])).back(&list);
    if let Some(said) = wrong.get("") {
        form = form.refused(said);
    }
    form = record_form::with_fields(form, app, kind, values, wrong, words).await?;
    let from = Field::new("from", Column::From.title(lang), Shape::Day).must().hint(words.t("record-from-hint"));
    let reason = Field::new("reason", words.t("form-reason"), Shape::Line).hint(words.t("form-reason-hint"));
    let form = form
        .field(record_form::filled(from, "from", values, wrong, lang))
        .field(record_form::filled(reason, "reason", values, wrong, lang));
    let title = words.ta("record-new", &[("kind", &own)]);
    let register = words.ta("register-title", &[("kind", &own)]);
    let frame = app.now().await?.frame(viewer, Section::Registers, title).below(list, register).with_forms();
    Ok(NewPage { form: form.show(), frame })
}

/// What the act is called.
const fn create_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Region => "region.create",
        Kind::Agency => "agency.create",
        Kind::Zone => "zone.create",
        Kind::Park => "park.create",
        Kind::Firm => "firm.create",
        Kind::Subject => "subject.create",
        Kind::Person => "person.create",
    }
}

fn kind_of(word: &str) -> Result<Kind, PageError> {
    word.parse().map_err(|_| PageError::NoSuch { kind: Thing::Register, name: word.to_owned() })
}
