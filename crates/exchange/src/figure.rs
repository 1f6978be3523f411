//! What a cell of a value column means: a figure, a reason why there is none, or a reason why it is wrong.

use domain::say::{Lang, Say};
use domain::table::MissingReason;
use domain::unit::Unit;
use rust_decimal::Decimal;

use crate::cell::Cell;
use crate::finding::Reason;
use crate::mapping::MissingWords;
use crate::number::{from_float, from_percent_float, from_text};

/// What spreadsheets write into text where a formula failed.
const FORMULA_ERRORS: [&str; 8] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"];

/// A unit of measure, with what matters for percent signs known once.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    unit: Unit,
    scale: PercentScale,
    exponents: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PercentScale {
    /// The unit is %: 12.5 % is 12.5.
    Percent,
    /// The unit is the pure number: 12.5 % is 0.125.
    One,
    /// A percent sign is a mistake.
    Neither,
}

impl Measure {
    /// The measure of a unit; with `exponents`, figures written as `3e+05` are taken.
    #[must_use]
    pub fn new(unit: Unit, exponents: bool) -> Self {
        let scale = match unit.code().as_str() {
            "percent" | "percentage_point" => PercentScale::Percent,
            _ if unit == Unit::ONE => PercentScale::One,
            _ => PercentScale::Neither,
        };
        Self { unit, scale, exponents }
    }

    /// Reads a cell.
    ///
    /// # Errors
    /// [`Reason`] when it is neither a figure nor a word for a missing one.
    pub fn read(&self, cell: Cell<'_>, words: &MissingWords) -> Result<Result<Decimal, MissingReason>, Reason> {
        match cell {
            Cell::Number(number) => from_float(number).map(Ok).map_err(Reason::Number),
            Cell::Blank => Ok(Err(MissingReason::Blank)),
            Cell::Text(text) => self.text(text, words),
            Cell::Percent(number) => match self.scale {
                PercentScale::Percent => from_percent_float(number).map(Ok).map_err(Reason::Number),
                PercentScale::One => from_float(number).map(Ok).map_err(Reason::Number),
                PercentScale::Neither => Err(self.no_percent()),
            },
            Cell::Bool(_) => Err(Reason::Bool),
            Cell::Date(_) | Cell::Time => Err(Reason::Date),
            Cell::Error(_) => Err(Reason::Formula),
        }
    }

    fn text(&self, text: &str, words: &MissingWords) -> Result<Result<Decimal, MissingReason>, Reason> {
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        if (!text.contains(digit) || text.len() <= 8)
            && let Some(reason) = words.reason(text)
        {
            return Ok(Err(reason));
        }
        if FORMULA_ERRORS.contains(&text.trim()) {
            return Err(Reason::Formula);
        }
        let number = from_text(text, self.exponents).map_err(Reason::Number)?;
        match (number.percent, self.scale) {
            (false, _) | (true, PercentScale::Percent) => Ok(Ok(number.value)),
            (true, PercentScale::One) => Ok(Ok(number.value * Decimal::new(1, 2))),
            (true, PercentScale::Neither) => Err(self.no_percent()),
        }
    }

    fn no_percent(&self) -> Reason {
        Reason::Percent { unit: self.unit.say(Lang::Zh) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(unit: &str, cell: Cell<'_>) -> Result<String, &'static str> {
        let measure = Measure::new(Unit::parse(unit).unwrap(), false);
        match measure.read(cell, &MissingWords::default()) {
            Ok(Ok(figure)) => Ok(figure.to_string()),
            Ok(Err(reason)) => Ok(reason.code().to_owned()),
            Err(reason) => Err(reason.code()),
        }
    }

    #[test]
    fn a_percent_sign_is_read_as_the_unit_says() {
        assert_eq!(read("percent", Cell::Text("12.5%")), Ok("12.5".into()));
        assert_eq!(read("percent", Cell::Percent(0.125)), Ok("12.5".into()));
        assert_eq!(read("percent", Cell::Number(12.5)), Ok("12.5".into()));
        assert_eq!(read("one", Cell::Text("12.5％")), Ok("0.125".into()));
        assert_eq!(read("one", Cell::Percent(0.125)), Ok("0.125".into()));
        assert_eq!(read("wan_yuan", Cell::Text("12.5%")), Err("percent"));
        assert_eq!(read("wan_yuan", Cell::Percent(0.125)), Err("percent"));
    }

    #[test]
    fn missing_is_told_apart_from_wrong() {
        assert_eq!(read("wan_yuan", Cell::Blank), Ok("blank".into()));
        assert_eq!(read("wan_yuan", Cell::Text(" 　")), Ok("blank".into()));
        assert_eq!(read("wan_yuan", Cell::Text(" — ")), Ok("dash".into()));
        assert_eq!(read("wan_yuan", Cell::Text("不适用")), Ok("not_applicable".into()));
        assert_eq!(read("wan_yuan", Cell::Text("无")), Err("not_a_number"));
        assert_eq!(read("wan_yuan", Cell::Error("#DIV/0!")), Err("formula_error"));
        assert_eq!(read("wan_yuan", Cell::Bool(true)), Err("boolean"));
        assert_eq!(read("wan_yuan", Cell::Time), Err("date"));
    }
}
