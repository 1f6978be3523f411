//! Rankings equal the published vectors.

use scoring::index::Direction;
use scoring::rankings::{Criteria, Scaling, borda, copeland, kemeny, topsis};

use crate::data::{Asem, close};
use crate::vectors::calls;

/// The peer scales by min-max unless told otherwise, and was not told in any recorded call; by the vector's length, as the
/// authors of the method have it, there is no record, and the case worked by hand stands beside the code.
#[test]
fn topsis_scaled_by_min_max() {
    let Some(calls) = calls("rankings: TOPSIS", "TOPSIS") else { return };
    assert!(calls.len() >= 7);
    for call in &calls {
        let matrix = call.matrix();
        let directions: Vec<Direction> =
            call.list(2).iter().map(|&sign| if sign > 0.0 { Direction::Higher } else { Direction::Lower }).collect();
        let criteria = Criteria::new(&matrix, &directions, &call.list(1)).unwrap();
        let ours = topsis(&criteria, Scaling::MinMax).unwrap();
        for (subject, (ours, theirs)) in ours.scores.into_iter().zip(&call.result).enumerate() {
            close(&format!("TOPSIS, subject {subject}"), ours, *theirs);
        }
    }
}

#[test]
fn every_method_ranks_the_normalised_indicators() {
    let Some(asem) = Asem::read("rankings: ASEM") else { return };
    let normalised = asem.gold_matrix("gold_normalised.csv");
    let weights = &asem.framework.effective_weights()[..49];
    let directions = [Direction::Higher; 49];
    let criteria = Criteria::new(&normalised, &directions, weights).unwrap();
    let switzerland = asem.data.keys().into_iter().position(|code| code == "CHE").unwrap();
    for ranked in [borda(&criteria), copeland(&criteria).unwrap(), topsis(&criteria, Scaling::Vector).unwrap()] {
        assert_eq!(ranked.ranks.len(), 51);
        assert!(ranked.ranks[switzerland] <= 3, "{ranked:?}");
    }
    assert!(kemeny(&criteria).is_err(), "51 subjects are too many to be ordered exactly");
}
