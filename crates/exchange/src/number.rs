//! Figures as exact decimals: from the doubles of a spreadsheet and from text as people type it.

use rust_decimal::Decimal;

use crate::limits::{MAX_DECIMAL_PLACES, MAX_WHOLE_DIGITS};

/// Why something cannot be taken as a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// It is not written as a number.
    NotANumber,
    /// Separators stand elsewhere than every three digits, as in `1,23`.
    Separators,
    /// Written with an exponent, as `1.2E+08`: digits may have been lost when the file was saved.
    Exponent,
    /// More than [`MAX_DECIMAL_PLACES`] decimal places.
    TooFine,
    /// More than [`MAX_WHOLE_DIGITS`] digits before the decimal point.
    TooLarge,
}

const POWERS: [f64; 7] = [1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0];

/// The decimal of 15 significant digits that a spreadsheet shows for `number`: 0.1 + 0.2 is 0.3.
///
/// # Errors
/// [`NumberFault::TooFine`] or [`NumberFault::TooLarge`]; [`NumberFault::NotANumber`] for infinities.
pub fn from_float(number: f64) -> Result<Decimal, NumberFault> {
    // A decimal of at most 15 digits that rounds to `number` is the only one: doubles lie denser than 15 digits.
    // Both operands of the division are exact, so an equal quotient proves it, without printing a single digit.
    for (scale, power) in (0_u32..).zip(POWERS) {
        let whole = (number * power).round();
        if whole.abs() >= 1e15 {
            break;
        }
        if same(whole / power, number) {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^15")]
            return Ok(Decimal::new(whole as i64, scale).normalize());
        }
    }
    from_float_by_digits(number, 0)
}

/// The figure that a spreadsheet shows before the percent sign: 0.125 is 12.5.
///
/// # Errors
/// As [`from_float`].
pub fn from_percent_float(number: f64) -> Result<Decimal, NumberFault> {
    from_float_by_digits(number, 2)
}

#[expect(clippy::float_cmp, reason = "the proof rests on the doubles being the same")]
fn same(a: f64, b: f64) -> bool {
    a == b
}

/// Rounds to 15 significant digits and moves the decimal point by `shift` to the right.
fn from_float_by_digits(number: f64, shift: i32) -> Result<Decimal, NumberFault> {
    if !number.is_finite() {
        return Err(NumberFault::NotANumber);
    }
    let text = format!("{number:.14e}");
    let (mantissa, exponent) = text.split_once('e').ok_or(NumberFault::NotANumber)?;
    let exponent = exponent.parse::<i32>().map_err(|_| NumberFault::NotANumber)? + shift;
    let digits: i64 =
        mantissa.chars().filter(|&c| c != '.').collect::<String>().parse().map_err(|_| NumberFault::NotANumber)?;
    place(digits.into(), exponent - 14)
}

/// `digits` × 10^`exponent`, within the limits.
fn place(mut digits: i128, mut exponent: i32) -> Result<Decimal, NumberFault> {
    if digits == 0 {
        return Ok(Decimal::ZERO);
    }
    while digits % 10 == 0 {
        digits /= 10;
        exponent += 1;
    }
    let length = i32::try_from(digits.unsigned_abs().ilog10()).unwrap_or(i32::MAX) + 1;
    if length.saturating_add(exponent) > MAX_WHOLE_DIGITS.cast_signed() {
        return Err(NumberFault::TooLarge);
    }
    if -exponent > MAX_DECIMAL_PLACES.cast_signed() {
        return Err(NumberFault::TooFine);
    }
    let (digits, scale) = if exponent > 0 {
        let factor = 10_i128.checked_pow(exponent.unsigned_abs()).ok_or(NumberFault::TooLarge)?;
        (digits.checked_mul(factor).ok_or(NumberFault::TooLarge)?, 0)
    } else {
        (digits, exponent.unsigned_abs())
    };
    // Decimal holds 96 bits: 28 digits and some.
    Decimal::try_from_i128_with_scale(digits, scale).map_err(|_| NumberFault::TooFine)
}

/// A figure read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextNumber {
    /// The figure, before the percent sign if there is one.
    pub value: Decimal,
    /// Whether a percent sign follows.
    pub percent: bool,
}

/// Reads a figure as people type it: half- or full-width digits, separators every three digits, spaces around, a sign
/// before, a percent sign after; with `exponents` also an exponent, as `3e+05`.
///
/// # Errors
/// [`NumberFault`] when it is anything else.
pub fn from_text(text: &str, exponents: bool) -> Result<TextNumber, NumberFault> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let mut rest = plain.trim();
    let percent = rest.ends_with('%');
    if percent {
        rest = rest[..rest.len() - 1].trim_end();
    }
    let (negative, rest) = match rest.as_bytes().first() {
        Some(b'-') => (true, rest[1..].trim_start()),
        Some(b'+') => (false, rest[1..].trim_start()),
        _ => (false, rest),
    };
    let (rest, power) = match rest.split_once(['e', 'E']) {
        Some((mantissa, power)) if is_exponent(rest) => {
            if !exponents {
                return Err(NumberFault::Exponent);
            }
            // An exponent beyond any limit is beyond ours.
            (mantissa, power.parse::<i16>().map_err(|_| NumberFault::TooLarge)?)
        }
        _ => (rest, 0),
    };
    let (whole, fraction) = rest.split_once('.').map_or((rest, ""), |(whole, fraction)| (whole, fraction));
    if whole.is_empty() && fraction.is_empty() {
        return Err(NumberFault::NotANumber);
    }
    let grouped = whole.contains(',');
    if !whole.bytes().all(|b| b.is_ascii_digit() || b == b',') || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    if grouped && !grouped_by_three(whole) {
        return Err(NumberFault::Separators);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > MAX_DECIMAL_PLACES as usize {
        return Err(NumberFault::TooFine);
    }
    let mut digits = 0_i128;
    let mut count = 0_u32;
    for byte in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        if digits != 0 {
            count += 1;
        }
        if count >= MAX_WHOLE_DIGITS + MAX_DECIMAL_PLACES {
            return Err(NumberFault::TooLarge);
        }
        digits = digits * 10 + i128::from(byte - b'0');
    }
    let exponent = i32::try_from(fraction.len()).map_err(|_| NumberFault::TooFine)?;
    let value = place(if negative { -digits } else { digits }, i32::from(power) - exponent)?;
    Ok(TextNumber { value, percent })
}

