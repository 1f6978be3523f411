//! Attainment of a target: share = (figure − base) ÷ (target − base), between 0 and the cap.
//!
//! Zeros and negatives are figures like others. A target at its base, or one of them without figures: the missing rule
//! decides ([`NoBenchmark`](crate::MissingCause::NoBenchmark)), as for a missing figure. Source: goalposts of the UNDP
//! Human Development Report, technical note 1, and the attainment of plan targets in Chinese reviews.

use super::{Basis, Found, Limit, limited};
use crate::benchmark::{Benchmark, Scope};
use crate::matrix::Groups;
use crate::missing::MissingCause;
use crate::threads::Threads;

/// By group as soon as one of the ends is.
pub(super) fn scope(base: Benchmark, target: Benchmark) -> Scope {
    let by_group = base.scope() == Scope::Group || target.scope() == Scope::Group;
    if by_group { Scope::Group } else { Scope::Population }
}

pub(super) fn bases(
    column: &[f64],
    groups: &Groups,
    base: Benchmark,
    target: Benchmark,
    threads: Threads,
) -> Vec<Found> {
    let scope = scope(base, target);
    let values = |benchmark: Benchmark| {
        let values = benchmark.values(column, groups, threads);
        // What holds for all holds for each group.
        if benchmark.scope() == scope { values } else { vec![values[0]; groups.count()] }
    };
    values(base)
        .into_iter()
        .zip(values(target))
        .map(|ends| match ends {
            (Some(base), Some(target)) if (target - base).abs() > 0.0 => Ok(Basis::Target { base, target }),
            (_, found) => Err(MissingCause::NoBenchmark { found }),
        })
        .collect()
}

#[inline]
pub(super) fn share(figure: f64, base: f64, target: f64, cap: f64) -> (f64, Option<Limit>) {
    limited((figure - base) / (target - base), Some(0.0), Some(cap))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Function;
    use crate::function::normalised;

    fn shares(column: &[f64], base: f64, target: f64) -> Vec<f64> {
        let groups = Groups::one(column.len());
        let (base, target) = (Benchmark::Fixed(base), Benchmark::Fixed(target));
        normalised(Function::Target { base, target, cap: 1.0 }, column, &groups).0
    }

    #[test]
    fn growth_between_base_and_target_earns_its_part() {
        // Base 15 %, target 25 %: 20 % is half way.
        assert_eq!(shares(&[15.0, 20.0, 25.0, 40.0, 3.0], 15.0, 25.0), [0.0, 0.5, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_target_below_the_base_rewards_small_figures() {
        assert_eq!(shares(&[10.0, 8.0, 6.0], 10.0, 6.0), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn a_fixed_base_meets_the_best_of_each_group() {
        let groups = Groups::new(vec![0, 0, 1]);
        let best = Benchmark::Highest { scope: Scope::Group };
        let function = Function::Target { base: Benchmark::Fixed(0.0), target: best, cap: 1.0 };
        let (shares, ..) = normalised(function, &[5.0, 10.0, 20.0], &groups);
        assert_eq!(shares, [0.5, 1.0, 1.0]);
    }

    #[test]
    fn a_target_that_comes_out_at_its_base_measures_nothing() {
        let best = Benchmark::Highest { scope: Scope::Population };
        let function = Function::Target { base: Benchmark::Fixed(0.0), target: best, cap: 1.0 };
        let (_, _, bases) = normalised(function, &[0.0], &Groups::one(1));
        assert_eq!(bases, [Err(MissingCause::NoBenchmark { found: Some(0.0) })]);
    }
}
