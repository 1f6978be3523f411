//! Treatment of outliers: figures so far out that they would decide an indicator alone are moved, and marked.
//!
//! An indicator is taken to have outliers while |skewness| ≥ 2 and kurtosis ≥ 3.5 (type 2; the bounds are parameters). The
//! usual treatment winsorises point by point ([`winsorise`]) and, where that is not enough, drops this and bends the original
//! column by a logarithm ([`curve`]). Each indicator has its own rule. Every figure that was moved is marked; for each
//! indicator it is told how skewed it was before and after.
//!
//! A column that is constant or too short has no skewness: it stays as it is and says why. Handbook on Constructing Composite
//! Indicators (OECD and JRC, 2008), steps 3 and 5; the order of the treatments is that of the JRC's COIN tool.

pub mod curve;
pub mod winsorise;

use crate::error::ScoringError;
use crate::index::framework::Framework;
use crate::matrix::Matrix;
use crate::stats::{Ordered, Undefined};

pub use curve::{Curve, Lambda, Unbent};

/// When an indicator is taken to have outliers: both bounds reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// From this skewness on, of either sign.
    pub skewness: f64,
    /// From this kurtosis on.
    pub kurtosis: f64,
}

impl Default for Bounds {
    /// Skewness 2 and kurtosis 3.5.
    fn default() -> Self {
        Self { skewness: 2.0, kurtosis: 3.5 }
    }
}

/// Skewness and kurtosis, type 2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Skewness.
    pub skewness: f64,
    /// Kurtosis in excess of the normal's.
    pub kurtosis: f64,
}

impl Shape {
    /// The shape of a column.
    ///
    /// # Errors
    /// As [`Ordered::shape`].
    pub fn of(ordered: &Ordered) -> Result<Self, Undefined> {
        ordered.shape().map(|(skewness, kurtosis)| Self { skewness, kurtosis })
    }

    /// Whether it is inside one of the bounds at least.
    #[must_use]
    pub fn passes(self, bounds: Bounds) -> bool {
        self.skewness.abs() < bounds.skewness || self.kurtosis < bounds.kurtosis
    }
}

/// How one indicator is treated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treatment {
    /// Not at all.
    None,
    /// While the bounds are reached: point by point, and if that is not enough by a curve.
    Winsorise {
        /// When there is something to treat.
        bounds: Bounds,
        /// No further round begins once so many points have been moved; at most [`winsorise::MOST_POINTS`].
        points: usize,
        /// What is done to the original column if the bounds are reached still.
        then: Option<Curve>,
    },
    /// By a curve: always, or only when bounds are reached.
    Bend {
        /// The curve.
        curve: Curve,
        /// When; none: always.
        bounds: Option<Bounds>,
    },
    /// Figures beyond two quantiles are set to these.
    Trim {
        /// The lower share, from 0.
        low: f64,
        /// The upper share, to 1.
        high: f64,
    },
}

impl Default for Treatment {
    /// At most five points, then the logarithm shifted by a hundredth of the range.
    fn default() -> Self {
        Self::Winsorise { bounds: Bounds::default(), points: 5, then: Some(Curve::LogOfRange) }
    }
}

/// By what a figure was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Down to the highest that was left.
    Down,
    /// Up to the lowest that was left.
    Up,
    /// By the curve, with the whole column.
    Bent,
}

/// A figure that was moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The indicator, by number.
    pub indicator: usize,
    /// The row.
    pub row: usize,
    /// The figure before.
    pub from: f64,
    /// The figure now.
    pub to: f64,
    /// By what.
    pub by: Moved,
}

/// Why a column stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// It has no skewness and kurtosis, or no quantiles.
    Undefined(Undefined),
    /// It has two different figures: moving one would leave a constant, and a curve keeps the shape.
    TwoLevels,
    /// The curve is not defined for it.
    Unbent(Unbent),
}

/// What became of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule is [`Treatment::None`].
    NoRule,
    /// The bounds were not reached.
    Sound,
    /// It was treated and is now inside the bounds, or there are none.
    Treated,
    /// It was treated and the bounds are reached still.
    StillOut,
    /// Nothing could be done.
    LeftAlone(Alone),
}

/// What was found and done for one indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detail {
    /// The shape before.
    pub before: Result<Shape, Undefined>,
    /// Winsorised points, and the shape with them, also where the curve has replaced them.
    pub winsorised: Option<(usize, Result<Shape, Undefined>)>,
    /// The curve, and the shape after it.
    pub bent: Option<(Curve, Result<Shape, Undefined>)>,
    /// What became of it.
    pub outcome: Outcome,
}

/// The treated figures.
#[derive(Clone, Debug)]
pub struct Treated {
    /// One column per indicator, NaN where missing.
    pub matrix: Matrix,
    /// Every figure that was moved, by indicator and row.
    pub marks: Vec<Mark>,
    /// By indicator.
    pub details: Vec<Detail>,
}

