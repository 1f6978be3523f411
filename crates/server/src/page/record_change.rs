//! A record changed from a day on, or what was recorded of it corrected, with the reason.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::day::Day;
use domain::id::AttributeName;
use domain::register::{Column, Kind, Role, Target, is_demonstration, written_targets};
use domain::say::{Lang, Said, Say};
use store::register::{Entity, EntityId, RegisterError, Saying, Span};
use store::{Acting, day_of};

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::page::record_form::{self, Values, Wrong};
use crate::page::registers::record_href;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/form.html")]
pub struct ChangePage {
    frame: Frame,
    form: Html,
}

/// The record that the address names, as of a day.
async fn found(app: &App, kind: &str, id: i64, day: Day) -> Result<Entity, PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Record, name: id.to_string() };
    let kind: Kind = kind.parse().map_err(|_| missing())?;
    let entity = app.store().entity(EntityId::of_number(id), day, app.store().now()).await.map_err(PageError::data)?;
    entity.filter(|entity| entity.kind == kind).ok_or_else(missing)
}

/// Shows the form with what is true today, or on `day`.
///
/// # Errors
/// [`PageError::NoSuch`] where there is no such record, [`PageError::BadQuery`] for what is no day.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Page<ChangePage>, PageError> {
    let day = match viewer.here.get("day") {
        None => day_of(app.store().now()),
        Some(text) => text.parse().map_err(|_| PageError::BadQuery { key: "day".to_owned() })?,
    };
    let entity = found(&app, &kind, id, day).await?;
    let mut values = current(&app, &entity, day).await?;
    values.insert("from".to_owned(), day.to_string());
    values.insert("saying".to_owned(), "change".to_owned());
    page(&app, viewer, &entity, &values, &Wrong::new()).await.map(Page)
}

/// What is true of a record on a day, as its form has it.
async fn current(app: &App, entity: &Entity, day: Day) -> Result<Values, PageError> {
    let mut values: Values = entity.attributes.iter().map(|row| (row.name.to_string(), row.value.clone())).collect();
    for role in Role::ALL {
        let mut targets = Vec::new();
        for link in entity.parents(*role) {
            let above = app.store().entity(link.parent, day, app.store().now()).await.map_err(PageError::data)?;
            let code = above.as_ref().and_then(|above| above.code().map(str::to_owned));
            let asked = code.unwrap_or_else(|| link.parent_name.clone());
            targets.push(Target { asked, share: link.share, since: None });
        }
        if !targets.is_empty() {
            values.insert(record_form::of_role(*role), written_targets(*role, &targets));
        }
    }
    Ok(values)
}

/// Writes what is different.
///
/// # Errors
/// As [`show`].
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    writer: Writer,
    Path((kind, id)): Path<(String, i64)>,
    posted: Posted,
) -> Result<Response, PageError> {
    let mut wrong = Wrong::new();
    let mut day = |name: &str, must: bool| match record_form::day(posted.get(name)) {
        Ok(None) if must => {
            wrong.insert(name.to_owned(), Said::new("请填写日期", "give a day"));
            None
        }
        Ok(day) => day,
        Err(said) => {
            wrong.insert(name.to_owned(), said);
            None
        }
    };
    let (from, to) = (day("from", true), day("to", false));
    let today = day_of(app.store().now());
    let entity = found(&app, &kind, id, from.unwrap_or(today)).await?;
    let ends = posted.get("saying") == "end";
    let saying = if posted.get("saying") == "correct" { Saying::Correct } else { Saying::Change };
    if saying == Saying::Correct && posted.get("reason").is_empty() {
        wrong.insert("reason".to_owned(), Said::new("更正必须写明原因", "a correction needs its reason"));
    }
    if let (Some(from), true) = (from, wrong.is_empty()) {
        match Span::new(from, to) {
            None => {
                drop(wrong.insert("to".to_owned(), Said::new("应晚于开始日期", "it must come after the first day")));
            }
            Some(span) => {
                let act = writer.act(change_kind(entity.kind), posted.get("reason"));
                let mut acting = app.store().act(act).await.map_err(PageError::data)?;
                let before = current(&app, &entity, from).await?;
                let changed = if ends {
                    end(&app, &mut acting, &entity, &before, &posted, span, &mut wrong).await?
                } else {
                    write(&app, &mut acting, &entity, &before, &posted, (span, saying), &mut wrong).await?
                };
                if wrong.is_empty() && changed {
                    let act = acting.commit().await.map_err(PageError::data)?;
                    return Ok(Done::kept(act, record_href(entity.kind, entity.id)).into_response());
                }
                if wrong.is_empty() {
                    let said = Said::new(
                        "没有任何改动：各项与当日已有的记录相同。",
                        "nothing is changed: everything is as recorded for that day.",
                    );
                    wrong.insert(String::new(), said);
                }
            }
        }
    }
    let values = record_form::sent(&posted);
    Ok(Again(page(&app, viewer, &entity, &values, &wrong).await?).into_response())
}

