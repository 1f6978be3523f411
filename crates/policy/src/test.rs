//! A pack's own examples: a small population and what the scheme must make of it.

use domain::id::{AttributeName, IndicatorCode, SchemeId, SubjectId};
use domain::period::Period;
use rust_decimal::Decimal;

/// One example file of a pack (`tests/*.toml`).
#[derive(Clone, Debug)]
pub struct PackTest {
    /// The file it stands in, as `tests/ordinary.toml`.
    pub file: String,
    /// What it shows, as a sentence.
    pub title: String,
    /// The scheme it runs.
    pub scheme: SchemeId,
    /// The period it runs for.
    pub period: Period,
    /// The population.
    pub given: Vec<Given>,
    /// What must come out.
    pub expect: Vec<Expect>,
    /// Where it comes from.
    pub cite: crate::pack::Cite,
}

/// A subject of an example.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its id.
    pub subject: SubjectId,
    /// The period that the values are of.
    pub period: Period,
    /// Values in the indicator's declared unit; derived indicators may be set directly; absent means missing.
    pub values: Vec<(IndicatorCode, Decimal)>,
    /// Its attributes.
    pub attributes: Vec<(AttributeName, String)>,
}

/// What must come out for a subject; only what is stated is compared.
#[derive(Clone, Debug)]
pub struct Expect {
    /// The subject.
    pub subject: SubjectId,
    /// The rounded score.
    pub score: Option<Expected<Decimal>>,
    /// The rank.
    pub rank: Option<Expected<u32>>,
    /// The grade.
    pub grade: Option<Expected<String>>,
    /// How far the score may be off; 0 unless stated.
    pub tolerance: Decimal,
    /// The line of the example file it stands on, from 1.
    pub line: usize,
}

/// A value that must come out, or the statement that there must be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected<T> {
    /// This value.
    Is(T),
    /// None: not scored, not ranked, or not graded. Written `"none"`.
    None,
}
