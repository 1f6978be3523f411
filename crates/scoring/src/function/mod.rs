//! Item functions: from a figure to the share of the item's weight it earns. One file per method.

pub mod inverse;
pub mod min_max;
pub mod ratio;
pub mod target;

use crate::benchmark::{Benchmark, Scope};
use crate::error::ScoringError;
use crate::matrix::Groups;
use crate::missing::MissingCause;
use crate::threads::Threads;

/// How a figure earns its share of the weight; direction is expressed through the function.
///
/// Caps and floors are multiples of the weight: a cap of 1 is full points, a floor of 0 no points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    /// figure ÷ benchmark: [`ratio`].
    Ratio {
        /// Measured against.
        benchmark: Benchmark,
        /// At most this multiple of the weight.
        cap: Option<f64>,
        /// At least this multiple of the weight.
        floor: Option<f64>,
    },
    /// \[floor + (100 − floor) × (figure − min) ÷ (max − min)\] ÷ 100. Where all figures are equal, everyone who has
    /// one gets full points and the cell says so ([`Limit::Constant`]): [`min_max`].
    MinMax {
        /// What the lowest figure earns, in per cent of the weight: 0 to 100.
        floor: f64,
        /// Over whom minimum and maximum are taken.
        scope: Scope,
    },
    /// 2 − figure ÷ benchmark, not below 0: nothing from twice the benchmark on: [`inverse`].
    Inverse {
        /// Measured against; by custom the mean.
        benchmark: Benchmark,
        /// At most this multiple of the weight; without one, a figure of zero earns twice the weight.
        cap: Option<f64>,
    },
    /// (figure − base) ÷ (target − base), between 0 and the cap. A target below the base rewards small figures: [`target`].
    Target {
        /// Earns nothing.
        base: Benchmark,
        /// Earns the weight; not the base.
        target: Benchmark,
        /// At most this multiple of the weight.
        cap: f64,
    },
}

impl Function {
    /// figure ÷ benchmark, at most the weight.
    #[must_use]
    pub const fn capped_ratio(benchmark: Benchmark) -> Self {
        Self::Ratio { benchmark, cap: Some(1.0), floor: None }
    }

    /// 2 − figure ÷ mean of the population, at most the weight.
    #[must_use]
    pub const fn inverse() -> Self {
        Self::Inverse { benchmark: Benchmark::Mean { times: 1.0, scope: Scope::Population }, cap: Some(1.0) }
    }

