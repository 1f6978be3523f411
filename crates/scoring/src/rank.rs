//! Ranks: places by rounded score, the highest first, with a stated rule for ties.

use crate::benchmark::Scope;
use crate::order::{Key, Order};

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

impl Ranking {
    /// The place of each of `subjects`, from 1; 0 for who does not take part. `order` is that of this ranking's scope.
    pub(crate) fn places<K: Key>(self, order: &Order<K>, subjects: usize) -> Vec<u32> {
        let counted = |place: usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
        let mut places = vec![0; subjects];
        order.runs(|run| {
            for (place, at) in (run.first..).zip(run.subjects()) {
                places[at] = counted(match self.ties {
                    Ties::Competition => run.first,
                    Ties::Dense => run.number,
                    Ties::RowOrder => place,
                });
            }
        });
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Span;
    use crate::round::Units;
    use crate::{Groups, Rounded, Threads};

    fn ranks(ties: Ties, scope: Scope, groups: &Groups) -> Vec<Option<u32>> {
        let scores = [80.0, 90.0, f64::NAN, 80.0, 70.0].map(|score| Units::from(Rounded::of(score, 1)));
        let order = Order::<u64>::of(&scores, Span::of(&scores, Threads::ONE), groups, scope, Threads::ONE);
        Ranking { ties, scope }.places(&order, 5).into_iter().map(|place| (place > 0).then_some(place)).collect()
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
