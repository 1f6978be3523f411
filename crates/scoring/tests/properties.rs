//! What must hold for any data.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use scoring::{
    Benchmark, BoundaryTies, Classes, Data, Falling, Function, Grading, Groups, Item, Matrix, Missing, QuotaRounding,
    Ranking, Row, Scheme, Scope, Scores, Steps, Ties, index::Direction, run,
};

/// Three items by three functions; the first grows with its figure.
fn scheme(first: Function) -> Scheme {
    let mean = Benchmark::Mean { times: 1.5, scope: Scope::Group };
    Scheme {
        ranking: Ranking { ties: Ties::Competition, scope: Scope::Group },
        grading: Some(Grading::Quota {
            up_to: vec![("A".into(), 0.2), ("B".into(), 0.8)],
            last: "C".into(),
            rounding: QuotaRounding::HalfUp,
            ties: BoundaryTies::Worse,
            scope: Scope::Group,
        }),
        ..Scheme::of_items(vec![
            Item::new("first", 50.0, first, Missing::Reweight),
            Item::new("second", 30.0, Function::capped_ratio(mean), Missing::Mean(Scope::Population)),
            Item::new("third", 20.0, Function::inverse(), Missing::Penalty(2.0)),
        ])
    }
}

fn min_max() -> Function {
    Function::MinMax { floor: 20.0, scope: Scope::Population }
}

fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(f64::NAN), 6 => -50.0..200.0_f64, 1 => Just(0.0)]
}

type Subject = (f64, f64, f64, u32);

fn subjects() -> impl Strategy<Value = Vec<Subject>> {
    prop::collection::vec((figure(), figure(), figure(), 0_u32..3), 1..40)
}

fn score(first: Function, subjects: &[Subject]) -> Scores {
    let column = |take: fn(&Subject) -> f64| subjects.iter().map(take).collect::<Vec<_>>();
    let columns = vec![column(|row| row.0), column(|row| row.1), column(|row| row.2)];
    let matrix = Matrix::new(subjects.len(), columns).unwrap();
    run(&scheme(first), &Data::new(matrix, Groups::new(subjects.iter().map(|row| row.3).collect()))).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing((subjects, order) in subjects().prop_flat_map(|subjects| {
        let order = Just((0..subjects.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(subjects), order)
    })) {
        let before = score(min_max(), &subjects);
        let moved: Vec<Subject> = order.iter().map(|&at| subjects[at]).collect();
        let after = score(min_max(), &moved);
        for (to, &from) in order.iter().enumerate() {
            prop_assert_eq!(before.row(from), after.row(to));
        }
    }

    #[test]
    fn points_add_up_to_the_sum_to_the_last_bit_and_nothing_leaves_the_numbers(subjects in subjects()) {
        let scores = score(min_max(), &subjects);
        for (subject, row) in scores.rows().iter().enumerate() {
            let points = (0..3).filter_map(|item| scores.cell(subject, item).points);
            let sum = points.fold(0.0, |sum, points| sum + points);
            prop_assert!(sum.is_finite());
            if let Some(stated) = row.sum {
                prop_assert_eq!(stated.to_bits(), sum.to_bits());
            }
            for item in 0..3 {
                let cell = scores.cell(subject, item);
                prop_assert_eq!(cell.imputed.is_some(), cell.normalised.is_none());
            }
        }
    }

    #[test]
    fn more_of_a_positive_item_never_lowers_the_own_score_or_rank(subjects in subjects(), more in 0.1..100.0_f64) {
        let ratio = Function::Ratio { benchmark: Benchmark::Fixed(40.0), cap: Some(1.2), floor: Some(0.0) };
        prop_assume!(!subjects[0].0.is_nan());
        let before = score(ratio.clone(), &subjects);
        let mut raised = subjects;
        raised[0].0 += more;
        let after = score(ratio, &raised);
        prop_assert!(after.row(0).sum >= before.row(0).sum);
        prop_assert!(after.row(0).rank <= before.row(0).rank);
    }

    #[test]
    fn min_max_does_not_care_about_unit_or_origin(subjects in subjects(), shift in -100_i32..100, power in -6_i32..6) {
        // Powers of two keep the figures exact, so that equality can be asked for.
        let scale = libm::ldexp(1.0, power);
        let whole = |figure: f64| figure.round();
        let before: Vec<Subject> = subjects.iter().map(|row| (whole(row.0), row.1, row.2, row.3)).collect();
        let moved: Vec<Subject> =
            before.iter().map(|row| ((row.0 + f64::from(shift)) * scale, row.1, row.2, row.3)).collect();
        let outcome = |row: &Row| (row.score, row.rank, row.grade);
        let (before, after) = (score(min_max(), &before), score(min_max(), &moved));
        for (old, new) in before.rows().iter().zip(after.rows()) {
            prop_assert_eq!(outcome(old), outcome(new));
        }
    }

    #[test]
    fn more_never_earns_less_by_steps_classes_or_count(
        (base, low, more) in (0.1..100.0_f64, -50.0..200.0_f64, 0.0..100.0_f64),
        (falling, whole) in (prop_oneof![Just(Falling::Steps), Just(Falling::Proportion), Just(Falling::Nothing)], any::<bool>()),
        direction in prop_oneof![Just(Direction::Higher), Just(Direction::Lower)],
    ) {
        let sign = direction.sign();
        let steps = Steps { base_share: 0.8, growth: 0.05, step: 0.1, whole, falling, cap: 1.5, direction };
        let bounds = vec![(sign * 60.0, 1.0), (sign * 20.0, 0.5), (sign * -10.0, 0.5)];
        let functions = [
            Function::Steps(steps),
            Function::Classes(Classes { bounds, rest: 0.1, direction }),
            Function::Count { each: sign.max(0.0) * 0.01 + 0.01, cap: 1.2 },
        ];
        for function in functions {
            let counted = matches!(function, Function::Count { .. });
            let own = if function.needs_own() { vec![vec![base; 2]] } else { Vec::new() };
            let scheme = Scheme::of_items(vec![Item::new("one", 10.0, function, Missing::Zero)]);
            let mut data = Data::new(Matrix::new(2, vec![vec![low, low + more]]).unwrap(), Groups::one(2));
            data.own = Matrix::new(2, own).unwrap();
            let scores = run(&scheme, &data).unwrap();
            let points = |subject| scores.row(subject).sum.unwrap();
            let rises = points(1) >= points(0);
            let falls = points(1) <= points(0);
            let better = if counted || direction == Direction::Higher { rises } else { falls };
            prop_assert!(better, "{} and {}", points(0), points(1));
            prop_assert!((0.0..=15.0).contains(&points(0)));
        }
    }
}
