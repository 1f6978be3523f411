//! A page is a struct with a template.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::shell::error::PageError;

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
