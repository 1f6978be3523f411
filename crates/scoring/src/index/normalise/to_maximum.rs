//! Distance to the maximum: 1 for the best, 0 for the worst.
//!
//! 1 − (max − x) ÷ (max − min), of −x where less is better. Handbook, step 5 (distance to a reference).
//!
//! Zeros and negatives are figures like others. All figures equal: no result ([`Constant`](super::Unscaled::Constant)).
//! Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use super::to_target::toward;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (worst, best) = part.worst_best()?;
    if worst >= best {
        return Err(Unscaled::Constant);
    }
    toward(part, worst, best, false)
}
