//! Weights from figures, comparisons and votes.

use scoring::index::Direction;
use scoring::weigh::{Comparisons, Shift, ahp, budget, critic, deviation, entropy, equal, pca, shares};

use crate::Given;
use crate::case::{Bytes, Case};
use crate::seen::Seen;

pub fn call(case: &Case, given: &Given, seen: &mut Seen) {
    let bytes = &mut case.section("weights");
    let matrix = &given.figures;
    whole(seen, "equal", equal(matrix.width()));
    let given: Vec<f64> = (0..bytes.length(matrix.width())).map(|_| bytes.between(0.0, 5.0)).collect();
    whole(seen, "shares", shares(&given));
    whole(seen, "deviation", deviation(matrix));
    let shift = [Shift::None, Shift::LeastToZero, Shift::Add(bytes.number())][bytes.below(3)];
    whole(seen, "entropy", entropy(matrix, shift));
    let directions = directions(bytes, matrix.width());
    whole(seen, "critic", critic(matrix, &directions));
    if let Some(found) = seen.checked("pca", pca(matrix)) {
        whole(seen, "pca weights", Ok(found.weights));
    }
    let items = bytes.below(18);
    let rows = (0..items).map(|_| (0..bytes.length(items)).map(|_| bytes.between(0.5, 2.0)).collect()).collect();
    let _ = seen.checked("Comparisons::new", Comparisons::new(rows));
    let above: Vec<f64> =
        (0..bytes.length(items * items.saturating_sub(1) / 2)).map(|_| bytes.between(0.1, 9.0)).collect();
    if let Some(comparisons) = seen.checked("Comparisons::upper", Comparisons::upper(items, &above))
        && let Some(found) = seen.checked("ahp", ahp(&comparisons))
    {
        seen.numbers("is_consistent", &found.is_consistent());
        whole(seen, "ahp weights", Ok(found.weights));
    }
    let _ = seen.checked("Comparisons::upper", Comparisons::upper(usize::MAX, &above));
    // Experts whose points add up to ten, and some whose do not.
    let points = |bytes: &mut Bytes<'_>| {
        let first = bytes.between(0.0, 10.0);
        let mut points = vec![first, 10.0 - first];
        points.extend((2..bytes.length(2)).map(|_| 0.0));
        points
    };
    let experts: Vec<Vec<f64>> = (0..bytes.below(5)).map(|_| points(bytes)).collect();
    let whole_budget = if bytes.yes() { bytes.number() } else { 10.0 };
    if let Some(found) = seen.checked("budget", budget(&experts, whole_budget)) {
        whole(seen, "budget weights", Ok(found.weights));
    }
}

/// A direction for each column, mostly.
pub fn directions(bytes: &mut Bytes<'_>, columns: usize) -> Vec<Direction> {
    (0..bytes.length(columns)).map(|_| if bytes.yes() { Direction::Lower } else { Direction::Higher }).collect()
}

/// Weights are parts of 1, none below zero.
fn whole(seen: &mut Seen, call: &'static str, weights: Result<Vec<f64>, scoring::ScoringError>) {
    if let Some(weights) = seen.checked(call, weights) {
        assert!(weights.iter().all(|weight| *weight >= 0.0), "{call}: a weight is below zero");
        let sum: f64 = weights.iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{call}: weights add up to {sum}");
    }
}
