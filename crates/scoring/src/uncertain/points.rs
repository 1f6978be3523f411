//! Monte Carlo over a points scheme: weights, missing rules and items move, everything else stands.
//!
//! Weights that moved, and those that are left when an item is gone, are multiplied by one number so that they add up to
//! what they did before; penalties, bonuses and deductions stay as stated. Each run is what [`run`](crate::run()) makes of
//! the scheme that [`drawn`] tells for its number, to the bit, with its own benchmarks, ties, vetoes and grades.
//!
//! Time: a run is one scoring of all subjects. Memory: two bytes for each subject and run.

use std::ops::ControlFlow;

use crate::error::ScoringError;
use crate::missing::Missing;
use crate::scheme::{Data, Scheme};

use super::assumptions::{Alternative, Assumption, Removal, WeightChange, parameter, rules};
use super::lottery;
use super::runs::{Model, Runs, Take};
use super::sensitivity::{Attribution, attribution, design};
use super::standing::{Placed, by_scheme};
use super::tally::{self, Simulation};
use super::watch::Watcher;

/// What may be otherwise in a points scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointsAssumptions {
    /// What items weigh; items are level 1.
    pub weights: Option<WeightChange>,
    /// What a missing figure comes to.
    pub missing: Vec<Alternative<Missing>>,
    /// Which item is left out.
    pub removal: Option<Removal>,
}

impl PointsAssumptions {
    /// What moves, in the order in which it is reported.
    #[must_use]
    pub fn moving(&self) -> Vec<Assumption> {
        [
            (Assumption::Weights, self.weights.is_some()),
            (Assumption::Missing, !self.missing.is_empty()),
            (Assumption::Removal, self.removal.is_some()),
        ]
        .into_iter()
        .filter_map(|(one, moves)| moves.then_some(one))
        .collect()
    }
}

/// How firm the ranks and grades of a points scheme are. The result is the same to the bit on any number of threads.
///
/// # Errors
/// Those of [`run`](crate::run()) for the scheme as it is; [`ScoringError::Columns`], [`ScoringError::Parameter`],
/// [`ScoringError::Framework`] and [`ScoringError::Weight`] for assumptions that do not fit, and for a number of runs out
/// of range; [`ScoringError::Cancelled`] where `watcher` ends it.
pub fn simulate(
    scheme: &Scheme,
    data: &Data,
    assumptions: &PointsAssumptions,
    runs: Runs,
    watcher: &dyn Watcher,
) -> Result<Simulation, ScoringError> {
    runs.check(1, data.figures.subjects())?;
    let model = PointsModel::new(scheme, data, assumptions, runs.seed)?;
    let jobs = (0..runs.count).map(|run| model.draw(run, |_| run as u64)).collect();
    let grades = scheme.grading.as_ref().map_or(0, |grading| grading.names().len());
    tally::simulation(&model, jobs, &model.nominal, grades, runs, watcher)
}

/// Which assumption the ranks of a points scheme hang on; see [`sensitivity`](super::sensitivity).
///
/// # Errors
/// As [`simulate`] and [`sensitivity`](super::sensitivity::sensitivity).
pub fn sensitivity(
    scheme: &Scheme,
    data: &Data,
    assumptions: &PointsAssumptions,
    runs: Runs,
    bootstrap: u64,
    watcher: &dyn Watcher,
) -> Result<Attribution, ScoringError> {
    let moving = assumptions.moving();
    runs.check(moving.len() + 2, data.figures.subjects())?;
    let model = PointsModel::new(scheme, data, assumptions, runs.seed)?;
    let jobs = design(&moving, runs.count, |run, number| model.draw(run, number));
    attribution(&model, jobs, &model.nominal, moving, runs, bootstrap, watcher)
}

/// The scheme of one run by its number from 0, and the positions of the items that are left:
/// see [`Matrix::of_columns`](crate::Matrix::of_columns).
///
/// # Errors
/// As [`simulate`] for assumptions that do not fit; [`ScoringError::NoItems`] where nothing is left.
pub fn drawn(
    scheme: &Scheme,
    assumptions: &PointsAssumptions,
    seed: u64,
    run: usize,
) -> Result<(Scheme, Vec<usize>), ScoringError> {
    let steps = Steps::of(scheme, assumptions)?;
    let job = steps.draw(assumptions, seed, run, |_| run as u64);
    let kept = job.kept(scheme);
    let made = steps.scheme(&job, scheme, &kept, assumptions, seed);
    made.check()?;
    Ok((made, kept))
}

/// What one run assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Job {
    removal: Option<usize>,
    missing: usize,
    /// The run whose weights it has, or the number of the set.
    weights: u64,
    run: usize,
}

impl Job {
    /// The positions of the items that are left.
    fn kept(&self, scheme: &Scheme) -> Vec<usize> {
        (0..scheme.items.len()).filter(|item| self.removal != Some(*item)).collect()
    }
}

/// The alternatives.
struct Steps {
    missing: Vec<Vec<Missing>>,
    removed: Vec<usize>,
    noise: Vec<f64>,
}

