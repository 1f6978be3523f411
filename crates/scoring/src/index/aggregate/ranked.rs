//! An index that ranks by all indicators at once: nodes share out the weights, the ranking gives the values.
//!
//! Figures come turned, so that more is better in every column. What a score is due to can be told of Borda's count alone,
//! which adds up column by column; of the other methods nothing is told that does not hold.

use crate::error::ScoringError;
use crate::index::aggregate::Aggregator;
use crate::index::nodes::{Aggregated, Nodes};
use crate::index::part::Direction;
use crate::matrix::Matrix;
use crate::rankings::{Criteria, Method, borda};

impl Aggregator<'_> {
    /// The share of the index that each node has, by number.
    fn effective(&self) -> Vec<f64> {
        let mut effective = vec![1.0; self.framework.len()];
        for node in (0..self.framework.index()).rev() {
            let above = self.framework.parent(node).map_or(1.0, |above| effective[above]);
            effective[node] = above * self.shares[node];
        }
        effective
    }

    /// Fills in the index; the nodes below it have no values.
    pub(super) fn rank(&self, method: Method, nodes: &mut Nodes) -> Result<(), ScoringError> {
        let indicators = self.framework.indicators();
        let columns = (0..indicators).map(|indicator| nodes.column(indicator).to_vec()).collect();
        let matrix = Matrix::new(nodes.subjects(), columns)?;
        let directions = vec![Direction::Higher; indicators];
        let effective = self.effective();
        let values = method.values(&Criteria::new(&matrix, &directions, &effective[..indicators])?)?;
        for node in indicators..self.framework.index() {
            nodes.column_mut(node).fill(f64::NAN);
        }
        nodes.column_mut(self.framework.index()).copy_from_slice(&values);
        Ok(())
    }

    /// Weights of all nodes, and points where the method's score is made of them.
    pub(super) fn explain_ranking(&self, method: Method, values: Nodes) -> Aggregated {
        let (nodes, subjects) = (values.len(), values.subjects());
        let [mut shares, mut effective, mut contributions] = std::array::from_fn(|_| Nodes::new(nodes, subjects));
        let own = self.effective();
        for (node, (share, own)) in self.shares.iter().zip(&own).enumerate() {
            shares.column_mut(node).fill(*share);
            effective.column_mut(node).fill(*own);
        }
        let index = self.framework.index();
        contributions.column_mut(index).copy_from_slice(values.column(index));
        if method == Method::Borda {
            for node in self.framework.indicators()..index {
                contributions.column_mut(node).fill(0.0);
            }
            for (indicator, own) in own.iter().enumerate().take(self.framework.indicators()) {
                let behind = borda::behind(values.column(indicator), Direction::Higher);
                let points: Vec<f64> = behind.iter().map(|behind| own * behind).collect();
                contributions.column_mut(indicator).copy_from_slice(&points);
                let mut above = self.framework.parent(indicator);
                while let Some(node) = above.filter(|&node| node != index) {
                    contributions.column_mut(node).iter_mut().zip(&points).for_each(|(sum, points)| *sum += points);
                    above = self.framework.parent(node);
                }
            }
        }
        Aggregated { values, shares, effective, contributions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Framework, Indicator, Rules};
    use crate::rankings::Scaling;

    /// a has ¾ × ½, b ¾ × ½, c ¼.
    fn framework() -> Framework {
        let indicators = vec![Indicator::new("a", "P"), Indicator::new("b", "P"), Indicator::new("c", "I")];
        Framework::new(indicators, vec![Aggregate::new("P", "I").weighing(3.0), Aggregate::index("I")]).unwrap()
    }

    fn explained(method: Method, columns: Vec<Vec<f64>>) -> Result<Aggregated, ScoringError> {
        let rules = Rules { ranking: Some(method), ..Rules::default() };
        let framework = framework();
        Aggregator::new(&framework, &rules)?.explain(&Matrix::new(columns[0].len(), columns)?)
    }

    fn columns() -> Vec<Vec<f64>> {
        vec![vec![3.0, 2.0, 1.0], vec![1.0, 3.0, 2.0], vec![5.0, 5.0, 0.0]]
    }

    #[test]
    fn borda_adds_up_by_column_and_the_others_tell_no_points() {
        let made = explained(Method::Borda, columns()).unwrap();
        // First subject: 2 × 0.375 + 0 × 0.375 + 1.5 × 0.25 = 1.125; of it P has 0.75. Second: 0.375 + 0.75 + 0.375.
        assert_eq!(made.values.column(4), [1.125, 1.5, 0.375]);
        assert_eq!(made.contributions.column(0), [0.75, 0.375, 0.0]);
        assert_eq!(made.contributions.column(3), [0.75, 1.125, 0.375]);
        assert_eq!(made.contributions.column(2), [0.375, 0.375, 0.0]);
        assert_eq!(made.effective.column(1), [0.375; 3]);
        assert!(made.values.column(3).iter().all(|value| value.is_nan()));
        let copeland = explained(Method::Copeland, columns()).unwrap();
        // Of the first two a prefers one, b the other, and they weigh alike: a draw. Both win against the third.
        assert_eq!(copeland.values.column(4), [1.0, 1.0, -2.0]);
        assert!(copeland.contributions.column(0).iter().all(|points| points.is_nan()));
    }

    #[test]
    fn kemeny_counts_who_stands_behind_and_a_gap_is_refused() {
        assert_eq!(explained(Method::Kemeny, columns()).unwrap().values.column(4), [2.0, 1.0, 0.0]);
        let mut gap = columns();
        gap[1][2] = f64::NAN;
        let refused = explained(Method::Topsis(Scaling::Vector), gap).unwrap_err();
        assert_eq!(refused, ScoringError::MissingFigure { column: 1, subject: 2 });
    }
}
