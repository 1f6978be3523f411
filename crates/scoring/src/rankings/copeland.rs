//! Copeland's rule: wins less losses, every subject against every other.
//!
//! A subject wins a pair if the columns in which it is better weigh more than those in which it is worse. A. H. Copeland,
//! "A reasonable social welfare function", University of Michigan seminar (1951); for composite indicators the
//! outranking approach of the Handbook (OECD and JRC, 2008), step 6 on non-compensatory aggregation.
//!
//! Zeros and negatives are figures like others; a column whose figures are all equal decides no pair. A missing figure is
//! refused.

use crate::error::ScoringError;
use crate::rankings::{Criteria, Ranked};

/// The most subjects whose pairs are all compared.
pub const MOST_SUBJECTS: usize = 10_000;

/// Wins less losses, from −(n − 1) to n − 1. A drawn pair, to 1e-12 of all weight, counts for neither.
///
/// # Errors
/// [`ScoringError::TooManySubjects`] for more than [`MOST_SUBJECTS`].
pub fn copeland(criteria: &Criteria<'_>) -> Result<Ranked, ScoringError> {
    if criteria.subjects() > MOST_SUBJECTS {
        let found = criteria.subjects();
        return Err(ScoringError::TooManySubjects { method: "Copeland", most: MOST_SUBJECTS, found });
    }
    let mut scores = vec![0.0; criteria.subjects()];
    for one in 0..criteria.subjects() {
        for other in one + 1..criteria.subjects() {
            let (better, worse) = criteria.pair(one, other);
            let point = if better > worse {
                1.0
            } else if better < worse {
                -1.0
            } else {
                0.0
            };
            scores[one] += point;
            scores[other] -= point;
        }
    }
    Ok(Ranked::by(scores))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Direction::{Higher, Lower};
    use crate::matrix::Matrix;

    #[test]
    fn wins_less_losses() {
        // Columns weigh .1, .2, .3. Against b: better .1 + .2, worse .3: a draw. Against c: better .1, worse .5: lost.
        let columns = vec![vec![2.0, 1.0, 0.0], vec![2.0, 1.0, 3.0], vec![2.0, 1.0, 1.0]];
        let matrix = Matrix::new(3, columns).unwrap();
        let made = copeland(&Criteria::new(&matrix, &[Higher, Higher, Lower], &[0.1, 0.2, 0.3]).unwrap()).unwrap();
        // b against c: better .1, worse .2, alike .3: lost.
        assert_eq!(made.scores, [-1.0, -1.0, 2.0]);
        assert_eq!(made.ranks, [2, 2, 1]);
    }

    #[test]
    fn a_circle_is_a_draw_of_all() {
        let columns = vec![vec![3.0, 2.0, 1.0], vec![1.0, 3.0, 2.0], vec![2.0, 1.0, 3.0]];
        let matrix = Matrix::new(3, columns).unwrap();
        let made = copeland(&Criteria::new(&matrix, &[Higher; 3], &[1.0; 3]).unwrap()).unwrap();
        assert_eq!((made.scores, made.ranks), (vec![0.0; 3], vec![1, 1, 1]));
    }
}
