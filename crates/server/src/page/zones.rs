//! The register of zones: search, filters by level, kind and place, and who leads where.

use askama::Template;
use axum::extract::State;
use domain::attribute;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::register_words;
use crate::read::now::Latest;
use crate::read::register::Line;
use crate::shell::address::{Address, segment};
use crate::shell::error::PageError;
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The register.
#[derive(Template)]
#[template(path = "page/filtered.html")]
pub struct ZonesPage {
    frame: Frame,
    filter: Html,
    list: Html,
    paging: Html,
}

/// Shows the register.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<ZonesPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let title = words.t("menu-zones");
    let Some(latest) = now.latest()? else {
        let list = nothing_imported(words).show();
        let frame = now.frame(viewer, Section::Zones, title);
        return Ok(Page(ZonesPage { frame, filter: Html::default(), list, paging: Html::default() }));
    };
    let mut found = sought(latest, &here, viewer.region.as_deref());
    sort(&mut found, here.get("sort"));
    let paging = Paging::read(&here, found.len());
    let rows = found[paging.range()].iter().map(|line| row(line, words)).collect();
    let empty =
        Empty::new(words.t("zones-none"), words.t("zones-none-why")).way("/zones?region=", words.t("filter-clear"));
    let list = Table::new(title.clone(), heads(&here, words), rows).or_empty(empty).show(words);
    let lead =
        format!("{} · {}", words.tn("count-zones", found.len()), register_words::as_of(latest.view.release(), words));
    let generated = found.iter().any(|line| line.demonstration);
    Ok(Page(ZonesPage {
        filter: filter(latest, &here, words),
        list,
        paging: paging.show(&here, words),
        frame: now.frame(viewer, Section::Zones, title).lead(lead).demonstration(generated),
    }))
}

/// What is said wherever there is no release yet.
#[must_use]
pub fn nothing_imported(words: Words) -> Empty {
    Empty::new(words.t("no-release"), words.t("no-release-why"))
        .command("yuanheng import --home DIR FILE.xlsx")
        .way("/guide", words.t("menu-guide"))
}

fn sought<'a>(latest: &'a Latest, here: &Address, region: Option<&str>) -> Vec<&'a Line> {
    let search = here.get("q").unwrap_or_default().to_lowercase();
    let is = |key: &str, value: &str| here.get(key).is_none_or(|chosen| chosen == value);
    let zones = latest.index.lines().iter().filter(|line| line.subject_kind == "zone");
    zones
        .filter(|line| region.is_none_or(|region| line.region == region))
        .filter(|line| is("level", &line.level) && is("kind", &line.kind))
        .filter(|line| line.matches(&search))
        .collect()
}

fn sort(lines: &mut [&Line], by: Option<&str>) {
    let (key, down) = match by {
        Some(by) => by.strip_prefix('-').map_or((by, false), |key| (key, true)),
        None => return,
    };
    let of = |line: &Line| match key {
        "level" => line.level.clone(),
        "kind" => line.kind.clone(),
        "region" => line.region.clone(),
        _ => line.name.clone(),
    };
    lines.sort_by_key(|line| (of(line), line.id.clone()));
    if down {
        lines.reverse();
    }
}

fn heads(here: &Address, words: Words) -> Vec<Head> {
    vec![
        Head::new(words.t("zone")).align(Align::Wide).sorts(here, "name"),
        Head::new(attribute::title("level", words.lang())).align(Align::Line).sorts(here, "level"),
        Head::new(attribute::title("kind", words.lang())).align(Align::Text).sorts(here, "kind"),
        Head::new(attribute::title("region", words.lang())).align(Align::Text).sorts(here, "region").optional(),
        Head::new(attribute::title("industries", words.lang())).align(Align::Wide).optional(),
    ]
}

fn row(line: &Line, words: Words) -> Row {
    let maybe = |text: String| Cell::maybe(Some(text).filter(|text| !text.is_empty()));
    Row::new(vec![
        Cell::Noted {
            text: line.name.clone(),
            href: Some(format!("/subjects/{}", segment(line.id.as_str()))),
            note: line.id.to_string(),
        },
        maybe(register_words::level(&line.level, words)),
        maybe(register_words::zone_kind(&line.kind, words)),
        maybe(line.region.clone()),
        maybe(line.industry.clone()),
    ])
}

fn filter(latest: &Latest, here: &Address, words: Words) -> Html {
    let choices = |get: fn(&Line) -> &str, say: fn(&str, Words) -> String| {
        let values = latest.index.values(|line| line.subject_kind == "zone", get);
        values.into_iter().map(|value| Choice { label: say(&value, words), value }).collect()
    };
    let fields = vec![
        Field::new(
            "level",
            attribute::title("level", words.lang()).to_owned(),
            choices(|line| &line.level, register_words::level),
        ),
        Field::new(
            "kind",
            attribute::title("kind", words.lang()).to_owned(),
            choices(|line| &line.kind, register_words::zone_kind),
        ),
    ];
    Filter { here, search: words.t("zones-search"), fields, words }.show()
}
