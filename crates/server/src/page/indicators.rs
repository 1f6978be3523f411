//! Every indicator of every pack: what it measures, in which unit, by which formula and clause.

use askama::Template;
use axum::extract::State;
use domain::say::Say;
use policy::pack::{Definition, Indicator, Pack};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::pack::indicator_href;
use crate::page::policy_words;
use crate::shell::error::PageError;
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list of indicators.
#[derive(Template)]
#[template(path = "page/filtered.html")]
pub struct IndicatorsPage {
    frame: Frame,
    filter: Html,
    list: Html,
    paging: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<IndicatorsPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let search = here.get("q").unwrap_or_default().to_lowercase();
    let found: Vec<_> = now
        .packs()
        .iter()
        .flat_map(|pack| pack.indicators.iter().map(move |indicator| (pack, indicator)))
        .filter(|(pack, indicator)| indicator.pack == pack.meta.id)
        .filter(|(pack, _)| here.get("pack").is_none_or(|id| pack.meta.id.as_str() == id))
        .filter(|(_, indicator)| here.get("kind").is_none_or(|kind| kind_of(indicator) == kind))
        .filter(|(_, indicator)| matches(indicator, &search))
        .collect();
    let paging = Paging::read(&here, found.len());
    let rows = found[paging.range()].iter().map(|(pack, indicator)| row(pack, indicator, words)).collect();
    let heads = vec![
        Head::new(words.t("indicator")).align(Align::Wide),
        Head::new(words.t("indicator-unit")).align(Align::Line),
        Head::new(words.t("indicator-definition")).align(Align::Wide),
        Head::new(words.t("cite")).optional(),
        Head::new(words.t("indicator-pack")).align(Align::Text).optional(),
    ];
    let empty = Empty::new(words.t("indicators-none"), words.t("indicators-none-why"))
        .way("/indicators", words.t("filter-clear"));
    let list = Table::new(words.t("menu-indicators"), heads, rows).or_empty(empty).show(words);
    let packs = now
        .packs()
        .iter()
        .map(|pack| Choice { value: pack.meta.id.to_string(), label: pack.meta.title.clone() })
        .collect();
    let kinds = vec![
        Choice { value: "reported".to_owned(), label: words.t("indicator-reported") },
        Choice { value: "derived".to_owned(), label: words.t("indicator-derived") },
    ];
    let filter = Filter {
        here: &here,
        search: words.t("indicators-search"),
        fields: vec![
            Field::new("pack", words.t("indicator-pack"), packs),
            Field::new("kind", words.t("indicator-definition"), kinds),
        ],
        words,
    };
    let lead = words.tn("count-indicators", found.len());
    Ok(Page(IndicatorsPage {
        filter: filter.show(),
        list,
        paging: paging.show(&here, words),
        frame: now.frame(viewer, Section::Indicators, words.t("menu-indicators")).lead(lead),
    }))
}

const fn kind_of(indicator: &Indicator) -> &'static str {
    match indicator.definition {
        Definition::Reported => "reported",
        Definition::Derived(_) => "derived",
    }
}

/// Whether title, another name or code holds what is sought (in lower case).
fn matches(indicator: &Indicator, search: &str) -> bool {
    search.is_empty()
        || indicator.title.to_lowercase().contains(search)
        || indicator.code.as_str().contains(search)
        || indicator.aliases.iter().any(|alias| alias.to_lowercase().contains(search))
}

fn row(pack: &Pack, indicator: &Indicator, words: Words) -> Row {
    let definition = indicator.formula().map_or_else(
        || words.t("indicator-reported"),
        |formula| format!("= {}", policy_words::formula(formula, pack, words)),
    );
    Row::new(vec![
        Cell::Noted {
            text: indicator.title.clone(),
            href: Some(indicator_href(pack, indicator.code.as_str())),
            note: indicator.code.to_string(),
        },
        Cell::text(indicator.unit.say(words.lang())),
        Cell::text(definition),
        Cell::text(policy_words::cite(&indicator.cite, words)),
        Cell::text(&pack.meta.title),
    ])
}
