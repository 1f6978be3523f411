//! The fields of a record as a form: what a register takes, filled in, and what is wrong with it.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::register::{Column, Kind, Link, Role, Spot, Takes, Target, targets};
use domain::say::{Lang, Said, Say};
use store::register::{EntityId, Parent, Wanted};

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::shell::error::PageError;
use crate::shell::frame::Choice;
use crate::shell::locale::{Key, Words};
use crate::shell::posted::Posted;

/// As many regions, agencies and zones are offered to choose from; any other is written by code or name.
const MOST: u64 = 200;

/// What stands in the fields of a form, by their names.
pub type Values = BTreeMap<String, String>;
/// What is wrong with fields, by their names.
pub type Wrong = BTreeMap<String, Said>;

/// The name of the field of a link.
#[must_use]
pub fn of_role(role: Role) -> String {
    format!("link-{}", role.code())
}

/// The name of the field that a fault is in.
#[must_use]
pub fn of_spot(spot: &Spot) -> String {
    match spot {
        Spot::Row => String::new(),
        Spot::Field(name) => name.clone(),
        Spot::Link(role) => of_role(*role),
        Spot::From => "from".to_owned(),
        Spot::To => "to".to_owned(),
    }
}

/// Everything that was sent, by name.
#[must_use]
pub fn sent(posted: &Posted) -> Values {
    posted.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Puts the fields and links of a register into a form.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn with_fields(
    mut form: Form,
    app: &App,
    kind: Kind,
    values: &Values,
    wrong: &Wrong,
    words: Words,
) -> Result<Form, PageError> {
    let lang = words.lang();
    for column in Column::of(kind) {
        let (name, shape, hint) = match column {
            Column::Field(field) => (field.name.to_owned(), shape(field.takes, lang), hint(field.takes, lang)),
            Column::Link(link) => (of_role(link.role), offered(app, kind, link).await?, link_hint(link, words)),
            Column::From | Column::To | Column::Reason => continue,
        };
        let mut field = Field::new(name.as_str(), column.title(lang), shape).hint(hint);
        if column.required() {
            field = field.must();
        }
        form = form.field(filled(field, &name, values, wrong, lang));
    }
    Ok(form)
}

/// A field with what stands in it and what is wrong with that.
pub fn filled(field: Field, name: &str, values: &Values, wrong: &Wrong, lang: Lang) -> Field {
    let value = values.get(name).map(String::as_str).unwrap_or_default();
    field.value(value).wrong(wrong.get(name).map(|said| said.say(lang)).unwrap_or_default())
}

fn shape(takes: Takes, lang: Lang) -> Shape {
    match takes {
        Takes::OneOf(choices) => Shape::One(
            choices
                .iter()
                .map(|choice| Choice {
                    value: choice.zh.to_owned(),
                    label: match lang {
                        Lang::Zh => choice.zh.to_owned(),
                        Lang::En => choice.en.to_owned(),
                    },
                })
                .collect(),
        ),
        Takes::Day => Shape::Day,
        _ => Shape::Line,
    }
}

fn hint(takes: Takes, lang: Lang) -> String {
    match takes {
        // What may stand there is seen, or anything may.
        Takes::OneOf(_) | Takes::Day | Takes::Text(_) => String::new(),
        Takes::Region
        | Takes::Credit
        | Takes::Industry
        | Takes::Zone
        | Takes::Own
        | Takes::Measure(_)
        | Takes::Between(..) => takes.expected().say(lang),
    }
}

fn link_hint(link: &Link, words: Words) -> String {
    words.of(match link.role {
        Role::Zone | Role::Member => Key("form-link-shares"),
        Role::Successor => Key("form-link-several"),
        _ => Key("form-link"),
    })
}

async fn offered(app: &App, kind: Kind, link: &Link) -> Result<Shape, PageError> {
    let mut choices = Vec::new();
    for parent in link.role.parents(kind) {
        let wanted = Wanted { most: MOST, ..Wanted::default() };
        let found = app.store().listing(*parent, &wanted).await.map_err(PageError::data)?;
        choices.extend(found.rows.into_iter().filter(|line| line.active).map(|line| {
            let value = if line.code.is_empty() { line.name.clone() } else { line.code };
            Choice { value, label: line.name }
        }));
    }
    Ok(Shape::Offered(choices))
}

/// What a link's field names, found in the registers.
///
/// # Errors
/// What is wrong with it, to be said beside the field.
pub async fn parents(app: &App, kind: Kind, role: Role, text: &str) -> Result<Vec<Parent>, Said> {
    let named = targets(role, text).map_err(|error| error.said())?;
    let mut parents = Vec::with_capacity(named.len());
    for target in named {
        parents.push(Parent { entity: record(app, kind, role, &target).await?, share: target.share });
    }
    Ok(parents)
}

async fn record(app: &App, kind: Kind, role: Role, target: &Target) -> Result<EntityId, Said> {
    let mut last = None;
    for parent in role.parents(kind) {
        match app.store().record(*parent, &target.asked).await {
            Ok(found) => return Ok(found),
            Err(error) => last = Some(Said::new(error.say(Lang::Zh), error.say(Lang::En))),
        }
    }
    Err(last.unwrap_or_else(|| Said::new("没有这样的上级", "there is nothing to stand above")))
}

/// The day in a field.
///
/// # Errors
/// What is expected, to be said beside the field.
pub fn day(text: &str) -> Result<Option<Day>, Said> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Takes::Day.expected())
}
