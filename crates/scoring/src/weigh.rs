//! Weights: stated, voted, or read from the figures.
//!
//! | method | from | on zeros, negatives, constant columns |
//! |---|---|---|
//! | [`equal()`] | nothing | – |
//! | [`given`](mod@given) | named sets | a weight below zero is refused |
//! | [`ahp()`] | comparisons in pairs | only numbers above zero that are reciprocal |
//! | [`budget()`] | points of experts | a zero is a vote; a negative and a wrong sum are refused |
//! | [`entropy()`] | spread of shares | a zero adds nothing; a negative needs a stated shift; constant: weight 0 |
//! | [`critic()`] | spread and conflict | any number; constant: weight 0 |
//! | [`deviation()`] | spread | any number; constant: weight 0 |
//! | [`pca()`] | first principal component | any number; constant: weight 0 |
//! | [`importance()`] | correlation with the index | as the index; a constant node is refused |
//!
//! Weights add up to 1 and none is below zero; where a method gives none, the error says why. Methods that read figures
//! want them complete: a missing one is refused, impute first. Correlations run over all pairs of columns, so that the
//! methods with them take at most [`MOST_COLUMNS`]. The order of subjects changes no bit.

use crate::error::ScoringError;
use crate::matrix::Matrix;

pub mod ahp;
pub mod budget;
pub mod critic;
pub mod deviation;
pub mod entropy;
pub mod equal;
pub mod given;
pub mod importance;
mod jacobi;
pub mod pca;

pub use ahp::{Ahp, Comparisons, ahp};
pub use budget::{Budget, budget};
pub use critic::critic;
pub use deviation::deviation;
pub use entropy::{Shift, entropy};
pub use equal::equal;
pub use given::{WeightSets, shares};
pub use importance::{Importance, Search, importance};
pub use pca::{Pca, pca};

/// The most columns whose correlations are taken.
pub const MOST_COLUMNS: usize = 500;

/// Refuses what no method can read: no columns, fewer than two subjects, a missing figure.
fn complete(method: &'static str, matrix: &Matrix) -> Result<(), ScoringError> {
    let wrong = |column, subject, why| Err(ScoringError::Method { method, column, subject, why });
    if matrix.width() == 0 {
        return Err(ScoringError::NoItems);
    }
    if matrix.subjects() < 2 {
        return wrong(None, None, "two subjects are needed");
    }
    for (column, figures) in matrix.columns().iter().enumerate() {
        if let Some(subject) = figures.iter().position(|figure| figure.is_nan()) {
            return wrong(Some(column), Some(subject), "a figure is missing: impute first");
        }
    }
    Ok(())
}

/// Refuses more columns than can be correlated.
fn few(method: &'static str, matrix: &Matrix) -> Result<(), ScoringError> {
    if matrix.width() > MOST_COLUMNS {
        let why = "more columns than can be correlated";
        return Err(ScoringError::Method { method, column: Some(MOST_COLUMNS), subject: None, why });
    }
    Ok(())
}

/// Numbers, none below zero, as parts of 1.
fn parts_of_one(method: &'static str, raw: &[f64], why: &'static str) -> Result<Vec<f64>, ScoringError> {
    // Scaled first: a sum of large numbers may leave their range.
    let most = raw.iter().copied().fold(0.0, f64::max);
    let sum: f64 = raw.iter().map(|number| number / most).sum();
    if most > 0.0 && sum.is_finite() {
        Ok(raw.iter().map(|number| number / most / sum).collect())
    } else {
        Err(ScoringError::Method { method, column: None, subject: None, why })
    }
}

/// Whether all figures of a column are equal.
fn constant(column: &[f64]) -> bool {
    #[expect(clippy::float_cmp, reason = "only equal figures are constant")]
    column.windows(2).all(|pair| pair[0] == pair[1])
}
