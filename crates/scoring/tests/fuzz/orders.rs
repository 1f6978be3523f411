//! Rankings without a common scale.

use scoring::rankings::{Criteria, Scaling, borda, copeland, kemeny, topsis};

use crate::Given;
use crate::case::Case;
use crate::seen::Seen;
use crate::weigh::directions;

pub fn call(case: &Case, given: &Given, seen: &mut Seen) {
    let bytes = &mut case.section("orders");
    let directions = directions(bytes, given.figures.width());
    let weights: Vec<f64> = (0..bytes.length(given.figures.width())).map(|_| bytes.between(0.0, 3.0)).collect();
    let _ = seen.ok("Criteria::new", Criteria::new(&given.figures, &directions, &weights));
    // Once more with all figures there, that there be something to rank.
    let all =
        given.figures.columns().iter().map(|column| {
            column.iter().map(|figure| if figure.is_nan() { 7.0 } else { *figure }).collect::<Vec<f64>>()
        });
    let Some(matrix) = seen.ok("Matrix::new", scoring::Matrix::new(given.figures.subjects(), all.collect())) else {
        return;
    };
    let Some(criteria) = seen.ok("Criteria::new", Criteria::new(&matrix, &directions, &weights)) else { return };
    seen.numbers("borda", &borda(&criteria));
    let _ = seen.checked("copeland", copeland(&criteria));
    let _ = seen.checked("kemeny", kemeny(&criteria));
    for scaling in [Scaling::Vector, Scaling::MinMax] {
        let _ = seen.checked("topsis", topsis(&criteria, scaling));
    }
}
