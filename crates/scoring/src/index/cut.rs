//! A framework and its recipe cut to some of the indicators: for what screening leaves, and for an index without a part.
//!
//! Who stays keeps id, weight and direction; weights beside it are renormalised when they are used, so what goes leaves its
//! weight to its siblings in proportion to theirs. A node with nothing left under it goes too. Everything is then as if
//! what went had never been there: it is not imputed from, not counted when subjects are screened, not aggregated.

use std::collections::BTreeMap;

use crate::error::ScoringError;
use crate::index::aggregate::{Rule, Rules};
use crate::index::framework::Framework;
use crate::index::part::{Aggregate, Indicator};
use crate::index::recipe::Recipe;

impl Framework {
    /// The framework with the indicators at these positions alone, in this order; positions that are not there are left
    /// out.
    ///
    /// # Errors
    /// [`ScoringError::NoItems`] where none is left, [`ScoringError::DuplicateId`] for a position given twice,
    /// [`ScoringError::NodeWeight`] where what is left under a node weighs nothing.
    pub fn of_indicators(&self, kept: &[usize]) -> Result<Self, ScoringError> {
        let there: Vec<usize> = kept.iter().copied().filter(|&at| at < self.indicators()).collect();
        let mut stays = vec![false; self.len()];
        for &leaf in &there {
            let mut above = self.parent(leaf);
            while let Some(node) = above.filter(|&node| !stays[node]) {
                stays[node] = true;
                above = self.parent(node);
            }
        }
        let parent = |node: usize| self.parent(node).map(|above| self.ids()[above].clone());
        let indicators = there.iter().map(|&at| Indicator {
            id: self.ids()[at].clone(),
            parent: parent(at).unwrap_or_default(),
            weight: self.weights()[at],
            direction: self.directions()[at],
        });
        let nodes = (self.indicators()..self.len()).filter(|&node| stays[node]).map(|node| Aggregate {
            id: self.ids()[node].clone(),
            parent: parent(node),
            weight: self.weights()[node],
        });
        Self::new(indicators.collect(), nodes.collect())
    }

    /// The indicators under a node, or the indicator itself, ascending; none where there is no such node.
    #[must_use]
    pub fn leaves(&self, node: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = if node < self.len() { vec![node] } else { Vec::new() };
        while let Some(node) = open.pop() {
            if node < self.indicators() {
                found.push(node);
            }
            open.extend_from_slice(self.children(node));
        }
        found.sort_unstable();
        found
    }

    /// The framework without a node and everything under it.
    ///
    /// # Errors
    /// As [`Self::of_indicators`]: [`ScoringError::NoItems`] for the index and for what the whole index consists of.
    pub fn without(&self, node: usize) -> Result<Self, ScoringError> {
        self.of_indicators(&self.others(node))
    }

    /// The indicators that do not stand under a node, ascending.
    pub(crate) fn others(&self, node: usize) -> Vec<usize> {
        let gone = self.leaves(node);
        (0..self.indicators()).filter(|leaf| gone.binary_search(leaf).is_err()).collect()
    }

    /// For each node of `part`, which was cut from this framework, its number here.
    pub(crate) fn numbers_of(&self, part: &Self) -> Vec<usize> {
        let at: BTreeMap<&str, usize> = self.ids().iter().map(String::as_str).zip(0..).collect();
        part.ids().iter().filter_map(|id| at.get(id.as_str()).copied()).collect()
    }
}

/// A framework and a recipe for some of the indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// What is left of the framework.
    pub framework: Framework,
    /// The recipe for it. Each node keeps its rule of aggregation, also where it now stands on another level.
    pub recipe: Recipe,
    /// The positions that these indicators had: see [`Matrix::of_columns`](crate::Matrix::of_columns).
    pub kept: Vec<usize>,
}

