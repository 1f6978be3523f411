//! Targets against actual: met, not met, underway, no data, nobody by that name.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{FIRMS, Firm, pack, publish, publish_of, with_targets};
use evaluation::targets::State;
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

/// Against 2020: 甲 0.24 of 0.12 亿元, 乙 0.12 of 0.12, 丙 0.36 of none, 丁 0.06 of 0.
fn of_measures() -> Measured {
    let archive = Archive::in_memory();
    publish_of(&archive, &BEFORE, "2020");
    targets(&with_targets(MEASURES), &publish(&archive, &FIRMS), "2022".parse().unwrap()).unwrap()
}

const BEFORE: [Firm; 3] = [
    ("f1", "甲公司", "规上", ["0.12", "100", "1", "", ""]),
    ("f2", "乙公司", "规上", ["0.12", "100", "3", "", ""]),
    ("f4", "丁公司", "规上", ["0", "100", "2", "0", ""]),
];

const MEASURES: &str = r#"
[[target]]
id = "growth"
title = "税收比 2020 年增长 60%"
indicator = "tax"
measure = "growth"
base = 2020
where = { scale = "规上" }
comparator = "at_least"
goal = 60
unit = "percent"
cite = "十"

[[target]]
id = "yearly"
title = "税收年均增长 41% 左右"
indicator = "tax"
measure = "yearly_growth"
from = 2021
by = 2025
subjects = ["甲公司"]
comparator = "about"
goal = 41
unit = "percent"
cite = "十"

[[target]]
id = "double"
title = "税收翻一番"
indicator = "tax"
measure = "multiply"
base = 2020
subjects = ["甲公司", "乙公司"]
by = 2021-12-31
comparator = "at_least"
goal = 2
unit = "times"
cite = "十"

[[target]]
id = "baseless"
title = "税收翻一番，没有写明基年"
indicator = "tax"
measure = "multiply"
subjects = ["甲公司"]
comparator = "at_least"
goal = 2
unit = "times"
cite = "十"

[[target]]
id = "share"
title = "税收占丙公司的一半以上"
indicator = "tax"
measure = "share"
of_whole = "丙公司"
subjects = ["甲公司", "丁公司"]
by = { years = 3, from = 2022-05-01 }
comparator = "at_least"
goal = 50
unit = "percent"
cite = "十"

[[target]]
id = "of_nobody"
title = "税收占全市一半以上"
indicator = "tax"
measure = "share"
of_whole = "全市"
subjects = ["甲公司"]
comparator = "at_least"
goal = 50
unit = "percent"
cite = "十"

[[target]]
id = "rank"
title = "税收进入全国前 38 位"
indicator = "tax"
measure = "rank"
among = "全国"
subjects = ["甲公司"]
comparator = "at_most"
goal = 38
unit = "wei"
cite = "十"
"#;

fn told(measured: &Measured, id: &str) -> Vec<(String, Option<f64>, State)> {
    let target = measured.targets.iter().find(|target| target.id.as_str() == id).unwrap();
    target.subjects.iter().map(|one| (one.name.clone(), one.actual.map(Figure::get), one.state)).collect()
}

#[test]
fn growth_and_multiples_are_counted_from_the_base_year_of_the_same_release() {
    let measured = of_measures();
    let is = |name: &str, actual, state| (name.to_owned(), actual, state);
    assert_eq!(
        told(&measured, "growth"),
        [
            is("甲公司", Some(100.0), State::Met),
            is("乙公司", Some(0.0), State::NotMet),
            // Nothing is told against a year that is missing or nothing.
            is("丙公司", None, State::NotMeasured),
            is("丁公司", None, State::NotMeasured),
        ]
    );
    // 2 in two years: the root of 2. Without a base year the span from 2021 counts from 2020.
    let yearly = told(&measured, "yearly");
    assert!((yearly[0].1.unwrap() - 41.421_356_237_3).abs() < 1e-9, "{yearly:?}");
    assert_eq!(yearly[0].2, State::Met);
    assert_eq!(
        told(&measured, "double"),
        [is("甲公司", Some(2.0), State::Met), is("乙公司", Some(1.0), State::NotMet)],
        "the day is over"
    );
    assert_eq!(told(&measured, "baseless"), [is("甲公司", None, State::NotMeasured)]);
}

#[test]
fn the_base_years_figure_has_its_cell() {
    let measured = of_measures();
    let code = "tax".parse().unwrap();
    let of = |period: &str| {
        let period = period.parse().ok();
        let (_, datum) = measured.data.datum_of(&"f1".parse().unwrap(), &code, period)?;
        datum.reported.as_ref().map(|reported| reported.cell.clone())
    };
    assert_eq!(of("2020").as_deref(), Some("C2"));
}

#[test]
fn a_share_is_of_the_whole_it_names_and_a_rank_by_others_is_not_measured() {
    let measured = of_measures();
    let share = told(&measured, "share");
    assert!((share[0].1.unwrap() - 200.0 / 3.0).abs() < 1e-9, "0.24 of 0.36: {share:?}");
    assert_eq!((share[0].2, share[1].2), (State::Met, State::Underway), "time is left until May 2025");
    for id in ["of_nobody", "rank"] {
        assert_eq!(told(&measured, id)[0].2, State::NotMeasured, "{id}");
    }
}
