//! One scheme of a pack: whom it scores, by which items and weights, what follows the score, and where each rule comes from.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use policy::compare::{RuleKind, What};
use policy::pack::Pack;
use policy::scheme::{Grading, GradingMethod, Population, Scheme};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::app::App;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{number, rank_bar};
use crate::page::indicator::kind_name;
use crate::page::pack::{conditions, indicator_href, pack_href, scheme_line};
use crate::page::pack_rules::{self, Rule};
use crate::page::policy_words;
use crate::read::now::Now;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One scheme.
#[derive(Template)]
#[template(path = "page/scheme.html")]
pub struct SchemePage {
    frame: Frame,
    facts: Vec<(String, String)>,
    populations: Vec<PopulationView>,
    evaluations: Vec<(String, String, String)>,
    figures: String,
}

struct PopulationView {
    title: String,
    cite: String,
    conditions: Vec<String>,
    nodes: Option<Html>,
    items: Html,
    grades: Option<(String, Html)>,
    rules: Vec<Rule>,
    told: Vec<(String, Vec<(String, String)>)>,
}

/// Shows the scheme.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such pack or scheme.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, scheme)): Path<(String, String)>,
) -> Result<Page<SchemePage>, PageError> {
    let now = app.now().await?;
    let pack = now.pack(&id).ok_or(PageError::NoSuch { kind: Thing::Pack, name: id })?;
    let scheme = pack.scheme(&scheme).ok_or(PageError::NoSuch { kind: Thing::Scheme, name: scheme })?;
    let words = viewer.words;
    let told = told(&pack, scheme, words);
    let populations = scheme.populations.iter().map(|one| population(&pack, one, &told, words)).collect();
    Ok(Page(SchemePage {
        facts: facts(scheme, words),
        populations,
        evaluations: evaluations(&now, &pack, scheme, words),
        figures: format!("{}/figures", pack_href(&pack.meta.id)),
        frame: now
            .frame(viewer, Section::Packs, &scheme.title)
            .lead(scheme_line(scheme, words))
            .below(pack_href(&pack.meta.id), &pack.meta.title)
            .demonstration(pack.meta.demonstration || scheme.cite.is_demonstration())
            .with_results(),
    }))
}

/// The address of a scheme of a pack.
#[must_use]
pub fn scheme_href(pack: &Pack, scheme: &str) -> String {
    format!("{}/schemes/{}", pack_href(&pack.meta.id), crate::shell::address::segment(scheme))
}

fn facts(scheme: &Scheme, words: Words) -> Vec<(String, String)> {
    vec![
        (words.t("indicator-subject"), kind_name(&scheme.subject, words)),
        (words.t("scheme-how-often"), scheme.period.say(words.lang())),
        (words.t("scheme-rounding"), words.ta("scheme-decimals", &[("decimals", &scheme.decimals.to_string())])),
        (words.t("scheme-ties"), scheme.ties.say(words.lang())),
        (words.t("scheme-id"), scheme.id.to_string()),
        (words.t("cite"), policy_words::cite(&scheme.cite, words)),
    ]
}

/// How an index is built, its sets of weights and how firmness is told: every field in words, by population and kind.
struct Told {
    population: String,
    title: String,
    facts: Vec<(String, String)>,
}

/// What the scheme adds to its pack, told as when two versions are compared, so that no field is left out.
fn told(pack: &Pack, scheme: &Scheme, words: Words) -> Vec<Told> {
    let lang = words.lang();
    let mut without = pack.clone();
    without.schemes.retain(|own| own.id != scheme.id);
    let found = policy::compare(&without, pack).differences;
    let wanted = |kind: RuleKind| matches!(kind, RuleKind::Method | RuleKind::WeightSet | RuleKind::Firmness);
    let told = found.into_iter().filter(|one| wanted(one.kind)).filter_map(|one| {
        let What::New(facts) = one.what else { return None };
        let name = one.name.say(lang);
        let kind = one.kind.say(lang);
        Some(Told {
            population: one.within.last().cloned().unwrap_or_default(),
            title: if name == kind { kind } else { format!("{kind} · {name}") },
            facts: facts.iter().map(|fact| (fact.name.say(lang), fact.value.say(lang))).collect(),
        })
    });
    told.collect()
}

fn population(pack: &Pack, population: &Population, told: &[Told], words: Words) -> PopulationView {
    let mut rules = pack_rules::rules(pack, population, words);
    // Grades stand in a table of their own.
    let grades = words.t("rule-grades");
    rules.retain(|rule| rule.kind != grades);
    let own = told.iter().filter(|one| one.population == population.title);
    PopulationView {
        title: population.title.clone(),
        cite: policy_words::cite(&population.cite, words),
        conditions: conditions(pack, population, words),
        // Headings over points add them up; of an index each node has a weight of its own.
        nodes: population.method.as_ref().map(|_| nodes(population, words)),
        items: items(pack, population, words),
        grades: population.grading.as_ref().map(|grading| (grading_line(grading, words), self::grades(grading, words))),
        rules,
        told: own.map(|one| (one.title.clone(), one.facts.clone())).collect(),
    }
}

