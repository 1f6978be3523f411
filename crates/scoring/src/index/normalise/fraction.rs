//! Fraction of the best: 1 for the best.
//!
//! x ÷ max, for a maximum above zero; min ÷ x where less is better, for figures above zero. H.-S. Shih, H.-J. Shyur and
//! E. S. Lee, "An extension of TOPSIS for group decision making", Mathematical and Computer Modelling 45 (2007) 801–813
//! (linear normalisation).
//!
//! A maximum of zero or below, and where less is better a figure of zero or below: no result
//! ([`NotPositive`](super::Unscaled::NotPositive)). All figures equal: 1. Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use crate::index::part::Direction;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (least, most) = part.ends()?;
    if most <= 0.0 || (part.direction == Direction::Lower && least <= 0.0) {
        return Err(Unscaled::NotPositive);
    }
    Ok(part.either(|x| x / most, |x| least / x))
}