impl Cut {
    /// Cuts to the indicators at these positions; positions that are not there are left out.
    ///
    /// # Errors
    /// As [`Framework::of_indicators`]; [`ScoringError::Columns`] where the recipe has not one rule per indicator; for
    /// rules of aggregation as [`Aggregator::new`](crate::index::Aggregator::new).
    pub fn to(framework: &Framework, recipe: &Recipe, kept: &[usize]) -> Result<Self, ScoringError> {
        recipe.check(framework)?;
        let by_node = recipe.rules.by_node(framework)?;
        let kept: Vec<usize> = kept.iter().copied().filter(|&at| at < framework.indicators()).collect();
        let part = framework.of_indicators(&kept)?;
        let numbers = framework.numbers_of(&part);
        let nodes = part.ids().iter().zip(numbers).skip(part.indicators());
        let rules = Rules {
            general: recipe.rules.general,
            levels: Vec::new(),
            nodes: nodes.map(|(id, node)| (id.clone(), by_node[node])).collect::<Vec<(String, Rule)>>(),
            ranking: recipe.rules.ranking,
        };
        let recipe = Recipe {
            denominations: of(&recipe.denominations, &kept),
            fills: of(&recipe.fills, &kept),
            treatments: of(&recipe.treatments, &kept),
            normalisations: of(&recipe.normalisations, &kept),
            rules,
            ..recipe.clone()
        };
        Ok(Self { framework: part, recipe, kept })
    }

    /// Cuts away a node and everything under it.
    ///
    /// # Errors
    /// As [`Self::to`].
    pub fn without(framework: &Framework, recipe: &Recipe, node: usize) -> Result<Self, ScoringError> {
        Self::to(framework, recipe, &framework.others(node))
    }
}

/// The entries at these positions.
pub(crate) fn of<T: Clone>(list: &[T], kept: &[usize]) -> Vec<T> {
    kept.iter().filter_map(|&at| list.get(at).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Mean, Method};

    /// a, b under P; c under Q; P, Q under D; D, e under I.
    fn framework() -> Framework {
        let indicators = vec![
            Indicator::new("a", "P"),
            Indicator::new("b", "P").weighing(3.0),
            Indicator::new("c", "Q").lower_is_better(),
            Indicator::new("e", "I"),
        ];
        let aggregates = vec![
            Aggregate::index("I"),
            Aggregate::new("D", "I").weighing(2.0),
            Aggregate::new("P", "D"),
            Aggregate::new("Q", "D"),
        ];
        Framework::new(indicators, aggregates).unwrap()
    }

    #[test]
    fn a_node_goes_with_all_under_it_and_takes_with_it_what_is_left_empty() {
        let framework = framework();
        assert_eq!(framework.ids(), ["a", "b", "c", "e", "P", "Q", "D", "I"]);
        let without = |id: &str| framework.without(framework.node(id).unwrap());
        assert_eq!(without("a").unwrap().ids(), ["b", "c", "e", "P", "Q", "D", "I"]);
        assert_eq!(without("c").unwrap().ids(), ["a", "b", "e", "P", "D", "I"]);
        assert_eq!(without("D").unwrap().ids(), ["e", "I"]);
        assert_eq!(without("I").unwrap_err(), ScoringError::NoItems);
        // Shares of the index: of D 2 ÷ 3, all of it now P's: b 3 ÷ 4 of that.
        assert!((without("c").unwrap().effective_weights()[1] - 0.5).abs() < 1e-15);
        assert_eq!(framework.numbers_of(&without("c").unwrap()), [0, 1, 3, 4, 6, 7]);
        assert_eq!(framework.of_indicators(&[2, 0, 9]).unwrap().ids(), ["c", "a", "P", "Q", "D", "I"]);
        assert!(matches!(framework.of_indicators(&[1, 1]), Err(ScoringError::DuplicateId { .. })));
    }

    #[test]
    fn a_node_keeps_its_rule_where_its_level_changes() {
        let framework = framework();
        let mut recipe = Recipe::plain(&framework, Method::default());
        recipe.rules.levels = vec![(3, Mean::Harmonic.into()), (2, Mean::Geometric.into())];
        let cut = Cut::without(&framework, &recipe, framework.node("D").unwrap()).unwrap();
        // I was on level 4, where the general rule holds, and is on level 2 now.
        assert_eq!((cut.framework.level(1), cut.recipe.rules.nodes), (2, vec![("I".to_owned(), Rule::default())]));
        assert_eq!((cut.kept, cut.recipe.fills.len()), (vec![3], 1));
        recipe.fills.clear();
        assert!(matches!(Cut::without(&framework, &recipe, 0), Err(ScoringError::Columns { .. })));
    }
}
