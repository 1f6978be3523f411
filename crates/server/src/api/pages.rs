//! Every page with real addresses of it in this home: for whoever walks them all.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::route::{Kind, ROUTES};
use crate::shell::error::PageError;

/// A kind of page.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageKind {
    /// Its name.
    pub name: &'static str,
    /// Its address, with places for names in braces.
    pub path: &'static str,
    /// Real addresses in this home; none where the home holds nothing that the page shows.
    pub examples: Vec<String>,
}

/// Every kind of page, with real addresses.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
#[utoipa::path(get, path = "/api/v1/pages", responses((status = 200, description = "Pages", body = Vec<PageKind>)))]
pub async fn show(State(app): State<App>) -> Result<Json<Vec<PageKind>>, PageError> {
    let now = app.now_anew().await?;
    let pages = ROUTES.iter().filter(|route| route.kind == Kind::Page);
    Ok(Json(
        pages.map(|route| PageKind { name: route.name, path: route.path, examples: route.examples(&now) }).collect(),
    ))
}
