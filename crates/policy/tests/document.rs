//! Targets, tasks, money rules and dynamic management as they come out of a pack's files.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::deadline::Deadline;
use policy::dynamic::{Counted, DynamicKind, InARow, Place, RowOf};
use policy::subsidy::{Pay, Payment, SubsidyKind, Sum};
use policy::target::{Measure, MeasureWord};
use policy::task::TaskKind;
use policy::{Library, Pack, PackFiles, check};
use rust_decimal::Decimal;

/// The pack with everything builds on one that says nothing.
struct Nothing;

impl Library for Nothing {
    fn ids(&self) -> Vec<PackId> {
        Vec::new()
    }

    fn files(&self, _: &PackId) -> Option<PackFiles> {
        let pack = "id = \"upper\"\ntitle = \"省办法\"\nissuer = \"省\"\njurisdiction = \"省\"\nsource = \"测试用\"\n";
        Some(PackFiles::new([("pack.toml".to_owned(), pack.as_bytes().to_vec())]))
    }
}

fn everything() -> Pack {
    let files = PackFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/everything")).unwrap();
    check(&files, &Nothing).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0
}

#[test]
fn a_target_says_what_is_held_against_its_goal_and_by_when() {
    let pack = everything();
    let target = |id: &str| pack.target(id).unwrap();
    assert_eq!(target("t1").measure, Measure::Value);
    assert_eq!(target("g1").measure, Measure::Growth { base: Some(2020) });
    assert_eq!(target("g1").base(), Some(2020));
    let by = |id: &str| target(id).by.map(|by| by.say(Lang::Zh));
    assert_eq!(by("t1").as_deref(), Some("2025"));
    assert_eq!(by("g1").as_deref(), Some("自 2025-02-01 起 3 年内（至 2028-02-01）"));
    assert_eq!(by("g2").as_deref(), Some("自 2025-02-01 起 18 个月内（至 2026-08-01）"));
    assert_eq!(by("g3").as_deref(), Some("2026-06-30"));
    let Measure::Share(share) = &target("g2").measure else { panic!("a share") };
    assert_eq!(share.of.as_ref().map(domain::id::IndicatorCode::as_str), Some("tax_last_year"));
    assert_eq!(share.of_whole.as_deref(), Some("全市"));
    assert_eq!(target("g3").measure.word(), MeasureWord::Rank);
}

#[test]
fn a_span_without_a_base_year_counts_from_the_year_before_it() {
    let mut target = everything().target("t1").unwrap().clone();
    assert_eq!(target.base(), None, "a value is counted from nothing");
    target.measure = Measure::YearlyGrowth { base: None };
    assert_eq!(target.base(), Some(2020), "2021 to 2025 grow over 2020");
}

#[test]
fn a_task_has_its_agencies_by_role_and_its_deadline() {
    let pack = everything();
    let task = &pack.tasks[0];
    assert_eq!((task.kind, task.open_ended), (TaskKind::Task, true));
    assert_eq!(task.lead, ["市自然资源局"]);
    assert_eq!(task.support, ["市财政局"]);
    assert_eq!(task.responsible, ["各区（市、县）政府"]);
    assert_eq!(task.by, Some(Deadline::Year(2026)));
    assert_eq!(pack.tasks[1].kind, TaskKind::Safeguard);
}

#[test]
fn a_money_rule_has_its_sum_caps_period_and_payers() {
    let pack = everything();
    let [s1, s2, s3, s4] = pack.subsidies.as_slice() else { panic!("four") };
    let Some(Sum::Flat(Pay::Amount(amount))) = &s1.sum else { panic!("{:?}", s1.sum) };
    assert_eq!((amount.say(Lang::Zh), s1.at_most), ("200 元/平方米".to_owned(), true));
    assert_eq!(s1.cap.map(|cap| cap.say(Lang::Zh)).as_deref(), Some("2000 万元"));
    assert_eq!(s1.total_cap.map(|cap| cap.say(Lang::Zh)).as_deref(), Some("1 亿元"));
    assert_eq!((s1.period, s2.period), (Some(Payment::Once), Some(Payment::Years(3))));
    assert_eq!(s1.payers.iter().map(|payer| payer.part).collect::<Vec<_>>(), [Some(Decimal::ONE); 2]);
    assert_eq!(s1.kind, SubsidyKind::Subsidy);
    let share = Decimal::new(3, 2);
    assert_eq!(s2.sum, Some(Sum::Flat(Pay::Rate { share, base: "设备投资额".to_owned() })));
    let Some(Sum::Steps(steps)) = &s3.sum else { panic!("{:?}", s3.sum) };
    assert!(steps.marginal && steps.of.is_some());
    assert_eq!(steps.steps[0].at_least, Some(Decimal::from(1000)));
    assert_eq!(steps.steps[0].cap.map(|cap| cap.say(Lang::Zh)).as_deref(), Some("30 万元"));
    let Some(Sum::Steps(cases)) = &s4.sum else { panic!("{:?}", s4.sum) };
    assert_eq!((cases.of.is_none(), cases.steps[0].title.as_deref()), (true, Some("国家级")));
    assert_eq!(pack.subsidy_lists[0].subsidies.len(), 2);
}

#[test]
fn a_rule_of_dynamic_management_has_what_of_its_condition_can_be_counted() {
    let pack = everything();
    let [d1, d2, .., d5] = pack.dynamics.as_slice() else { panic!("five") };
    assert_eq!(d1.kind, DynamicKind::Upgrade);
    assert_eq!(d1.counted.in_a_row, Some(InARow { times: 2, of: RowOf::Years }));
    assert_eq!(d1.counted.parts(Lang::Zh), ["连续 2 年", "得分不低于 90", "得分低于 101"]);
    assert_eq!(d2.counted.place, Some(Place::Last(5)));
    assert_eq!(d2.counted.parts(Lang::En), ["the last 5", "rank falling"]);
    assert_eq!(d5.counted, Counted { place: Some(Place::LastShare(Decimal::new(1, 1))), ..Counted::default() });
}
