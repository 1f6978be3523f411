//! Who acts: chosen from the register of people, or named where the register does not hold the person yet.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::register::Kind;
use store::register::Wanted;

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::shell::acting::{LONGEST, Person};
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// People are offered up to here; of more, the code is typed.
const MOST: u64 = 200;

/// The choice of a person.
#[derive(Debug, Template)]
#[template(path = "page/form.html")]
pub struct ActingPage {
    frame: Frame,
    form: Html,
}

/// Shows who may be chosen.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<ActingPage>, PageError> {
    let next = own(viewer.here.get("next").unwrap_or_default()).to_owned();
    let person = viewer.person.as_ref().map(|person| person.code.clone()).unwrap_or_default();
    page(&app, viewer, &next, [&person, ""], ["", ""]).await.map(Page)
}

/// Remembers who was chosen and goes on to where it was asked from.
///
/// # Errors
/// As [`show`].
pub async fn choose(State(app): State<App>, viewer: Viewer, posted: Posted) -> Result<Response, PageError> {
    let (code, name, next) = (posted.get("person"), posted.get("name"), own(posted.get("next")));
    let words = viewer.words;
    let known = people(&app).await?;
    let chosen = if name.is_empty() {
        known.into_iter().find(|(own, _)| own == code).and_then(|(code, name)| Person::new(&code, &name))
    } else {
        Person::new(name, name)
    };
    let Some(remember) = chosen.as_ref().and_then(Person::remember) else {
        let wrong = match (code, name) {
            ("", "") => [String::new(), words.t("acting-none-chosen")],
            (_, "") => [words.t("acting-no-such"), String::new()],
            _ => [String::new(), words.ta("acting-too-long", &[("most", &LONGEST.to_string())])],
        };
        let page = page(&app, viewer, next, [code, name], [&wrong[0], &wrong[1]]).await?;
        return Ok(Again(page).into_response());
    };
    let mut response = Done::on(if next.is_empty() { "/" } else { next }).into_response();
    response.headers_mut().append(axum::http::header::SET_COOKIE, remember);
    Ok(response)
}

async fn page(
    app: &App,
    viewer: Viewer,
    next: &str,
    values: [&str; 2],
    wrong: [&str; 2],
) -> Result<ActingPage, PageError> {
    let words = viewer.words;
    let choices = people(app).await?.into_iter().map(|(code, name)| {
        let label = if code == name { name } else { format!("{name}（{code}）") };
        Choice { value: code, label }
    });
    let choices: Vec<Choice> = choices.collect();
    let mut form = Form::new(words, "/acting", words.t("acting-go")).field(Field::hidden("next", next));
    let alone = choices.is_empty();
    if !alone {
        let field = Field::new("person", words.t("acting-person"), Shape::One(choices));
        form = form.field(field.value(values[0]).wrong(wrong[0]));
    }
    let field = Field::new("name", words.t("acting-name"), Shape::Line).hint(words.t("acting-name-hint"));
    let field = if alone { field.must() } else { field };
    form = form.field(field.value(values[1]).wrong(wrong[1]));
    let frame = app.now().await?.frame(viewer, Section::None, words.t("acting-title"));
    Ok(ActingPage { form: form.show(), frame: frame.lead(words.t("acting-lead")).with_forms() })
}

/// People of the register: by what they are told apart, and their name.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn people(app: &App) -> Result<Vec<(String, String)>, PageError> {
    let wanted = Wanted { most: MOST, ..Wanted::default() };
    let found = app.store().listing(Kind::Person, &wanted).await.map_err(PageError::data)?;
    let people = found.rows.into_iter().filter(|line| line.active).map(|line| {
        let code = if line.code.is_empty() { line.name.clone() } else { line.code };
        (code, line.name)
    });
    Ok(people.collect())
}

/// An address of ours; of anything else nothing.
fn own(address: &str) -> &str {
    let is_own = address.starts_with('/')
        && !address.starts_with("//")
        && address.is_ascii()
        && !address.contains(|one: char| one == '\\' || one.is_control());
    if is_own { address } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_choice_one_goes_on_within_this_site_only() {
        assert_eq!(own("/registers/zone?q=%E5%BC%A0"), "/registers/zone?q=%E5%BC%A0");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", ""] {
            assert_eq!(own(foreign), "", "{foreign}");
        }
    }
}
