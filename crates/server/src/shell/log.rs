//! The log of requests: what was asked by which route, how it was answered, how long it took, and by whom. Addresses,
//! headers and bodies are not in it; `settings::never` lists what never is.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::shell::acting::Person;
use crate::shell::request_id::{Counter, HEADER};

/// The routes that machines ask again and again, and that nobody reads about.
const QUIET: [&str; 3] = ["/health", "/ready", "/assets/{version}/{*path}"];

/// Numbers a request, and logs it when it is answered.
pub async fn request(State(counter): State<Counter>, mut request: Request, next: Next) -> Response {
    let number = counter.next();
    // Hexadecimal figures and a hyphen: always a header's value.
    let header = HeaderValue::from_str(&number).unwrap_or(HeaderValue::from_static("-"));
    request.headers_mut().insert(HEADER, header.clone());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = method(request.method());
    let actor = Person::remembered(request.headers()).as_ref().map_or_else(|| "-".to_owned(), actor);
    let span = tracing::info_span!("request", request = number, method, route, actor);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    response.headers_mut().insert(HEADER, header);
    let (status, ms) = (response.status().as_u16(), u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX));
    span.in_scope(|| {
        if QUIET.contains(&route.as_str()) {
            tracing::debug!(status, ms, "answered");
        } else {
            tracing::info!(status, ms, "answered");
        }
    });
    response
}

/// A method by its name; of others only that it is another.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}

/// The code of a person who stands in the register. Who does not is told apart by a name, which is not for the log; nor is
/// what a browser sends in the place of a code.
fn actor(person: &Person) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_code = person.code != person.name && person.code.bytes().all(plain);
    if is_code { person.code.clone() } else { "unregistered".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_logged_by_a_code_and_never_by_a_name() {
        let logged = |code: &str, name: &str| actor(&Person::new(code, name).expect("a person"));
        assert_eq!(logged("P-0012", "张三"), "P-0012");
        assert_eq!(logged("张三", "张三"), "unregistered");
        assert_eq!(logged("zhang", "zhang"), "unregistered");
        assert_eq!(logged("张 三", "李四"), "unregistered");
    }
}
