//! Benchmarks: what a figure is measured against.

use crate::gather::{Gathering, gather};
use crate::matrix::Groups;
use crate::stats::Ordered;
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
    /// The figure below which this share of the figures lies, linear between neighbours (quantile of type 7, see
    /// [`Ordered`]): 0.5 is the median.
    Percentile {
        /// The share, from 0 to 1.
        share: f64,
        /// Over whom.
        scope: Scope,
    },
    /// Another figure of the subject itself, from the item's column of [`Data::own`](crate::Data::own): its target, its
    /// level of the base year. Above zero where figures are divided by it.
    Own,
}

impl Benchmark {
    /// Over whom it is taken; a fixed one holds for all.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Fixed(_) | Self::Own => Scope::Population,
            Self::Mean { scope, .. }
            | Self::Highest { scope }
            | Self::Lowest { scope }
            | Self::Percentile { scope, .. } => scope,
        }
    }

    /// Its value for the members of one scope, from `figures` (NaN = missing); none where nobody has a figure, and for the
    /// subject's own.
    ///
    /// May be zero, negative or infinite: the caller decides what that means.
    #[must_use]
    pub fn value(self, figures: impl Iterator<Item = f64>) -> Option<f64> {
        if let Self::Percentile { share, .. } = self {
            return percentile(&figures.collect::<Vec<_>>(), share);
        }
        let mut gathered = self.gathering();
        figures.for_each(|figure| gathered.take(&[figure]));
        self.of(&gathered)
    }

    /// Its value for each scope: see [`Self::value`]. One value that holds for all where it is not taken by group.
    pub(crate) fn values(self, column: &[f64], groups: &Groups, threads: Threads) -> Vec<Option<f64>> {
        if let Self::Percentile { share, scope } = self {
            let mut apart = vec![Vec::new(); groups.scopes(scope)];
            for (at, &figure) in column.iter().enumerate() {
                apart[groups.place(scope, at)].push(figure);
            }
            return apart.iter().map(|figures| percentile(figures, share)).collect();
        }
        gather(self.gathering(), column, groups, self.scope(), threads)
            .iter()
            .map(|gathered| self.of(gathered))
            .collect()
    }

    fn gathering(self) -> Gathering {
        match self {
            Self::Fixed(_) | Self::Percentile { .. } | Self::Own => Gathering::Nothing,
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

/// The quantile of the figures that are there. Adding zero takes the sign off a zero.
fn percentile(figures: &[f64], share: f64) -> Option<f64> {
    Ordered::of(figures).quantile(share).ok().map(|value| value + 0.0)
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

    #[test]
    fn a_percentile_lies_between_its_neighbours_by_group_or_over_all() {
        let column = [4.0, f64::NAN, 1.0, 2.0, 10.0];
        let values = |share, scope| {
            let groups = Groups::new(vec![0, 0, 0, 1, 1]);
            Benchmark::Percentile { share, scope }.values(&column, &groups, Threads::ONE)
        };
        // 1, 2, 4, 10: the place 3 × 0.75 = 2.25 is 4 + 0.25 × 6.
        assert_eq!(values(0.75, Scope::Population), [Some(5.5)]);
        // 1 and 4; 2 and 10.
        assert_eq!(values(0.5, Scope::Group), [Some(2.5), Some(6.0)]);
        let nobody = Benchmark::Percentile { share: 0.5, scope: Scope::Population };
        assert_eq!(nobody.value([f64::NAN].into_iter()), None);
    }
}
