//! What would lift a subject one rank, item by item.

use axum::Json;
use axum::extract::{Path, State};
use evaluation::lift::{ItemLift, Way};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::evaluations::EvaluationLine;
use crate::app::App;
use crate::read::lifting::lifting;
use crate::shell::error::{PageError, Thing};

/// What would lift a subject.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiftAnswer {
    /// The evaluation.
    pub evaluation: EvaluationLine,
    /// The subject.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// Its rank; none where it is not ranked.
    pub rank: Option<usize>,
    /// Who holds the next-better rank; nobody where the subject is first or not ranked.
    pub rivals: Vec<String>,
    /// One entry an item, in the order of the scheme; none where there is nobody to pass.
    pub items: Vec<LiftLine>,
}

/// What a change of one item does, all others as they are.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiftLine {
    /// The item.
    pub indicator: String,
    /// Its title.
    pub title: String,
    /// The unit of measure of its figures, as its code.
    pub unit: String,
    /// The figure it has.
    pub now: Option<f64>,
    /// What a change does.
    pub outcome: Outcome,
    /// The figure that lifts.
    pub needed: Option<f64>,
    /// What it is more than now.
    pub change: Option<f64>,
    /// The score with it.
    pub score: Option<f64>,
    /// The rank with it.
    pub rank: Option<usize>,
    /// The highest score that was reached, where the item does not lift alone and some is higher than now.
    pub most: Option<f64>,
}

/// What a change of one item does.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It lifts.
    Lifts,
    /// It does not lift alone.
    NotAlone,
    /// There is no figure that could change.
    NoFigure,
}

/// What would lift a subject one rank: the evaluation is run again with one figure changed.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such evaluation, [`PageError::NotRanked`] when the subject was not scored.
#[utoipa::path(
    get,
    path = "/api/v1/evaluations/{seal}/subjects/{subject}/lift",
    params(
        ("seal" = String, Path, description = "the seal's hash, or its first twelve digits or more"),
        ("subject" = String, Path, description = "the subject's id"),
    ),
    responses(
        (status = 200, description = "What would lift it", body = LiftAnswer),
        (status = 404, description = "No such evaluation, or not scored in it", body = crate::shell::error::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(app): State<App>,
    Path((seal, subject)): Path<(String, String)>,
) -> Result<Json<LiftAnswer>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let lifting = lifting(&app, &now, one, &subject).await?;
    Ok(Json(LiftAnswer {
        evaluation: EvaluationLine::from(&**one),
        subject: lifting.subject.to_string(),
        name: lifting.name,
        rank: lifting.rank,
        rivals: lifting.rivals,
        items: lifting.items.iter().map(LiftLine::from).collect(),
    }))
}

impl From<&ItemLift> for LiftLine {
    fn from(item: &ItemLift) -> Self {
        let mut line = Self {
            indicator: item.indicator.to_string(),
            title: item.title.clone(),
            unit: item.unit.code(),
            now: item.now.map(evaluation::Figure::get),
            outcome: Outcome::NoFigure,
            needed: None,
            change: None,
            score: None,
            rank: None,
            most: None,
        };
        match item.lift {
            Way::By { figure, change, score, rank } => {
                line.outcome = Outcome::Lifts;
                line.needed = Some(figure.get());
                line.change = Some(change.get());
                line.score = score.map(evaluation::Figure::get);
                line.rank = Some(rank);
            }
            Way::NotAlone { most } => {
                line.outcome = Outcome::NotAlone;
                line.most = most.map(evaluation::Figure::get);
            }
            Way::NoFigure => {}
        }
        line
    }
}
