//! What a population is scored by: each part's weight and share, and how its figures were — missing, filled, moved.

use crate::outline::{Line, Part};
use crate::result::{MissingRule, PopulationResult};

/// One part of the framework.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// The part and its depth.
    pub line: Line,
    /// The weight: of an item scored for points, and of a heading over such, in points; in an index among those under
    /// the same node.
    pub weight: f64,
    /// The share of the whole, from 0 to 1.
    pub share: f64,
    /// How the figures of an item were; none for a node.
    pub figures: Option<Figures>,
}

/// How the figures of one item were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Subjects scored.
    pub subjects: usize,
    /// Subjects without a figure of their own.
    pub missing: usize,
    /// Of those, how many another figure or other points stand for.
    pub filled: usize,
    /// Of those, how many the item was left out for.
    pub left_out: usize,
    /// Figures moved because they were outliers.
    pub moved: usize,
}

/// The framework of a population, in the order of its outline.
#[must_use]
pub fn structure(population: &PopulationResult) -> Vec<Member> {
    let member = |line: Line| Member {
        line,
        weight: match line.part {
            Part::Node(at) => population.nodes[at].weight.get(),
            Part::Item(at) => population.items[at]
                .index
                .as_ref()
                .map_or_else(|| crate::model::number(population.items[at].weight), |index| index.weight.get()),
        },
        share: population.share(line.part),
        figures: match line.part {
            Part::Node(_) => None,
            Part::Item(at) => Some(figures(population, at)),
        },
    };
    population.outline().into_iter().map(member).collect()
}

fn figures(population: &PopulationResult, item: usize) -> Figures {
    let mut found = Figures { subjects: population.subjects.len(), ..Figures::default() };
    for one in population.subjects.iter().filter_map(|subject| subject.items.get(item)) {
        match &one.imputed {
            Some(mark) if mark.rule == MissingRule::Reweight => found.left_out += 1,
            Some(_) => found.filled += 1,
            None => {}
        }
        found.moved += usize::from(one.steps.as_ref().is_some_and(|steps| steps.moved.is_some()));
    }
    found.missing = found.left_out + found.filled;
    found
}
