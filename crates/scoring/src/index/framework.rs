//! The structure of an index: indicators under nodes, nodes under nodes, to any depth, up to the index.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::ScoringError;
use crate::index::part::{Aggregate, Direction, Indicator};

/// Indicators and nodes, checked.
///
/// Nodes are numbered: first the indicators as they were given, then the aggregates so that each comes after everything
/// under it. The last node is the index.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    indicators: usize,
    ids: Vec<String>,
    directions: Vec<Direction>,
    weights: Vec<f64>,
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    levels: Vec<usize>,
    /// Numbers by id ascending.
    by_id: Vec<usize>,
}

impl Framework {
    /// Takes indicators and aggregates.
    ///
    /// # Errors
    /// [`ScoringError::NoItems`] without indicators; [`ScoringError::DuplicateId`]; [`ScoringError::Framework`] for a parent
    /// that is not there or is an indicator, a cycle, an aggregate with nothing under it, none or several without a
    /// parent; [`ScoringError::NodeWeight`] for a weight below zero or not finite, and for weights under a node that add
    /// up to zero.
    #[expect(clippy::needless_pass_by_value, reason = "who builds a framework has no further use for its parts")]
    pub fn new(indicators: Vec<Indicator>, aggregates: Vec<Aggregate>) -> Result<Self, ScoringError> {
        if indicators.is_empty() {
            return Err(ScoringError::NoItems);
        }
        let leaves = indicators.len();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        let given = indicators.iter().map(|one| &one.id).chain(aggregates.iter().map(|one| &one.id));
        for (position, id) in given.enumerate() {
            if at.insert(id, position).is_some() {
                return Err(ScoringError::DuplicateId { id: id.clone() });
            }
        }
        let wrong = |node: &str, why| ScoringError::Framework { node: node.to_owned(), why };
        let above = indicators
            .iter()
            .map(|one| (&one.id, Some(&one.parent)))
            .chain(aggregates.iter().map(|one| (&one.id, one.parent.as_ref())));
        let mut parents = Vec::with_capacity(at.len());
        for (id, parent) in above {
            parents.push(match parent {
                None => None,
                Some(parent) => match at.get(parent.as_str()) {
                    None => return Err(wrong(id, "stands under a node that is not there")),
                    Some(&place) if place < leaves => return Err(wrong(id, "stands under an indicator")),
                    Some(&place) => Some(place),
                },
            });
        }
        let ordered = bottom_up(leaves, &parents);
        let placed: BTreeSet<usize> = ordered.iter().copied().collect();
        if let Some(lost) = (leaves..parents.len()).find(|place| !placed.contains(place)) {
            return Err(wrong(&aggregates[lost - leaves].id, "stands under itself"));
        }
        let mut roots = (0..parents.len()).filter(|&place| parents[place].is_none());
        match (roots.next(), roots.next()) {
            (Some(_), None) => {}
            (Some(_), Some(second)) => return Err(wrong(&aggregates[second - leaves].id, "is a second index")),
            (None, _) => return Err(wrong(&aggregates[0].id, "stands under itself")),
        }
        let number: BTreeMap<usize, usize> =
            (0..leaves).chain(ordered.iter().copied()).enumerate().map(|(number, place)| (place, number)).collect();
        let order: Vec<usize> = (0..leaves).chain(ordered).collect();
        let parents: Vec<Option<usize>> =
            order.iter().map(|&place| parents[place].map(|above| number[&above])).collect();
        let mut children = vec![Vec::new(); order.len()];
        let mut levels = vec![1; order.len()];
        for (node, parent) in parents.iter().enumerate() {
            if let Some(parent) = *parent {
                children[parent].push(node);
                levels[parent] = levels[parent].max(levels[node] + 1);
            }
        }
        let id = |place: usize| match place.checked_sub(leaves) {
            None => indicators[place].id.clone(),
            Some(place) => aggregates[place].id.clone(),
        };
        let weight = |place: usize| match place.checked_sub(leaves) {
            None => indicators[place].weight,
            Some(place) => aggregates[place].weight,
        };
        let framework = Self {
            indicators: leaves,
            ids: order.iter().map(|&place| id(place)).collect(),
            directions: indicators.iter().map(|one| one.direction).collect(),
            weights: order.iter().map(|&place| weight(place)).collect(),
            parents,
            children,
            levels,
            by_id: at.values().map(|place| number[place]).collect(),
        };
        if let Some(bare) = (leaves..framework.len()).find(|&node| framework.children[node].is_empty()) {
            return Err(wrong(&framework.ids[bare], "has nothing under it"));
        }
        framework.check_weights(&framework.weights)?;
        Ok(framework)
    }

