//! How the parts of an evaluation go together: every two of them, and whether what stands under a node measures one thing.

use askama::Template;
use axum::extract::{Path, State};
use evaluation::correlate::{Consistency, Correlations, Flag, Measure, Pair, Relation, correlate};
use evaluation::outline::Part;
use evaluation::result::PopulationResult;

use crate::app::{App, aside};
use crate::component::empty::Empty;
use crate::component::heat::{self, Cell as HeatCell, Line};
use crate::component::html::Html;
use crate::component::number;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::tabs::{self, Tab};
use crate::page::correlation_words::{flagged, sign, undefined, verdict};
use crate::page::evaluation_views::{View, chosen, groups, populations, views};
use crate::shell::address::Address;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The correlations of one population.
#[derive(Template)]
#[template(path = "page/correlation.html")]
pub struct CorrelationPage {
    frame: Frame,
    views: Html,
    populations: Html,
    groups: Html,
    measures: Html,
    levels: Html,
    message: String,
    heat: Html,
    consistency: Html,
    pairs: Html,
    paging: Html,
}

/// Which parts are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    All,
    Items,
    Nodes,
}

/// Shows the correlations.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such seal or population; [`PageError::BadQuery`] for an unknown measure.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(seal): Path<String>,
) -> Result<Page<CorrelationPage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let population = chosen(one, &here)?;
    let measure = measure(&here)?;
    let level = level(&here, population);
    let found = {
        let (one, at, here) = (one.clone(), population.id.clone(), here.clone());
        aside(move || {
            let all = one.evaluation().populations.iter();
            let population = all.clone().find(|one| one.id == at).or_else(|| all.clone().next());
            let population = population.ok_or(PageError::NoSuchPage)?;
            correlate(population, here.get("group"), measure).map_err(PageError::failed)
        })
        .await?
    };
    let view = Shown { population, found, level, words };
    let pairs = view.pairs();
    let paging = Paging::read(&here, pairs.len());
    let evaluation = one.evaluation();
    let lead = [one.line(words), one.release_line(words)];
    Ok(Page(CorrelationPage {
        views: views(one, View::Correlation, &here, words),
        populations: populations(one, population, &here, words),
        groups: groups(population, &here, words),
        measures: measures(&here, measure, words),
        levels: levels(&here, population, level, words),
        message: view.message(&pairs),
        heat: view.heat(),
        consistency: view.consistency(),
        pairs: view.table(&pairs[paging.range()]),
        paging: paging.show(&here, words),
        frame: now
            .frame(viewer, Section::Evaluations, words.t("correlation"))
            .lead(lead.join(" · "))
            .below(one.href(), &evaluation.title)
            .demonstration(evaluation.demonstration)
            .with_results(),
    }))
}

fn measure(here: &Address) -> Result<Measure, PageError> {
    match here.get("measure") {
        None | Some("pearson") => Ok(Measure::Pearson),
        Some("spearman") => Ok(Measure::Spearman),
        Some(_) => Err(PageError::BadQuery { key: "measure".to_owned() }),
    }
}

fn measures(here: &Address, now: Measure, words: Words) -> Html {
    let here = here.without("page");
    let tab = |measure: Measure, value: &str, text: String| Tab {
        href: here.with("measure", value).to_string(),
        text,
        current: measure == now,
    };
    let all = [
        tab(Measure::Pearson, "", words.t("measure-pearson")),
        tab(Measure::Spearman, "spearman", words.t("measure-spearman")),
    ];
    tabs::chips(&words.t("measure"), &all)
}

fn level(here: &Address, population: &PopulationResult) -> Level {
    match here.get("level") {
        Some("nodes") if population.nodes.len() > 1 => Level::Nodes,
        Some("all") => Level::All,
        _ => Level::Items,
    }
}

fn levels(here: &Address, population: &PopulationResult, now: Level, words: Words) -> Html {
    if population.nodes.is_empty() {
        return Html::default();
    }
    let here = here.without("page");
    let tab = |level: Level, value: &str, text: String| Tab {
        href: here.with("level", value).to_string(),
        text,
        current: level == now,
    };
    let mut all = vec![tab(Level::Items, "", words.t("level-items"))];
    if population.nodes.len() > 1 {
        all.push(tab(Level::Nodes, "nodes", words.t("level-nodes")));
    }
    all.push(tab(Level::All, "all", words.t("level-all")));
    tabs::chips(&words.t("level"), &all)
}

struct Shown<'a> {
    population: &'a PopulationResult,
    found: Correlations,
    level: Level,
    words: Words,
}

