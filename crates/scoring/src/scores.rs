//! What comes out: cells by subject and item, and for each subject the score, rank, grade and the reasons.

use crate::adjustment::Adjustment;
use crate::function::{Basis, Limit};
use crate::grade::Grade;
use crate::missing::Imputed;
use crate::round::Rounded;
use crate::veto::Effect;

/// The result of a scheme on its data. Positions are those of the data.
#[derive(Clone, Debug)]
pub struct Scores {
    pub(crate) rows: Vec<Row>,
    pub(crate) items: Vec<Vec<Cell>>,
    pub(crate) adjustments: Vec<Vec<AdjustmentScore>>,
}

impl Scores {
    /// Every subject's result, in the order of the data.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// One subject's result.
    ///
    /// # Panics
    /// When there is no such subject.
    #[must_use]
    pub fn row(&self, subject: usize) -> &Row {
        &self.rows[subject]
    }

    /// What one subject got for one item.
    ///
    /// # Panics
    /// When there is no such subject or item.
    #[must_use]
    pub fn cell(&self, subject: usize, item: usize) -> &Cell {
        &self.items[item][subject]
    }

    /// What one subject got by one adjustment.
    ///
    /// # Panics
    /// When there is no such subject or adjustment.
    #[must_use]
    pub fn adjustment(&self, subject: usize, adjustment: usize) -> AdjustmentScore {
        self.adjustments[adjustment][subject]
    }
}

/// What a subject got for an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The figure as it came in.
    pub raw: Option<f64>,
    /// What it was measured against, where there is such a thing.
    pub basis: Option<Basis>,
    /// The share of the weight it earned, by the function alone.
    pub normalised: Option<f64>,
    /// The weight after re-weighting; none where the item was left out for this subject.
    pub weight: Option<f64>,
    /// The points that count; none where the item was left out for this subject.
    pub points: Option<f64>,
    /// Where the points come from the missing rule: which, and why.
    pub imputed: Option<Imputed>,
    /// What limited the share.
    pub limit: Option<Limit>,
}

/// What an adjustment came to for a subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustmentScore {
    /// The points as they came in; none where there was nothing to add.
    pub given: Option<f64>,
    /// The points that count.
    pub points: f64,
    /// Whether a bound of [`Adjustment`] held them.
    pub held: bool,
}

impl AdjustmentScore {
    pub(crate) fn of(rule: &Adjustment, given: f64) -> Self {
        let (points, held) = rule.apply(given);
        Self { given: (!given.is_nan()).then_some(given), points, held }
    }
}

/// A subject's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The points of the items, then of the adjustments, added in the order of the scheme; none where nothing could
    /// be scored.
    pub sum: Option<f64>,
    /// The sum rounded as the scheme says.
    pub score: Option<Rounded>,
    /// The place, from 1.
    pub rank: Option<usize>,
    /// How many are ranked beside it, itself included.
    pub ranked: Option<usize>,
    /// The grade.
    pub grade: Option<Grade>,
    /// All that is particular about this result, in the order it came about.
    pub reasons: Vec<Reason>,
}

/// Something particular about a subject's result. Items and adjustments are named by position in the scheme.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The item's points come from its missing rule.
    Imputed {
        /// Position of the item.
        item: usize,
        /// Which rule, and why.
        imputed: Imputed,
    },
    /// Items were left out and the others' weights multiplied.
    Reweighted {
        /// Positions of the items left out.
        left_out: Vec<usize>,
        /// What the weights were multiplied by.
        factor: f64,
    },
    /// A function's limit decided the item's points.
    Limited {
        /// Position of the item.
        item: usize,
        /// Which limit.
        limit: Limit,
    },
    /// A bound held an adjustment's points.
    AdjustmentHeld {
        /// Position of the adjustment.
        adjustment: usize,
    },
    /// Every item was left out: there is no score.
    NothingToScore,
    /// Not ranked and not graded, because this item is missing and its rule says so.
    UnrankedByItem {
        /// Position of the item.
        item: usize,
    },
    /// The item's rule takes the mean of those who have it, and nobody has: no points.
    NobodyHasItem {
        /// Position of the item.
        item: usize,
    },
    /// Equal scores stood across the boundary of a grade.
    BoundaryTie,
    /// A veto held.
    Vetoed {
        /// The veto's id.
        veto: String,
        /// What followed.
        effect: Effect,
        /// The grade before all vetoes.
        before: Option<Grade>,
    },
}
