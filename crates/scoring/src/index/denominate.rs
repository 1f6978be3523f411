//! Denomination: figures made comparable between large and small subjects.
//!
//! figure ÷ divisor × factor, such as patents ÷ population × 1,000,000. Handbook on Constructing Composite Indicators (OECD
//! and JRC, 2008), step 2 (scaling by an appropriate size measure).

use crate::error::ScoringError;
use crate::index::framework::Framework;
use crate::matrix::Matrix;

/// How one indicator is denominated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Denomination {
    /// The column of the divisors, from 0.
    pub divisor: usize,
    /// What the quotient is multiplied with: finite and not zero.
    pub factor: f64,
}

impl Denomination {
    /// Divides by a column of the divisors, with factor 1.
    #[must_use]
    pub const fn by(divisor: usize) -> Self {
        Self { divisor, factor: 1.0 }
    }
}

/// Why a figure that was there has no quotient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undivided {
    /// The divisor is missing.
    NoDivisor,
    /// The divisor is zero.
    ZeroDivisor,
    /// The quotient leaves the range of numbers.
    TooLarge,
}

/// A figure that was there and is missing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The indicator, by number.
    pub indicator: usize,
    /// The row.
    pub row: usize,
    /// Why.
    pub why: Undivided,
}

/// The denominated figures.
#[derive(Clone, Debug)]
pub struct Denominated {
    /// One column per indicator, NaN where missing.
    pub matrix: Matrix,
    /// Figures that are missing only now, by indicator and row.
    pub lost: Vec<Lost>,
}

/// Denominates the indicators that have a rule; a figure that is missing stays missing.
///
/// `matrix` and `rules` have one entry per indicator, `divisors` has the rows of `matrix`.
///
/// # Errors
/// [`ScoringError::Columns`], [`ScoringError::Length`]; [`ScoringError::Parameter`] for a divisor that is not there and a
/// factor that is zero or not finite.
pub fn denominate(
    framework: &Framework,
    matrix: &Matrix,
    divisors: &Matrix,
    rules: &[Option<Denomination>],
) -> Result<Denominated, ScoringError> {
    framework.check_columns("denomination: figures", matrix.width())?;
    framework.check_columns("denomination: rules", rules.len())?;
    if divisors.subjects() != matrix.subjects() {
        let (found, subjects) = (divisors.subjects(), matrix.subjects());
        return Err(ScoringError::Length { what: "divisors", position: 0, found, subjects });
    }
    let mut lost = Vec::new();
    let mut columns = matrix.columns().to_vec();
    for (indicator, (column, rule)) in columns.iter_mut().zip(rules).enumerate() {
        let Some(Denomination { divisor, factor }) = *rule else { continue };
        let wrong = |parameter, value, expected| {
            let id = framework.ids()[indicator].clone();
            Err(ScoringError::Parameter { id, parameter, value, expected })
        };
        let Some(divisors) = divisors.columns().get(divisor) else {
            return wrong("divisor", crate::stats::count(divisor), "a column of the divisors");
        };
        if factor == 0.0 || !factor.is_finite() {
            return wrong("factor", factor, "finite and not zero");
        }
        for (row, (figure, divisor)) in column.iter_mut().zip(divisors).enumerate() {
            if figure.is_nan() {
                continue;
            }
            let quotient = *figure / divisor * factor;
            let why = match *divisor {
                divisor if divisor.is_nan() => Some(Undivided::NoDivisor),
                0.0 => Some(Undivided::ZeroDivisor),
                _ if !quotient.is_finite() => Some(Undivided::TooLarge),
                _ => None,
            };
            *figure = why.map_or(quotient, |_| f64::NAN);
            lost.extend(why.map(|why| Lost { indicator, row, why }));
        }
    }
    Ok(Denominated { matrix: Matrix::new(matrix.subjects(), columns)?, lost })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Indicator};

    fn framework() -> Framework {
        let indicators = vec![Indicator::new("patents", "I"), Indicator::new("speed", "I")];
        Framework::new(indicators, vec![Aggregate::index("I")]).unwrap()
    }

    #[test]
    fn figures_are_divided_and_what_is_lost_says_why() {
        let figures = vec![vec![30.0, 5.0, 8.0, f64::NAN, 1e300], vec![1.0; 5]];
        let divisors = Matrix::new(5, vec![vec![60.0, 0.0, f64::NAN, 4.0, 1e-300]]).unwrap();
        let per_million = Denomination { divisor: 0, factor: 10.0 };
        let figures = Matrix::new(5, figures).unwrap();
        let done = denominate(&framework(), &figures, &divisors, &[Some(per_million), None]).unwrap();
        let column = &done.matrix.columns()[0];
        // 30 ÷ 60 × 10 = 5
        assert!((column[0] - 5.0).abs() < 1e-15 && column[1..].iter().all(|figure| figure.is_nan()));
        assert_eq!(done.matrix.columns()[1], vec![1.0; 5]);
        let whys: Vec<(usize, Undivided)> = done.lost.iter().map(|lost| (lost.row, lost.why)).collect();
        assert_eq!(whys, [(1, Undivided::ZeroDivisor), (2, Undivided::NoDivisor), (4, Undivided::TooLarge)]);
    }

    #[test]
    fn a_rule_that_cannot_be_followed_names_the_indicator() {
        let figures = Matrix::new(1, vec![vec![1.0], vec![1.0]]).unwrap();
        let refused =
            |rule: Denomination| denominate(&framework(), &figures, &Matrix::none(1), &[None, Some(rule)]).unwrap_err();
        assert!(
            matches!(refused(Denomination::by(3)), ScoringError::Parameter { id, value, .. } if id == "speed" && value > 2.0)
        );
        let short = denominate(&framework(), &figures, &Matrix::none(1), &[None]).unwrap_err();
        assert!(matches!(short, ScoringError::Columns { expected: 2, found: 1, .. }));
    }
}
