//! Ratio to a benchmark: share = figure ÷ benchmark, held between floor and cap where these are stated.

use super::{Basis, Normalised, benchmarks, limited};
use crate::benchmark::Benchmark;
use crate::matrix::Groups;

pub(super) fn normalise(
    column: &[f64],
    groups: &Groups,
    benchmark: Benchmark,
    cap: Option<f64>,
    floor: Option<f64>,
) -> Normalised {
    let bases = benchmarks(column, groups, benchmark);
    Normalised::each(column, groups, benchmark.scope(), bases, |figure, basis| match basis {
        Basis::Benchmark(benchmark) => limited(figure / benchmark, floor, cap),
        Basis::MinMax { .. } | Basis::Target { .. } => (f64::NAN, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limit, Scope};

    #[test]
    fn the_ratio_is_cut_at_the_cap_and_lifted_to_the_floor() {
        let column = [12.0, 40.0, -6.0, f64::NAN];
        let out = normalise(&column, &Groups::one(4), Benchmark::Fixed(24.0), Some(1.5), Some(0.0));
        assert_eq!(out.shares[..3], [0.5, 1.5, 0.0]);
        assert!(out.shares[3].is_nan());
        assert_eq!(out.limits, [None, Some(Limit::Capped), Some(Limit::Floored), None]);
    }

    #[test]
    fn each_group_has_its_own_mean() {
        let groups = Groups::new(vec![0, 0, 1]);
        let benchmark = Benchmark::Mean { times: 2.0, scope: Scope::Group };
        let out = normalise(&[1.0, 3.0, 5.0], &groups, benchmark, None, None);
        // Means 2 and 5, so benchmarks 4 and 10.
        assert_eq!(out.shares, [0.25, 0.75, 0.5]);
    }

    #[test]
    fn a_benchmark_that_is_not_above_zero_leaves_the_item_missing_with_the_reason() {
        let benchmark = Benchmark::Highest { scope: Scope::Population };
        let out = normalise(&[0.0, -1.0], &Groups::one(2), benchmark, None, None);
        assert_eq!(out.bases, [Err(crate::MissingCause::NoBenchmark { found: Some(0.0) })]);
        assert!(out.shares.iter().all(|share| share.is_nan()));
    }
}
