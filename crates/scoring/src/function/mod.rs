//! Item functions: from a figure to the share of the item's weight it earns. One file per method.

mod basis;
mod check;
pub mod classes;
pub mod count;
pub mod inverse;
pub mod min_max;
pub mod ratio;
pub mod steps;
pub mod target;

use crate::benchmark::{Benchmark, Scope};
use crate::matrix::Groups;
use crate::missing::MissingCause;
use crate::threads::Threads;

pub(crate) use basis::Found;
pub use basis::{Basis, Limit};
pub use classes::Classes;
pub use steps::{Falling, Steps};

/// How a figure earns its share of the weight; direction is expressed through the function.
///
/// Caps and floors are multiples of the weight: a cap of 1 is full points, a floor of 0 no points.
#[derive(Clone, Debug, PartialEq)]
pub enum Function {
    /// figure ÷ benchmark: [`ratio`]. Attainment of a target is figure ÷ target with a cap, the target fixed or the
    /// subject's own ([`Benchmark::Own`]).
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
    /// The level of the subject's own base year earns a share, each further step of growth a share more: [`steps`].
    Steps(Steps),
    /// The class whose bound the figure meets decides the share: [`classes`].
    Classes(Classes),
    /// figure × each, between 0 and the cap, so many points for every one counted: [`count`].
    Count {
        /// What one earns, as a multiple of the weight, above 0; stated in points it is points ÷ weight.
        each: f64,
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

    /// Whether it holds a figure against another of the same subject, which stands in a column of
    /// [`Data::own`](crate::Data::own): its level of the base year, its own target.
    #[must_use]
    pub const fn needs_own(&self) -> bool {
        match self {
            Self::Ratio { benchmark, .. } | Self::Inverse { benchmark, .. } => matches!(benchmark, Benchmark::Own),
            Self::Target { base, target, .. } => matches!(base, Benchmark::Own) || matches!(target, Benchmark::Own),
            Self::Steps(_) => true,
            Self::MinMax { .. } | Self::Classes(_) | Self::Count { .. } => false,
        }
    }

    /// Over whom its bases are taken.
    pub(crate) fn scope(&self) -> Scope {
        match *self {
            Self::Ratio { benchmark, .. } | Self::Inverse { benchmark, .. } => benchmark.scope(),
            Self::MinMax { scope, .. } => scope,
            Self::Target { base, target, .. } => target::scope(base, target),
            Self::Steps(_) | Self::Classes(_) | Self::Count { .. } => Scope::Population,
        }
    }

    /// What the figures of `column` are measured against: one basis per scope, or why there is none. Where the subject's
    /// own figure belongs to it, [`Self::with_own`] puts it in.
    pub(crate) fn bases(&self, column: &[f64], groups: &Groups, threads: Threads) -> Vec<Found> {
        match self {
            &Self::Ratio { benchmark, .. } | &Self::Inverse { benchmark, .. } => {
                benchmark.values(column, groups, threads).into_iter().map(divisor).collect()
            }
            &Self::MinMax { scope, .. } => min_max::bases(column, groups, scope, threads),
            &Self::Target { base, target, .. } => target::bases(column, groups, base, target, threads),
            Self::Steps(_) => vec![divisor(None)],
            Self::Classes(classes) => vec![Ok(classes.basis(0))],
            &Self::Count { each, cap } => vec![Ok(Basis::Most(cap / each))],
        }
    }

    /// The basis of a subject whose own figure is `own`, where all have `common` in common.
    pub(crate) fn with_own(&self, own: f64, common: Found) -> Found {
        if own.is_nan() {
            return Err(MissingCause::NoOwnFigure);
        }
        match *self {
            Self::Target { base, target, .. } => target::with_own(own, base, target, common),
            Self::Steps(_) if own > 0.0 => Ok(Basis::Base(own)),
            _ => divisor(Some(own)),
        }
    }

    /// The basis as a cell shows it: of threshold classes that of the figure.
    pub(crate) fn shown(&self, figure: f64, basis: Basis) -> Basis {
        match self {
            Self::Classes(classes) => classes.class(figure).map_or(basis, |class| classes.basis(class)),
            _ => basis,
        }
    }

    /// The share of the weight that a figure earns, and what limited it; NaN where the figure is missing.
    #[inline]
    pub(crate) fn share(&self, figure: f64, basis: Basis) -> (f64, Option<Limit>) {
        match (self, basis) {
            (&Self::Ratio { cap, floor, .. }, Basis::Benchmark(basis)) => ratio::share(figure, basis, floor, cap),
            (&Self::Inverse { cap, .. }, Basis::Benchmark(basis)) => inverse::share(figure, basis, cap),
            (&Self::MinMax { floor, .. }, Basis::MinMax { min, max }) => min_max::share(figure, min, max, floor),
            (&Self::Target { cap, .. }, Basis::Target { base, target }) => target::share(figure, base, target, cap),
            (Self::Steps(steps), Basis::Base(base)) => steps.share(figure, base),
            (Self::Classes(classes), _) => (classes.share(figure), None),
            (&Self::Count { each, cap }, _) => count::share(figure, each, cap),
            _ => (f64::NAN, None),
        }
    }

    /// The shares of many figures held against the same basis: [`Self::share`] with the choice of method before the loop.
    pub(crate) fn shares(&self, figures: &[f64], basis: Basis, shares: &mut [f64]) {
        fn fill(figures: &[f64], shares: &mut [f64], share: impl Fn(f64) -> (f64, Option<Limit>)) {
            shares.iter_mut().zip(figures).for_each(|(own, &figure)| *own = share(figure).0);
        }
        match (self, basis) {
            (&Self::Ratio { cap, floor, .. }, Basis::Benchmark(basis)) => {
                fill(figures, shares, |figure| ratio::share(figure, basis, floor, cap));
            }
            (&Self::Inverse { cap, .. }, Basis::Benchmark(basis)) => {
                fill(figures, shares, |figure| inverse::share(figure, basis, cap));
            }
            (&Self::MinMax { floor, .. }, Basis::MinMax { min, max }) => {
                fill(figures, shares, |figure| min_max::share(figure, min, max, floor));
            }
            (&Self::Target { cap, .. }, Basis::Target { base, target }) => {
                fill(figures, shares, |figure| target::share(figure, base, target, cap));
            }
            _ => fill(figures, shares, |figure| self.share(figure, basis)),
        }
    }
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

/// The shares and limits of a column, for the tests of the methods.
#[cfg(test)]
fn normalised(function: &Function, column: &[f64], groups: &Groups) -> (Vec<f64>, Vec<Option<Limit>>, Vec<Found>) {
    let bases = function.bases(column, groups, Threads::ONE);
    let share = |(at, &figure)| match bases[groups.place(function.scope(), at)] {
        Ok(found) => function.share(figure, found),
        Err(_) => (f64::NAN, None),
    };
    let (shares, limits) = column.iter().enumerate().map(share).unzip();
    (shares, limits, bases)
}
