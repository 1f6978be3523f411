//! Missing rules: what a subject gets for an item it has no figure for. Every imputed cell stays marked.

use crate::benchmark::Scope;

/// What a subject gets for an item whose figure is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missing {
    /// No points.
    Zero,
    /// Minus this many points (given as a number from zero up).
    Penalty(f64),
    /// The mean of the item's points over the subjects that have the figure. Where nobody has, no points,
    /// which is the same for all, and the reason says so.
    Mean(Scope),
    /// The item is left out and the others' points are multiplied by (all weights ÷ weights left).
    Reweight,
    /// No points; the subject is scored, but neither ranked nor graded.
    Unranked,
}

/// Why a cell had no figure to score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissingCause {
    /// The figure itself is missing.
    NoFigure,
    /// The subject's own figure that it is held against is missing: its level of the base year, its target.
    NoOwnFigure,
    /// Nobody has a figure to take the benchmark from, or it came out so that nothing can be divided by it: at zero or
    /// below, or a target at its base.
    NoBenchmark {
        /// The benchmark as it came out.
        found: Option<f64>,
    },
}

/// The mark of a cell whose points come from the missing rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Imputed {
    /// The rule that was applied.
    pub rule: Missing,
    /// Why it was needed.
    pub cause: MissingCause,
}
