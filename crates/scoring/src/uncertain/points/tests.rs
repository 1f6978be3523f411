use super::*;
use crate::Threads;
use crate::uncertain::Unwatched;
use crate::{
    Adjustment, Benchmark, BoundaryTies, Effect, Function, Grading, Groups, Item, Matrix, QuotaRounding, Scope, Veto,
    run,
};

fn scheme() -> Scheme {
    let ratio = || Function::capped_ratio(Benchmark::Highest { scope: Scope::Population });
    let up_to = vec![("A".to_owned(), 0.2), ("B".to_owned(), 0.7)];
    let (rounding, ties, scope) = (QuotaRounding::Floor, BoundaryTies::Worse, Scope::Population);
    Scheme {
        adjustments: vec![Adjustment { id: "bonus".into(), at_least: None, at_most: Some(3.0) }],
        grading: Some(Grading::Quota { up_to, last: "C".into(), rounding, ties, scope }),
        ..Scheme::of_items(vec![
            Item::new("tax", 50.0, ratio(), Missing::Zero),
            Item::new("output", 30.0, ratio(), Missing::Mean(Scope::Population)),
            Item::new("energy", 20.0, Function::inverse(), Missing::Reweight),
        ])
    }
}

fn data() -> Data {
    let figure = |at: u32, salt: u32| match (at * 11 + salt * 3) % 17 {
        0 => f64::NAN,
        other => f64::from(other),
    };
    let columns = (0..3).map(|salt| (0..10).map(|at| figure(at, salt)).collect()).collect();
    let mut data = Data::new(Matrix::new(10, columns).unwrap(), Groups::one(10));
    data.adjustments = Matrix::new(10, vec![(0..10).map(f64::from).collect()]).unwrap();
    data.vetoes = vec![Veto { id: "safety".into(), subject: 4, effect: Effect::Excluded }];
    data
}

fn assumptions() -> PointsAssumptions {
    PointsAssumptions {
        weights: Some(WeightChange::Noise { general: 0.25, levels: Vec::new() }),
        missing: vec![Alternative::AsIs, Alternative::All(Missing::Zero), Alternative::All(Missing::Reweight)],
        removal: Some(Removal::one_or_none(vec!["tax".into(), "output".into(), "energy".into()])),
    }
}

#[test]
fn each_run_is_a_plain_run_of_what_was_drawn() {
    let (scheme, data, assumptions) = (scheme(), data(), assumptions());
    let runs = 200;
    let (mut ranks, mut grades) = (vec![Vec::new(); 10], vec![[0.0; 3]; 10]);
    for number in 0..runs {
        let (own, kept) = drawn(&scheme, &assumptions, 3, number).unwrap();
        assert!((own.total_weight() - 100.0).abs() < 1e-9);
        let data = Data { figures: data.figures.of_columns(&kept), ..data.clone() };
        for (at, row) in run(&own, &data).unwrap().rows().iter().enumerate() {
            ranks[at].extend(row.rank.map(crate::stats::count));
            row.grade.into_iter().for_each(|grade| grades[at][grade.0] += 1.0 / 200.0);
        }
    }
    let with = |threads| {
        let runs = Runs { count: runs, seed: 3, threads: Threads::new(threads) };
        simulate(&scheme, &data, &assumptions, runs, &Unwatched).unwrap()
    };
    let found = with(1);
    assert_eq!((found.done, found.failures.len(), found.rows[4].unranked), (200, 0, 200));
    for (at, row) in found.rows.iter().enumerate() {
        assert!(row.grades.iter().zip(grades[at]).all(|(found, own)| (found - own).abs() < 1e-9));
        let ordered = crate::stats::Ordered::of(&ranks[at]);
        assert_eq!(row.interval.map(|own| own.median), ordered.median().ok());
    }
    assert_eq!(found, with(2));
    assert_eq!(found, with(7));
}

#[test]
fn without_an_item_the_others_share_its_points() {
    let removal = Some(Removal { ids: vec!["tax".into()], probability: 1.0 });
    let only = PointsAssumptions { removal, ..PointsAssumptions::default() };
    let (own, kept) = drawn(&scheme(), &only, 1, 0).unwrap();
    // 30 and 20 × 100 ÷ 50.
    assert_eq!((kept, own.items[0].weight, own.items[1].weight), (vec![1, 2], 60.0, 40.0));
    let nothing = drawn(&scheme(), &PointsAssumptions::default(), 1, 0).unwrap();
    assert_eq!(nothing, (scheme(), vec![0, 1, 2]));
}

#[test]
fn every_assumption_has_its_indices() {
    let runs = Runs::new(64, 5);
    let found = sensitivity(&scheme(), &data(), &assumptions(), runs, 50, &Unwatched).unwrap();
    assert_eq!(found.assumptions, [Assumption::Weights, Assumption::Missing, Assumption::Removal]);
    assert_eq!((found.sensitivity.effects.len(), found.intervals.len(), found.left_out), (3, 3, 0));
    let removal = found.sensitivity.effects[2];
    assert!(removal.total > found.sensitivity.effects[0].total, "{found:?}");
}

#[test]
fn assumptions_that_do_not_fit_are_refused() {
    let refused = |assumptions: PointsAssumptions| {
        simulate(&scheme(), &data(), &assumptions, Runs::new(10, 1), &Unwatched).unwrap_err()
    };
    let weights = |change| PointsAssumptions { weights: Some(change), ..PointsAssumptions::default() };
    let whole = weights(WeightChange::Noise { general: 1.0, levels: Vec::new() });
    assert!(matches!(refused(whole), ScoringError::Parameter { .. }));
    let set = |points: Vec<f64>| weights(WeightChange::Sets(vec![("own".into(), points)]));
    assert!(matches!(refused(set(vec![1.0])), ScoringError::Columns { .. }));
    assert!(matches!(refused(set(vec![1.0, 0.0, 1.0])), ScoringError::Weight { item, .. } if item == "output"));
    let missing = vec![Alternative::All(Missing::Penalty(-1.0))];
    assert!(matches!(
        refused(PointsAssumptions { missing, ..PointsAssumptions::default() }),
        ScoringError::Parameter { .. }
    ));
    let nothing = sensitivity(&scheme(), &data(), &PointsAssumptions::default(), Runs::new(8, 1), 5, &Unwatched);
    assert!(matches!(nothing, Err(ScoringError::Parameter { .. })));
}
