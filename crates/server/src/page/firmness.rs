//! How firm the ranks of an evaluation are: between which places each stands when what the method assumes moves, and what
//! the moves are due to.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use evaluation::result::{Firmnesses, PopulationResult, SubjectResult};
use evaluation::steadiness::{Steadiness, steadiness};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::interval::Interval;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{grade, number, shares};
use crate::page::evaluation_views::{View, chosen, groups, populations, views};
use crate::page::firmness_causes;
use crate::page::score_parts::joint;
use crate::read::sealed::Sealed;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// How firm the ranks of one population are.
#[derive(Template)]
#[template(path = "page/firmness.html")]
pub struct FirmnessPage {
    frame: Frame,
    views: Html,
    populations: Html,
    /// What stands instead where nothing was told.
    instead: Option<Html>,
    message: String,
    figures: Html,
    groups: Html,
    /// Which colour stands for which grade.
    grades: Html,
    intervals: Html,
    paging: Html,
    /// Where the assumptions come from.
    basis: String,
    causes: Html,
    removed: Html,
    failures: Vec<String>,
}

/// Shows how firm the ranks are.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such seal or population.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(seal): Path<String>,
) -> Result<Page<FirmnessPage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let population = chosen(one, &here)?;
    let evaluation = one.evaluation();
    let lead = [one.line(words), one.release_line(words)];
    let frame = now
        .frame(viewer, Section::Evaluations, words.t("firmness"))
        .lead(lead.join(" · "))
        .below(one.href(), &evaluation.title)
        .demonstration(evaluation.demonstration)
        .with_results();
    let page = FirmnessPage {
        views: views(one, View::Firmness, &here, words),
        populations: populations(one, population, &here, words),
        instead: None,
        message: String::new(),
        figures: Html::default(),
        groups: groups(population, &here, words),
        grades: Html::default(),
        intervals: Html::default(),
        paging: Html::default(),
        basis: String::new(),
        causes: Html::default(),
        removed: Html::default(),
        failures: Vec::new(),
        frame,
    };
    let group = here.get("group");
    let (Some(told), Some(steady)) = (&population.firmness, steadiness(population, group)) else {
        let none = Empty::new(words.t("firmness-none"), words.t("firmness-none-why"));
        return Ok(Page(FirmnessPage { instead: Some(none.way(one.href(), words.t("view-ranking")).show()), ..page }));
    };
    let view = Shown { one, population, told, steady, words };
    let rows = view.rows(group);
    let paging = Paging::read(&here, rows.len());
    Ok(Page(FirmnessPage {
        message: view.message(),
        figures: figure::show(&view.figures()),
        grades: shares::key(&population.grades.iter().map(|grade| grade.code.as_str()).collect::<Vec<_>>()),
        intervals: view.intervals(&rows[paging.range()]),
        paging: paging.show(&here, words),
        basis: view.basis(),
        causes: firmness_causes::causes(told, words),
        removed: firmness_causes::removed(one, population, told, words),
        failures: told.failures.iter().map(|one| view.failure(one)).collect(),
        ..page
    }))
}

/// The interval of a subject's places, where it was told.
#[must_use]
pub fn interval(subject: &SubjectResult) -> Option<Interval> {
    let firm = subject.firmness.as_ref()?;
    let (low, high) = firm.interval()?;
    Some(Interval { low, median: firm.median?.get(), high, rank: subject.rank })
}

struct Shown<'a> {
    one: &'a Sealed,
    population: &'a PopulationResult,
    told: &'a Firmnesses,
    steady: Steadiness,
    words: Words,
}

