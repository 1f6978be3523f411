//! Whole runs whose arithmetic is written out.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use scoring::{
    Adjustment, Benchmark, BoundaryTies, Data, Effect, Function, Grade, Grading, Groups, Item, Matrix, Missing,
    MissingCause, QuotaRounding, Ranking, Reason, Scheme, Scope, ScoringError, Veto, run,
};

const NAN: f64 = f64::NAN;

fn item(id: &str, weight: f64, function: Function, missing: Missing) -> Item {
    Item::new(id, weight, function, missing)
}

fn ratio(benchmark: f64) -> Function {
    Function::Ratio { benchmark: Benchmark::Fixed(benchmark), cap: None, floor: None }
}

fn data(columns: Vec<Vec<f64>>) -> Data {
    let subjects = columns[0].len();
    Data::new(Matrix::new(subjects, columns).unwrap(), Groups::one(subjects))
}

#[test]
fn a_firm_scheme_with_a_missing_emission_gets_the_mean_of_the_scored_firms() {
    // Huangyan 2022, above scale: six ratios to fixed benchmarks, no cap, missing emission = mean item score.
    let scheme = Scheme::of_items(vec![
        item("tax", 30.0, ratio(24.097), Missing::Zero),
        item("value_added", 20.0, ratio(136.16), Missing::Zero),
        item("emission", 10.0, ratio(4929.81), Missing::Mean(Scope::Population)),
    ]);
    let scores = run(
        &scheme,
        &data(vec![vec![24.097, 48.194, 12.0485], vec![136.16, 68.08, 136.16], vec![4929.81, NAN, 2464.905]]),
    )
    .unwrap();
    // First: 30 + 20 + 10 = 60. Third: 15 + 20 + 5 = 40. Second: 60 + 10 + (10 + 5) ÷ 2 = 77.5.
    let shown: Vec<_> = scores.rows().iter().map(|row| row.score.unwrap().to_string()).collect();
    assert_eq!(shown, ["60.00", "77.50", "40.00"]);
    let imputed = scores.cell(1, 2).imputed.unwrap();
    assert_eq!(imputed.cause, MissingCause::NoFigure);
    assert_eq!(scores.cell(1, 2).points, Some(7.5));
    assert_eq!(scores.row(1).reasons, [Reason::Imputed { item: 2, imputed }]);
}

#[test]
fn min_max_with_a_floor_gives_twenty_to_a_hundred_per_cent_of_the_weight() {
    let scheme = Scheme {
        decimals: 4,
        ..Scheme::of_items(vec![
            item("a", 30.0, Function::MinMax { floor: 20.0, scope: Scope::Population }, Missing::Zero),
            item("b", 70.0, Function::MinMax { floor: 20.0, scope: Scope::Population }, Missing::Zero),
        ])
    };
    let scores = run(&scheme, &data(vec![vec![1.0, 4.0, 2.0], vec![10.0, 30.0, 30.0]])).unwrap();
    // Third: 30 × [20 + 80 × 1 ÷ 3] ÷ 100 = 30 × 46.666… ÷ 100 = 14; and 70. Together 84.
    let shown: Vec<_> = scores.rows().iter().map(|row| row.score.unwrap().to_string()).collect();
    assert_eq!(shown, ["20.0000", "100.0000", "84.0000"]);
}

#[test]
fn an_item_left_out_gives_its_weight_to_the_others_and_a_penalty_stays_as_stated() {
    let scheme = Scheme::of_items(vec![
        item("a", 50.0, ratio(10.0), Missing::Reweight),
        item("b", 30.0, ratio(10.0), Missing::Reweight),
        item("c", 20.0, ratio(10.0), Missing::Penalty(3.0)),
    ]);
    let scores = run(&scheme, &data(vec![vec![NAN, 5.0, NAN], vec![8.0, 5.0, 8.0], vec![6.0, NAN, NAN]])).unwrap();
    // First: weights 30 and 20 grow by 100 ÷ 50: 60 × 0.8 + 40 × 0.6 = 72.
    assert_eq!(scores.row(0).sum, Some(72.0));
    assert_eq!(scores.cell(0, 0).points, None);
    assert_eq!(scores.cell(0, 1).weight, Some(60.0));
    // Second: 25 + 15 − 3 = 37. Third: 60 × 0.8 − 3 = 45.
    assert_eq!(scores.row(1).sum, Some(37.0));
    assert_eq!(scores.row(2).sum, Some(45.0));
    assert!(matches!(&scores.row(0).reasons[1..], [] | [Reason::Imputed { .. }]));
}

#[test]
fn a_subject_without_any_figure_has_no_score_and_says_why() {
    let scheme = Scheme::of_items(vec![item("a", 100.0, ratio(10.0), Missing::Reweight)]);
    let scores = run(&scheme, &data(vec![vec![NAN, 5.0]])).unwrap();
    assert_eq!((scores.row(0).sum, scores.row(0).score, scores.row(0).rank), (None, None, None));
    assert!(scores.row(0).reasons.contains(&Reason::NothingToScore));
    assert_eq!((scores.row(1).rank, scores.row(1).ranked), (Some(1), Some(1)));
}

#[test]
fn an_item_nobody_has_earns_nobody_points_and_says_so() {
    let scheme = Scheme::of_items(vec![
        item("a", 60.0, ratio(10.0), Missing::Zero),
        item("b", 40.0, ratio(10.0), Missing::Mean(Scope::Population)),
    ]);
    let scores = run(&scheme, &data(vec![vec![5.0], vec![NAN]])).unwrap();
    assert_eq!((scores.row(0).sum, scores.row(0).rank), (Some(30.0), Some(1)));
    assert!(scores.row(0).reasons.contains(&Reason::NobodyHasItem { item: 1 }));
}

