//! Who looks and how: language, light or dark, jurisdiction and period, from address, cookie or browser.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;
use domain::say::Lang;

use crate::shell::acting::{Person, cookie};
use crate::shell::address::Address;
use crate::shell::done;
use crate::shell::locale::Words;
use crate::shell::unread::Unread;

/// What a person may choose once for all pages: a key of the address, kept in a cookie of the same name.
const KEPT: [&str; 4] = ["lang", "theme", "region", "period"];
/// The longest choice kept, in characters.
const LONGEST_CHOICE: usize = 64;

/// Light or dark, where a person has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Ink on white.
    Light,
    /// White on ink.
    Dark,
}

impl Theme {
    /// The word in address, cookie and page.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The person who looks, as far as pages need to know.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// In which language.
    pub words: Words,
    /// Light or dark; without a choice, as the system has it.
    pub theme: Option<Theme>,
    /// The jurisdiction chosen, as the register names it.
    pub region: Option<String>,
    /// The period chosen, as a code.
    pub period: Option<String>,
    /// Who acts, where a person was chosen.
    pub person: Option<Person>,
    /// How many messages that person has not read.
    pub unread: u64,
    /// The act that was just kept, to be said once.
    pub done: Option<i64>,
    /// The page's address without the choices kept elsewhere.
    pub here: Address,
}

impl Viewer {
    /// Reads a viewer from a request's address and headers.
    #[must_use]
    pub fn read(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        let choice = |key: &str| asked(query, key).or_else(|| cookie(headers, key)).filter(|text| is_plain(text));
        let lang = match choice("lang").as_deref() {
            Some("en") => Lang::En,
            Some("zh-CN" | "zh") => Lang::Zh,
            _ => accepted(headers),
        };
        let theme = match choice("theme").as_deref() {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        };
        let here = KEPT.iter().fold(Address::new(uri.path(), query), |address, key| address.without(key));
        Self {
            words: Words(lang),
            theme,
            region: choice("region"),
            period: choice("period"),
            person: Person::remembered(headers),
            unread: 0,
            done: done::kept(headers),
            here,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let unread = parts.extensions.get::<Unread>().map_or(0, |unread| unread.0);
        Ok(Self { unread, ..Self::read(&parts.uri, &parts.headers) })
    }
}

/// The value under `key` in a query; `Some("")` where it is there and empty.
fn asked(query: &str, key: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).filter(|(own, _)| own == key).last().map(|(_, value)| value.into_owned())
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_CHOICE && !text.chars().any(char::is_control)
}

/// The first of Chinese and English that the browser asks for; Chinese where it asks for neither.
fn accepted(headers: &HeaderMap) -> Lang {
    let text = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = text.split(',').map(|tag| tag.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    for tag in first {
        if tag.starts_with("zh") {
            return Lang::Zh;
        }
        if tag.starts_with("en") {
            return Lang::En;
        }
    }
    Lang::Zh
}

/// Keeps in cookies what the address chooses for all pages.
pub async fn remember(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let said = done::kept(request.headers()).is_some() && !request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    if said {
        done::forget(&mut response);
    }
    for key in KEPT {
        let Some(value) = asked(&query, key) else { continue };
        let (value, age) = if is_plain(&value) { (value, 31_536_000) } else { (String::new(), 0) };
        let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let line = format!("{key}={value}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly");
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(SET_COOKIE, line);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(address: &str, headers: &[(axum::http::HeaderName, &'static str)]) -> Viewer {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(name.clone(), HeaderValue::from_static(value));
        }
        Viewer::read(&address.parse().expect("an address"), &map)
    }

    use axum::http::header::COOKIE;

    #[test]
    fn the_address_is_heard_before_the_cookie_and_the_cookie_before_the_browser() {
        assert_eq!(viewer("/", &[]).words.lang(), Lang::Zh);
        assert_eq!(viewer("/", &[(ACCEPT_LANGUAGE, "fr, en;q=0.8, zh;q=0.5")]).words.lang(), Lang::En);
        assert_eq!(viewer("/", &[(ACCEPT_LANGUAGE, "en"), (COOKIE, "a=b; lang=zh-CN")]).words.lang(), Lang::Zh);
        assert_eq!(viewer("/?lang=en", &[(COOKIE, "lang=zh-CN")]).words.lang(), Lang::En);
    }

    #[test]
    fn a_choice_taken_back_in_the_address_is_not_read_from_the_cookie() {
        let cookie = [(COOKIE, "region=%E8%B4%B5%E5%B7%9E")];
        assert_eq!(viewer("/zones", &cookie).region.as_deref(), Some("贵州"));
        assert_eq!(viewer("/zones?region=", &cookie).region, None);
    }

    #[test]
    fn links_made_from_here_do_not_carry_what_the_cookie_keeps() {
        let here = viewer("/zones?lang=en&q=a&theme=dark", &[]).here;
        assert_eq!(here.to_string(), "/zones?q=a");
    }
}
