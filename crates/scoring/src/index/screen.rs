//! Screening: subjects and indicators with too little data are dropped, with the reason kept.
//!
//! The share of available figures is taken of all, the share of figures that are not zero of the available ones. Handbook on
//! Constructing Composite Indicators (OECD and JRC, 2008), steps 2 and 3.

use std::collections::BTreeSet;

use crate::error::ScoringError;
use crate::matrix::Matrix;
use crate::stats::count;

/// What must be there. Without limits nothing is dropped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screening {
    /// The least share of available figures, from 0 to 1.
    pub available: Option<f64>,
    /// The least share of figures that are not zero, from 0 to 1.
    pub nonzero: Option<f64>,
    /// Positions that are kept whatever the data say.
    pub keep: Vec<usize>,
    /// Positions that are dropped whatever the data say.
    pub drop: Vec<usize>,
}

/// What was found to fall short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// The share of available figures is under its limit.
    Available,
    /// The share of figures that are not zero is under its limit, or there are none at all.
    NonZero,
}

/// The outcome for one subject or indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has what is needed.
    Kept,
    /// It falls short and is dropped.
    Dropped(Shortfall),
    /// It is kept by order; the shortfall that it would have been dropped for.
    KeptByOrder(Option<Shortfall>),
    /// It is dropped by order.
    DroppedByOrder,
}

/// One subject or indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// The share of available figures; none where there is nothing to be available.
    pub available: Option<f64>,
    /// The share of figures that are not zero; none without figures.
    pub nonzero: Option<f64>,
    /// The outcome.
    pub verdict: Verdict,
}

/// Who is kept, and why the others are not.
#[derive(Clone, Debug, PartialEq)]
pub struct Screened {
    /// Positions that are kept, ascending: see [`Matrix::of_subjects`] and [`Matrix::of_columns`].
    pub kept: Vec<usize>,
    /// By position.
    pub decisions: Vec<Decision>,
}

impl Screening {
    /// Screens the subjects: shares over the columns.
    ///
    /// # Errors
    /// [`ScoringError::Parameter`] for a limit outside 0 to 1, a position that is not there, or one both kept and dropped.
    pub fn subjects(&self, matrix: &Matrix) -> Result<Screened, ScoringError> {
        let figures = |row: usize| matrix.columns().iter().map(move |column| column[row]);
        self.screen(matrix.subjects(), figures)
    }

    /// Screens the indicators: shares over the subjects.
    ///
    /// # Errors
    /// As [`Self::subjects`].
    pub fn indicators(&self, matrix: &Matrix) -> Result<Screened, ScoringError> {
        self.screen(matrix.width(), |column| matrix.columns()[column].iter().copied())
    }

    fn screen<I: Iterator<Item = f64>>(
        &self,
        all: usize,
        figures: impl Fn(usize) -> I,
    ) -> Result<Screened, ScoringError> {
        self.check(all)?;
        let listed = |list: &[usize]| {
            let mut by_order = vec![false; all];
            for &at in list {
                by_order[at] = true;
            }
            by_order
        };
        let (keep, drop) = (listed(&self.keep), listed(&self.drop));
        let decide = |at: usize| {
            let (mut every, mut there, mut nonzero) = (0, 0, 0);
            for figure in figures(at) {
                every += 1;
                there += usize::from(!figure.is_nan());
                nonzero += usize::from(!figure.is_nan() && figure != 0.0);
            }
            let share = |part: usize, of: usize| (of > 0).then(|| count(part) / count(of));
            let (available, nonzero) = (share(there, every), share(nonzero, there));
            let under =
                |share: Option<f64>, limit: Option<f64>| limit.is_some_and(|limit| share.unwrap_or(0.0) < limit);
            let shortfall = if under(available, self.available) {
                Some(Shortfall::Available)
            } else if under(nonzero, self.nonzero) {
                Some(Shortfall::NonZero)
            } else {
                None
            };
            let verdict = if drop[at] {
                Verdict::DroppedByOrder
            } else if keep[at] {
                Verdict::KeptByOrder(shortfall)
            } else {
                shortfall.map_or(Verdict::Kept, Verdict::Dropped)
            };
            Decision { available, nonzero, verdict }
        };
        let decisions: Vec<Decision> = (0..all).map(decide).collect();
        let stays = |at: &usize| matches!(decisions[*at].verdict, Verdict::Kept | Verdict::KeptByOrder(_));
        Ok(Screened { kept: (0..all).filter(stays).collect(), decisions })
    }

