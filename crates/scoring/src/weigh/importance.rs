//! Weights by which nodes matter to the index as much as they are meant to.
//!
//! A weight is not an importance: a node that goes with the others matters more than its weight says. The importance of
//! node j is its correlation rⱼ with the index as a part of Σ r, and the weights are sought by which it comes closest to
//! its target tⱼ: least √((1 ÷ n) Σ (rⱼ ÷ Σ r − tⱼ)²). P. Paruolo, M. Saisana, A. Saltelli, "Ratings and rankings: voodoo or
//! science?", Journal of the Royal Statistical Society A 176 (2013) 609–634; W. Becker, M. Saisana, P. Paruolo,
//! I. Vandecasteele, "Weights and importance in composite indicators: Closing the gap", Ecological Indicators 80 (2017) 12–22.
//!
//! The search goes along one weight at a time, making it larger or smaller by a factor, and halves the step in the factor's
//! logarithm when nothing helps. It draws nothing at random: the same figures give the same bits.

use crate::error::ScoringError;
use crate::index::{Aggregator, Framework, Nodes, Rules};
use crate::matrix::Matrix;
use crate::stats::{Measure, count};
use crate::weigh::parts_of_one;

const METHOD: &str = "importance";

/// How far a search may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// The most indices that are built.
    pub most_builds: usize,
    /// The residual that is good enough.
    pub good: f64,
}

impl Default for Search {
    fn default() -> Self {
        Self { most_builds: 5_000, good: 1e-6 }
    }
}

/// Weights that come closest to target importances.
#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// One weight per node of the framework, in the order of the numbers, as [`Framework::weighed`] takes them. Where all
    /// nodes under one were sought they keep the sum of their weights. Nodes that were not sought keep their weights.
    pub weights: Vec<f64>,
    /// The importances rⱼ ÷ Σ r that they reach, in the order the nodes were given.
    pub reached: Vec<f64>,
    /// The correlations rⱼ with the index.
    pub correlations: Vec<f64>,
    /// The targets as parts of 1.
    pub targets: Vec<f64>,
    /// √((1 ÷ n) Σ (reached − target)²). Far from 0 where no weights reach the targets: say so when they are used.
    pub residual: f64,
    /// Indices that were built.
    pub builds: usize,
}

