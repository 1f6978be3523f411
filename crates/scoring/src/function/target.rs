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
    match (base, target) {
        // The subject's own end is not known here; one beside the other stands in for it until it is.
        (Benchmark::Own, other) | (other, Benchmark::Own) => {
            let both = |found: Option<f64>| match found {
                Some(end) => Ok(Basis::Target { base: end, target: end }),
                None => Err(MissingCause::NoBenchmark { found }),
            };
            values(other).into_iter().map(both).collect()
        }
        _ => values(base).into_iter().zip(values(target)).map(|(base, target)| ends(base, target)).collect(),
    }
}

fn ends(base: Option<f64>, target: Option<f64>) -> Found {
    match (base, target) {
        (Some(base), Some(target)) if (target - base).abs() > 0.0 => Ok(Basis::Target { base, target }),
        (_, found) => Err(MissingCause::NoBenchmark { found }),
    }
}

/// The ends of a subject one of whose ends is its own figure; `common` has the other.
pub(super) fn with_own(own: f64, base: Benchmark, target: Benchmark, common: Found) -> Found {
    match (base, target, common?) {
        (Benchmark::Own, _, Basis::Target { target, .. }) => ends(Some(own), Some(target)),
        (_, Benchmark::Own, Basis::Target { base, .. }) => ends(Some(base), Some(own)),
        _ => Err(MissingCause::NoBenchmark { found: None }),
    }
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
        normalised(&Function::Target { base, target, cap: 1.0 }, column, &groups).0
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
        let (shares, ..) = normalised(&function, &[5.0, 10.0, 20.0], &groups);
        assert_eq!(shares, [0.5, 1.0, 1.0]);
    }

    #[test]
    fn the_own_base_meets_a_fixed_target_and_the_own_target_a_fixed_base() {
        let (own, fixed) = (Benchmark::Own, Benchmark::Fixed(25.0));
        let basis = |function: &Function, own: f64| {
            let common = function.bases(&[20.0], &Groups::one(1), Threads::ONE)[0];
            function.with_own(own, common)
        };
        // From 15 to 25, 20 is half way.
        let function = Function::Target { base: own, target: fixed, cap: 1.0 };
        let found = basis(&function, 15.0).unwrap();
        assert_eq!(found, Basis::Target { base: 15.0, target: 25.0 });
        assert_eq!(function.share(20.0, found), (0.5, None));
        assert_eq!(basis(&function, 25.0), Err(MissingCause::NoBenchmark { found: Some(25.0) }));
        assert_eq!(basis(&function, f64::NAN), Err(MissingCause::NoOwnFigure));
        let function = Function::Target { base: fixed, target: own, cap: 1.0 };
        assert_eq!(basis(&function, 15.0), Ok(Basis::Target { base: 25.0, target: 15.0 }));
    }

    #[test]
    fn a_target_that_comes_out_at_its_base_measures_nothing() {
        let best = Benchmark::Highest { scope: Scope::Population };
        let function = Function::Target { base: Benchmark::Fixed(0.0), target: best, cap: 1.0 };
        let (_, _, bases) = normalised(&function, &[0.0], &Groups::one(1));
        assert_eq!(bases, [Err(MissingCause::NoBenchmark { found: Some(0.0) })]);
    }
}