    /// The same structure with other weights, one per node in the order of the numbers.
    ///
    /// # Errors
    /// [`ScoringError::Length`] and [`ScoringError::NodeWeight`].
    pub fn weighed(&self, weights: &[f64]) -> Result<Self, ScoringError> {
        self.check_weights(weights)?;
        Ok(Self { weights: weights.to_vec(), ..self.clone() })
    }

    /// Whether these weights, one per node in the order of the numbers, can be used.
    pub(crate) fn check_weights(&self, weights: &[f64]) -> Result<(), ScoringError> {
        if weights.len() != self.len() {
            let (found, subjects) = (weights.len(), self.len());
            return Err(ScoringError::Length { what: "weights", position: 0, found, subjects });
        }
        let wrong = |node: usize, weight| ScoringError::NodeWeight { node: self.ids[node].clone(), weight };
        for (node, &weight) in weights.iter().enumerate() {
            if !(weight >= 0.0 && weight.is_finite()) {
                return Err(wrong(node, weight));
            }
        }
        for (node, children) in self.children.iter().enumerate() {
            let sum = children.iter().map(|&child| weights[child]).sum::<f64>();
            let usable = sum > 0.0 && sum.is_finite();
            if !children.is_empty() && !usable {
                return Err(wrong(node, sum));
            }
        }
        Ok(())
    }

    /// # Errors
    /// [`ScoringError::Columns`] where `found` is not one entry per indicator; `what` names the list.
    pub(crate) fn check_columns(&self, what: &str, found: usize) -> Result<(), ScoringError> {
        if found == self.indicators {
            return Ok(());
        }
        Err(ScoringError::Columns { id: what.to_owned(), expected: self.indicators, found })
    }

    /// How many nodes there are, indicators included.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a framework has at least an indicator and an index")]
    pub const fn len(&self) -> usize {
        self.ids.len()
    }

    /// How many indicators there are: they are the first nodes.
    #[must_use]
    pub const fn indicators(&self) -> usize {
        self.indicators
    }

    /// The number of the index.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.ids.len() - 1
    }

    /// Ids by number.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The number of the node with this id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<usize> {
        let found = self.by_id.binary_search_by(|&node| self.ids[node].as_str().cmp(id)).ok()?;
        Some(self.by_id[found])
    }

    /// Directions of the indicators, by number.
    #[must_use]
    pub fn directions(&self) -> &[Direction] {
        &self.directions
    }

    /// Weights as they were given, by number.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What stands directly under a node, ascending; nothing under an indicator.
    #[must_use]
    pub fn children(&self, node: usize) -> &[usize] {
        self.children.get(node).map_or(&[], Vec::as_slice)
    }

    /// The node that this one stands under; none above the index.
    #[must_use]
    pub fn parent(&self, node: usize) -> Option<usize> {
        self.parents.get(node).copied().flatten()
    }

    /// 1 for an indicator; for an aggregate, one more than the highest under it.
    #[must_use]
    pub fn level(&self, node: usize) -> usize {
        self.levels.get(node).copied().unwrap_or(1)
    }

    /// The share of the index that each node has by its weights: the product of weight ÷ sum of weights beside it, up to
    /// the index, which has 1. By number.
    #[must_use]
    pub fn effective_weights(&self) -> Vec<f64> {
        let mut shares = vec![1.0; self.len()];
        for node in (0..self.len()).rev() {
            let sum: f64 = self.children[node].iter().map(|&child| self.weights[child]).sum();
            for &child in &self.children[node] {
                shares[child] = shares[node] * (self.weights[child] / sum);
            }
        }
        shares
    }
}

