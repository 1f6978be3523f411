//! The messages of the person who acts: what ended, what came out of it, and where it leads.

use askama::Template;
use axum::extract::State;
use domain::say::Say;
use store::audit::china_time;
use store::message::{Message, Messages};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::form::Button;
use crate::component::html::Html;
use crate::component::paging::{Paging, ROWS};
use crate::component::state::{self, Light};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::tabs::{self, Tab};
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// A page of messages.
#[derive(Debug, Template)]
#[template(path = "page/messages.html")]
pub struct MessagesPage {
    frame: Frame,
    which: Html,
    list: Html,
    paging: Html,
    mark: Option<Html>,
}

/// Shows the messages of the person who acts.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<MessagesPage>, PageError> {
    let (words, here) = (viewer.words, viewer.here.clone());
    let only_unread = here.get("unread").is_some();
    let asked = here.get("page").and_then(|text| text.parse::<u64>().ok()).unwrap_or(1).max(1);
    let skip = (asked - 1).saturating_mul(ROWS as u64);
    let found = match &viewer.person {
        Some(person) => app.store().messages(&person.code, only_unread, skip, ROWS as u64).await,
        None => Ok(Messages { rows: Vec::new(), count: 0, unread: 0 }),
    };
    let found = found.map_err(PageError::data)?;
    let empty = match &viewer.person {
        Some(_) => Empty::new(words.t("message-none"), words.t("message-none-why")),
        None => Empty::new(words.t("message-nobody"), words.t("message-nobody-why"))
            .way("/acting?next=%2Fmessages", words.t("acting-title")),
    };
    let heads = vec![
        Head::new(words.t("message-title")).align(Align::Wide),
        Head::new(words.t("message-body")).align(Align::Long),
        Head::new(words.t("message-state")).align(Align::Line),
        Head::new(words.t("message-at")).align(Align::Line).optional(),
    ];
    let rows = found.rows.iter().map(|message| row(message, words)).collect();
    let title = words.t("menu-messages");
    let count = usize::try_from(found.count).unwrap_or(usize::MAX);
    let unread = usize::try_from(found.unread).unwrap_or(usize::MAX);
    Ok(Page(MessagesPage {
        which: which(only_unread, unread, words),
        list: Table::new(title.clone(), heads, rows).or_empty(empty).show(words),
        paging: Paging::read(&here, count).show(&here, words),
        mark: mark(&found, words),
        frame: app
            .now()
            .await?
            .frame(viewer, Section::Messages, title)
            .lead(words.tn("message-unread", unread))
            .with_forms(),
    }))
}

/// The messages that were shown are read.
///
/// # Errors
/// [`PageError::Data`] when the store refuses.
pub async fn read(State(app): State<App>, writer: Writer, posted: Posted) -> Result<Done, PageError> {
    let ids: Vec<i64> = posted.all("id").filter_map(|id| id.parse().ok()).take(ROWS).collect();
    app.store().mark_read(&writer.person().code, &ids).await.map_err(PageError::data)?;
    Ok(Done::on("/messages"))
}

/// All, or those not read.
fn which(only_unread: bool, unread: usize, words: Words) -> Html {
    let tab = |href: &str, text: String, current| Tab { href: href.to_owned(), text, current };
    let tabs = [
        tab("/messages", words.t("message-all"), !only_unread),
        tab("/messages?unread=1", format!("{} {unread}", words.t("message-new")), only_unread),
    ];
    tabs::show(&words.t("menu-messages"), &tabs)
}

fn row(message: &Message, words: Words) -> Row {
    let title = message.title.say(words.lang());
    let first = match message.link.as_deref().filter(|link| link.starts_with('/') && !link.starts_with("//")) {
        Some(link) => Cell::link(link, title),
        None => Cell::Text(title),
    };
    let (light, word) = match message.read_at {
        Some(_) => (Light::None, words.t("message-is-read")),
        None => (Light::Open, words.t("message-new")),
    };
    let body = message.body.say(words.lang());
    Row::new(vec![
        first,
        Cell::maybe(Some(body).filter(|body| !body.is_empty())),
        Cell::Part(state::show(light, &word)),
        Cell::text(china_time(message.at)),
    ])
}

/// Marks those on the page as read.
fn mark(found: &Messages, words: Words) -> Option<Html> {
    let ids: Vec<String> =
        found.rows.iter().filter(|one| one.read_at.is_none()).map(|one| one.id.to_string()).collect();
    let with: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    let label = words.t("message-mark");
    let button = Button { action: "/messages/read", label: &label, with: &with, first: true };
    (!ids.is_empty()).then(|| button.show())
}
