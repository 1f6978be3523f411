//! From the values of an index to places and grades, run after run.

use crate::error::ScoringError;
use crate::matrix::Matrix;
use crate::rank::Ties;
use crate::scheme::{Data, Scheme};
use crate::standings::standings;
use crate::threads::Threads;

use super::placing::Placing;

/// How values of an index become ranks and grades.
#[derive(Clone, Debug, Default)]
pub enum Standing {
    /// Competition ranks of all rows by the value as it is, as [`Built::ranks`](crate::index::Built::ranks); no grades.
    #[default]
    Exact,
    /// As in a points scheme whose one item is the index: rounded, with bonuses and deductions, vetoes and grades, ranked
    /// apart in the groups of the data.
    After {
        /// The scheme.
        scheme: Scheme,
        /// Its data by row of the raw figures; the figures of the one item are put in their place run by run. Rows beyond
        /// are of other periods: they are built with the index and not ranked.
        data: Box<Data>,
    },
}

/// Places and grades of one run, by row of the raw figures, and room for the next.
#[derive(Default)]
pub(crate) struct Placed {
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
            Self::Exact => 0,
            Self::After { scheme, .. } => scheme.grading.as_ref().map_or(0, |grading| grading.names().len()),
        }
    }

    /// # Errors
    /// [`ScoringError::Columns`] where the scheme has not one item, [`ScoringError::Length`] where its data have more than
    /// `rows` rows, and what [`run`](crate::run()) refuses.
    pub(crate) fn check(&self, rows: usize) -> Result<(), ScoringError> {
        let Self::After { scheme, data } = self else { return Ok(()) };
        if scheme.items.len() != 1 {
            let found = scheme.items.len();
            return Err(ScoringError::Columns { id: "standing: items".to_owned(), expected: 1, found });
        }
        let found = data.figures.subjects();
        if found > rows {
            return Err(ScoringError::Length { what: "standing", position: 0, found, subjects: rows });
        }
        scheme.check()?;
        data.check(scheme)
    }

    /// The score by which each of `of` rows is ranked.
    pub(crate) fn scores(
        &self,
        values: &[f64],
        (rows, of): (&[usize], usize),
    ) -> Result<Vec<Option<f64>>, ScoringError> {
        match self {
            Self::Exact => {
                let mut scores = vec![None; of];
                for (&value, &row) in values.iter().zip(rows).filter(|(value, _)| !value.is_nan()) {
                    scores[row] = Some(value);
                }
                Ok(scores)
            }
            Self::After { scheme, data } => {
                let made = standings(scheme, &with_values(data, values, rows)?, Threads::ONE)?;
                Ok((0..data.figures.subjects()).map(|row| made.score(row).map(crate::Rounded::to_f64)).collect())
            }
        }
    }

    /// The number of the group in which a row is ranked; 0 where all are ranked together.
    pub(crate) fn group(&self, row: usize) -> usize {
        match self {
            Self::Exact => 0,
            Self::After { scheme, data } => data.groups.place(scheme.ranking.scope, row),
        }
    }

    /// Places the `values`, NaN where missing; `rows` says where each stands among `of` rows.
    pub(crate) fn place(
        &self,
        values: &[f64],
        (rows, of): (&[usize], usize),
        out: &mut Placed,
    ) -> Result<(), ScoringError> {
        match self {
            Self::Exact => {
                let Placed { places, grades, placing, there, at } = out;
                places.clear();
                places.resize(of, 0);
                grades.clear();
                there.clear();
                at.clear();
                for (&value, &row) in values.iter().zip(rows).filter(|(value, _)| !value.is_nan()) {
                    there.push(value);
                    at.push(row);
                }
                if !there.is_empty() {
                    placing.places(there, Ties::Competition, |position, place| places[at[position]] = place);
                }
                Ok(())
            }
            Self::After { scheme, data } => {
                let data = with_values(data, values, rows)?;
                by_scheme(scheme, &data, out)
            }
        }
    }
}

/// The data of the scheme after an index, with its values.
fn with_values(data: &Data, values: &[f64], rows: &[usize]) -> Result<Data, ScoringError> {
    let of = data.figures.subjects();
    let mut column = vec![f64::NAN; of];
    for (&value, &row) in values.iter().zip(rows) {
        if let Some(place) = column.get_mut(row) {
            *place = value;
        }
    }
    Ok(Data { figures: Matrix::new(of, vec![column])?, ..data.clone() })
}

/// Places and grades of a points scheme.
pub(super) fn by_scheme(scheme: &Scheme, data: &Data, out: &mut Placed) -> Result<(), ScoringError> {
    let standings = standings(scheme, data, Threads::ONE)?;
    let subjects = 0..standings.subjects();
    let place = |subject| standings.rank(subject).map_or(0, |rank| u32::try_from(rank).unwrap_or(u32::MAX));
    out.places.clear();
    out.places.extend(subjects.clone().map(place));
    out.grades.clear();
    if scheme.grading.is_some() {
        let grade = |subject| standings.grade(subject).and_then(|grade| u32::try_from(grade.0).ok());
        out.grades.extend(subjects.map(grade));
    }
    Ok(())
}