/// The aggregates so that each comes after everything under it, else as given; those in a cycle are left out.
fn bottom_up(leaves: usize, parents: &[Option<usize>]) -> Vec<usize> {
    let mut open = vec![0_usize; parents.len()];
    for parent in parents[leaves..].iter().flatten() {
        open[*parent] += 1;
    }
    let mut ordered = Vec::with_capacity(parents.len() - leaves);
    let mut ready: Vec<usize> = (leaves..parents.len()).filter(|&place| open[place] == 0).collect();
    while !ready.is_empty() {
        let mut next = Vec::new();
        for place in ready {
            ordered.push(place);
            if let Some(parent) = parents[place] {
                open[parent] -= 1;
                if open[parent] == 0 {
                    next.push(parent);
                }
            }
        }
        next.sort_unstable();
        ready = next;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_pillars() -> (Vec<Indicator>, Vec<Aggregate>) {
        let indicators =
            vec![Indicator::new("a", "P"), Indicator::new("b", "P").weighing(3.0), Indicator::new("c", "Q")];
        // The index is given first: the order of the numbers is bottom-up all the same.
        let aggregates = vec![Aggregate::index("I"), Aggregate::new("P", "I"), Aggregate::new("Q", "I").weighing(3.0)];
        (indicators, aggregates)
    }

    #[test]
    fn nodes_are_numbered_from_the_bottom() {
        let (indicators, aggregates) = two_pillars();
        let framework = Framework::new(indicators, aggregates).unwrap();
        assert_eq!(framework.ids(), ["a", "b", "c", "P", "Q", "I"]);
        assert_eq!((framework.index(), framework.children(3), framework.level(5)), (5, &[0, 1][..], 3));
        assert_eq!(framework.effective_weights(), [0.0625, 0.1875, 0.75, 0.25, 0.75, 1.0]);
    }

    #[test]
    fn what_is_wrong_names_the_node() {
        let built = |change: &dyn Fn(&mut Vec<Indicator>, &mut Vec<Aggregate>)| {
            let (mut indicators, mut aggregates) = two_pillars();
            change(&mut indicators, &mut aggregates);
            Framework::new(indicators, aggregates).unwrap_err()
        };
        let framework = |node: &str, why| ScoringError::Framework { node: node.to_owned(), why };
        let unknown = built(&|indicators, _| indicators[0].parent = "X".to_owned());
        assert_eq!(unknown, framework("a", "stands under a node that is not there"));
        let cycle = built(&|_, aggregates| {
            aggregates.push(Aggregate::new("R", "S"));
            aggregates.push(Aggregate::new("S", "R"));
        });
        assert_eq!(cycle, framework("R", "stands under itself"));
        let under = built(&|indicators, _| indicators[0].parent = "b".to_owned());
        assert_eq!(under, framework("a", "stands under an indicator"));
        assert_eq!(built(&|_, aggregates| aggregates.push(Aggregate::index("J"))), framework("J", "is a second index"));
        let bare = built(&|_, aggregates| aggregates.push(Aggregate::new("R", "I")));
        assert_eq!(bare, framework("R", "has nothing under it"));
        let twice = built(&|indicators, _| indicators[1].id = "a".to_owned());
        assert_eq!(twice, ScoringError::DuplicateId { id: "a".to_owned() });
        let weightless = built(&|indicators, _| indicators[2].weight = 0.0);
        assert_eq!(weightless, ScoringError::NodeWeight { node: "Q".to_owned(), weight: 0.0 });
        assert_eq!(built(&|indicators, _| indicators.clear()), ScoringError::NoItems);
    }
}