impl Shown<'_> {
    fn takes(&self, at: usize) -> bool {
        match (self.level, self.found.lines[at].part) {
            (Level::All, _) | (Level::Items, Part::Item(_)) | (Level::Nodes, Part::Node(_)) => true,
            (Level::Items, Part::Node(_)) | (Level::Nodes, Part::Item(_)) => false,
        }
    }

    fn title(&self, at: usize) -> &str {
        self.population.part_title(self.found.lines[at].part)
    }

    fn pairs(&self) -> Vec<Pair> {
        let all = self.found.pairs().into_iter();
        all.filter(|pair| self.takes(pair.parts.0) && self.takes(pair.parts.1)).collect()
    }

    fn message(&self, pairs: &[Pair]) -> String {
        let count = |flag: Flag| number::whole(pairs.iter().filter(|pair| pair.flag == Some(flag)).count());
        let subjects = number::whole(self.found.subjects);
        let total = number::whole(pairs.len());
        if pairs.iter().all(|pair| pair.flag.is_none()) {
            return self.words.ta("correlation-clean", &[("subjects", &subjects), ("pairs", &total)]);
        }
        self.words.ta(
            "correlation-message",
            &[
                ("subjects", &subjects),
                ("pairs", &total),
                ("alike", &count(Flag::Alike)),
                ("against", &count(Flag::Against)),
                ("own", &count(Flag::OwnNode)),
            ],
        )
    }

    fn heat(&self) -> Html {
        let words = self.words;
        let shown: Vec<usize> = (0..self.found.lines.len()).filter(|&at| self.takes(at)).collect();
        if shown.len() < 2 {
            return Empty::new(words.t("correlation-none"), words.t("correlation-none-why")).show();
        }
        let lines: Vec<_> = shown
            .iter()
            .map(|&row| Line {
                label: self.title(row).to_owned(),
                depth: if self.level == Level::All { self.found.lines[row].depth.min(6) } else { 0 },
                heading: self.level == Level::All && matches!(self.found.lines[row].part, Part::Node(_)),
                cells: shown.iter().map(|&column| self.cell(row, column)).collect(),
            })
            .collect();
        heat::show(&words.t("correlation"), &words.t("structure-part"), &lines)
    }

    fn cell(&self, row: usize, column: usize) -> HeatCell {
        let pair = self.found.cells[row][column];
        let text = pair.correlation.value.map_or_else(|_| number::MISSING.to_owned(), |r| number::computed(r, 2));
        let mut note = format!("{} × {}: {text}", self.title(row), self.title(column));
        if let Err(why) = pair.correlation.value {
            note = format!("{note} ({})", undefined(why, self.words));
        } else if let Some(flag) = pair.flag {
            note = format!("{note} · {}", flagged(flag, self.words));
        }
        HeatCell { value: pair.correlation.value.ok(), text, note, sign: pair.flag.map_or("", sign) }
    }

    fn consistency(&self) -> Html {
        let words = self.words;
        let rows = self.found.consistency.iter().map(|one: &Consistency| {
            let name =
                one.node.map_or_else(|| words.t("consistency-whole"), |node| self.population.nodes[node].title.clone());
            let (alpha, said) = match one.alpha {
                Ok(alpha) => (Cell::Text(number::computed(alpha, 2)), verdict(alpha, words)),
                Err(why) => (Cell::Missing(undefined(why, words)), undefined(why, words)),
            };
            Row::new(vec![Cell::Text(name), Cell::whole(one.parts), alpha, Cell::Text(said)])
        });
        let heads = vec![
            Head::new(words.t("consistency-node")).align(Align::Wide),
            Head::new(words.t("consistency-parts")).align(Align::Number).optional(),
            Head::new(words.t("consistency-alpha")).align(Align::Number),
            Head::new(words.t("consistency-said")).align(Align::Wide),
        ];
        let empty = Empty::new(words.t("correlation-none"), words.t("correlation-none-why"));
        Table::new(words.t("consistency"), heads, rows.collect()).or_empty(empty).show(words)
    }

    fn table(&self, pairs: &[Pair]) -> Html {
        let words = self.words;
        let rows = pairs.iter().map(|pair| {
            let relation = match pair.relation {
                Relation::Beside => words.t("relation-beside"),
                Relation::Below => words.t("relation-below"),
                Relation::Apart => words.t("relation-apart"),
            };
            let value = match pair.correlation.value {
                Ok(value) => Cell::Text(number::computed(value, 3)),
                Err(why) => Cell::Missing(undefined(why, words)),
            };
            Row::new(vec![
                Cell::text(self.title(pair.parts.0)),
                Cell::text(self.title(pair.parts.1)),
                value,
                Cell::whole(pair.correlation.subjects),
                Cell::Text(relation),
                Cell::Text(
                    pair.flag.map(|flag| format!("{} {}", sign(flag), flagged(flag, words))).unwrap_or_default(),
                ),
            ])
            .marked(pair.flag.is_some())
        });
        let heads = vec![
            Head::new(words.t("pair-first")).align(Align::Wide),
            Head::new(words.t("pair-second")).align(Align::Wide),
            Head::new(words.t("pair-value")).align(Align::Number),
            Head::new(words.t("pair-subjects")).align(Align::Number).optional(),
            Head::new(words.t("pair-relation")).align(Align::Line).optional(),
            Head::new(words.t("pair-flag")).align(Align::Wide).optional(),
        ];
        let empty = Empty::new(words.t("correlation-none"), words.t("correlation-none-why"));
        Table::new(words.t("pairs"), heads, rows.collect()).or_empty(empty).show(words)
    }
}
