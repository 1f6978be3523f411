//! What would lift a subject of a points scheme.

use super::{Lift, Lifts, Tried, rivals, search};
use crate::benchmark::Benchmark;
use crate::error::ScoringError;
use crate::function::Function;
use crate::index::Direction;
use crate::matrix::Matrix;
use crate::scheme::{Data, Scheme};
use crate::standings::{Standings, standings};
use crate::threads::Threads;

/// What would lift the subject at this position one rank, by the rule of [`lift`](crate::lift); none where it is not
/// ranked or nobody stands above it. Each figure tried is a whole scoring, to the bit that of [`run`](crate::run()).
///
/// Time: up to fifty scorings of all subjects for each item, about a hundred for one that measures from a base to a target
/// that are not both fixed.
///
/// # Errors
/// Those of [`run`](crate::run()) for the data as they are; [`ScoringError::Length`] where there is no such subject.
pub fn lift_points(scheme: &Scheme, data: &Data, subject: usize) -> Result<Option<Lifts>, ScoringError> {
    let nominal = standings(scheme, data, Threads::ONE)?;
    let subjects = nominal.subjects();
    if subject >= subjects {
        return Err(ScoringError::Length { what: "subject", position: subject, found: subject, subjects });
    }
    let places: Vec<u32> =
        (0..subjects).map(|at| nominal.rank(at).map_or(0, |rank| u32::try_from(rank).unwrap_or(u32::MAX))).collect();
    let group = |at| data.groups.place(scheme.ranking.scope, at);
    let beside = |at| group(at) == group(subject);
    let Some(rivals) = rivals(&places, subject, beside) else { return Ok(None) };
    let score = |standings: &Standings, at: usize| standings.score(at).map(crate::Rounded::to_f64);
    let now = score(&nominal, subject).unwrap_or(f64::NEG_INFINITY);
    let mut data = data.clone();
    let mut items: Vec<Lift> = Vec::with_capacity(scheme.items.len());
    for (item, rule) in scheme.items.iter().enumerate() {
        let own = data.figures.clone();
        let column = own.columns().get(item).map_or(&[][..], Vec::as_slice);
        let found = search(column, subject, sides(&rule.function), now, |figure| {
            let mut columns = own.columns().to_vec();
            if let Some(own) = columns.get_mut(item).and_then(|column| column.get_mut(subject)) {
                *own = figure;
            }
            data.figures = Matrix::new(subjects, columns)?;
            let made = standings(scheme, &data, Threads::ONE)?;
            let score_of = |at| score(&made, at);
            let score = score_of(subject);
            let above = |&rival: &usize| score > score_of(rival);
            let lifted = score.is_some() && rivals.iter().all(above);
            Ok(Tried { score, rank: made.rank(subject).filter(|_| lifted) })
        });
        data.figures = own;
        items.push(found);
    }
    Ok(Some(Lifts { rivals, items }))
}

/// To which sides a figure may be of more use: up, down, or both where that hangs on figures.
fn sides(function: &Function) -> &'static [f64] {
    match function {
        Function::Ratio { .. } | Function::MinMax { .. } | Function::Count { .. } => &[1.0],
        Function::Target { base: Benchmark::Fixed(base), target: Benchmark::Fixed(target), .. } => {
            if target > base {
                &[1.0]
            } else {
                &[-1.0]
            }
        }
        Function::Steps(steps) if steps.direction == Direction::Higher => &[1.0],
        Function::Inverse { .. } | Function::Steps(_) => &[-1.0],
        Function::Target { .. } | Function::Classes(_) => &[1.0, -1.0],
    }
}
