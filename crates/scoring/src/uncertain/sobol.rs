//! How much of an outcome's variance each assumption is to blame for: Sobol's first- and total-order indices.
//!
//! Two independent samples of the d assumptions, A and B, of N runs each; and for every assumption i the sample `AB_i`,
//! which is A with that one column taken from B. With f the outcome of a run and V the variance (n − 1) of the outcomes
//! of A and B together:
//!
//! - first order `S_i` = mean of `f(B) × (f(AB_i) − f(A))` ÷ V: the share of the variance that goes when i is known.
//!   A. Saltelli and others, "Variance based sensitivity analysis of model output", Computer Physics Communications 181
//!   (2010) 259–270, table 2 (b);
//! - total order `T_i` = mean of `(f(A) − f(AB_i))²` ÷ 2V: the share that remains when all but i are known. M. J. W.
//!   Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117 (1999) 35–43.
//!
//! The outcome that composite indicators are held against is the [`rank_shift`].

use crate::error::ScoringError;
use crate::stats::{Ordered, count};

use super::random::Random;

/// The most bootstrap samples: quantiles do not get better by more.
pub const MOST_SAMPLES: u64 = 100_000;

/// Outcomes of the runs of a design, in the order of its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    a: Vec<f64>,
    b: Vec<f64>,
    mixed: Vec<Vec<f64>>,
}

/// The indices of one assumption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The share of the variance that goes when it is known.
    pub first: f64,
    /// The share that remains when all others are known.
    pub total: f64,
}

/// The indices of all assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The variance of the outcomes of A and B together, by n − 1.
    pub variance: f64,
    /// By assumption.
    pub effects: Vec<Effect>,
}

/// The 5 % and 95 % quantiles of the indices of one assumption over bootstrap samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EffectInterval {
    /// Of the first-order index.
    pub first: (f64, f64),
    /// Of the total-order index.
    pub total: (f64, f64),
}

/// The mean over subjects of the distance between two ranks.
///
/// # Errors
/// [`ScoringError::NoSubjects`], and [`ScoringError::Length`] when the lists differ in length.
pub fn rank_shift(nominal: &[usize], moved: &[usize]) -> Result<f64, ScoringError> {
    let (subjects, found) = (nominal.len(), moved.len());
    if subjects == 0 {
        return Err(ScoringError::NoSubjects);
    }
    if found != subjects {
        return Err(ScoringError::Length { what: "ranks", position: 1, found, subjects });
    }
    // Added as numbers: whole below 2⁵³, and no sum of any ranks leaves their range.
    let sum: f64 = nominal.iter().zip(moved).map(|(one, other)| count(one.abs_diff(*other))).sum();
    Ok(sum / count(subjects))
}

impl Outcomes {
    /// Takes the outcomes of A, of B, and of each mixed sample.
    ///
    /// # Errors
    /// [`ScoringError::NoItems`] without a mixed sample, [`ScoringError::NoSubjects`] without runs,
    /// [`ScoringError::Length`] for a sample that is not as long as A, [`ScoringError::MissingFigure`] and
    /// [`ScoringError::Infinite`] for an outcome that is no number; samples are numbered A, B, mixed.
    pub fn new(a: Vec<f64>, b: Vec<f64>, mixed: Vec<Vec<f64>>) -> Result<Self, ScoringError> {
        if mixed.is_empty() {
            return Err(ScoringError::NoItems);
        }
        if a.is_empty() {
            return Err(ScoringError::NoSubjects);
        }
        for (column, sample) in [&a, &b].into_iter().chain(&mixed).enumerate() {
            let (subjects, found) = (a.len(), sample.len());
            if found != subjects {
                return Err(ScoringError::Length { what: "sample", position: column, found, subjects });
            }
            if let Some(subject) = sample.iter().position(|outcome| !outcome.is_finite()) {
                let missing = sample[subject].is_nan();
                return Err(if missing {
                    ScoringError::MissingFigure { column, subject }
                } else {
                    ScoringError::Infinite { column, subject }
                });
            }
        }
        Ok(Self { a, b, mixed })
    }

    /// The indices.
    ///
    /// # Errors
    /// [`ScoringError::Parameter`] when the outcomes do not vary; [`ScoringError::Overflow`] when they are too large.
    pub fn sensitivity(&self) -> Result<Sensitivity, ScoringError> {
        let rows: Vec<usize> = (0..self.a.len()).collect();
        self.of(&rows)
    }

