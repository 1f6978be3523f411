//! The subjects of the latest release, a hundred a page.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::component::paging::Paging;
use crate::shell::error::PageError;
use crate::shell::viewer::Viewer;

/// A zone, firm or area.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `zone`, `firm`, `area` …; empty where no file says.
    pub kind: String,
    /// Where it lies; empty where no file says.
    pub region: String,
    /// Whether any of its data are generated for demonstration (示例数据).
    pub demonstration: bool,
}

/// A page of subjects.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectsAnswer {
    /// How many there are in all.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// The subjects of this page.
    pub subjects: Vec<SubjectLine>,
}

/// The subjects of the latest release, a hundred a page.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
#[utoipa::path(
    get,
    path = "/api/v1/subjects",
    params(
        ("q" = Option<String>, Query, description = "part of a name or id"),
        ("kind" = Option<String>, Query, description = "zone, firm, area …"),
        ("page" = Option<usize>, Query, description = "from 1"),
    ),
    responses((status = 200, description = "Subjects", body = SubjectsAnswer))
)]
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Json<SubjectsAnswer>, PageError> {
    let now = app.now().await?;
    let search = viewer.here.get("q").unwrap_or_default().to_lowercase();
    let kind = viewer.here.get("kind");
    let all = now.latest()?.map(|latest| latest.index.lines()).unwrap_or_default();
    let found: Vec<_> = all
        .iter()
        .filter(|line| kind.is_none_or(|kind| line.subject_kind == kind))
        .filter(|line| line.matches(&search))
        .collect();
    let paging = Paging::read(&viewer.here, found.len());
    let subjects = found[paging.range()].iter().map(|line| SubjectLine {
        id: line.id.to_string(),
        name: line.name.clone(),
        kind: line.subject_kind.clone(),
        region: line.region.clone(),
        demonstration: line.demonstration,
    });
    Ok(Json(SubjectsAnswer { total: found.len(), page: paging.page, subjects: subjects.collect() }))
}
