//! Runs that could not be made, by the kind of their error.

use crate::error::ScoringError;

/// Runs that failed in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The error of the first of them; the others' are of the same kind, and may name other nodes, subjects and values.
    pub error: ScoringError,
    /// The number of the first run.
    pub first: usize,
    /// How many there were.
    pub runs: usize,
}

/// Adds runs to the kind of their error; kinds stand in the order of their first runs once all is added.
pub(super) fn add(list: &mut Vec<Failure>, error: &ScoringError, first: usize, runs: usize) {
    let error = &of_drawn(error);
    let kind = std::mem::discriminant(error);
    match list.iter_mut().find(|one| std::mem::discriminant(&one.error) == kind) {
        None => list.push(Failure { error: error.clone(), first, runs }),
        Some(known) => {
            known.runs += runs;
            if first < known.first {
                (known.first, known.error) = (first, error.clone());
            }
        }
    }
    list.sort_by_key(|one| one.first);
}

/// Weights that drawing took out of the range of numbers were never given: what is wrong is how large the given ones are.
fn of_drawn(error: &ScoringError) -> ScoringError {
    match error {
        ScoringError::Weight { item: id, weight } | ScoringError::NodeWeight { node: id, weight }
            if !weight.is_finite() =>
        {
            ScoringError::Overflow { id: id.clone(), subject: None }
        }
        error => error.clone(),
    }
}
