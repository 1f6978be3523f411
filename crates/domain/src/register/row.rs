//! A row of a register as a spreadsheet gives it: a record, how it is from one day until before another.

use rust_decimal::Decimal;

use super::Role;
use crate::day::Day;
use crate::id::AttributeName;

/// What a row says of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It has this value.
    Value(String),
    /// It has none, and no longer has the one it had.
    Nothing,
}

/// What a record belongs to, as a person writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its code or its name.
    pub asked: String,
    /// The share, above 0 and at most 1.
    pub share: Decimal,
    /// Since when, where the row says so: of successors.
    pub since: Option<Day>,
}

/// A row. What it does not speak of stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands, for messages: the row in the spreadsheet, from 1.
    pub place: u32,
    /// The code, in its one writing.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// The other fields.
    pub fields: Vec<(AttributeName, Written)>,
    /// What it belongs to; an empty list says that it no longer belongs to any.
    pub links: Vec<(Role, Vec<Target>)>,
    /// The first day on which it is so; without one, the day of the import.
    pub from: Option<Day>,
    /// The first day on which the record no longer exists; without one, still.
    pub to: Option<Day>,
    /// Why the past is corrected.
    pub reason: Option<String>,
}

impl Row {
    /// A row that says no more than a name.
    #[must_use]
    pub fn named(place: u32, name: &str) -> Self {
        Self {
            place,
            code: None,
            name: name.to_owned(),
            fields: Vec::new(),
            links: Vec::new(),
            from: None,
            to: None,
            reason: None,
        }
    }

    /// What it belongs to in a role; none where it does not speak of that.
    #[must_use]
    pub fn targets(&self, role: Role) -> Option<&[Target]> {
        self.links.iter().find(|(own, _)| *own == role).map(|(_, targets)| targets.as_slice())
    }
}
