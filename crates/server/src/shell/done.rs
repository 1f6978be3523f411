//! After an act: on to a page, which says once that it was done.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::shell::acting::cookie;

/// The cookie's name.
const DONE: &str = "done";
/// Tells the browser to forget it.
const FORGET: HeaderValue = HeaderValue::from_static("done=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");

/// An act that was kept, and the page to go on to.
#[derive(Clone, Debug)]
pub struct Done {
    to: String,
    act: Option<i64>,
}

impl Done {
    /// The act `act` is kept; on to the page at `to`, an address of ours.
    pub fn kept(act: i64, to: impl Into<String>) -> Self {
        Self { to: to.into(), act: Some(act) }
    }

    /// On to the page at `to`; nothing was to be kept.
    pub fn on(to: impl Into<String>) -> Self {
        Self { to: to.into(), act: None }
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let headers = response.headers_mut();
        if let Ok(to) = HeaderValue::from_str(&self.to) {
            headers.insert(LOCATION, to);
        }
        if let Some(act) = self.act
            && let Ok(line) =
                HeaderValue::from_str(&format!("{DONE}={act}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly"))
        {
            headers.append(SET_COOKIE, line);
        }
        response
    }
}

/// The act that the page is to say was kept.
#[must_use]
pub fn kept(headers: &HeaderMap) -> Option<i64> {
    cookie(headers, DONE)?.parse().ok()
}

/// Once said, forgotten.
pub fn forget(response: &mut Response) {
    if response.status() == StatusCode::OK {
        response.headers_mut().append(SET_COOKIE, FORGET);
    }
}
