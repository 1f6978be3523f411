//! Distance to the best as a share of the best.
//!
//! 1 − |max − x| ÷ max, or 1 − |min − x| ÷ min where less is better, for figures above zero; below zero for figures more
//! than twice the best. E. K. Zavadskas and Z. Turskis, "A new logarithmic normalization method in games theory", Informatica
//! 19 (2008) 303–314, who compare it.
//!
//! A figure of zero or below: no result ([`NotPositive`](super::Unscaled::NotPositive)). All figures equal: 1. Missing
//! figures stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (least, most) = part.ends()?;
    if least <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    Ok(part.either(|x| 1.0 - (most - x) / most, |x| 1.0 - (x - least) / least))
}
