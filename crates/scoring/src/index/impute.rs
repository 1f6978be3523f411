//! Imputation: a stated figure where one is missing, and a mark on each.
//!
//! All rules look at the figures that were there before the step, never at imputed ones, so their order does not matter.
//! - constant, mean, median: of the column, within all rows, the group, the period, or both ([`Within`]);
//! - row mean: of what the same row has in other indicators ([`row`]);
//! - last known and linear in time: along the periods of one subject ([`time`]).
//!
//! Zeros and negatives are figures like others, and so is a constant. Where there is nothing to take a figure from, it stays
//! missing and is told with the reason ([`Unfilled`]).
//!
//! Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 3.

pub mod row;
pub mod time;

use crate::error::ScoringError;
use crate::index::framework::Framework;
use crate::index::panel::{Panel, Within};
use crate::matrix::Matrix;
use crate::stats::Ordered;
use crate::sum::mean;

pub use row::{Peers, Scale};

/// How the missing figures of one indicator are filled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Fill {
    /// They stay missing.
    #[default]
    None,
    /// This figure, in the unit of the indicator.
    Constant(f64),
    /// The mean of the rows that are looked at together; [`Within::Group`] is the group mean.
    Mean(Within),
    /// Their median.
    Median(Within),
    /// What the mean of the other indicators of the same row says.
    Row(Peers, Scale),
    /// The subject's last figure, at most this many periods old.
    LastKnown {
        /// The greatest age, in units of the period.
        age: u32,
    },
    /// On the line between the subject's figures before and after.
    Linear {
        /// The greatest distance between those two, in units of the period.
        span: u32,
    },
}

/// Why a figure is missing still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfilled {
    /// The rule is [`Fill::None`].
    NoRule,
    /// There is no figure to take it from: in the column, the group, the row, or before and after.
    NoFigures,
    /// There are figures, but too far away in time.
    TooFar,
    /// It would leave the range of numbers.
    TooLarge,
}

/// An imputed figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filled {
    /// The indicator, by number.
    pub indicator: usize,
    /// The row.
    pub row: usize,
    /// The rule.
    pub rule: Fill,
    /// The figure.
    pub value: f64,
}

/// A figure that is missing still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The indicator, by number.
    pub indicator: usize,
    /// The row.
    pub row: usize,
    /// Why.
    pub why: Unfilled,
}

/// The imputed figures.
#[derive(Clone, Debug)]
pub struct Imputation {
    /// One column per indicator, NaN where missing still.
    pub matrix: Matrix,
    /// Every imputed figure, by indicator; within one by part and row.
    pub filled: Vec<Filled>,
    /// Every figure that is missing still, in the same order.
    pub gaps: Vec<Gap>,
}

/// What a rule makes of the missing figures of one column: rows with an outcome.
type Outcomes = Vec<(usize, Result<f64, Unfilled>)>;

/// Imputes each indicator by its rule.
///
/// `matrix` has one column per indicator and a row for each of `panel`; `rules` has one entry per indicator.
///
/// # Errors
/// [`ScoringError::Columns`], [`ScoringError::Length`]; [`ScoringError::Parameter`] for a constant that is not finite.
pub fn impute(
    framework: &Framework,
    panel: &Panel,
    matrix: &Matrix,
    rules: &[Fill],
) -> Result<Imputation, ScoringError> {
    framework.check_columns("imputation: figures", matrix.width())?;
    framework.check_columns("imputation: rules", rules.len())?;
    panel.check(matrix.subjects())?;
    let mut parts = Parts { panel, known: Vec::new() };
    let mut rows = None;
    let mut done = Imputation { matrix: Matrix::none(0), filled: Vec::new(), gaps: Vec::new() };
    let mut columns = matrix.columns().to_vec();
    for (indicator, (column, &rule)) in columns.iter_mut().zip(rules).enumerate() {
        if let Fill::Constant(value) = rule
            && !value.is_finite()
        {
            let id = framework.ids()[indicator].clone();
            return Err(ScoringError::Parameter { id, parameter: "constant", value, expected: "finite" });
        }
        if !column.iter().any(|figure| figure.is_nan()) {
            continue;
        }
        let outcomes = match rule {
            Fill::None => same_for_all(column, Err(Unfilled::NoRule)),
            Fill::Constant(value) => same_for_all(column, Ok(value)),
            Fill::Mean(within) => by_part(column, parts.of(within), |part| mean(part.iter().copied())),
            Fill::Median(within) => by_part(column, parts.of(within), |part| Ordered::of(part).median().ok()),
            Fill::Row(peers, scale) => {
                let rows = rows.get_or_insert_with(|| row::Rows::of(framework, matrix));
                missing(column).map(|at| (at, rows.fill(indicator, at, peers, scale))).collect()
            }
            Fill::LastKnown { age } => time::last_known(column, panel, age),
            Fill::Linear { span } => time::linear(column, panel, span),
        };
        for (row, outcome) in outcomes {
            match outcome {
                Ok(value) if value.is_finite() => {
                    column[row] = value;
                    done.filled.push(Filled { indicator, row, rule, value });
                }
                Ok(_) => done.gaps.push(Gap { indicator, row, why: Unfilled::TooLarge }),
                Err(why) => done.gaps.push(Gap { indicator, row, why }),
            }
        }
    }
    done.matrix = Matrix::new(matrix.subjects(), columns)?;
    Ok(done)
}

