//! Cronbach's alpha: how far several indicators measure one thing.
//!
//! With k columns and their covariances over the subjects that have both figures: k ÷ (k − 1) · (1 − sum of the variances ÷
//! sum of all covariances). L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951)
//! 297–334; handbook, step 4.
//!
//! Zeros and negatives are figures like others; constant columns have no covariance, and if all are constant there is no
//! alpha. A missing figure leaves the subject out of the pairs of that column.

use super::{MOST_COLUMNS, Undefined, count, finite};

/// Cronbach's alpha of `columns`, NaN where a figure is missing; at most 1, and negative where columns run against each
/// other.
///
/// # Errors
/// [`Undefined::TooFew`] under two columns, or under two subjects that any two columns share; [`Undefined::TooMany`];
/// [`Undefined::Constant`] where the covariances add up to zero; [`Undefined::TooLarge`].
pub fn cronbach_alpha(columns: &[&[f64]]) -> Result<f64, Undefined> {
    if columns.len() < 2 {
        return Err(Undefined::TooFew { found: columns.len(), needed: 2 });
    }
    if columns.len() > MOST_COLUMNS {
        return Err(Undefined::TooMany { found: columns.len() });
    }
    let (mut variances, mut all) = (0.0, 0.0);
    for (at, first) in columns.iter().enumerate() {
        variances += covariance(first, first)?;
        for (other, second) in columns.iter().enumerate() {
            // Each pair in one order, so that the sum is the same from both sides.
            all += if other < at { covariance(second, first)? } else { covariance(first, second)? };
        }
    }
    if all == 0.0 {
        return Err(Undefined::Constant);
    }
    let k = count(columns.len());
    finite(k / (k - 1.0) * (1.0 - variances / all))
}

/// The sample covariance (n − 1) over the subjects that have both figures.
fn covariance(first: &[f64], second: &[f64]) -> Result<f64, Undefined> {
    let both = first.iter().zip(second).filter(|(x, y)| !x.is_nan() && !y.is_nan());
    let mut pairs: Vec<(f64, f64)> = both.map(|(&x, &y)| (x, y)).collect();
    if pairs.len() < 2 {
        return Err(Undefined::TooFew { found: pairs.len(), needed: 2 });
    }
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let n = count(pairs.len());
    let x = pairs.iter().map(|pair| pair.0).sum::<f64>() / n;
    let y = pairs.iter().map(|pair| pair.1).sum::<f64>() / n;
    finite(pairs.iter().map(|pair| (pair.0 - x) * (pair.1 - y)).sum::<f64>() / (n - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_worked_by_hand() {
        // Variances of (1,2,3) and (1,3,5): 1 and 4; covariance 2. 2 ÷ 1 · (1 − 5 ÷ 9) = 8 ÷ 9.
        let alpha = cronbach_alpha(&[&[1.0, 2.0, 3.0], &[1.0, 3.0, 5.0]]).unwrap();
        assert!((alpha - 8.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_alpha_says_why() {
        assert_eq!(cronbach_alpha(&[&[1.0, 2.0]]), Err(Undefined::TooFew { found: 1, needed: 2 }));
        assert_eq!(cronbach_alpha(&[&[1.0, 1.0], &[2.0, 2.0]]), Err(Undefined::Constant));
        let apart = cronbach_alpha(&[&[1.0, 2.0, f64::NAN], &[f64::NAN, 2.0, 1.0]]);
        assert_eq!(apart, Err(Undefined::TooFew { found: 1, needed: 2 }));
        assert_eq!(cronbach_alpha(&[&[1e300, -1e300], &[1e300, -1e300]]), Err(Undefined::TooLarge));
    }
}
