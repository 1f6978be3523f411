//! Rank intervals and sensitivities.

use scoring::Matrix;
use scoring::index::{Aggregate, Framework, Indicator};
use scoring::uncertain::{Outcomes, Random, WeightDraws, rank_intervals, rank_shift};

use crate::Given;
use crate::case::Case;
use crate::scheme::ties;
use crate::seen::Seen;

pub fn call(case: &Case, given: &Given, seen: &mut Seen) {
    let bytes = &mut case.section("draws");
    let columns = given.figures.width();
    let pillars = 1 + bytes.below(3);
    let indicators = (0..columns).map(|at| Indicator::new(format!("indicator {at}"), format!("node {}", at % pillars)));
    let mut nodes: Vec<Aggregate> = (0..pillars).map(|at| Aggregate::new(format!("node {at}"), "index")).collect();
    nodes.push(Aggregate::index("index"));
    if let Some(framework) = seen.ok("Framework::new", Framework::new(indicators.collect(), nodes)) {
        let width = bytes.length(framework.index());
        let draws = if columns > 1000 { 2 } else { bytes.below(40) };
        let weights: Vec<f64> = (0..width * draws + bytes.below(2)).map(|_| bytes.between(0.1, 2.0)).collect();
        let (ties, all) = (ties(bytes), bytes.yes());
        let figures = given.figures.columns().iter().map(|column| {
            column.iter().map(|figure| if all && figure.is_nan() { 7.0 } else { *figure }).collect::<Vec<f64>>()
        });
        let matrix = seen.ok("Matrix::new", Matrix::new(given.figures.subjects(), figures.collect()));
        let draws = seen.ok("WeightDraws::new", WeightDraws::new(width, &weights));
        if let (Some(matrix), Some(draws)) = (matrix, draws) {
            seen.numbers("WeightDraws::count", &draws.count());
            let _ = seen.checked("rank_intervals", rank_intervals(&matrix, &framework, &draws, ties, given.threads));
        }
    }
    let runs = bytes.below(9);
    let mut sample = || (0..bytes.length(runs)).map(|_| bytes.number()).collect::<Vec<f64>>();
    let (a, b, mixed) = (sample(), sample(), vec![sample(), sample()]);
    let own: Vec<usize> = (0..bytes.length(runs)).map(|_| bytes.below(9)).collect();
    let other: Vec<usize> =
        (0..bytes.length(runs)).map(|_| if bytes.byte() == 255 { usize::MAX } else { bytes.below(9) }).collect();
    let _ = seen.checked("rank_shift", rank_shift(&own, &other));
    if let Some(outcomes) = seen.checked("Outcomes::new", Outcomes::new(a, b, mixed)) {
        let _ = seen.checked("sensitivity", outcomes.sensitivity());
        let samples = u64::from(bytes.byte()) % 9;
        let _ = seen.checked("bootstrap", outcomes.bootstrap(samples, u64::from(bytes.byte())));
    }
    let mut random = Random::of(u64::from(bytes.byte()), u64::MAX);
    let (low, high) = (bytes.between(0.0, 1.0), bytes.between(1.0, 2.0));
    seen.numbers("Random", &(random.unit(), random.below(bytes.below(9)), random.below(usize::MAX)));
    // The bounds are the caller's: of numbers that are none it makes none.
    seen.any("Random::between", &random.between(low, high));
}
