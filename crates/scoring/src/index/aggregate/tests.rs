use super::*;
use crate::index::part::{Aggregate, Indicator};

/// a and b (weight 3) under P, c under Q (weight 3); P and Q under I.
fn framework() -> Framework {
    let indicators = vec![Indicator::new("a", "P"), Indicator::new("b", "P").weighing(3.0), Indicator::new("c", "Q")];
    let aggregates = vec![Aggregate::index("I"), Aggregate::new("P", "I"), Aggregate::new("Q", "I").weighing(3.0)];
    Framework::new(indicators, aggregates).unwrap()
}

fn matrix(columns: [&[f64]; 3]) -> Matrix {
    Matrix::new(columns[0].len(), columns.map(<[f64]>::to_vec).to_vec()).unwrap()
}

fn index(rules: &Rules, columns: [&[f64]; 3]) -> Vec<f64> {
    let framework = framework();
    let made = aggregate(&framework, rules, &matrix(columns)).unwrap();
    made.values.column(framework.index()).to_vec()
}

#[test]
fn values_add_up_from_the_bottom_and_what_is_missing_leaves_its_weight_to_the_others() {
    let framework = framework();
    let made = aggregate(
        &framework,
        &Rules::default(),
        // The second has no b, the third no c, the fourth nothing.
        &matrix([&[8.0, 8.0, 8.0, f64::NAN], &[4.0, f64::NAN, 4.0, f64::NAN], &[1.0, 1.0, f64::NAN, f64::NAN]]),
    )
    .unwrap();
    // P = 8 × 1/4 + 4 × 3/4 = 5, or 8 without b. I = 5/4 + 3/4 = 2; 8/4 + 3/4 = 2.75; 5 without Q.
    assert_eq!(made.values.column(3)[..3], [5.0, 8.0, 5.0]);
    assert_eq!(made.values.column(5)[..3], [2.0, 2.75, 5.0]);
    assert!(made.values.at(5, 3).is_nan());
    assert_eq!(made.values.ranks(5), [Some(3), Some(2), Some(1), None]);
    // Q had no weight for the third; b none for the second, and a all of P's.
    assert_eq!(made.shares.column(4)[..3], [0.75, 0.75, 0.0]);
    assert_eq!(made.effective.column(0)[..3], [0.0625, 0.25, 0.25]);
    assert_eq!(made.effective.column(1)[..3], [0.1875, 0.0, 0.75]);
    // Nothing gave anything to a node that is missing.
    assert!(made.effective.at(0, 3).is_nan() && made.contributions.at(0, 3).is_nan() && made.shares.at(2, 2).is_nan());
    assert_eq!(made.contributions.column(0)[..3], [2.0, 8.0, 2.0]);
    assert_eq!(made.contributions.column(4)[..3], [0.75, 0.75, 0.0]);
}

#[test]
fn with_too_little_data_a_node_is_missing() {
    // For the first P has 2 of 2, for the second 1 of 2, below the least share of P; Q has all.
    let rules =
        Rules { nodes: vec![("P".to_owned(), Rule { mean: Mean::Arithmetic, least: 0.6 })], ..Rules::default() };
    assert_eq!(index(&rules, [&[8.0, 8.0], &[4.0, f64::NAN], &[1.0, 1.0]]), [2.0, 1.0]);
    let all = Rules { general: Rule { mean: Mean::Arithmetic, least: 1.0 }, ..Rules::default() };
    let made = index(&all, [&[8.0, 8.0], &[4.0, f64::NAN], &[1.0, 1.0]]);
    assert_eq!(made[..1], [2.0]);
    assert!(made[1].is_nan());
}

#[test]
fn a_node_goes_before_its_level_and_that_before_the_general_rule() {
    // P is harmonic: 1 ÷ (1/4 ÷ 8 + 3/4 ÷ 4) = 32/7; Q the one value; I = 32/7 ÷ 4 + 3/4.
    let rules = Rules {
        general: Mean::Geometric.into(),
        levels: vec![(3, Mean::Arithmetic.into()), (2, Mean::Power(3.0).into())],
        nodes: vec![("P".to_owned(), Mean::Harmonic.into())],
        ..Rules::default()
    };
    let [made] = index(&rules, [&[8.0], &[4.0], &[1.0]])[..] else { panic!() };
    assert!((made - (8.0 / 7.0 + 0.75)).abs() < 1e-15);
}

#[test]
fn what_has_no_geometric_mean_is_refused_by_subject_and_node() {
    let framework = framework();
    let refused = aggregate(&framework, &Mean::Geometric.into(), &matrix([&[1.0, 1.0], &[4.0, 0.0], &[1.0, 1.0]]));
    assert_eq!(refused.unwrap_err().to_string(), "node P, subject 1: b is 0, which has no geometric mean");
    // Without weight it takes no part.
    let mut without = Aggregator::new(&framework, &Mean::Geometric.into()).unwrap();
    without.weigh(&[1.0, 0.0, 1.0, 1.0, 1.0, 1.0]).unwrap();
    without.explain(&matrix([&[1.0, 1.0], &[4.0, 0.0], &[1.0, 1.0]])).unwrap();
    assert!(matches!(without.weigh(&[0.0; 6]), Err(ScoringError::NodeWeight { .. })));
}

#[test]
fn what_leaves_the_range_of_numbers_is_refused() {
    let framework = framework();
    let mut huge = matrix([&[f64::MAX], &[f64::MAX], &[f64::MAX]]);
    // Shares of 1 or less cannot leave it together unless rounding does: 1/4 and 3/4 do not.
    assert!(aggregate(&framework, &Rules::default(), &huge).is_ok());
    huge = matrix([&[f64::MAX], &[-f64::MAX], &[f64::MAX]]);
    assert!(aggregate(&framework, &Rules::default(), &huge).is_ok());
    let narrow = Matrix::new(1, vec![vec![1.0]]).unwrap();
    let refused = aggregate(&framework, &Rules::default(), &narrow).unwrap_err();
    assert_eq!(refused, ScoringError::Columns { id: "indicators".to_owned(), expected: 3, found: 1 });
}

#[test]
fn rules_that_cannot_be_are_refused() {
    let framework = framework();
    let refused = |rules: Rules| Aggregator::new(&framework, &rules).map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        refused(Mean::Power(0.0).into()),
        "general rule: power = 0 must be finite and not 0, where the mean is the geometric one"
    );
    let level = Rules { levels: vec![(4, Mean::Geometric.into())], ..Rules::default() };
    assert_eq!(refused(level), "level: level = 4 must be a level with nodes, 2 or more");
    let node = |id: &str| Rules { nodes: vec![(id.to_owned(), Mean::Geometric.into())], ..Rules::default() };
    assert_eq!(refused(node("a")), "node a is an indicator: it has no mean");
    assert_eq!(refused(node("X")), "node X has a rule but is not there");
    let least = Rules { general: Rule { mean: Mean::Arithmetic, least: 1.5 }, ..Rules::default() };
    assert_eq!(refused(least), "general rule: least share = 1.5 must be from 0 to 1");
}
