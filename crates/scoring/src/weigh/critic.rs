//! CRITIC weights: a column weighs by how widely it is spread and how much it disagrees with the others.
//!
//! Columns are brought to 0 to 1, the better the higher: (x − min) ÷ (max − min), or (max − x) ÷ (max − min) where less is
//! better. With σⱼ and the correlations rⱼₖ of these, Cⱼ = σⱼ Σₖ (1 − rⱼₖ) and wⱼ = Cⱼ ÷ Σ C. D. Diakoulaki, G. Mavrotas,
//! L. Papayannakis, "Determining objective weights in multiple criteria problems: The CRITIC method", Computers &
//! Operations Research 22 (1995) 763–770.
//!
//! The direction matters: turning a column turns the sign of its correlations.

use crate::error::ScoringError;
use crate::index::Direction;
use crate::matrix::Matrix;
use crate::stats::Measure;
use crate::weigh::deviation::spread;
use crate::weigh::{complete, constant, few, parts_of_one};

/// CRITIC weights, with one direction per column. A constant column weighs 0 and disagrees with none.
///
/// # Errors
/// [`ScoringError::NoItems`]; [`ScoringError::Length`] for another number of directions; [`ScoringError::Method`] for more
/// than [`MOST_COLUMNS`](crate::weigh::MOST_COLUMNS), fewer than two subjects, a missing figure, figures too large for
/// their range, and where no column disagrees with another: all constant but one, or all perfectly correlated.
pub fn critic(matrix: &Matrix, directions: &[Direction]) -> Result<Vec<f64>, ScoringError> {
    const METHOD: &str = "CRITIC";
    complete(METHOD, matrix)?;
    few(METHOD, matrix)?;
    if directions.len() != matrix.width() {
        let (found, subjects) = (directions.len(), matrix.width());
        return Err(ScoringError::Length { what: "directions", position: 0, found, subjects });
    }
    let mut scaled: Vec<Option<Vec<f64>>> = Vec::with_capacity(matrix.width());
    for (column, (figures, direction)) in matrix.columns().iter().zip(directions).enumerate() {
        if constant(figures) {
            scaled.push(None);
            continue;
        }
        let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
        let most = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let range = most - least;
        if range.is_infinite() {
            let why = "the figures are too large for their range";
            return Err(ScoringError::Method { method: METHOD, column: Some(column), subject: None, why });
        }
        scaled.push(Some(match direction {
            Direction::Higher => figures.iter().map(|figure| (figure - least) / range).collect(),
            Direction::Lower => figures.iter().map(|figure| (most - figure) / range).collect(),
        }));
    }
    let mut conflicts = vec![0.0; scaled.len()];
    for (at, first) in scaled.iter().enumerate() {
        for (beside, second) in scaled.iter().enumerate().skip(at + 1) {
            if let (Some(first), Some(second)) = (first, second) {
                let conflict = 1.0 - Measure::Pearson.of(first, second).value.unwrap_or(1.0);
                // A correlation within rounding of 1 is 1.
                let conflict = if conflict < 1e-14 { 0.0 } else { conflict };
                conflicts[at] += conflict;
                conflicts[beside] += conflict;
            }
        }
    }
    let mut information = Vec::with_capacity(scaled.len());
    for (column, (figures, conflict)) in scaled.iter().zip(&conflicts).enumerate() {
        let spread = figures.as_ref().map_or(Ok(0.0), |figures| spread(METHOD, column, figures))?;
        information.push(spread * conflict);
    }
    parts_of_one(METHOD, &information, "no column disagrees with another")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Higher, Lower};

    fn made(directions: &[Direction]) -> Vec<f64> {
        let columns = vec![vec![1.0, 2.0, 3.0], vec![10.0, 30.0, 20.0], vec![9.0, 9.0, 9.0]];
        critic(&Matrix::new(3, columns).unwrap(), directions).unwrap()
    }

    #[test]
    fn a_turned_column_agrees_where_it_disagreed() {
        let columns = vec![vec![1.0, 2.0, 3.0], vec![3.0, 1.0, 2.0], vec![1.0, 3.0, 5.0]];
        let matrix = Matrix::new(3, columns).unwrap();
        // All have σ = ½ (0, ½, 1 in some order). r12 = −½, r13 = 1, r23 = −½.
        // C = 3/2, 3, 3/2 halves: weights 1/4, 1/2, 1/4.
        let as_is = critic(&matrix, &[Higher; 3]).unwrap();
        // With the third a cost r13 = −1, r23 = ½. C = 7/2, 2, 5/2: weights 7/16, 4/16, 5/16.
        let turned = critic(&matrix, &[Higher, Higher, Lower]).unwrap();
        for (weight, expected) in as_is.iter().chain(&turned).zip([0.25, 0.5, 0.25, 7.0 / 16.0, 0.25, 5.0 / 16.0]) {
            assert!((weight - expected).abs() < 1e-15, "{weight} {expected}");
        }
    }

    #[test]
    fn a_constant_column_weighs_nothing() {
        for directions in [[Higher; 3], [Lower, Higher, Lower]] {
            for (weight, expected) in made(&directions).iter().zip([0.5, 0.5, 0.0]) {
                assert!((weight - expected).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn columns_that_say_the_same_are_refused() {
        let same = Matrix::new(3, vec![vec![1.0, 2.0, 4.0], vec![0.1, 0.2, 0.4]]).unwrap();
        assert_eq!(critic(&same, &[Higher; 2]).unwrap_err().to_string(), "CRITIC: no column disagrees with another");
        let one = Matrix::new(3, vec![vec![1.0, 2.0, 4.0]]).unwrap();
        assert!(critic(&one, &[Higher]).is_err() && critic(&one, &[]).is_err());
        let wide = Matrix::new(2, vec![vec![0.0, 1.0]; 501]).unwrap();
        assert!(critic(&wide, &[Higher; 501]).is_err());
    }
}
