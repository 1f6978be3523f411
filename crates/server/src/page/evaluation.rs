//! One evaluation: who ranks where and by how much, by population and group, and how grades are spread.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::{Lang, Say};
use evaluation::Score;
use evaluation::result::{PopulationResult, SubjectResult};
use evaluation::structure;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::figure::{self, Figure};
use crate::component::filter::Filter;
use crate::component::html::Html;
use crate::component::interval::Interval;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{grade, number, rank_bar};
use crate::page::evaluation_views::{View, chosen, groups, populations, views};
use crate::page::firmness::interval;
use crate::page::{policy_words, spread};
use crate::read::now::Now;
use crate::read::sealed::Sealed;
use crate::shell::address::Address;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One evaluation.
#[derive(Template)]
#[template(path = "page/evaluation.html")]
pub struct EvaluationPage {
    frame: Frame,
    figures: Html,
    views: Html,
    populations: Html,
    groups: Html,
    heading: String,
    cite: String,
    chart: Option<Html>,
    items: Html,
    filter: Html,
    ranking: Html,
    paging: Html,
    outside: Vec<(String, String)>,
}

/// Shows the ranking.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such seal or population.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(seal): Path<String>,
) -> Result<Page<EvaluationPage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let population = chosen(one, &here)?;
    let ranking = Ranking::new(population, &here, &marked(&now, population, viewer.region.as_deref()));
    let paging = Paging::read(&here, ranking.rows.len());
    let evaluation = one.evaluation();
    let lead = [evaluation.pack_title.clone(), evaluation.period.say(words.lang()), one.release_line(words)];
    Ok(Page(EvaluationPage {
        figures: figure::show(&figures(one, population, words)),
        views: views(one, View::Ranking, &here, words),
        populations: populations(one, population, &here, words),
        groups: groups(population, &here, words),
        heading: population.title.clone(),
        cite: policy_words::clause(&population.cite, words),
        chart: spread::chart(population, here.get("group"), words).map(|chart| chart.show(words)),
        items: items(population, words),
        filter: Filter { here: &here, search: words.t("ranking-search"), fields: Vec::new(), words }.show(),
        ranking: ranking.show(one, &paging, &here, words),
        paging: paging.show(&here, words),
        outside: outside(one, words),
        frame: now
            .frame(viewer, Section::Evaluations, &evaluation.title)
            .lead(lead.join(" · "))
            .demonstration(evaluation.demonstration)
            .with_charts()
            .with_results(),
    }))
}

fn figures(one: &Sealed, population: &PopulationResult, words: Words) -> Vec<Figure> {
    let plain =
        |label: String, value: String, note: String| Figure { label, value, unit: String::new(), note, href: None };
    let ranked: Vec<_> = population.subjects.iter().filter(|subject| subject.rank.is_some()).collect();
    let scores: Vec<f64> = ranked.iter().filter_map(|subject| subject.score).map(Score::to_f64).collect();
    let decimals = u32::from(one.evaluation().decimals);
    let mut figures = vec![
        plain(words.t("figure-scored"), number::whole(population.subjects.len()), population.title.clone()),
        plain(words.t("figure-ranked"), number::whole(ranked.len()), String::new()),
    ];
    let best = ranked
        .iter()
        .filter_map(|one| Some((one.score?, one.shown())))
        .max_by(|a, b| a.0.to_f64().total_cmp(&b.0.to_f64()));
    if let Some((score, who)) = best {
        figures.push(plain(words.t("figure-best"), score.to_string(), who.to_owned()));
        figures.push(plain(
            words.t("figure-median"),
            number::computed(spread::median(&scores), decimals),
            String::new(),
        ));
    }
    let outside = one.evaluation().outside.len();
    if outside > 0 {
        figures.push(plain(words.t("figure-outside"), number::whole(outside), words.t("figure-outside-why")));
    }
    figures
}

/// The subjects that lie in the jurisdiction chosen.
fn marked(now: &Now, population: &PopulationResult, region: Option<&str>) -> Vec<bool> {
    let (Some(region), Ok(Some(latest))) = (region, now.latest()) else {
        return vec![false; population.subjects.len()];
    };
    let lies =
        |subject: &SubjectResult| latest.index.line(subject.subject.as_str()).is_some_and(|line| line.region == region);
    population.subjects.iter().map(lies).collect()
}

