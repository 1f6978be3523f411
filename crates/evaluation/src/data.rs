//! The data an evaluation used: every reported value with its cell, every derived one, subject by subject.

use domain::hash::Sm3;
use domain::id::{IndicatorCode, SubjectId};
use domain::table::{MissingReason, State};
use domain::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::Figure;

/// Everything a scheme read for the subjects it scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The source files that values stand in, sorted by hash.
    pub sources: Vec<SourceFile>,
    /// The sheets that values stand in, sorted.
    pub sheets: Vec<String>,
    /// The indicators read, those that others are made from first.
    pub indicators: Vec<IndicatorHead>,
    /// The subjects scored, by id.
    pub subjects: Vec<SubjectData>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The hash of its bytes.
    pub sm3: Sm3,
    /// The name it was given under.
    pub name: String,
}

/// An indicator that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorHead {
    /// Its code.
    pub code: IndicatorCode,
    /// Its title.
    pub title: String,
    /// The unit of measure its values are scored in.
    pub unit: Unit,
    /// Its formula as written, where it is derived.
    pub formula: Option<String>,
}

/// What was read for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectData {
    /// The subject.
    pub subject: SubjectId,
    /// One entry per indicator of [`Data::indicators`].
    pub values: Vec<Datum>,
}

/// The value of one indicator for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// The value in the indicator's own unit; none where it is missing.
    pub value: Option<Figure>,
    /// What was reported, where the value is a reported one.
    pub reported: Option<Reported>,
}

/// A reported value as entered, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The figure as entered; none where it was reported as missing.
    pub figure: Option<Decimal>,
    /// Why there is no figure.
    pub missing: Option<MissingReason>,
    /// The unit of measure as entered.
    pub unit: Unit,
    /// How the figure came about.
    pub state: State,
    /// Position in [`Data::sources`].
    pub source: usize,
    /// Position in [`Data::sheets`].
    pub sheet: usize,
    /// The cell, as `C14`.
    pub cell: String,
}

impl Data {
    /// What was read for a subject.
    #[must_use]
    pub fn subject(&self, subject: &SubjectId) -> Option<&SubjectData> {
        let at = self.subjects.binary_search_by(|data| data.subject.cmp(subject)).ok()?;
        self.subjects.get(at)
    }

    /// An indicator and a subject's value of it.
    #[must_use]
    pub fn datum(&self, subject: &SubjectId, indicator: &IndicatorCode) -> Option<(&IndicatorHead, &Datum)> {
        let at = self.indicators.iter().position(|head| head.code == *indicator)?;
        Some((&self.indicators[at], self.subject(subject)?.values.get(at)?))
    }
}
