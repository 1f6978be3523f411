//! A register as it stands today: within a subtree, by two characters of a name, a former name or a code.

use askama::Template;
use axum::extract::{Path, State};
use domain::register::{Kind, is_demonstration};
use domain::say::Say;
use store::register::{EntityId, Wanted};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::component::number;
use crate::component::paging::{Paging, ROWS};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::tabs::{self, Tab};
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// A page of a register.
#[derive(Template)]
#[template(path = "page/register.html")]
pub struct RegisterPage {
    frame: Frame,
    kind: &'static str,
    kinds: Html,
    filter: Html,
    list: Html,
    paging: Html,
}

/// The register where one begins.
///
/// # Errors
/// As [`show`].
pub async fn first(state: State<App>, viewer: Viewer) -> Result<Page<RegisterPage>, PageError> {
    show(state, viewer, Path(Kind::Agency.code().to_owned())).await
}

/// Shows a register.
///
/// # Errors
/// [`PageError::NoSuch`] for a kind that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(kind): Path<String>,
) -> Result<Page<RegisterPage>, PageError> {
    let kind: Kind = kind.parse().map_err(|_| PageError::NoSuch { kind: Thing::Register, name: kind })?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let within = here.get("within").and_then(|number| number.parse().ok()).map(EntityId::of_number);
    let asked = here.get("page").and_then(|text| text.parse::<u64>().ok()).unwrap_or(1).max(1);
    let wanted = Wanted {
        within,
        text: here.get("q").unwrap_or_default().to_owned(),
        skip: (asked - 1) * ROWS as u64,
        most: ROWS as u64,
    };
    let found = app.store().listing(kind, &wanted).await.map_err(PageError::data)?;
    let generated = found.rows.iter().any(|line| is_demonstration(&line.code, &line.name));
    let rows = found.rows.iter().map(|line| {
        let state = if line.active { words.t("record-active") } else { words.t("record-ended") };
        Row::new(vec![
            Cell::link(record_href(kind, line.id), &line.name),
            Cell::maybe(Some(line.code.clone()).filter(|code| !code.is_empty())),
            Cell::text(state),
        ])
    });
    let heads = vec![
        Head::new(domain::attribute::title("name", words.lang())).align(Align::Wide),
        Head::new(domain::attribute::title("code", words.lang())).align(Align::Line),
        Head::new(words.t("record-state")).align(Align::Line),
    ];
    let title = words.ta("register-title", &[("kind", &kind.say(words.lang()))]);
    let empty = if wanted.text.is_empty() && within.is_none() {
        Empty::new(words.t("register-empty"), words.t("register-empty-why"))
            .way(format!("/registers/{}/import", kind.code()), words.t("register-import"))
    } else {
        Empty::new(words.t("register-none"), words.t("register-none-why"))
            .way(format!("/registers/{}", kind.code()), words.t("filter-clear"))
    };
    let list = Table::new(title.clone(), heads, rows.collect()).or_empty(empty).show(words);
    let count = usize::try_from(found.count).unwrap_or(usize::MAX);
    let lead = if found.more {
        words.ta("register-more", &[("count", &number::whole(count))])
    } else {
        words.tn("register-count", count)
    };
    let places = places(&app, kind).await?;
    let filter = Filter {
        here: &here,
        search: words.t("register-search"),
        fields: vec![Field::new("within", words.t("register-within"), places)],
        words,
    };
    Ok(Page(RegisterPage {
        kind: kind.code(),
        kinds: kinds(kind, words),
        filter: filter.show(),
        list,
        paging: Paging::read(&here, count).show(&here, words),
        frame: app.now().await?.frame(viewer, Section::Registers, title).lead(lead).demonstration(generated),
    }))
}

/// The address of a record.
#[must_use]
pub fn record_href(kind: Kind, id: EntityId) -> String {
    format!("/registers/{}/{id}", kind.code())
}

/// The registers to switch between.
fn kinds(shown: Kind, words: Words) -> Html {
    let tabs: Vec<Tab> = Kind::ALL
        .iter()
        .map(|kind| Tab {
            href: format!("/registers/{}", kind.code()),
            text: kind.say(words.lang()),
            current: *kind == shown,
        })
        .collect();
    tabs::show(&words.t("register-kinds"), &tabs)
}

/// Regions to look within: those of which there are few enough to choose from.
async fn places(app: &App, kind: Kind) -> Result<Vec<Choice>, PageError> {
    const MOST: u64 = 100;
    let of = match kind {
        Kind::Zone | Kind::Park | Kind::Firm | Kind::Subject => Kind::Region,
        Kind::Agency | Kind::Person => Kind::Agency,
        Kind::Region => return Ok(Vec::new()),
    };
    let wanted = Wanted { within: None, text: String::new(), skip: 0, most: MOST };
    let found = app.store().listing(of, &wanted).await.map_err(PageError::data)?;
    let choices = found.rows.into_iter().map(|line| Choice { value: line.id.to_string(), label: line.name });
    Ok(choices.collect())
}
