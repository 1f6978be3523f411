//! Sobol indices of the mean absolute rank shift, N = 100, four assumptions.

use scoring::uncertain::Outcomes;

use crate::data::{Table, folder};

#[test]
fn first_and_total_order_equal_the_reference() {
    let Some(folder) = folder("first_and_total_order_equal_the_reference") else { return };
    let runs = csv::Reader::from_path(folder.join("gold_sobol_input_y.csv")).unwrap().into_records();
    let runs: Vec<(String, f64)> =
        runs.map(|run| run.unwrap()).map(|run| (run[2].to_owned(), run[1].parse().unwrap())).collect();
    let block = |name: &str| runs.iter().filter(|(block, _)| block == name).map(|(_, outcome)| *outcome).collect();
    let mixed = (1..=4).map(|at| block(&format!("AB{at}"))).collect();
    let outcomes = Outcomes::new(block("A"), block("B"), mixed).unwrap();
    let found = outcomes.sensitivity().unwrap();

    let expected = Table::read(&folder, "gold_sobol_expected.csv", "Variable");
    let close = |ours: f64, theirs: f64| assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{ours} {theirs}");
    for (at, variable) in expected.keys().into_iter().enumerate() {
        close(found.effects[at].first, expected.number(variable, "Si"));
        close(found.effects[at].total, expected.number(variable, "STi"));
        close(found.variance, expected.number(variable, "varY"));
    }
    let intervals = outcomes.bootstrap(200, 1).unwrap();
    for (interval, effect) in intervals.iter().zip(&found.effects) {
        assert!(interval.first.0 <= effect.first && effect.first <= interval.first.1);
        assert!(interval.total.0 <= effect.total && effect.total <= interval.total.1);
    }
}
