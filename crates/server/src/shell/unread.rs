//! How many messages the person who looks has not read, for the bar of every page.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use domain::cause::causes;

use crate::app::App;
use crate::shell::acting::Person;

/// The count, as a request carries it.
#[derive(Clone, Copy, Debug)]
pub struct Unread(pub u64);

/// Counts them where a page is asked for. A page does not fail for want of them: what the store says goes to the log, and the
/// page's own reading of the store says it to the person.
pub async fn count(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_page = request.method() == Method::GET && !path.starts_with("/assets/") && !path.starts_with("/api/");
    if let Some(person) = Person::remembered(request.headers()).filter(|_| is_page) {
        match app.store().unread(&person.code).await {
            Ok(count) => drop(request.extensions_mut().insert(Unread(count))),
            Err(error) => tracing::warn!(causes = causes(&error), "unread messages not counted"),
        }
    }
    next.run(request).await
}
