//! Rankings without a common scale: by points, by pairs, by the order that contradicts least, by distance to an ideal.
//!
//! | method | score | ties |
//! |---|---|---|
//! | [`borda()`] | subjects left behind, indicator by indicator | half a subject each; equal totals share a rank |
//! | [`copeland()`] | wins less losses in pairs | a drawn pair counts for neither; equal scores share a rank |
//! | [`kemeny()`] | the order with the least disagreement | of several best orders the one with the lower positions first |
//! | [`topsis()`] | closeness to the best of all columns | only equal closeness shares a rank |
//!
//! Each takes figures by column with a direction and a weight; a missing figure is refused: impute first. Ranks are
//! competition ranks (1, 2, 2, 4).
//!
//! **Who else takes part matters.** When a subject leaves, two others may change places under Borda, TOPSIS, and every index
//! normalised by min-max; `tests/rank_reversal.rs` of this crate has the smallest cases. Under Copeland and Kemeny the outcome
//! of a pair does not depend on others, but the ranks may.

use crate::error::ScoringError;
use crate::index::Direction;
use crate::matrix::Matrix;
use crate::stats::count;
use crate::weigh::shares;

pub mod borda;
pub mod copeland;
pub mod kemeny;
pub mod topsis;

pub use borda::borda;
pub use copeland::copeland;
pub use kemeny::{Consensus, kemeny};
pub use topsis::{Scaling, topsis};

/// One of these methods: what makes an index of its columns in the place of means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// [`borda()`].
    Borda,
    /// [`copeland()`].
    Copeland,
    /// [`kemeny()`].
    Kemeny,
    /// [`topsis()`].
    Topsis(Scaling),
}

impl Method {
    /// A number for each subject, the higher the better: its score, or under Kemeny's order, which has none, how many
    /// subjects stand behind it.
    ///
    /// # Errors
    /// Those of the method.
    pub fn values(self, criteria: &Criteria<'_>) -> Result<Vec<f64>, ScoringError> {
        Ok(match self {
            Self::Borda => borda(criteria).scores,
            Self::Copeland => copeland(criteria)?.scores,
            Self::Topsis(scaling) => topsis(criteria, scaling)?.scores,
            Self::Kemeny => {
                let ranks = kemeny(criteria)?.ranks;
                ranks.iter().map(|rank| count(ranks.len() - rank)).collect()
            }
        })
    }
}

/// A score for each subject, the higher the better, and the rank by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// By subject.
    pub scores: Vec<f64>,
    /// Competition ranks, from 1.
    pub ranks: Vec<usize>,
}

impl Ranked {
    /// Ranks scores, the highest first; there is none missing.
    fn by(scores: Vec<f64>) -> Self {
        let ranks = crate::rank::competition(&scores).into_iter().flatten().collect();
        Self { scores, ranks }
    }
}

/// Columns with direction and weight, checked: all there, all figures known.
#[derive(Clone, Debug)]
pub struct Criteria<'a> {
    matrix: &'a Matrix,
    directions: &'a [Direction],
    /// Parts of 1.
    weights: Vec<f64>,
}

impl<'a> Criteria<'a> {
    /// Takes figures by column, a direction and a weight for each.
    ///
    /// # Errors
    /// [`ScoringError::NoItems`], [`ScoringError::NoSubjects`]; [`ScoringError::Length`] for another number of directions or
    /// weights; [`ScoringError::MissingFigure`]; [`ScoringError::Method`] for a weight below zero or not finite, and weights
    /// that are all zero.
    pub fn new(matrix: &'a Matrix, directions: &'a [Direction], weights: &[f64]) -> Result<Self, ScoringError> {
        if matrix.width() == 0 {
            return Err(ScoringError::NoItems);
        }
        if matrix.subjects() == 0 {
            return Err(ScoringError::NoSubjects);
        }
        for (what, found) in [("directions", directions.len()), ("weights", weights.len())] {
            if found != matrix.width() {
                return Err(ScoringError::Length { what, position: 0, found, subjects: matrix.width() });
            }
        }
        for (column, figures) in matrix.columns().iter().enumerate() {
            if let Some(subject) = figures.iter().position(|figure| figure.is_nan()) {
                return Err(ScoringError::MissingFigure { column, subject });
            }
        }
        Ok(Self { matrix, directions, weights: shares(weights)? })
    }

    /// How many subjects there are.
    #[must_use]
    pub const fn subjects(&self) -> usize {
        self.matrix.subjects()
    }

    /// Figures, direction and weight by column.
    fn columns(&self) -> impl Iterator<Item = (&'a [f64], Direction, f64)> + Clone {
        let columns = self.matrix.columns().iter().zip(self.directions).zip(&self.weights);
        columns.map(|((figures, direction), weight)| (figures.as_slice(), *direction, *weight))
    }

    /// The weight of the columns in which `one` is better than `other`, and of those in which it is worse.
    ///
    /// Weights that differ by less than 1e-12 are alike: 0.1 + 0.2 draws with 0.3.
    fn pair(&self, one: usize, other: usize) -> (f64, f64) {
        let (mut better, mut worse) = (0.0, 0.0);
        for (figures, direction, weight) in self.columns() {
            let (one, other) = (figures[one], figures[other]);
            let (one, other) = if direction == Direction::Higher { (one, other) } else { (other, one) };
            if one > other {
                better += weight;
            } else if one < other {
                worse += weight;
            }
        }
        if (better - worse).abs() < 1e-12 { (better, better) } else { (better, worse) }
    }
}
