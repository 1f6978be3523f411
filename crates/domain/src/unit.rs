//! Units of measure: names with a dimension, their products and quotients, exact conversion.

mod error;
mod names;
mod read;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::error::UnitError;
use self::names::{MULTIPLES, Multiple, NAMED, Named};
use crate::dimension::Dimension;
use crate::ratio::{Ratio, common_divisor};
use crate::say::{Lang, Say};

/// A product of named units, each to a power: 万元/亩 is `wan_yuan/mu`. The pure number is [`Unit::ONE`].
///
/// Two units are equal when they are written the same; 公顷 and 15 亩 convert exactly but are two units.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Sorted by code, used ones first.
    parts: [Part; PARTS],
}

/// The most named units a unit may be made of.
const PARTS: usize = 6;
/// The highest power, up or down.
const HIGHEST: i8 = 9;

/// A named unit with its multiple and power; power 0 marks an unused place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Part {
    multiple: u8,
    named: u8,
    power: i8,
}

const UNUSED: Part = Part { multiple: 0, named: 0, power: 0 };

impl Part {
    fn multiple(self) -> &'static Multiple {
        &MULTIPLES[usize::from(self.multiple) % MULTIPLES.len()]
    }

    fn named(self) -> &'static Named {
        &NAMED[usize::from(self.named) % NAMED.len()]
    }

    fn key(self) -> (&'static str, &'static str) {
        (self.named().code, self.multiple().code)
    }

    /// Many above a stroke, one below it: people, and yuan a person.
    fn in_english(self) -> String {
        let (multiple, name) = (self.multiple().en, self.named().en);
        if self.power > 0 || !multiple.is_empty() {
            return format!("{multiple}{name}");
        }
        let single = match name {
            "people" => Some("person".to_owned()),
            "times" | "times over" => Some("time".to_owned()),
            _ => name
                .strip_suffix("ies")
                .map(|stem| format!("{stem}y"))
                .or_else(|| name.strip_suffix('s').map(str::to_owned)),
        };
        single.unwrap_or_else(|| name.to_owned())
    }

    fn size(self) -> Option<Ratio> {
        self.named().size.times(Ratio::new(self.multiple().size, 1))?.power(self.power)
    }

    fn write(self, name: impl Fn(Self) -> String) -> String {
        let name = name(self);
        match self.power.unsigned_abs() {
            1 => name,
            power => format!("{name}^{power}"),
        }
    }
}

impl Unit {
    /// The pure number, code `one`.
    pub const ONE: Self = Self { parts: [UNUSED; PARTS] };

