//! Borda score: how many have a worse figure.
//!
//! rank − 1, equal figures sharing the lowest rank. J.-C. de Borda, "Mémoire sur les élections au scrutin", Histoire de
//! l'Académie royale des sciences (1781).
//!
//! Zeros and negatives are figures like others. All figures equal: 0 for all. Missing figures stay missing.

use super::part::Part;
use super::rank;

pub(super) fn apply(part: &Part) -> Vec<f64> {
    rank::apply(part).into_iter().map(|rank| rank - 1.0).collect()
}
