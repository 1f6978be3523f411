//! What a figure is held against, and what held its share back.

use crate::missing::MissingCause;

/// A basis, or why there is none.
pub(crate) type Found = Result<Basis, MissingCause>;

/// What a figure was measured against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// A benchmark.
    Benchmark(f64),
    /// The lowest and highest figure.
    MinMax {
        /// The lowest.
        min: f64,
        /// The highest.
        max: f64,
    },
    /// A base and a target.
    Target {
        /// Earns nothing.
        base: f64,
        /// Earns the weight.
        target: f64,
    },
    /// The subject's own figure of the base year.
    Base(f64),
    /// The class of the figure.
    Class {
        /// The class, from 0, which is the best.
        class: usize,
        /// The bound it meets; none for the last class.
        bound: Option<f64>,
    },
    /// The count from which on nothing more is earned.
    Most(f64),
}

/// What held a share back, or gave it where the formula gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Cut at the cap.
    Capped,
    /// Lifted to the floor.
    Floored,
    /// All figures are equal: full points.
    Constant,
}
