//! Analytic hierarchy process: weights from comparisons in pairs, with a measure of how well they agree.
//!
//! The weights are the principal eigenvector of A, where aᵢⱼ says how many times as important i is as j. λmax ≥ n, with
//! equality where all comparisons agree (aᵢⱼ aⱼₖ = aᵢₖ). CI = (λmax − n) ÷ (n − 1), CR = CI ÷ RI, where RI is the mean CI of
//! random matrices. T. L. Saaty, "A scaling method for priorities in hierarchical structures", Journal of Mathematical
//! Psychology 15 (1977) 234–281; RI from T. L. Saaty, The Analytic Hierarchy Process (1980).

use std::cmp::Ordering;

use crate::error::ScoringError;
use crate::stats::count;

/// Saaty's random indices for 1 to 15 items.
pub const RANDOM_INDEX: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Comparisons in pairs, checked: square, above zero, reciprocal.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparisons(Vec<Vec<f64>>);

impl Comparisons {
    /// Takes the whole matrix, at most 15 × 15, row by row: the entry in row i and column j says how many times as
    /// important i is as j.
    ///
    /// # Errors
    /// [`ScoringError::NoItems`]; [`ScoringError::Columns`] for more items than there are random indices, and for a row of
    /// another length; [`ScoringError::Comparison`] for an entry not from 1/1000 to 1000, and where aᵢⱼ aⱼᵢ is not 1 to
    /// 1e-6 (0.33 is not the reciprocal of 3).
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, ScoringError> {
        let items = rows.len();
        if items == 0 {
            return Err(ScoringError::NoItems);
        }
        if items > RANDOM_INDEX.len() {
            let (expected, found) = (RANDOM_INDEX.len(), items);
            return Err(ScoringError::Columns { id: "comparisons, at most".to_owned(), expected, found });
        }
        if let Some((row, short)) = rows.iter().enumerate().find(|(_, row)| row.len() != items) {
            let id = format!("comparisons of {row}");
            return Err(ScoringError::Columns { id, expected: items, found: short.len() });
        }
        for (row, values) in rows.iter().enumerate() {
            for (column, &value) in values.iter().enumerate() {
                let wrong = |expected| Err(ScoringError::Comparison { row, column, value, expected });
                if !(1e-3..=1e3).contains(&value) {
                    return wrong("from 1/1000 to 1000");
                }
                if (value * rows[column][row] - 1.0).abs() > 1e-6 {
                    return wrong(if row == column { "1" } else { "the reciprocal of the opposite comparison" });
                }
            }
        }
        Ok(Self(rows))
    }

    /// Takes what stands above the diagonal, row by row, and fills in the rest: n (n − 1) ÷ 2 entries for n items.
    ///
    /// # Errors
    /// [`ScoringError::Columns`] for another number of entries; else as [`Comparisons::new`].
    pub fn upper(items: usize, above: &[f64]) -> Result<Self, ScoringError> {
        let expected = items.saturating_mul(items.saturating_sub(1)) / 2;
        if above.len() != expected {
            let id = "comparisons above the diagonal".to_owned();
            return Err(ScoringError::Columns { id, expected, found: above.len() });
        }
        if items > RANDOM_INDEX.len() {
            let (expected, found) = (RANDOM_INDEX.len(), items);
            return Err(ScoringError::Columns { id: "comparisons, at most".to_owned(), expected, found });
        }
        // Where the entries of a row begin.
        let start = |row: usize| row * (2 * items - row - 1) / 2;
        let entry = |row: usize, column: usize| match row.cmp(&column) {
            Ordering::Equal => 1.0,
            Ordering::Less => above[start(row) + column - row - 1],
            Ordering::Greater => 1.0 / above[start(column) + row - column - 1],
        };
        let rows = (0..items).map(|row| (0..items).map(|column| entry(row, column)).collect()).collect();
        Self::new(rows)
    }
}

/// Weights from comparisons in pairs, and how well these agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahp {
    /// The weights.
    pub weights: Vec<f64>,
    /// The principal eigenvalue λmax, the number of items at least.
    pub eigenvalue: f64,
    /// CI; 0 for one and two items, which cannot contradict each other.
    pub consistency_index: f64,
    /// CR; 0 for one and two items.
    pub consistency_ratio: f64,
}

impl Ahp {
    /// Whether CR is below 0.1, Saaty's limit for comparisons that agree well enough.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.consistency_ratio < 0.1
    }
}