fn nodes(population: &Population, words: Words) -> Html {
    let title = |id: &Option<String>| {
        let node = population.nodes.iter().find(|node| Some(&node.id) == id.as_ref());
        node.map(|node| node.title.clone())
    };
    let heads = vec![
        Head::new(words.t("scheme-node")).align(Align::Wide),
        Head::new(words.t("scheme-under")).align(Align::Line),
        Head::new(words.t("item-weight")).align(Align::Number),
        Head::new(words.t("cite")).optional(),
    ];
    let rows = population.nodes.iter().map(|node| {
        Row::new(vec![
            Cell::text(&node.title),
            Cell::maybe(title(&node.under)),
            Cell::Text(number::plain(node.weight)),
            Cell::Text(policy_words::cite(&node.cite, words)),
        ])
    });
    Table::new(words.t("scheme-nodes"), heads, rows.collect()).show(words)
}

fn items(pack: &Pack, population: &Population, words: Words) -> Html {
    let weight = |weight: Decimal| weight.to_f64().unwrap_or_default();
    let most = population.items.iter().map(|item| weight(item.weight)).fold(0.0, f64::max);
    let total: Decimal = population.items.iter().map(|item| item.weight).sum();
    let headed = !population.nodes.is_empty();
    let heading = |under: &Option<String>| {
        let under = under.as_ref()?;
        population.nodes.iter().find(|node| node.id == *under).map(|node| node.title.clone())
    };
    let mut heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("item-weight")).align(Align::Number),
        Head::new(words.t("scheme-share")).align(Align::Bar).optional(),
        Head::new(words.t("item-function")).align(Align::Long),
        Head::new(words.t("item-missing")).optional(),
        Head::new(words.t("cite")).optional(),
    ];
    if headed {
        heads.insert(1, Head::new(words.t("scheme-under")).align(Align::Line).optional());
    }
    let rows = population.items.iter().map(|item| {
        let indicator = pack.indicator(item.indicator.as_str());
        let title = indicator.map_or_else(|| item.indicator.to_string(), |found| found.title.clone());
        let unit = indicator.map(|found| found.unit.say(words.lang())).unwrap_or_default();
        let way = indicator.map(|found| found.direction.say(words.lang())).unwrap_or_default();
        let note = [unit, way].into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" · ");
        let mut cells = vec![
            Cell::Noted { text: title, href: Some(indicator_href(pack, item.indicator.as_str())), note },
            Cell::Text(number::plain(item.weight)),
            Cell::Part(rank_bar::show(weight(item.weight), most)),
            Cell::Text(policy_words::item_function(&item.function, pack, words)),
            Cell::Text(policy_words::missing_rule(&item.missing, words)),
            Cell::Text(policy_words::cite(&item.cite, words)),
        ];
        if headed {
            cells.insert(1, Cell::maybe(heading(&item.under)));
        }
        Row::new(cells)
    });
    let rows = rows.collect();
    // Of an index the weights count among those under the same node; a sum over all would say nothing.
    let table = Table::new(population.title.clone(), heads, rows);
    if population.method.is_some() {
        return table.show(words);
    }
    let mut foot = vec![Cell::text(words.t("total")), Cell::Text(number::plain(total))];
    foot.extend((0..4).map(|_| Cell::text("")));
    if headed {
        foot.insert(1, Cell::text(""));
    }
    table.with_foot(Row::new(foot)).show(words)
}

fn grading_line(grading: &Grading, words: Words) -> String {
    format!("{} · {}", grading.over.say(words.lang()), policy_words::cite(&grading.cite, words))
}

fn grades(grading: &Grading, words: Words) -> Html {
    let heads =
        vec![Head::new(words.t("grade")).align(Align::Line), Head::new(words.t("grade-when")).align(Align::Wide)];
    let percent = Decimal::ONE_HUNDRED;
    let rows = grading.grades.iter().map(|grade| {
        let when = match (grade.bound, grading.method) {
            (None, _) => words.t("grade-otherwise"),
            (Some(bound), GradingMethod::Quota { .. }) => {
                words.ta("grade-first", &[("share", &number::plain(bound * percent))])
            }
            (Some(bound), GradingMethod::CutOff) => words.ta("grade-from", &[("score", &number::plain(bound))]),
        };
        Row::new(vec![Cell::text(&grade.code), Cell::Text(when)])
    });
    Table::new(words.t("rule-grades"), heads, rows.collect()).show(words)
}

/// Evaluations that were run by this scheme, newest period first.
fn evaluations(now: &Now, pack: &Pack, scheme: &Scheme, words: Words) -> Vec<(String, String, String)> {
    let own = now
        .evaluations()
        .iter()
        .filter(|sealed| sealed.evaluation().scheme == scheme.id && sealed.seal.pack.meta.id == pack.meta.id);
    let line = |sealed: &std::sync::Arc<crate::read::sealed::Sealed>| {
        let same = sealed.seal.pack.files.hash() == pack.files.hash();
        let note = if same { words.t("scheme-same-version") } else { words.t("scheme-other-version") };
        (sealed.href(), sealed.line(words), note)
    };
    own.map(line).collect()
}
