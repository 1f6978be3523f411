//! Share of the length of the vector of all figures.
//!
//! x ÷ √Σx², or 1 − x ÷ √Σx² where less is better. C.-L. Hwang and K. Yoon, Multiple Attribute Decision Making (Springer,
//! 1981).
//!
//! All figures zero: no result ([`NotPositive`](super::Unscaled::NotPositive)); negatives give a negative share, or one
//! above 1. All figures equal: the same share for all. Missing figures stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (least, most) = part.ends()?;
    let largest = least.abs().max(most.abs());
    if largest <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    // In units of the largest figure, so that squares stay in range.
    let length = part.total(|x| (x / largest) * (x / largest))?.sqrt() * largest;
    if !length.is_finite() {
        return Err(Unscaled::TooLarge);
    }
    Ok(part.either(|x| x / length, |x| 1.0 - x / length))
}
