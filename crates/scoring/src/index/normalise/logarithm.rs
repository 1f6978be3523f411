//! Share of the sum of logarithms.
//!
//! ln x ÷ Σ ln x, or (1 − ln x ÷ Σ ln x) ÷ (n − 1) where less is better, for figures above zero whose logarithms add up to
//! more than zero. E. K. Zavadskas and Z. Turskis, "A new logarithmic normalization method in games theory", Informatica 19
//! (2008) 303–314.
//!
//! A figure of zero or below, or logarithms that add up to zero or below: no result
//! ([`NotPositive`](super::Unscaled::NotPositive)). All figures equal: the same share for all; one figure alone where less
//! is better: no result ([`Constant`](super::Unscaled::Constant)). Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use crate::index::part::Direction;
use crate::stats::count;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let (least, _) = part.ends()?;
    if least <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    let total = part.total(libm::log)?;
    if total <= 0.0 {
        return Err(Unscaled::NotPositive);
    }
    let others = count(part.there().count()) - 1.0;
    if part.direction == Direction::Lower && others <= 0.0 {
        return Err(Unscaled::Constant);
    }
    Ok(part.either(|x| libm::log(x) / total, |x| (1.0 - libm::log(x) / total) / others))
}
