//! Fraction of the greatest figure, or what is left of it where less is better.
//!
//! x ÷ max, or 1 − x ÷ max, for a maximum above zero. Unlike [`fraction`](super::fraction) it is a line in either direction;
//! the best of figures where less is better need not get 1.
//!
//! A maximum of zero or below: no result ([`NotPositive`](super::Unscaled::NotPositive)); negatives give a share below
//! zero, or above one. All figures equal: 1, or 0. Missing figures stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (_, most) = part.ends()?;
    if most <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    Ok(part.either(|x| x / most, |x| 1.0 - x / most))
}