#[test]
fn a_bonus_is_capped_and_vetoes_bound_force_exclude_and_take_the_award() {
    let up_to = vec![("A".to_owned(), 0.25), ("B".to_owned(), 0.75)];
    let scheme = Scheme {
        adjustments: vec![Adjustment { id: "honours".into(), at_least: Some(0.0), at_most: Some(5.0) }],
        grading: Some(Grading::Quota {
            up_to,
            last: "C".into(),
            rounding: QuotaRounding::Floor,
            ties: BoundaryTies::Better,
            scope: Scope::Population,
        }),
        ranking: Ranking::default(),
        ..Scheme::of_items(vec![item("a", 100.0, ratio(100.0), Missing::Zero)])
    };
    let mut data = data(vec![vec![90.0, 88.0, 70.0, 60.0, 50.0]]);
    data.adjustments = Matrix::new(5, vec![vec![NAN, 8.0, NAN, NAN, NAN]]).unwrap();
    let veto = |subject, effect| Veto { id: format!("v{subject}"), subject, effect };
    data.vetoes = vec![
        veto(0, Effect::Excluded),
        veto(1, Effect::Ceiling(Grade(1))),
        veto(2, Effect::AwardLost),
        veto(3, Effect::Forced(Grade(2))),
    ];
    let scores = run(&scheme, &data).unwrap();
    // Second: 88 + min(8, 5) = 93. Four are ranked: 4 × 25 % = 1 A, 4 × 75 % = 3 up to B.
    assert_eq!(scores.row(1).sum, Some(93.0));
    let ranks: Vec<_> = scores.rows().iter().map(|row| row.rank).collect();
    assert_eq!(ranks, [None, Some(1), Some(2), Some(3), Some(4)]);
    let grades: Vec<_> = scores.rows().iter().map(|row| row.grade.map(|grade| grade.0)).collect();
    assert_eq!(grades, [None, Some(1), Some(1), Some(2), Some(2)]);
    let vetoed = Reason::Vetoed { veto: "v1".into(), effect: Effect::Ceiling(Grade(1)), before: Some(Grade(0)) };
    assert_eq!(scores.row(1).reasons, [Reason::AdjustmentHeld { adjustment: 0 }, vetoed]);
}

#[test]
fn a_zero_benchmark_is_a_missing_item_with_that_reason() {
    let best = Benchmark::Highest { scope: Scope::Population };
    let scheme = Scheme::of_items(vec![item("a", 10.0, Function::capped_ratio(best), Missing::Zero)]);
    let scores = run(&scheme, &data(vec![vec![0.0, 0.0]])).unwrap();
    let imputed = scores.cell(0, 0).imputed.unwrap();
    assert_eq!(imputed.cause, MissingCause::NoBenchmark { found: Some(0.0) });
    assert_eq!(scores.cell(0, 0).raw, Some(0.0));
}

#[test]
fn what_cannot_be_scored_is_refused_by_name() {
    let good = || item("a", 10.0, ratio(1.0), Missing::Zero);
    let refuse = |scheme: Scheme, columns: Vec<Vec<f64>>| run(&scheme, &data(columns)).unwrap_err();
    let zero_weight = Item { weight: 0.0, ..good() };
    let error = refuse(Scheme::of_items(vec![zero_weight]), vec![vec![1.0]]);
    assert_eq!(error, ScoringError::Weight { item: "a".into(), weight: 0.0 });
    let zero_benchmark = Item { function: ratio(0.0), ..good() };
    let error = refuse(Scheme::of_items(vec![zero_benchmark]), vec![vec![1.0]]);
    assert!(matches!(error, ScoringError::Parameter { id, parameter: "benchmark", .. } if id == "a"));
    let error = refuse(Scheme::of_items(vec![good(), good()]), vec![vec![1.0], vec![1.0]]);
    assert_eq!(error, ScoringError::DuplicateId { id: "a".into() });
    let error = refuse(Scheme::of_items(vec![good()]), vec![vec![]]);
    assert_eq!(error, ScoringError::NoSubjects);
    let error = refuse(Scheme::of_items(vec![good()]), vec![vec![1.0, 1e308]]);
    assert_eq!(error, ScoringError::Overflow { id: "a".into(), subject: Some(1) });
    let error = refuse(Scheme::of_items(Vec::new()), vec![vec![1.0]]);
    assert_eq!(error, ScoringError::NoItems);
}

#[test]
fn a_group_number_that_would_need_all_the_memory_is_refused() {
    let scheme = Scheme::of_items(vec![item("a", 10.0, ratio(1.0), Missing::Zero)]);
    let data = Data::new(Matrix::new(2, vec![vec![1.0, 2.0]]).unwrap(), Groups::new(vec![0, u32::MAX]));
    let refused = run(&scheme, &data).unwrap_err();
    assert!(
        matches!(refused, ScoringError::Parameter { ref id, value: 4_294_967_295.0, .. } if id == "groups"),
        "{refused}"
    );
    let apart = Data::new(Matrix::new(2, vec![vec![1.0, 2.0]]).unwrap(), Groups::new(vec![0, 65_535]));
    assert!(run(&scheme, &apart).is_ok());
}
