//! Values by node and subject, and what each was made of.

use crate::rank;

/// A value for each node and subject, columns in the order of the node numbers. NaN is missing.
#[derive(Clone, Debug, Default)]
pub struct Nodes {
    subjects: usize,
    count: usize,
    values: Vec<f64>,
}

impl Nodes {
    /// Room for `nodes` columns of `subjects` values, all missing.
    #[must_use]
    pub fn new(nodes: usize, subjects: usize) -> Self {
        let mut room = Self::default();
        room.reset(nodes, subjects);
        room
    }

    /// The same room for other numbers of nodes and subjects; what was there is missing now.
    pub fn reset(&mut self, nodes: usize, subjects: usize) {
        (self.subjects, self.count) = (subjects, nodes);
        self.values.clear();
        self.values.resize(nodes.saturating_mul(subjects), f64::NAN);
    }

    /// How many subjects there are.
    #[must_use]
    pub const fn subjects(&self) -> usize {
        self.subjects
    }

    /// How many nodes there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is asked for its columns, never whether it has any")]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// The values of a node, one per subject; empty where there is no such node.
    #[must_use]
    pub fn column(&self, node: usize) -> &[f64] {
        self.values.get(self.range(node)).unwrap_or(&[])
    }

    /// The same, to be written.
    pub fn column_mut(&mut self, node: usize) -> &mut [f64] {
        let range = self.range(node);
        self.values.get_mut(range).unwrap_or(&mut [])
    }

    /// The value of a node and a subject; NaN where it is missing or there is no such node or subject.
    #[must_use]
    pub fn at(&self, node: usize, subject: usize) -> f64 {
        self.column(node).get(subject).copied().unwrap_or(f64::NAN)
    }

    /// The columns before a node, end to end, and its own.
    pub(crate) fn below_and_own(&mut self, node: usize) -> (&[f64], &mut [f64]) {
        let (below, rest) = self.values.split_at_mut(node * self.subjects);
        (below, &mut rest[..self.subjects])
    }

    /// A column and one after it.
    pub(crate) fn own_and_above(&mut self, own: usize, above: usize) -> (&mut [f64], &[f64]) {
        let (own, above) = (self.range(own), self.range(above));
        let (before, after) = self.values.split_at_mut(above.start);
        (&mut before[own], &after[..above.len()])
    }

    /// Competition ranks (1, 2, 2, 4) of the subjects by a node's value, the highest first; none where it is missing.
    /// See [`rank::competition`].
    #[must_use]
    pub fn ranks(&self, node: usize) -> Vec<Option<usize>> {
        rank::competition(self.column(node))
    }

    fn range(&self, node: usize) -> std::ops::Range<usize> {
        if node < self.count { node * self.subjects..(node + 1) * self.subjects } else { 0..0 }
    }
}

/// Values with their reasons: what each node weighed and gave, by node and subject.
#[derive(Clone, Debug, Default)]
pub struct Aggregated {
    /// The values.
    pub values: Nodes,
    /// The weight with which a node went into the one above it, out of 1: its weight ÷ the weights beside it that are
    /// there. 0 where it is missing itself, NaN where the node above is missing; 1 for the index.
    pub shares: Nodes,
    /// The share of the index that a node had: the product of shares from the index down. NaN where a node on the way is
    /// missing, 0 where the node itself is.
    pub effective: Nodes,
    /// Points that a node gave to the one above it. Under an arithmetic mean share × value; the value above is their sum,
    /// taken in the order of the numbers from 0.0, to the last bit. Under another mean the attribution of
    /// [`Mean::points`](crate::index::Mean::points). 0 where the node is missing, NaN where the node above is; for the
    /// index, its value.
    pub contributions: Nodes,
}
