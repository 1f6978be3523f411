//! One subject against its group: where it stands in every part, what it is strong and weak in, who is best.

use askama::Template;
use axum::extract::{Path, State};
use evaluation::outline::Part;
use evaluation::profile::{self, Profile};
use evaluation::result::{PopulationResult, SubjectResult};

use crate::app::App;
use crate::component::html::Html;
use crate::component::number;
use crate::component::standing::{self, Standing};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::score_parts::{joint, value};
use crate::read::sealed::Sealed;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One profile.
#[derive(Template)]
#[template(path = "page/profile.html")]
pub struct ProfilePage {
    frame: Frame,
    explanation: String,
    lift: String,
    /// What it is strong and weak in, in sentences.
    said: Vec<String>,
    key: Html,
    table: Html,
}

/// Shows the profile.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such evaluation, [`PageError::NotRanked`] when the subject was not scored.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((seal, subject)): Path<(String, String)>,
) -> Result<Page<ProfilePage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let (population, result) = one.find(&subject).ok_or_else(|| one.absent(&subject))?;
    let words = viewer.words;
    let view = View { one, population, result, profile: profile::profile(population, result), words };
    let evaluation = one.evaluation();
    let lead = [one.line(words), one.release_line(words)];
    Ok(Page(ProfilePage {
        explanation: one.subject_href(&result.subject),
        lift: one.lift_href(&result.subject),
        said: view.said(),
        key: standing::key(
            result.shown(),
            &words.t("profile-half"),
            &words.t("profile-median"),
            &words.t("profile-best"),
        ),
        table: view.table(),
        frame: now
            .frame(viewer, Section::Evaluations, words.ta("profile-of", &[("subject", result.shown())]))
            .lead(lead.join(" · "))
            .below(one.href(), &evaluation.title)
            .below(one.subject_href(&result.subject), result.shown())
            .demonstration(evaluation.demonstration)
            .with_results(),
    }))
}

struct View<'a> {
    one: &'a Sealed,
    population: &'a PopulationResult,
    result: &'a SubjectResult,
    profile: Profile,
    words: Words,
}

impl View<'_> {
    /// Where it stands as a whole, its strengths, its weaknesses.
    fn said(&self) -> Vec<String> {
        let words = self.words;
        let group = self.result.group.as_deref().unwrap_or(&self.population.title);
        let members = number::whole(self.profile.members);
        if self.profile.members < 2 {
            return vec![words.ta("profile-alone", &[("group", group)])];
        }
        let mut said = vec![match (self.result.rank, self.result.score) {
            (Some(rank), Some(score)) => words.ta(
                "profile-whole",
                &[
                    ("group", group),
                    ("members", &members),
                    ("rank", &number::whole(rank)),
                    ("score", &score.to_string()),
                ],
            ),
            _ => words.ta("profile-whole-unranked", &[("group", group), ("members", &members)]),
        }];
        let named = |places: &[usize]| {
            let one = |at: &usize| {
                let standing = &self.profile.standings[*at];
                let title = self.population.part_title(standing.line.part);
                let rank = standing.rank.map(number::whole).unwrap_or_default();
                words.ta("profile-place", &[("item", title), ("rank", &rank), ("of", &number::whole(standing.of))])
            };
            places.iter().map(one).collect::<Vec<_>>().join(joint(words))
        };
        said.push(match self.profile.strong.as_slice() {
            [] => words.t("profile-no-strong"),
            strong => words.ta("profile-strong", &[("items", &named(strong))]),
        });
        said.push(match self.profile.weak.as_slice() {
            [] => words.t("profile-no-weak"),
            weak => words.ta("profile-weak", &[("items", &named(weak))]),
        });
        said
    }

    fn table(&self) -> Html {
        let words = self.words;
        let index = self.population.is_index();
        let (from, to) = self.scale();
        let unit = if index { String::new() } else { "%".to_owned() };
        let figure = |title: String| Head::new(title).unit(unit.clone()).align(Align::Number);
        let what = if index { words.t("part-standing") } else { words.t("item-share") };
        let scale = format!("{} – {}{unit}", number::computed(from, 0), number::computed(to, 0));
        let heads = vec![
            Head::new(words.t("structure-part")).align(Align::Wide),
            Head::new(words.t("value")).align(Align::Number).optional(),
            figure(what).optional(),
            Head::new(words.t("profile-rank")).align(Align::Number),
            Head::new(words.t("profile-chart")).unit(scale).align(Align::Stand),
            figure(words.t("profile-lower")).optional(),
            figure(words.t("profile-median")).optional(),
            figure(words.t("profile-upper")).optional(),
            figure(words.t("profile-best")).optional(),
            Head::new(words.t("profile-best-of")).align(Align::Wide).optional(),
        ];
        let rows = (0..self.profile.standings.len()).map(|at| self.row(at, from, to));
        Table::new(words.t("profile"), heads, rows.collect()).show(words)
    }

    /// The scale of the drawing: from the lowest to the highest, with nought and a hundred in it.
    fn scale(&self) -> (f64, f64) {
        let (low, high) = self.profile.range;
        (low.min(0.0).floor(), high.max(100.0).ceil())
    }

    fn row(&self, at: usize, from: f64, to: f64) -> Row {
        let (words, standing) = (self.words, &self.profile.standings[at]);
        let decimals = if self.population.is_index() { 2 } else { 1 };
        let missing = || Cell::Missing(words.t("item-left-out"));
        let show =
            |figure: Option<f64>| figure.map_or_else(missing, |figure| Cell::Text(number::computed(figure, decimals)));
        let item = match standing.line.part {
            Part::Item(at) => self.population.items.get(at).zip(self.result.items.get(at)),
            Part::Node(_) => None,
        };
        let rank = standing.rank.map_or_else(missing, |rank| {
            Cell::Text(format!("{} / {}", number::whole(rank), number::whole(standing.of)))
        });
        let spread = standing.spread;
        let chart = spread.map(|spread| {
            let (own, filled) = (standing.own, standing.filled);
            let (low, lower, median, upper, best) =
                (spread.low, spread.lower, spread.median, spread.upper, spread.best);
            Standing { low, lower, median, upper, best, own, filled }.show(from, to)
        });
        let best_of = spread.and_then(|spread| self.population.subjects.get(spread.best_of));
        Row::new(vec![
            Cell::text(self.population.part_title(standing.line.part)),
            item.map_or_else(|| Cell::text(""), |(head, result)| value(head, result, words)),
            show(standing.own),
            rank,
            Cell::Part(chart.unwrap_or_default()),
            show(spread.map(|spread| spread.lower)),
            show(spread.map(|spread| spread.median)),
            show(spread.map(|spread| spread.upper)),
            show(spread.map(|spread| spread.best)),
            best_of.map_or_else(missing, |best| Cell::link(self.one.profile_href(&best.subject), best.shown())),
        ])
        .deep(standing.line.depth)
        .heading(item.is_none())
    }
}