/// Seeks the weights of `nodes`, each with the importance it is meant to have, starting from the framework's.
///
/// # Errors
/// As [`Aggregator::new`] and [`Aggregator::values`]; [`ScoringError::Framework`] for a node that is not there or is the
/// index; [`ScoringError::DuplicateId`]; [`ScoringError::NodeWeight`] for a weight of zero to start from, and a target not
/// above zero; [`ScoringError::Method`], naming the node's place in `nodes` as the column, for fewer than two nodes, for
/// a node or an index that is the same for all subjects or missing, and where the correlations do not add up to more than
/// zero at the start.
pub fn importance(
    framework: &Framework,
    rules: &Rules,
    normalised: &Matrix,
    nodes: &[(&str, f64)],
    search: Search,
) -> Result<Importance, ScoringError> {
    let wrong = |column, why| ScoringError::Method { method: METHOD, column, subject: None, why };
    let mut sought = Vec::with_capacity(nodes.len());
    let mut known = vec![false; framework.len()];
    for &(id, target) in nodes {
        let Some(node) = framework.node(id) else {
            return Err(ScoringError::Framework { node: id.to_owned(), why: "has a target but is not there" });
        };
        if node == framework.index() {
            return Err(ScoringError::Framework { node: id.to_owned(), why: "is the index: it has no target" });
        }
        if std::mem::replace(&mut known[node], true) {
            return Err(ScoringError::DuplicateId { id: id.to_owned() });
        }
        for number in [framework.weights()[node], target] {
            if !(number > 0.0 && number.is_finite()) {
                return Err(ScoringError::NodeWeight { node: id.to_owned(), weight: number });
            }
        }
        sought.push(node);
    }
    if sought.len() < 2 {
        return Err(wrong(None, "two nodes are needed"));
    }
    let targets = parts_of_one(METHOD, &nodes.iter().map(|node| node.1).collect::<Vec<_>>(), "no targets")?;
    let aggregator = Aggregator::new(framework, rules)?;
    let mut trial = Trial { framework, aggregator, normalised, sought, targets, nodes: Nodes::default(), builds: 0 };
    let start = trial.correlations(framework.weights())?;
    if let Some(column) = start.iter().position(Option::is_none) {
        return Err(wrong(Some(column), "the node, or the index, is the same for all subjects or missing"));
    }
    let mut weights = framework.weights().to_vec();
    let mut best = trial.residual(&start);
    if best.is_infinite() {
        return Err(wrong(None, "the correlations with the index do not add up to more than zero"));
    }
    let mut step = 1.0;
    while step > 1e-12 && best > search.good && trial.builds < search.most_builds {
        let before = best;
        for at in 0..trial.sought.len() {
            let node = trial.sought[at];
            for factor in [libm::exp(step), libm::exp(-step)] {
                let own = weights[node];
                // Weights a billion times apart are no weights any more.
                if trial.builds >= search.most_builds
                    || !(1e-9..=1e9).contains(&(own * factor / framework.weights()[node]))
                {
                    continue;
                }
                weights[node] = own * factor;
                let correlations = trial.correlations(&weights)?;
                let residual = trial.residual(&correlations);
                if residual < best {
                    best = residual;
                    break;
                }
                weights[node] = own;
            }
        }
        // While it helps a step is kept.
        if best >= before * 0.999 {
            step /= 2.0;
        }
    }
    trial.settle(&mut weights);
    let correlations: Vec<f64> = trial.correlations(&weights)?.into_iter().map(|r| r.unwrap_or(0.0)).collect();
    let sum: f64 = correlations.iter().sum();
    let reached: Vec<f64> = correlations.iter().map(|r| r / sum).collect();
    let residual = apart(&reached, &trial.targets);
    Ok(Importance { weights, reached, correlations, residual, builds: trial.builds, targets: trial.targets })
}

/// What one try needs.
struct Trial<'a> {
    framework: &'a Framework,
    aggregator: Aggregator<'a>,
    normalised: &'a Matrix,
    sought: Vec<usize>,
    targets: Vec<f64>,
    nodes: Nodes,
    builds: usize,
}

impl Trial<'_> {
    /// Correlations of the nodes sought with the index under these weights; none where there is none.
    fn correlations(&mut self, weights: &[f64]) -> Result<Vec<Option<f64>>, ScoringError> {
        self.builds += 1;
        self.aggregator.weigh(weights)?;
        self.aggregator.values(self.normalised, &mut self.nodes)?;
        let index = self.nodes.column(self.framework.index());
        let with_index = |&node: &usize| Measure::Pearson.of(self.nodes.column(node), index).value.ok();
        Ok(self.sought.iter().map(with_index).collect())
    }

    /// How far the importances are from the targets; infinitely where there are none.
    fn residual(&self, correlations: &[Option<f64>]) -> f64 {
        let Some(correlations) = correlations.iter().copied().collect::<Option<Vec<f64>>>() else {
            return f64::INFINITY;
        };
        let sum: f64 = correlations.iter().sum();
        if sum <= 0.0 {
            return f64::INFINITY;
        }
        apart(&correlations.iter().map(|r| r / sum).collect::<Vec<_>>(), &self.targets)
    }

    /// Gives nodes of which all under the same node were sought the sum of weights back that they had.
    fn settle(&self, weights: &mut [f64]) {
        for parent in self.framework.indicators()..self.framework.len() {
            let own: Vec<usize> =
                self.framework.children(parent).iter().copied().filter(|child| self.sought.contains(child)).collect();
            // Beside a node that keeps its weight the sum would play a part.
            if own.len() == self.framework.children(parent).len() {
                let before: f64 = own.iter().map(|&node| self.framework.weights()[node]).sum();
                let now: f64 = own.iter().map(|&node| weights[node]).sum();
                for node in own {
                    weights[node] *= before / now;
                }
            }
        }
    }
}

