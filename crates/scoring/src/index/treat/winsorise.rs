//! Winsorising: the outermost figure is set to the next one, again and again, on the side to which the column is skewed.
//!
//! A round moves all figures that are equal to the outermost, the highest where the skewness is zero or above, else the
//! lowest, to the next figure; figures moved before move along. It ends when the bounds are left, when the stated number of
//! points has been moved (a round with ties may pass it), or before a round that would leave a constant. Named after
//! C. P. Winsor: W. J. Dixon, "Simplified estimation from censored normal samples", Annals of Mathematical Statistics 31
//! (1960) 385–391; handbook, step 5.
//!
//! Zeros and negatives are figures like others; a constant column, or one of two different figures, stays as it is.
//! Missing figures stay missing.

use super::{Bounds, Shape};
use crate::stats::{Ordered, Undefined};

/// The most points: each round looks at the whole column again, so that without a limit the work would grow with the square
/// of the rows.
pub const MOST_POINTS: usize = 1_000;

/// Between which figures a column stands after winsorising.
pub(super) struct Clipped {
    pub low: f64,
    pub high: f64,
    /// Figures that were moved.
    pub points: usize,
    pub shape: Result<Shape, Undefined>,
}

/// Winsorises figures whose shape reaches the bounds.
pub(super) fn winsorise(ordered: &Ordered, shape: Shape, bounds: Bounds, most: usize) -> Clipped {
    let mut ordered = ordered.clone();
    let mut shape = Ok(shape);
    let (mut above, mut below) = (0, 0);
    while let Ok(now) = shape {
        if now.passes(bounds) || above + below >= most {
            break;
        }
        let figures = ordered.figures_mut();
        let (Some(&low), Some(&high)) = (figures.first(), figures.last()) else { break };
        let from_top = figures.partition_point(|&figure| figure < high);
        let from_bottom = figures.partition_point(|&figure| figure <= low);
        // Between the two ends there must be a figure to move to, or a constant would be left.
        if from_bottom >= from_top {
            break;
        }
        if now.skewness >= 0.0 {
            let next = figures[from_top - 1];
            figures[from_top..].fill(next);
            above = figures.len() - from_top;
        } else {
            let next = figures[from_bottom];
            figures[..from_bottom].fill(next);
            below = from_bottom;
        }
        shape = Shape::of(&ordered);
    }
    let (low, high) = (ordered.min().unwrap_or(f64::NEG_INFINITY), ordered.max().unwrap_or(f64::INFINITY));
    Clipped { low, high, points: above + below, shape }
}
