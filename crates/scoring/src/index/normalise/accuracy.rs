//! Distance to the best as a share of all such distances.
//!
//! 1 − (max − x) ÷ Σ(max − x), or 1 − (x − min) ÷ Σ(x − min) where less is better. Q.-L. Zeng, D.-D. Li and Y.-B. Yang,
//! "VIKOR method with enhanced accuracy for multiple criteria decision making in healthcare management", Journal of Medical
//! Systems 37 (2013) 9908.
//!
//! Zeros and negatives are figures like others. All figures equal: no result ([`Constant`](super::Unscaled::Constant)).
//! Missing figures stay missing.

use super::Unscaled;
use super::part::Part;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (_, best) = part.worst_best()?;
    let sign = part.direction.sign();
    let total = part.total(|x| best - sign * x)?;
    if total <= 0.0 {
        return Err(Unscaled::Constant);
    }
    Ok(part.each_turned(|x| 1.0 - (best - x) / total))
}