    /// Refuses parameters out of their range.
    pub(crate) fn check(&self, id: &str) -> Result<(), ScoringError> {
        match *self {
            Self::Ratio { benchmark, cap, floor } => {
                check_divisor(id, benchmark)?;
                check_cap(id, cap)?;
                let most = cap.unwrap_or(f64::MAX);
                check(id, "floor", floor, "a finite number not above the cap", |floor| floor <= most)
            }
            Self::Inverse { benchmark, cap } => {
                check_divisor(id, benchmark)?;
                check_cap(id, cap)
            }
            Self::MinMax { floor, .. } => {
                check(id, "floor", Some(floor), "between 0 and 100", |floor| (0.0..=100.0).contains(&floor))
            }
            Self::Target { base, target, cap } => {
                check_cap(id, Some(cap))?;
                check_benchmark(id, "base", base)?;
                check_benchmark(id, "target", target)?;
                match (base, target) {
                    (Benchmark::Fixed(base), Benchmark::Fixed(target)) => {
                        check(id, "target", Some(target), "other than the base", |target| (target - base).abs() > 0.0)
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// Over whom its bases are taken.
    pub(crate) fn scope(&self) -> Scope {
        match *self {
            Self::Ratio { benchmark, .. } | Self::Inverse { benchmark, .. } => benchmark.scope(),
            Self::MinMax { scope, .. } => scope,
            Self::Target { base, target, .. } => target::scope(base, target),
        }
    }

    /// What the figures of `column` are measured against: one basis per scope, or why there is none.
    pub(crate) fn bases(&self, column: &[f64], groups: &Groups, threads: Threads) -> Vec<Found> {
        match *self {
            Self::Ratio { benchmark, .. } | Self::Inverse { benchmark, .. } => {
                benchmark.values(column, groups, threads).into_iter().map(divisor).collect()
            }
            Self::MinMax { scope, .. } => min_max::bases(column, groups, scope, threads),
            Self::Target { base, target, .. } => target::bases(column, groups, base, target, threads),
        }
    }

    /// The share of the weight that a figure earns, and what limited it; NaN where the figure is missing.
    #[inline]
    pub(crate) fn share(&self, figure: f64, basis: Basis) -> (f64, Option<Limit>) {
        match (*self, basis) {
            (Self::Ratio { cap, floor, .. }, Basis::Benchmark(basis)) => ratio::share(figure, basis, floor, cap),
            (Self::Inverse { cap, .. }, Basis::Benchmark(basis)) => inverse::share(figure, basis, cap),
            (Self::MinMax { floor, .. }, Basis::MinMax { min, max }) => min_max::share(figure, min, max, floor),
            (Self::Target { cap, .. }, Basis::Target { base, target }) => target::share(figure, base, target, cap),
            _ => (f64::NAN, None),
        }
    }

    /// The shares of many figures held against the same basis: [`Self::share`] with the choice of method before the loop.
    pub(crate) fn shares(&self, figures: &[f64], basis: Basis, shares: &mut [f64]) {
        fn fill(figures: &[f64], shares: &mut [f64], share: impl Fn(f64) -> (f64, Option<Limit>)) {
            shares.iter_mut().zip(figures).for_each(|(own, &figure)| *own = share(figure).0);
        }
        match (*self, basis) {
            (Self::Ratio { cap, floor, .. }, Basis::Benchmark(basis)) => {
                fill(figures, shares, |figure| ratio::share(figure, basis, floor, cap));
            }
            (Self::Inverse { cap, .. }, Basis::Benchmark(basis)) => {
                fill(figures, shares, |figure| inverse::share(figure, basis, cap));
            }
            (Self::MinMax { floor, .. }, Basis::MinMax { min, max }) => {
                fill(figures, shares, |figure| min_max::share(figure, min, max, floor));
            }
            (Self::Target { cap, .. }, Basis::Target { base, target }) => {
                fill(figures, shares, |figure| target::share(figure, base, target, cap));
            }
            _ => shares.fill(f64::NAN),
        }
    }
}

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

/// What is not above zero cannot be divided by.
fn divisor(found: Option<f64>) -> Found {
    match found {
        Some(value) if value > 0.0 => Ok(Basis::Benchmark(value)),
        found => Err(MissingCause::NoBenchmark { found }),
    }
}

/// `share` held between `floor` and `cap`, and which of them held it.
#[inline]
fn limited(share: f64, floor: Option<f64>, cap: Option<f64>) -> (f64, Option<Limit>) {
    let (least, most) = (floor.unwrap_or(f64::NEG_INFINITY), cap.unwrap_or(f64::INFINITY));
    if share > most {
        (most, Some(Limit::Capped))
    } else if share < least {
        (least, Some(Limit::Floored))
    } else {
        (share, None)
    }
}

fn check_divisor(id: &str, benchmark: Benchmark) -> Result<(), ScoringError> {
    check_benchmark(id, "benchmark", benchmark)?;
    match benchmark {
        Benchmark::Fixed(value) => check(id, "benchmark", Some(value), "above zero", |value| value > 0.0),
        _ => Ok(()),
    }
}

fn check_benchmark(id: &str, parameter: &'static str, benchmark: Benchmark) -> Result<(), ScoringError> {
    match benchmark {
        Benchmark::Fixed(value) => check(id, parameter, Some(value), "a finite number", |_| true),
        Benchmark::Mean { times, .. } => check(id, "times", Some(times), "above zero", |times| times > 0.0),
        Benchmark::Highest { .. } | Benchmark::Lowest { .. } => Ok(()),
    }
}

fn check_cap(id: &str, cap: Option<f64>) -> Result<(), ScoringError> {
    check(id, "cap", cap, "above zero", |cap| cap > 0.0)
}

fn check(
    id: &str,
    parameter: &'static str,
    value: Option<f64>,
    expected: &'static str,
    fits: impl Fn(f64) -> bool,
) -> Result<(), ScoringError> {
    match value {
        Some(value) if !value.is_finite() || !fits(value) => {
            Err(ScoringError::Parameter { id: id.to_owned(), parameter, value, expected })
        }
        _ => Ok(()),
    }
}

/// The shares and limits of a column, for the tests of the methods.
#[cfg(test)]
fn normalised(function: Function, column: &[f64], groups: &Groups) -> (Vec<f64>, Vec<Option<Limit>>, Vec<Found>) {
    let bases = function.bases(column, groups, Threads::ONE);
    let share = |(at, &figure)| match bases[groups.place(function.scope(), at)] {
        Ok(found) => function.share(figure, found),
        Err(_) => (f64::NAN, None),
    };
    let (shares, limits) = column.iter().enumerate().map(share).unzip();
    (shares, limits, bases)
}
