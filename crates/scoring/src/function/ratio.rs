//! Ratio to a benchmark: share = figure ÷ benchmark, held between floor and cap where these are stated.
//!
//! A benchmark of zero or below, or none: the missing rule decides ([`NoBenchmark`](crate::MissingCause::NoBenchmark)). A
//! figure of zero earns nothing; one below zero negative points, unless a floor is stated. A missing figure: the missing
//! rule decides. Source: the ratio to a benchmark by which Chinese counties rate firms by their yield per mu (亩均论英雄);
//! distance to a reference in the Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 5.

use super::{Limit, limited};

#[inline]
pub(super) fn share(figure: f64, benchmark: f64, floor: Option<f64>, cap: Option<f64>) -> (f64, Option<Limit>) {
    limited(figure / benchmark, floor, cap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::normalised;
    use crate::{Benchmark, Function, Groups, Scope};

    #[test]
    fn the_ratio_is_cut_at_the_cap_and_lifted_to_the_floor() {
        let column = [12.0, 40.0, -6.0, f64::NAN];
        let function = Function::Ratio { benchmark: Benchmark::Fixed(24.0), cap: Some(1.5), floor: Some(0.0) };
        let (shares, limits, _) = normalised(&function, &column, &Groups::one(4));
        assert_eq!(shares[..3], [0.5, 1.5, 0.0]);
        assert!(shares[3].is_nan());
        assert_eq!(limits, [None, Some(Limit::Capped), Some(Limit::Floored), None]);
    }

    #[test]
    fn each_group_has_its_own_mean() {
        let groups = Groups::new(vec![0, 0, 1]);
        let benchmark = Benchmark::Mean { times: 2.0, scope: Scope::Group };
        let function = Function::Ratio { benchmark, cap: None, floor: None };
        let (shares, ..) = normalised(&function, &[1.0, 3.0, 5.0], &groups);
        // Means 2 and 5, so benchmarks 4 and 10.
        assert_eq!(shares, [0.25, 0.75, 0.5]);
    }

    #[test]
    fn a_benchmark_that_is_not_above_zero_leaves_the_item_missing_with_the_reason() {
        let benchmark = Benchmark::Highest { scope: Scope::Population };
        let function = Function::Ratio { benchmark, cap: None, floor: None };
        let (shares, _, bases) = normalised(&function, &[0.0, -1.0], &Groups::one(2));
        assert_eq!(bases, [Err(crate::MissingCause::NoBenchmark { found: Some(0.0) })]);
        assert!(shares.iter().all(|share| share.is_nan()));
    }
}
