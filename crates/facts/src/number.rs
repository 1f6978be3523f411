//! From decimals, which are what people report, to floats, which are what is scored.

use rust_decimal::Decimal;

/// Powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// Integers up to here are floats exactly.
const EXACT: i128 = 1 << 53;

/// The float nearest to `number`, ties to even: what reading its digits gives.
pub(crate) fn to_float(number: Decimal) -> f64 {
    let mantissa = number.mantissa();
    let power = usize::try_from(number.scale()).ok().and_then(|scale| POWERS.get(scale));
    match power {
        // Both exact, so that the one division rounds once.
        Some(power) if mantissa.abs() <= EXACT => float_of(mantissa) / power,
        // The digits of a decimal always read as a float.
        _ => number.to_string().parse().unwrap_or(f64::NAN),
    }
}

/// A numerator or denominator of an exact change of scale.
pub(crate) fn scale_factor(part: i128) -> f64 {
    float_of(part)
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53; beyond it the nearest float is what is wanted")]
fn float_of(whole: i128) -> f64 {
    whole as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_decimal_becomes_the_float_that_its_digits_read_as(
            mantissa in prop_oneof![-(1_i128 << 95)..(1_i128 << 95), -(1_i128 << 54)..(1_i128 << 54), -1000_i128..1000],
            scale in 0_u32..=28,
        ) {
            let number = Decimal::try_from_i128_with_scale(mantissa, scale).unwrap();
            let read: f64 = number.to_string().parse().unwrap();
            prop_assert_eq!(to_float(number).to_bits(), read.to_bits());
        }
    }
}
