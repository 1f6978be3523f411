//! Share of the sum.
//!
//! x ÷ Σx, for a sum above zero; (1 ÷ x) ÷ Σ(1 ÷ x) where less is better, for figures above zero. C.-L. Hwang and K. Yoon,
//! Multiple Attribute Decision Making (Springer, 1981).
//!
//! A sum of zero or below, and where less is better a figure of zero or below: no result
//! ([`NotPositive`](super::Unscaled::NotPositive)); negatives beside a positive sum give a negative share. All figures
//! equal: the same share for all. Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use crate::index::part::Direction;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (least, _) = part.ends()?;
    if part.direction == Direction::Lower && least <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    let total = part.total(|x| if part.direction == Direction::Lower { 1.0 / x } else { x })?;
    if total <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    Ok(part.either(|x| x / total, |x| 1.0 / x / total))
}
