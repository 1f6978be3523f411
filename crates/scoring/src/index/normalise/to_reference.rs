//! Distance to a reference subject: 1 for the reference, 0 for the worst figure, above 1 for who is better unless capped.
//!
//! 1 − (reference − x) ÷ (reference − min), of −x where less is better. In panel data the reference is the subject's figure
//! of the same period, or the latest of those looked at together; it need not be in the same group. Handbook, step 5
//! (distance to a reference).
//!
//! Zeros and negatives are figures like others. A reference that has no figure: no result
//! ([`NoReference`](super::Unscaled::NoReference)); one that is not better than the worst figure, also because all are
//! equal: no result ([`AimTooLow`](super::Unscaled::AimTooLow)). Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use super::to_target;

pub(super) fn apply(part: &Part, reference: f64, cap: bool) -> Result<Vec<f64>, Unscaled> {
    to_target::apply(part, reference, cap)
}
