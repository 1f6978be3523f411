//! Correlations of columns over the subjects that have both figures.
//!
//! - Pearson: Σ(x − x̄)(y − ȳ) ÷ √(Σ(x − x̄)² · Σ(y − ȳ)²).
//! - Spearman: Pearson's of the ranks, equal figures sharing the mean rank.
//! - Kendall's τ-b: (concordant − discordant pairs) ÷ √((pairs − ties in x)(pairs − ties in y)), counted by sorting:
//!   W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data", Journal of the American
//!   Statistical Association 61 (1966) 436–439.
//!
//! Zeros and negatives are figures like others; a constant column has no correlation. A missing figure leaves its subject
//! out of that pair of columns.

use super::{MOST_COLUMNS, SharedRank, Undefined, count, finite, ranks};
use crate::error::ScoringError;
use crate::matrix::Matrix;

/// Which correlation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Of the figures.
    #[default]
    Pearson,
    /// Of their ranks.
    Spearman,
    /// Kendall's τ-b, of their order in pairs.
    Kendall,
}

/// A correlation of two columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// Subjects with both figures.
    pub subjects: usize,
    /// From −1 to 1.
    pub value: Result<f64, Undefined>,
}

/// Two figures of one subject.
type Pair = (f64, f64);

impl Measure {
    /// The correlation of two columns; entries beyond the shorter are left out, infinite ones make it
    /// [`Undefined::TooLarge`]. Two subjects are needed.
    #[must_use]
    pub fn of(self, first: &[f64], second: &[f64]) -> Correlation {
        let mut pairs: Vec<Pair> = first
            .iter()
            .zip(second)
            .filter(|(x, y)| !x.is_nan() && !y.is_nan())
            // Adding zero makes one of both zeros, so that equal figures sort as equal.
            .map(|(x, y)| (x + 0.0, y + 0.0))
            .collect();
        let subjects = pairs.len();
        let value = if subjects < 2 {
            Err(Undefined::TooFew { found: subjects, needed: 2 })
        } else {
            pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            match self {
                Self::Pearson => pearson(&pairs),
                Self::Spearman => spearman(&pairs),
                Self::Kendall => kendall(&pairs),
            }
        };
        Correlation { subjects, value }
    }
}

/// The correlations of all columns with each other: by row and column, symmetric.
///
/// # Errors
/// [`ScoringError::Method`] for more than [`MOST_COLUMNS`].
pub fn correlations(matrix: &Matrix, measure: Measure) -> Result<Vec<Vec<Correlation>>, ScoringError> {
    let columns = matrix.columns();
    if columns.len() > MOST_COLUMNS {
        let why = "more columns than can be correlated";
        let column = Some(MOST_COLUMNS);
        return Err(ScoringError::Method { method: "correlation", column, subject: None, why });
    }
    let mut rows: Vec<Vec<Correlation>> = Vec::with_capacity(columns.len());
    for (at, first) in columns.iter().enumerate() {
        let mut row: Vec<Correlation> = rows.iter().map(|above| above[at]).collect();
        row.extend(columns[at..].iter().map(|second| measure.of(first, second)));
        rows.push(row);
    }
    Ok(rows)
}

/// Deviations from the mean in units of the largest; what is equal all over is constant.
fn deviations(figures: impl Iterator<Item = f64> + Clone) -> Result<Vec<f64>, Undefined> {
    let n = count(figures.clone().count());
    let (min, max) = figures.clone().fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), x| (min.min(x), max.max(x)));
    if min >= max {
        return Err(Undefined::Constant);
    }
    let mean = finite(figures.clone().map(|figure| figure / n).sum())?;
    let spread = finite((max - mean).max(mean - min))?;
    Ok(figures.map(|figure| (figure - mean) / spread).collect())
}

fn pearson(pairs: &[Pair]) -> Result<f64, Undefined> {
    let x = deviations(pairs.iter().map(|pair| pair.0))?;
    let y = deviations(pairs.iter().map(|pair| pair.1))?;
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(&y) {
        both += x * y;
        first += x * x;
        second += y * y;
    }
    // Rounding may carry a perfect correlation a bit beyond 1.
    finite((both / (first * second).sqrt()).clamp(-1.0, 1.0))
}

fn spearman(pairs: &[Pair]) -> Result<f64, Undefined> {
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    if x.iter().chain(&y).any(|figure| figure.is_infinite()) {
        return Err(Undefined::TooLarge);
    }
    let ranked = ranks(&x, SharedRank::Mean).into_iter().zip(ranks(&y, SharedRank::Mean));
    pearson(&ranked.collect::<Vec<_>>())
}

fn kendall(pairs: &[Pair]) -> Result<f64, Undefined> {
    if pairs.iter().any(|(x, y)| x.is_infinite() || y.is_infinite()) {
        return Err(Undefined::TooLarge);
    }
    let all = couples(pairs.len());
    #[expect(clippy::float_cmp, reason = "a tie is the same number")]
    let (ties_x, ties_both) = (
        pairs.chunk_by(|a, b| a.0 == b.0).map(|run| couples(run.len())).sum::<f64>(),
        pairs.chunk_by(|a, b| a == b).map(|run| couples(run.len())).sum::<f64>(),
    );
    let mut y: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let swaps = count(sort_counting(&mut y));
    #[expect(clippy::float_cmp, reason = "a tie is the same number")]
    let ties_y = y.chunk_by(|a, b| a == b).map(|run| couples(run.len())).sum::<f64>();
    let scale = (all - ties_x) * (all - ties_y);
    if scale <= 0.0 {
        return Err(Undefined::Constant);
    }
    finite(((all - ties_x - ties_y + ties_both - 2.0 * swaps) / scale.sqrt()).clamp(-1.0, 1.0))
}

