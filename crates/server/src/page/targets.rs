//! Targets against actual: what a policy wants reached by when, where things stand, and by which cell.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use domain::period::Period;
use domain::say::Say;
use evaluation::targets::{State as Standing, TargetState, TargetSubject};
use policy::target::{Comparator, Measure};
use policy::{Pack, Target};

use crate::app::{App, aside};
use crate::component::empty::Empty;
use crate::component::figure::{self, Figure};
use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::component::number;
use crate::component::paging::Paging;
use crate::component::state::{self, Light};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::target_bar::{self, TargetBar};
use crate::page::target::target_href;
use crate::page::{policy_words, register_words, zones};
use crate::read::now::Latest;
use crate::read::targets::Held;
use crate::shell::address::{Address, segment};
use crate::shell::error::PageError;
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// Targets of one pack.
#[derive(Template)]
#[template(path = "page/targets.html")]
pub struct TargetsPage {
    frame: Frame,
    figures: Html,
    filter: Html,
    /// What the marks of the bars mean.
    key: Html,
    list: Html,
    paging: Html,
}

/// Shows the targets.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<TargetsPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let title = words.t("menu-targets");
    let packs: Vec<_> = now.packs().iter().filter(|pack| !pack.targets.is_empty()).cloned().collect();
    let (Some(latest), Some(period)) = (now.latest()?, now.period(&viewer)) else {
        return Ok(Page(nothing(now.frame(viewer, Section::Targets, title), &zones::nothing_imported(words))));
    };
    let all = measured(latest, &packs, period).await?;
    let Some(held) = chosen(&all, here.get("pack")) else {
        let empty =
            Empty::new(words.t("targets-no-pack"), words.t("targets-no-pack-why")).way("/packs", words.t("menu-packs"));
        return Ok(Page(nothing(now.frame(viewer, Section::Targets, title), &empty)));
    };
    let rows = sought(held, latest, &here, viewer.region.as_deref());
    let paging = Paging::read(&here, rows.len());
    let shown = rows[paging.range()].iter().map(|(state, subject)| row(&held.pack, state, *subject, words)).collect();
    let empty =
        Empty::new(words.t("targets-none"), words.t("targets-none-why")).way("/targets", words.t("filter-clear"));
    let list = Table::new(title.clone(), heads(words), shown).as_cards().or_empty(empty).show(words);
    let lead =
        [held.pack.meta.title.clone(), period.say(words.lang()), register_words::as_of(latest.view.release(), words)];
    Ok(Page(TargetsPage {
        figures: figure::show(&figures(held, words)),
        filter: filter(&all, held, &here, words),
        key: if rows.is_empty() { Html::default() } else { target_bar::key(words) },
        list,
        paging: paging.show(&here, words),
        frame: now
            .frame(viewer, Section::Targets, title)
            .lead(lead.join(" · "))
            .demonstration(held.measured.demonstration)
            .with_results(),
    }))
}

fn nothing(frame: Frame, empty: &Empty) -> TargetsPage {
    let none = Html::default;
    TargetsPage { frame, figures: none(), filter: none(), key: none(), list: empty.show(), paging: none() }
}

async fn measured(latest: &Arc<Latest>, packs: &[Arc<Pack>], period: Period) -> Result<Vec<Held>, PageError> {
    let (latest, packs) = (Arc::clone(latest), packs.to_vec());
    aside(move || packs.iter().map(|pack| latest.targets.of(pack, &latest.view, period)).collect()).await
}

/// The pack asked for; without one, the first whose targets have actual values.
fn chosen<'a>(all: &'a [Held], asked: Option<&str>) -> Option<&'a Held> {
    let has_actual = |held: &&Held| {
        let subjects = held.measured.targets.iter().flat_map(|target| &target.subjects);
        subjects.into_iter().any(|subject| subject.actual.is_some())
    };
    match asked {
        Some(id) => all.iter().find(|held| held.pack.meta.id.as_str() == id),
        None => all.iter().find(has_actual).or_else(|| all.first()),
    }
}

type Line<'a> = (&'a TargetState, Option<&'a TargetSubject>);

