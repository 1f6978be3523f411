//! How pages say what the register holds: kinds, levels, attributes. A word that is not known is shown as it is.

use domain::ledger::Release;
use domain::say::Lang;

use crate::shell::locale::Words;

/// A kind of subject.
#[must_use]
pub fn subject_kind(kind: &str, words: Words) -> String {
    match kind {
        "zone" => words.t("kind-zone"),
        "firm" => words.t("kind-firm"),
        "area" => words.t("kind-area"),
        "city" => words.t("kind-city"),
        "park" => words.t("kind-park"),
        "" => words.t("kind-none"),
        other => other.to_owned(),
    }
}

/// A zone's level.
#[must_use]
pub fn level(level: &str, words: Words) -> String {
    match level {
        "national" => words.t("level-national"),
        "provincial" => words.t("level-provincial"),
        "municipal" => words.t("level-municipal"),
        other => other.to_owned(),
    }
}

/// A zone's kind.
#[must_use]
pub fn zone_kind(kind: &str, words: Words) -> String {
    match kind {
        "etdz" => words.t("zone-etdz"),
        "hightech" => words.t("zone-hightech"),
        "bonded" => words.t("zone-bonded"),
        "border" => words.t("zone-border"),
        "park" => words.t("zone-park"),
        other => other.to_owned(),
    }
}

/// Attributes in the order people read them; the rest follow by name.
const ORDER: [&str; 10] =
    ["name", "code", "subject_kind", "level", "kind", "scale", "region", "zone", "industries", "industry"];

/// Where an attribute stands in the order people read them.
#[must_use]
pub fn place_of(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

/// An attribute's value, with the words of the project for its own codes.
#[must_use]
pub fn value(name: &str, text: &str, words: Words) -> String {
    match name {
        "level" => level(text, words),
        "kind" => zone_kind(text, words),
        "subject_kind" => subject_kind(text, words),
        _ => text.to_owned(),
    }
}

/// A time of the ledger as people write it: `2026年11月22日 15:27`; as given where it is no time.
#[must_use]
pub fn time(text: &str, words: Words) -> String {
    let Some((date, rest)) = text.split_once('T') else { return text.to_owned() };
    let (Ok(date), Some(clock)) = (date.parse::<jiff::civil::Date>(), rest.get(..5)) else { return text.to_owned() };
    match words.lang() {
        Lang::Zh => format!("{}年{}月{}日 {clock}", date.year(), date.month(), date.day()),
        Lang::En => format!("{} {clock}", date.strftime("%-d %B %Y")),
    }
}

/// The line that says as of when a page's data are.
#[must_use]
pub fn as_of(release: &Release, words: Words) -> String {
    words.ta("as-of", &[("release", release.name.as_str()), ("time", &time(&release.published_at, words))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_offices_write_it() {
        assert_eq!(time("2026-11-22T15:27:29+08:00", Words(Lang::Zh)), "2026年11月22日 15:27");
        assert_eq!(time("2026-01-02T05:07:29Z", Words(Lang::En)), "2 January 2026 05:07");
        assert_eq!(time("yesterday", Words(Lang::Zh)), "yesterday");
    }
}
