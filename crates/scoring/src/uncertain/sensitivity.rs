//! Which assumption the ranks hang on: Sobol's indices of the mean rank shift, by a design of runs.
//!
//! The outcome of a run is the mean distance of its ranks from those of the method as it is ([`rank_shift`]), over the
//! rows ranked in both. For N rows of the design and d assumptions N × (d + 2) runs are made: A, B, and for each
//! assumption A with that one taken from B. A row with a run that failed, or in which nobody was ranked, is left out of
//! all samples and counted. For the indices see [`Outcomes`].
//!
//! [`rank_shift`]: super::rank_shift

use crate::error::ScoringError;

use super::assumptions::{Assumption, Assumptions, parameter};
use super::case::IndexCase;
use super::failures::{self, Failure};
use super::model::IndexModel;
use super::removal::mean_shift;
use super::runs::{self, Model, Runs, Sink};
use super::sobol::{EffectInterval, Outcomes, Sensitivity};
use super::standing::Placed;
use super::watch::Watcher;

/// What each assumption is to blame for.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The assumptions that moved.
    pub assumptions: Vec<Assumption>,
    /// The indices, in this order.
    pub sensitivity: Sensitivity,
    /// Their 5 % and 95 % bootstrap quantiles, in this order.
    pub intervals: Vec<EffectInterval>,
    /// Rows of the design that were left out.
    pub left_out: usize,
    /// Runs that failed, by the kind of their error; runs are numbered A, B, then one sample for each assumption.
    pub failures: Vec<Failure>,
}

/// The sensitivity of an index's ranks to its assumptions.
///
/// `runs.count` is the number N of rows of the design; `bootstrap` how many samples are drawn for the intervals.
///
/// # Errors
/// As [`simulate`](super::simulate::simulate); [`ScoringError::Parameter`] where no assumption moves, where no bootstrap
/// samples are asked for, and where ranks do not vary; [`ScoringError::NoSubjects`] where every row was left out.
pub fn sensitivity(
    case: IndexCase<'_>,
    assumptions: &Assumptions,
    runs: Runs,
    bootstrap: u64,
    watcher: &dyn Watcher,
) -> Result<Attribution, ScoringError> {
    let moving = assumptions.moving();
    runs.check(moving.len() + 2, case.panel.rows())?;
    let model = IndexModel::new(case, assumptions, runs.seed)?;
    let mut jobs: Vec<_> = design(&moving, runs.count, |run, number| model.job(run, number));
    model.find_cuts(&mut jobs);
    attribution(&model, jobs, &model.nominal, moving, runs, bootstrap, watcher)
}

/// The jobs of the design: A, B, and for each assumption A with that one from B. Row j of A is run 2j, of B 2j + 1.
pub(super) fn design<J>(
    moving: &[Assumption],
    rows: usize,
    job: impl Fn(usize, &dyn Fn(Assumption) -> u64) -> J,
) -> Vec<J> {
    (0..rows * (moving.len() + 2))
        .map(|run| {
            let (a, sample) = (2 * (run % rows) as u64, run / rows);
            job(run, &|assumption| match sample {
                0 => a,
                1 => a + 1,
                _ if moving.get(sample - 2) == Some(&assumption) => a + 1,
                _ => a,
            })
        })
        .collect()
}

pub(super) fn attribution<M: Model>(
    model: &M,
    jobs: Vec<M::Job>,
    nominal: &Placed,
    assumptions: Vec<Assumption>,
    runs: Runs,
    bootstrap: u64,
    watcher: &dyn Watcher,
) -> Result<Attribution, ScoringError> {
    if assumptions.is_empty() {
        return Err(parameter("sensitivity", "assumptions", 0.0, "at least one that moves"));
    }
    let rows = runs.count;
    let sink = |_| Shifts { nominal: &nominal.places, found: Vec::new(), failures: Vec::new() };
    let sinks = runs::all(model, jobs, runs.threads, watcher, sink)?;
    let mut outcomes = vec![None; rows * (assumptions.len() + 2)];
    let mut all_failures = Vec::new();
    for sink in sinks {
        sink.found.into_iter().for_each(|(run, shift)| outcomes[run] = shift);
        for one in sink.failures {
            failures::add(&mut all_failures, &one.error, one.first, one.runs);
        }
    }
    let whole = |row: &usize| outcomes.iter().skip(*row).step_by(rows).all(Option::is_some);
    let kept: Vec<usize> = (0..rows).filter(whole).collect();
    let sample = |at: usize| kept.iter().filter_map(|row| outcomes[at * rows + row]).collect::<Vec<f64>>();
    let mixed = (0..assumptions.len()).map(|at| sample(at + 2)).collect();
    let found = Outcomes::new(sample(0), sample(1), mixed)?;
    Ok(Attribution {
        sensitivity: found.sensitivity()?,
        intervals: found.bootstrap(bootstrap, runs.seed)?,
        assumptions,
        left_out: rows - kept.len(),
        failures: all_failures,
    })
}

/// The rank shift of each run.
struct Shifts<'a> {
    nominal: &'a [u32],
    found: Vec<(usize, Option<f64>)>,
    failures: Vec<Failure>,
}

impl Sink for Shifts<'_> {
    fn take(&mut self, run: usize, outcome: Result<&Placed, &ScoringError>) {
        match outcome {
            Ok(placed) => self.found.push((run, mean_shift(self.nominal, &placed.places))),
            Err(error) => failures::add(&mut self.failures, error, run, 1),
        }
    }
}
