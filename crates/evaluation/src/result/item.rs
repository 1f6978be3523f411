//! What a subject got for an item, step by step.

use domain::period::Period;
use serde::{Deserialize, Serialize};

use crate::figure::Figure;

/// What a subject got for an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemResult {
    /// The figure, in the indicator's unit.
    pub raw: Option<Figure>,
    /// What it was measured against.
    pub basis: Option<Basis>,
    /// The share of the weight it earned by the function; in an index the figure on the common scale.
    pub normalised: Option<Figure>,
    /// The weight that counted, in an index the share of the whole; none where the item was left out.
    pub weight: Option<Figure>,
    /// The points; none where the item was left out.
    pub points: Option<Figure>,
    /// The figure after each step of an index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Box<Stepped>>,
    /// Why the points come from the missing rule, where they do.
    pub imputed: Option<Imputed>,
    /// What limited the share.
    pub limit: Option<Limit>,
}

/// A figure after each step on the way to the common scale; none where it is missing there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stepped {
    /// What it was divided by, where it was.
    pub divisor: Option<Figure>,
    /// The figure once divided.
    pub denominated: Option<Figure>,
    /// The figure once missing ones were filled.
    pub filled: Option<Figure>,
    /// The periods of the subject's own figures that it was filled from, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled_from: Vec<Period>,
    /// The figure once outliers were treated.
    pub treated: Option<Figure>,
    /// By what it was moved, where it was.
    pub moved: Option<Moved>,
}

/// By what a figure was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// Down to the highest that was left.
    Down,
    /// Up to the lowest that was left.
    Up,
    /// By the curve, with all the others.
    Bent,
}

/// What a figure was measured against, in the indicator's unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// A benchmark.
    Benchmark(Figure),
    /// The lowest and the highest figure.
    MinMax {
        /// The lowest.
        min: Figure,
        /// The highest.
        max: Figure,
    },
    /// A base and a target.
    Target {
        /// Earns nothing.
        base: Figure,
        /// Earns the weight.
        target: Figure,
    },
    /// The subject's own figure of the base year.
    Base(Figure),
    /// The class of the figure.
    Class {
        /// The class, from 1, which is the best.
        class: usize,
        /// The bound it meets; none for the last class.
        bound: Option<Figure>,
    },
    /// The count from which on nothing more is earned.
    Most(Figure),
}

/// The mark of points that come from a missing rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imputed {
    /// The rule that was applied.
    pub rule: MissingRule,
    /// Why it was needed.
    pub cause: MissingCause,
}

/// A missing rule as it was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingRule {
    /// No points.
    Zero,
    /// Points taken off.
    Penalty,
    /// The mean of the points of those who have the figure.
    MeanOfOthers,
    /// Left out, the others' weights grow.
    Reweight,
    /// No points; neither ranked nor graded.
    Unranked,
    /// Filled by the item's rule of imputation.
    Filled,
}

/// Why an item had nothing to score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MissingCause {
    /// The figure is missing.
    NoFigure,
    /// The subject's own figure that it is held against is missing.
    NoOwnFigure,
    /// The benchmark came out so that nothing can be divided by it.
    NoBenchmark {
        /// As it came out; none where nobody has a figure.
        found: Option<Figure>,
    },
}

/// What limited a share of the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Cut at the cap.
    Capped,
    /// Lifted to the floor.
    Floored,
    /// All figures are equal: full points.
    Constant,
}
