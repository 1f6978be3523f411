//! The ranking of one evaluation, a hundred subjects a page.

use axum::Json;
use axum::extract::{Path, State};
use domain::say::Say;
use evaluation::result::{PopulationResult, SubjectResult};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::evaluations::EvaluationLine;
use crate::app::App;
use crate::component::paging::Paging;
use crate::shell::error::{PageError, Thing};
use crate::shell::locale::Words;
use crate::shell::viewer::Viewer;

/// A subject's result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultLine {
    /// The subject.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// The population.
    pub population: String,
    /// The group; none where subjects are ranked together.
    pub group: Option<String>,
    /// The rounded score.
    pub score: Option<f64>,
    /// The place, from 1.
    pub rank: Option<usize>,
    /// The grade.
    pub grade: Option<String>,
    /// What is particular about the result, in words.
    pub reasons: Vec<String>,
}

/// A page of a ranking.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankingAnswer {
    /// The evaluation.
    pub evaluation: EvaluationLine,
    /// How many results there are in all.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// The results of this page.
    pub results: Vec<ResultLine>,
}

/// The ranking of one evaluation, a hundred subjects a page.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such evaluation.
#[utoipa::path(
    get,
    path = "/api/v1/evaluations/{seal}",
    params(
        ("seal" = String, Path, description = "the seal's hash, or its first twelve digits or more"),
        ("page" = Option<usize>, Query, description = "from 1"),
    ),
    responses(
        (status = 200, description = "Ranking", body = RankingAnswer),
        (status = 404, description = "No such evaluation", body = crate::shell::error::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(seal): Path<String>,
) -> Result<Json<RankingAnswer>, PageError> {
    let now = app.now().await?;
    let sealed = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let all: Vec<_> = sealed.evaluation().results().collect();
    let paging = Paging::read(&viewer.here, all.len());
    let results = all[paging.range()].iter().map(|(population, one)| line(population, one, viewer.words));
    Ok(Json(RankingAnswer {
        evaluation: EvaluationLine::from(&**sealed),
        total: all.len(),
        page: paging.page,
        results: results.collect(),
    }))
}

fn line(population: &PopulationResult, one: &SubjectResult, words: Words) -> ResultLine {
    ResultLine {
        subject: one.subject.to_string(),
        name: one.shown().to_owned(),
        population: population.id.to_string(),
        group: one.group.clone(),
        score: one.score.map(evaluation::Score::to_f64),
        rank: one.rank,
        grade: one.grade.clone(),
        reasons: one.reasons.iter().map(|reason| reason.words(population).say(words.lang())).collect(),
    }
}
