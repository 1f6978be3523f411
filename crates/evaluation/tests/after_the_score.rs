//! Items and rules after the score, from the pack to the result: base-year steps, classes, counts, members treated apart,
//! bounds over several deductions; and beside each rank how firm it is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/firms.rs"]
mod firms;

use domain::say::{Lang, Say};
use evaluation::explain::Kind;
use evaluation::lift::Way;
use evaluation::result::Assumption;
use evaluation::{Evaluated, Seal, explain, lift, seal, verify};
use facts::Archive;
use firms::{FIRMS, publish};
use policy::{Pack, PackFiles};

const PACK: &str = "id = \"after\"\ntitle = \"测试办法\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
[[indicator]]
code = "tax"
title = "税收"
unit = "wan_yuan"
subject = "firm"

[[indicator]]
code = "tax_last_year"
title = "上年税收"
unit = "wan_yuan"
subject = "firm"
formula = "0.8 * tax"

[[indicator]]
code = "energy"
title = "单位能耗税收"
unit = "wan_yuan/tce"
subject = "firm"

[[indicator]]
code = "honour"
title = "荣誉"
unit = "point"
subject = "firm"

[[indicator]]
code = "accidents"
title = "安全事故"
unit = "ci"
subject = "firm"
"#;

/// Tax has grown by a quarter, five steps of 5 %: 80 % of 40 and five points are 37 for everybody.
/// Energy of 3 is the first class, of 2 the second with 60 %: 甲 0, 乙 40, 丁 24; 丙 has none: 0.
/// Honour, two points for each of 5: 乙 10; the others have none: 0.
/// The accident takes 2 off 丙, no more than 1 in all. Sums: 甲 37, 乙 87, 丙 36, 丁 61.
const SCHEMES: &str = r#"
[[scheme]]
id = "firms"
title = "企业评价"
subject = "firm"
decimals = 2

[[scheme.population]]
id = "above"
title = "规上企业"
where = { scale = "规上" }

[[scheme.population.item]]
indicator = "tax"
weight = 40
function = "base_steps"
base_indicator = "tax_last_year"
base_share = 80
growth = 5
step_points = 1
falling = "steps"
cap = 1.5

[[scheme.population.item]]
indicator = "energy"
weight = 40
function = "classes"
class = [{ at_least = 3, share = 100 }, { at_least = 2, share = 60 }, { share = 0 }]

[[scheme.population.item]]
indicator = "honour"
weight = 20
function = "count"
points_each = 2

[[scheme.population.adjustment]]
id = "accident"
title = "安全事故"
points = "-2 * accidents"

[[scheme.population.adjustment_list]]
id = "deductions"
title = "扣分合计"
rules = ["accident"]
at_least = -1

[[scheme.population.member]]
id = "utilities"
title = "获得荣誉的企业"
when = "honour > 0"
effect = "exempt"
grade = "T"

[[scheme.population.member]]
id = "new"
title = "发生过事故的企业"
when = "accidents > 0"
effect = "protected"
grade = "B"

[scheme.population.firmness]
runs = 200
seed = 7
sensitivity = 128
missing = ["reweight"]

[scheme.population.grading]
method = "cut_off"

[[scheme.population.grading.grade]]
code = "A"
at_least = 60

[[scheme.population.grading.grade]]
code = "B"
at_least = 50

[[scheme.population.grading.grade]]
code = "C"
"#;

fn pack() -> Pack {
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", SCHEMES)];
    let files = PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    match policy::check(&files, &()) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:#?}"),
    }
}

fn evaluated() -> Evaluated {
    let archive = Archive::in_memory();
    evaluation::run(&pack(), None, &publish(&archive, &FIRMS), "2022".parse().unwrap()).unwrap()
}

#[test]
fn items_lists_and_members_come_out_as_worked_by_hand() {
    let evaluated = evaluated();
    let shown = |name: &str| {
        let (_, one) = evaluated.evaluation.find(name).unwrap();
        let rank = one.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        format!("{} {rank} {}", one.score.unwrap(), one.grade.as_deref().unwrap_or("—"))
    };
    assert_eq!(shown("乙公司"), "87.00 — T", "not suitable: scored, not ranked, out of the count");
    assert_eq!(shown("丁公司"), "61.00 1 A");
    assert_eq!(shown("甲公司"), "37.00 2 C");
    assert_eq!(shown("丙公司"), "36.00 3 B", "protected from worse than B");
    let counts = evaluated.evaluation.populations[0].grades.iter().map(|grade| (grade.code.as_str(), grade.count));
    assert_eq!(counts.collect::<Vec<_>>(), [("A", 1), ("B", 1), ("C", 1), ("T", 1)]);
}

