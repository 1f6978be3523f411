//! A fixed line: the same for every data set.
//!
//! factor · x + offset, of −x where less is better. With factor 1 and offset 0 figures stay as they are but for the direction.
//!
//! Zeros, negatives, and figures that are all equal are taken as they are. Missing figures stay missing.

use super::part::Part;

pub(super) fn apply(part: &Part, factor: f64, offset: f64) -> Vec<f64> {
    part.each_turned(|x| factor * x + offset)
}
