//! Who is let in: a request sent to this machine by name, not on behalf of another site; and to write, only from a page of ours.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::shell::error::PageError;

/// The longest address taken, in bytes.
const LONGEST_ADDRESS: usize = 4096;

/// Lets a request pass or answers it with the reason why not.
pub async fn check(request: Request, next: Next) -> Response {
    match refusal(&request) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    }
}

fn refusal(request: &Request) -> Option<PageError> {
    let headers = request.headers();
    let host = text(headers, HOST.as_str());
    if !host.is_some_and(is_loopback) {
        return Some(PageError::ForeignHost);
    }
    if headers.contains_key(ORIGIN)
        && text(headers, ORIGIN.as_str()).and_then(|origin| origin.strip_prefix("http://")) != host
    {
        return Some(PageError::ForeignOrigin);
    }
    // A link from elsewhere may open a page; another site's script, frame or picture may not read one.
    if text(headers, "sec-fetch-site") == Some("cross-site") && text(headers, "sec-fetch-mode") != Some("navigate") {
        return Some(PageError::ForeignOrigin);
    }
    match *request.method() {
        Method::GET | Method::HEAD => {}
        Method::POST if is_own(headers, host) => {}
        Method::POST => return Some(PageError::ForeignOrigin),
        _ => return Some(PageError::OnlyReading),
    }
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    (length > LONGEST_ADDRESS).then_some(PageError::AddressTooLong)
}

/// Whether a request to write comes from a page of ours: by its origin, or, where an old browser names none, by the page it
/// was sent from.
fn is_own(headers: &HeaderMap, host: Option<&str>) -> bool {
    if headers.contains_key(ORIGIN) {
        // Held against the host above.
        return true;
    }
    let from = text(headers, REFERER.as_str()).and_then(|from| from.strip_prefix("http://"));
    let from = from.map(|from| from.split_once('/').map_or(from, |(from, _)| from));
    from.is_some() && from == host
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok();
    // Two of a header that may stand once is an attempt to have each layer read its own.
    if all.next().is_some() { None } else { first }
}

/// Whether a `Host` names this machine itself: a name that a page elsewhere cannot be given.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(six) => six.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback()),
        None => name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_taken_as_host() {
        for good in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:41234", "[::1]:80", "[::1]"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "10.0.0.8",
            "[::2]",
            "0.0.0.0",
            "127.0.0.1:80:80",
            "localhost:",
        ] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }
}
