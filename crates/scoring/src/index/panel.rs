//! Who each row of a matrix is: its group, its subject, its period.
//!
//! Data of one period have a row per subject. Panel data have a row per subject and period; a step then looks at all rows
//! together, at each period alone, or along the periods of one subject.

use std::collections::BTreeMap;

use crate::error::ScoringError;
use crate::matrix::Groups;

/// Among which rows a step looks for its minimum, mean or rank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// All rows, of all periods together: results of different periods can be compared.
    #[default]
    All,
    /// The rows of the same group, of all periods together.
    Group,
    /// The rows of the same period.
    Period,
    /// The rows of the same group and period.
    GroupAndPeriod,
}

/// Group, subject and period of each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    groups: Groups,
    subjects: Vec<u32>,
    periods: Vec<i32>,
}

impl Panel {
    /// Rows of one period, each another subject.
    #[must_use]
    pub fn one_period(groups: Groups) -> Self {
        let subjects = (0..).take(groups.subjects()).collect();
        let periods = vec![0; groups.subjects()];
        Self { groups, subjects, periods }
    }

    /// Rows of several periods: for each its group, the number of its subject, and its period (such as the year).
    ///
    /// # Errors
    /// [`ScoringError::Length`] where the lists differ in length, [`ScoringError::PeriodTwice`] where a subject has two rows
    /// for one period.
    pub fn new(groups: Groups, subjects: Vec<u32>, periods: Vec<i32>) -> Result<Self, ScoringError> {
        let rows = groups.subjects();
        for (what, found) in [("subjects", subjects.len()), ("periods", periods.len())] {
            if found != rows {
                return Err(ScoringError::Length { what, position: 0, found, subjects: rows });
            }
        }
        let mut seen = BTreeMap::new();
        for (row, at) in subjects.iter().zip(&periods).enumerate() {
            if let Some(first) = seen.insert(at, row) {
                return Err(ScoringError::PeriodTwice { first, second: row, period: *at.1 });
            }
        }
        Ok(Self { groups, subjects, periods })
    }

    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.periods.len()
    }

    /// The period of each row.
    #[must_use]
    pub fn periods(&self) -> &[i32] {
        &self.periods
    }

    /// The number of the subject of each row.
    #[must_use]
    pub fn subjects(&self) -> &[u32] {
        &self.subjects
    }

    /// The group of each row.
    #[must_use]
    pub const fn groups(&self) -> &Groups {
        &self.groups
    }

    /// The rows that are looked at together: positions, ascending, by period and group.
    #[must_use]
    pub fn parts(&self, within: Within) -> Vec<Vec<usize>> {
        self.sorted_by(|row| match within {
            Within::All => (0, 0),
            Within::Group => (0, self.groups.of(row)),
            Within::Period => (self.periods[row], 0),
            Within::GroupAndPeriod => (self.periods[row], self.groups.of(row)),
        })
    }

    /// The rows of each subject, ascending by period.
    #[must_use]
    pub fn histories(&self) -> Vec<Vec<usize>> {
        let mut histories = self.sorted_by(|row| self.subjects[row]);
        for rows in &mut histories {
            rows.sort_by_key(|&row| self.periods[row]);
        }
        histories
    }

    /// The rows at these positions, in this order; positions that are not there are left out. Groups keep their numbers.
    #[must_use]
    pub fn of_rows(&self, positions: &[usize]) -> Self {
        let there: Vec<usize> = positions.iter().copied().filter(|&at| at < self.rows()).collect();
        Self {
            groups: self.groups.of_subjects(&there),
            subjects: there.iter().map(|&at| self.subjects[at]).collect(),
            periods: there.iter().map(|&at| self.periods[at]).collect(),
        }
    }

    fn sorted_by<K: Ord>(&self, key: impl Fn(usize) -> K) -> Vec<Vec<usize>> {
        let mut parts: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for row in 0..self.rows() {
            parts.entry(key(row)).or_default().push(row);
        }
        parts.into_values().collect()
    }

    /// Checks that a matrix with `rows` rows is described.
    ///
    /// # Errors
    /// [`ScoringError::Length`] where a matrix has another number of rows.
    pub fn check(&self, rows: usize) -> Result<(), ScoringError> {
        if self.rows() == rows {
            return Ok(());
        }
        Err(ScoringError::Length { what: "panel", position: 0, found: self.rows(), subjects: rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_looked_at_by_group_by_period_and_along_a_subject() {
        // Two subjects in two years, the second year given first.
        let groups = Groups::new(vec![0, 1, 0, 1]);
        let panel = Panel::new(groups, vec![7, 3, 7, 3], vec![2025, 2025, 2024, 2024]).unwrap();
        assert_eq!(panel.parts(Within::All), [vec![0, 1, 2, 3]]);
        assert_eq!(panel.parts(Within::Group), [vec![0, 2], vec![1, 3]]);
        assert_eq!(panel.parts(Within::Period), [vec![2, 3], vec![0, 1]]);
        assert_eq!(panel.parts(Within::GroupAndPeriod), [vec![2], vec![3], vec![0], vec![1]]);
        assert_eq!(panel.histories(), [vec![3, 1], vec![2, 0]]);
    }

    #[test]
    fn a_subject_has_one_row_a_period() {
        let twice = Panel::new(Groups::one(2), vec![5, 5], vec![2024, 2024]).unwrap_err();
        assert_eq!(twice, ScoringError::PeriodTwice { first: 0, second: 1, period: 2024 });
        let short = Panel::new(Groups::one(2), vec![5, 5], vec![2024]).unwrap_err();
        assert_eq!(short, ScoringError::Length { what: "periods", position: 0, found: 1, subjects: 2 });
    }
}
