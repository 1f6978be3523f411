//! What follows the score, in the order that `scoring::member` states: whole runs whose arithmetic is written out.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use scoring::{
    Adjustment, Benchmark, BoundaryTies, Data, Effect, Falling, Function, Grade, Grading, Groups, Item, List, Matrix,
    Member, MemberKind, Missing, MissingCause, QuotaRounding, Reason, Scheme, Scope, Scores, ScoringError, Steps, Veto,
    index::Direction, run,
};

const NAN: f64 = f64::NAN;

/// One item whose figure is the score; A first 20 %, B to 60 %, C to 95 %, D the rest.
fn scheme() -> Scheme {
    let whole = Function::Ratio { benchmark: Benchmark::Fixed(100.0), cap: None, floor: None };
    let up_to = [("A", 0.2), ("B", 0.6), ("C", 0.95)].map(|(name, share)| (name.to_owned(), share)).to_vec();
    let (rounding, ties, scope) = (QuotaRounding::Floor, BoundaryTies::Better, Scope::Population);
    Scheme {
        grading: Some(Grading::Quota { up_to, last: "D".into(), rounding, ties, scope }),
        ..Scheme::of_items(vec![Item::new("score", 100.0, whole, Missing::Zero)])
    }
}

fn data(scores: &[f64]) -> Data {
    Data::new(Matrix::new(scores.len(), vec![scores.to_vec()]).unwrap(), Groups::one(scores.len()))
}

fn member(rule: &str, subject: usize, kind: MemberKind) -> Member {
    Member { rule: rule.into(), subject, kind }
}

fn veto(subject: usize, effect: Effect) -> Veto {
    Veto { id: "safety".into(), subject, effect }
}

/// Grades as letters, `-` for none; the name of an exempt member.
fn letters(scores: &Scores) -> String {
    let letter = |grade: Grade| ["A", "B", "C", "D"][grade.0];
    scores.rows().iter().map(|row| row.exempt().or(row.grade.map(letter)).unwrap_or("-")).collect()
}

fn ranks(scores: &Scores) -> Vec<Option<usize>> {
    scores.rows().iter().map(|row| row.rank).collect()
}

/// 95, 90, …, 50: ten subjects, two A, four B, three C (9.5 cut to 9), one D.
fn ten() -> Vec<f64> {
    (0..10).map(|at| 95.0 - 5.0 * f64::from(at)).collect()
}

#[test]
fn exempt_members_keep_their_score_bear_their_name_and_are_no_heads() {
    let mut data = data(&ten());
    assert_eq!(letters(&run(&scheme(), &data).unwrap()), "AABBBBCCCD");
    data.members = vec![member("water_works", 0, MemberKind::Exempt("T".into()))];
    let scores = run(&scheme(), &data).unwrap();
    // Nine heads: 1.8 → 1 A, 5.4 → to 5 B, 8.55 → to 8 C, 1 D.
    assert_eq!(letters(&scores), "TABBBBCCCD");
    assert_eq!(scores.row(0).score.unwrap().to_string(), "95.00");
    assert_eq!((ranks(&scores)[0], ranks(&scores)[1], scores.row(1).ranked), (None, Some(1), Some(9)));
    assert_eq!(scores.row(0).reasons, [Reason::Exempt { rule: "water_works".into(), grade: "T".into() }]);
}

#[test]
fn starred_members_stand_outside_the_quota_and_are_graded_by_its_cut_scores() {
    // Ten heads as before, and three starred: at 92 between the two A, at 86 below them, at 10 below all.
    let all = [ten(), vec![92.0, 86.0, 10.0]].concat();
    let mut data = data(&all);
    data.members = [10, 11, 12].map(|at| member("starred", at, MemberKind::QuotaFree)).to_vec();
    let scores = run(&scheme(), &data).unwrap();
    // The heads keep their grades; 92 has A (the head at its place, 90, has it); 86 has B as 85 has; 10 has D as 50 has.
    assert_eq!(letters(&scores), "AABBBBCCCDABD");
    // All are ranked together: 95, 92, 90, 86, 85 …
    assert_eq!([10, 1, 11, 2, 12].map(|at| scores.row(at).rank), [2, 3, 4, 5, 13].map(Some));
    assert_eq!(scores.row(10).reasons, [Reason::QuotaFree { rule: "starred".into() }]);
}

