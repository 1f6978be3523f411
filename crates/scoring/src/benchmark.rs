//! Benchmarks: what a figure is measured against.

use crate::sum;

/// Over whom a benchmark, a minimum, a mean, a rank or a quota is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All subjects.
    #[default]
    Population,
    /// The subjects of the same group.
    Group,
}

/// What a figure is measured against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Benchmark {
    /// A stated number; above zero where figures are divided by it.
    Fixed(f64),
    /// `times` × the mean of the figures that are there.
    Mean {
        /// The multiple, above zero.
        times: f64,
        /// Over whom.
        scope: Scope,
    },
    /// The largest figure.
    Highest {
        /// Over whom.
        scope: Scope,
    },
    /// The smallest figure: the best where less is better.
    Lowest {
        /// Over whom.
        scope: Scope,
    },
}

impl Benchmark {
    /// Over whom it is taken; a fixed one holds for all.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Fixed(_) => Scope::Population,
            Self::Mean { scope, .. } | Self::Highest { scope } | Self::Lowest { scope } => scope,
        }
    }

    /// Its value for the members of one scope, from `figures` (NaN = missing); none where nobody has a figure.
    ///
    /// May be zero, negative or infinite: the caller decides what that means.
    #[must_use]
    pub fn value(self, figures: impl Iterator<Item = f64>) -> Option<f64> {
        match self {
            Self::Fixed(value) => Some(value),
            Self::Mean { times, .. } => sum::mean(figures).map(|mean| times * mean),
            Self::Highest { .. } => figures.filter(|figure| !figure.is_nan()).reduce(f64::max),
            Self::Lowest { .. } => figures.filter(|figure| !figure.is_nan()).reduce(f64::min),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_and_an_extreme_look_only_at_figures_that_are_there() {
        let figures = || [4.0, f64::NAN, 2.0].into_iter();
        let scope = Scope::Population;
        assert_eq!(Benchmark::Mean { times: 2.0, scope }.value(figures()), Some(6.0));
        assert_eq!(Benchmark::Highest { scope }.value(figures()), Some(4.0));
        assert_eq!(Benchmark::Lowest { scope }.value(figures()), Some(2.0));
        assert_eq!(Benchmark::Highest { scope }.value([f64::NAN].into_iter()), None);
    }
}
