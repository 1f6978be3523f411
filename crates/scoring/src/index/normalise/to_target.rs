//! Distance to a target: 1 at the target, 0 for the worst figure, above 1 beyond the target unless capped.
//!
//! 1 − (target − x) ÷ (target − min), of −x and −target where less is better. A target that is not better than the worst
//! figure would turn the order round: it is refused with its reason. Handbook, step 5 (distance to a reference).
//!
//! Zeros and negatives are figures like others. A target that is not better than the worst figure: no result
//! ([`AimTooLow`](super::Unscaled::AimTooLow)); figures that are all equal and worse than the target get 0. Missing figures
//! stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part, target: f64, cap: bool) -> Result<Vec<f64>, Unscaled> {
    let (worst, _) = part.worst_best()?;
    toward(part, worst, part.direction.sign() * target, cap)
}

/// The distance that is left from each turned figure to `aim`, the worst having it all.
pub(super) fn toward(part: &Part, worst: f64, aim: f64, cap: bool) -> Result<Vec<f64>, Unscaled> {
    if aim <= worst {
        return Err(Unscaled::AimTooLow);
    }
    let whole = aim - worst;
    if !whole.is_finite() {
        return Err(Unscaled::TooLarge);
    }
    Ok(part.each_turned(|x| {
        let value = 1.0 - (aim - x) / whole;
        if cap && value > 1.0 { 1.0 } else { value }
    }))
}