    fn check(&self, all: usize) -> Result<(), ScoringError> {
        let wrong = |parameter, value, expected| {
            Err(ScoringError::Parameter { id: "screening".to_owned(), parameter, value, expected })
        };
        for (parameter, limit) in [("available", self.available), ("nonzero", self.nonzero)] {
            if let Some(limit) = limit
                && !(0.0..=1.0).contains(&limit)
            {
                return wrong(parameter, limit, "from 0 to 1");
            }
        }
        for (parameter, list) in [("keep", &self.keep), ("drop", &self.drop)] {
            if let Some(&at) = list.iter().find(|&&at| at >= all) {
                return wrong(parameter, count(at), "a position that is there");
            }
        }
        let drop: BTreeSet<usize> = self.drop.iter().copied().collect();
        if let Some(&at) = self.keep.iter().find(|at| drop.contains(at)) {
            return wrong("keep", count(at), "kept or dropped by order, not both");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four subjects, four indicators. Available: 1, 3/4, 1/2, 0; not zero: 1, 2/3, 1/2, none.
    fn matrix() -> Matrix {
        let (gap, zero) = (f64::NAN, 0.0);
        Matrix::new(
            4,
            vec![
                vec![1.0, 1.0, 1.0, gap],
                vec![2.0, zero, zero, gap],
                vec![3.0, 3.0, gap, gap],
                vec![4.0, gap, gap, gap],
            ],
        )
        .unwrap()
    }

    #[test]
    fn subjects_under_a_limit_are_dropped_and_say_why() {
        let screening = Screening { available: Some(0.75), nonzero: Some(0.7), ..Screening::default() };
        let screened = screening.subjects(&matrix()).unwrap();
        assert_eq!(screened.kept, [0]);
        let verdicts: Vec<Verdict> = screened.decisions.iter().map(|decision| decision.verdict).collect();
        let dropped = |why| Verdict::Dropped(why);
        let by_data = dropped(Shortfall::Available);
        assert_eq!(verdicts, [Verdict::Kept, dropped(Shortfall::NonZero), by_data, by_data]);
        assert_eq!((screened.decisions[1].available, screened.decisions[3].nonzero), (Some(0.75), None));
    }

    #[test]
    fn an_order_goes_before_the_data_and_remembers_what_they_say() {
        let screening = Screening { available: Some(0.6), keep: vec![2], drop: vec![0], ..Screening::default() };
        let screened = screening.subjects(&matrix()).unwrap();
        assert_eq!(screened.kept, [1, 2]);
        assert_eq!(screened.decisions[0].verdict, Verdict::DroppedByOrder);
        assert_eq!(screened.decisions[2].verdict, Verdict::KeptByOrder(Some(Shortfall::Available)));
        let kept = matrix().of_subjects(&screened.kept);
        assert_eq!((kept.subjects(), kept.columns()[0].as_slice()), (2, &[1.0, 1.0][..]));
    }

    #[test]
    fn indicators_are_screened_over_the_subjects() {
        let screening = Screening { available: Some(0.5), ..Screening::default() };
        assert_eq!(screening.indicators(&matrix()).unwrap().kept, [0, 1, 2]);
        assert_eq!(matrix().of_columns(&[2]).width(), 1);
    }

    #[test]
    fn a_contradiction_is_refused() {
        let parameter = |screening: Screening| match screening.subjects(&matrix()).unwrap_err() {
            ScoringError::Parameter { parameter, .. } => parameter,
            other => panic!("{other}"),
        };
        assert_eq!(parameter(Screening { available: Some(f64::NAN), ..Screening::default() }), "available");
        assert_eq!(parameter(Screening { drop: vec![4], ..Screening::default() }), "drop");
        assert_eq!(parameter(Screening { keep: vec![1], drop: vec![1], ..Screening::default() }), "keep");
    }
}
