//! How firm the ranks of a population are, as the result tells it.

use domain::id::SubjectId;
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::words::Words;

/// Where a subject stands over the runs in which it was ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firmness {
    /// One run in twenty places it better than this: the 5 % quantile of its ranks; none where it never was ranked.
    pub low: Option<Figure>,
    /// The median of its ranks.
    pub median: Option<Figure>,
    /// One run in twenty places it worse than this: the 95 % quantile.
    pub high: Option<Figure>,
    /// The mean of its ranks.
    pub mean: Option<Figure>,
    /// In how many runs it was not ranked.
    pub unranked: usize,
    /// The share of runs, from 0 to 1, in which it had each grade, in the order of the grades.
    pub grades: Vec<Figure>,
}

/// How it was told how firm ranks are, and what they hang on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firmnesses {
    /// How many runs were drawn.
    pub runs: usize,
    /// How many of them came off.
    pub done: usize,
    /// Which random numbers.
    pub seed: u64,
    /// Whether the scheme says how; else the program's own way was taken.
    pub stated: bool,
    /// What moved.
    pub assumed: Vec<Assumed>,
    /// Runs that could not be made, by reason.
    pub failures: Vec<Failed>,
    /// What leaving out each node and item does.
    pub removed: Vec<Removed>,
}

/// Something of the method that moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumed {
    /// What.
    pub assumption: Assumption,
    /// Between what.
    pub between: Words,
    /// How much of the ranks' movement is due to it; none where one thing moved only, or ranks did not.
    pub effect: Option<Effect>,
}

/// What of a method can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// How missing figures are filled.
    Imputation,
    /// How outliers are treated.
    Treatment,
    /// How figures are brought to one scale.
    Normalisation,
    /// What nodes and items weigh.
    Weights,
    /// How nodes are made.
    Aggregation,
    /// Which item is left out.
    Removal,
    /// What a missing figure comes to.
    Missing,
}

/// Sobol indices of the mean rank shift, with their 5 % and 95 % bootstrap quantiles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// The share of the movement that is due to it alone.
    pub first: Figure,
    /// Its quantiles.
    pub first_between: [Figure; 2],
    /// The share that is due to it alone and together with others.
    pub total: Figure,
    /// Its quantiles.
    pub total_between: [Figure; 2],
}

/// Runs that could not be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failed {
    /// How many.
    pub runs: usize,
    /// Why.
    pub why: Words,
}

/// What leaving out a node or item does to the ranks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removed {
    /// The node's id or the item's indicator.
    pub id: String,
    /// By how many places ranks move on average.
    pub mean: Figure,
    /// Who rises most without it, and by how many places.
    pub rises: Option<(SubjectId, Figure)>,
    /// Who falls most; below zero.
    pub falls: Option<(SubjectId, Figure)>,
}
