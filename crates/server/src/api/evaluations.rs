//! Every sealed evaluation, newest period first.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::read::sealed::Sealed;
use crate::shell::error::PageError;

/// A sealed evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationLine {
    /// The SM3 hash of the seal.
    pub seal: String,
    /// The pack.
    pub pack: String,
    /// The scheme.
    pub scheme: String,
    /// The scheme's title.
    pub title: String,
    /// The period's code, as `2024` or `2024-06c`.
    pub period: String,
    /// The release it was run on.
    pub release: String,
    /// How many subjects were scored.
    pub scored: usize,
    /// Whether data or pack are a demonstration (示例数据).
    pub demonstration: bool,
}

impl From<&Sealed> for EvaluationLine {
    fn from(sealed: &Sealed) -> Self {
        let evaluation = sealed.evaluation();
        Self {
            seal: sealed.id.to_string(),
            pack: evaluation.pack.to_string(),
            scheme: evaluation.scheme.to_string(),
            title: evaluation.title.clone(),
            period: evaluation.period.code(),
            release: sealed.seal.head.release.name.to_string(),
            scored: sealed.scored(),
            demonstration: evaluation.demonstration,
        }
    }
}

/// Every sealed evaluation, newest period first.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
#[utoipa::path(get, path = "/api/v1/evaluations", responses((status = 200, description = "Evaluations", body = Vec<EvaluationLine>)))]
pub async fn show(State(app): State<App>) -> Result<Json<Vec<EvaluationLine>>, PageError> {
    let now = app.now().await?;
    Ok(Json(now.evaluations().iter().map(|sealed| EvaluationLine::from(&**sealed)).collect()))
}