/// Every target with each subject it binds; one that binds nobody known stands once.
fn sought<'a>(held: &'a Held, latest: &Latest, here: &Address, region: Option<&str>) -> Vec<Line<'a>> {
    let search = here.get("q").unwrap_or_default().to_lowercase();
    let within = |subject: &TargetSubject| match (region, &subject.subject) {
        (Some(region), Some(id)) => {
            latest.index.line(id.as_str()).is_none_or(|line| line.region.is_empty() || line.region == region)
        }
        _ => true,
    };
    let mut lines: Vec<Line<'_>> = Vec::new();
    for target in &held.measured.targets {
        if target.subjects.is_empty() {
            lines.push((target, None));
        }
        lines.extend(target.subjects.iter().filter(|one| within(one)).map(|subject| (target, Some(subject))));
    }
    lines.retain(|(target, subject)| {
        let text = |text: &str| text.to_lowercase().contains(&search);
        text(&target.title) || text(&target.indicator_title) || subject.is_some_and(|subject| text(&subject.name))
    });
    lines.retain(|(_, subject)| here.get("state").is_none_or(|state| word(standing(*subject)) == state));
    lines
}

fn standing(subject: Option<&TargetSubject>) -> Standing {
    subject.map_or(Standing::NoSubject, |subject| subject.state)
}

const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::NotMet => "not_met",
        Standing::Underway => "underway",
        Standing::NoData => "no_data",
        Standing::NoSubject => "no_subject",
        Standing::NotMeasured => "not_measured",
    }
}

const STANDINGS: [Standing; 6] =
    [Standing::Met, Standing::NotMet, Standing::Underway, Standing::NoData, Standing::NoSubject, Standing::NotMeasured];

fn figures(held: &Held, words: Words) -> Vec<Figure> {
    let subjects = || held.measured.targets.iter().flat_map(|target| &target.subjects);
    let count = |standing: Standing| subjects().filter(|subject| subject.state == standing).count();
    let own = Address::of("/targets").with("pack", held.pack.meta.id.as_str());
    let mut figures = vec![Figure {
        label: words.t("figure-targets"),
        value: number::whole(held.measured.targets.len()),
        unit: String::new(),
        note: words.t("figure-targets-note"),
        href: None,
    }];
    figures.extend(STANDINGS[..4].iter().map(|standing| Figure {
        label: standing.say(words.lang()),
        value: number::whole(count(*standing)),
        unit: String::new(),
        note: String::new(),
        href: Some(own.with("state", word(*standing)).to_string()),
    }));
    figures
}

fn filter(all: &[Held], held: &Held, here: &Address, words: Words) -> Html {
    let packs =
        all.iter().map(|one| Choice { value: one.pack.meta.id.to_string(), label: one.pack.meta.title.clone() });
    let states = STANDINGS.iter().map(|one| Choice { value: word(*one).to_owned(), label: one.say(words.lang()) });
    let here = here.with("pack", held.pack.meta.id.as_str());
    let fields = vec![
        Field::fixed("pack", words.t("indicator-pack"), packs.collect()),
        Field::new("state", words.t("target-state"), states.collect()),
    ];
    Filter { here: &here, search: words.t("targets-search"), fields, words }.show()
}

fn heads(words: Words) -> Vec<Head> {
    vec![
        Head::new(words.t("target")).align(Align::Wide),
        Head::new(words.t("target-whom")).align(Align::Wide),
        Head::new(words.t("target-actual")).align(Align::Number),
        Head::new(words.t("target-bar")).align(Align::Target).optional(),
        Head::new(words.t("target-goal")).align(Align::Text),
        Head::new(words.t("target-by")).align(Align::Line),
        Head::new(words.t("target-state")).align(Align::Text),
        Head::new(words.t("cite")).align(Align::Text).optional(),
    ]
}

fn row(pack: &Pack, state: &TargetState, subject: Option<&TargetSubject>, words: Words) -> Row {
    Row::new(cells(pack, state, subject, words))
}

