//! Z-score: the distance from the mean in standard deviations, then on a stated mean and deviation.
//!
//! (x − x̄) ÷ s · deviation + mean, of −x where less is better; s has n − 1 under the root. Handbook, step 5
//! (standardisation).
//!
//! Zeros and negatives are figures like others. All figures equal, or a single one: no result
//! ([`Constant`](super::Unscaled::Constant)). Missing figures stay missing.

use super::Unscaled;
use super::part::Part;
use crate::stats::{Ordered, Undefined};

pub(super) fn apply(part: &Part, mean: f64, deviation: f64) -> Result<Vec<f64>, Unscaled> {
    let (least, most) = part.ends()?;
    if least >= most {
        return Err(Unscaled::Constant);
    }
    let told = |why| if matches!(why, Undefined::TooLarge) { Unscaled::TooLarge } else { Unscaled::Constant };
    let ordered = Ordered::of(&part.figures);
    let (own_mean, own_deviation) = (ordered.mean().map_err(told)?, ordered.deviation().map_err(told)?);
    if own_deviation <= 0.0 {
        return Err(Unscaled::Constant);
    }
    let sign = part.direction.sign();
    Ok(part.each(|x| sign * (x - own_mean) / own_deviation * deviation + mean))
}
