//! The framework of a population as an outline: every node with what stands under it, in the order of the explanation.

use std::collections::BTreeMap;

use crate::figure::Figure;
use crate::model::number;
use crate::result::{PopulationResult, SubjectResult};

/// A node or an item, by its place in the population's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A node.
    Node(usize),
    /// An item.
    Item(usize),
}

/// One line of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands there.
    pub part: Part,
    /// How far below the top, from 0.
    pub depth: usize,
}

impl PopulationResult {
    /// All nodes and items: below each node the nodes under it, then its items.
    #[must_use]
    pub fn outline(&self) -> Vec<Line> {
        let mut under: BTreeMap<Option<&str>, Vec<Part>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            under.entry(node.under.as_deref()).or_default().push(Part::Node(at));
        }
        for (at, item) in self.items.iter().enumerate() {
            under.entry(item.under.as_deref()).or_default().push(Part::Item(at));
        }
        let lines = |parts: Vec<Part>, depth| parts.into_iter().rev().map(move |part| Line { part, depth });
        let mut waiting: Vec<Line> = lines(under.remove(&None).unwrap_or_default(), 0).collect();
        let mut outline = Vec::with_capacity(self.nodes.len() + self.items.len());
        while let Some(line) = waiting.pop() {
            outline.push(line);
            if let Part::Node(at) = line.part {
                // Each part is taken out once, so that this ends whatever stands under what.
                let below = under.remove(&Some(self.nodes[at].id.as_str())).unwrap_or_default();
                waiting.extend(lines(below, line.depth + 1));
            }
        }
        outline
    }

    /// The title of a part; empty where there is no such part.
    #[must_use]
    pub fn part_title(&self, part: Part) -> &str {
        match part {
            Part::Node(at) => self.nodes.get(at).map_or("", |node| &node.title),
            Part::Item(at) => self.items.get(at).map_or("", |item| &item.title),
        }
    }

    /// Whether items are brought to a common scale and averaged, rather than scored for points.
    #[must_use]
    pub fn is_index(&self) -> bool {
        self.items.iter().any(|item| item.index.is_some())
    }

    /// The weights of all items together, as the scheme states them.
    #[must_use]
    pub fn all_weights(&self) -> f64 {
        self.items.iter().map(|item| number(item.weight)).sum()
    }

    /// The share of the whole that a part has, from 0 to 1, where all figures are there.
    #[must_use]
    pub fn share(&self, part: Part) -> f64 {
        let share = match part {
            Part::Node(at) => self.nodes.get(at).map(|node| node.share.get()),
            Part::Item(at) => self.items.get(at).map(|item| match &item.index {
                Some(index) => index.share.get(),
                None => number(item.weight) / self.all_weights(),
            }),
        };
        share.filter(|share| share.is_finite()).unwrap_or(0.0)
    }

    /// Where a subject stands on the scale that all parts share: in an index the figure on its common scale, otherwise
    /// the points in hundredths of those that were to be had. None where the part was left out.
    #[must_use]
    pub fn standing(&self, subject: &SubjectResult, part: Part) -> Option<f64> {
        let standing = match part {
            Part::Node(at) => {
                let node = subject.nodes.get(at)?;
                let value = node.value?.get();
                if self.is_index() {
                    return Some(value);
                }
                let weights: f64 = subject.items.iter().filter_map(|item| item.weight).map(Figure::get).sum();
                value / (node.share?.get() * weights) * 100.0
            }
            Part::Item(at) => {
                let item = subject.items.get(at)?;
                if self.is_index() {
                    return item.normalised.map(Figure::get);
                }
                match (item.normalised, item.points, item.weight) {
                    (Some(share), ..) => share.get() * 100.0,
                    (None, Some(points), Some(weight)) => points.get() / weight.get() * 100.0,
                    _ => return None,
                }
            }
        };
        standing.is_finite().then_some(standing)
    }
}

impl SubjectResult {
    /// The points due to a part; none where it was left out.
    #[must_use]
    pub fn points(&self, part: Part) -> Option<Figure> {
        match part {
            Part::Node(at) => self.nodes.get(at)?.points,
            Part::Item(at) => self.items.get(at)?.points,
        }
    }
}
