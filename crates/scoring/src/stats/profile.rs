//! The profile of an indicator: how much of it is there, how it is spread, and what is remarkable about it.
//!
//! Handbook on Constructing Composite Indicators (OECD and JRC, 2008), steps 2 and 4. Shares of non-zero, different and
//! repeated figures are taken of the figures that are there, the share of available ones of all subjects.

use super::{Ordered, Undefined, count};

/// What is known of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Subjects.
    pub subjects: usize,
    /// Figures that are there.
    pub available: usize,
    /// Figures that are not zero.
    pub nonzero: usize,
    /// Different figures.
    pub unique: usize,
    /// How often the most frequent figure stands.
    pub same: usize,
    /// The least figure; none without figures, and where it is infinite.
    pub min: Option<f64>,
    /// The greatest figure; none without figures, and where it is infinite.
    pub max: Option<f64>,
    /// The mean.
    pub mean: Result<f64, Undefined>,
    /// The median.
    pub median: Result<f64, Undefined>,
    /// The sample standard deviation.
    pub deviation: Result<f64, Undefined>,
    /// The skewness, type 2.
    pub skewness: Result<f64, Undefined>,
    /// The kurtosis, type 2.
    pub kurtosis: Result<f64, Undefined>,
}

/// From where a profile is remarkable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// A lower share of available figures is low.
    pub available: f64,
    /// A lower share of figures that are not zero is low.
    pub nonzero: f64,
    /// A lower share of different figures is low.
    pub unique: f64,
    /// Outliers are taken to be there above this skewness, of either sign, together with …
    pub skewness: f64,
    /// … a kurtosis above this.
    pub kurtosis: f64,
}

impl Default for Limits {
    /// The reference tool's: 65 % available, 50 % not zero, 50 % different, skewness 2 and kurtosis 3.5.
    fn default() -> Self {
        Self { available: 0.65, nonzero: 0.5, unique: 0.5, skewness: 2.0, kurtosis: 3.5 }
    }
}

/// What is remarkable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four findings that do not depend on each other")]
pub struct Flags {
    /// Few figures are there.
    pub low_availability: bool,
    /// Many figures are zero.
    pub low_nonzero: bool,
    /// Few figures differ.
    pub low_unique: bool,
    /// Skewness and kurtosis speak for outliers.
    pub outliers: bool,
}

impl Profile {
    /// The profile of a column, NaN where a figure is missing.
    #[must_use]
    pub fn of(column: &[f64]) -> Self {
        let ordered = Ordered::of(column);
        let (unique, same) = ordered.repeats();
        Self {
            subjects: column.len(),
            available: ordered.figures().len(),
            nonzero: ordered.figures().iter().filter(|&&figure| figure != 0.0).count(),
            unique,
            same,
            min: ordered.min(),
            max: ordered.max(),
            mean: ordered.mean(),
            median: ordered.median(),
            deviation: ordered.deviation(),
            skewness: ordered.skewness(),
            kurtosis: ordered.kurtosis(),
        }
    }

    /// The share of subjects that have a figure; none without subjects.
    #[must_use]
    pub fn availability(&self) -> Option<f64> {
        share(self.available, self.subjects)
    }

    /// `part` (such as [`Self::nonzero`], [`Self::unique`], [`Self::same`]) as a share of the available figures; none
    /// where there are none.
    #[must_use]
    pub fn share(&self, part: usize) -> Option<f64> {
        share(part, self.available)
    }

    /// What is remarkable. A share of nothing is low; a statistic that has no value is not remarkable.
    #[must_use]
    pub fn flags(&self, limits: &Limits) -> Flags {
        let low = |share: Option<f64>, limit: f64| share.is_none_or(|share| share < limit);
        let above = |value: Result<f64, Undefined>, limit: f64| value.is_ok_and(|value| value > limit);
        Flags {
            low_availability: low(self.availability(), limits.available),
            low_nonzero: low(self.share(self.nonzero), limits.nonzero),
            low_unique: low(self.share(self.unique), limits.unique),
            outliers: above(self.skewness.map(f64::abs), limits.skewness) && above(self.kurtosis, limits.kurtosis),
        }
    }
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| count(part) / count(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_worked_by_hand() {
        // Five subjects, four figures: 0, 0, 3, 9: half of them zero, three different, mean 3, median 1.5.
        let profile = Profile::of(&[0.0, 3.0, f64::NAN, 0.0, 9.0]);
        assert_eq!((profile.available, profile.nonzero, profile.unique, profile.same), (4, 2, 3, 2));
        assert_eq!((profile.availability(), profile.share(profile.nonzero)), (Some(0.8), Some(0.5)));
        assert_eq!((profile.mean, profile.median), (Ok(3.0), Ok(1.5)));
        assert_eq!(profile.flags(&Limits::default()), Flags::default());
        let strict = Limits { available: 0.9, ..Limits::default() };
        assert!(profile.flags(&strict).low_availability);
    }

    #[test]
    fn of_nothing_every_share_is_low() {
        let flags = Profile::of(&[f64::NAN]).flags(&Limits::default());
        assert!(flags.low_availability && flags.low_nonzero && flags.low_unique && !flags.outliers);
        assert_eq!(Profile::of(&[]).availability(), None);
    }
}
