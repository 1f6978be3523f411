//! Figures as a seal keeps them: twelve significant digits, so that a later program can be held against them.

use std::fmt;
use std::str::FromStr;

use scoring::Rounded;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A finite number at twelve significant digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Figure(f64);

impl Figure {
    /// `number` at twelve significant digits; none where it is not finite.
    #[must_use]
    pub fn of(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        // Writing in decimals is correctly rounded and the same everywhere. Minus zero is zero.
        let kept: f64 = format!("{number:.11e}").parse().ok()?;
        kept.is_finite().then_some(Self(kept + 0.0))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Twelve digits for people: at most eight significant ones, thousands apart, no idle zeros.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.abs();
        let whole_digits = format!("{magnitude:.0}").len();
        let leading_zeros = if magnitude > 0.0 && magnitude < 1.0 {
            // The exponent of the shortest scientific form: 2.5e-4 has three zeros after the point.
            format!("{magnitude:e}").rsplit('e').next().and_then(|e| e.parse::<i32>().ok()).map_or(0, |e| -e - 1)
        } else {
            0
        };
        let decimals = 8_usize.saturating_sub(whole_digits) + usize::try_from(leading_zeros).unwrap_or(0).min(20);
        let text = format!("{:.decimals$}", self.0);
        f.write_str(&thousands(if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        }))
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(f64::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom("not a finite number"))
    }
}

/// A rounded score, exact: written with all its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score(pub Rounded);

impl Score {
    /// The nearest binary number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.0.to_f64()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Rounded::from_str(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

/// Puts a comma between the thousands of a decimal text.
#[must_use]
pub fn thousands(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut shown = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_beyond_twelve_digits_is_cut_and_what_is_read_back_is_the_same() {
        let figure = Figure::of(0.1 + 0.2).unwrap();
        assert_eq!(serde_json::to_string(&figure).unwrap(), "0.3");
        let third = Figure::of(100.0 / 3.0).unwrap();
        let text = serde_json::to_string(&third).unwrap();
        assert_eq!(text, "33.3333333333");
        assert_eq!(serde_json::from_str::<Figure>(&text).unwrap(), third);
        assert!(Figure::of(f64::NAN).is_none());
        assert_eq!(serde_json::to_string(&Figure::of(-0.0).unwrap()).unwrap(), "0.0");
    }

    #[test]
    fn people_see_eight_digits_with_thousands_apart() {
        let shown = |number: f64| Figure::of(number).unwrap().to_string();
        assert_eq!(shown(1_234_567.0), "1,234,567");
        assert_eq!(shown(100.0 / 3.0), "33.333333");
        assert_eq!(shown(-0.000_25), "-0.00025");
        assert_eq!(shown(13_320.0), "13,320");
        assert_eq!(shown(0.0), "0");
        assert_eq!(shown(0.030_2), "0.0302");
    }

    #[test]
    fn a_score_keeps_its_decimals() {
        let score = Score(Rounded::of(84.0, 4).unwrap());
        let text = serde_json::to_string(&score).unwrap();
        assert_eq!(text, "\"84.0000\"");
        assert_eq!(serde_json::from_str::<Score>(&text).unwrap(), score);
    }
}
