//! Two results side by side: who moved, and which parts moved them.
//!
//! Subjects are matched by a key that the caller gives, parts by id; what is there on one side only counts as 0 points on
//! the other. The points of each side add up to its score; so the changes of the points, taken in order, and what rounding
//! the subtractions leaves over, make up the change of the score.

mod index;
mod points;

use std::collections::BTreeMap;

use crate::error::ScoringError;

pub use index::compare_built;
pub use points::compare_scores;

/// Two results compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Indicators, or items and adjustments: first those of the result before, in its order, then those only after.
    pub parts: Vec<String>,
    /// Nodes above the indicators but the index itself, in the same order; none in a points scheme.
    pub nodes: Vec<String>,
    /// Subjects: first those of the result before, in its order, then those only after.
    pub subjects: Vec<Change>,
}

/// What became of one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its row before and after; none where it is not there.
    pub rows: Pair<Option<usize>>,
    /// Its score, unrounded; none where it has none.
    pub scores: Pair<Option<f64>>,
    /// Its rank.
    pub ranks: Pair<Option<usize>>,
    /// Why: none where it has no score on one of the sides.
    pub why: Option<Why>,
}

/// The same thing before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair<T> {
    /// In the first result.
    pub before: T,
    /// In the second.
    pub after: T,
}

/// What the change of a score is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The score after less the score before.
    pub change: f64,
    /// By part of [`Comparison::parts`]: points in the score, and their change is after less before.
    pub parts: Vec<Pair<f64>>,
    /// By node of [`Comparison::nodes`]: points in the score.
    pub nodes: Vec<Pair<f64>>,
    /// `change` less the changes of the parts, added in order from 0.0: what rounding leaves over.
    pub rounding: f64,
}

impl Pair<f64> {
    /// After less before.
    #[must_use]
    pub fn change(self) -> f64 {
        self.after - self.before
    }
}

/// One result, as it is compared.
struct Side {
    parts: Vec<String>,
    nodes: Vec<String>,
    rows: BTreeMap<String, Row>,
    order: Vec<String>,
}

/// One subject of a result.
struct Row {
    at: usize,
    score: Option<f64>,
    rank: Option<usize>,
    parts: Vec<f64>,
    nodes: Vec<f64>,
}

impl Side {
    /// Takes the rows of `keys` by `row`, which may know nothing of some.
    fn new<K: AsRef<str>>(
        keys: &[K],
        subjects: usize,
        (parts, nodes): (Vec<String>, Vec<String>),
        row: impl Fn(usize) -> Row,
    ) -> Result<Self, ScoringError> {
        if keys.len() != subjects {
            return Err(ScoringError::Length { what: "keys", position: 0, found: keys.len(), subjects });
        }
        let order: Vec<String> = keys.iter().map(|key| key.as_ref().to_owned()).collect();
        let mut rows = BTreeMap::new();
        for (at, key) in order.iter().enumerate() {
            if rows.insert(key.clone(), row(at)).is_some() {
                return Err(ScoringError::DuplicateId { id: key.clone() });
            }
        }
        Ok(Self { parts, nodes, rows, order })
    }
}

/// Those of both lists once, the first list first; and where each stands in both.
fn union(before: &[String], after: &[String]) -> (Vec<String>, Vec<Pair<Option<usize>>>) {
    let at = |list: &[String]| -> BTreeMap<String, usize> { list.iter().cloned().zip(0..).collect() };
    let (first, second) = (at(before), at(after));
    let only_after = after.iter().filter(|id| !first.contains_key(*id));
    let all: Vec<String> = before.iter().chain(only_after).cloned().collect();
    let places = all.iter().map(|id| Pair { before: first.get(id).copied(), after: second.get(id).copied() });
    let places = places.collect();
    (all, places)
}

fn compare(before: &Side, after: &Side) -> Result<Comparison, ScoringError> {
    let (parts, part_places) = union(&before.parts, &after.parts);
    let (nodes, node_places) = union(&before.nodes, &after.nodes);
    let (keys, _) = union(&before.order, &after.order);
    let subjects = keys.iter().map(|key| {
        let both = Pair { before: before.rows.get(key), after: after.rows.get(key) };
        let score = |row: Option<&Row>| row.and_then(|row| row.score);
        let rank = |row: Option<&Row>| row.and_then(|row| row.rank);
        let scores = Pair { before: score(both.before), after: score(both.after) };
        let why = match (both.before, both.after, scores.before, scores.after) {
            (Some(one), Some(other), Some(from), Some(to)) => {
                Some(why(to - from, (one, other), &part_places, &node_places)?)
            }
            _ => None,
        };
        let rows = Pair { before: both.before.map(|row| row.at), after: both.after.map(|row| row.at) };
        Ok(Change { rows, scores, ranks: Pair { before: rank(both.before), after: rank(both.after) }, why })
    });
    Ok(Comparison { subjects: subjects.collect::<Result<_, ScoringError>>()?, parts, nodes })
}

fn why(
    change: f64,
    (before, after): (&Row, &Row),
    parts: &[Pair<Option<usize>>],
    nodes: &[Pair<Option<usize>>],
) -> Result<Why, ScoringError> {
    let points = |list: &[f64], at: Option<usize>| at.and_then(|at| list.get(at)).copied().unwrap_or(0.0);
    let pairs = |places: &[Pair<Option<usize>>], one: &[f64], other: &[f64]| -> Vec<Pair<f64>> {
        places.iter().map(|at| Pair { before: points(one, at.before), after: points(other, at.after) }).collect()
    };
    let parts = pairs(parts, &before.parts, &after.parts);
    let nodes = pairs(nodes, &before.nodes, &after.nodes);
    let sum = parts.iter().fold(0.0, |sum, pair| sum + pair.change());
    let mut all = parts.iter().chain(&nodes).map(|pair| pair.change()).chain([change, change - sum]);
    if all.all(f64::is_finite) {
        Ok(Why { change, rounding: change - sum, parts, nodes })
    } else {
        Err(ScoringError::Overflow { id: "change of the score".to_owned(), subject: Some(after.at) })
    }
}

#[cfg(test)]
mod tests;
