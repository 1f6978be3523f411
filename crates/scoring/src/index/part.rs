//! What a framework is made of: indicators and the nodes above them.

/// Whether more is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

impl Direction {
    /// 1 or −1.
    #[must_use]
    pub const fn sign(self) -> f64 {
        match self {
            Self::Higher => 1.0,
            Self::Lower => -1.0,
        }
    }
}

/// A leaf: what is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// The node it stands under.
    pub parent: String,
    /// Its weight among those under the same node, not below zero.
    pub weight: f64,
    /// Whether more is better.
    pub direction: Direction,
}

impl Indicator {
    /// An indicator of which more is better, with weight 1.
    pub fn new(id: impl Into<String>, parent: impl Into<String>) -> Self {
        Self { id: id.into(), parent: parent.into(), weight: 1.0, direction: Direction::Higher }
    }

    /// The same with another weight.
    #[must_use]
    pub fn weighing(self, weight: f64) -> Self {
        Self { weight, ..self }
    }

    /// The same where less is better.
    #[must_use]
    pub fn lower_is_better(self) -> Self {
        Self { direction: Direction::Lower, ..self }
    }
}

/// A node that sums up what stands under it: a pillar, a dimension, the index.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Its id.
    pub id: String,
    /// The node it stands under; none for the index itself.
    pub parent: Option<String>,
    /// Its weight among those under the same node, not below zero.
    pub weight: f64,
}

impl Aggregate {
    /// A node under another, with weight 1.
    pub fn new(id: impl Into<String>, parent: impl Into<String>) -> Self {
        Self { id: id.into(), parent: Some(parent.into()), weight: 1.0 }
    }

    /// The index itself.
    pub fn index(id: impl Into<String>) -> Self {
        Self { id: id.into(), parent: None, weight: 1.0 }
    }

    /// The same with another weight.
    #[must_use]
    pub fn weighing(self, weight: f64) -> Self {
        Self { weight, ..self }
    }
}
