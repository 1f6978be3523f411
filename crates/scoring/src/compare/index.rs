//! Built indices compared.
//!
//! The points that a part has in the index: what it gives to the node above it, times what a unit of that node's value is
//! worth in the index. A unit of the index is worth 1, of a node what it gives ÷ its value of the node above (its share,
//! where its value is 0). Under arithmetic means that is effective weight × value.

use super::{Comparison, Row, Side, compare};
use crate::error::ScoringError;
use crate::index::{Built, Framework};

/// Compares two built indices, of the same or different frameworks. Each comes with its framework and a key for each row of
/// its raw figures; rows of the outcome are those of the raw figures, also where some were screened out.
///
/// # Errors
/// [`ScoringError::Length`] where there is not one key per row, [`ScoringError::DuplicateId`] for a key given twice,
/// [`ScoringError::Columns`] where index and framework do not belong together,
/// [`ScoringError::Overflow`] where a change leaves the range of numbers.
pub fn compare_built<K: AsRef<str>>(
    (before, before_framework, before_keys): (&Built, &Framework, &[K]),
    (after, after_framework, after_keys): (&Built, &Framework, &[K]),
) -> Result<Comparison, ScoringError> {
    compare(&side(before, before_framework, before_keys)?, &side(after, after_framework, after_keys)?)
}

fn side<K: AsRef<str>>(built: &Built, framework: &Framework, keys: &[K]) -> Result<Side, ScoringError> {
    let (expected, found) = (framework.len(), built.aggregated.values.len());
    if expected != found {
        return Err(ScoringError::Columns { id: "nodes".to_owned(), expected, found });
    }
    let index = framework.index();
    let ids = |range: std::ops::Range<usize>| framework.ids().get(range).unwrap_or(&[]).to_vec();
    let (leaves, nodes) = (0..framework.indicators(), framework.indicators()..index);
    let row = |at: usize| {
        let own = built.screened.kept.binary_search(&at).ok();
        let score = own.map(|own| built.aggregated.values.at(index, own)).filter(|value| !value.is_nan());
        let points = own.filter(|_| score.is_some()).map_or_else(Vec::new, |own| points(built, framework, own));
        let of = |range: &std::ops::Range<usize>| points.get(range.clone()).unwrap_or(&[]).to_vec();
        let rank = own.and_then(|own| built.ranks.get(own).copied().flatten());
        Row { at, score, rank, parts: of(&leaves), nodes: of(&nodes) }
    };
    let names = (ids(leaves.clone()), ids(nodes.clone()));
    Side::new(keys, built.denominated.matrix.subjects(), names, row)
}

/// The points of each node in the index, for a subject that has one.
fn points(built: &Built, framework: &Framework, subject: usize) -> Vec<f64> {
    let made = &built.aggregated;
    let mut points = vec![0.0; framework.len()];
    let mut worth = vec![0.0; framework.len()];
    let index = framework.index();
    points[index] = made.values.at(index, subject);
    worth[index] = 1.0;
    for node in (framework.indicators()..=index).rev() {
        for &child in framework.children(node) {
            let (value, given) = (made.values.at(child, subject), made.contributions.at(child, subject));
            if value.is_nan() || made.values.at(node, subject).is_nan() {
                continue;
            }
            points[child] = given * worth[node];
            worth[child] = if value == 0.0 { made.shares.at(child, subject) } else { given / value } * worth[node];
        }
    }
    points
}
