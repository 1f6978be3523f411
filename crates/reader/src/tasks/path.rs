//! Paths of tasks: that of the numbered clause, and `#n` where several statements stand in it.

use crate::body::{Body, Clause};
use crate::outline::marker::MarkerKind;

use super::place::Placed;

/// The paths of the statements of a document, taken in the order of the text.
pub(super) struct Paths<'b> {
    /// For each clause that has statements, in the order of the text, the numbered clause it counts in.
    owners: std::vec::IntoIter<usize>,
    /// The statements that count in each clause, and how many of them have their path.
    counts: Vec<(usize, usize)>,
    clauses: &'b [Clause],
}

/// The paths of the statements in `found`, which are those of each clause.
pub(super) fn paths<'b>(body: &'b Body<'_>, found: &[Vec<Placed>]) -> Paths<'b> {
    let mut owners: Vec<usize> = Vec::with_capacity(found.len());
    let mut counts = vec![(0, 0); body.clauses.len()];
    let mut spoken = Vec::new();
    for ((at, clause), found) in body.clauses.iter().enumerate().zip(found) {
        // A heading without number does not name its clause; the nearest numbered one above does, if there is one.
        let above = clause.parent.filter(|_| clause.kind == MarkerKind::Words);
        let owner = above.and_then(|parent| owners.get(parent).copied()).unwrap_or(at);
        owners.push(owner);
        if !found.is_empty() {
            spoken.push(owner);
        }
        if let Some((all, _)) = counts.get_mut(owner) {
            *all += found.len();
        }
    }
    Paths { owners: spoken.into_iter(), counts, clauses: &body.clauses }
}

impl Paths<'_> {
    /// The paths of the `count` statements of the next clause that has any.
    pub(super) fn take(&mut self, count: usize) -> Vec<String> {
        let Some(owner) = self.owners.next() else { return vec![String::new(); count] };
        let path = self.clauses.get(owner).map_or("", |clause| &clause.path);
        let mut next = || match self.counts.get_mut(owner) {
            Some((all, given)) if *all > 1 => {
                *given += 1;
                format!("{path}#{given}")
            }
            _ => path.to_owned(),
        };
        (0..count).map(|_| next()).collect()
    }
}