/// The parts of the panel, each kind found once.
struct Parts<'a> {
    panel: &'a Panel,
    known: Vec<(Within, Vec<Vec<usize>>)>,
}

impl Parts<'_> {
    fn of(&mut self, within: Within) -> &[Vec<usize>] {
        let at = self.known.iter().position(|(own, _)| *own == within).unwrap_or_else(|| {
            self.known.push((within, self.panel.parts(within)));
            self.known.len() - 1
        });
        &self.known[at].1
    }
}

/// Positions of the missing figures, ascending.
fn missing(column: &[f64]) -> impl Iterator<Item = usize> {
    column.iter().enumerate().filter(|(_, figure)| figure.is_nan()).map(|(at, _)| at)
}

fn same_for_all(column: &[f64], outcome: Result<f64, Unfilled>) -> Outcomes {
    missing(column).map(|at| (at, outcome)).collect()
}

fn by_part(column: &[f64], parts: &[Vec<usize>], middle: impl Fn(&[f64]) -> Option<f64>) -> Outcomes {
    let mut outcomes = Vec::new();
    for part in parts {
        let figures: Vec<f64> = part.iter().map(|&row| column[row]).collect();
        if figures.iter().any(|figure| figure.is_nan()) {
            let value = middle(&figures).ok_or(Unfilled::NoFigures);
            outcomes.extend(part.iter().filter(|&&row| column[row].is_nan()).map(|&row| (row, value)));
        }
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Indicator};
    use crate::matrix::Groups;

    const GAP: f64 = f64::NAN;

    fn imputed(column: Vec<f64>, panel: &Panel, rule: Fill) -> Imputation {
        let framework = Framework::new(vec![Indicator::new("a", "I")], vec![Aggregate::index("I")]).unwrap();
        impute(&framework, panel, &Matrix::new(column.len(), vec![column]).unwrap(), &[rule]).unwrap()
    }

    /// One group with 1, 2, 6 and a gap; one with a gap only.
    fn column() -> (Vec<f64>, Panel) {
        (vec![1.0, GAP, 2.0, GAP, 6.0], Panel::one_period(Groups::new(vec![0, 1, 0, 0, 0])))
    }

    #[test]
    fn a_column_is_filled_by_its_rule_and_every_figure_is_marked() {
        let (column, panel) = column();
        for (rule, value) in
            [(Fill::Constant(9.0), 9.0), (Fill::Mean(Within::All), 3.0), (Fill::Median(Within::All), 2.0)]
        {
            let done = imputed(column.clone(), &panel, rule);
            let mark = |row| Filled { indicator: 0, row, rule, value };
            assert_eq!((done.filled, done.gaps.len()), (vec![mark(1), mark(3)], 0));
            assert_eq!(done.matrix.columns()[0], [1.0, value, 2.0, value, 6.0]);
        }
    }

    #[test]
    fn a_group_without_figures_stays_missing_and_says_so() {
        let (column, panel) = column();
        let done = imputed(column.clone(), &panel, Fill::Mean(Within::Group));
        assert_eq!(done.filled, [Filled { indicator: 0, row: 3, rule: Fill::Mean(Within::Group), value: 3.0 }]);
        assert_eq!(done.gaps, [Gap { indicator: 0, row: 1, why: Unfilled::NoFigures }]);
        let none = imputed(column, &panel, Fill::None);
        assert_eq!(none.gaps.iter().map(|gap| gap.why).collect::<Vec<_>>(), [Unfilled::NoRule; 2]);
    }

    #[test]
    fn what_leaves_the_range_of_numbers_stays_missing() {
        let panel = Panel::one_period(Groups::one(3));
        let done = imputed(vec![f64::MAX, f64::MAX, GAP], &panel, Fill::Mean(Within::All));
        assert_eq!(done.gaps, [Gap { indicator: 0, row: 2, why: Unfilled::TooLarge }]);
    }
}