impl Shown<'_> {
    /// The subjects of a group in the order of their ranks.
    fn rows(&self, group: Option<&str>) -> Vec<&SubjectResult> {
        let all = self.population.subjects.iter();
        all.filter(|one| group.is_none() || one.group.as_deref() == group).collect()
    }

    fn message(&self) -> String {
        let words = self.words;
        let widest = &self.population.subjects[self.steady.widest];
        let between = interval(widest).map(|interval| interval.text()).unwrap_or_default();
        words.ta(
            "firmness-message",
            &[
                ("runs", &number::whole(self.told.done)),
                ("width", &number::read(self.steady.width)),
                ("fixed", &number::whole(self.steady.fixed)),
                ("told", &number::whole(self.steady.told)),
                ("widest", widest.shown()),
                ("between", &between),
            ],
        )
    }

    fn figures(&self) -> Vec<Figure> {
        let words = self.words;
        let figure =
            |label: String, value: String, unit: String, note: String| Figure { label, value, unit, note, href: None };
        let seed = words.ta("firmness-seed", &[("seed", &self.told.seed.to_string())]);
        vec![
            figure(words.t("firmness-runs"), number::whole(self.told.done), words.t("firmness-times"), seed),
            figure(
                words.t("firmness-width"),
                number::read(self.steady.width),
                words.t("firmness-places"),
                words.t("firmness-width-note"),
            ),
            figure(
                words.t("firmness-fixed"),
                number::whole(self.steady.fixed),
                format!("/ {}", number::whole(self.steady.told)),
                String::new(),
            ),
            figure(
                words.t("firmness-outside"),
                number::whole(self.steady.outside),
                String::new(),
                words.t("firmness-outside-note"),
            ),
        ]
    }

    /// Who says what moves, and what does.
    fn basis(&self) -> String {
        let words = self.words;
        let moved: Vec<_> = self
            .told
            .assumed
            .iter()
            .map(|one| {
                words.ta(
                    "firmness-moved",
                    &[("what", &one.assumption.say(words.lang())), ("between", &one.between.say(words.lang()))],
                )
            })
            .collect();
        let moved = moved.join(if words.lang() == domain::say::Lang::Zh { "；" } else { "; " });
        let key = &[("moved", moved.as_str())];
        if self.told.stated { words.ta("firmness-stated", key) } else { words.ta("firmness-own", key) }
    }

    fn failure(&self, one: &evaluation::result::Failed) -> String {
        let why = one.why.say(self.words.lang());
        self.words.ta("firmness-failed", &[("runs", &number::whole(one.runs)), ("why", &why)])
    }

    fn intervals(&self, rows: &[&SubjectResult]) -> Html {
        let words = self.words;
        let graded = !self.population.grades.is_empty();
        let scale = Interval::scale(rows.iter().filter_map(|one| interval(one)));
        let shown = format!("{} – {}", number::computed(scale.0, 0), number::computed(scale.1, 0));
        let mut heads = vec![
            Head::new(words.t("subject")).align(Align::Wide),
            Head::new(words.t("rank")).align(Align::Number),
            Head::new(words.t("firmness-median")).align(Align::Number).optional(),
            Head::new(words.t("firmness-interval")).align(Align::Number),
            Head::new(words.t("firmness-chart")).unit(shown).align(Align::Stand),
        ];
        if !self.population.groups.is_empty() {
            heads.push(Head::new(words.t("group")).align(Align::Line).optional());
        }
        if graded {
            heads.extend([
                Head::new(words.t("grade")).align(Align::Centre).optional(),
                Head::new(words.t("firmness-held")).align(Align::Number).optional(),
                Head::new(words.t("firmness-grades")).align(Align::Bar).optional(),
            ]);
        }
        let rows = rows.iter().map(|one| self.row(one, graded, scale)).collect();
        let empty = Empty::new(words.t("ranking-none"), words.t("ranking-none-why"));
        Table::new(words.t("firmness-table"), heads, rows).or_empty(empty).show(words)
    }

    fn row(&self, one: &SubjectResult, graded: bool, scale: (f64, f64)) -> Row {
        let words = self.words;
        let never = || Cell::Missing(words.t("firmness-never"));
        let found = interval(one);
        let mut cells = vec![
            Cell::link(self.one.subject_href(&one.subject), one.shown()),
            one.rank.map_or_else(|| Cell::Missing(words.t("unranked")), Cell::whole),
            found.map_or_else(never, |found| Cell::Text(number::read(found.median))),
            found.map_or_else(never, |found| Cell::Text(found.text())),
            Cell::Part(found.map(|found| found.show(scale)).unwrap_or_default()),
        ];
        if !self.population.groups.is_empty() {
            cells.push(Cell::maybe(one.group.clone()));
        }
        if graded {
            let all = &self.population.grades;
            let held = one.grade_held(self.population);
            let told: Vec<f64> = one.firmness.iter().flat_map(|firm| &firm.grades).map(|share| share.get()).collect();
            let said: Vec<_> =
                all.iter().zip(&told).map(|(grade, share)| format!("{} {}", grade.code, percent(*share))).collect();
            cells.extend([
                grade::cell(one.grade.as_deref(), all, words),
                held.map_or_else(never, |held| Cell::Text(percent(held))),
                Cell::Part(if told.is_empty() {
                    Html::default()
                } else {
                    shares::grades(&said.join(joint(words)), &told)
                }),
            ]);
        }
        Row::new(cells)
    }
}

/// A share as a percentage without decimals; less than one of a hundred is still said to be there.
fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 { "<1%".to_owned() } else { format!("{}%", number::computed(share * 100.0, 0)) }
}