#[test]
fn without_a_single_head_there_is_no_cut_score_and_no_grade() {
    let mut data = data(&[80.0]);
    data.members = vec![member("starred", 0, MemberKind::QuotaFree)];
    let scores = run(&scheme(), &data).unwrap();
    assert_eq!((scores.row(0).rank, scores.row(0).grade), (Some(1), None));
    assert_eq!(scores.row(0).reasons, [Reason::QuotaFree { rule: "starred".into() }, Reason::NoHeads]);
}

#[test]
fn a_starred_member_level_with_a_tie_at_a_boundary_shares_its_grade() {
    // 90 90 90 80 80: one A by head count; the three at 90 are tied across the boundary and go up.
    let mut data = data(&[90.0, 90.0, 90.0, 80.0, 80.0, 90.0, 85.0]);
    data.members = [5, 6].map(|at| member("starred", at, MemberKind::QuotaFree)).to_vec();
    let scores = run(&scheme(), &data).unwrap();
    // 5 × 20 % = 1; 5 × 60 % = 3; 5 × 95 % = 4.75 → 4: places 4 and 5 are C and D, tied, and go up to C.
    assert_eq!(letters(&scores), "AAACCAC");
    assert_eq!(scores.row(5).reasons[0], Reason::BoundaryTie);
    assert_eq!(scores.row(6).reasons, [Reason::QuotaFree { rule: "starred".into() }]);
}

#[test]
fn a_protected_firm_is_never_below_its_grade_unless_by_veto_and_moves_nobody() {
    let mut data = data(&ten());
    let protected = |at| member("new_firm", at, MemberKind::Protected(Grade(2)));
    data.members = vec![protected(9), protected(0)];
    let scores = run(&scheme(), &data).unwrap();
    // The last has C in the place of D; nobody takes its place.
    assert_eq!(letters(&scores), "AABBBBCCCC");
    let lifted = Reason::Protected { rule: "new_firm".into(), to: Grade(2), before: Grade(3) };
    assert_eq!(scores.row(9).reasons, std::slice::from_ref(&lifted));
    assert_eq!(scores.row(0).reasons, []);
    // A veto comes after: protection first, then what is forced.
    data.vetoes = vec![veto(9, Effect::Forced(Grade(3)))];
    let scores = run(&scheme(), &data).unwrap();
    assert_eq!(letters(&scores), "AABBBBCCCD");
    let vetoed = Reason::Vetoed { veto: "safety".into(), effect: Effect::Forced(Grade(3)), before: Some(Grade(2)) };
    assert_eq!(scores.row(9).reasons, [lifted, vetoed]);
}

#[test]
fn each_veto_kind_does_its_own_and_an_exempt_member_has_no_grade_to_bound() {
    let mut data = data(&ten());
    data.members = vec![member("water_works", 4, MemberKind::Exempt("T".into()))];
    data.vetoes = vec![
        veto(0, Effect::Ceiling(Grade(2))),
        veto(1, Effect::AwardLost),
        veto(2, Effect::Excluded),
        veto(3, Effect::Forced(Grade(3))),
        veto(4, Effect::Forced(Grade(3))),
    ];
    let scores = run(&scheme(), &data).unwrap();
    // Eight heads: 1.6 → 1 A, 4.8 → to 4 B (of 90, 80, 70), 7.6 → to 7 C, 1 D.
    assert_eq!(letters(&scores), "CB-DTBCCCD");
    assert_eq!(ranks(&scores)[..5], [Some(1), Some(2), None, Some(3), None]);
}

#[test]
fn bonuses_are_bounded_one_by_one_and_then_all_together() {
    let rule = |id: &str, at_most| Adjustment { id: id.into(), at_least: None, at_most };
    let scheme = Scheme {
        adjustments: vec![rule("prizes", Some(6.0)), rule("standards", None), rule("found", None)],
        lists: vec![
            List { id: "bonus".into(), rules: vec![0, 1], at_least: None, at_most: Some(10.0) },
            List { id: "deduction".into(), rules: vec![2], at_least: Some(-3.0), at_most: None },
        ],
        ..scheme()
    };
    let mut data = data(&[60.0, 60.0]);
    data.adjustments = Matrix::new(2, vec![vec![9.0, 2.0], vec![7.0, 3.0], vec![-4.5, NAN]]).unwrap();
    let scores = run(&scheme, &data).unwrap();
    // 60 + 6 (of 9) + 7 − 4.5, then 3 off (13 are 10), then 1.5 back (4.5 are 3): 67. And 60 + 2 + 3.
    assert_eq!((scores.row(0).sum, scores.row(1).sum), (Some(67.0), Some(65.0)));
    assert_eq!((scores.list(0, 0).total, scores.list(0, 0).correction), (13.0, Some(-3.0)));
    let held = [Reason::AdjustmentHeld { adjustment: 0 }, Reason::ListHeld { list: 0 }, Reason::ListHeld { list: 1 }];
    assert_eq!(scores.row(0).reasons[..3], held);
}

