//! Rounding half away from zero, as people round decimals.
//!
//! A score is a sum of binary fractions: 2.675 is held as 2.67499999999999982…, and a sum that should be exactly a
//! half may lie a few units of the last place beside it. So a score is first written out with six more decimals than
//! asked for, correctly rounded from its exact value, and that decimal text is rounded half away from zero. A score
//! within 5 × 10⁻⁽ᵈ⁺⁷⁾ of a half therefore counts as the half, where d is the number of decimals asked for.

use std::fmt;
use std::num::NonZero;

/// The most decimals a score can be rounded to.
pub const MOST_DECIMALS: u8 = 9;

/// Decimals written out beyond those asked for.
const GUARD: u8 = 6;

/// A rounded number, exact: a whole count of units of the last decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounded {
    units: i64,
    /// One more than the decimals, so that "none" needs no room of its own.
    places: NonZero<u8>,
}

/// Powers of ten by exponent, up to [`MOST_DECIMALS`].
const POWERS: [f64; MOST_DECIMALS as usize + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// The rule itself: the count of units by the text with its guard decimals.
fn by_text(magnitude: f64, decimals: u8) -> Option<i64> {
    let text = format!("{magnitude:.*}", usize::from(decimals + GUARD));
    let (kept, guard) = text.split_at(text.len() - usize::from(GUARD));
    let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
    let up = i64::from(guard.as_bytes().first().is_some_and(|&digit| digit >= b'5'));
    digits.parse::<i64>().ok()?.checked_add(up)
}

/// The same by one multiplication, where its error cannot matter; none where it could.
///
/// The text goes up from a fraction of 0.499 999 5 of a unit on. The product is off by at most 2⁻⁵³ of itself: a fraction
/// farther than four times that from the limit is on the same side of it as the exact one.
fn quick(magnitude: f64, decimals: u8) -> Option<i64> {
    const LIMIT: f64 = 0.499_999_5;
    const LARGE: f64 = 1e15;
    let units = magnitude * POWERS.get(usize::from(decimals))?;
    if units >= LARGE {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "cut off on purpose")]
    let whole = units as i64;
    #[expect(clippy::cast_precision_loss, reason = "below 2^50")]
    let beyond = (units - whole as f64) - LIMIT;
    (beyond.abs() > units * (2.0 * f64::EPSILON) + 1e-12).then(|| whole + i64::from(beyond > 0.0))
}

impl Rounded {
    /// `number` rounded half away from zero to `decimals`; none where it is not finite, has too many digits, or more
    /// than [`MOST_DECIMALS`] are asked for.
    #[must_use]
    pub fn of(number: f64, decimals: u8) -> Option<Self> {
        if !number.is_finite() || decimals > MOST_DECIMALS {
            return None;
        }
        let magnitude = quick(number.abs(), decimals).or_else(|| by_text(number.abs(), decimals))?;
        Some(Self::new(if number < 0.0 { -magnitude } else { magnitude }, decimals))
    }

    const fn new(units: i64, decimals: u8) -> Self {
        Self { units, places: NonZero::<u8>::MIN.saturating_add(decimals) }
    }

    /// The count of units of the last decimal: 2.68 at two decimals is 268.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// How many decimals it has.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.places.get() - 1
    }

    /// The nearest binary number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match POWERS.get(usize::from(self.decimals())) {
            // Both are exact, so their quotient is the nearest number.
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            Some(power) if self.units.unsigned_abs() < 1 << 53 => self.units as f64 / power,
            _ => self.to_string().parse().unwrap_or(0.0),
        }
    }
}

/// A rounded number in eight bytes, or none: its units alone, where the decimals are those of the scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Units(i64);

impl Units {
    /// No number. No rounded number has this many units: they are rounded without the sign.
    pub const NONE: Self = Self(i64::MIN);

    /// The count of units, where there is a number.
    #[inline]
    pub fn get(self) -> Option<i64> {
        (self != Self::NONE).then_some(self.0)
    }

    /// The number, which has so many `decimals`.
    pub fn rounded(self, decimals: u8) -> Option<Rounded> {
        self.get().map(|units| Rounded::new(units, decimals))
    }
}

impl From<Option<Rounded>> for Units {
    fn from(rounded: Option<Rounded>) -> Self {
        rounded.map_or(Self::NONE, |rounded| Self(rounded.units))
    }
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(u32::from(self.decimals()));
        let magnitude = self.units.unsigned_abs();
        let sign = if self.units < 0 { "-" } else { "" };
        if self.decimals() == 0 {
            return write!(f, "{sign}{magnitude}");
        }
        write!(f, "{sign}{}.{:0width$}", magnitude / scale, magnitude % scale, width = usize::from(self.decimals()))
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
        Ok(Self::new(if text.starts_with('-') { -magnitude } else { magnitude }, decimals))
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
        fn the_quick_way_gives_what_the_text_gives(
            number in 0.0..1e5_f64, whole in 0_u32..100_000, off in -1e-6..1e-6_f64, decimals in 0_u8..=9
        ) {
            let scale = POWERS[usize::from(decimals)];
            let near = (f64::from(whole) + 0.499_999_5 + off) / scale;
            let half = (f64::from(whole) + 0.5) / scale;
            for number in [number, near, half, f64::from(whole) / scale, number * 1e9] {
                if let Some(units) = quick(number, decimals) {
                    proptest::prop_assert_eq!(Some(units), by_text(number, decimals));
                }
            }
            let rounded = Rounded::of(number, decimals).unwrap();
            proptest::prop_assert_eq!(rounded.to_f64().to_bits(), rounded.to_string().parse::<f64>().unwrap().to_bits());
        }

        #[test]
        fn rounding_moves_a_number_by_half_a_unit_at_most(number in -1e6_f64..1e6, decimals in 0_u8..=6) {
            let unit: f64 = format!("1e-{decimals}").parse().unwrap();
            let rounded = Rounded::of(number, decimals).unwrap().to_f64();
            proptest::prop_assert!((rounded - number).abs() <= unit / 2.0 + unit * 1e-6);
        }
    }
}
