//! Min-max with a floor: share = [f + (100 − f) × (figure − min) ÷ (max − min)] ÷ 100.
//!
//! Where minimum and maximum are equal the formula is 0 ÷ 0. Nobody then stands below the best, so everyone who has a
//! figure gets full points, marked [`Limit::Constant`]; a group of one subject is such a case.
//!
//! Zeros and negatives are figures like others. Without figures in the scope, and for a missing figure, the missing rule
//! decides. Source: min-max of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 5; the floor
//! (20 + 80) is the custom of Chinese rating schemes, so that the last does not come away with nothing.

use super::{Basis, Found, Limit};
use crate::benchmark::{Benchmark, Scope};
use crate::matrix::Groups;
use crate::missing::MissingCause;
use crate::threads::Threads;

pub(super) fn bases(column: &[f64], groups: &Groups, scope: Scope, threads: Threads) -> Vec<Found> {
    let lowest = Benchmark::Lowest { scope }.values(column, groups, threads);
    let highest = Benchmark::Highest { scope }.values(column, groups, threads);
    let range = |ends| match ends {
        (Some(min), Some(max)) => Ok(Basis::MinMax { min, max }),
        _ => Err(MissingCause::NoBenchmark { found: None }),
    };
    lowest.into_iter().zip(highest).map(range).collect()
}

#[inline]
pub(super) fn share(figure: f64, min: f64, max: f64, floor: f64) -> (f64, Option<Limit>) {
    if max > min {
        ((floor + (100.0 - floor) * ((figure - min) / (max - min))) / 100.0, None)
    } else if figure.is_nan() {
        (figure, None)
    } else {
        (1.0, Some(Limit::Constant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Function;
    use crate::function::normalised;

    #[test]
    fn the_lowest_earns_the_floor_and_the_highest_all() {
        let function = Function::MinMax { floor: 20.0, scope: Scope::Population };
        let (shares, ..) = normalised(&function, &[10.0, 20.0, 15.0], &Groups::one(3));
        // 20 %, 100 %, and 20 + 80 × 5 ÷ 10 = 60 %.
        assert_eq!(shares, [0.2, 1.0, 0.6]);
    }

    #[test]
    fn equal_figures_all_earn_the_whole_weight_and_say_so() {
        let function = Function::MinMax { floor: 20.0, scope: Scope::Population };
        let (shares, limits, _) = normalised(&function, &[7.0, f64::NAN, 7.0], &Groups::one(3));
        assert_eq!((shares[0], shares[2]), (1.0, 1.0));
        assert!(shares[1].is_nan());
        assert_eq!(limits, [Some(Limit::Constant), None, Some(Limit::Constant)]);
    }

    #[test]
    fn a_group_without_figures_has_no_range() {
        let function = Function::MinMax { floor: 0.0, scope: Scope::Group };
        let (_, _, bases) = normalised(&function, &[7.0, f64::NAN], &Groups::new(vec![0, 1]));
        assert_eq!(bases[1], Err(MissingCause::NoBenchmark { found: None }));
    }
}
