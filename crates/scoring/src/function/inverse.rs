//! Inverse: share = 2 − figure ÷ benchmark, nothing from twice the benchmark on, cut at the cap where one is stated.

use super::{Basis, Normalised, benchmarks, limited};
use crate::benchmark::Benchmark;
use crate::matrix::Groups;

pub(super) fn normalise(column: &[f64], groups: &Groups, benchmark: Benchmark, cap: Option<f64>) -> Normalised {
    let bases = benchmarks(column, groups, benchmark);
    Normalised::each(column, groups, benchmark.scope(), bases, |figure, basis| match basis {
        Basis::Benchmark(benchmark) => limited(2.0 - figure / benchmark, Some(0.0), cap),
        Basis::MinMax { .. } | Basis::Target { .. } => (f64::NAN, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limit, Scope};

    #[test]
    fn the_mean_earns_the_weight_and_twice_the_mean_nothing() {
        let benchmark = Benchmark::Mean { times: 1.0, scope: Scope::Population };
        let out = normalise(&[1.0, 2.0, 0.0, 5.0], &Groups::one(4), benchmark, Some(1.5));
        // The mean is 2: 2 − 0.5; 2 − 1; 2 − 0 cut at 1.5; 2 − 2.5 lifted to 0.
        assert_eq!(out.shares, [1.5, 1.0, 1.5, 0.0]);
        assert_eq!(out.limits, [None, None, Some(Limit::Capped), Some(Limit::Floored)]);
    }
}
