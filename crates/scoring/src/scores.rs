//! What comes out: cells by subject and item, and for each subject the score, rank, grade and the reasons.

use crate::adjustment::{Adjustment, List};
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
    pub(crate) lists: Vec<Vec<ListScore>>,
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

    /// What one subject got by one list of adjustments as a whole.
    ///
    /// # Panics
    /// When there is no such subject or list.
    #[must_use]
    pub fn list(&self, subject: usize, list: usize) -> ListScore {
        self.lists[list][subject]
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

/// What a list of adjustments came to for a subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListScore {
    /// The points of its rules together, each after its own bounds.
    pub total: f64,
    /// What is added to the sum to bring them within the bounds of the [`List`]; none where they are.
    pub correction: Option<f64>,
}

impl ListScore {
    pub(crate) fn of(list: &List, points: impl Fn(usize) -> f64) -> Self {
        let (total, correction) = list.apply(points);
        Self { total, correction }
    }
}

/// A subject's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The points of the items, then of the adjustments, then the corrections of lists, added in the order of the scheme;
    /// none where nothing could be scored.
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

impl Row {
    /// The name that an exempt subject bears in the place of a grade.
    #[must_use]
    pub fn exempt(&self) -> Option<&str> {
        self.reasons.iter().find_map(|reason| match reason {
            Reason::Exempt { grade, .. } => Some(grade.as_str()),
            _ => None,
        })
    }
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
    /// A bound held the points of a list as a whole.
    ListHeld {
        /// Position of the list.
        list: usize,
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
    /// Neither ranked nor graded: not suitable.
    Exempt {
        /// The rule's id.
        rule: String,
        /// What it bears in the place of a grade.
        grade: String,
    },
    /// No head in a quota, graded by the places of those that are.
    QuotaFree {
        /// The rule's id.
        rule: String,
    },
    /// Outside the quota, and there is no head to be graded by: no grade.
    NoHeads,
    /// Lifted to the grade that protects it.
    Protected {
        /// The rule's id.
        rule: String,
        /// That grade.
        to: Grade,
        /// The grade by score.
        before: Grade,
    },
    /// A veto held.
    Vetoed {
        /// The veto's id.
        veto: String,
        /// What followed.
        effect: Effect,
        /// The grade before all vetoes, after protection.
        before: Option<Grade>,
    },
}