/// Treats each indicator by its rule; `matrix` and `rules` have one entry per indicator. All rows are looked at together.
///
/// # Errors
/// [`ScoringError::Columns`]; [`ScoringError::Parameter`] for more points than can be winsorised, bounds that are NaN, shares that do not ascend from 0 to 1, and
/// a λ that is not finite.
pub fn treat(framework: &Framework, matrix: &Matrix, rules: &[Treatment]) -> Result<Treated, ScoringError> {
    framework.check_columns("treatment: figures", matrix.width())?;
    framework.check_columns("treatment: rules", rules.len())?;
    for (id, rule) in framework.ids().iter().zip(rules) {
        rule.check(id)?;
    }
    let mut marks = Vec::new();
    let mut details = Vec::with_capacity(rules.len());
    let mut columns = matrix.columns().to_vec();
    for (indicator, (column, rule)) in columns.iter_mut().zip(rules).enumerate() {
        let mut mark = |row, from: f64, to: f64, by| {
            if (to - from).abs() > 0.0 {
                marks.push(Mark { indicator, row, from, to, by });
            }
        };
        details.push(rule.apply(column, &mut mark));
    }
    Ok(Treated { matrix: Matrix::new(matrix.subjects(), columns)?, marks, details })
}

impl Treatment {
    fn check(&self, id: &str) -> Result<(), ScoringError> {
        let wrong =
            |parameter, value, expected| Err(ScoringError::Parameter { id: id.to_owned(), parameter, value, expected });
        let (bounds, curve) = match *self {
            Self::None => (None, None),
            Self::Winsorise { points, .. } if points > winsorise::MOST_POINTS => {
                return wrong("points", crate::stats::count(points), "at most 1,000");
            }
            Self::Winsorise { bounds, then, .. } => (Some(bounds), then),
            Self::Bend { curve, bounds } => (bounds, Some(curve)),
            Self::Trim { low, high } => {
                let ascending = 0.0 <= low && low <= high && high <= 1.0;
                return if ascending { Ok(()) } else { wrong("trim", low, "from 0, up to the upper share, up to 1") };
            }
        };
        if let Some(bounds) = bounds {
            for (parameter, value) in [("skewness", bounds.skewness), ("kurtosis", bounds.kurtosis)] {
                if value.is_nan() {
                    return wrong(parameter, value, "a number");
                }
            }
        }
        match curve {
            Some(Curve::BoxCox { lambda: Lambda::Given(lambda), .. }) if !lambda.is_finite() => {
                wrong("lambda", lambda, "finite")
            }
            _ => Ok(()),
        }
    }

    fn apply(&self, column: &mut [f64], mark: &mut impl FnMut(usize, f64, f64, Moved)) -> Detail {
        let ordered = Ordered::of(column);
        let before = Shape::of(&ordered);
        let mut detail = Detail { before, winsorised: None, bent: None, outcome: Outcome::NoRule };
        detail.outcome = match *self {
            Self::None => Outcome::NoRule,
            Self::Trim { low, high } => match (ordered.quantile(low), ordered.quantile(high)) {
                (Ok(low), Ok(high)) => {
                    clip(column, low, high, mark);
                    Outcome::Treated
                }
                (Err(why), _) | (_, Err(why)) => Outcome::LeftAlone(Alone::Undefined(why)),
            },
            Self::Bend { curve, bounds } => match (before, bounds) {
                (Err(why), Some(_)) => Outcome::LeftAlone(Alone::Undefined(why)),
                (Ok(shape), Some(bounds)) if shape.passes(bounds) => Outcome::Sound,
                _ => bend(column, &ordered, curve, bounds, &mut detail, mark),
            },
            Self::Winsorise { bounds, points, then } => match before {
                Err(why) => Outcome::LeftAlone(Alone::Undefined(why)),
                Ok(shape) if shape.passes(bounds) => Outcome::Sound,
                Ok(_) if ordered.repeats().0 < 3 => Outcome::LeftAlone(Alone::TwoLevels),
                Ok(shape) => {
                    let clipped = winsorise::winsorise(&ordered, shape, bounds, points);
                    detail.winsorised = Some((clipped.points, clipped.shape));
                    let enough = clipped.shape.is_ok_and(|shape| shape.passes(bounds));
                    match then {
                        Some(curve) if !enough => bend(column, &ordered, curve, Some(bounds), &mut detail, mark),
                        _ => {
                            clip(column, clipped.low, clipped.high, mark);
                            if enough { Outcome::Treated } else { Outcome::StillOut }
                        }
                    }
                }
            },
        };
        detail
    }
}

/// Moves what is beyond `low` and `high` to these.
fn clip(column: &mut [f64], low: f64, high: f64, mark: &mut impl FnMut(usize, f64, f64, Moved)) {
    for (row, figure) in column.iter_mut().enumerate() {
        let from = *figure;
        if from > high {
            *figure = high;
            mark(row, from, high, Moved::Down);
        } else if from < low {
            *figure = low;
            mark(row, from, low, Moved::Up);
        }
    }
}

/// Bends the whole column, or leaves it alone where the curve is not defined for it.
fn bend(
    column: &mut [f64],
    ordered: &Ordered,
    curve: Curve,
    bounds: Option<Bounds>,
    detail: &mut Detail,
    mark: &mut impl FnMut(usize, f64, f64, Moved),
) -> Outcome {
    let bent = match curve.bend(column, ordered, detail.before) {
        Ok(bent) => bent,
        Err(why) => return Outcome::LeftAlone(Alone::Unbent(why)),
    };
    for (row, (figure, &to)) in column.iter_mut().zip(&bent).enumerate() {
        mark(row, *figure, to, Moved::Bent);
        *figure = to;
    }
    let after = Shape::of(&Ordered::of(column));
    detail.bent = Some((curve, after));
    match (after, bounds) {
        (Ok(shape), Some(bounds)) if shape.passes(bounds) => Outcome::Treated,
        (_, None) => Outcome::Treated,
        _ => Outcome::StillOut,
    }
}

#[cfg(test)]
mod tests;
