//! Weights as somebody states them, in sets with a name: the ministry's, the experts', last year's.

use std::collections::BTreeMap;

use crate::error::ScoringError;
use crate::index::Framework;

/// Stated numbers as parts of 1: wⱼ ÷ Σ w.
///
/// # Errors
/// [`ScoringError::NoItems`]; [`ScoringError::Method`] for a number below zero or not finite, and where all are zero.
pub fn shares(weights: &[f64]) -> Result<Vec<f64>, ScoringError> {
    if weights.is_empty() {
        return Err(ScoringError::NoItems);
    }
    if let Some(column) = weights.iter().position(|&weight| !(weight >= 0.0 && weight.is_finite())) {
        let why = "a weight is below zero or not a number";
        return Err(ScoringError::Method { method: "given weights", column: Some(column), subject: None, why });
    }
    super::parts_of_one("given weights", weights, "all weights are zero")
}

/// Sets of weights for one framework, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightSets(BTreeMap<String, Vec<f64>>);

impl WeightSets {
    /// Takes sets of `(id of the node, weight)`; a node that a set does not name keeps the framework's weight.
    ///
    /// # Errors
    /// [`ScoringError::DuplicateId`] for a name used twice or a node named twice in a set; [`ScoringError::Framework`] for
    /// a node that is not there; [`ScoringError::NodeWeight`] for a weight below zero or not finite, and for weights
    /// under a node that add up to zero.
    pub fn new<'a, Set>(
        framework: &Framework,
        sets: impl IntoIterator<Item = (&'a str, Set)>,
    ) -> Result<Self, ScoringError>
    where
        Set: IntoIterator<Item = (&'a str, f64)>,
    {
        let mut kept = BTreeMap::new();
        for (name, set) in sets {
            let mut weights = framework.weights().to_vec();
            let mut named = vec![false; weights.len()];
            for (id, weight) in set {
                let Some(node) = framework.node(id) else {
                    let why = "has a weight but is not there";
                    return Err(ScoringError::Framework { node: id.to_owned(), why });
                };
                if named[node] {
                    return Err(ScoringError::DuplicateId { id: id.to_owned() });
                }
                (weights[node], named[node]) = (weight, true);
            }
            framework.check_weights(&weights)?;
            if kept.insert(name.to_owned(), weights).is_some() {
                return Err(ScoringError::DuplicateId { id: name.to_owned() });
            }
        }
        Ok(Self(kept))
    }

    /// The names, ascending.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A set: one weight per node in the order of the numbers, as [`Framework::weighed`] and
    /// [`Aggregator::weigh`](crate::index::Aggregator::weigh) take them.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[f64]> {
        self.0.get(name).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Indicator};

    #[test]
    fn a_set_changes_what_it_names() {
        let indicators = vec![Indicator::new("a", "I"), Indicator::new("b", "I")];
        let framework = Framework::new(indicators, vec![Aggregate::index("I")]).unwrap();
        let sets = WeightSets::new(&framework, [("mine", vec![("b", 3.0)]), ("as it is", vec![])]).unwrap();
        assert_eq!(sets.names().collect::<Vec<_>>(), ["as it is", "mine"]);
        assert_eq!(sets.get("mine"), Some(&[1.0, 3.0, 1.0][..]));
        assert_eq!(framework.weighed(sets.get("mine").unwrap()).unwrap().effective_weights(), [0.25, 0.75, 1.0]);
        let refused =
            |set: Vec<(&'static str, f64)>| WeightSets::new(&framework, [("set", set)]).unwrap_err().to_string();
        assert_eq!(refused(vec![("c", 1.0)]), "node c has a weight but is not there");
        assert_eq!(refused(vec![("b", 1.0), ("b", 1.0)]), "the id b is used twice");
        assert_eq!(
            refused(vec![("a", 0.0), ("b", 0.0)]),
            "node I: the weight, or the sum of the weights under it, is 0"
        );
    }

    #[test]
    fn stated_numbers_become_parts_of_one() {
        assert_eq!(shares(&[30.0, 10.0]).unwrap(), [0.75, 0.25]);
        assert_eq!(shares(&[f64::MAX, f64::MAX]).unwrap(), [0.5, 0.5]);
        assert!(shares(&[0.0, 0.0]).is_err() && shares(&[1.0, -1.0]).is_err() && shares(&[f64::NAN]).is_err());
    }
}
