//! The figures of one column in ascending order, and what is read off them: moments and quantiles.
//!
//! With d = x − mean and n figures:
//! - standard deviation √(Σd² ÷ (n − 1));
//! - skewness, type 2: g = √n · Σd³ ÷ (Σd²)^1.5, then g · √(n(n − 1)) ÷ (n − 2);
//! - kurtosis, type 2: r = n · Σd⁴ ÷ (Σd²)², then ((n + 1)(r − 3) + 6)(n − 1) ÷ ((n − 2)(n − 3)); 0 for the normal;
//! - quantile, type 7: linear between the figures at (n − 1)·p.
//!
//! Types of skewness and kurtosis: D. N. Joanes and C. A. Gill, "Comparing measures of sample skewness and kurtosis", The
//! Statistician 47 (1998) 183–189; type 2 is what spreadsheets compute. Types of quantile: R. J. Hyndman and Y. Fan,
//! "Sample quantiles in statistical packages", The American Statistician 50 (1996) 361–365.
//!
//! Zeros and negatives are figures like others; a constant column has deviation 0, and neither skewness nor kurtosis.
//! Missing figures are left out.

use super::{Undefined, count, finite};

/// The figures of a column that are there, ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered {
    figures: Vec<f64>,
}

/// Sums of powers of the deviations from the mean, in units of the largest deviation so that none overflows.
struct Deviations {
    spread: f64,
    squares: f64,
    cubes: f64,
    fourths: f64,
}

impl Ordered {
    /// Takes the entries of `column` that are not NaN.
    #[must_use]
    pub fn of(column: &[f64]) -> Self {
        let mut figures: Vec<f64> = column.iter().copied().filter(|figure| !figure.is_nan()).collect();
        figures.sort_unstable_by(f64::total_cmp);
        Self { figures }
    }

    /// The figures, ascending.
    #[must_use]
    pub fn figures(&self) -> &[f64] {
        &self.figures
    }

    /// The figures, for a treatment that keeps their order.
    pub(crate) fn figures_mut(&mut self) -> &mut [f64] {
        &mut self.figures
    }

    /// The least; none without figures, and where it is infinite.
    #[must_use]
    pub fn min(&self) -> Option<f64> {
        self.figures.first().copied().filter(|figure| figure.is_finite())
    }

    /// The greatest; none without figures, and where it is infinite.
    #[must_use]
    pub fn max(&self) -> Option<f64> {
        self.figures.last().copied().filter(|figure| figure.is_finite())
    }

    fn needs(&self, needed: usize) -> Result<f64, Undefined> {
        let found = self.figures.len();
        if found < needed { Err(Undefined::TooFew { found, needed }) } else { Ok(count(found)) }
    }

    /// The arithmetic mean.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] without figures, [`Undefined::TooLarge`].
    pub fn mean(&self) -> Result<f64, Undefined> {
        let n = self.needs(1)?;
        let mean = self.figures.iter().sum::<f64>() / n;
        if mean.is_finite() {
            return Ok(mean);
        }
        // The sum left the range where the mean need not.
        finite(self.figures.iter().map(|figure| figure / n).sum())
    }

    fn deviations(&self) -> Result<Deviations, Undefined> {
        let mean = self.mean()?;
        let (Some(min), Some(max)) = (self.min(), self.max()) else { return Err(Undefined::Constant) };
        if max <= min {
            return Err(Undefined::Constant);
        }
        let spread = finite((max - mean).max(mean - min))?;
        let mut sums = Deviations { spread, squares: 0.0, cubes: 0.0, fourths: 0.0 };
        for figure in &self.figures {
            let share = (figure - mean) / spread;
            let square = share * share;
            sums.squares += square;
            sums.cubes += square * share;
            sums.fourths += square * square;
        }
        Ok(sums)
    }

    /// The sample standard deviation (n − 1), in units of the figures; 0 where all are equal.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] under two figures, [`Undefined::TooLarge`].
    pub fn deviation(&self) -> Result<f64, Undefined> {
        let n = self.needs(2)?;
        match self.deviations() {
            Ok(sums) => finite(sums.spread * (sums.squares / (n - 1.0)).sqrt()),
            Err(Undefined::Constant) => Ok(0.0),
            Err(why) => Err(why),
        }
    }

    /// The skewness, type 2.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] under three figures, [`Undefined::Constant`], [`Undefined::TooLarge`].
    pub fn skewness(&self) -> Result<f64, Undefined> {
        let n = self.needs(3)?;
        skewness(n, &self.deviations()?)
    }

    /// The kurtosis, type 2, in excess of the normal's.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] under four figures, [`Undefined::Constant`], [`Undefined::TooLarge`].
    pub fn kurtosis(&self) -> Result<f64, Undefined> {
        let n = self.needs(4)?;
        kurtosis(n, &self.deviations()?)
    }

