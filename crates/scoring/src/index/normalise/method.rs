//! The methods of normalisation with their parameters.

use super::part::Part;
use super::{
    Unscaled, accuracy, borda, complement, fraction, goalposts, linear, logarithm, min_max, nonlinear, percentile,
    rank, sum, to_maximum, to_reference, to_target, turskis, vector, z_score,
};

/// A method; targets and goalposts are in the indicator's own unit, also where less is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// From the least to the greatest figure onto a range: [`min_max`].
    MinMax {
        /// What the worst gets.
        low: f64,
        /// What the best gets.
        high: f64,
    },
    /// By mean and standard deviation: [`z_score`].
    ZScore {
        /// The mean of the result.
        mean: f64,
        /// Its standard deviation, above zero.
        deviation: f64,
    },
    /// Rank from the worst, 1: [`rank`].
    Rank,
    /// Share of the others that are worse: [`percentile`].
    PercentileRank,
    /// How many are worse: [`borda`].
    Borda,
    /// Distance to the best: [`to_maximum`].
    ToMaximum,
    /// Distance to a target: [`to_target`].
    ToTarget {
        /// The target.
        target: f64,
        /// Whether what is better than the target counts as the target.
        cap: bool,
    },
    /// Distance to a reference subject: [`to_reference`].
    ToReference {
        /// The subject, as [`Panel`](crate::index::Panel) numbers it; with one period its row.
        subject: u32,
        /// Whether who is better than the reference counts as the reference.
        cap: bool,
    },
    /// Between two stated figures: [`goalposts`].
    Goalposts {
        /// The lower goalpost.
        low: f64,
        /// The upper one.
        high: f64,
        /// What the better of them gets; the worse gets 0.
        scale: f64,
        /// Whether figures beyond count as the goalpost.
        truncate: bool,
    },
    /// Fraction of the best: [`fraction`].
    Fraction,
    /// Fraction of the greatest, or what is left of it: [`complement`].
    Complement,
    /// A fixed line: [`linear`].
    Linear {
        /// What figures are multiplied with.
        factor: f64,
        /// What is added then.
        offset: f64,
    },
    /// Share of the sum: [`sum`].
    Sum,
    /// Share of the length of the vector: [`vector`].
    Vector,
    /// Share of the sum of logarithms: [`logarithm`].
    Logarithm,
    /// Powers of the fraction of the best: [`nonlinear`].
    Nonlinear,
    /// Distance to the best as a share of all distances: [`accuracy`].
    Accuracy,
    /// Distance to the best as a share of the best: [`turskis`].
    Turskis,
}

impl Default for Method {
    /// Min-max onto 0 to 100.
    fn default() -> Self {
        Self::MinMax { low: 0.0, high: 100.0 }
    }
}

impl Method {
    /// The parameter that is out of its range, its value, and what it must be.
    pub(super) fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        let all: &[(&'static str, f64)] = match self {
            Self::MinMax { low, high } if low >= high => return Some(("low", *low, "less than the upper end")),
            Self::Goalposts { low, high, .. } if low >= high => {
                return Some(("low", *low, "less than the upper goalpost"));
            }
            Self::ZScore { deviation, .. } if *deviation <= 0.0 => {
                return Some(("deviation", *deviation, "above zero"));
            }
            Self::MinMax { low, high } => &[("low", *low), ("high", *high)],
            Self::Goalposts { low, high, scale, .. } => &[("low", *low), ("high", *high), ("scale", *scale)],
            Self::ZScore { mean, deviation } => &[("mean", *mean), ("deviation", *deviation)],
            Self::ToTarget { target, .. } => &[("target", *target)],
            Self::Linear { factor, offset } => &[("factor", *factor), ("offset", *offset)],
            _ => &[],
        };
        all.iter().find(|(_, value)| !value.is_finite()).map(|&(parameter, value)| (parameter, value, "finite"))
    }

    /// The values of the rows; `reference` finds the figure of a reference subject.
    pub(super) fn apply(&self, part: &Part, reference: impl Fn(u32) -> Option<f64>) -> Result<Vec<f64>, Unscaled> {
        if part.there().next().is_none() {
            return Err(Unscaled::NoFigures);
        }
        match *self {
            Self::MinMax { low, high } => min_max::apply(part, low, high),
            Self::ZScore { mean, deviation } => z_score::apply(part, mean, deviation),
            Self::Rank => Ok(rank::apply(part)),
            Self::PercentileRank => percentile::apply(part),
            Self::Borda => Ok(borda::apply(part)),
            Self::ToMaximum => to_maximum::apply(part),
            Self::ToTarget { target, cap } => to_target::apply(part, target, cap),
            Self::ToReference { subject, cap } => {
                to_reference::apply(part, reference(subject).ok_or(Unscaled::NoReference)?, cap)
            }
            Self::Goalposts { low, high, scale, truncate } => {
                Ok(goalposts::apply(part, &goalposts::Posts { low, high, scale, truncate }))
            }
            Self::Fraction => fraction::apply(part),
            Self::Complement => complement::apply(part),
            Self::Linear { factor, offset } => Ok(linear::apply(part, factor, offset)),
            Self::Sum => sum::apply(part),
            Self::Vector => vector::apply(part),
            Self::Logarithm => logarithm::apply(part),
            Self::Nonlinear => nonlinear::apply(part),
            Self::Accuracy => accuracy::apply(part),
            Self::Turskis => turskis::apply(part),
        }
    }
}