#[test]
fn a_base_year_stands_in_a_column_of_its_own_and_who_has_none_falls_under_the_missing_rule() {
    let (base_share, growth, step, cap) = (0.8, 0.05, 0.1, 1.5);
    let (falling, direction) = (Falling::Steps, Direction::Higher);
    let steps = Function::Steps(Steps { base_share, growth, step, whole: true, falling, cap, direction });
    let attained = Function::capped_ratio(Benchmark::Own);
    let scheme = Scheme::of_items(vec![
        Item::new("growth", 10.0, steps, Missing::Zero),
        Item::new("attained", 20.0, attained, Missing::Reweight),
    ]);
    let figures = vec![vec![110.0, 100.0, 90.0, 50.0], vec![8.0, 12.0, 5.0, 5.0]];
    let mut data = Data::new(Matrix::new(4, figures).unwrap(), Groups::one(4));
    let refused = run(&scheme, &data).unwrap_err();
    assert_eq!(refused, ScoringError::Columns { id: "own figures".into(), expected: 2, found: 0 });
    data.own = Matrix::new(4, vec![vec![100.0, 100.0, 0.0, NAN], vec![10.0, 10.0, NAN, 10.0]]).unwrap();
    let scores = run(&scheme, &data).unwrap();
    // 8 + 2 and 16; 8 and 20; no growth from nothing, so 0, and the other item out: 0; no base: 0 and 10.
    let sums: Vec<_> = scores.rows().iter().map(|row| row.sum).collect();
    assert_eq!(sums, [Some(26.0), Some(28.0), Some(0.0), Some(10.0)]);
    let cause = |subject, item| scores.cell(subject, item).imputed.unwrap().cause;
    assert_eq!(cause(2, 0), MissingCause::NoBenchmark { found: Some(0.0) });
    assert_eq!(cause(2, 1), MissingCause::NoOwnFigure);
    assert_eq!(cause(3, 0), MissingCause::NoOwnFigure);
    assert_eq!(scores.cell(0, 0).basis, Some(scoring::Basis::Base(100.0)));
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let mut wrong = data(&[1.0]);
    wrong.members = vec![member("starred", 1, MemberKind::QuotaFree)];
    let refused = run(&scheme(), &wrong).unwrap_err();
    assert_eq!(refused, ScoringError::Member { rule: "starred".into(), what: "subject", position: 1 });
    wrong.members = vec![member("new", 0, MemberKind::Protected(Grade(4)))];
    let refused = run(&scheme(), &wrong).unwrap_err();
    assert_eq!(refused, ScoringError::Member { rule: "new".into(), what: "grade", position: 4 });
    let own = Function::Target { base: Benchmark::Own, target: Benchmark::Own, cap: 1.0 };
    let refused = run(&Scheme::of_items(vec![Item::new("x", 1.0, own, Missing::Zero)]), &data(&[1.0])).unwrap_err();
    assert!(matches!(refused, ScoringError::Function { item, .. } if item == "x"));
    let refused = |function| {
        run(&Scheme::of_items(vec![Item::new("x", 1.0, function, Missing::Zero)]), &data(&[1.0])).unwrap_err()
    };
    let classes = |bounds, direction| Function::Classes(scoring::Classes { bounds, rest: 0.0, direction });
    let parameter = |error| if let ScoringError::Parameter { parameter, .. } = error { parameter } else { "" };
    assert_eq!(parameter(refused(classes(vec![(1.0, 1.0), (2.0, 0.5)], Direction::Higher))), "bound");
    assert_eq!(parameter(refused(classes(vec![(1.0, 0.5), (2.0, 1.0)], Direction::Lower))), "share");
    assert_eq!(parameter(refused(Function::Count { each: 0.0, cap: 1.0 })), "each");
    assert!(matches!(refused(classes(vec![], Direction::Lower)), ScoringError::Function { .. }));
}