impl Steps {
    fn of(scheme: &Scheme, assumptions: &PointsAssumptions) -> Result<Self, ScoringError> {
        let own: Vec<Missing> = scheme.items.iter().map(|item| item.missing).collect();
        let find = |id: &str| scheme.items.iter().position(|item| item.id == id);
        let made = Self {
            missing: rules(&own, &assumptions.missing, |_| true)?,
            removed: assumptions.removal.as_ref().map_or(Ok(Vec::new()), |removal| removal.positions(find))?,
            noise: noise(scheme, assumptions.weights.as_ref())?,
        };
        for rules in &made.missing {
            let items = scheme.items.iter().zip(rules);
            let items = items.map(|(item, &missing)| crate::Item { missing, ..item.clone() }).collect();
            Scheme { items, ..scheme.clone() }.check()?;
        }
        Ok(made)
    }

    fn draw(&self, assumptions: &PointsAssumptions, seed: u64, run: usize, number: impl Fn(Assumption) -> u64) -> Job {
        let weights = number(Assumption::Weights);
        Job {
            removal: lottery::removal(seed, number(Assumption::Removal), assumptions.removal.as_ref(), &self.removed),
            missing: lottery::choice(seed, number(Assumption::Missing), Assumption::Missing, self.missing.len()),
            weights: match &assumptions.weights {
                None => 0,
                Some(WeightChange::Noise { .. }) => weights,
                Some(WeightChange::Sets(sets)) => {
                    lottery::choice(seed, weights, Assumption::Weights, sets.len()) as u64
                }
            },
            run,
        }
    }

    fn scheme(&self, job: &Job, scheme: &Scheme, kept: &[usize], assumptions: &PointsAssumptions, seed: u64) -> Scheme {
        let own: Vec<f64> = scheme.items.iter().map(|item| item.weight).collect();
        let (mut total, mut weights) = (scheme.total_weight(), own.clone());
        match &assumptions.weights {
            None => {}
            Some(WeightChange::Noise { .. }) => lottery::noisy(seed, job.weights, &own, &self.noise, &mut weights),
            Some(WeightChange::Sets(sets)) => {
                let set = usize::try_from(job.weights).ok().and_then(|set| sets.get(set));
                if let Some((_, set)) = set {
                    weights.clone_from(set);
                }
                total = weights.iter().fold(0.0, |sum, weight| sum + weight);
            }
        }
        let left = kept.iter().fold(0.0, |sum, &item| sum + weights[item]);
        let factor = total / left;
        let items = kept.iter().map(|&item| crate::Item {
            weight: weights[item] * factor,
            missing: self.missing[job.missing][item],
            ..scheme.items[item].clone()
        });
        Scheme { items: items.collect(), ..scheme.clone() }
    }
}

/// By item, how far its weight moves; checks sets of weights.
fn noise(scheme: &Scheme, weights: Option<&WeightChange>) -> Result<Vec<f64>, ScoringError> {
    let items = scheme.items.len();
    match weights {
        None => Ok(Vec::new()),
        Some(WeightChange::Sets(sets)) => {
            if sets.is_empty() {
                return Err(parameter("weights", "sets", 0.0, "at least one"));
            }
            for (name, set) in sets {
                if set.len() != items {
                    return Err(ScoringError::Columns { id: name.clone(), expected: items, found: set.len() });
                }
                let wrong = scheme.items.iter().zip(set).find(|&(_, &weight)| !(weight > 0.0 && weight.is_finite()));
                if let Some((item, &weight)) = wrong {
                    return Err(ScoringError::Weight { item: item.id.clone(), weight });
                }
            }
            Ok(Vec::new())
        }
        Some(WeightChange::Noise { general, levels }) => {
            let share = levels.iter().rev().find(|(level, _)| *level == 1).map_or(*general, |&(_, share)| share);
            if (0.0..1.0).contains(&share) {
                return Ok(vec![share; items]);
            }
            Err(parameter("weights", "noise", share, "from 0 to below 1"))
        }
    }
}

/// A points scheme ready to be run.
struct PointsModel<'a> {
    scheme: &'a Scheme,
    data: &'a Data,
    assumptions: &'a PointsAssumptions,
    seed: u64,
    steps: Steps,
    nominal: Placed,
}

impl<'a> PointsModel<'a> {
    fn new(
        scheme: &'a Scheme,
        data: &'a Data,
        assumptions: &'a PointsAssumptions,
        seed: u64,
    ) -> Result<Self, ScoringError> {
        let mut nominal = Placed::default();
        by_scheme(scheme, data, &mut nominal)?;
        let steps = Steps::of(scheme, assumptions)?;
        Ok(Self { scheme, data, assumptions, seed, steps, nominal })
    }

    fn draw(&self, run: usize, number: impl Fn(Assumption) -> u64) -> Job {
        self.steps.draw(self.assumptions, self.seed, run, number)
    }
}

impl Model for PointsModel<'_> {
    type Job = Job;

    fn work(&self, jobs: &[Job], take: &mut Take<'_>) -> ControlFlow<()> {
        let mut placed = Placed::default();
        for jobs in jobs.chunk_by(|one, other| one.removal == other.removal) {
            let Some(first) = jobs.first() else { continue };
            let kept = first.kept(self.scheme);
            let data = self.data.of_items(self.scheme, &kept);
            for job in jobs {
                let scheme = self.steps.scheme(job, self.scheme, &kept, self.assumptions, self.seed);
                let made = by_scheme(&scheme, &data, &mut placed);
                take(job.run, made.as_ref().map(|()| &placed))?;
            }
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests;