/// Weights by power iteration, until no weight moves by more than 1e-15 of itself.
///
/// # Errors
/// [`ScoringError::Method`] where 10,000 rounds do not suffice, as with wild contradictions.
pub fn ahp(comparisons: &Comparisons) -> Result<Ahp, ScoringError> {
    let items = count(comparisons.0.len());
    let mut weights = vec![1.0 / items; comparisons.0.len()];
    for _ in 0..10_000 {
        let turned: Vec<f64> =
            comparisons.0.iter().map(|row| row.iter().zip(&weights).map(|(a, w)| a * w).sum::<f64>()).collect();
        // Of weights that add up to 1 the turned ones add up to λ.
        let eigenvalue: f64 = turned.iter().sum();
        let next: Vec<f64> = turned.iter().map(|weight| weight / eigenvalue).collect();
        let still = next.iter().zip(&weights).all(|(next, weight)| (next - weight).abs() <= 1e-15 * next);
        weights = next;
        if still {
            let eigenvalue = eigenvalue.max(items);
            let random = RANDOM_INDEX.get(weights.len() - 1).copied().unwrap_or(0.0);
            let consistency_index = if random > 0.0 { (eigenvalue - items) / (items - 1.0) } else { 0.0 };
            let consistency_ratio = if random > 0.0 { consistency_index / random } else { 0.0 };
            return Ok(Ahp { weights, eigenvalue, consistency_index, consistency_ratio });
        }
    }
    let why = "the comparisons contradict each other too much for weights";
    Err(ScoringError::Method { method: "AHP", column: None, subject: None, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_that_agree_give_their_weights_back() {
        // 4 : 2 : 1
        let made = ahp(&Comparisons::upper(3, &[2.0, 4.0, 2.0]).unwrap()).unwrap();
        for (weight, expected) in made.weights.iter().zip([4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]) {
            assert!((weight - expected).abs() < 1e-15);
        }
        assert!((made.eigenvalue - 3.0).abs() < 1e-14 && made.consistency_ratio < 1e-14 && made.is_consistent());
    }

    #[test]
    fn three_comparisons_that_do_not_quite_agree() {
        // For three items the eigenvector is the geometric mean of each row, and λmax = 1 + t + 1/t with
        // t = (a13 ÷ (a12 a23))^(1/3). For 2, 5, 3: rows ∛10, ∛1.5, ∛(1/15); t = ∛(5/6) = 0.941036…,
        // λmax = 3.003694598…, CI = 0.001847…, CR = 0.00318…
        let made = ahp(&Comparisons::upper(3, &[2.0, 5.0, 3.0]).unwrap()).unwrap();
        let rows = [10.0_f64, 1.5, 1.0 / 15.0].map(libm::cbrt);
        let sum: f64 = rows.iter().sum();
        for (weight, row) in made.weights.iter().zip(rows) {
            assert!((weight - row / sum).abs() < 1e-14);
        }
        let t = libm::cbrt(5.0 / 6.0);
        assert!((made.eigenvalue - (1.0 + t + 1.0 / t)).abs() < 1e-14);
        assert!((made.consistency_ratio - (t + 1.0 / t - 2.0) / 2.0 / 0.58).abs() < 1e-13);
        // 9 times, 9 times, and yet a ninth: round in a circle. CR = (t + 1/t − 2) ÷ 2 ÷ 0.58 with t = 1/9: 6.1…
        let circle = ahp(&Comparisons::upper(3, &[9.0, 1.0 / 9.0, 9.0]).unwrap()).unwrap();
        assert!((circle.consistency_ratio - 64.0 / 9.0 / 2.0 / 0.58).abs() < 1e-12 && !circle.is_consistent());
        assert!(circle.weights.iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-15));
    }

    #[test]
    fn what_is_not_reciprocal_is_refused_by_place() {
        let refused = |rows: &[&[f64]]| {
            Comparisons::new(rows.iter().map(|row| row.to_vec()).collect()).map(|_| ()).unwrap_err().to_string()
        };
        let expected = "comparison of 0 with 1: 3 must be the reciprocal of the opposite comparison";
        assert_eq!(refused(&[&[1.0, 3.0], &[0.33, 1.0]]), expected);
        assert_eq!(refused(&[&[1.0, 3.0], &[0.0, 1.0]]), expected);
        assert_eq!(refused(&[&[2.0]]), "comparison of 0 with 0: 2 must be 1");
        assert_eq!(refused(&[&[1.0, -1.0], &[-1.0, 1.0]]), "comparison of 0 with 1: -1 must be from 1/1000 to 1000");
        assert_eq!(
            refused(&[&[1.0, f64::NAN], &[1.0, 1.0]]),
            "comparison of 0 with 1: NaN must be from 1/1000 to 1000"
        );
        assert_eq!(refused(&[&[1.0, 1.0], &[1.0]]), "comparisons of 1: 2 columns expected, 1 found");
        assert_eq!(Comparisons::new(Vec::new()).unwrap_err(), ScoringError::NoItems);
        assert!(Comparisons::upper(16, &[1.0; 120]).is_err() && Comparisons::upper(3, &[1.0]).is_err());
        assert!(Comparisons::upper(0, &[]).is_err());
        assert_eq!(ahp(&Comparisons::upper(1, &[]).unwrap()).unwrap().weights, [1.0]);
    }
}
