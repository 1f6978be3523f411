//! Standard-deviation weights: the wider a column is spread, the more it weighs.
//!
//! wⱼ = σⱼ ÷ Σ σ. D. Diakoulaki, G. Mavrotas, L. Papayannakis, "Determining objective weights in multiple criteria problems:
//! The CRITIC method", Computers & Operations Research 22 (1995) 763–770.
//!
//! σ has the column's unit: the columns must be normalised, min-max for choice.

use crate::error::ScoringError;
use crate::matrix::Matrix;
use crate::stats::Ordered;
use crate::weigh::{complete, constant, parts_of_one};

/// Standard-deviation weights of columns in one unit. A constant column weighs 0.
///
/// # Errors
/// [`ScoringError::NoItems`]; [`ScoringError::Method`] for fewer than two subjects, a missing figure, figures too large for
/// a deviation, and where every column is constant.
pub fn deviation(matrix: &Matrix) -> Result<Vec<f64>, ScoringError> {
    const METHOD: &str = "standard deviation";
    complete(METHOD, matrix)?;
    let mut spreads = Vec::with_capacity(matrix.width());
    for (column, figures) in matrix.columns().iter().enumerate() {
        spreads.push(spread(METHOD, column, figures)?);
    }
    parts_of_one(METHOD, &spreads, "no column tells the subjects apart")
}

/// The standard deviation of a column (n − 1), 0 for a constant one.
pub(super) fn spread(method: &'static str, column: usize, figures: &[f64]) -> Result<f64, ScoringError> {
    if constant(figures) {
        return Ok(0.0);
    }
    Ordered::of(figures).deviation().map_err(|_| ScoringError::Method {
        method,
        column: Some(column),
        subject: None,
        why: "the figures are too large for a deviation",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_spread_three_times_as_wide_weighs_three_times_as_much() {
        let columns = vec![vec![1.0, 2.0, 3.0], vec![9.0, 3.0, 6.0], vec![0.1; 3]];
        let made = deviation(&Matrix::new(3, columns).unwrap()).unwrap();
        for (weight, expected) in made.iter().zip([0.25, 0.75, 0.0]) {
            assert!((weight - expected).abs() < 1e-15);
        }
        let constant = deviation(&Matrix::new(2, vec![vec![0.0, -0.0]]).unwrap()).unwrap_err();
        assert_eq!(constant.to_string(), "standard deviation: no column tells the subjects apart");
    }
}
