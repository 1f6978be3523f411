//! Imputation from the same row: what is missing is taken to stand where the row's other figures stand on average.
//!
//! With min-max scale each other figure becomes its share of the way from the worst to the best of its column,
//! s = (x − min) ÷ (max − min), or 1 − s where less is better; the mean of these shares is carried back to the scale of the
//! missing indicator. Columns without spread have no share and are left out. As it is, the plain mean of the row is taken:
//! for figures that have been normalised. Handbook, step 3 (unconditional mean imputation, by unit).

use std::collections::BTreeMap;

use super::Unfilled;
use crate::index::framework::Framework;
use crate::index::part::Direction;
use crate::matrix::Matrix;
use crate::stats::count;

/// Which indicators of the row are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Peers {
    /// All.
    #[default]
    All,
    /// Those under the same node.
    Siblings,
}

/// How figures of different indicators are made comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// By min-max and direction, and back again.
    #[default]
    MinMax,
    /// Not: they have been normalised.
    AsIs,
}

/// The figures with what is needed to compare them across columns.
pub(super) struct Rows<'a> {
    framework: &'a Framework,
    matrix: &'a Matrix,
    /// By column: minimum and maximum, the other way round where less is better; none without figures.
    worst_best: Vec<Option<(f64, f64)>>,
    /// Means of rows that have been asked for, by node (none: all indicators), scale and row.
    means: BTreeMap<(Option<usize>, Scale, usize), Option<f64>>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(framework: &'a Framework, matrix: &'a Matrix) -> Self {
        let ends = |(column, direction): (&Vec<f64>, &Direction)| {
            let figures = column.iter().copied().filter(|figure| !figure.is_nan());
            let least = figures.clone().reduce(f64::min)?;
            let most = figures.reduce(f64::max)?;
            Some(match direction {
                Direction::Higher => (least, most),
                Direction::Lower => (most, least),
            })
        };
        let worst_best = matrix.columns().iter().zip(framework.directions()).map(ends).collect();
        Self { framework, matrix, worst_best, means: BTreeMap::new() }
    }

    /// The figure for one indicator and row.
    pub(super) fn fill(&mut self, indicator: usize, row: usize, peers: Peers, scale: Scale) -> Result<f64, Unfilled> {
        let parent = match peers {
            Peers::All => None,
            Peers::Siblings => self.framework.parent(indicator),
        };
        // What is missing adds nothing, so that all gaps of a row share one mean.
        let known = self.means.get(&(parent, scale, row)).copied();
        let mean = known.unwrap_or_else(|| self.mean(parent, row, scale));
        self.means.insert((parent, scale, row), mean);
        let mean = mean.ok_or(Unfilled::NoFigures)?;
        match (scale, self.worst_best[indicator]) {
            (Scale::AsIs, _) => Ok(mean),
            (Scale::MinMax, Some((worst, best))) => Ok(worst + mean * (best - worst)),
            (Scale::MinMax, None) => Err(Unfilled::NoFigures),
        }
    }

    /// The mean of what a row has, under one node or in all indicators; none where it has nothing.
    fn mean(&self, parent: Option<usize>, row: usize, scale: Scale) -> Option<f64> {
        let (mut sum, mut found) = (0.0, 0);
        let mut add = |other: usize| {
            let figure = self.matrix.columns()[other][row];
            let value = match (scale, self.worst_best[other]) {
                (Scale::AsIs, _) => figure,
                (Scale::MinMax, Some((worst, best))) => (figure - worst) / (best - worst),
                (Scale::MinMax, None) => f64::NAN,
            };
            if value.is_finite() {
                sum += value;
                found += 1;
            }
        };
        match parent {
            None => (0..self.matrix.width()).for_each(&mut add),
            Some(parent) => {
                let siblings = self.framework.children(parent).iter().copied();
                siblings.filter(|&child| child < self.matrix.width()).for_each(&mut add);
            }
        }
        (found > 0).then(|| sum / count(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Fill, Indicator, Panel, impute};
    use crate::matrix::Groups;

    #[test]
    fn a_row_is_filled_on_the_scale_of_the_missing_indicator() {
        let indicators = vec![
            Indicator::new("a", "P"),
            Indicator::new("b", "P").lower_is_better(),
            Indicator::new("c", "Q"),
            Indicator::new("flat", "Q"),
        ];
        let aggregates = vec![Aggregate::new("P", "I"), Aggregate::new("Q", "I"), Aggregate::index("I")];
        let framework = Framework::new(indicators, aggregates).unwrap();
        let columns =
            vec![vec![0.0, 10.0, 4.0], vec![100.0, 300.0, f64::NAN], vec![0.0, 1.0, 1.0], vec![5.0, 5.0, 5.0]];
        let matrix = Matrix::new(3, columns).unwrap();
        let filled = |peers, scale| {
            let rules = [Fill::Row(peers, scale); 4];
            impute(&framework, &Panel::one_period(Groups::one(3)), &matrix, &rules).unwrap().filled[0].value
        };
        // Shares: a 0.4, c 1: mean 0.7 of the way from 300 (worst) to 100: 160. Among siblings a alone: 0.4: 220.
        assert!((filled(Peers::All, Scale::MinMax) - 160.0).abs() < 1e-12);
        assert!((filled(Peers::Siblings, Scale::MinMax) - 220.0).abs() < 1e-12);
        // (4 + 1 + 5) ÷ 3
        assert!((filled(Peers::All, Scale::AsIs) - 10.0 / 3.0).abs() < 1e-12);
    }
}
