//! Item functions: from a figure to the share of the item's weight it earns. One file per method.

mod inverse;
mod min_max;
mod ratio;
mod target;

use crate::benchmark::{Benchmark, Scope};
use crate::error::ScoringError;
use crate::matrix::Groups;
use crate::missing::MissingCause;

/// How a figure earns its share of the weight; direction is expressed through the function.
///
/// Caps and floors are multiples of the weight: a cap of 1 is full points, a floor of 0 no points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    /// figure ÷ benchmark.
    Ratio {
        /// Measured against.
        benchmark: Benchmark,
        /// At most this multiple of the weight.
        cap: Option<f64>,
        /// At least this multiple of the weight.
        floor: Option<f64>,
    },
    /// \[floor + (100 − floor) × (figure − min) ÷ (max − min)\] ÷ 100. Where all figures are equal, everyone who has
    /// one gets full points and the cell says so ([`Limit::Constant`]).
    MinMax {
        /// What the lowest figure earns, in per cent of the weight: 0 to 100.
        floor: f64,
        /// Over whom minimum and maximum are taken.
        scope: Scope,
    },
    /// 2 − figure ÷ benchmark, not below 0: nothing from twice the benchmark on.
    Inverse {
        /// Measured against; by custom the mean.
        benchmark: Benchmark,
        /// At most this multiple of the weight; without one, a figure of zero earns twice the weight.
        cap: Option<f64>,
    },
    /// (figure − base) ÷ (target − base), between 0 and the cap. A target below the base rewards small figures.
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

    /// What the figures of `column` are measured against, and the share each earns.
    pub(crate) fn normalise(&self, column: &[f64], groups: &Groups) -> Normalised {
        match *self {
            Self::Ratio { benchmark, cap, floor } => ratio::normalise(column, groups, benchmark, cap, floor),
            Self::MinMax { floor, scope } => min_max::normalise(column, groups, floor, scope),
            Self::Inverse { benchmark, cap } => inverse::normalise(column, groups, benchmark, cap),
            Self::Target { base, target, cap } => target::normalise(column, groups, base, target, cap),
        }
    }
}

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

/// One item's shares before weights: one entry per subject, and one basis per scope.
pub(crate) struct Normalised {
    /// Over whom the bases are taken.
    pub scope: Scope,
    /// The basis of the population, or of each group; why there is none.
    pub bases: Vec<Result<Basis, MissingCause>>,
    /// The share of the weight earned; NaN where the figure or the basis is missing.
    pub shares: Vec<f64>,
    /// What limited the share.
    pub limits: Vec<Option<Limit>>,
}

impl Normalised {
    /// Applies `share` to every figure that has a basis.
    fn each(
        column: &[f64],
        groups: &Groups,
        scope: Scope,
        bases: Vec<Result<Basis, MissingCause>>,
        share: impl Fn(f64, Basis) -> (f64, Option<Limit>),
    ) -> Self {
        let mut shares = Vec::with_capacity(column.len());
        let mut limits = Vec::with_capacity(column.len());
        for (subject, &figure) in column.iter().enumerate() {
            let (value, limit) = match bases[groups.place(scope, subject)] {
                Ok(found) if !figure.is_nan() => share(figure, found),
                _ => (f64::NAN, None),
            };
            shares.push(value);
            limits.push(limit);
        }
        Self { scope, bases, shares, limits }
    }

    /// The basis that holds for the subject at `position`.
    pub fn basis(&self, groups: &Groups, position: usize) -> Result<Basis, MissingCause> {
        self.bases[groups.place(self.scope, position)]
    }
}

/// The figures of each scope's members.
fn by_scope<T>(
    column: &[f64],
    groups: &Groups,
    scope: Scope,
    take: impl Fn(&mut dyn Iterator<Item = f64>) -> T,
) -> Vec<T> {
    groups.members(scope).iter().map(|members| take(&mut members.iter().map(|&at| column[at]))).collect()
}

/// The benchmark of each scope; one that is not above zero cannot be divided by.
fn benchmarks(column: &[f64], groups: &Groups, benchmark: Benchmark) -> Vec<Result<Basis, MissingCause>> {
    by_scope(column, groups, benchmark.scope(), |figures| match benchmark.value(figures) {
        Some(value) if value > 0.0 => Ok(Basis::Benchmark(value)),
        found => Err(MissingCause::NoBenchmark { found }),
    })
}

/// `share` held between `floor` and `cap`, and which of them held it.
fn limited(share: f64, floor: Option<f64>, cap: Option<f64>) -> (f64, Option<Limit>) {
    match (floor, cap) {
        (_, Some(cap)) if share > cap => (cap, Some(Limit::Capped)),
        (Some(floor), _) if share < floor => (floor, Some(Limit::Floored)),
        _ => (share, None),
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
