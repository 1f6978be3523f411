//! The rows that a method looks at together, and what all methods need of them.

use super::Unscaled;
use crate::index::panel::Panel;
use crate::index::part::Direction;
use crate::sum::ExactSum;

/// Figures of one indicator, NaN where missing, and whether more is better.
pub(super) struct Part {
    pub figures: Vec<f64>,
    pub direction: Direction,
}

impl Part {
    /// The figures that are there.
    pub fn there(&self) -> impl Iterator<Item = f64> + Clone {
        self.figures.iter().copied().filter(|figure| !figure.is_nan())
    }

    /// Least and greatest figure.
    pub fn ends(&self) -> Result<(f64, f64), Unscaled> {
        let ends = self.there().fold(None, |ends: Option<(f64, f64)>, x| match ends {
            None => Some((x, x)),
            Some((least, most)) => Some((least.min(x), most.max(x))),
        });
        ends.ok_or(Unscaled::NoFigures)
    }

    /// Least and greatest figure after turning those where less is better: worst and best.
    pub fn worst_best(&self) -> Result<(f64, f64), Unscaled> {
        let (least, most) = self.ends()?;
        Ok(match self.direction {
            Direction::Higher => (least, most),
            Direction::Lower => (-most, -least),
        })
    }

    /// Each figure as it is through `formula`; missing ones stay missing.
    pub fn each(&self, formula: impl Fn(f64) -> f64) -> Vec<f64> {
        self.figures.iter().map(|&x| if x.is_nan() { x } else { formula(x) }).collect()
    }

    /// Each figure, turned where less is better, through `formula`.
    pub fn each_turned(&self, formula: impl Fn(f64) -> f64) -> Vec<f64> {
        let sign = self.direction.sign();
        self.each(|x| formula(sign * x))
    }

    /// Each figure through the formula for where more is better or that for where less is.
    pub fn either(&self, higher: impl Fn(f64) -> f64, lower: impl Fn(f64) -> f64) -> Vec<f64> {
        match self.direction {
            Direction::Higher => self.each(higher),
            Direction::Lower => self.each(lower),
        }
    }

    /// The values if each figure that is there has a number; a range too wide for one gives none.
    pub fn checked(&self, values: Vec<f64>) -> Result<Vec<f64>, Unscaled> {
        let wrong = |(value, figure): (&f64, &f64)| !value.is_finite() && !figure.is_nan();
        if values.iter().zip(&self.figures).any(wrong) { Err(Unscaled::TooLarge) } else { Ok(values) }
    }

    /// The sum, whatever the order of the rows, of a function of the figures that are there.
    pub fn total(&self, of: impl Fn(f64) -> f64) -> Result<f64, Unscaled> {
        let mut sum = ExactSum::default();
        for value in self.there().map(of) {
            if !value.is_finite() {
                return Err(Unscaled::TooLarge);
            }
            sum.add(value);
        }
        Some(sum.round()).filter(|total| total.is_finite()).ok_or(Unscaled::TooLarge)
    }
}

/// The figure of the reference subject for the periods of `rows`: of several the latest. It need not be in the scope.
pub(super) fn reference(column: &[f64], panel: &Panel, rows: &[usize], subject: u32) -> Option<f64> {
    let periods: std::collections::BTreeSet<i32> = rows.iter().map(|&row| panel.periods()[row]).collect();
    let own = panel.subjects().iter().enumerate().filter(|&(_, &of)| of == subject).map(|(row, _)| row);
    let latest = own
        .filter(|&row| periods.contains(&panel.periods()[row]) && !column[row].is_nan())
        .max_by_key(|&row| panel.periods()[row]);
    latest.map(|row| column[row])
}