    /// Reads a unit of measure: a code (`wan_yuan/mu`, `wan_yuan/(person.year)`) or Chinese (`万元/亩`, `万元/人·年`).
    /// All that stands after a stroke divides.
    ///
    /// # Errors
    /// [`UnitError`] when a part is unknown (with the nearest known names), or the text has no such shape.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        read::read(text)
    }

    /// Names of all single units: codes, then Chinese.
    pub fn known() -> impl Iterator<Item = String> {
        names::all()
    }

    fn from_parts(parts: impl IntoIterator<Item = Part>) -> Result<Self, UnitError> {
        let mut merged: Vec<Part> = Vec::new();
        for part in parts {
            match merged.iter_mut().find(|other| other.key() == part.key()) {
                Some(other) => other.power = other.power.saturating_add(part.power),
                None => merged.push(part),
            }
        }
        merged.retain(|part| part.power != 0);
        merged.sort_by_key(|part| part.key());
        if merged.len() > PARTS || merged.iter().any(|part| part.power.unsigned_abs() > HIGHEST.unsigned_abs()) {
            return Err(UnitError::TooManyParts);
        }
        let mut unit = Self::ONE;
        for (place, part) in unit.parts.iter_mut().zip(merged) {
            *place = part;
        }
        unit.size().ok_or(UnitError::TooManyParts)?;
        Ok(unit)
    }

    fn used(&self) -> impl Iterator<Item = Part> + '_ {
        self.parts.iter().copied().filter(|part| part.power != 0)
    }

    /// How many of its dimension's base unit this is.
    fn size(&self) -> Option<Ratio> {
        self.used().try_fold(Ratio::ONE, |size, part| size.times(part.size()?))
    }

    /// What kind of thing it measures.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.used().fold(Dimension::NONE, |sum, part| {
            let one = part.named().dimension;
            (0..part.power.unsigned_abs())
                .fold(sum, |sum, _| if part.power > 0 { sum.times(one) } else { sum.per(one) })
        })
    }

    /// The product of two units.
    ///
    /// # Errors
    /// [`UnitError::TooManyParts`] when the result has more than six parts or too high a power.
    pub fn times(&self, other: &Self) -> Result<Self, UnitError> {
        Self::from_parts(self.used().chain(other.used()))
    }

    /// The quotient of two units.
    ///
    /// # Errors
    /// [`UnitError::TooManyParts`] when the result has more than six parts or too high a power.
    pub fn per(&self, other: &Self) -> Result<Self, UnitError> {
        Self::from_parts(self.used().chain(other.used().map(|part| Part { power: -part.power, ..part })))
    }

    fn ratio_to(&self, to: &Self) -> Result<Ratio, UnitError> {
        if self.dimension() != to.dimension() {
            return Err(UnitError::Dimension { from: *self, to: *to });
        }
        let ratio = self.size().zip(to.size()).and_then(|(from, to)| from.times(to.turned()));
        ratio.ok_or(UnitError::TooManyParts)
    }

    /// `value` of this unit, in unit `to`. The factor is an exact fraction; the result is exact wherever 28 significant
    /// digits hold it, and otherwise rounded to them.
    ///
    /// # Errors
    /// [`UnitError::Dimension`] when the two measure different things, [`UnitError::TooLarge`] when the result does not
    /// fit a decimal.
    pub fn convert(&self, value: Decimal, to: &Self) -> Result<Decimal, UnitError> {
        let ratio = self.ratio_to(to)?;
        let too_large = || UnitError::TooLarge { value, to: *to };
        // What the value and the divisor share goes first: 3 亩 is exactly 2000 m².
        let shared = common_divisor(value.mantissa(), ratio.below);
        let mantissa = value.mantissa() / shared;
        let value = Decimal::try_from_i128_with_scale(mantissa, value.scale()).map_err(|_| too_large())?;
        let decimal = |part: i128| Decimal::try_from_i128_with_scale(part, 0).map_err(|_| too_large());
        let (above, below) = (decimal(ratio.above)?, decimal(ratio.below / shared)?);
        let multiplied = match value.checked_mul(above) {
            Some(product) => product.checked_div(below),
            None => value.checked_div(below).and_then(|quotient| quotient.checked_mul(above)),
        };
        multiplied.ok_or_else(too_large)
    }

    /// The exact factor by which a number of this unit becomes a number of `to`: numerator and denominator, both above
    /// zero, in lowest terms.
    ///
    /// # Errors
    /// [`UnitError::Dimension`] when the two measure different things.
    pub fn fraction_to(&self, to: &Self) -> Result<(i128, i128), UnitError> {
        let ratio = self.ratio_to(to)?;
        Ok((ratio.above, ratio.below))
    }

    /// The factor by which a number of this unit becomes a number of `to`, as the nearest float.
    ///
    /// # Errors
    /// [`UnitError::Dimension`] when the two measure different things.
    pub fn factor_to(&self, to: &Self) -> Result<f64, UnitError> {
        let ratio = self.ratio_to(to)?;
        #[expect(clippy::cast_precision_loss, reason = "a float is asked for; factors below 2^53 are exact")]
        Ok(ratio.above as f64 / ratio.below as f64)
    }

    /// The canonical ASCII code, as `wan_yuan/(person.year)`.
    #[must_use]
    pub fn code(&self) -> String {
        self.write(".", true, "one", |part| format!("{}{}", part.multiple().code, part.named().code))
    }

    fn write(&self, product: &str, bracketed: bool, one: &str, name: impl Fn(Part) -> String + Copy) -> String {
        let side = |above: bool| -> Vec<String> {
            self.used().filter(|part| (part.power > 0) == above).map(|part| part.write(name)).collect()
        };
        let (above, below) = (side(true), side(false));
        let over = if above.is_empty() { "1".to_owned() } else { above.join(product) };
        match below.len() {
            0 if above.is_empty() => one.to_owned(),
            0 => over,
            1 => format!("{over}/{}", below.join(product)),
            _ if bracketed => format!("{over}/({})", below.join(product)),
            _ => format!("{over}/{}", below.join(product)),
        }
    }
}

impl Say for Unit {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => {
                self.write("·", false, "无量纲", |part| format!("{}{}", part.multiple().zh, part.named().zh))
            }
            Lang::En => self.write("·", true, "ratio", Part::in_english),
        }
    }
}

impl Ord for Unit {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = |unit: &Self| unit.used().map(|part| (part.key(), part.power)).collect::<Vec<_>>();
        keys(self).cmp(&keys(other))
    }
}

impl PartialOrd for Unit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.code())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.code())
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        Self::parse(text)
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
