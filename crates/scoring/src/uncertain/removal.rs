//! What each part does for the ranks: the index without one indicator or node, for each of them.
//!
//! The weight of what is left out is shared by those beside it, in proportion to theirs; a node left empty goes too. What
//! is left is built from the raw figures on, as if the part had never been there. Handbook on Constructing Composite
//! Indicators (OECD and JRC, 2008), step 7.

use crate::error::ScoringError;
use crate::threads::Threads;

use super::assumptions::{Assumptions, Removal};
use super::case::IndexCase;
use super::model::IndexModel;
use super::runs::{self, Runs, Sink};
use super::standing::Placed;
use super::watch::Watcher;

/// The index without one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// The number of the node.
    pub node: usize,
    /// The ranks without it, or why there are none.
    pub outcome: Result<Shift, ScoringError>,
}

/// How ranks changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// The new rank of each row; none where it is not ranked.
    pub ranks: Vec<Option<usize>>,
    /// By row, old rank − new rank: above zero who is better placed without the part. None where one of both is missing.
    pub rises: Vec<Option<i64>>,
    /// The mean distance between old and new rank over the rows that have both; none where none has.
    pub mean: Option<f64>,
}

impl Shift {
    pub(super) fn of(before: &[u32], after: &[u32]) -> Self {
        let rank = |&place: &u32| (place > 0).then_some(place as usize);
        let rise =
            |(&before, &after): (&u32, &u32)| (before > 0 && after > 0).then(|| i64::from(before) - i64::from(after));
        let rises: Vec<Option<i64>> = before.iter().zip(after).map(rise).collect();
        let mean = mean_shift(before, after);
        Self { ranks: after.iter().map(rank).collect(), rises, mean }
    }
}

/// The mean distance between two places over the rows that have both.
pub(super) fn mean_shift(before: &[u32], after: &[u32]) -> Option<f64> {
    let both = before.iter().zip(after).filter(|(before, after)| **before > 0 && **after > 0);
    let (sum, rows) =
        both.fold((0_u64, 0), |(sum, rows), (before, after)| (sum + u64::from(before.abs_diff(*after)), rows + 1));
    #[expect(clippy::cast_precision_loss, reason = "ranks stay far below 2^53")]
    let mean = sum as f64 / crate::stats::count(rows);
    (rows > 0).then_some(mean)
}

/// The index without each of its indicators and nodes but the index itself, in the order of their numbers.
///
/// # Errors
/// As [`simulate`](super::simulate::simulate).
pub fn removals(case: IndexCase<'_>, threads: Threads, watcher: &dyn Watcher) -> Result<Vec<Without>, ScoringError> {
    let index = case.framework.index();
    let ids = case.framework.ids()[..index].to_vec();
    Runs::new(ids.len(), 0).check(1, case.panel.rows())?;
    let assumptions = Assumptions { removal: Some(Removal { ids, probability: 1.0 }), ..Assumptions::default() };
    let model = IndexModel::new(case, &assumptions, 0)?;
    let mut jobs: Vec<_> = (0..index).map(|node| model.removing(node, node)).collect();
    model.find_cuts(&mut jobs);
    let nominal = &model.nominal.places;
    let sinks = runs::all(&model, jobs, threads, watcher, |_| Shifts { nominal, found: Vec::new() })?;
    let mut found: Vec<Without> = sinks.into_iter().flat_map(|sink| sink.found).collect();
    found.sort_by_key(|one| one.node);
    Ok(found)
}

struct Shifts<'a> {
    nominal: &'a [u32],
    found: Vec<Without>,
}

impl Sink for Shifts<'_> {
    fn take(&mut self, run: usize, outcome: Result<&Placed, &ScoringError>) {
        let outcome = outcome.map(|placed| Shift::of(self.nominal, &placed.places)).map_err(Clone::clone);
        self.found.push(Without { node: run, outcome });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Framework, Indicator, Method, Panel, Recipe};
    use crate::uncertain::{Standing, Unwatched};
    use crate::{Groups, Matrix};

    #[test]
    fn without_each_part_the_others_share_its_weight() {
        let indicators = vec![Indicator::new("a", "P"), Indicator::new("b", "P"), Indicator::new("c", "Q")];
        let aggregates = vec![Aggregate::new("P", "I"), Aggregate::new("Q", "I"), Aggregate::index("I")];
        let framework = Framework::new(indicators, aggregates).unwrap();
        let recipe = Recipe::plain(&framework, Method::Linear { factor: 1.0, offset: 0.0 });
        let raw = Matrix::new(3, vec![vec![9.0, 0.0, 3.0], vec![0.0, 6.0, 6.0], vec![4.0, 3.0, 0.0]]).unwrap();
        let (panel, divisors) = (Panel::one_period(Groups::one(3)), Matrix::none(3));
        let case = IndexCase {
            framework: &framework,
            recipe: &recipe,
            panel: &panel,
            raw: &raw,
            divisors: &divisors,
            standing: &Standing::Exact,
        };
        // P: 4.5, 3, 4.5; index: 4.25, 3, 2.25: ranks 1, 2, 3.
        let found = removals(case, Threads::ONE, &Unwatched).unwrap();
        let ranks = |at: usize| found[at].outcome.as_ref().unwrap().ranks.iter().map(|rank| rank.unwrap()).collect();
        let shift = |at: usize| found[at].outcome.as_ref().unwrap().mean.unwrap();
        let of = |at| -> (Vec<usize>, f64) { (ranks(at), shift(at)) };
        // Without a: P is b: index 2, 4.5, 3. Moves of 2, 1, 1.
        assert_eq!(of(0), (vec![3, 1, 2], 4.0 / 3.0));
        // Without b: P is a: index 6.5, 1.5, 1.5. The second and third share a place.
        assert_eq!(of(1), (vec![1, 2, 2], 1.0 / 3.0));
        // Without c, and so without Q: 4.5, 3, 4.5.
        assert_eq!(of(2), (vec![1, 3, 1], 1.0));
        assert_eq!(found[2].outcome.as_ref().unwrap().rises, [Some(0), Some(-1), Some(2)]);
        // Without P: 4, 3, 0. Without Q as without c.
        assert_eq!(of(3), (vec![1, 2, 3], 0.0));
        assert_eq!(found[4].outcome, found[2].outcome);
        assert_eq!(found, removals(case, Threads::new(2), &Unwatched).unwrap());
    }
}
