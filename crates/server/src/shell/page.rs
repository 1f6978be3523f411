//! A page is a struct with a template.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::shell::error::{OwnWords, PageError};

/// Answers with what a template renders.
#[derive(Debug)]
pub struct Page<T>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => PageError::failed(error).into_response(),
        }
    }
}

/// Answers with a form that is shown again, for what was sent cannot be taken as it is; the page says why.
#[derive(Debug)]
pub struct Again<T>(pub T);

impl<T: Template> IntoResponse for Again<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::UNPROCESSABLE_ENTITY, Page(self.0)).into_response();
        response.extensions_mut().insert(OwnWords);
        response
    }
}
