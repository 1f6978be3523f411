//! Count: every unit of the figure earns a stated share of the weight, from nothing to a cap.
//!
//! Zero earns nothing, nor does a figure below it; a fraction earns its part. A missing figure: the missing rule decides.
//! Source: the count items of zone assessments, as one point for each platform up to eight.

use super::{Limit, limited};

#[inline]
pub(super) fn share(figure: f64, each: f64, cap: f64) -> (f64, Option<Limit>) {
    limited(figure * each, Some(0.0), Some(cap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_platform_earns_a_point_up_to_eight() {
        // Eight points: an eighth of the weight each.
        assert_eq!([0.0, 3.0, 8.0].map(|count| share(count, 0.125, 1.0)), [(0.0, None), (0.375, None), (1.0, None)]);
        assert_eq!(share(11.0, 0.125, 1.0), (1.0, Some(Limit::Capped)));
        assert_eq!(share(-1.0, 0.125, 1.0), (0.0, Some(Limit::Floored)));
    }
}
