//! A scheme on a release: the hand-worked example comes out, with reasons, and leads to its cells.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{FIRMS, Firm, pack, publish};
use domain::say::{Lang, Say};
use evaluation::explain::Kind;
use evaluation::result::WhyOutside;
use evaluation::{Evaluated, EvaluationError, Reason, explain};
use facts::Archive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::json;

fn evaluated() -> Evaluated {
    let archive = Archive::in_memory();
    evaluation::run(&pack(), None, &publish(&archive, &FIRMS), "2022".parse().unwrap()).unwrap()
}

#[test]
fn the_hand_worked_example_comes_out() {
    let evaluated = evaluated();
    let shown: Vec<String> = evaluated
        .evaluation
        .results()
        .map(|(_, one)| {
            format!("{} {} {} {}", one.shown(), one.score.unwrap(), one.rank.unwrap(), one.grade.as_ref().unwrap())
        })
        .collect();
    assert_eq!(shown, ["丙公司 84.00 1 C", "乙公司 72.00 2 B", "甲公司 68.00 3 B", "丁公司 39.00 4 C"]);
    let grades: Vec<_> =
        evaluated.evaluation.populations[0].grades.iter().map(|grade| (grade.code.as_str(), grade.count)).collect();
    assert_eq!(grades, [("A", 0), ("B", 2), ("C", 2)]);
    let outside = &evaluated.evaluation.outside;
    assert_eq!((outside.len(), outside[0].name.as_deref()), (1, Some("戊厂")));
    assert_eq!(outside[0].why, WhyOutside::NoPopulation);
}

#[test]
fn reasons_say_what_is_particular_in_both_languages() {
    let evaluated = evaluated();
    let (population, result) = evaluated.evaluation.find("丙公司").unwrap();
    let said = |lang| -> Vec<String> {
        result
            .reasons
            .iter()
            .filter(|reason| reason.notable())
            .map(|reason| reason.words(population).say(lang))
            .collect()
    };
    assert_eq!(
        said(Lang::Zh),
        ["单位能耗税收：无数据，按规定取有数据对象该项得分的平均值", "发生安全事故：等级不高于 C（按得分为 A）",]
    );
    assert_eq!(said(Lang::En)[1], "发生安全事故: no better than C (A by score)");
    let (_, second) = evaluated.evaluation.find("f2").unwrap();
    assert!(second.reasons.contains(&Reason::AdjustmentHeld { rule: "honour".into() }));
}

