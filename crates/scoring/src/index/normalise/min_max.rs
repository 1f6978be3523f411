//! Min-max: the worst figure gets the lower end, the best the upper, the others in proportion.
//!
//! (x − min) ÷ (max − min) · (high − low) + low, of −x where less is better. Min and max come from the data: a far-out figure
//! decides them, and a subject that joins or leaves may change the order of an index built on it. Handbook, step 5.
//!
//! Zeros and negatives are figures like others. All figures equal: no result ([`Constant`](super::Unscaled::Constant)).
//! Missing figures stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part, low: f64, high: f64) -> Result<Vec<f64>, Unscaled> {
    let (worst, best) = part.worst_best()?;
    if worst >= best {
        return Err(Unscaled::Constant);
    }
    let range = best - worst;
    if !range.is_finite() {
        return Err(Unscaled::TooLarge);
    }
    Ok(part.each_turned(|x| (x - worst) / range * (high - low) + low))
}
