//! Goalposts: between two stated figures, so that the scale stays the same whoever takes part and in every year.
//!
//! (x − low) ÷ (high − low), or (high − x) ÷ (high − low) where less is better; held between 0 and 1 when truncated; times
//! the scale. Used by the Human Development Index: UNDP, Human Development Report, technical note 1.
//!
//! Zeros, negatives, and figures that are all equal are placed between the goalposts like others, which do not depend on
//! them. Missing figures stay missing.

use super::part::Part;

/// The goalposts.
pub(super) struct Posts {
    pub low: f64,
    pub high: f64,
    pub scale: f64,
    pub truncate: bool,
}

pub(super) fn apply(part: &Part, posts: &Posts) -> Vec<f64> {
    let range = posts.high - posts.low;
    let value = |share: f64| (if posts.truncate { share.clamp(0.0, 1.0) } else { share }) * posts.scale;
    part.either(|x| value((x - posts.low) / range), |x| value((posts.high - x) / range))
}
