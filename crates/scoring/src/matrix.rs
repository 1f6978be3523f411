//! Checked figures: columns of numbers, one entry per subject, and the group each subject belongs to.

use std::ops::Range;

use crate::benchmark::Scope;
use crate::error::ScoringError;
use crate::threads::Threads;

/// Figures by column (item or line) and subject. NaN is missing; infinities are refused.
#[derive(Clone, Debug)]
pub struct Matrix {
    subjects: usize,
    columns: Vec<Vec<f64>>,
}

impl Matrix {
    /// Takes `columns`, each with one entry per subject.
    ///
    /// # Errors
    /// [`ScoringError::Length`] and [`ScoringError::Infinite`].
    pub fn new(subjects: usize, columns: Vec<Vec<f64>>) -> Result<Self, ScoringError> {
        Self::checked(subjects, columns, Threads::ONE)
    }

    /// As [`Self::new`]; the columns are shared among `threads` to look them through.
    ///
    /// # Errors
    /// [`ScoringError::Length`] and [`ScoringError::Infinite`].
    pub fn checked(subjects: usize, columns: Vec<Vec<f64>>, threads: Threads) -> Result<Self, ScoringError> {
        let check = |positions: Range<usize>| {
            for position in positions {
                let column = &columns[position];
                if column.len() != subjects {
                    return Err(ScoringError::Length { what: "column", position, found: column.len(), subjects });
                }
                if let Some(subject) = first_infinite(column) {
                    return Err(ScoringError::Infinite { column: position, subject });
                }
            }
            Ok(())
        };
        Threads::each(threads.parts(columns.len(), 1), check).into_iter().collect::<Result<(), _>>()?;
        Ok(Self { subjects, columns })
    }

    /// No columns for `subjects` subjects.
    #[must_use]
    pub const fn none(subjects: usize) -> Self {
        Self { subjects, columns: Vec::new() }
    }

    /// How many subjects there are.
    #[must_use]
    pub const fn subjects(&self) -> usize {
        self.subjects
    }

    /// How many columns there are.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.columns.len()
    }

    /// The columns, NaN where a figure is missing.
    #[must_use]
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// The subjects at these positions, in this order; positions that are not there are left out.
    #[must_use]
    pub fn of_subjects(&self, positions: &[usize]) -> Self {
        let there: Vec<usize> = positions.iter().copied().filter(|&at| at < self.subjects).collect();
        let columns = self.columns.iter().map(|column| there.iter().map(|&at| column[at]).collect()).collect();
        Self { subjects: there.len(), columns }
    }

    /// The columns at these positions, in this order; positions that are not there are left out.
    #[must_use]
    pub fn of_columns(&self, positions: &[usize]) -> Self {
        let columns = positions.iter().filter_map(|&at| self.columns.get(at).cloned()).collect();
        Self { subjects: self.subjects, columns }
    }
}

/// Looks at whole blocks first, which is several figures at once.
fn first_infinite(column: &[f64]) -> Option<usize> {
    const BLOCK: usize = 256;
    let any = |block: &[f64]| block.iter().fold(false, |any, figure| any | figure.is_infinite());
    let block = column.chunks(BLOCK).position(any)? * BLOCK;
    let within = column[block..].iter().position(|figure| figure.is_infinite())?;
    Some(block + within)
}

/// The group of each subject. Groups are numbered from 0; a number need not have members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    of: Vec<u32>,
    count: usize,
}

impl Groups {
    /// One group that holds all `subjects`.
    #[must_use]
    pub fn one(subjects: usize) -> Self {
        Self { of: vec![0; subjects], count: 1 }
    }

    /// The group of each subject, by number.
    #[must_use]
    pub fn new(of: Vec<u32>) -> Self {
        let count = of.iter().max().map_or(1, |&most| most as usize + 1);
        Self { of, count }
    }

    /// How many groups are numbered.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many subjects there are.
    #[must_use]
    pub const fn subjects(&self) -> usize {
        self.of.len()
    }

    /// The subjects at these positions, in this order; groups keep their numbers, positions that are not there are left out.
    #[must_use]
    pub(crate) fn of_subjects(&self, positions: &[usize]) -> Self {
        Self { of: positions.iter().filter_map(|&at| self.of.get(at).copied()).collect(), count: self.count }
    }

    /// The group of the subject at `position`; 0 outside.
    #[must_use]
    pub fn of(&self, position: usize) -> usize {
        self.of.get(position).map_or(0, |&group| group as usize)
    }

    /// Where in a list by scope the subject at `position` looks: 0, or its group.
    #[must_use]
    pub(crate) fn place(&self, scope: Scope, position: usize) -> usize {
        match scope {
            Scope::Population => 0,
            Scope::Group => self.of(position),
        }
    }

    /// How many scopes there are: 1, or the number of groups.
    #[must_use]
    pub(crate) const fn scopes(&self, scope: Scope) -> usize {
        match scope {
            Scope::Population => 1,
            Scope::Group => self.count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_column_and_an_infinite_figure_are_refused_by_position() {
        let short = Matrix::new(2, vec![vec![1.0, 2.0], vec![1.0]]).unwrap_err();
        assert_eq!(short, ScoringError::Length { what: "column", position: 1, found: 1, subjects: 2 });
        let infinite = Matrix::new(2, vec![vec![1.0, f64::NEG_INFINITY]]).unwrap_err();
        assert_eq!(infinite, ScoringError::Infinite { column: 0, subject: 1 });
        // The first of several, on any number of threads.
        let columns = vec![vec![1.0], vec![f64::INFINITY], vec![f64::NAN], vec![f64::INFINITY]];
        for threads in [1, 2, 4] {
            let first = Matrix::checked(1, columns.clone(), Threads::new(threads)).unwrap_err();
            assert_eq!(first, ScoringError::Infinite { column: 1, subject: 0 });
        }
    }
}
