//! Percentile rank: the share of the others that are worse, from 0 to 1.
//!
//! (rank − 1) ÷ (n − 1) with n figures, equal ones sharing the lowest rank. One figure alone has no others to compare with
//! and counts as a constant. Handbook, step 5 (ranking).
//!
//! Zeros and negatives are figures like others. All figures equal: 0 for all; one figure alone: no result
//! ([`Constant`](super::Unscaled::Constant)). Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use super::rank;
use crate::stats::count;

pub(super) fn apply(part: &Part) -> Result<Vec<f64>, Unscaled> {
    let others = count(part.there().count()) - 1.0;
    if others <= 0.0 {
        return Err(Unscaled::Constant);
    }
    Ok(rank::apply(part).into_iter().map(|rank| (rank - 1.0) / others).collect())
}
