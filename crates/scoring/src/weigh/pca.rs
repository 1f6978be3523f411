//! Principal-component weights: the squared loadings of the first component.
//!
//! With v the eigenvector of length 1 of the correlations with the largest eigenvalue λ₁, wⱼ = vⱼ², which add up to 1. The
//! component stands for λ₁ ÷ Σ λ of the variance. Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 6
//! and the toolbox on principal components, where rotated factors are used; here the first component alone.
//!
//! The weights say which columns move together, not which matter. Unit, origin and direction of a column play no part.

use crate::error::ScoringError;
use crate::matrix::Matrix;
use crate::stats::Measure;
use crate::weigh::jacobi::eigen;
use crate::weigh::{complete, constant, few, parts_of_one};

/// Weights from the first principal component.
#[derive(Clone, Debug, PartialEq)]
pub struct Pca {
    /// The squared loadings; 0 for a constant column.
    pub weights: Vec<f64>,
    /// The loadings v, signed so that the largest is positive; 0 for a constant column. Where signs differ, columns pull
    /// against each other, and the squares hide it.
    pub loadings: Vec<f64>,
    /// The share of the variance that the first component stands for, from 0 to 1.
    pub share: f64,
    /// The eigenvalues, the largest first, one per column that is not constant.
    pub eigenvalues: Vec<f64>,
}

/// Weights from the first principal component of the correlations. A constant column weighs 0.
///
/// # Errors
/// [`ScoringError::NoItems`]; [`ScoringError::Method`] for more than [`MOST_COLUMNS`](crate::weigh::MOST_COLUMNS), fewer than
/// two subjects, a missing figure, figures too large to be correlated, where every column is constant, and where two
/// components come first alike (to 1e-9), so that neither gives the weights.
pub fn pca(matrix: &Matrix) -> Result<Pca, ScoringError> {
    const METHOD: &str = "principal components";
    complete(METHOD, matrix)?;
    few(METHOD, matrix)?;
    let wrong = |column, why| ScoringError::Method { method: METHOD, column, subject: None, why };
    let columns = matrix.columns();
    let live: Vec<usize> = (0..columns.len()).filter(|&column| !constant(&columns[column])).collect();
    let mut correlations = vec![vec![1.0; live.len()]; live.len()];
    for (at, &first) in live.iter().enumerate() {
        for (beside, &second) in live.iter().enumerate().skip(at + 1) {
            let correlation = Measure::Pearson.of(&columns[first], &columns[second]).value;
            let value = correlation.map_err(|_| wrong(Some(second), "the figures are too large to be correlated"))?;
            correlations[at][beside] = value;
            correlations[beside][at] = value;
        }
    }
    let pairs = eigen(correlations).ok_or_else(|| wrong(None, "the components were not found"))?;
    let Some((largest, vector)) = pairs.first() else {
        return Err(wrong(None, "no column tells the subjects apart"));
    };
    if pairs.get(1).is_some_and(|(second, _)| largest - second <= 1e-9 * largest) {
        return Err(wrong(None, "two components come first alike"));
    }
    // The first of the largest entries settles the sign.
    let most = vector.iter().copied().fold(0.0, |most: f64, entry| if entry.abs() > most.abs() { entry } else { most });
    let mut loadings = vec![0.0; columns.len()];
    for (&column, loading) in live.iter().zip(vector) {
        loadings[column] = loading * most.signum();
    }
    let squares: Vec<f64> = loadings.iter().map(|loading| loading * loading).collect();
    let weights = parts_of_one(METHOD, &squares, "no column tells the subjects apart")?;
    let eigenvalues: Vec<f64> = pairs.iter().map(|&(value, _)| value).collect();
    let share = largest / eigenvalues.iter().sum::<f64>();
    Ok(Pca { weights, loadings, share, eigenvalues })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_columns_weigh_the_same_and_the_first_component_stands_for_their_correlation() {
        // r = −½: eigenvalues 3/2 along (1, −1) and 1/2.
        let columns = vec![vec![1.0, 2.0, 3.0], vec![7.0; 3], vec![3.0, 1.0, 2.0]];
        let made = pca(&Matrix::new(3, columns).unwrap()).unwrap();
        for (weight, expected) in made.weights.iter().zip([0.5, 0.0, 0.5]) {
            assert!((weight - expected).abs() < 1e-15);
        }
        assert!((made.share - 0.75).abs() < 1e-15);
        assert!((made.loadings[0] + made.loadings[2]).abs() < 1e-15);
    }

    #[test]
    fn the_column_that_goes_with_both_others_weighs_most() {
        // Correlations 0 between first and third, 1/√2 with the second: its loading is 1/√2, theirs ½; λ = 2, 1, 0.
        let columns = vec![vec![1.0, 1.0, -1.0, -1.0], vec![1.0, 0.0, 0.0, -1.0], vec![1.0, -1.0, 1.0, -1.0]];
        let made = pca(&Matrix::new(4, columns).unwrap()).unwrap();
        for (weight, expected) in made.weights.iter().zip([0.25, 0.5, 0.25]) {
            assert!((weight - expected).abs() < 1e-14);
        }
        assert!((made.share - 2.0 / 3.0).abs() < 1e-14 && (made.eigenvalues[1] - 1.0).abs() < 1e-14);
    }

    #[test]
    fn without_one_first_component_there_are_no_weights() {
        let apart = vec![vec![1.0, 1.0, -1.0, -1.0], vec![1.0, -1.0, 1.0, -1.0]];
        let refused = pca(&Matrix::new(4, apart).unwrap()).unwrap_err().to_string();
        assert_eq!(refused, "principal components: two components come first alike");
        let constant = pca(&Matrix::new(2, vec![vec![1.0; 2]]).unwrap()).unwrap_err().to_string();
        assert_eq!(constant, "principal components: no column tells the subjects apart");
        let one = pca(&Matrix::new(2, vec![vec![1.0, 2.0]]).unwrap()).unwrap();
        assert_eq!((&one.weights[..], one.share), (&[1.0][..], 1.0));
    }
}
