//! Normalisation: indicators in different units brought onto one scale, on which more is better.
//!
//! Each method stands in its own module with its formula. A method looks at the rows within its scope ([`Within`]): all, each
//! group, each period, or both, so that panel data are normalised all years together or each year alone. Missing figures stay
//! missing. Where a method has no result for the rows of a scope — no figures, a constant, a maximum of zero — the rows are
//! told with the reason, and they get the stated figure or are missing; NaN never stands for anything else.
//!
//! Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 5.

pub mod accuracy;
pub mod borda;
pub mod complement;
pub mod fraction;
pub mod goalposts;
pub mod linear;
pub mod logarithm;
pub mod method;
pub mod min_max;
pub mod nonlinear;
pub mod part;
pub mod percentile;
pub mod rank;
pub mod sum;
pub mod to_maximum;
pub mod to_reference;
pub mod to_target;
pub mod turskis;
pub mod vector;
pub mod z_score;

use crate::error::ScoringError;
use crate::index::framework::Framework;
use crate::index::panel::{Panel, Within};
use crate::matrix::Matrix;

pub use method::Method;
use part::Part;

/// How one indicator is normalised.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Normalisation {
    /// The method.
    pub method: Method,
    /// Among which rows.
    pub within: Within,
    /// What figures get where the method has no result; none: they are missing.
    pub otherwise: Option<f64>,
}

impl From<Method> for Normalisation {
    fn from(method: Method) -> Self {
        Self { method, ..Self::default() }
    }
}

/// Why a method has no result for rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unscaled {
    /// No row has a figure.
    #[error("there are no figures")]
    NoFigures,
    /// All figures are equal, or there is one only, and the method divides by their spread.
    #[error("all figures are equal")]
    Constant,
    /// A figure, a sum or the largest figure is zero or below, and the method is not defined for that.
    #[error("a figure, their sum or the largest is zero or below")]
    NotPositive,
    /// The reference subject has no figure.
    #[error("the reference subject has no figure")]
    NoReference,
    /// The target or the reference is not better than the worst figure.
    #[error("the target or the reference is not better than the worst figure")]
    AimTooLow,
    /// A result leaves the range of numbers.
    #[error("a result leaves the range of numbers")]
    TooLarge,
}

/// Rows of an indicator for which the method has no result.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The indicator, by number.
    pub indicator: usize,
    /// The rows of the scope, ascending.
    pub rows: Vec<usize>,
    /// Why.
    pub why: Unscaled,
    /// What rows with a figure got; none: they are missing.
    pub otherwise: Option<f64>,
}

/// The normalised figures.
#[derive(Clone, Debug)]
pub struct Normalised {
    /// One column per indicator, more is better, NaN where missing.
    pub matrix: Matrix,
    /// Where a method had no result.
    pub exceptions: Vec<Exception>,
}

/// Normalises each indicator by its rule.
///
/// `matrix` has one column per indicator and a row for each of `panel`; `rules` has one entry per indicator. Figures where
/// less is better are turned, so that more is better in the result.
///
/// # Errors
/// [`ScoringError::Columns`], [`ScoringError::Length`]; [`ScoringError::Parameter`] for parameters out of range.
pub fn normalise(
    framework: &Framework,
    panel: &Panel,
    matrix: &Matrix,
    rules: &[Normalisation],
) -> Result<Normalised, ScoringError> {
    framework.check_columns("normalisation: figures", matrix.width())?;
    framework.check_columns("normalisation: rules", rules.len())?;
    panel.check(matrix.subjects())?;
    let mut parts: Vec<(Within, Vec<Vec<usize>>)> = Vec::new();
    let mut exceptions = Vec::new();
    let mut columns = Vec::with_capacity(matrix.width());
    for (indicator, (column, rule)) in matrix.columns().iter().zip(rules).enumerate() {
        rule.check(&framework.ids()[indicator])?;
        let known = parts.iter().position(|(within, _)| *within == rule.within).unwrap_or_else(|| {
            parts.push((rule.within, panel.parts(rule.within)));
            parts.len() - 1
        });
        let direction = framework.directions()[indicator];
        let mut normalised = vec![f64::NAN; column.len()];
        for rows in &parts[known].1 {
            let figures = rows.iter().map(|&row| column[row]).collect();
            let part = Part { figures, direction };
            let result = rule.method.apply(&part, |subject| part::reference(column, panel, rows, subject));
            match result.and_then(|values| part.checked(values)) {
                Ok(values) => rows.iter().zip(values).for_each(|(&row, value)| normalised[row] = value),
                Err(why) => {
                    if let Some(value) = rule.otherwise {
                        rows.iter().filter(|&&row| !column[row].is_nan()).for_each(|&row| normalised[row] = value);
                    }
                    exceptions.push(Exception { indicator, rows: rows.clone(), why, otherwise: rule.otherwise });
                }
            }
        }
        columns.push(normalised);
    }
    Ok(Normalised { matrix: Matrix::new(matrix.subjects(), columns)?, exceptions })
}

impl Normalisation {
    fn check(&self, id: &str) -> Result<(), ScoringError> {
        let wrong = match self.method.wrong() {
            None => self.otherwise.filter(|value| !value.is_finite()).map(|value| ("otherwise", value, "finite")),
            found => found,
        };
        wrong.map_or(Ok(()), |(parameter, value, expected)| {
            Err(ScoringError::Parameter { id: id.to_owned(), parameter, value, expected })
        })
    }
}

#[cfg(test)]
mod tests;
