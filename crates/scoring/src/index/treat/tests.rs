use super::*;
use crate::index::{Aggregate, Indicator};

fn treated(column: &[f64], rule: Treatment) -> Treated {
    let framework = Framework::new(vec![Indicator::new("a", "I")], vec![Aggregate::index("I")]).unwrap();
    treat(&framework, &Matrix::new(column.len(), vec![column.to_vec()]).unwrap(), &[rule]).unwrap()
}

/// 1 to 10, and more.
fn ten_and(more: &[f64]) -> Vec<f64> {
    (1..=10).map(f64::from).chain(more.iter().copied()).collect()
}

fn bent(curve: Curve, column: &[f64]) -> Treated {
    treated(column, Treatment::Bend { curve, bounds: None })
}

fn near(column: &[f64], expected: &[f64]) {
    for (found, expected) in column.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} where {expected} was expected");
    }
}

#[test]
fn one_far_point_is_moved_to_the_next_and_marked() {
    let done = treated(&ten_and(&[f64::NAN, 100.0]), Treatment::default());
    assert_eq!(done.matrix.columns()[0][11].to_bits(), 10.0_f64.to_bits());
    assert_eq!(done.marks, [Mark { indicator: 0, row: 11, from: 100.0, to: 10.0, by: Moved::Down }]);
    let detail = done.details[0];
    assert_eq!((detail.outcome, detail.winsorised.unwrap().0, detail.bent), (Outcome::Treated, 1, None));
    assert!(!detail.before.unwrap().passes(Bounds::default()));
}

#[test]
fn a_low_tail_is_moved_up() {
    let done = treated(&ten_and(&[-100.0]), Treatment::default());
    assert_eq!(done.marks, [Mark { indicator: 0, row: 10, from: -100.0, to: 1.0, by: Moved::Up }]);
}

#[test]
fn if_points_do_not_suffice_the_original_column_is_bent() {
    // Of sixty points that grow threefold each, more than five would have to be moved.
    let column: Vec<f64> = (0..60).map(|power| libm::pow(3.0, f64::from(power))).collect();
    let done = treated(&column, Treatment::default());
    let detail = done.details[0];
    assert_eq!(detail.winsorised.unwrap().0, 5);
    let (min, range) = (1.0, column[59] - 1.0);
    near(&done.matrix.columns()[0], &column.iter().map(|x| libm::log(x - min + 0.01 * range)).collect::<Vec<_>>());
    assert_eq!(detail.bent.unwrap().0, Curve::LogOfRange);
    assert!(done.marks.iter().all(|mark| mark.by == Moved::Bent));
    let only_points = Treatment::Winsorise { bounds: Bounds::default(), points: 5, then: None };
    assert_eq!(treated(&column, only_points).details[0].outcome, Outcome::StillOut);
}

#[test]
fn what_cannot_be_treated_stays_and_says_why() {
    let alone = |column: &[f64]| {
        let done = treated(column, Treatment::default());
        assert!(done.marks.is_empty());
        match done.details[0].outcome {
            Outcome::LeftAlone(why) => why,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(alone(&[0.1; 9]), Alone::Undefined(Undefined::Constant));
    assert_eq!(alone(&[1.0, 2.0, f64::NAN]), Alone::Undefined(Undefined::TooFew { found: 2, needed: 4 }));
    let mut two = [0.0; 20];
    two[3] = 1.0;
    assert_eq!(alone(&two), Alone::TwoLevels);
    let log = bent(Curve::Log, &[0.0, 1.0, 2.0]);
    assert_eq!(log.details[0].outcome, Outcome::LeftAlone(Alone::Unbent(Unbent::NotPositive)));
    let flat = bent(Curve::LogOfOne, &[3.0, 3.0]);
    assert_eq!(flat.details[0].outcome, Outcome::LeftAlone(Alone::Unbent(Unbent::Undefined(Undefined::Constant))));
    assert_eq!(treated(&[1.0, 2.0], Treatment::None).details[0].outcome, Outcome::NoRule);
}

#[test]
fn curves_worked_by_hand() {
    let column = [1.0, 2.0, f64::NAN, 5.0];
    let log = libm::log;
    let figures = |curve| {
        let bent = bent(curve, &column).matrix.columns()[0].clone();
        assert!(bent[2].is_nan());
        [bent[0], bent[1], bent[3]]
    };
    near(&figures(Curve::LogOfRange), &[log(0.04), log(1.04), log(4.04)]);
    near(&figures(Curve::LogOfOne), &[0.0, log(2.0), log(5.0)]);
    near(&figures(Curve::Log), &[0.0, log(2.0), log(5.0)]);
    // 4 · (x − 1) ÷ 4 + 1
    near(&figures(Curve::LogToMax), &[0.0, log(2.0), log(5.0)]);
    let given = |lambda, shifted| Curve::BoxCox { lambda: Lambda::Given(lambda), shifted };
    // (y² − 1) ÷ 2
    near(&figures(given(2.0, false)), &[0.0, 1.5, 12.0]);
    near(&figures(given(0.0, true)), &[0.0, log(2.0), log(5.0)]);
    // The low tail of −1, −2, −5 is that of 1, 2, 5 mirrored.
    let low = bent(Curve::LogBySkew, &[-1.0, -1.5, -2.0, -5.0]);
    near(&low.matrix.columns()[0], &[-log(0.04), -log(0.54), -log(1.04), -log(4.04)]);
}

#[test]
fn the_likeliest_exponent_of_a_geometric_series_is_zero() {
    let column: Vec<f64> = (-10..=10).map(|power| libm::exp(f64::from(power) / 5.0)).collect();
    let curve = Curve::BoxCox { lambda: Lambda::Likeliest, shifted: false };
    let done = bent(curve, &column);
    for (figure, power) in done.matrix.columns()[0].iter().zip(-10..=10) {
        assert!((figure - f64::from(power) / 5.0).abs() < 1e-6);
    }
}

#[test]
fn trimming_sets_what_is_beyond_two_quantiles_to_these() {
    // Of 1 … 11 the quantiles at 10 % and 90 % are 2 and 10.
    let done = treated(&ten_and(&[11.0]), Treatment::Trim { low: 0.1, high: 0.9 });
    near(&done.matrix.columns()[0], &[2.0, 2.0, 3.0]);
    near(&done.matrix.columns()[0][8..], &[9.0, 10.0, 10.0]);
    assert_eq!(done.marks.len(), 2);
}

#[test]
fn a_rule_out_of_range_names_the_indicator() {
    let framework = Framework::new(vec![Indicator::new("a", "I")], vec![Aggregate::index("I")]).unwrap();
    let matrix = Matrix::new(1, vec![vec![1.0]]).unwrap();
    let trim = Treatment::Trim { low: 0.9, high: 0.1 };
    let boxcox = Curve::BoxCox { lambda: Lambda::Given(f64::NAN), shifted: true };
    for rule in [trim, Treatment::Bend { curve: boxcox, bounds: None }] {
        let refused = treat(&framework, &matrix, &[rule]).unwrap_err();
        assert!(matches!(refused, ScoringError::Parameter { id, .. } if id == "a"));
    }
}
