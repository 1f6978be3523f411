//! Curves that pull in a long tail: logarithms and Box-Cox. All of them ascend, so the order of the subjects stays.
//!
//! With min, max and range of the column:
//! - `LogOfRange`: ln(x − min + 0.01 · range);
//! - `LogOfOne`: ln(x − min + 1);
//! - `Log`: ln x, for figures above zero;
//! - `LogToMax`: ln((max − 1)(x − min) ÷ range + 1), for a maximum above 1, as the Global Innovation Index 2020 has it;
//! - `LogBySkew`: `LogOfRange` for a tail of high figures, −ln(max − x + 0.01 · range) for one of low figures;
//! - `BoxCox`: (yᵏ − 1) ÷ k, or ln y for k = 0, where k stands for λ and y is x, or x − min + 1. G. E. P. Box and D. R. Cox,
//!   "An analysis of transformations", Journal of the Royal Statistical Society B 26 (1964) 211–252. The likeliest λ
//!   maximises −n/2 · ln(Σ(z − z̄)² ÷ n) + (λ − 1) Σ ln y of the bent z, between −5 and 5, by golden section.
//!
//! Zeros and negatives: refused by the curves that take figures as they are, no matter for the shifted ones; the column
//! then stays as it is, with the reason. A constant column stays as it is. Missing figures stay missing.

use super::Shape;
use crate::stats::{Ordered, Undefined, count, finite};

/// A curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// Logarithm, shifted to begin at a hundredth of the range.
    LogOfRange,
    /// Logarithm, shifted to begin at 1.
    LogOfOne,
    /// Logarithm as it is.
    Log,
    /// Logarithm of figures stretched from 1 to the maximum.
    LogToMax,
    /// Logarithm towards the side of the tail.
    LogBySkew,
    /// Box and Cox.
    BoxCox {
        /// The exponent.
        lambda: Lambda,
        /// Whether figures are shifted to begin at 1.
        shifted: bool,
    },
}

/// The exponent of [`Curve::BoxCox`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lambda {
    /// This one.
    Given(f64),
    /// The one that makes the bent figures most like normal ones.
    Likeliest,
}

/// Why a curve is not defined for a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbent {
    /// It needs figures above zero.
    NotPositive,
    /// It needs a maximum above 1.
    MaximumTooLow,
    /// There are no figures, all are equal, or the result leaves the range of numbers.
    Undefined(Undefined),
}

impl Curve {
    /// The bent column, NaN where it was NaN.
    pub(super) fn bend(
        self,
        column: &[f64],
        ordered: &Ordered,
        shape: Result<Shape, Undefined>,
    ) -> Result<Vec<f64>, Unbent> {
        let (Some(min), Some(max)) = (ordered.min(), ordered.max()) else {
            return Err(Unbent::Undefined(Undefined::TooFew { found: 0, needed: 1 }));
        };
        if min >= max {
            return Err(Unbent::Undefined(Undefined::Constant));
        }
        let range = finite(max - min).map_err(Unbent::Undefined)?;
        let low_tail = shape.is_ok_and(|shape| shape.skewness < 0.0);
        match self {
            Self::LogOfRange => each(column, |x| libm::log(x - min + 0.01 * range)),
            Self::LogOfOne => each(column, |x| libm::log(x - min + 1.0)),
            Self::Log | Self::BoxCox { shifted: false, .. } if min <= 0.0 => Err(Unbent::NotPositive),
            Self::Log => each(column, libm::log),
            Self::LogToMax if max <= 1.0 => Err(Unbent::MaximumTooLow),
            Self::LogToMax => each(column, |x| libm::log((max - 1.0) * ((x - min) / range) + 1.0)),
            Self::LogBySkew if low_tail => each(column, |x| -libm::log(max - x + 0.01 * range)),
            Self::LogBySkew => each(column, |x| libm::log(x - min + 0.01 * range)),
            Self::BoxCox { lambda, shifted } => {
                let positive = |x: f64| if shifted { x - min + 1.0 } else { x };
                let lambda = match lambda {
                    Lambda::Given(lambda) => lambda,
                    Lambda::Likeliest => likeliest(ordered.figures().iter().map(|&x| positive(x)).collect()),
                };
                each(column, |x| power(positive(x), lambda))
            }
        }
    }
}

fn each(column: &[f64], curve: impl Fn(f64) -> f64) -> Result<Vec<f64>, Unbent> {
    let bent = column.iter().map(|&x| if x.is_nan() { Ok(x) } else { finite(curve(x)) });
    bent.collect::<Result<Vec<f64>, Undefined>>().map_err(Unbent::Undefined)
}

fn power(y: f64, lambda: f64) -> f64 {
    if lambda == 0.0 { libm::log(y) } else { libm::expm1(lambda * libm::log(y)) / lambda }
}

/// The λ of the greatest likelihood for ascending figures above zero, to about 1e-9.
fn likeliest(figures: Vec<f64>) -> f64 {
    let n = count(figures.len());
    let logs: Vec<f64> = figures.into_iter().map(libm::log).collect();
    let sum: f64 = logs.iter().sum();
    let likelihood = |lambda: f64| {
        let bent = |log: &f64| if lambda == 0.0 { *log } else { libm::expm1(lambda * log) / lambda };
        let mean = logs.iter().map(bent).sum::<f64>() / n;
        let squares: f64 = logs.iter().map(|log| (bent(log) - mean) * (bent(log) - mean)).sum();
        let value = -n / 2.0 * libm::log(squares / n) + (lambda - 1.0) * sum;
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    };
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-5.0, 5.0);
    for _ in 0..48 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if likelihood(left) >= likelihood(right) {
            high = right;
        } else {
            low = left;
        }
    }
    f64::midpoint(low, high)
}