    /// The intervals of the indices over `samples` bootstrap samples: as many rows as there are, drawn with
    /// repetition, each sample with its own stream of the `seed`. A sample without variance is left out.
    ///
    /// # Errors
    /// Those of [`Self::sensitivity`]; [`ScoringError::Parameter`] for no samples and for more than [`MOST_SAMPLES`].
    pub fn bootstrap(&self, samples: u64, seed: u64) -> Result<Vec<EffectInterval>, ScoringError> {
        if !(1..=MOST_SAMPLES).contains(&samples) {
            #[expect(clippy::cast_precision_loss, reason = "only told")]
            return Err(parameter("samples", samples as f64, "from 1 to 100,000"));
        }
        let nominal = self.sensitivity()?;
        let mut drawn: Vec<Vec<Effect>> = Vec::new();
        for sample in 0..samples {
            let mut random = Random::of(seed, sample);
            let rows: Vec<usize> = self.a.iter().map(|_| random.below(self.a.len())).collect();
            match self.of(&rows) {
                Ok(found) => drawn.push(found.effects),
                Err(ScoringError::Parameter { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let interval = |(at, nominal): (usize, &Effect)| {
            let ends = |take: fn(&Effect) -> f64| {
                let found: Vec<f64> = drawn.iter().filter_map(|effects| effects.get(at)).map(take).collect();
                let ordered = Ordered::of(&found);
                // Of no sample there is no interval: the index alone.
                let end = |share| ordered.quantile(share).unwrap_or_else(|_| take(nominal));
                (end(0.05), end(0.95))
            };
            EffectInterval { first: ends(|effect| effect.first), total: ends(|effect| effect.total) }
        };
        Ok(nominal.effects.iter().enumerate().map(interval).collect())
    }

    /// The indices from these rows of each sample.
    fn of(&self, rows: &[usize]) -> Result<Sensitivity, ScoringError> {
        #[expect(clippy::cast_precision_loss, reason = "runs stay far below 2^53")]
        let n = rows.len() as f64;
        let both = || rows.iter().map(|&row| self.a[row]).chain(rows.iter().map(|&row| self.b[row]));
        let mean = both().sum::<f64>() / (2.0 * n);
        let variance = both().map(|outcome| (outcome - mean) * (outcome - mean)).sum::<f64>() / (2.0 * n - 1.0);
        if variance <= 0.0 {
            return Err(parameter("variance of the outcomes", variance, "above zero"));
        }
        let effect = |mixed: &Vec<f64>| {
            let first: f64 = rows.iter().map(|&row| self.b[row] * (mixed[row] - self.a[row])).sum();
            let total: f64 = rows.iter().map(|&row| (self.a[row] - mixed[row]) * (self.a[row] - mixed[row])).sum();
            Effect { first: first / n / variance, total: total / (2.0 * n) / variance }
        };
        let effects: Vec<Effect> = self.mixed.iter().map(effect).collect();
        let finite = |effect: &Effect| effect.first.is_finite() && effect.total.is_finite();
        if !variance.is_finite() || !effects.iter().all(finite) {
            return Err(ScoringError::Overflow { id: "outcomes".to_owned(), subject: None });
        }
        Ok(Sensitivity { variance, effects })
    }
}

fn parameter(parameter: &'static str, value: f64, expected: &'static str) -> ScoringError {
    ScoringError::Parameter { id: "sensitivity".to_owned(), parameter, value, expected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_that_hangs_on_one_assumption_alone_is_all_its_doing() {
        // f = the first assumption: with it from B, the mixed sample is B; with the other from B, it is A.
        let (a, b) = (vec![-1.0, 1.0, -1.0, 1.0], vec![1.0, -1.0, -1.0, 1.0]);
        let outcomes = Outcomes::new(a.clone(), b.clone(), vec![b, a]).unwrap();
        let found = outcomes.sensitivity().unwrap();
        // Mean 0, variance 8 ÷ 7. First: (1×2 + −1×−2 + 0 + 0) ÷ 4 = 1; total: (4 + 4) ÷ 8 = 1; both ÷ V = 7 ÷ 8.
        assert_eq!(found.effects, [Effect { first: 0.875, total: 0.875 }, Effect { first: 0.0, total: 0.0 }]);
        assert!((found.variance - 8.0 / 7.0).abs() < 1e-15);
        let intervals = outcomes.bootstrap(50, 1).unwrap();
        assert_eq!(intervals, outcomes.bootstrap(50, 1).unwrap());
        assert!(intervals[0].total.0 <= 0.875 && intervals[0].total.1 >= 0.875);
        assert_eq!(intervals[1], EffectInterval { first: (0.0, 0.0), total: (0.0, 0.0) });
    }

    #[test]
    fn outcomes_that_cannot_be_explained_are_refused() {
        let four = || vec![1.0; 4];
        let constant = Outcomes::new(four(), four(), vec![four()]).unwrap().sensitivity().unwrap_err();
        assert!(matches!(constant, ScoringError::Parameter { value: 0.0, .. }));
        let short = Outcomes::new(four(), vec![1.0], vec![four()]).unwrap_err();
        assert_eq!(short, ScoringError::Length { what: "sample", position: 1, found: 1, subjects: 4 });
        let missing = Outcomes::new(four(), four(), vec![vec![1.0, f64::NAN, 1.0, 1.0]]).unwrap_err();
        assert_eq!(missing, ScoringError::MissingFigure { column: 2, subject: 1 });
        let large = Outcomes::new(vec![1e200, -1e200], vec![1e200, 0.0], vec![vec![0.0, 0.0]]).unwrap();
        assert!(matches!(large.sensitivity(), Err(ScoringError::Overflow { .. })));
        assert_eq!(Outcomes::new(four(), four(), Vec::new()), Err(ScoringError::NoItems));
        let varied = Outcomes::new(vec![0.0, 1.0], vec![1.0, 0.0], vec![vec![0.0, 1.0]]).unwrap();
        for samples in [0, MOST_SAMPLES + 1, u64::MAX] {
            let refused = varied.bootstrap(samples, 1).unwrap_err();
            assert!(matches!(refused, ScoringError::Parameter { parameter: "samples", .. }), "{refused}");
        }
    }

    #[test]
    fn the_rank_shift_is_the_mean_distance() {
        // (0 + 1 + 1 + 2) ÷ 4.
        assert_eq!(rank_shift(&[1, 2, 3, 4], &[1, 3, 4, 2]), Ok(1.0));
        assert!(rank_shift(&[1], &[1, 2]).is_err());
    }
}