/// Says in the act that the record is no more from the first day of `span` on, and what came in its place.
async fn end(
    app: &App,
    acting: &mut Acting,
    entity: &Entity,
    before: &Values,
    posted: &Posted,
    span: Span,
    wrong: &mut Wrong,
) -> Result<bool, PageError> {
    if span.to().is_some() {
        wrong.insert(
            "to".to_owned(),
            Said::new("不再存在没有截止日期，请留空", "an end has no last day: leave it empty"),
        );
        return Ok(false);
    }
    let Some(day) = span.from() else { return Ok(false) };
    let ended = acting.end(entity.id, day, Saying::Change).await;
    let mut changed = accepted(ended, "", wrong)?;
    let name = record_form::of_role(Role::Successor);
    let text = posted.get(&name);
    if before.get(&name).map(String::as_str).unwrap_or_default() != text {
        let done = match record_form::parents(app, entity.kind, Role::Successor, text).await {
            Ok(parents) => acting.set_parents(entity.id, Role::Successor, &parents, span, Saying::Change).await,
            Err(said) => {
                wrong.insert(name, said);
                return Ok(false);
            }
        };
        changed |= accepted(done, &name, wrong)?;
    }
    Ok(changed)
}

/// What was done, where the register took it; else why not, beside the field.
fn accepted(done: Result<bool, RegisterError>, field: &str, wrong: &mut Wrong) -> Result<bool, PageError> {
    match done {
        Ok(changed) => Ok(changed),
        Err(RegisterError::Store(error)) => Err(PageError::data(error)),
        Err(error) => {
            wrong.insert(field.to_owned(), Said::new(error.say(Lang::Zh), error.say(Lang::En)));
            Ok(false)
        }
    }
}

/// Says in the act what is different from before; what is refused is noted beside its field.
async fn write(
    app: &App,
    acting: &mut Acting,
    entity: &Entity,
    before: &Values,
    posted: &Posted,
    (span, saying): (Span, Saying),
    wrong: &mut Wrong,
) -> Result<bool, PageError> {
    let mut changed = false;
    for column in Column::of(entity.kind) {
        let name = match column {
            Column::Field(field) => field.name.to_owned(),
            Column::Link(link) => record_form::of_role(link.role),
            Column::From | Column::To | Column::Reason => continue,
        };
        let text = posted.get(&name);
        if before.get(&name).map(String::as_str).unwrap_or_default() == text {
            continue;
        }
        let done = match column {
            Column::Field(field) if text.is_empty() && field.required => {
                Err(Refusal::Said(Said::new("请填写", "fill this in")))
            }
            Column::Field(field) => {
                match (AttributeName::new(field.name), Some(text).filter(|text| !text.is_empty())) {
                    (Ok(own), value) => match value.map(|value| field.read(value)).transpose() {
                        Ok(value) => acting
                            .set_attribute(entity.id, &own, value.as_deref(), span, saying)
                            .await
                            .map_err(Refusal::Register),
                        Err(said) => Err(Refusal::Said(said)),
                    },
                    (Err(_), _) => continue,
                }
            }
            Column::Link(link) => match record_form::parents(app, entity.kind, link.role, text).await {
                Ok(parents) => {
                    acting.set_parents(entity.id, link.role, &parents, span, saying).await.map_err(Refusal::Register)
                }
                Err(said) => Err(Refusal::Said(said)),
            },
            Column::From | Column::To | Column::Reason => continue,
        };
        match done {
            Ok(one) => changed |= one,
            Err(Refusal::Said(said)) => drop(wrong.insert(name, said)),
            Err(Refusal::Register(error)) => changed |= accepted(Err(error), &name, wrong)?,
        }
    }
    Ok(changed)
}

enum Refusal {
    Said(Said),
    Register(RegisterError),
}

async fn page(
    app: &App,
    viewer: Viewer,
    entity: &Entity,
    values: &Values,
    wrong: &Wrong,
) -> Result<ChangePage, PageError> {
    let words = viewer.words;
    let lang = words.lang();
    let own = record_href(entity.kind, entity.id);
    let mut form = Form::new(words, format!("{own}/change"), words.t("record-save")).back(&own);
    if let Some(said) = wrong.get("") {
        form = form.refused(said);
    }
    let sayings = vec![
        (Choice { value: "change".to_owned(), label: words.t("record-change") }, words.t("record-change-why")),
        (Choice { value: "correct".to_owned(), label: words.t("record-correct") }, words.t("record-correct-why")),
        (Choice { value: "end".to_owned(), label: words.t("record-end") }, words.t("record-end-why")),
    ];
    let fields = [
        (Field::new("saying", words.t("record-saying"), Shape::Radio(sayings)).must(), "saying"),
        (Field::new("from", words.t("record-from"), Shape::Day).must(), "from"),
        (Field::new("to", words.t("record-to"), Shape::Day).hint(words.t("record-to-hint")), "to"),
        (Field::new("reason", words.t("form-reason"), Shape::Line).hint(words.t("form-reason-hint")), "reason"),
    ];
    for (field, name) in fields {
        form = form.field(record_form::filled(field, name, values, wrong, lang));
    }
    form = record_form::with_fields(form, app, entity.kind, values, wrong, words).await?;
    let name = entity.name().unwrap_or_default().to_owned();
    let generated = is_demonstration(entity.code().unwrap_or_default(), &name);
    let title = words.ta("record-changing", &[("name", &name)]);
    let frame = app
        .now()
        .await?
        .frame(viewer, Section::Registers, title)
        .lead(words.t("record-changing-lead"))
        .below(
            format!("/registers/{}", entity.kind.code()),
            words.ta("register-title", &[("kind", &entity.kind.say(lang))]),
        )
        .below(own, name)
        .demonstration(generated)
        .with_forms();
    Ok(ChangePage { form: form.show(), frame })
}

/// What the act is called.
const fn change_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Region => "region.change",
        Kind::Agency => "agency.change",
        Kind::Zone => "zone.change",
        Kind::Park => "park.change",
        Kind::Firm => "firm.change",
        Kind::Subject => "subject.change",
        Kind::Person => "person.change",
    }
}
