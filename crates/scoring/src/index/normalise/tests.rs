use super::*;
use crate::index::{Aggregate, Indicator};
use crate::matrix::Groups;

const GAP: f64 = f64::NAN;

fn framework(lower: bool) -> Framework {
    let indicator = Indicator::new("a", "I");
    let indicator = if lower { indicator.lower_is_better() } else { indicator };
    Framework::new(vec![indicator], vec![Aggregate::index("I")]).unwrap()
}

fn normalised(column: &[f64], lower: bool, panel: &Panel, rule: Normalisation) -> Normalised {
    let matrix = Matrix::new(column.len(), vec![column.to_vec()]).unwrap();
    normalise(&framework(lower), panel, &matrix, &[rule]).unwrap()
}

fn one_period(rows: usize) -> Panel {
    Panel::one_period(Groups::one(rows))
}

/// Both directions of a method on one column, beside what is expected.
fn worked(method: Method, column: &[f64], higher: &[f64], lower: &[f64]) {
    for (turned, expected) in [(false, higher), (true, lower)] {
        let done = normalised(column, turned, &one_period(column.len()), method.into());
        assert!(done.exceptions.is_empty(), "{method:?}: {:?}", done.exceptions);
        for (found, expected) in done.matrix.columns()[0].iter().zip(expected) {
            let same = (found - expected).abs() < 1e-12 || (found.is_nan() && expected.is_nan());
            assert!(same, "{method:?}, lower is better: {turned}: {found} where {expected} was expected");
        }
    }
}

fn why(method: Method, column: &[f64], lower: bool) -> Unscaled {
    let done = normalised(column, lower, &one_period(column.len()), method.into());
    assert!(done.matrix.columns()[0].iter().all(|figure| figure.is_nan()));
    done.exceptions[0].why
}

#[test]
fn methods_of_the_range_worked_by_hand() {
    let column = [2.0, 4.0, GAP, 10.0];
    let range = Method::MinMax { low: 1.0, high: 9.0 };
    worked(range, &column, &[1.0, 3.0, GAP, 9.0], &[9.0, 7.0, GAP, 1.0]);
    worked(Method::ToMaximum, &column, &[0.0, 0.25, GAP, 1.0], &[1.0, 0.75, GAP, 0.0]);
    // Target 4: (x − 2) ÷ 2; less is better: (10 − x) ÷ 6.
    let target = |cap| Method::ToTarget { target: 4.0, cap };
    worked(target(false), &column, &[0.0, 1.0, GAP, 4.0], &[8.0 / 6.0, 1.0, GAP, 0.0]);
    worked(target(true), &column, &[0.0, 1.0, GAP, 1.0], &[1.0, 1.0, GAP, 0.0]);
    // The subject in row 1 has 4.
    let reference = Method::ToReference { subject: 1, cap: false };
    worked(reference, &column, &[0.0, 1.0, GAP, 4.0], &[8.0 / 6.0, 1.0, GAP, 0.0]);
    let posts = |truncate| Method::Goalposts { low: 3.0, high: 7.0, scale: 100.0, truncate };
    worked(posts(true), &column, &[0.0, 25.0, GAP, 100.0], &[100.0, 75.0, GAP, 0.0]);
    worked(posts(false), &column, &[-25.0, 25.0, GAP, 175.0], &[125.0, 75.0, GAP, -75.0]);
    worked(Method::Linear { factor: 2.0, offset: 1.0 }, &column, &[5.0, 9.0, GAP, 21.0], &[-3.0, -7.0, GAP, -19.0]);
}

#[test]
fn z_scores_have_the_stated_mean_and_deviation() {
    // 1, 3, 5: mean 3, deviation 2.
    let method = Method::ZScore { mean: 50.0, deviation: 10.0 };
    worked(method, &[1.0, 3.0, GAP, 5.0], &[40.0, 50.0, GAP, 60.0], &[60.0, 50.0, GAP, 40.0]);
}

#[test]
fn methods_of_ranks_worked_by_hand() {
    let column = [7.0, 5.0, 7.0, GAP, 9.0];
    worked(Method::Rank, &column, &[2.0, 1.0, 2.0, GAP, 4.0], &[2.0, 4.0, 2.0, GAP, 1.0]);
    worked(Method::Borda, &column, &[1.0, 0.0, 1.0, GAP, 3.0], &[1.0, 3.0, 1.0, GAP, 0.0]);
    let third = 1.0 / 3.0;
    worked(Method::PercentileRank, &column, &[third, 0.0, third, GAP, 1.0], &[third, 1.0, third, GAP, 0.0]);
}

