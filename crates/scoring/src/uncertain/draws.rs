//! Rank intervals from draws of weights that are given as data.
//!
//! For every draw: the weights under each node are divided by their sum and multiplied down from the index to the
//! indicators (the shares of [`Framework::effective_weights`]); each subject's index is the sum of share × figure in
//! the order of the indicators; subjects are placed, the highest first. Over all draws, each subject's interval is read
//! off its places. This is the arithmetic aggregation of the Handbook on Constructing Composite Indicators (OECD and
//! JRC, 2008), step 6, with the weights as the uncertain input (step 7).

use crate::error::ScoringError;
use crate::index::Framework;
use crate::matrix::Matrix;
use crate::rank::Ties;
use crate::threads::Threads;

use super::intervals::{Place, Places, RankInterval, intervals};
use super::placing::Placing;
use super::product::Panels;

/// Draws computed together: their sums and places stay in the cache.
const BLOCK: usize = 16;

/// Figures beyond this could make a sum leave the range of numbers.
const LARGEST: f64 = 1e300;

/// Draws of the weights of all nodes but the index.
#[derive(Clone, Copy, Debug)]
pub struct WeightDraws<'a> {
    nodes: usize,
    weights: &'a [f64],
}

impl<'a> WeightDraws<'a> {
    /// Draw by draw, in each the weights of a framework's nodes in the order of their numbers: indicators, then
    /// aggregates without the index. `nodes` is how many these are.
    ///
    /// # Errors
    /// [`ScoringError::Length`] when `weights` is empty or does not divide into whole draws.
    pub const fn new(nodes: usize, weights: &'a [f64]) -> Result<Self, ScoringError> {
        let found = weights.len();
        if nodes == 0 || found == 0 || !found.is_multiple_of(nodes) {
            return Err(ScoringError::Length { what: "draws", position: 0, found, subjects: nodes });
        }
        Ok(Self { nodes, weights })
    }

    /// How many draws there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.weights.len() / self.nodes
    }
}

/// The rank interval of every subject of `normalised`, one column per indicator of `framework`, over all `draws`.
///
/// The result is the same to the bit for any number of `threads`. Memory: two bytes for each subject and draw (four
/// from 65,536 subjects on), eight for each figure, and per thread some sixteen rows of scores.
///
/// # Errors
/// [`ScoringError::NoSubjects`]; [`ScoringError::Columns`] when columns or draws do not fit the framework;
/// [`ScoringError::MissingFigure`], as a sum needs every figure: impute first; [`ScoringError::Draw`] for a weight below
/// zero or not finite, or weights under a node that add up to zero; [`ScoringError::Overflow`] for figures above 10³⁰⁰.
pub fn rank_intervals(
    normalised: &Matrix,
    framework: &Framework,
    draws: &WeightDraws<'_>,
    ties: Ties,
    threads: Threads,
) -> Result<Vec<RankInterval>, ScoringError> {
    check(normalised, framework, draws)?;
    if u16::try_from(normalised.subjects()).is_ok() {
        placed::<u16>(normalised, framework, draws, ties, threads)
    } else {
        placed::<u32>(normalised, framework, draws, ties, threads)
    }
}

fn check(normalised: &Matrix, framework: &Framework, draws: &WeightDraws<'_>) -> Result<(), ScoringError> {
    if normalised.subjects() == 0 {
        return Err(ScoringError::NoSubjects);
    }
    let columns = |id: &str, expected: usize, found: usize| {
        if expected == found { Ok(()) } else { Err(ScoringError::Columns { id: id.to_owned(), expected, found }) }
    };
    columns("indicators", framework.indicators(), normalised.width())?;
    columns("draws", framework.index(), draws.nodes)?;
    for (column, figures) in normalised.columns().iter().enumerate() {
        for (subject, figure) in figures.iter().enumerate() {
            if figure.is_nan() {
                return Err(ScoringError::MissingFigure { column, subject });
            }
            if figure.abs() > LARGEST {
                let id = framework.ids()[column].clone();
                return Err(ScoringError::Overflow { id, subject: Some(subject) });
            }
        }
    }
    Ok(())
}

fn placed<P: Place>(
    normalised: &Matrix,
    framework: &Framework,
    draws: &WeightDraws<'_>,
    ties: Ties,
    threads: Threads,
) -> Result<Vec<RankInterval>, ScoringError> {
    let subjects = normalised.subjects();
    let panels = Panels::of(normalised);
    let part = |draws_here: std::ops::Range<usize>| {
        let mut places = Places::<P>::new(subjects, draws_here.len());
        let mut shares = Vec::with_capacity(BLOCK * framework.indicators());
        let mut node_shares = vec![1.0; framework.len()];
        let mut sums = vec![0.0; BLOCK * panels.row()];
        let mut block = vec![P::default(); BLOCK * subjects];
        let mut placing = Placing::default();
        for first in draws_here.clone().step_by(BLOCK) {
            let last = draws_here.end.min(first + BLOCK);
            shares.clear();
            for draw in first..last {
                let weights = &draws.weights[draw * draws.nodes..][..draws.nodes];
                share(framework, weights, draw, &mut node_shares)?;
                shares.extend_from_slice(&node_shares[..framework.indicators()]);
            }
            panels.sums(&shares, &mut sums);
            let rows = sums.chunks_exact(panels.row()).zip(block.chunks_exact_mut(subjects));
            for (scores, row) in rows.take(last - first) {
                placing.places(&scores[..subjects], ties, |at, place| row[at] = P::of(place));
            }
            places.put(first - draws_here.start..last - draws_here.start, &block, subjects);
        }
        Ok(places)
    };
    let parts: Result<Vec<_>, ScoringError> =
        Threads::each(threads.parts(draws.count(), BLOCK), part).into_iter().collect();
    Ok(intervals(subjects, &parts?, threads))
}

