//! Entropy weights: the more unevenly a column is spread over the subjects, the more it weighs.
//!
//! With pᵢⱼ = xᵢⱼ ÷ Σᵢ xᵢⱼ and m subjects, Eⱼ = −(1 ÷ ln m) Σᵢ pᵢⱼ ln pᵢⱼ and wⱼ = (1 − Eⱼ) ÷ Σ (1 − E), where
//! 0 ln 0 = 0. C.-L. Hwang, K. Yoon, Multiple Attribute Decision Making (1981), chapter 3; C. E. Shannon, "A Mathematical
//! Theory of Communication", Bell System Technical Journal 27 (1948).
//!
//! The weights do not depend on the unit of a column, but on its origin: a temperature in kelvin weighs less than in
//! degrees. The direction plays no part.

use crate::error::ScoringError;
use crate::matrix::Matrix;
use crate::stats::{Ordered, count};
use crate::weigh::{complete, constant, parts_of_one};

/// What is added to every figure of a column before shares are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Shift {
    /// Nothing: figures below zero are refused.
    #[default]
    None,
    /// This number.
    Add(f64),
    /// So much that the least figure of the column becomes zero.
    LeastToZero,
}

/// Entropy weights. A column whose figures are all equal weighs 0.
///
/// # Errors
/// [`ScoringError::NoItems`]; [`ScoringError::Parameter`] for a shift that is not finite; [`ScoringError::Method`] for fewer
/// than two subjects, a missing figure, a figure below zero after the shift, and where every column is constant.
pub fn entropy(matrix: &Matrix, shift: Shift) -> Result<Vec<f64>, ScoringError> {
    const METHOD: &str = "entropy";
    complete(METHOD, matrix)?;
    if let Shift::Add(value) = shift
        && !value.is_finite()
    {
        let id = METHOD.to_owned();
        return Err(ScoringError::Parameter { id, parameter: "shift", value, expected: "finite" });
    }
    let whole = libm::log(count(matrix.subjects()));
    let mut spreads = Vec::with_capacity(matrix.width());
    for (column, figures) in matrix.columns().iter().enumerate() {
        let add = match shift {
            Shift::None => 0.0,
            Shift::Add(add) => add,
            Shift::LeastToZero => -figures.iter().copied().fold(f64::INFINITY, f64::min),
        };
        let shifted: Vec<f64> = figures.iter().map(|figure| figure + add).collect();
        if let Some(subject) = shifted.iter().position(|&figure| !(figure >= 0.0 && figure.is_finite())) {
            let why = "the figure is below zero, or too large, after the shift";
            return Err(ScoringError::Method { method: METHOD, column: Some(column), subject: Some(subject), why });
        }
        let spread = if constant(figures) || constant(&shifted) { 0.0 } else { 1.0 - evenness(&shifted) / whole };
        // A spread within rounding of none is none.
        spreads.push(if spread > 1e-15 { spread } else { 0.0 });
    }
    parts_of_one(METHOD, &spreads, "no column tells the subjects apart")
}

/// −Σ p ln p, in ascending order of the figures so that their order changes nothing.
fn evenness(figures: &[f64]) -> f64 {
    let ordered = Ordered::of(figures);
    let most = ordered.max().unwrap_or(1.0);
    // Scaled by the largest: the sum stays in range.
    let sum: f64 = ordered.figures().iter().map(|figure| figure / most).sum();
    let shares = ordered.figures().iter().map(|figure| figure / most / sum).filter(|&share| share > 0.0);
    -shares.map(|share| share * libm::log(share)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(columns: &[&[f64]]) -> Matrix {
        Matrix::new(columns[0].len(), columns.iter().map(|column| column.to_vec()).collect()).unwrap()
    }

    #[test]
    fn a_zero_adds_nothing_and_a_constant_column_weighs_nothing() {
        // Shares 0, 1/2, 1/2: E = ln 2 ÷ ln 3. Shares 0, 0, 1: E = 0. The third is constant: E = 1.
        let made = entropy(&matrix(&[&[0.0, 4.0, 4.0], &[0.0, 0.0, 7.0], &[5.0; 3]]), Shift::None).unwrap();
        let first = 1.0 - libm::log(2.0) / libm::log(3.0);
        for (weight, expected) in made.iter().zip([first / (first + 1.0), 1.0 / (first + 1.0), 0.0]) {
            assert!((weight - expected).abs() < 1e-15, "{weight} {expected}");
        }
    }

    #[test]
    fn negatives_need_a_stated_shift() {
        let below = matrix(&[&[-2.0, 2.0, 2.0], &[0.0, 0.0, 7.0]]);
        let refused = entropy(&below, Shift::None).unwrap_err().to_string();
        assert_eq!(refused, "entropy, column 0, subject 0: the figure is below zero, or too large, after the shift");
        let above = matrix(&[&[0.0, 4.0, 4.0], &[2.0, 2.0, 9.0]]);
        assert_eq!(entropy(&below, Shift::Add(2.0)).unwrap(), entropy(&above, Shift::None).unwrap());
        assert!(entropy(&below, Shift::LeastToZero).is_ok() && entropy(&below, Shift::Add(f64::NAN)).is_err());
    }

    #[test]
    fn nothing_to_tell_apart_is_refused() {
        let refused = entropy(&matrix(&[&[3.0, 3.0], &[0.0, 0.0]]), Shift::None).unwrap_err().to_string();
        assert_eq!(refused, "entropy: no column tells the subjects apart");
        let missing = entropy(&matrix(&[&[3.0, f64::NAN]]), Shift::None).unwrap_err().to_string();
        assert_eq!(missing, "entropy, column 0, subject 1: a figure is missing: impute first");
        assert!(entropy(&matrix(&[&[3.0]]), Shift::None).is_err());
        assert!(entropy(&matrix(&[&[f64::MAX, -f64::MAX]]), Shift::LeastToZero).is_err());
    }
}