fn cells(pack: &Pack, state: &TargetState, subject: Option<&TargetSubject>, words: Words) -> Vec<Cell> {
    let lang = words.lang();
    let rule = pack.target(state.id.as_str());
    let who = match subject {
        Some(TargetSubject { subject: Some(id), name, .. }) => {
            Cell::link(format!("/subjects/{}", segment(id.as_str())), name)
        }
        Some(one) => Cell::text(&one.name),
        None => Cell::Text(words.t("target-nobody")),
    };
    let actual = subject.and_then(|one| one.actual);
    let unit = state.unit.say(lang);
    vec![
        Cell::Noted {
            text: state.title.clone(),
            href: Some(target_href(pack, state.id.as_str())),
            note: state.indicator_title.clone(),
        },
        who,
        actual.map_or_else(
            || Cell::Missing(standing(subject).say(lang)),
            |actual| Cell::Text(number::with_unit(&number::read(actual.get()), &unit)),
        ),
        bar(rule, state, subject).map_or_else(|| Cell::text(""), |bar| Cell::Part(bar.show())),
        rule.map_or_else(|| Cell::text(""), |rule| Cell::Text(policy_words::goal(pack, rule, words))),
        Cell::Text(policy_words::deadline(state.by, words)),
        Cell::Part(light(rule, state, subject, words)),
        Cell::Text(policy_words::clause(&state.cite, words)),
    ]
}

/// How one target stands, a row for each subject it binds; none where there is no such target.
#[must_use]
pub fn of_one(held: &Held, target: &str, words: Words) -> Option<Html> {
    let state = held.measured.targets.iter().find(|state| state.id.as_str() == target)?;
    // What the page says of the target itself is not said again with each subject.
    let own = |at: &usize| matches!(at, 1..=3 | 6);
    let heads = heads(words).into_iter().enumerate().filter(|(at, _)| own(at)).map(|(_, head)| head).collect();
    let row = |subject: Option<&TargetSubject>| {
        let cells = cells(&held.pack, state, subject, words).into_iter().enumerate();
        Row::new(cells.filter(|(at, _)| own(at)).map(|(_, cell)| cell).collect())
    };
    let rows = if state.subjects.is_empty() {
        vec![row(None)]
    } else {
        state.subjects.iter().map(|subject| row(Some(subject))).collect()
    };
    Some(Table::new(state.title.clone(), heads, rows).as_cards().show(words))
}

/// Whether more is better and comes little by little, so that a share of the goal by now says something: growth of each year,
/// multiples, shares and ranks do not grow from nothing to the goal.
fn grows(rule: Option<&Target>) -> bool {
    rule.is_some_and(|rule| {
        matches!(rule.comparator, Comparator::AtLeast | Comparator::MoreThan)
            && matches!(rule.measure, Measure::Value | Measure::Growth { .. })
    })
}

/// A bar needs an actual value that is not below zero and one goal above it; a rank has no length, a range two ends.
fn bar(rule: Option<&Target>, state: &TargetState, subject: Option<&TargetSubject>) -> Option<TargetBar> {
    let subject = subject?;
    let actual = subject.actual?.get();
    let goal: f64 = state.goal.try_into().ok()?;
    let ranked = rule.is_some_and(|rule| matches!(rule.measure, Measure::Rank { .. }));
    if actual < 0.0 || goal <= 0.0 || ranked || state.goal_to.is_some() {
        return None;
    }
    let schedule = state.elapsed.filter(|_| grows(rule) && !state.due).map(|elapsed| elapsed.get() * goal);
    let met = match subject.state {
        Standing::Met => Some(true),
        Standing::NotMet => Some(false),
        _ => None,
    };
    Some(TargetBar { actual: Some(actual), schedule, goal, met })
}

/// The light with its rule in words: behind schedule is said where the share reached is below the share of time passed.
fn light(rule: Option<&Target>, state: &TargetState, subject: Option<&TargetSubject>, words: Words) -> Html {
    let standing = standing(subject);
    let reached = subject.and_then(|one| one.attainment);
    let behind = match (reached, state.elapsed) {
        (Some(reached), Some(elapsed)) => grows(rule) && reached < elapsed,
        _ => false,
    };
    match standing {
        Standing::Met => state::show(Light::Done, &standing.say(words.lang())),
        Standing::NotMet => state::show(Light::Late, &standing.say(words.lang())),
        Standing::Underway if behind => state::show(Light::Warn, &words.t("target-behind")),
        Standing::Underway => state::show(Light::Open, &standing.say(words.lang())),
        Standing::NoData | Standing::NoSubject | Standing::NotMeasured => {
            state::show(Light::None, &standing.say(words.lang()))
        }
    }
}
