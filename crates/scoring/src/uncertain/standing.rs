//! From the values of an index to places and grades, run after run.

use crate::error::ScoringError;
use crate::grade::Grading;
use crate::matrix::Groups;
use crate::order::Order;
use crate::rank::{Ranking, Ties};
use crate::round::{MOST_DECIMALS, Rounded};
use crate::threads::Threads;

use super::placing::Placing;

/// How values of an index become ranks and grades.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Standing {
    /// Competition ranks of all rows by the value as it is, as [`Built::ranks`](crate::index::Built::ranks); no grades.
    #[default]
    Exact,
    /// By the rounded value, as a points scheme does.
    Rounded {
        /// Decimals, half away from zero.
        decimals: u8,
        /// How ranks are counted; groups are those of the panel.
        ranking: Ranking,
        /// How grades follow.
        grading: Option<Grading>,
    },
}

/// Places and grades of one run, by row of the raw figures, and room for the next.
#[derive(Default)]
pub(super) struct Placed {
    /// From 1; 0 for who is not ranked.
    pub places: Vec<u32>,
    /// The number of the grade; empty without a grading.
    pub grades: Vec<Option<u32>>,
    placing: Placing,
    there: Vec<f64>,
    at: Vec<usize>,
}

impl Standing {
    /// How many grades there are.
    pub(super) fn grades(&self) -> usize {
        match self {
            Self::Exact | Self::Rounded { grading: None, .. } => 0,
            Self::Rounded { grading: Some(grading), .. } => grading.names().len(),
        }
    }

    /// # Errors
    /// [`ScoringError::Decimals`]; [`ScoringError::Grades`] and [`ScoringError::DuplicateId`] for a grading that
    /// contradicts itself; [`ScoringError::Parameter`] for group numbers that need more room than there are subjects.
    pub(super) fn check(&self, groups: &Groups) -> Result<(), ScoringError> {
        let Self::Rounded { decimals, grading, .. } = self else { return Ok(()) };
        if *decimals > MOST_DECIMALS {
            return Err(ScoringError::Decimals { decimals: *decimals });
        }
        crate::scheme::check_groups(groups)?;
        grading.as_ref().map_or(Ok(()), Grading::check)
    }

    /// Places the `values`, NaN where missing; `rows` says where each stands among `of` rows, `groups` which group it has.
    pub(super) fn place(
        &self,
        index: &str,
        values: &[f64],
        (rows, of): (&[usize], usize),
        groups: &Groups,
        out: &mut Placed,
    ) -> Result<(), ScoringError> {
        let Placed { places, grades, placing, there, at } = out;
        places.clear();
        places.resize(of, 0);
        grades.clear();
        match self {
            Self::Exact => {
                there.clear();
                at.clear();
                for (&value, &row) in values.iter().zip(rows).filter(|(value, _)| !value.is_nan()) {
                    there.push(value);
                    at.push(row);
                }
                if !there.is_empty() {
                    placing.places(there, Ties::Competition, |position, place| places[at[position]] = place);
                }
            }
            Self::Rounded { decimals, ranking, grading } => {
                let rounded = |(&value, &subject): (&f64, &usize)| {
                    let too_large = || ScoringError::Overflow { id: index.to_owned(), subject: Some(subject) };
                    if value.is_nan() {
                        Ok(None)
                    } else {
                        Rounded::of(value, *decimals).ok_or_else(too_large).map(Some)
                    }
                };
                let scores = values.iter().zip(rows).map(rounded).collect::<Result<Vec<_>, _>>()?;
                let order = Order::of(&scores, groups, ranking.scope, Threads::ONE);
                for (&row, place) in rows.iter().zip(ranking.places(&order, scores.len())) {
                    places[row] = place;
                }
                if let Some(grading) = grading {
                    let own = grading.scope().filter(|scope| *scope != ranking.scope);
                    let own = own.map(|scope| Order::of(&scores, groups, scope, Threads::ONE));
                    grades.resize(of, None);
                    let found = grading.grades(&scores, own.as_ref().unwrap_or(&order));
                    for (&row, grade) in rows.iter().zip(found) {
                        grades[row] = grade.map(|(grade, _)| grade);
                    }
                }
            }
        }
        Ok(())
    }
}
