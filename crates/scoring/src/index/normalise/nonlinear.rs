//! Powers of the fraction of the best, so that falling behind costs more and more.
//!
//! (x ÷ max)², or (min ÷ x)³ where less is better, for figures above zero. F. Peldschus, E. Vaigauskas and E. K. Zavadskas,
//! "Technologische Entscheidungen bei der Berücksichtigung mehrerer Ziele", Bauplanung – Bautechnik 37 (1983) 173–175.
//!
//! A figure below zero, a maximum of zero, and where less is better a figure of zero: no result
//! ([`NotPositive`](super::Unscaled::NotPositive)). All figures equal: 1. Missing figures stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (least, most) = part.ends()?;
    // Squares of figures below zero would count as good.
    if least < 0.0 || most <= 0.0 || (least <= 0.0 && part.direction == crate::index::Direction::Lower) {
        return Err(Unscaled::NotPositive);
    }
    let (square, cube) = (|share: f64| share * share, |share: f64| share * share * share);
    Ok(part.either(|x| square(x / most), |x| cube(least / x)))
}
