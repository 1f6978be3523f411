//! Which version of a pack is in force when: the decisions laid one over the other.

use domain::day::Day;
use domain::hash::Sm3;

use super::{Step, Taken};
use crate::clock::Moment;
use crate::register::Span;

/// A version and the days on which it is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The days.
    pub span: Span,
    /// The version.
    pub sm3: Sm3,
}

/// What holds from a day on, until something else does.
pub(super) type Turn = (Day, Option<Sm3>);

/// The days on which something else begins to hold, in order, of the steps known at `known`. On one day the last decision
/// counts; a later decision for an earlier day holds until the next turn.
pub(super) fn turns(steps: &[Taken], known: Moment) -> Vec<Turn> {
    let mut turns: std::collections::BTreeMap<Day, Option<Sm3>> = std::collections::BTreeMap::new();
    for taken in steps.iter().filter(|taken| taken.at <= known) {
        match taken.step {
            Step::Forced { from } => drop(turns.insert(from, Some(taken.sm3))),
            Step::Ended { from } => drop(turns.insert(from, None)),
            _ => {}
        }
    }
    turns.into_iter().collect()
}

/// What holds on a day.
pub(super) fn on(turns: &[Turn], day: Day) -> Option<Sm3> {
    turns.iter().rev().find(|(from, _)| *from <= day).and_then(|(_, version)| *version)
}

/// The spans on which some version is in force, in order; a version that is forced again without a gap is in one.
pub(super) fn spans(turns: &[Turn]) -> Vec<InForce> {
    let mut changes: Vec<Turn> = turns.to_vec();
    changes.dedup_by_key(|(_, version)| *version);
    let ends = changes.iter().skip(1).map(|(day, _)| Some(*day)).chain([None]);
    let spans = changes
        .iter()
        .zip(ends)
        .filter_map(|((from, version), to)| Some(InForce { span: Span::new(*from, to)?, sm3: (*version)? }));
    spans.collect()
}