#[test]
fn an_explanation_leads_from_the_rank_to_the_cell_and_its_numbers_add_up() {
    let evaluated = evaluated();
    let text = explain(&evaluated.evaluation, &evaluated.data, &pack(), "乙公司").unwrap().say(Lang::Zh);
    for line in [
        "乙公司　亩均评价　2022年　测试办法",
        "排名　第 2 名　（规上企业参加排名 4 个",
        "等级　B　（按 4 个对象的名次定级：A 至第 1 名（25%），B 至第 3 名（75%）",
        "30.0000 + 40.0000 + 2.0000 = 72.0000，四舍五入保留 2 位小数",
        "亩均税收　30.0000 分　（12 ÷ 24 × 60）　〔依据：六/（二）〕",
        "基准值　24 万元/亩　（方案规定的 2022 年值）",
        "亩均税收　12 万元/亩　（税收 1,200 万元 ÷ 用地 100 亩）　〔依据：二〕",
        "税收　1,200 万元　（0.12 亿元 = 1,200 万元）",
        "填报　0.12 亿元　出处：企业2022.csv，工作表“企业”，单元格 C3",
        "40 × [20 + 80 × (3 − 1) ÷ (3 − 1)] ÷ 100",
        "荣誉　2.0000 分　（荣誉加分 = 5，按规定的上下限计）",
    ] {
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
}

/// Figures that no decimal holds, so that the points shown need a rounding line to add up: 甲 is shown as 3.5714 (28…)
/// + 8.0000 + 0.3333 (3), and their sum 11.904758… as 11.9048.
const THIRDS: [Firm; 4] = [
    ("f1", "甲公司", "规上", ["0.1", "700", "1", "", "0.33333"]),
    ("f2", "乙公司", "规上", ["0.2", "900", "3", "", ""]),
    ("f3", "丙公司", "规上", ["0.1", "1100", "—", "", "1.1111"]),
    ("f4", "丁公司", "规上", ["0.05", "1300", "1.7", "", ""]),
];

#[test]
fn the_points_shown_add_up_to_the_sum_shown_to_the_last_digit() {
    let archive = Archive::in_memory();
    let evaluated = evaluation::run(&pack(), None, &publish(&archive, &THIRDS), "2022".parse().unwrap()).unwrap();
    let mut tails = 0;
    for (subject, ..) in THIRDS {
        let explanation = explain(&evaluated.evaluation, &evaluated.data, &pack(), subject).unwrap();
        let score = explanation.root.children.iter().find(|node| node.kind == Kind::Score).unwrap();
        let mut sum = Decimal::ZERO;
        for node in &score.children {
            tails += usize::from(node.kind == Kind::Rounding);
            sum += node.value.as_ref().unwrap().zh.parse::<Decimal>().unwrap();
        }
        let shown = score.how.as_ref().unwrap().zh.split(" = ").nth(1).unwrap().split('，').next().unwrap();
        assert_eq!(sum, shown.parse().unwrap(), "{}", explanation.say(Lang::Zh));
        let rounded = sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        assert_eq!(rounded, score.value.as_ref().unwrap().zh.parse().unwrap());
    }
    assert!(tails > 0, "the figures were chosen so that at least one line of rounding is needed");
}

#[test]
fn the_listing_has_one_row_a_subject_with_its_reasons_in_words() {
    let rows = serde_json::to_value(evaluated().evaluation.listing(Lang::En)).unwrap();
    let first = &rows[0];
    assert_eq!((&first["name"], &first["score"], &first["rank"]), (&json!("丙公司"), &json!(84.0), &json!(1)));
    assert_eq!((&first["population"], &first["group"], &first["grade"]), (&json!("above"), &json!(null), &json!("C")));
    assert!(first["reason"].as_str().unwrap().ends_with("发生安全事故: no better than C (A by score)"));
    assert_eq!(rows[2]["reason"], json!(""));
}

#[test]
fn what_is_missing_is_explained_with_the_rule_that_stood_in_and_the_veto_with_its_figures() {
    let evaluated = evaluated();
    let text = explain(&evaluated.evaluation, &evaluated.data, &pack(), "f3").unwrap().say(Lang::En);
    for line in [
        "rank  1  (of 4 ranked in 规上企业, highest score first",
        "单位能耗税收  24.0000 points  (no figure: by rule the mean of the points of those who have it: 24, over 3 subjects)",
        "entered as a dash (no figure)",
        "36 ÷ 24 × 60, above the cap of 1 times the weight",
        "发生安全事故: no better than C (A by score)",
        "sheet “企业”, cell F4",
    ] {
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
}

#[test]
fn a_subject_that_is_not_there_is_answered_with_the_nearest_or_with_why() {
    let evaluated = evaluated();
    let ask = |name: &str| explain(&evaluated.evaluation, &evaluated.data, &pack(), name).unwrap_err();
    assert_eq!(ask("戊厂").say(Lang::Zh), "“戊厂”未参加本次评价：不属于方案规定的任何一类对象。");
    assert!(matches!(ask("甲"), EvaluationError::NoSuchSubject { nearest, .. } if nearest == ["甲公司"]));
}

#[test]
fn a_year_without_benchmark_and_a_period_without_data_are_refused() {
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let error = evaluation::run(&pack(), Some("firms"), &release, "2021".parse().unwrap()).unwrap_err();
    assert!(matches!(error, EvaluationError::NobodyToScore { .. }), "{error}");
    let error = evaluation::run(&pack(), Some("zones"), &release, "2022".parse().unwrap()).unwrap_err();
    assert_eq!(error.say(Lang::Zh), "政策包 test-2022 中没有考核方案“zones”，现有：firms。请核对 --scheme。");
}