fn apart(reached: &[f64], targets: &[f64]) -> f64 {
    let squares = reached.iter().zip(targets).map(|(reached, target)| (reached - target) * (reached - target));
    (squares.sum::<f64>() / count(targets.len())).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Indicator};

    fn framework() -> Framework {
        let indicators = ["a", "b", "c"].map(|id| Indicator::new(id, "I")).to_vec();
        Framework::new(indicators, vec![Aggregate::index("I")]).unwrap()
    }

    /// r = 0.6 between a and b (12 ÷ 20), c goes with neither.
    fn figures() -> Matrix {
        let columns = vec![vec![3.0, 1.0, -1.0, -3.0], vec![1.0, 3.0, -3.0, -1.0], vec![1.0, -1.0, -1.0, 1.0]];
        Matrix::new(4, columns).unwrap()
    }

    fn sought(nodes: &[(&str, f64)]) -> Result<Importance, ScoringError> {
        importance(&framework(), &Rules::default(), &figures(), nodes, Search::default())
    }

    #[test]
    fn nodes_come_to_matter_as_much_as_they_are_meant_to() {
        // Of standardised columns the correlations are in proportion to Rw: alike for w = R⁻¹1 = (1/1.6, 1/1.6, 1). The
        // lengths are √20, √20 and 2, so c weighs 1.6 √20 ÷ 2 = 3.5777… times as much as a or b.
        let made = sought(&[("a", 1.0), ("b", 1.0), ("c", 1.0)]).unwrap();
        assert!(made.residual <= 1e-6, "{made:?}");
        for other in [0, 1] {
            assert!((made.weights[2] / made.weights[other] - 0.8 * 20_f64.sqrt()).abs() < 1e-4, "{made:?}");
        }
        assert!((made.weights[..3].iter().sum::<f64>() - 3.0).abs() < 1e-14);
        assert_eq!(made, sought(&[("a", 1.0), ("b", 1.0), ("c", 1.0)]).unwrap());
    }

    #[test]
    fn a_target_out_of_reach_leaves_a_residual_and_says_so() {
        // a goes with b: with a weight of 0 it has 0.6 of b's importance, never a third.
        let made = sought(&[("a", 1.0), ("b", 3.0), ("c", 1.0)]).unwrap();
        assert!(made.residual > 0.01 && made.weights.iter().all(|weight| weight.is_finite()), "{made:?}");
    }

    #[test]
    fn what_cannot_be_sought_is_refused() {
        let refused = |nodes: &[(&str, f64)]| sought(nodes).unwrap_err().to_string();
        assert_eq!(refused(&[("x", 1.0)]), "node x has a target but is not there");
        assert_eq!(refused(&[("I", 1.0)]), "node I is the index: it has no target");
        assert_eq!(refused(&[("a", 1.0), ("a", 1.0)]), "the id a is used twice");
        assert_eq!(refused(&[("a", 1.0)]), "importance: two nodes are needed");
        assert!(sought(&[("a", 0.0), ("b", 1.0)]).is_err());
        let same = Matrix::new(2, vec![vec![1.0, 2.0], vec![3.0; 2], vec![1.0, 5.0]]).unwrap();
        let nodes = [("a", 1.0), ("b", 1.0)];
        let refused = importance(&framework(), &Rules::default(), &same, &nodes, Search::default()).unwrap_err();
        let expected = "importance, column 1: the node, or the index, is the same for all subjects or missing";
        assert_eq!(refused.to_string(), expected);
    }
}
