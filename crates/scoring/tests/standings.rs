//! The numbers alone are the numbers of the full run, to the bit, on any number of threads.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use scoring::{
    Adjustment, Benchmark, BoundaryTies, Classes, Data, Effect, Falling, Function, Grade, Grading, Groups, Item, List,
    Matrix, Member, MemberKind, Missing, QuotaRounding, Ranking, Scheme, Scope, ScoringError, Steps, Threads, Ties,
    Veto, index::Direction, run, standings,
};

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::Population), Just(Scope::Group)]
}

fn benchmark() -> impl Strategy<Value = Benchmark> {
    let by = prop_oneof![
        (0.5..2.0_f64, scope()).prop_map(|(times, scope)| Benchmark::Mean { times, scope }),
        scope().prop_map(|scope| Benchmark::Highest { scope }),
        scope().prop_map(|scope| Benchmark::Lowest { scope }),
        (0.0..=1.0_f64, scope()).prop_map(|(share, scope)| Benchmark::Percentile { share, scope }),
        Just(Benchmark::Own),
    ];
    prop_oneof![(1.0..100.0_f64).prop_map(Benchmark::Fixed), by]
}

fn function() -> impl Strategy<Value = Function> {
    let cap = || prop::option::of(0.8..1.5_f64);
    prop_oneof![
        (benchmark(), cap()).prop_map(|(benchmark, cap)| Function::Ratio { benchmark, cap, floor: Some(0.0) }),
        (benchmark(), cap()).prop_map(|(benchmark, cap)| Function::Inverse { benchmark, cap }),
        (0.0..100.0_f64, scope()).prop_map(|(floor, scope)| Function::MinMax { floor, scope }),
        (benchmark(), 101.0..200.0_f64).prop_map(|(base, target)| Function::Target {
            base,
            target: Benchmark::Fixed(target),
            cap: 1.2
        }),
        (any::<bool>(), 1.0..1.5_f64).prop_map(|(whole, cap)| {
            let (falling, direction) = (Falling::Steps, Direction::Higher);
            Function::Steps(Steps { base_share: 0.8, growth: 0.05, step: 0.1, whole, falling, cap, direction })
        }),
        (0.0..50.0_f64).prop_map(|low| {
            let bounds = vec![(low, 1.0), (low + 30.0, 0.6)];
            Function::Classes(Classes { bounds, rest: 0.2, direction: Direction::Lower })
        }),
        (0.001..0.1_f64, 0.8..1.5_f64).prop_map(|(each, cap)| Function::Count { each, cap }),
    ]
}

fn member() -> impl Strategy<Value = MemberKind> {
    prop_oneof![
        Just(MemberKind::Exempt("T".into())),
        Just(MemberKind::QuotaFree),
        Just(MemberKind::Protected(Grade(1))),
    ]
}

fn missing() -> impl Strategy<Value = Missing> {
    prop_oneof![
        Just(Missing::Zero),
        (0.0..5.0_f64).prop_map(Missing::Penalty),
        scope().prop_map(Missing::Mean),
        Just(Missing::Reweight),
        Just(Missing::Unranked),
    ]
}

fn grading() -> impl Strategy<Value = Grading> {
    let cut_off = Just(Grading::CutOff { at_least: vec![("A".into(), 50.0), ("B".into(), 20.25)], last: "C".into() });
    prop_oneof![
        cut_off,
        scope().prop_map(|scope| Grading::Quota {
            up_to: vec![("A".into(), 0.2), ("B".into(), 0.8)],
            last: "C".into(),
            rounding: QuotaRounding::HalfUp,
            ties: BoundaryTies::Better,
            scope,
        })
    ]
}

fn scheme() -> impl Strategy<Value = Scheme> {
    let items = prop::collection::vec((1.0..60.0_f64, function(), missing()), 1..5);
    let ties = prop_oneof![Just(Ties::Competition), Just(Ties::Dense)];
    (items, 0_u8..4, ties, scope(), prop::option::of(grading())).prop_map(|(items, decimals, ties, scope, grading)| {
        let item = |(at, (weight, function, missing)): (usize, (f64, Function, Missing))| {
            Item::new(format!("item {at}"), weight, function, missing)
        };
        Scheme {
            adjustments: vec![
                Adjustment { id: "bonus".into(), at_least: None, at_most: Some(3.0) },
                Adjustment { id: "found".into(), at_least: None, at_most: None },
            ],
            lists: vec![List { id: "list".into(), rules: vec![1, 0], at_least: Some(-4.0), at_most: Some(4.5) }],
            decimals,
            ranking: Ranking { ties, scope },
            grading,
            ..Scheme::of_items(items.into_iter().enumerate().map(item).collect())
        }
    })
}

fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![20 => Just(f64::NAN), 100 => -50.0..200.0_f64, 20 => Just(0.0), 1 => Just(1e308)]
}

/// A scheme with figures, groups and points for it; the rows are repeated, so that there is work for several threads.
fn case() -> impl Strategy<Value = (Scheme, Data)> {
    (scheme(), 1_usize..40, prop_oneof![15 => Just(1_usize), 1 => Just(500)]).prop_flat_map(|(scheme, rows, times)| {
        let columns = prop::collection::vec(prop::collection::vec(figure(), rows), scheme.items.len());
        let needed = scheme.items.iter().filter(|item| item.function.needs_own()).count();
        let own = prop::collection::vec(prop::collection::vec(figure(), rows), needed);
        let members = prop::collection::vec((0..rows, member()), 0..6);
        let groups = prop::collection::vec(0_u32..3, rows);
        let points = prop::collection::vec(prop_oneof![Just(f64::NAN), -5.0..5.0_f64], rows);
        let effect = prop_oneof![Just(Effect::Excluded), Just(Effect::AwardLost), Just(Effect::Ceiling(Grade(1)))];
        let vetoes = prop::collection::vec((0..rows, effect), 0..3);
        let all = (Just(scheme), columns, own, groups, points, members, vetoes);
        all.prop_map(move |(scheme, columns, own, groups, points, members, vetoes)| {
            let repeat = |columns: Vec<Vec<f64>>| columns.into_iter().map(|column| column.repeat(times)).collect();
            let columns: Vec<Vec<f64>> = repeat(columns);
            let mut data = Data::new(Matrix::new(rows * times, columns).unwrap(), Groups::new(groups.repeat(times)));
            let negative = points.iter().map(|points| -1.5 * points).collect::<Vec<_>>().repeat(times);
            data.adjustments = Matrix::new(rows * times, vec![points.repeat(times), negative]).unwrap();
            data.own = Matrix::new(rows * times, repeat(own)).unwrap();
            let graded = scheme.grading.is_some();
            let fits = |kind: &MemberKind| graded || !matches!(kind, MemberKind::Protected(_));
            let kept = members.into_iter().filter(|(_, kind)| fits(kind));
            data.members = kept.map(|(subject, kind)| Member { rule: "rule".into(), subject, kind }).collect();
            let kept = vetoes.into_iter().filter(|(_, effect)| graded || !matches!(effect, Effect::Ceiling(_)));
            data.vetoes = kept.map(|(subject, effect)| Veto { id: "veto".into(), subject, effect }).collect();
            (scheme, data)
        })
    })
}

proptest! {
    #[test]
    fn standings_are_the_numbers_of_the_full_run((scheme, data) in case(), threads in 1_usize..4) {
        match (run(&scheme, &data), standings(&scheme, &data, Threads::new(threads))) {
            (Ok(full), Ok(lean)) => {
                prop_assert_eq!(full.rows().len(), lean.subjects());
                for (subject, row) in full.rows().iter().enumerate() {
                    prop_assert_eq!(row.sum.map(f64::to_bits), lean.sum(subject).map(f64::to_bits));
                    prop_assert_eq!(row.score, lean.score(subject));
                    prop_assert_eq!(row.rank, lean.rank(subject));
                    prop_assert_eq!(row.grade, lean.grade(subject));
                    prop_assert_eq!(row.exempt(), lean.exempt(subject));
                }
            }
            (full, lean) => prop_assert_eq!(full.err(), lean.err()),
        }
    }
}

#[test]
fn of_points_that_grow_beyond_all_numbers_the_item_is_named_and_not_the_sum() {
    let ratio = |benchmark| Function::Ratio { benchmark: Benchmark::Fixed(benchmark), cap: None, floor: None };
    let items =
        vec![Item::new("gone", 99.0, ratio(1.0), Missing::Reweight), Item::new("vast", 1.0, ratio(1.0), Missing::Zero)];
    let scheme = Scheme::of_items(items);
    // Alone the item counts 100 times: 1e308 × 100 is no number.
    let figures = Matrix::new(1, vec![vec![f64::NAN], vec![1e308]]).unwrap();
    let data = Data::new(figures, Groups::one(1));
    let lean = standings(&scheme, &data, Threads::ONE).unwrap_err();
    assert_eq!(lean, run(&scheme, &data).unwrap_err());
    assert!(matches!(&lean, ScoringError::Overflow { id, subject: Some(0) } if id == "vast"), "{lean}");
}
