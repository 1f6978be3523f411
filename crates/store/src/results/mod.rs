//! Evaluations by others: what a province or a ministry said of a zone. A result is corrected by ending it and recording
//! the right one.

mod import;
mod read;
mod record;

pub use import::{ResultRow, ResultsImported};

use domain::say::Said;

use crate::clock::Moment;
use crate::register::EntityId;

/// What somebody else's evaluation said of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalResult {
    /// Who evaluated: a ministry, a province.
    pub issuer: String,
    /// What the evaluation is called.
    pub title: String,
    /// The year that it is called by.
    pub year: i16,
    /// Among whom it is ranked: a group; empty where there is one ranking.
    pub ranking: String,
    /// The place, from 1.
    pub place: Option<u32>,
    /// Of how many.
    pub places: Option<u32>,
    /// The grade.
    pub grade: Option<String>,
    /// The document that says so: title, number, address.
    pub document: String,
}

/// A result as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptResult {
    /// Its number.
    pub id: i64,
    /// The zone.
    pub entity: EntityId,
    /// What it says.
    pub result: ExternalResult,
    /// Since when it is known.
    pub known_from: Moment,
    /// Until when it counted; [`Moment::NEVER`] where it still does.
    pub known_to: Moment,
    /// The act that wrote it.
    pub act: i64,
    /// The act that ended it.
    pub ended_by: Option<i64>,
}

impl ExternalResult {
    /// Whether both speak of the same ranking of the same evaluation.
    fn same_place(&self, other: &Self) -> bool {
        (&self.issuer, &self.title, self.year, &self.ranking)
            == (&other.issuer, &other.title, other.year, &other.ranking)
    }

    /// What is wrong with it, where anything is: the field, and why.
    #[must_use]
    pub fn fault(&self) -> Option<(&'static str, Said)> {
        let text = |name, text: &str, must| {
            let long = text.chars().count() > 400 || text.chars().any(char::is_control);
            if long {
                return Some((name, Said::new("应为不超过 400 个字的文字", "text of at most 400 characters")));
            }
            (must && text.trim().is_empty()).then(|| (name, Said::new("没有填写，请补写", "missing; fill it in")))
        };
        text("issuer", &self.issuer, true)
            .or_else(|| text("title", &self.title, true))
            .or_else(|| text("ranking", &self.ranking, false))
            .or_else(|| text("grade", self.grade.as_deref().unwrap_or_default(), false))
            .or_else(|| text("document", &self.document, false))
            .or_else(|| {
                let plausible = (1980..=2200).contains(&self.year);
                (!plausible).then(|| ("year", Said::new("应为四位年度，如 2021", "a year, as 2021")))
            })
            .or_else(|| match (self.place, self.places) {
                (Some(0), _) => Some(("place", Said::new("名次从 1 起", "places begin at 1"))),
                (Some(place), Some(places)) if place > places => Some((
                    "place",
                    Said::new(
                        format!("名次大于总数 {places}，请核对"),
                        format!("beyond the {places} ranked; check it"),
                    ),
                )),
                _ => None,
            })
            .or_else(|| {
                let says_nothing = self.place.is_none() && self.grade.as_deref().unwrap_or_default().is_empty();
                says_nothing.then(|| {
                    ("place", Said::new("名次和等级都没有，请填写其一", "neither place nor grade; fill one in"))
                })
            })
    }

    /// What the trace says of it.
    fn said(&self) -> String {
        serde_json::json!({
            "document": self.document,
            "grade": self.grade,
            "issuer": self.issuer,
            "place": self.place,
            "places": self.places,
            "ranking": self.ranking,
            "title": self.title,
            "year": self.year,
        })
        .to_string()
    }
}
