//! What would lift one subject one rank: item by item, the figure it has, the figure it needs, and what that would give.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::{Lang, Say};
use evaluation::result::{PopulationResult, SubjectResult};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::{number, reach};
use crate::page::lift_rows::{self, Need};
use crate::page::score_parts::joint;
use crate::read::lifting::lifting;
use crate::read::sealed::Sealed;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// What would lift one subject.
#[derive(Template)]
#[template(path = "page/lift.html")]
pub struct LiftPage {
    frame: Frame,
    ways: [(String, String); 2],
    /// What stands instead where there is nobody to pass.
    instead: Option<Html>,
    message: String,
    figures: Html,
    key: Html,
    /// What lifts; none where no item does alone.
    needs: Option<Html>,
    /// What does not lift alone.
    short: Option<Html>,
}

/// Shows what would lift the subject.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such evaluation, [`PageError::NotRanked`] when the subject was not scored,
/// [`PageError::Data`] when the evaluation cannot be run again.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((seal, subject)): Path<(String, String)>,
) -> Result<Page<LiftPage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let (population, result) = one.find(&subject).ok_or_else(|| one.absent(&subject))?;
    let lifting = lifting(&app, &now, one, &subject).await?;
    let words = viewer.words;
    let view = View::new(one, population, result, words);
    let needs = lift_rows::needs(&lifting, population, result);
    let lead = [one.line(words), one.release_line(words)];
    let evaluation = one.evaluation();
    Ok(Page(LiftPage {
        ways: [
            (one.subject_href(&result.subject), words.t("profile-explanation")),
            (one.profile_href(&result.subject), words.t("profile")),
        ],
        instead: view.instead(),
        message: view.message(&needs),
        figures: figure::show(&view.figures()),
        key: reach::key(&words.t("lift-now"), &words.t("lift-to"), &words.t("lift-range"), &words.t("profile-median")),
        needs: (!needs.is_empty()).then(|| lift_rows::table(&needs, view.decimals(), words)),
        short: lift_rows::short(&lifting, result, view.decimals(), words),
        frame: now
            .frame(viewer, Section::Evaluations, words.ta("lift-of", &[("subject", result.shown())]))
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
    /// Those who hold the next-better rank.
    ahead: Vec<&'a SubjectResult>,
    words: Words,
}

impl<'a> View<'a> {
    fn new(one: &'a Sealed, population: &'a PopulationResult, result: &'a SubjectResult, words: Words) -> Self {
        let before = |other: &&SubjectResult| other.group == result.group && other.rank < result.rank;
        let ranked = population.subjects.iter().filter(|other| other.rank.is_some());
        let next = ranked.clone().filter(before).filter_map(|other| other.rank).max();
        let ahead = ranked.filter(|other| other.group == result.group && next.is_some() && other.rank == next);
        Self { one, population, result, ahead: ahead.collect(), words }
    }

    /// Why there is nothing to tell, where that is so.
    fn instead(&self) -> Option<Html> {
        let words = self.words;
        let (name, group) = (self.result.shown(), self.group());
        let empty = match (self.result.rank, self.ahead.is_empty()) {
            (Some(_), false) => return None,
            (Some(_), true) => {
                Empty::new(words.t("lift-first"), words.ta("lift-first-why", &[("name", name), ("group", group)]))
            }
            (None, _) => {
                let notable = self.result.reasons.iter().filter(|reason| reason.notable());
                let said: Vec<_> = notable.map(|reason| reason.words(self.population).say(words.lang())).collect();
                let said = said.join(if words.lang() == Lang::Zh { "；" } else { "; " });
                Empty::new(words.t("lift-unranked"), words.ta("lift-unranked-why", &[("name", name), ("why", &said)]))
            }
        };
        Some(empty.way(self.one.subject_href(&self.result.subject), words.t("profile-explanation")).show())
    }

    fn group(&self) -> &str {
        self.result.group.as_deref().unwrap_or(&self.population.title)
    }

    /// The names of those ahead, the first three where there are many.
    fn rivals(&self) -> String {
        let words = self.words;
        let named = self.ahead.iter().take(3).map(|one| one.shown()).collect::<Vec<_>>().join(joint(words));
        if self.ahead.len() <= 3 {
            return named;
        }
        words.ta("lift-rivals", &[("names", &named), ("count", &number::whole(self.ahead.len()))])
    }

    /// What the page says: the smallest change and what it gives.
    fn message(&self, needs: &[Need<'_>]) -> String {
        let (words, rivals) = (self.words, self.rivals());
        let Some(first) = needs.first() else { return words.ta("lift-none", &[("rivals", &rivals)]) };
        let shown = first.shown();
        let texts = [
            ("rivals", rivals.as_str()),
            ("item", first.title),
            ("now", &first.with_unit(&shown.now, words)),
            ("to", &first.with_unit(&shown.to, words)),
            ("step", &shown.share.unwrap_or_else(|| first.with_unit(&shown.step, words))),
            (
                "score",
                &first
                    .score
                    .map_or_else(|| number::MISSING.to_owned(), |score| number::computed(score, self.decimals())),
            ),
            ("rank", &number::whole(first.rank)),
        ];
        if first.to > first.now { words.ta("lift-up", &texts) } else { words.ta("lift-down", &texts) }
    }

    fn decimals(&self) -> u32 {
        u32::from(self.one.evaluation().decimals)
    }

    fn figures(&self) -> Vec<Figure> {
        let words = self.words;
        let figure =
            |label: String, value: String, unit: String, note: String| Figure { label, value, unit, note, href: None };
        let of = self.result.ranked.map_or_else(String::new, |of| words.tn("rank-of", of));
        let score = |one: &SubjectResult| one.score.map(|score| score.to_string());
        let missing = || number::MISSING.to_owned();
        let ahead = self.ahead.first();
        let gap = ahead.and_then(|ahead| Some(ahead.score?.to_f64() - self.result.score?.to_f64()));
        vec![
            figure(words.t("rank"), self.result.rank.map_or_else(missing, number::whole), of, self.group().to_owned()),
            figure(words.t("score"), score(self.result).unwrap_or_else(missing), words.t("points"), String::new()),
            figure(
                words.t("lift-ahead"),
                ahead.and_then(|one| score(one)).unwrap_or_else(missing),
                words.t("points"),
                self.rivals(),
            ),
            figure(
                words.t("lift-behind"),
                gap.map_or_else(missing, |gap| number::computed(gap, self.decimals())),
                words.t("points"),
                String::new(),
            ),
        ]
    }
}
