//! Statistics of columns: how a figure is spread over the subjects, and how figures go together.
//!
//! NaN is missing and left out. Every sum runs over figures in ascending order, so the order of rows changes no bit. What
//! cannot be computed is an [`Undefined`] with its reason, never NaN.

pub mod alpha;
pub mod correlation;
pub mod ordered;
pub mod profile;
pub mod ranks;

pub use alpha::cronbach_alpha;
pub use correlation::{Correlation, Measure, correlations};
pub use ordered::Ordered;
pub use profile::{Flags, Limits, Profile};
pub use ranks::{SharedRank, ranks};

/// The most columns that are held against each other in pairs.
pub const MOST_COLUMNS: usize = 1_000;

/// Why a statistic has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Too few figures.
    #[error("{found} figures where {needed} are needed")]
    TooFew {
        /// Figures there are.
        found: usize,
        /// Figures needed.
        needed: usize,
    },
    /// More columns than [`MOST_COLUMNS`].
    #[error("{found} columns where {most} can be correlated", most = MOST_COLUMNS)]
    TooMany {
        /// Columns there are.
        found: usize,
    },
    /// All figures are equal.
    #[error("all figures are equal")]
    Constant,
    /// An infinite figure, or a result beyond the range of numbers.
    #[error("the figures leave the range of numbers")]
    TooLarge,
}

/// `value` if it is a number.
pub(crate) const fn finite(value: f64) -> Result<f64, Undefined> {
    if value.is_finite() { Ok(value) } else { Err(Undefined::TooLarge) }
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of rows and of pairs of rows stay below 2^53")]
pub(crate) const fn count(of: usize) -> f64 {
    of as f64
}