/// n(n − 1) ÷ 2
fn couples(of: usize) -> f64 {
    count(of) * (count(of) - 1.0) / 2.0
}

/// Sorts ascending by merging and counts how many neighbours would have to be exchanged to get there.
fn sort_counting(figures: &mut [f64]) -> usize {
    let mut merged = figures.to_vec();
    let (mut width, mut swaps) = (1, 0);
    while width < figures.len() {
        for (from, to) in figures.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let (mut a, mut b) = (left.iter().peekable(), right.iter().peekable());
            for place in to {
                let take_right = match (a.peek(), b.peek()) {
                    (Some(left), Some(right)) => right < left,
                    (None, Some(_)) => true,
                    _ => false,
                };
                if take_right {
                    swaps += a.len();
                }
                if let Some(figure) = if take_right { b.next() } else { a.next() } {
                    *place = *figure;
                }
            }
        }
        figures.copy_from_slice(&merged);
        width *= 2;
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(measure: Measure, x: &[f64], y: &[f64], expected: f64) {
        let found = measure.of(x, y).value.unwrap();
        assert!((found - expected).abs() < 1e-15, "{measure:?}: {found} where {expected} was expected");
    }

    #[test]
    fn three_measures_worked_by_hand() {
        let (x, y) = ([1.0, 2.0, 3.0, f64::NAN, 6.0], [2.0, 1.0, 4.0, 9.0, 5.0]);
        // x̄ = 3, ȳ = 3: Σdxdy = (−2)(−1) + (−1)(−2) + 0 + 3·2 = 10; Σdx² = 14, Σdy² = 1 + 4 + 1 + 4 = 10.
        close(Measure::Pearson, &x, &y, 10.0 / 140.0_f64.sqrt());
        // Ranks 1 2 3 4 and 2 1 3 4: 1 − 6·2 ÷ (4·15) = 0.8
        close(Measure::Spearman, &x, &y, 0.8);
        // One of six pairs is discordant: (5 − 1) ÷ 6
        close(Measure::Kendall, &x, &y, 4.0 / 6.0);
    }

    #[test]
    fn ties_count_for_neither_side() {
        // Pairs: (1,1)(1,2) tie in x; (1,1)(2,2) and (1,1)(3,2) concordant; (1,2)(2,2), (1,2)(3,2), (2,2)(3,2) tie in y.
        // 2 ÷ √((6 − 1)(6 − 3))
        close(Measure::Kendall, &[1.0, 1.0, 2.0, 3.0], &[2.0, 1.0, 2.0, 2.0], 2.0 / 15.0_f64.sqrt());
    }

    #[test]
    fn a_constant_column_correlates_with_nothing_and_says_so() {
        for measure in [Measure::Pearson, Measure::Spearman, Measure::Kendall] {
            assert_eq!(measure.of(&[1.0, 2.0, 3.0], &[0.1; 3]).value, Err(Undefined::Constant));
            let few = measure.of(&[1.0, f64::NAN], &[1.0, 2.0]);
            assert_eq!(few, Correlation { subjects: 1, value: Err(Undefined::TooFew { found: 1, needed: 2 }) });
            assert_eq!(measure.of(&[1.0, f64::INFINITY], &[1.0, 2.0]).value, Err(Undefined::TooLarge));
        }
    }

    #[test]
    fn a_matrix_of_correlations_is_symmetric_with_ones() {
        let matrix = Matrix::new(3, vec![vec![1.0, 2.0, 3.0], vec![3.0, 2.0, 1.0], vec![1.0, 5.0, 4.0]]).unwrap();
        let rows = correlations(&matrix, Measure::Pearson).unwrap();
        assert!((rows[0][1].value.unwrap() + 1.0).abs() < 1e-15 && (rows[2][2].value.unwrap() - 1.0).abs() < 1e-15);
        assert_eq!(rows[0][2], rows[2][0]);
    }

    proptest::proptest! {
        #[test]
        fn counting_by_sorting_equals_counting_pairs(
            pairs in proptest::collection::vec((0_i8..6, 0_i8..6), 2..30)
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).unzip();
            let (mut sum, mut in_x, mut in_y) = (0, 0, 0);
            for (at, a) in pairs.iter().enumerate() {
                for b in &pairs[..at] {
                    let (dx, dy) = ((a.0 - b.0).signum(), (a.1 - b.1).signum());
                    sum += i32::from(dx * dy);
                    in_x += i32::from(dx != 0);
                    in_y += i32::from(dy != 0);
                }
            }
            match Measure::Kendall.of(&x, &y).value {
                Ok(found) => {
                    let expected = f64::from(sum) / (f64::from(in_x) * f64::from(in_y)).sqrt();
                    proptest::prop_assert!((found - expected).abs() < 1e-12);
                }
                Err(why) => {
                    proptest::prop_assert_eq!(why, Undefined::Constant);
                    proptest::prop_assert!(in_x == 0 || in_y == 0);
                }
            }
        }
    }
}
