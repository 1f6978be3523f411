//! Inverse: share = 2 − figure ÷ benchmark, nothing from twice the benchmark on, cut at the cap where one is stated.
//!
//! A benchmark of zero or below, or none: the missing rule decides ([`NoBenchmark`](crate::MissingCause::NoBenchmark)). A
//! figure of zero earns twice the weight, one below zero more, up to the cap. A missing figure: the missing rule decides.
//! Source: the custom of Chinese rating schemes for energy and emissions per unit of output.

use super::{Limit, limited};

#[inline]
pub(super) fn share(figure: f64, benchmark: f64, cap: Option<f64>) -> (f64, Option<Limit>) {
    limited(2.0 - figure / benchmark, Some(0.0), cap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::normalised;
    use crate::{Benchmark, Function, Groups, Scope};

    #[test]
    fn the_mean_earns_the_weight_and_twice_the_mean_nothing() {
        let benchmark = Benchmark::Mean { times: 1.0, scope: Scope::Population };
        let function = Function::Inverse { benchmark, cap: Some(1.5) };
        let (shares, limits, _) = normalised(&function, &[1.0, 2.0, 0.0, 5.0], &Groups::one(4));
        // The mean is 2: 2 − 0.5; 2 − 1; 2 − 0 cut at 1.5; 2 − 2.5 lifted to 0.
        assert_eq!(shares, [1.5, 1.0, 1.5, 0.0]);
        assert_eq!(limits, [None, None, Some(Limit::Capped), Some(Limit::Floored)]);
    }
}