#[test]
fn the_explanation_says_which_rules_held() {
    let evaluated = evaluated();
    let text = |name: &str| {
        serde_json::to_string(&explain(&evaluated.evaluation, &evaluated.data, &pack(), name).unwrap()).unwrap()
    };
    for (name, parts) in
        [("丙公司", ["扣分合计", "发生过事故的企业", "36.00"]), ("丁公司", ["60", "上年税收", "61.00"])]
    {
        let text = text(name);
        for part in parts {
            assert!(text.contains(part), "{name}: {part} is not in {text}");
        }
    }
}

#[test]
fn the_condition_of_a_member_stands_with_its_figures() {
    let evaluated = evaluated();
    let explanation = explain(&evaluated.evaluation, &evaluated.data, &pack(), "丙公司").unwrap();
    let grade = explanation.root.children.iter().find(|node| node.kind == Kind::Grade).unwrap();
    let condition = grade.children.iter().find(|node| node.kind == Kind::Condition).unwrap();
    assert_eq!(condition.how.as_ref().unwrap().zh, "安全事故 > 0");
    assert!(condition.label.zh.contains("发生过事故的企业") && condition.cite.is_some(), "{condition:?}");
    let figure = &condition.children[0];
    assert_eq!((figure.kind, figure.value.as_ref().unwrap().zh.as_str()), (Kind::Indicator, "1"));
    assert!(figure.children[0].source.is_some(), "down to the cell");
}

#[test]
fn how_firm_each_rank_is_stands_beside_it_and_comes_out_again() {
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let evaluated = evaluation::run(&pack(), None, &release, "2022".parse().unwrap()).unwrap();
    let told = evaluated.evaluation.populations[0].firmness.as_ref().unwrap();
    assert_eq!((told.runs, told.done, told.seed, told.stated), (200, 200, 7, true));
    let moved: Vec<_> = told.assumed.iter().map(|one| one.assumption).collect();
    assert_eq!(moved, [Assumption::Weights, Assumption::Missing, Assumption::Removal]);
    assert!(told.assumed.iter().all(|one| !one.between.say(Lang::En).is_empty()));
    assert_eq!(told.removed.len(), 3, "one line for each item");
    let (_, first) = evaluated.evaluation.find("丁公司").unwrap();
    let firm = first.firmness.as_ref().unwrap();
    let [low, median, high] = [firm.low, firm.median, firm.high].map(|rank| rank.unwrap().get());
    assert!((1.0..=median).contains(&low) && (median..=3.0).contains(&high), "{firm:?}");
    let shares: f64 = firm.grades.iter().map(|share| share.get()).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{firm:?}");
    let (_, exempt) = evaluated.evaluation.find("乙公司").unwrap();
    assert_eq!(exempt.firmness.as_ref().map(|firm| (firm.low, firm.unranked)), Some((None, 200)));

    let bytes = seal(&evaluated, &pack(), &release, true).unwrap();
    let verified = verify(&bytes, None).unwrap();
    assert!(verified.sound(), "{}", verified.say(Lang::Zh));
}

#[test]
fn what_would_lift_a_subject_one_rank_is_tried_on_the_whole_evaluation() {
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let evaluated = evaluation::run(&pack(), None, &release, "2022".parse().unwrap()).unwrap();
    let seal = Seal::read(&seal(&evaluated, &pack(), &release, true).unwrap()).unwrap();
    let lifting = lift(&seal, None, "甲公司").unwrap();
    assert_eq!((lifting.rank, lifting.rivals.as_slice()), (Some(2), &["丁公司".to_owned()][..]));
    // Tax is capped at 1.5 × 40 = 60, below 61. Energy of 2 makes 24 and a tie at 61, of 3 makes 77. Honour has no figure.
    assert_eq!(lifting.items[0].lift, Way::NotAlone { most: evaluation::Figure::of(60.0) });
    let Way::By { figure, score, rank, .. } = lifting.items[1].lift else { panic!("{:?}", lifting.items[1]) };
    assert!((figure.get() - 3.0).abs() < 1e-6 && figure.get() >= 3.0, "{figure}");
    assert!((score.unwrap().get() - 77.0).abs() < 1e-9 && rank == 1);
    assert_eq!(lifting.items[2].lift, Way::NoFigure);
    for (lang, part) in
        [(Lang::Zh, "单靠这一项不够，最高得分 60"), (Lang::En, "not by this alone; at most a score of 60")]
    {
        assert!(lifting.say(lang).contains(part), "{}", lifting.say(lang));
    }
    let first = lift(&seal, None, "丁公司").unwrap();
    assert!(first.items.is_empty() && first.say(Lang::Zh).contains("没有可以超过"), "{}", first.say(Lang::Zh));
    assert!(lift(&seal, None, "无此公司").is_err());
}
