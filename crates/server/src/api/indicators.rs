//! The indicators of every pack with unit of measure, formula and clause.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::shell::error::PageError;

/// An indicator of a pack.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorLine {
    /// The pack.
    pub pack: String,
    /// The code, unique within its pack.
    pub code: String,
    /// The title.
    pub title: String,
    /// The unit of measure, as its code.
    pub unit: String,
    /// The kind of subject it is measured for.
    pub subject: String,
    /// The formula as written; none where it is reported.
    pub formula: Option<String>,
    /// The clause, or what the rule demonstrates.
    pub cite: String,
}

/// The indicators of every pack.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
#[utoipa::path(get, path = "/api/v1/indicators", responses((status = 200, description = "Indicators", body = Vec<IndicatorLine>)))]
pub async fn show(State(app): State<App>) -> Result<Json<Vec<IndicatorLine>>, PageError> {
    let now = app.now().await?;
    let all = now.packs().iter().flat_map(|pack| pack.indicators.iter().map(move |one| (pack, one)));
    let own = all.filter(|(pack, one)| one.pack == pack.meta.id);
    let lines = own.map(|(pack, one)| IndicatorLine {
        pack: pack.meta.id.to_string(),
        code: one.code.to_string(),
        title: one.title.clone(),
        unit: one.unit.code(),
        subject: one.subject.clone(),
        formula: one.formula().map(|formula| formula.text.clone()),
        cite: one.cite.text().to_owned(),
    });
    Ok(Json(lines.collect()))
}
