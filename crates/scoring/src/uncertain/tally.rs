//! What many runs come to for each row: ranks, grades, and what failed.

use crate::error::ScoringError;
use crate::grade::Grade;
use crate::threads::Threads;

use super::failures::{self, Failure};
use super::intervals::RankInterval;
use super::intervals::{self, Place, Places, Ranks};
use super::runs::{self, Model, Runs, Sink};
use super::standing::Placed;
use super::watch::Watcher;

/// Runs whose places are kept together before they are sorted by row.
const BLOCK: usize = 16;

/// How firm the places of all rows are.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// Runs that came off.
    pub done: usize,
    /// Runs that did not, by the kind of their error, in the order of their first runs.
    pub failures: Vec<Failure>,
    /// By row, or subject of a points scheme.
    pub rows: Vec<Firmness>,
}

/// How firm one row's place is.
#[derive(Clone, Debug, PartialEq)]
pub struct Firmness {
    /// The rank by the method as it is.
    pub nominal: Option<usize>,
    /// The grade by the method as it is.
    pub grade: Option<Grade>,
    /// Its ranks in the runs in which it was ranked: 5 %, median and 95 %; none where it never was.
    pub interval: Option<RankInterval>,
    /// The mean of these ranks.
    pub mean: Option<f64>,
    /// Of the runs that came off, in how many it was not ranked.
    pub unranked: usize,
    /// Of the runs that came off, the share in which it had each grade, the best first. They add up to 1 less the share
    /// in which it had none.
    pub grades: Vec<f64>,
}

/// What one thread has seen.
struct Seen<P> {
    places: Places<P>,
    block: Vec<P>,
    taken: usize,
    grades: Vec<u32>,
    /// How many grades there are.
    width: usize,
    failures: Vec<Failure>,
    failed: usize,
}

impl<P: Place> Seen<P> {
    fn new(rows: usize, width: usize, runs: usize) -> Self {
        Self {
            places: Places::new(rows, runs),
            block: Vec::with_capacity(BLOCK * rows),
            taken: 0,
            grades: vec![0; rows * width],
            width,
            failures: Vec::new(),
            failed: 0,
        }
    }

    /// Sorts what is in the block by row.
    fn flush(&mut self) {
        let rows = self.places.rows();
        let runs = self.block.len().checked_div(rows).unwrap_or(0);
        self.places.put(self.taken - runs..self.taken, &self.block, rows);
        self.block.clear();
    }
}

impl<P: Place> Sink for Seen<P> {
    fn take(&mut self, run: usize, outcome: Result<&Placed, &ScoringError>) {
        let placed = match outcome {
            Ok(placed) => placed,
            Err(error) => {
                self.failed += 1;
                return failures::add(&mut self.failures, error, run, 1);
            }
        };
        self.taken += 1;
        self.block.extend(placed.places.iter().map(|&place| P::of(place)));
        for (row, grade) in placed.grades.iter().enumerate() {
            if let Some(grade) = grade {
                self.grades[row * self.width + *grade as usize] += 1;
            }
        }
        if self.taken.is_multiple_of(BLOCK) {
            self.flush();
        }
    }
}

/// Makes all runs and tells what they come to, beside the `nominal` places.
pub(super) fn simulation<M: Model>(
    model: &M,
    jobs: Vec<M::Job>,
    nominal: &Placed,
    grades: usize,
    runs: Runs,
    watcher: &dyn Watcher,
) -> Result<Simulation, ScoringError> {
    if u16::try_from(nominal.places.len()).is_ok() {
        of::<M, u16>(model, jobs, nominal, grades, runs.threads, watcher)
    } else {
        of::<M, u32>(model, jobs, nominal, grades, runs.threads, watcher)
    }
}

fn of<M: Model, P: Place>(
    model: &M,
    jobs: Vec<M::Job>,
    nominal: &Placed,
    width: usize,
    threads: Threads,
    watcher: &dyn Watcher,
) -> Result<Simulation, ScoringError> {
    let rows = nominal.places.len();
    let all = jobs.len();
    let mut parts = runs::all(model, jobs, threads, watcher, |runs| Seen::<P>::new(rows, width, runs))?;
    let mut failures = Vec::new();
    let mut counts = vec![0_usize; rows * width];
    let mut failed = 0;
    for part in &mut parts {
        part.flush();
        failed += part.failed;
        for one in &part.failures {
            failures::add(&mut failures, &one.error, one.first, one.runs);
        }
        counts.iter_mut().zip(&part.grades).for_each(|(all, part)| *all += *part as usize);
    }
    let places: Vec<Places<P>> = parts.into_iter().map(|part| part.places).collect();
    let done = all - failed;
    let ranks = intervals::ranks(rows, &places, threads);
    let row = |(row, Ranks { interval, mean, runs }): (usize, Ranks)| Firmness {
        nominal: nominal.places.get(row).filter(|&&place| place > 0).map(|&place| place as usize),
        grade: nominal.grades.get(row).copied().flatten().map(|grade| Grade(grade as usize)),
        interval: (runs > 0).then_some(interval),
        mean: (runs > 0).then_some(mean),
        unranked: done - runs,
        grades: counts[row * width..(row + 1) * width]
            .iter()
            .map(|&runs| if done > 0 { crate::stats::count(runs) / crate::stats::count(done) } else { 0.0 })
            .collect(),
    };
    Ok(Simulation { done, failures, rows: ranks.into_iter().enumerate().map(row).collect() })
}
