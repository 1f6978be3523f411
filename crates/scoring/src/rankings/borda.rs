//! Borda's count: a point for every subject left behind, column by column.
//!
//! Bᵢ = Σⱼ wⱼ (subjects that i is better than in column j + ½ those it equals). J.-C. de Borda, "Mémoire sur les élections au
//! scrutin", Histoire de l'Académie royale des sciences (1781).
//!
//! Zeros and negatives are figures like others; a column whose figures are all equal gives everybody the same points. A
//! missing figure is refused.

use crate::index::Direction;
use crate::rankings::{Criteria, Ranked};
use crate::stats::count;

/// Borda's points: from 0 for who is last everywhere to n − 1 for who is alone first everywhere. Equal figures share the
/// points of their places.
#[must_use]
pub fn borda(criteria: &Criteria<'_>) -> Ranked {
    let mut points = vec![0.0; criteria.subjects()];
    for (figures, direction, weight) in criteria.columns() {
        for (points, behind) in points.iter_mut().zip(behind(figures, direction)) {
            *points += weight * behind;
        }
    }
    Ranked::by(points)
}

/// How many subjects each leaves behind in a column without gaps, half a one for each that it equals.
#[must_use]
pub fn behind(figures: &[f64], direction: Direction) -> Vec<f64> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    // Worst first; adding zero makes one of both zeros.
    let key = |at: usize| direction.sign() * figures[at] + 0.0;
    order.sort_unstable_by(|&one, &other| key(one).total_cmp(&key(other)));
    let mut counts = vec![0.0; figures.len()];
    let mut behind = 0;
    #[expect(clippy::float_cmp, reason = "a tie is the same figure")]
    for run in order.chunk_by(|&one, &other| figures[one] == figures[other]) {
        let shared = count(behind) + (count(run.len()) - 1.0) / 2.0;
        for &at in run {
            counts[at] = shared;
        }
        behind += run.len();
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Matrix;
    use Direction::{Higher, Lower};

    #[test]
    fn points_are_subjects_left_behind() {
        // First column: 2, ½, ½ (a tie for the last two places). Second, a cost: 0, 1, 2.
        let matrix = Matrix::new(3, vec![vec![9.0, 4.0, 4.0], vec![7.0, 5.0, 1.0]]).unwrap();
        let made = borda(&Criteria::new(&matrix, &[Higher, Lower], &[3.0, 1.0]).unwrap());
        assert_eq!(made.scores, [1.5, 0.375 + 0.25, 0.375 + 0.5]);
        assert_eq!(made.ranks, [1, 3, 2]);
        let equal = borda(&Criteria::new(&matrix, &[Higher, Lower], &[0.0, 1.0]).unwrap());
        assert_eq!(equal.ranks, [3, 2, 1]);
    }

    #[test]
    fn equal_totals_share_a_rank() {
        let matrix = Matrix::new(3, vec![vec![1.0, 2.0, 0.0], vec![2.0, 1.0, 0.0]]).unwrap();
        let made = borda(&Criteria::new(&matrix, &[Higher; 2], &[1.0; 2]).unwrap());
        assert_eq!(made.ranks, [1, 1, 3]);
    }
}
