//! Equal weights: wⱼ = 1 ÷ n. Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 6.

use crate::error::ScoringError;
use crate::stats::count;

/// The same weight for each of `items`.
///
/// # Errors
/// [`ScoringError::NoItems`] for none.
pub fn equal(items: usize) -> Result<Vec<f64>, ScoringError> {
    if items == 0 {
        return Err(ScoringError::NoItems);
    }
    Ok(vec![1.0 / count(items); items])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_items_weigh_a_quarter_each() {
        assert_eq!(equal(4).unwrap(), [0.25; 4]);
        assert_eq!(equal(0).unwrap_err(), ScoringError::NoItems);
    }
}