fn grouped_by_three(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    (1..=3).contains(&first) && groups.all(|group| group.len() == 3)
}

fn is_exponent(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !mantissa.is_empty()
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !exponent.is_empty()
        && exponent.bytes().all(|b| b.is_ascii_digit())
}

/// The half-width form of what occurs in numbers; everything else stays as it is.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' | '｡' => '.',
        '，' | '﹐' => ',',
        '－' | '−' | '﹣' | '‐' | '‑' => '-',
        '＋' => '+',
        '％' | '﹪' => '%',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn float(number: f64) -> String {
        from_float(number).unwrap().to_string()
    }

    fn text(text: &str) -> Result<String, NumberFault> {
        from_text(text, false).map(|number| format!("{}{}", number.value, if number.percent { "%" } else { "" }))
    }

    #[test]
    fn an_exponent_is_taken_where_it_is_known_to_be_exact() {
        let exact = |text: &str| from_text(text, true).map(|number| number.value.to_string());
        assert_eq!(exact("3e+05").unwrap(), "300000");
        assert_eq!(exact("-3.6E-05").unwrap(), "-0.000036");
        assert_eq!(exact("1e400"), Err(NumberFault::TooLarge));
        assert_eq!(exact("1e-40"), Err(NumberFault::TooFine));
        assert_eq!(exact("1e99999999999"), Err(NumberFault::TooLarge));
        assert_eq!(from_text("3e+05", false), Err(NumberFault::Exponent));
    }

    #[test]
    fn a_double_is_the_decimal_that_the_spreadsheet_shows() {
        assert_eq!(float(0.1 + 0.2), "0.3");
        assert_eq!(float(1234.5), "1234.5");
        assert_eq!(float(-0.0), "0");
        assert_eq!(float(1e15), "1000000000000000");
        assert_eq!(float(123_456_789_012_345_680.0), "123456789012346000");
        assert_eq!(float(24.097), "24.097");
        assert_eq!(float(1.0 / 3.0), "0.333333333333333");
        assert_eq!(from_percent_float(0.07).unwrap().to_string(), "7");
        assert_eq!(from_percent_float(0.1259).unwrap().to_string(), "12.59");
    }

    #[test]
    fn a_double_beyond_the_limits_is_refused() {
        assert_eq!(from_float(1e-19), Err(NumberFault::TooFine));
        assert_eq!(from_float(0.1 + 0.2 - 0.3), Err(NumberFault::TooFine));
        assert_eq!(from_float(1e20), Err(NumberFault::TooLarge));
        assert_eq!(from_float(f64::NAN), Err(NumberFault::NotANumber));
        assert_eq!(from_float(f64::INFINITY), Err(NumberFault::NotANumber));
    }

    #[test]
    fn text_is_read_as_people_type_it() {
        assert_eq!(text("１，２３４．５"), Ok("1234.5".into()));
        assert_eq!(text(" 1,234,567 "), Ok("1234567".into()));
        assert_eq!(text("　-12.50　"), Ok("-12.5".into()));
        assert_eq!(text("12.5 ％"), Ok("12.5%".into()));
        assert_eq!(text("－3"), Ok("-3".into()));
        assert_eq!(text("0.123456789012345678"), Ok("0.123456789012345678".into()));
        assert_eq!(text(".5"), Ok("0.5".into()));
        assert_eq!(text("00012"), Ok("12".into()));
    }

    #[test]
    fn text_that_is_no_plain_number_is_refused_with_the_reason() {
        assert_eq!(text("1,23"), Err(NumberFault::Separators));
        assert_eq!(text("1.2E+08"), Err(NumberFault::Exponent));
        assert_eq!(text("12万元"), Err(NumberFault::NotANumber));
        assert_eq!(text("(12)"), Err(NumberFault::NotANumber));
        assert_eq!(text("1.2.3"), Err(NumberFault::NotANumber));
        assert_eq!(text("-"), Err(NumberFault::NotANumber));
        assert_eq!(text("."), Err(NumberFault::NotANumber));
        assert_eq!(text("0.1234567890123456789"), Err(NumberFault::TooFine));
        assert_eq!(text("123456789012345678901"), Err(NumberFault::TooLarge));
        assert_eq!(text(&"9".repeat(60)), Err(NumberFault::TooLarge));
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_what_printing_fifteen_digits_gives(digits in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..12) {
            let number: f64 = format!("{digits}e-{scale}").parse().unwrap();
            prop_assert_eq!(from_float(number).map(|d| d.to_string()), from_float_by_digits(number, 0).map(|d| d.to_string()));
        }

        #[test]
        fn any_double_gives_a_figure_or_a_reason(number in any::<f64>()) {
            prop_assert_eq!(from_float(number).map(|d| d.to_string()), from_float_by_digits(number, 0).map(|d| d.to_string()));
        }

        #[test]
        fn any_text_gives_a_figure_or_a_reason(text in ".{0,40}") {
            let _ = from_text(&text, true);
        }
    }
}