#[test]
fn methods_of_fractions_worked_by_hand() {
    let column = [2.0, 4.0, GAP, 5.0];
    worked(Method::Fraction, &column, &[0.4, 0.8, GAP, 1.0], &[1.0, 0.5, GAP, 0.4]);
    worked(Method::Complement, &column, &[0.4, 0.8, GAP, 1.0], &[0.6, 0.2, GAP, 0.0]);
    // 1/2 + 1/4 + 1/5 = 0.95
    worked(
        Method::Sum,
        &column,
        &[2.0 / 11.0, 4.0 / 11.0, GAP, 5.0 / 11.0],
        &[0.5 / 0.95, 0.25 / 0.95, GAP, 0.2 / 0.95],
    );
    worked(Method::Nonlinear, &column, &[0.16, 0.64, GAP, 1.0], &[1.0, 0.125, GAP, 0.064]);
    // Distances 3, 1, 0 and 0, 2, 3.
    worked(Method::Accuracy, &column, &[0.25, 0.75, GAP, 1.0], &[1.0, 0.6, GAP, 0.4]);
    worked(Method::Turskis, &column, &[0.4, 0.8, GAP, 1.0], &[1.0, 0.0, GAP, -0.5]);
    // 3-4-5: length 5.
    worked(Method::Vector, &[3.0, 4.0], &[0.6, 0.8], &[0.4, 0.2]);
    // ln 2 + ln 4 = 3 ln 2
    worked(Method::Logarithm, &[2.0, 4.0], &[1.0 / 3.0, 2.0 / 3.0], &[2.0 / 3.0, 1.0 / 3.0]);
}

#[test]
fn what_has_no_result_says_why() {
    let (flat, negative) = ([3.0, 3.0, GAP], [-1.0, -2.0]);
    let scores = Method::ZScore { mean: 0.0, deviation: 1.0 };
    for method in [Method::default(), scores, Method::ToMaximum, Method::Accuracy] {
        assert_eq!(why(method, &flat, false), Unscaled::Constant);
        assert_eq!(why(method, &[GAP], true), Unscaled::NoFigures);
    }
    assert_eq!(why(Method::PercentileRank, &[1.0, GAP], false), Unscaled::Constant);
    for method in [Method::Fraction, Method::Complement, Method::Sum, Method::Logarithm, Method::Nonlinear] {
        assert_eq!(why(method, &negative, false), Unscaled::NotPositive);
    }
    assert_eq!(why(Method::Vector, &[0.0, 0.0], false), Unscaled::NotPositive);
    assert_eq!(why(Method::ToTarget { target: 1.0, cap: true }, &[1.0, 2.0], false), Unscaled::AimTooLow);
    assert_eq!(why(Method::ToReference { subject: 9, cap: true }, &[1.0, 2.0], false), Unscaled::NoReference);
    assert_eq!(why(Method::default(), &[f64::MAX, f64::MIN], false), Unscaled::TooLarge);
}

#[test]
fn a_constant_gets_the_stated_figure_and_is_told() {
    let rule = Normalisation { otherwise: Some(50.0), ..Normalisation::default() };
    let done = normalised(&[3.0, GAP, 3.0], false, &one_period(3), rule);
    let column = &done.matrix.columns()[0];
    assert!((column[0] - 50.0).abs() < 1e-12 && column[1].is_nan() && (column[2] - 50.0).abs() < 1e-12);
    let told = Exception { indicator: 0, rows: vec![0, 1, 2], why: Unscaled::Constant, otherwise: Some(50.0) };
    assert_eq!(done.exceptions, [told]);
}

#[test]
fn panel_data_are_normalised_all_years_together_or_each_year_alone() {
    // Subjects 0 and 1 in 2024 and 2025, in groups 0 and 1.
    let panel = Panel::new(Groups::new(vec![0, 1, 0, 1]), vec![0, 1, 0, 1], vec![2024, 2024, 2025, 2025]).unwrap();
    let column = [0.0, 4.0, 5.0, 10.0];
    let within = |within, method| {
        let rule = Normalisation { method, within, otherwise: None };
        normalised(&column, false, &panel, rule).matrix.columns()[0].clone()
    };
    let close = |found: Vec<f64>, expected: [f64; 4]| {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} where {expected} was expected");
        }
    };
    close(within(Within::All, Method::default()), [0.0, 40.0, 50.0, 100.0]);
    close(within(Within::Period, Method::default()), [0.0, 100.0, 0.0, 100.0]);
    close(within(Within::Group, Method::default()), [0.0, 0.0, 100.0, 100.0]);
    // The reference in each year is subject 1; in group 0 it is looked up outside, of both years the latest: 10.
    let reference = Method::ToReference { subject: 1, cap: false };
    close(within(Within::Period, reference), [0.0, 1.0, 0.0, 1.0]);
    close(within(Within::Group, reference), [0.0, 0.0, 0.5, 1.0]);
}

#[test]
fn parameters_out_of_range_name_the_indicator() {
    let matrix = Matrix::new(1, vec![vec![1.0]]).unwrap();
    for (method, parameter) in [
        (Method::MinMax { low: 1.0, high: 1.0 }, "low"),
        (Method::MinMax { low: 0.0, high: f64::NAN }, "high"),
        (Method::ZScore { mean: 0.0, deviation: 0.0 }, "deviation"),
        (Method::ToTarget { target: f64::INFINITY, cap: true }, "target"),
    ] {
        let refused = normalise(&framework(false), &one_period(1), &matrix, &[method.into()]).unwrap_err();
        let named =
            matches!(&refused, ScoringError::Parameter { id, parameter: own, .. } if id == "a" && *own == parameter);
        assert!(named, "{refused}");
    }
}
