//! Results of points schemes compared.

use super::{Comparison, Row, Side, compare};
use crate::error::ScoringError;
use crate::scheme::Scheme;
use crate::scores::Scores;

/// Compares two results of points schemes, of the same or different ones. Each result comes with its scheme and a key for
/// each of its subjects; the parts are items and adjustments.
///
/// # Errors
/// [`ScoringError::Length`] where there is not one key per subject, [`ScoringError::DuplicateId`] for a key given twice,
/// [`ScoringError::Columns`] where result and scheme do not belong together,
/// [`ScoringError::Overflow`] where a change leaves the range of numbers.
pub fn compare_scores<K: AsRef<str>>(
    (before, before_scheme, before_keys): (&Scores, &Scheme, &[K]),
    (after, after_scheme, after_keys): (&Scores, &Scheme, &[K]),
) -> Result<Comparison, ScoringError> {
    compare(&side(before, before_scheme, before_keys)?, &side(after, after_scheme, after_keys)?)
}

fn side<K: AsRef<str>>(scores: &Scores, scheme: &Scheme, keys: &[K]) -> Result<Side, ScoringError> {
    for (id, expected, found) in [
        ("items", scheme.items.len(), scores.items.len()),
        ("adjustments", scheme.adjustments.len(), scores.adjustments.len()),
    ] {
        if expected != found {
            return Err(ScoringError::Columns { id: id.to_owned(), expected, found });
        }
    }
    let items = scheme.items.iter().map(|item| &item.id);
    let ids = items.chain(scheme.adjustments.iter().map(|rule| &rule.id)).cloned().collect();
    let row = |at: usize| {
        let own = scores.rows().get(at);
        let items = scores.items.iter().map(|cells| cells.get(at).and_then(|cell| cell.points).unwrap_or(0.0));
        let lists = scores.adjustments.iter().map(|list| list.get(at).map_or(0.0, |score| score.points));
        Row {
            at,
            score: own.and_then(|row| row.sum),
            rank: own.and_then(|row| row.rank),
            parts: items.chain(lists).collect(),
            nodes: Vec::new(),
        }
    };
    Side::new(keys, scores.rows().len(), (ids, Vec::new()), row)
}
