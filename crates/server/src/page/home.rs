//! Home: what this is in three lines, where the province stands, and a few walks. An empty home opens on the guide.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use evaluation::Score;
use evaluation::result::{PopulationResult, SubjectResult};

use crate::app::App;
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{grade, number, rank_bar};
use crate::page::register_words;
use crate::read::now::{Latest, Now};
use crate::read::sealed::Sealed;
use crate::shell::address::segment;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// How many of a ranking stand on this page.
const FIRST: usize = 5;
/// How many evaluations stand on this page.
const EVALUATIONS: usize = 2;

/// Home.
#[derive(Template)]
#[template(path = "page/home.html")]
pub struct HomePage {
    frame: Frame,
    empty: bool,
    figures: Html,
    standings: Vec<Standing>,
    release: Option<ReleaseCard>,
    walks: Vec<Walk>,
}

/// The head of one ranking.
struct Standing {
    href: String,
    title: String,
    line: String,
    table: Html,
    all: String,
}

struct ReleaseCard {
    href: String,
    name: String,
    title: String,
    time: String,
    hash: String,
}

struct Walk {
    href: String,
    title: String,
    what: String,
}

/// Shows home.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<HomePage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let latest = now.latest()?;
    let generated = latest.is_some_and(|latest| latest.view.demonstration());
    Ok(Page(HomePage {
        empty: latest.is_none() && now.evaluations().is_empty(),
        figures: figure::show(&latest.map(|latest| figures(&now, latest, words)).unwrap_or_default()),
        standings: standings(&now, words),
        release: latest.map(|latest| release(latest, words)),
        walks: walks(&now, latest.map(|latest| &**latest), words),
        frame: now.frame(viewer, Section::Home, words.t("home-title")).demonstration(generated),
    }))
}

fn figures(now: &Now, latest: &Latest, words: Words) -> Vec<Figure> {
    let lines = latest.index.lines();
    let count = |kind: &str| lines.iter().filter(|line| line.subject_kind == kind).count();
    let counted = |label: String, count: usize, href: &str, note: String| Figure {
        label,
        value: number::whole(count),
        unit: String::new(),
        note,
        href: Some(href.to_owned()),
    };
    let own = now.packs().iter().map(|pack| pack.indicators.iter().filter(|one| one.pack == pack.meta.id).count());
    let regions = latest.index.values(|line| line.subject_kind == "zone", |line| &line.region).len();
    vec![
        counted(words.t("figure-zones"), count("zone"), "/zones", words.tn("figure-regions", regions)),
        counted(words.t("figure-firms"), count("firm"), "/subjects?kind=firm", words.t("figure-firms-note")),
        counted(words.t("figure-packs"), now.packs().len(), "/packs", words.t("figure-packs-note")),
        counted(words.t("figure-indicators"), own.sum(), "/indicators", words.t("figure-indicators-note")),
        counted(
            words.t("figure-evaluations"),
            now.evaluations().len(),
            "/evaluations",
            words.t("figure-evaluations-note"),
        ),
    ]
}

/// The latest evaluations: of zones first, then those of fewer subjects.
fn standings(now: &Now, words: Words) -> Vec<Standing> {
    let mut latest: Vec<&Arc<Sealed>> = Vec::new();
    for sealed in now.evaluations() {
        let same = |other: &&Arc<Sealed>| other.evaluation().title == sealed.evaluation().title;
        if !latest.iter().any(same) {
            latest.push(sealed);
        }
    }
    latest.sort_by_key(|sealed| (!sealed.of_zones(), sealed.scored()));
    latest.iter().take(EVALUATIONS).filter_map(|sealed| standing(sealed, words)).collect()
}

fn standing(sealed: &Sealed, words: Words) -> Option<Standing> {
    let population = sealed.evaluation().populations.iter().find(|population| !population.subjects.is_empty())?;
    let most = population.subjects.iter().filter_map(|one| one.score).map(Score::to_f64).fold(0.0, f64::max);
    let mut heads = vec![
        Head::new(words.t("subject")).align(Align::Wide),
        Head::new(words.t("rank")).align(Align::Number),
        Head::new(words.t("score")).align(Align::Number),
        Head::new(words.t("score-bar")).align(Align::Bar).optional(),
    ];
    if !population.grades.is_empty() {
        heads.push(Head::new(words.t("grade")).align(Align::Centre));
    }
    let group = population.groups.first();
    let first = population.subjects.iter().filter(|one| one.rank.is_some() && one.group.as_ref() == group).take(FIRST);
    let rows = first.map(|one| row(sealed, population, one, most, words)).collect();
    Some(Standing {
        href: sealed.href(),
        title: sealed.line(words),
        line: match population.groups.first() {
            Some(group) => format!("{} · {group}", population.title),
            None => population.title.clone(),
        },
        table: Table::new(sealed.line(words), heads, rows).show(words),
        all: words.tn("standing-all", population.subjects.len()),
    })
}

fn row(sealed: &Sealed, population: &PopulationResult, one: &SubjectResult, most: f64, words: Words) -> Row {
    let mut cells = vec![
        Cell::link(sealed.subject_href(&one.subject), one.shown()),
        Cell::maybe(one.rank.map(number::whole)),
        Cell::maybe(one.score.map(|score| score.to_string())),
        Cell::Part(one.score.map_or_else(Html::default, |score| rank_bar::show(score.to_f64(), most))),
    ];
    if !population.grades.is_empty() {
        cells.push(grade::cell(one.grade.as_deref(), &population.grades, words));
    }
    Row::new(cells)
}

fn release(latest: &Latest, words: Words) -> ReleaseCard {
    let release = latest.view.release();
    ReleaseCard {
        href: format!("/releases/{}", segment(release.name.as_str())),
        name: release.name.to_string(),
        title: if release.title.is_empty() { words.t("release-untitled") } else { release.title.clone() },
        time: register_words::time(&release.published_at, words),
        hash: release.manifest.short(),
    }
}

fn walks(now: &Now, latest: Option<&Latest>, words: Words) -> Vec<Walk> {
    let mut walks = Vec::new();
    let ranked = now.evaluations().iter().find(|sealed| sealed.of_zones()).and_then(|sealed| {
        let (_, first) = sealed.evaluation().results().find(|(_, result)| result.rank == Some(1))?;
        Some((sealed, first))
    });
    walks.extend(ranked.map(|(sealed, first)| Walk {
        href: sealed.subject_href(&first.subject),
        title: words.t("walk-rank"),
        what: words.ta("walk-rank-what", &[("subject", first.shown())]),
    }));
    let mut derived = now.packs().iter().flat_map(|pack| pack.indicators.iter().map(move |one| (pack, one)));
    if let Some((pack, one)) = derived.find(|(_, one)| one.formula().is_some()) {
        walks.push(Walk {
            href: crate::page::pack::indicator_href(pack, one.code.as_str()),
            title: words.t("walk-rule"),
            what: words.ta("walk-rule-what", &[("indicator", &one.title)]),
        });
    }
    let zone = latest.and_then(|latest| latest.index.lines().iter().find(|line| line.subject_kind == "zone"));
    walks.extend(zone.map(|line| Walk {
        href: format!("/subjects/{}", segment(line.id.as_str())),
        title: words.t("walk-cell"),
        what: words.ta("walk-cell-what", &[("zone", &line.name)]),
    }));
    walks.push(Walk { href: "/guide".to_owned(), title: words.t("walk-import"), what: words.t("walk-import-what") });
    walks
}
