//! Attainment of a target: share = (figure − base) ÷ (target − base), between 0 and the cap.

use super::{Basis, Normalised, by_scope, limited};
use crate::benchmark::{Benchmark, Scope};
use crate::matrix::Groups;
use crate::missing::MissingCause;

pub(super) fn normalise(column: &[f64], groups: &Groups, base: Benchmark, target: Benchmark, cap: f64) -> Normalised {
    let by_group = base.scope() == Scope::Group || target.scope() == Scope::Group;
    let scope = if by_group { Scope::Group } else { Scope::Population };
    let values = |benchmark: Benchmark| {
        let values = by_scope(column, groups, benchmark.scope(), |figures| benchmark.value(figures));
        // What holds for all holds for each group.
        if benchmark.scope() == scope { values } else { vec![values[0]; groups.count()] }
    };
    let bases = values(base)
        .into_iter()
        .zip(values(target))
        .map(|ends| match ends {
            (Some(base), Some(target)) if (target - base).abs() > 0.0 => Ok(Basis::Target { base, target }),
            (_, found) => Err(MissingCause::NoBenchmark { found }),
        })
        .collect();
    Normalised::each(column, groups, scope, bases, |figure, basis| match basis {
        Basis::Target { base, target } => limited((figure - base) / (target - base), Some(0.0), Some(cap)),
        Basis::Benchmark(_) | Basis::MinMax { .. } => (f64::NAN, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(column: &[f64], base: f64, target: f64) -> Vec<f64> {
        let groups = Groups::one(column.len());
        normalise(column, &groups, Benchmark::Fixed(base), Benchmark::Fixed(target), 1.0).shares
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
        let out = normalise(&[5.0, 10.0, 20.0], &groups, Benchmark::Fixed(0.0), best, 1.0);
        assert_eq!(out.shares, [0.5, 1.0, 1.0]);
    }

    #[test]
    fn a_target_that_comes_out_at_its_base_measures_nothing() {
        let best = Benchmark::Highest { scope: Scope::Population };
        let out = normalise(&[0.0], &Groups::one(1), Benchmark::Fixed(0.0), best, 1.0);
        assert_eq!(out.bases, [Err(MissingCause::NoBenchmark { found: Some(0.0) })]);
    }
}
