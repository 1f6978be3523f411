//! One policy pack: what document it answers to and every rule in it with its clause.

use askama::Template;
use axum::extract::{Path, State};
use domain::attribute;
use domain::hash::Sm3;
use domain::id::PackId;
use domain::say::Say;
use policy::pack::Pack;
use policy::scheme::{Population, Scheme};
use policy::target::{Subjects, Target};

use crate::app::App;
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::pack_rules::{self, Rule, condition};
use crate::page::pack_tabs::{self, View};
use crate::page::scheme::scheme_href;
use crate::page::score_parts::joint;
use crate::page::target::target_href;
use crate::page::{pack_document, pack_money, policy_words};
use crate::shell::address::segment;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One pack.
#[derive(Template)]
#[template(path = "page/pack.html")]
pub struct PackPage {
    frame: Frame,
    id: String,
    tabs: Html,
    facts: Vec<(String, String)>,
    schemes: Vec<SchemeView>,
    targets: Option<Html>,
    tasks: Option<Html>,
    subsidies: Option<Html>,
    subsidy_lists: Option<Html>,
    dynamics: Option<Html>,
    indicators: usize,
}

struct SchemeView {
    href: String,
    title: String,
    line: String,
    populations: Vec<PopulationView>,
}

struct PopulationView {
    title: String,
    cite: String,
    conditions: Vec<String>,
    items: Html,
    rules: Vec<Rule>,
}

/// Shows the pack.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such pack.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Result<Page<PackPage>, PageError> {
    let now = app.now().await?;
    let pack = now.pack(&id).ok_or(PageError::NoSuch { kind: Thing::Pack, name: id })?;
    let words = viewer.words;
    let frame = now
        .frame(viewer, Section::Packs, &pack.meta.title)
        .lead(policy_words::issuer_and_number(&pack, words))
        .demonstration(pack.meta.demonstration);
    Ok(Page(PackPage {
        frame,
        id: pack.meta.id.to_string(),
        tabs: pack_tabs::show(&pack.meta.id, View::Rules, words),
        facts: facts(&pack, words),
        schemes: pack.schemes.iter().map(|scheme| scheme_view(&pack, scheme, words)).collect(),
        targets: (!pack.targets.is_empty()).then(|| targets(&pack, words)),
        tasks: pack_document::tasks(&pack, words),
        subsidies: pack_money::subsidies(&pack, words),
        subsidy_lists: pack_money::lists(&pack, words),
        dynamics: pack_document::dynamics(&pack, words),
        indicators: pack.indicators.len(),
    }))
}

impl PackPage {
    fn indicators_line(&self) -> String {
        self.frame.words().tn("pack-all-indicators", self.indicators)
    }
}

fn facts(pack: &Pack, words: Words) -> Vec<(String, String)> {
    let meta = &pack.meta;
    let day = |text: &Option<String>| text.as_deref().map(|text| policy_words::day(text, words));
    let force = match (day(&meta.in_force_from), day(&meta.in_force_to)) {
        (Some(from), Some(to)) => Some(words.ta("pack-force-from-to", &[("from", &from), ("to", &to)])),
        (Some(from), None) => Some(words.ta("pack-force-from", &[("from", &from)])),
        (None, Some(to)) => Some(words.ta("pack-force-to", &[("to", &to)])),
        (None, None) => None,
    };
    let upper: Vec<_> = meta.builds_on.iter().map(ToString::to_string).collect();
    [
        (words.t("pack-issuer"), Some(meta.issuer.clone())),
        (words.t("pack-number"), meta.number.clone()),
        (words.t("pack-issued"), day(&meta.issued)),
        (words.t("pack-force"), force),
        (words.t("pack-jurisdiction"), Some(meta.jurisdiction.clone())),
        (words.t("pack-source"), Some(meta.source.clone())),
        (words.t("pack-builds-on"), (!upper.is_empty()).then(|| upper.join(", "))),
        (words.t("pack-id"), Some(meta.id.to_string())),
        (words.t("pack-hash"), Some(pack.hash().to_string())),
    ]
    .into_iter()
    .filter_map(|(label, value)| value.filter(|value| !value.is_empty()).map(|value| (label, value)))
    .collect()
}

/// How often a scheme is run, how it rounds and how it ranks equal scores, with its clause.
#[must_use]
pub fn scheme_line(scheme: &Scheme, words: Words) -> String {
    let lang = words.lang();
    let line = [
        words.ta("scheme-period", &[("period", &scheme.period.say(lang))]),
        words.ta("scheme-decimals", &[("decimals", &scheme.decimals.to_string())]),
        scheme.ties.say(lang),
        policy_words::cite(&scheme.cite, words),
    ];
    line.join(" · ")
}

