//! Benchmarks: what a figure is measured against.

use crate::gather::{Gathering, gather};
use crate::matrix::Groups;
use crate::sum::Mean;
use crate::threads::Threads;

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
        let mut gathered = self.gathering();
        figures.for_each(|figure| gathered.take(&[figure]));
        self.of(&gathered)
    }

    /// Its value for each scope: see [`Self::value`]. One value that holds for all where it is not taken by group.
    pub(crate) fn values(self, column: &[f64], groups: &Groups, threads: Threads) -> Vec<Option<f64>> {
        gather(self.gathering(), column, groups, self.scope(), threads)
            .iter()
            .map(|gathered| self.of(gathered))
            .collect()
    }

    fn gathering(self) -> Gathering {
        match self {
            Self::Fixed(_) => Gathering::Nothing,
            Self::Mean { .. } => Gathering::Mean(Mean::default()),
            Self::Highest { .. } => Gathering::Highest(None),
            Self::Lowest { .. } => Gathering::Lowest(None),
        }
    }

    fn of(self, gathered: &Gathering) -> Option<f64> {
        match (self, gathered) {
            (Self::Fixed(value), _) => Some(value),
            (Self::Mean { times, .. }, Gathering::Mean(mean)) => mean.value().map(|mean| times * mean),
            (_, Gathering::Highest(found) | Gathering::Lowest(found)) => *found,
            _ => None,
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
