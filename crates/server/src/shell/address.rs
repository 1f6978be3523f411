//! The address of the page being shown: its state, and the links that change one thing of it.

use std::fmt;

/// A path and its query, in order; each key once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// Reads a path and a raw query. Of a key given twice the last stands; empty values are dropped.
    #[must_use]
    pub fn new(path: &str, query: &str) -> Self {
        let mut address = Self { path: path.to_owned(), query: Vec::new() };
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            address.set(&key, value.trim());
        }
        address
    }

    /// A path without a query. Segments that may hold anything go through [`segment`].
    pub fn of(path: impl Into<String>) -> Self {
        Self { path: path.into(), query: Vec::new() }
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
    }

    /// Every key with its value, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The same address with `key` set to `value`; an empty value takes the key away.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut address = self.clone();
        address.set(key, value);
        address
    }

    /// The same address without `key`.
    #[must_use]
    pub fn without(&self, key: &str) -> Self {
        self.with(key, "")
    }

    fn set(&mut self, key: &str, value: &str) {
        match self.query.iter().position(|(own, _)| own == key) {
            Some(at) if value.is_empty() => {
                self.query.remove(at);
            }
            Some(at) => value.clone_into(&mut self.query[at].1),
            None if value.is_empty() => {}
            None => self.query.push((key.to_owned(), value.to_owned())),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.query.is_empty() {
            return Ok(());
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish();
        write!(f, "?{query}")
    }
}

/// One segment of a path with everything but unreserved characters percent-encoded.
#[must_use]
pub fn segment(text: &str) -> String {
    encoded(text.as_bytes())
}

/// Bytes with everything but unreserved characters percent-encoded.
#[must_use]
pub fn encoded(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_changes_and_the_rest_of_the_state_stays() {
        let here = Address::new("/zones", "q=%E8%B4%B5%E9%98%B3&level=national&page=3&empty=");
        assert_eq!(here.get("q"), Some("贵阳"));
        assert_eq!(here.get("empty"), None);
        assert_eq!(here.with("page", "4").to_string(), "/zones?q=%E8%B4%B5%E9%98%B3&level=national&page=4");
        assert_eq!(here.without("q").without("page").to_string(), "/zones?level=national");
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(segment("../贵"), "..%2F%E8%B4%B5");
        assert_eq!(segment("a?b#c d"), "a%3Fb%23c%20d");
    }
}