fn scheme_view(pack: &Pack, scheme: &Scheme, words: Words) -> SchemeView {
    SchemeView {
        href: scheme_href(pack, scheme.id.as_str()),
        title: scheme.title.clone(),
        line: scheme_line(scheme, words),
        populations: scheme.populations.iter().map(|one| population_view(pack, one, words)).collect(),
    }
}

/// Whom a population takes, in words, and by what it is ranked apart.
#[must_use]
pub fn conditions(pack: &Pack, population: &Population, words: Words) -> Vec<String> {
    let mut conditions: Vec<_> = population.filter.iter().map(|filter| condition(filter, words)).collect();
    conditions.extend(population.when.as_ref().map(|when| policy_words::formula(when, pack, words)));
    conditions.extend(
        population.group_by.as_ref().map(|group| {
            words.ta("population-group", &[("attribute", attribute::title(group.as_str(), words.lang()))])
        }),
    );
    conditions
}

fn population_view(pack: &Pack, population: &Population, words: Words) -> PopulationView {
    PopulationView {
        title: population.title.clone(),
        cite: policy_words::cite(&population.cite, words),
        conditions: conditions(pack, population, words),
        items: items(pack, population, words),
        rules: pack_rules::rules(pack, population, words),
    }
}

fn items(pack: &Pack, population: &Population, words: Words) -> Html {
    let mut total = rust_decimal::Decimal::ZERO;
    let rows = population
        .items
        .iter()
        .map(|item| {
            total += item.weight;
            let indicator = pack.indicator(item.indicator.as_str());
            let title = indicator.map_or_else(|| item.indicator.to_string(), |found| found.title.clone());
            Row::new(vec![
                Cell::link(indicator_href(pack, item.indicator.as_str()), title),
                Cell::text(number::plain(item.weight)),
                Cell::text(policy_words::item_function(&item.function, pack, words)),
                Cell::text(policy_words::missing_rule(&item.missing, words)),
                Cell::text(policy_words::cite(&item.cite, words)),
            ])
        })
        .collect();
    let heads = vec![
        Head::new(words.t("item")),
        Head::new(words.t("item-weight")).unit(words.t("points")).align(Align::Number),
        Head::new(words.t("item-function")).align(Align::Wide),
        Head::new(words.t("item-missing")).optional(),
        Head::new(words.t("cite")).align(Align::Text).optional(),
    ];
    let foot = Row::new(vec![
        Cell::text(words.t("total")),
        Cell::text(number::plain(total)),
        Cell::text(""),
        Cell::text(""),
        Cell::text(""),
    ]);
    Table::new(population.title.clone(), heads, rows).with_foot(foot).show(words)
}

/// The address of a pack.
#[must_use]
pub fn pack_href(id: &PackId) -> String {
    format!("/packs/{}", segment(id.as_str()))
}

/// The address of a version of a pack.
#[must_use]
pub fn version_href(id: &PackId, sm3: Sm3) -> String {
    format!("{}/versions/{}", pack_href(id), sm3.short())
}

/// The address of an indicator of a pack.
#[must_use]
pub fn indicator_href(pack: &Pack, code: &str) -> String {
    format!("/packs/{}/indicators/{}", segment(pack.meta.id.as_str()), segment(code))
}

fn targets(pack: &Pack, words: Words) -> Html {
    let rows = pack.targets.iter().map(|target| target_row(pack, target, words)).collect();
    let heads = vec![
        Head::new(words.t("target")).align(Align::Wide),
        Head::new(words.t("target-goal")),
        Head::new(words.t("target-by")).align(Align::Text),
        Head::new(words.t("target-whom")),
        Head::new(words.t("cite")).optional(),
    ];
    Table::new(words.t("pack-targets"), heads, rows).show(words)
}

fn target_row(pack: &Pack, target: &Target, words: Words) -> Row {
    let title = Cell::link(target_href(pack, target.id.as_str()), &target.title);
    Row::new(vec![
        title,
        Cell::text(policy_words::goal(pack, target, words)),
        Cell::text(policy_words::deadline(target.by, words)),
        Cell::text(whom(&target.subjects, words)),
        Cell::text(policy_words::cite(&target.cite, words)),
    ])
}

/// Whom a target binds, in words.
#[must_use]
pub fn whom(subjects: &Subjects, words: Words) -> String {
    let joint = joint(words);
    match subjects {
        Subjects::Whole(name) => name.clone(),
        Subjects::Named(names) => names.join(joint),
        Subjects::Each { filter, except } => {
            let filter: Vec<_> = filter.iter().map(|one| condition(one, words)).collect();
            let each = if filter.is_empty() {
                words.t("target-each")
            } else {
                words.ta("target-each-of", &[("filter", &filter.join(joint))])
            };
            if except.is_empty() {
                each
            } else {
                words.ta("target-except", &[("whom", &each), ("except", &except.join(joint))])
            }
        }
    }
}