    /// Skewness and kurtosis in one pass.
    ///
    /// # Errors
    /// As [`Self::kurtosis`].
    pub fn shape(&self) -> Result<(f64, f64), Undefined> {
        let n = self.needs(4)?;
        let sums = self.deviations()?;
        Ok((skewness(n, &sums)?, kurtosis(n, &sums)?))
    }

    /// The quantile, type 7, at `share` (from 0 to 1; what lies outside counts as the nearer end).
    ///
    /// # Errors
    /// [`Undefined::TooFew`] without figures, [`Undefined::TooLarge`].
    pub fn quantile(&self, share: f64) -> Result<f64, Undefined> {
        let n = self.needs(1)?;
        let place = (n - 1.0) * if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to n − 1")]
        let below = place.floor() as usize;
        let weight = place - place.floor();
        let figure = |at: usize| self.figures.get(at).or(self.figures.last()).copied().unwrap_or(0.0);
        let (low, high) = (figure(below), figure(below + 1));
        if weight <= 0.0 || high <= low {
            return finite(low);
        }
        finite((1.0 - weight) * low + weight * high)
    }

    /// The median.
    ///
    /// # Errors
    /// As [`Self::quantile`].
    pub fn median(&self) -> Result<f64, Undefined> {
        self.quantile(0.5)
    }

    /// How many different figures there are, and how often the most frequent one stands.
    #[must_use]
    pub fn repeats(&self) -> (usize, usize) {
        #[expect(clippy::float_cmp, reason = "the same figure is the same number")]
        let runs = self.figures.chunk_by(|a, b| a == b);
        runs.fold((0, 0), |(unique, same), run| (unique + 1, same.max(run.len())))
    }
}

fn skewness(n: f64, sums: &Deviations) -> Result<f64, Undefined> {
    let plain = n.sqrt() * sums.cubes / (sums.squares * sums.squares.sqrt());
    finite(plain * (n * (n - 1.0)).sqrt() / (n - 2.0))
}

fn kurtosis(n: f64, sums: &Deviations) -> Result<f64, Undefined> {
    let plain = n * sums.fourths / (sums.squares * sums.squares);
    finite(((n + 1.0) * (plain - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_worked_by_hand() {
        // 1, 2, 3, 6: mean 3; d = −2, −1, 0, 3; Σd² = 14, Σd³ = −8 − 1 + 27 = 18, Σd⁴ = 16 + 1 + 81 = 98.
        let four = Ordered::of(&[3.0, f64::NAN, 6.0, 1.0, 2.0]);
        assert_eq!(four.mean(), Ok(3.0));
        assert!((four.deviation().unwrap() - (14.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        // √4 · 18 ÷ 14^1.5 · √12 ÷ 2
        let skewness = 2.0 * 18.0 / (14.0 * 14.0_f64.sqrt()) * 12.0_f64.sqrt() / 2.0;
        assert!((four.skewness().unwrap() - skewness).abs() < 1e-15);
        // r = 4 · 98 ÷ 196 = 2; ((5)(2 − 3) + 6) · 3 ÷ (2 · 1) = 1.5
        assert!((four.kurtosis().unwrap() - 1.5).abs() < 1e-15);
        assert_eq!(four.median(), Ok(2.5));
        // (4 − 1) · 0.9 = 2.7: 0.3 · 3 + 0.7 · 6 = 5.1
        assert!((four.quantile(0.9).unwrap() - 5.1).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_value_says_why() {
        assert_eq!(Ordered::of(&[]).mean(), Err(Undefined::TooFew { found: 0, needed: 1 }));
        assert_eq!(Ordered::of(&[1.0, 2.0, 3.0]).kurtosis(), Err(Undefined::TooFew { found: 3, needed: 4 }));
        assert_eq!(Ordered::of(&[0.1; 7]).skewness(), Err(Undefined::Constant));
        assert_eq!(Ordered::of(&[0.1; 7]).deviation(), Ok(0.0));
        assert_eq!(Ordered::of(&[f64::MAX, f64::MIN, 0.0, f64::MAX]).shape(), Err(Undefined::TooLarge));
    }

    #[test]
    fn huge_and_tiny_figures_have_a_shape() {
        for scale in [1e300, 1e-300] {
            let (skewness, kurtosis) = Ordered::of(&[scale, 2.0 * scale, 3.0 * scale, 6.0 * scale]).shape().unwrap();
            assert!((kurtosis - 1.5).abs() < 1e-9 && skewness > 0.0);
        }
        assert_eq!(Ordered::of(&[f64::MAX, f64::MAX]).mean(), Ok(f64::MAX));
    }

    #[test]
    fn repeats_are_counted_with_both_zeros_as_one() {
        assert_eq!(Ordered::of(&[0.0, -0.0, 3.0, 3.0, 3.0, f64::NAN]).repeats(), (2, 3));
        assert_eq!(Ordered::of(&[]).repeats(), (0, 0));
    }
}
