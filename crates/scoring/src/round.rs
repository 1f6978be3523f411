//! Rounding half away from zero, as people round decimals.
//!
//! A score is a sum of binary fractions: 2.675 is held as 2.67499999999999982…, and a sum that should be exactly a
//! half may lie a few units of the last place beside it. So a score is first written out with six more decimals than
//! asked for, correctly rounded from its exact value, and that decimal text is rounded half away from zero. A score
//! within 5 × 10⁻⁽ᵈ⁺⁷⁾ of a half therefore counts as the half, where d is the number of decimals asked for.

use std::fmt;

/// The most decimals a score can be rounded to.
pub const MOST_DECIMALS: u8 = 9;

/// Decimals written out beyond those asked for.
const GUARD: u8 = 6;

/// A rounded number, exact: a whole count of units of the last decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounded {
    units: i64,
    decimals: u8,
}

impl Rounded {
    /// `number` rounded half away from zero to `decimals`; none where it is not finite, has too many digits, or more
    /// than [`MOST_DECIMALS`] are asked for.
    #[must_use]
    pub fn of(number: f64, decimals: u8) -> Option<Self> {
        if !number.is_finite() || decimals > MOST_DECIMALS {
            return None;
        }
        let text = format!("{:.*}", usize::from(decimals + GUARD), number.abs());
        let (kept, guard) = text.split_at(text.len() - usize::from(GUARD));
        let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
        let up = i64::from(guard.as_bytes().first().is_some_and(|&digit| digit >= b'5'));
        let magnitude = digits.parse::<i64>().ok()?.checked_add(up)?;
        Some(Self { units: if number < 0.0 { -magnitude } else { magnitude }, decimals })
    }

    /// The count of units of the last decimal: 2.68 at two decimals is 268.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// How many decimals it has.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The nearest binary number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(0.0)
    }
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(u32::from(self.decimals));
        let magnitude = self.units.unsigned_abs();
        let sign = if self.units < 0 { "-" } else { "" };
        if self.decimals == 0 {
            return write!(f, "{sign}{magnitude}");
        }
        write!(f, "{sign}{}.{:0width$}", magnitude / scale, magnitude % scale, width = usize::from(self.decimals))
    }
}

/// A text is not a rounded number: digits, at most one point, at most nine decimals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a rounded number")]
pub struct NotRounded(pub String);

impl std::str::FromStr for Rounded {
    type Err = NotRounded;

    fn from_str(text: &str) -> Result<Self, NotRounded> {
        let refuse = || NotRounded(text.chars().take(40).collect());
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) || (digits.contains('.') && fraction.is_empty()) {
            return Err(refuse());
        }
        let decimals = u8::try_from(fraction.len()).ok().filter(|&count| count <= MOST_DECIMALS).ok_or_else(refuse)?;
        let magnitude: i64 = format!("{whole}{fraction}").parse().map_err(|_| refuse())?;
        Ok(Self { units: if text.starts_with('-') { -magnitude } else { magnitude }, decimals })
    }
}

/// Cuts binary noise off a product such as 0.07 × 100 = 7.000000000000001: `number` to nine decimals.
pub(crate) fn cleaned(number: f64) -> f64 {
    format!("{number:.9}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: f64, decimals: u8) -> String {
        Rounded::of(number, decimals).unwrap().to_string()
    }

    #[test]
    fn halves_go_away_from_zero_as_written_in_decimals() {
        assert_eq!(shown(2.675, 2), "2.68");
        assert_eq!(shown(-2.675, 2), "-2.68");
        assert_eq!(shown(1.005, 2), "1.01");
        assert_eq!(shown(0.5, 0), "1");
        assert_eq!(shown(-0.5, 0), "-1");
        assert_eq!(shown(2.674_999_9, 2), "2.67");
        assert_eq!(shown(99.995, 2), "100.00");
    }

    #[test]
    fn a_sum_that_misses_its_half_by_binary_noise_is_the_half() {
        let noisy = 0.1 + 0.2 + 2.375 - 0.000_000_000_000_001;
        assert!(noisy < 2.675);
        assert_eq!(shown(noisy, 2), "2.68");
    }

    #[test]
    fn a_small_negative_becomes_zero_without_a_sign() {
        assert_eq!(shown(-0.001, 2), "0.00");
        assert_eq!(Rounded::of(-0.001, 2), Rounded::of(0.0, 2));
    }

    #[test]
    fn a_rounded_number_reads_back_and_other_text_is_refused() {
        for text in ["84.0000", "-2.68", "0", "100.00"] {
            assert_eq!(text.parse::<Rounded>().unwrap().to_string(), text);
        }
        for text in ["", "-", "1.", ".5", "1e3", "1.0000000000", "99999999999999999999"] {
            assert!(text.parse::<Rounded>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_rounded_is_none() {
        for number in [f64::NAN, f64::INFINITY, 1e19] {
            assert_eq!(Rounded::of(number, 2), None);
        }
        assert_eq!(Rounded::of(1.0, 10), None);
    }

    proptest::proptest! {
        #[test]
        fn rounding_moves_a_number_by_half_a_unit_at_most(number in -1e6_f64..1e6, decimals in 0_u8..=6) {
            let unit: f64 = format!("1e-{decimals}").parse().unwrap();
            let rounded = Rounded::of(number, decimals).unwrap().to_f64();
            proptest::prop_assert!((rounded - number).abs() <= unit / 2.0 + unit * 1e-6);
        }
    }
}