/// The share of the index that each node has by these weights: see [`Framework::effective_weights`].
fn share(framework: &Framework, weights: &[f64], draw: usize, shares: &mut [f64]) -> Result<(), ScoringError> {
    let wrong = |node: usize, weight| Err(ScoringError::Draw { draw, node: framework.ids()[node].clone(), weight });
    if let Some(node) = weights.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
        return wrong(node, weights[node]);
    }
    for node in (framework.indicators()..framework.len()).rev() {
        let children = framework.children(node);
        let sum = children.iter().fold(0.0, |sum, &child| sum + weights[child]);
        if !(sum > 0.0 && sum.is_finite()) {
            return wrong(node, sum);
        }
        for &child in children {
            shares[child] = shares[node] * (weights[child] / sum);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Indicator};

    fn framework() -> Framework {
        let indicators = vec![Indicator::new("a", "P"), Indicator::new("b", "P"), Indicator::new("c", "Q")];
        let aggregates = vec![Aggregate::new("P", "I"), Aggregate::new("Q", "I"), Aggregate::index("I")];
        Framework::new(indicators, aggregates).unwrap()
    }

    fn intervals_of(figures: Vec<Vec<f64>>, weights: &[f64]) -> Result<Vec<RankInterval>, ScoringError> {
        let matrix = Matrix::new(figures[0].len(), figures).unwrap();
        rank_intervals(&matrix, &framework(), &WeightDraws::new(5, weights).unwrap(), Ties::Competition, Threads::ONE)
    }

    #[test]
    fn two_draws_that_turn_the_order_give_the_range_between() {
        // Weights of a, b, c, P, Q. First draw: shares 0.25, 0.25, 0.5; second: 0.375, 0.375, 0.25.
        let weights = [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 9.0, 3.0, 1.0];
        // First subject: 2.5 + 2.5 + 0 = 5, then 7.5. Second: 6 in both. Third: 0 in both.
        let figures = vec![vec![10.0, 6.0, 0.0], vec![10.0, 6.0, 0.0], vec![0.0, 6.0, 0.0]];
        let found = intervals_of(figures, &weights).unwrap();
        let medians: Vec<f64> = found.iter().map(|one| one.median).collect();
        assert_eq!(medians, [1.5, 1.5, 3.0]);
        // Between 1 and 2, a twentieth from each end.
        assert!((found[0].low - 1.05).abs() < 1e-12 && (found[0].high - 1.95).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_placed_is_refused_by_place() {
        let good = [1.0, 1.0, 1.0, 1.0, 1.0];
        let figures = |first: f64| vec![vec![first, 2.0], vec![1.0, 2.0], vec![1.0, 2.0]];
        assert!(intervals_of(figures(1.0), &good).is_ok());
        let missing = intervals_of(figures(f64::NAN), &good).unwrap_err();
        assert_eq!(missing, ScoringError::MissingFigure { column: 0, subject: 0 });
        let large = intervals_of(figures(1e301), &good).unwrap_err();
        assert_eq!(large, ScoringError::Overflow { id: "a".into(), subject: Some(0) });
        let bare = intervals_of(figures(1.0), &[0.0, 0.0, 1.0, 1.0, 1.0]).unwrap_err();
        assert_eq!(bare, ScoringError::Draw { draw: 0, node: "P".into(), weight: 0.0 });
        let negative = intervals_of(figures(1.0), &[1.0, 1.0, 1.0, -1.0, 1.0]).unwrap_err();
        assert_eq!(negative, ScoringError::Draw { draw: 0, node: "P".into(), weight: -1.0 });
        assert!(WeightDraws::new(5, &good[..4]).is_err());
        assert!(WeightDraws::new(5, &[]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn the_number_of_threads_changes_nothing(
            figures in proptest::collection::vec(0.0..100.0_f64, 3 * 9),
            weights in proptest::collection::vec(0.1..1.0_f64, 5 * 70),
        ) {
            let matrix = Matrix::new(9, figures.chunks(9).map(<[f64]>::to_vec).collect()).unwrap();
            let draws = WeightDraws::new(5, &weights).unwrap();
            let with = |threads| rank_intervals(&matrix, &framework(), &draws, Ties::RowOrder, Threads::new(threads));
            proptest::prop_assert_eq!(with(1).unwrap(), with(3).unwrap());
        }
    }
}
