//! Who writes on pages: a person chosen once, kept in a cookie, and marked unauthenticated in the audit until there is sign-in.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use store::{Act, Actor, Origin};

use crate::app::App;
use crate::shell::error::PageError;

/// The cookie's name.
const PERSON: &str = "person";
/// The longest code or name, in characters.
pub const LONGEST: usize = 64;

/// A person as chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The code in the register of people, or the name where the person stands in none.
    pub code: String,
    /// The name.
    pub name: String,
}

impl Person {
    /// A person, where code and name are such as a person may have.
    #[must_use]
    pub fn new(code: &str, name: &str) -> Option<Self> {
        let plain =
            |text: &str| !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
        (plain(code) && plain(name)).then(|| Self { code: code.to_owned(), name: name.to_owned() })
    }

    /// The person whom the browser remembers.
    #[must_use]
    pub fn remembered(headers: &HeaderMap) -> Option<Self> {
        let kept = cookie(headers, PERSON)?;
        let value = |key: &str| {
            form_urlencoded::parse(kept.as_bytes()).find(|(own, _)| own == key).map(|(_, value)| value.into_owned())
        };
        Self::new(&value("code")?, &value("name")?)
    }

    /// The header by which the browser remembers the person until it is closed.
    #[must_use]
    pub fn remember(&self) -> Option<HeaderValue> {
        let pairs = [("code", self.code.as_str()), ("name", self.name.as_str())];
        let kept = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let value: String = form_urlencoded::byte_serialize(kept.as_bytes()).collect();
        HeaderValue::from_str(&format!("{PERSON}={value}; Path=/; SameSite=Lax; HttpOnly")).ok()
    }
}

/// The value of a cookie, decoded.
pub(super) fn cookie(headers: &HeaderMap, key: &str) -> Option<String> {
    let text = headers.get(COOKIE)?.to_str().ok()?;
    let (_, value) = text.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(own, _)| *own == key)?;
    // A cookie holds its value as a query does, so that Chinese names fit.
    form_urlencoded::parse(format!("v={value}").as_bytes()).next().map(|(_, value)| value.into_owned())
}

/// Who writes, and from where: what a handler needs to begin an act. A request without a person is refused.
#[derive(Clone, Debug)]
pub struct Writer {
    person: Person,
    from: String,
    request: String,
}

impl Writer {
    /// The person.
    #[must_use]
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// An act of this person.
    #[must_use]
    pub fn act(&self, kind: &'static str, reason: &str) -> Act {
        Act {
            kind,
            actor: Actor::said(&self.person.code, &self.person.name),
            origin: Origin::Page,
            origin_detail: self.from.clone(),
            request: self.request.clone(),
            reason: Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
        }
    }
}

impl FromRequestParts<App> for Writer {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, PageError> {
        let person = Person::remembered(&parts.headers).ok_or(PageError::NobodyActs)?;
        let from = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip().to_string());
        let request = parts.headers.get("x-request-id").and_then(|id| id.to_str().ok());
        Ok(Self { person, from: from.unwrap_or_default(), request: request.unwrap_or_default().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_with_any_name_is_remembered_as_chosen() {
        for (code, name) in [("zhang", "张三"), ("a;b=c", "李 四&五"), ("100%", "\"王\"")] {
            let person = Person::new(code, name).unwrap();
            let header = person.remember().unwrap();
            let pair = header.to_str().unwrap().split(';').next().unwrap();
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(&format!("x=y; {pair}")).unwrap())]);
            assert_eq!(Person::remembered(&headers), Some(person));
        }
        assert_eq!(Person::new("", "张三"), None);
        assert_eq!(Person::new("a\nb", "张三"), None);
        assert_eq!(Person::new(&"a".repeat(65), "张三"), None);
    }
}