fn outside(one: &Sealed, words: Words) -> Vec<(String, String)> {
    let why = one.evaluation().outside.iter().take(200);
    why.map(|out| (out.name.clone().unwrap_or_else(|| out.subject.to_string()), out.why.say(words.lang()))).collect()
}

/// What is scored and for which share of the whole, down to the items.
fn items(population: &PopulationResult, words: Words) -> Html {
    let members = structure::structure(population);
    let most = members.iter().filter(|one| one.figures.is_some()).map(|one| one.share).fold(0.0, f64::max);
    let index = population.is_index();
    // The one node at the top of an index is all of it.
    let shown = members.iter().filter(|one| !index || one.line.depth > 0);
    let rows = shown.map(|one| {
        let item = one.figures.is_some();
        let weight = if index { number::computed(one.share * 100.0, 1) } else { number::read(one.weight) };
        Row::new(vec![
            Cell::text(population.part_title(one.line.part)),
            Cell::Text(weight),
            Cell::Part(if item { rank_bar::show(one.share, most) } else { Html::default() }),
        ])
        .deep(one.line.depth - usize::from(index))
        .heading(!item)
    });
    let heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("item-weight"))
            .unit(if index { "%".to_owned() } else { words.t("points") })
            .align(Align::Number),
        Head::new(words.t("item-bar")).align(Align::Bar),
    ];
    Table::new(words.t("evaluation-items"), heads, rows.collect()).show(words)
}

impl EvaluationPage {
    fn outside_count(&self) -> String {
        number::whole(self.outside.len())
    }
}

/// The rows of a ranking that pass the search and the group, in the order asked for.
struct Ranking<'a> {
    population: &'a PopulationResult,
    rows: Vec<(&'a SubjectResult, bool)>,
    most: f64,
    /// Whether it was told how firm the places are.
    firm: bool,
}

impl<'a> Ranking<'a> {
    fn new(population: &'a PopulationResult, here: &Address, marked: &[bool]) -> Self {
        let search = here.get("q").unwrap_or_default().to_lowercase();
        let group = here.get("group");
        let mut rows: Vec<_> = population
            .subjects
            .iter()
            .zip(marked.iter().copied())
            .filter(|(subject, _)| group.is_none() || subject.group.as_deref() == group)
            .filter(|(subject, _)| {
                search.is_empty()
                    || subject.shown().to_lowercase().contains(&search)
                    || subject.subject.as_str().to_lowercase().contains(&search)
            })
            .collect();
        sort(&mut rows, population, here.get("sort").unwrap_or_default());
        let scores = population.subjects.iter().filter_map(|subject| subject.score).map(Score::to_f64);
        Self { population, rows, most: scores.fold(0.0, f64::max), firm: population.firmness.is_some() }
    }

    fn show(&self, one: &Sealed, paging: &Paging, here: &Address, words: Words) -> Html {
        let shown = &self.rows[paging.range()];
        let scale = self.firm.then(|| Interval::scale(shown.iter().filter_map(|(subject, _)| interval(subject))));
        let rows = shown.iter().map(|(subject, marked)| self.row(one, subject, scale, words).marked(*marked));
        let empty =
            Empty::new(words.t("ranking-none"), words.t("ranking-none-why")).way(here.path(), words.t("filter-clear"));
        Table::new(words.t("ranking"), self.heads(here, words), rows.collect()).or_empty(empty).show(words)
    }

