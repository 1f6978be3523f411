//! Ranks: places by rounded score, the highest first, with a stated rule for ties.

use crate::benchmark::Scope;
use crate::matrix::Groups;
use crate::round::Rounded;

/// How places are counted when scores are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// Equal scores share the best place, the next is counted after them: 1, 2, 2, 4.
    #[default]
    Competition,
    /// Equal scores share a place, the next follows at once: 1, 2, 2, 3.
    Dense,
    /// Equal scores take places in the order of the rows: 1, 2, 3, 4. A fair ranking never does this; it is what sorting
    /// programs do, and what their results are compared with.
    RowOrder,
}

/// Among whom places are counted, and how ties share them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// How ties share places.
    pub ties: Ties,
    /// All together, or each group apart.
    pub scope: Scope,
}

/// Competition ranks (1, 2, 2, 4) of plain values, the highest first; none for what is missing (NaN).
///
/// Only values that are equal to the last bit share a place; scores that are published rounded are ranked by [`Ranking`].
#[must_use]
pub fn competition(values: &[f64]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..values.len()).filter(|&at| !values[at].is_nan()).collect();
    order.sort_by(|&one, &other| values[other].total_cmp(&values[one]));
    let mut ranks = vec![None; values.len()];
    let mut before: Option<(f64, usize)> = None;
    for (place, &at) in order.iter().enumerate() {
        #[expect(clippy::float_cmp, reason = "only equal values are a tie")]
        let rank = before.filter(|&(value, _)| value == values[at]).map_or(place + 1, |(_, rank)| rank);
        ranks[at] = Some(rank);
        before = Some((values[at], rank));
    }
    ranks
}

/// Positions of the subjects that take part, by scope, each list by score descending, then by position.
pub(crate) fn ordered(scores: &[Option<Rounded>], groups: &Groups, scope: Scope) -> Vec<Vec<(usize, Rounded)>> {
    let mut lists: Vec<Vec<(usize, Rounded)>> = groups
        .members(scope)
        .into_iter()
        .map(|members| members.into_iter().filter_map(|at| scores[at].map(|score| (at, score))).collect())
        .collect();
    for list in &mut lists {
        list.sort_by_key(|&(at, score)| (std::cmp::Reverse(score.units()), at));
    }
    lists
}

/// Runs of equal scores in an ordered list: the range of places, from 0.
pub(crate) fn runs(ordered: &[(usize, Rounded)]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for place in 0..ordered.len() {
        match runs.last_mut() {
            Some(run) if ordered[run.start].1 == ordered[place].1 => run.end = place + 1,
            _ => runs.push(place..place + 1),
        }
    }
    runs
}

impl Ranking {
    /// The place of each subject that takes part, from 1, and how many take part beside it.
    pub(crate) fn places(self, scores: &[Option<Rounded>], groups: &Groups) -> Vec<Option<(usize, usize)>> {
        let mut places = vec![None; scores.len()];
        for list in ordered(scores, groups, self.scope) {
            for (dense, run) in runs(&list).into_iter().enumerate() {
                for place in run.clone() {
                    let counted = match self.ties {
                        Ties::Competition => run.start + 1,
                        Ties::Dense => dense + 1,
                        Ties::RowOrder => place + 1,
                    };
                    places[list[place].0] = Some((counted, list.len()));
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(ties: Ties, scope: Scope, groups: &Groups) -> Vec<Option<usize>> {
        let scores = [80.0, 90.0, f64::NAN, 80.0, 70.0].map(|score| Rounded::of(score, 1));
        Ranking { ties, scope }.places(&scores, groups).into_iter().map(|place| place.map(|(rank, _)| rank)).collect()
    }

    #[test]
    fn ties_share_a_place_by_the_stated_rule_and_who_does_not_take_part_has_none() {
        let one = Groups::one(5);
        let competition = ranks(Ties::Competition, Scope::Population, &one);
        assert_eq!(competition, [Some(2), Some(1), None, Some(2), Some(4)]);
        assert_eq!(ranks(Ties::Dense, Scope::Population, &one), [Some(2), Some(1), None, Some(2), Some(3)]);
        assert_eq!(ranks(Ties::RowOrder, Scope::Population, &one), [Some(2), Some(1), None, Some(3), Some(4)]);
    }

    #[test]
    fn plain_values_share_a_place_only_when_equal() {
        let ranks = competition(&[0.0, 2.0, f64::NAN, -0.0, 2.0 + f64::EPSILON * 2.0, -1.0]);
        assert_eq!(ranks, [Some(3), Some(2), None, Some(3), Some(1), Some(5)]);
    }

    #[test]
    fn groups_are_ranked_apart() {
        let groups = Groups::new(vec![0, 1, 0, 1, 0]);
        let apart = ranks(Ties::Competition, Scope::Group, &groups);
        assert_eq!(apart, [Some(1), Some(1), None, Some(2), Some(2)]);
    }
}
