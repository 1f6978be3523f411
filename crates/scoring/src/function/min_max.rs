//! Min-max with a floor: share = [f + (100 − f) × (figure − min) ÷ (max − min)] ÷ 100.
//!
//! Where minimum and maximum are equal the formula is 0 ÷ 0. Nobody then stands below the best, so everyone who has a
//! figure gets full points, marked [`Limit::Constant`]; a group of one subject is such a case.

use super::{Basis, Limit, Normalised, by_scope};
use crate::benchmark::Scope;
use crate::matrix::Groups;
use crate::missing::MissingCause;

pub(super) fn normalise(column: &[f64], groups: &Groups, floor: f64, scope: Scope) -> Normalised {
    let bases = by_scope(column, groups, scope, |figures| {
        figures
            .filter(|figure| !figure.is_nan())
            .fold(None, |range: Option<(f64, f64)>, figure| {
                Some(range.map_or((figure, figure), |(min, max)| (min.min(figure), max.max(figure))))
            })
            .map(|(min, max)| Basis::MinMax { min, max })
            .ok_or(MissingCause::NoBenchmark { found: None })
    });
    Normalised::each(column, groups, scope, bases, |figure, basis| match basis {
        Basis::MinMax { min, max } if max > min => {
            ((floor + (100.0 - floor) * ((figure - min) / (max - min))) / 100.0, None)
        }
        Basis::MinMax { .. } => (1.0, Some(Limit::Constant)),
        Basis::Benchmark(_) | Basis::Target { .. } => (f64::NAN, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_earns_the_floor_and_the_highest_all() {
        let out = normalise(&[10.0, 20.0, 15.0], &Groups::one(3), 20.0, Scope::Population);
        // 20 %, 100 %, and 20 + 80 × 5 ÷ 10 = 60 %.
        assert_eq!(out.shares, [0.2, 1.0, 0.6]);
    }

    #[test]
    fn equal_figures_all_earn_the_whole_weight_and_say_so() {
        let out = normalise(&[7.0, f64::NAN, 7.0], &Groups::one(3), 20.0, Scope::Population);
        assert_eq!((out.shares[0], out.shares[2]), (1.0, 1.0));
        assert!(out.shares[1].is_nan());
        assert_eq!(out.limits, [Some(Limit::Constant), None, Some(Limit::Constant)]);
    }

    #[test]
    fn a_group_without_figures_has_no_range() {
        let out = normalise(&[7.0, f64::NAN], &Groups::new(vec![0, 1]), 0.0, Scope::Group);
        assert_eq!(out.bases[1], Err(MissingCause::NoBenchmark { found: None }));
    }
}
