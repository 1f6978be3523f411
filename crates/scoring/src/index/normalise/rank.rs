//! Rank: 1 for the worst, up to the number of figures for the best; equal figures share the lowest rank they take up.
//!
//! The unit and the distances are lost, far-out figures do no harm. Handbook, step 5 (ranking).
//!
//! Zeros and negatives are figures like others. All figures equal: 1 for all. Missing figures stay missing.

use super::part::Part;
use crate::stats::{SharedRank, ranks};

pub(super) fn apply(part: &Part) -> Vec<f64> {
    ranks(&part.each_turned(|x| x), SharedRank::Lowest)
}
