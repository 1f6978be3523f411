//! Rows of a register, made as a file would say them.

use domain::day::Day;
use domain::id::AttributeName;
use domain::register::{Role, Row, Target, Written};
use rust_decimal::Decimal;

use super::MARK;
use crate::demo::generate::DemoError;

/// A row being made.
pub(super) struct Making(Row);

impl Making {
    /// A row that holds from a day on; without a code where that is empty.
    pub(super) fn new(code: &str, name: &str, from: &str) -> Result<Self, DemoError> {
        let code = (!code.is_empty()).then(|| code.to_owned());
        Ok(Self(Row { code, from: Some(day(from)?), ..Row::named(0, name) }))
    }

    pub(super) fn field(mut self, name: &str, value: &str) -> Result<Self, DemoError> {
        let name = AttributeName::new(name).map_err(|_| DemoError::Incomplete)?;
        self.0.fields.push((name, Written::Value(value.to_owned())));
        Ok(self)
    }

    /// Says that the record is generated, where the register has room for it.
    pub(super) fn marked(self) -> Result<Self, DemoError> {
        self.field("address", MARK)
    }

    pub(super) fn link(mut self, role: Role, shares: &[(&str, Decimal)]) -> Self {
        let target =
            |(asked, share): &(&str, Decimal)| Target { asked: (*asked).to_owned(), share: *share, since: None };
        self.0.links.push((role, shares.iter().map(target).collect()));
        self
    }

    pub(super) fn of(self, role: Role, asked: &str) -> Self {
        self.link(role, &[(asked, Decimal::ONE)])
    }

    pub(super) fn until(mut self, day_after: &str) -> Result<Self, DemoError> {
        self.0.to = Some(day(day_after)?);
        Ok(self)
    }

    pub(super) fn row(self) -> Row {
        self.0
    }
}

fn day(text: &str) -> Result<Day, DemoError> {
    text.parse().map_err(|_| DemoError::Incomplete)
}