    fn heads(&self, here: &Address, words: Words) -> Vec<Head> {
        let mut heads = vec![
            Head::new(words.t("subject")).align(Align::Wide).sorts(here, "name"),
            Head::new(words.t("rank")).align(Align::Number).sorts(here, "rank"),
            Head::new(words.t("score")).align(Align::Number).sorts(here, "score"),
            Head::new(words.t("score-bar")).align(Align::Bar).optional(),
        ];
        if self.firm {
            heads.push(Head::new(words.t("firmness-interval")).align(Align::Number).optional());
            heads.push(Head::new(words.t("firmness-chart")).align(Align::Bar).optional());
        }
        if !self.population.grades.is_empty() {
            heads.push(Head::new(words.t("grade")).align(Align::Centre));
        }
        if !self.population.groups.is_empty() {
            heads.push(Head::new(words.t("group")).align(Align::Line).optional());
        }
        for (at, item) in self.population.items.iter().enumerate() {
            let weight = format!("/ {}", number::plain(item.weight));
            heads.push(
                Head::new(&item.title).unit(weight).align(Align::Number).sorts(here, &format!("item{at}")).optional(),
            );
        }
        heads.push(Head::new(words.t("profile")).align(Align::Line).optional());
        heads.push(Head::new(words.t("reasons")).align(Align::Long).optional());
        heads
    }

    fn row(&self, one: &Sealed, subject: &SubjectResult, scale: Option<(f64, f64)>, words: Words) -> Row {
        let lang = words.lang();
        let score = subject.score.map(Score::to_f64);
        let mut cells = vec![
            Cell::link(one.subject_href(&subject.subject), subject.shown()),
            subject.rank.map_or_else(|| Cell::Missing(words.t("unranked")), Cell::whole),
            subject.score.map_or_else(|| Cell::Missing(words.t("unscored")), |score| Cell::Text(score.to_string())),
            Cell::Part(score.map_or_else(Html::default, |score| rank_bar::show(score, self.most))),
        ];
        if let Some(scale) = scale {
            let found = interval(subject);
            cells
                .push(found.map_or_else(|| Cell::Missing(words.t("firmness-never")), |found| Cell::Text(found.text())));
            cells.push(Cell::Part(found.map(|found| found.show(scale)).unwrap_or_default()));
        }
        if !self.population.grades.is_empty() {
            cells.push(grade::cell(subject.grade.as_deref(), &self.population.grades, words));
        }
        if !self.population.groups.is_empty() {
            cells.push(Cell::maybe(subject.group.clone()));
        }
        for item in &subject.items {
            cells.push(match (&item.points, &item.imputed) {
                (Some(points), None) => Cell::Text(number::computed(points.get(), 2)),
                (Some(points), Some(imputed)) => {
                    Cell::Part(Html::noted(&number::computed(points.get(), 2), &imputed.say(lang)))
                }
                (None, Some(imputed)) => Cell::Missing(imputed.say(lang)),
                (None, None) => Cell::Missing(words.t("item-left-out")),
            });
        }
        cells.push(Cell::link(one.profile_href(&subject.subject), words.t("profile-short")));
        let notable = subject.reasons.iter().filter(|reason| reason.notable());
        let said: Vec<_> = notable.map(|reason| reason.words(self.population).say(lang)).collect();
        cells.push(Cell::Text(said.join(if lang == Lang::Zh { "；" } else { "; " })));
        Row::new(cells)
    }
}

fn sort(rows: &mut [(&SubjectResult, bool)], population: &PopulationResult, by: &str) {
    let (key, down) = by.strip_prefix('-').map_or((by, false), |key| (key, true));
    let number_of = |subject: &SubjectResult| -> Option<f64> {
        if key == "score" {
            return subject.score.map(Score::to_f64);
        }
        let at: usize = key.strip_prefix("item")?.parse().ok()?;
        population.items.get(at)?;
        subject.items.get(at)?.points.map(evaluation::Figure::get)
    };
    match key {
        "name" => rows.sort_by(|a, b| a.0.shown().cmp(b.0.shown()).then_with(|| a.0.subject.cmp(&b.0.subject))),
        "rank" => rows.sort_by_key(|(subject, _)| subject.rank.unwrap_or(usize::MAX)),
        "" => return,
        // Those without a figure stand last whichever way it is sorted.
        _ => {
            rows.sort_by(|a, b| match (number_of(a.0), number_of(b.0)) {
                (Some(a), Some(b)) if down => b.total_cmp(&a),
                (Some(a), Some(b)) => a.total_cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            });
            return;
        }
    }
    if down {
        rows.reverse();
    }
}
