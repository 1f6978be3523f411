//! Sums over subjects, correctly rounded, so that the order of rows changes nothing.
//!
//! Shewchuk's adaptive sum: the running total is kept as non-overlapping partials that together are exact; the result
//! is their sum rounded once. J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
//! Predicates", Discrete & Computational Geometry 18 (1997) 305–363.

/// Numbers from 2⁹⁰⁰ on are added apart and made smaller, so that no sum on the way leaves the range in one order of rows
/// and stays within it in another.
const LARGE: f64 = f64::from_bits((1023 + 900) << 52);
/// 2⁻¹⁰⁰, by which large numbers are made smaller without loss, and 2¹⁰⁰ back.
const SHRINK: f64 = f64::from_bits((1023 - 100) << 52);
const GROW: f64 = f64::from_bits((1023 + 100) << 52);

/// An exact running sum of finite numbers.
#[derive(Clone, Debug, Default)]
pub struct ExactSum {
    /// Non-overlapping, ascending in magnitude; their exact sum is the sum of everything added below [`LARGE`].
    partials: Vec<f64>,
    /// The same of everything else, times [`SHRINK`].
    large: Vec<f64>,
}

impl ExactSum {
    /// Adds a finite number.
    pub fn add(&mut self, number: f64) {
        if number.abs() < LARGE {
            add(&mut self.partials, number);
        } else {
            add(&mut self.large, number * SHRINK);
        }
    }

    /// Adds what another has added.
    fn join(&mut self, other: &Self) {
        other.partials.iter().for_each(|&partial| add(&mut self.partials, partial));
        other.large.iter().for_each(|&partial| add(&mut self.large, partial));
    }

    /// The sum rounded to the nearest number, ties to even (beside numbers from 2⁹⁰⁰ on rounded twice); not finite when it
    /// is out of range.
    #[must_use]
    pub fn round(&self) -> f64 {
        let rest = round(&self.partials);
        if round(&self.large) == 0.0 {
            return rest;
        }
        let mut all = self.large.clone();
        add(&mut all, rest * SHRINK);
        round(&all) * GROW
    }
}

/// Adds a number to non-overlapping partials without loss.
fn add(partials: &mut Vec<f64>, number: f64) {
    let mut carried = number;
    let mut kept = 0;
    for at in 0..partials.len() {
        let partial = partials[at];
        let (large, small) = if carried.abs() < partial.abs() { (partial, carried) } else { (carried, partial) };
        let high = large + small;
        let low = small - (high - large);
        if low != 0.0 {
            partials[kept] = low;
            kept += 1;
        }
        carried = high;
    }
    partials.truncate(kept);
    partials.push(carried);
}

/// The sum of non-overlapping partials, rounded once.
fn round(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev().copied();
    let Some(mut total) = rest.next() else { return 0.0 };
    let mut low = 0.0;
    for partial in rest.by_ref() {
        let before = total;
        total = before + partial;
        low = partial - (total - before);
        if low != 0.0 {
            break;
        }
    }
    // Exactly half-way so far: what lies below decides.
    if let Some(below) = rest.next()
        && ((low < 0.0 && below < 0.0) || (low > 0.0 && below > 0.0))
    {
        let twice = low * 2.0;
        let nudged = total + twice;
        #[expect(clippy::float_cmp, reason = "the test asks whether the step was representable, to the bit")]
        if twice == nudged - total {
            return nudged;
        }
    }
    total
}

/// A mean in the making: an exact sum, and of how many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mean {
    sum: ExactSum,
    count: u32,
}

impl Mean {
    /// Takes in the entries of `figures` that are there.
    pub fn take(&mut self, figures: &[f64]) {
        for &figure in figures {
            if !figure.is_nan() {
                self.sum.add(figure);
                self.count += 1;
            }
        }
    }

    /// Takes in what another has taken in.
    pub fn join(&mut self, other: &Self) {
        self.sum.join(&other.sum);
        self.count += other.count;
    }

    /// The mean; none of nothing.
    pub fn value(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum.round() / f64::from(self.count))
    }
}

/// The mean of the finite entries of `figures`: correctly rounded sum ÷ count; none where there are none.
///
/// The result may be infinite when the sum leaves the range of numbers: the caller refuses it.
#[must_use]
pub fn mean(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut mean = Mean::default();
    figures.into_iter().for_each(|figure| mean.take(&[figure]));
    mean.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(figures: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        for &figure in figures {
            sum.add(figure);
        }
        sum.round()
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "exact sums are compared to the bit")]
    fn small_numbers_survive_beside_large_ones() {
        assert_eq!(total(&[1e100, 1.0, -1e100]), 1.0);
        assert_eq!(total(&[0.1; 10]), 1.0);
        // 2^53 + 1 + tiny lies just above half-way to 2^53 + 2.
        assert_eq!(total(&[9_007_199_254_740_992.0, 1.0, 1e-30]), 9_007_199_254_740_994.0);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "exact sums are compared to the bit")]
    fn a_sum_within_the_range_is_found_though_parts_of_it_are_not() {
        let most = 1.7e308;
        assert_eq!(total(&[most, most, -most]), most);
        assert_eq!(total(&[-most, most, most]), most);
        assert_eq!(total(&[most, 1.0, -most]), 1.0);
        assert!(total(&[most, most]).is_infinite());
    }

    #[test]
    fn the_mean_skips_what_is_missing_and_of_nothing_there_is_none() {
        assert_eq!(mean([1.0, f64::NAN, 2.0]), Some(1.5));
        assert_eq!(mean([f64::NAN]), None);
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_rows_does_not_change_a_sum(mut figures in proptest::collection::vec(-1e9_f64..1e9, 0..60)) {
            let forward = total(&figures);
            figures.reverse();
            proptest::prop_assert_eq!(forward.to_bits(), total(&figures).to_bits());
            figures.sort_by(f64::total_cmp);
            proptest::prop_assert_eq!(forward.to_bits(), total(&figures).to_bits());
        }
    }
}
