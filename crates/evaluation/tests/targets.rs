//! Targets against actual: met, not met, underway, no data, nobody by that name.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{FIRMS, pack, publish};
use evaluation::{Figure, Measured, TargetState, targets};
use facts::Archive;

fn measured() -> Measured {
    let archive = Archive::in_memory();
    targets(&pack(), &publish(&archive, &FIRMS), "2022".parse().unwrap()).unwrap()
}

fn states(target: &TargetState) -> Vec<String> {
    target.subjects.iter().map(|one| format!("{} {:?}", one.name, one.state)).collect()
}

#[test]
fn a_target_for_each_subject_is_held_in_its_own_unit_and_time_is_left() {
    let measured = measured();
    let all = &measured.targets;
    // 20 万元/亩 by 2025: 甲 24, 乙 12, 丙 36, 丁 6. Two of five years have passed.
    assert_eq!(states(&all[0]), ["甲公司 Met", "乙公司 Underway", "丙公司 Met", "丁公司 Underway"]);
    assert!(!all[0].due);
    assert_eq!(all[0].elapsed, Figure::of(0.4));
    let first = &all[0].subjects[0];
    assert_eq!((first.actual, first.attainment), (Figure::of(240_000.0), Figure::of(1.2)));
    let cells: Vec<_> = first
        .rests_on
        .iter()
        .filter_map(|code| {
            let (head, datum) = measured.data.datum(first.subject.as_ref()?, code)?;
            Some(format!("{} {}", head.title, datum.reported.as_ref()?.cell))
        })
        .collect();
    assert_eq!(cells, ["用地 D2", "税收 C2"]);
}

#[test]
fn a_target_whose_year_is_over_is_not_met_and_an_unknown_subject_is_told() {
    let measured = measured();
    let all = &measured.targets;
    assert_eq!(states(&all[1]), ["丁公司 NotMet"]);
    assert_eq!(all[1].subjects[0].actual, Figure::of(0.06));
    assert_eq!(states(&all[2]), ["戊公司 NoSubject"]);
}
