//! An index worked by hand: every step, points that add up, what is filled and left out, who is screened out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/firms.rs"]
mod firms;

use domain::say::{Lang, Say};
use evaluation::result::{Imputed, MissingCause, MissingRule, Outliers, WhyOutside};
use evaluation::{Evaluated, EvaluationError, Figure, Seal, explain, seal, verify};
use facts::Archive;
use firms::{FIRMS, publish};
use policy::{Pack, PackFiles};

const PACK: &str = "id = \"index\"\ntitle = \"测试指数\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
[[indicator]]
code = "tax"
title = "税收"
unit = "wan_yuan"
subject = "firm"

[[indicator]]
code = "land"
title = "用地"
unit = "mu"
subject = "firm"

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

/// tax ÷ land: 甲 24, 乙 12, 丙 36, 丁 6 → 60, 20, 100, 0 on 0–100. honour: 乙 alone has a figure: a constant, so 50; the
/// others have none and go without. energy: 1, 3, missing, 2; the mean 2 stands for 丙 → 0, 100, 50, 50.
/// Yield: 甲 60, 乙 (20 + 50) ÷ 2 = 35, 丙 100, 丁 0. Index (3 × yield + 1 × energy) ÷ 4: 45, 51.25, 87.5, 12.5.
const SCHEMES: &str = r#"
[[scheme]]
id = "firms"
title = "企业指数"
subject = "firm"
decimals = 2

[[scheme.population]]
id = "above"
title = "规上企业"
where = { scale = "规上" }

[scheme.population.method]
otherwise = 50

[[scheme.population.node]]
id = "index"
title = "指数"

[[scheme.population.node]]
id = "yield"
title = "产出"
under = "index"
weight = 3

[[scheme.population.node]]
id = "green"
title = "绿色"
under = "index"

[[scheme.population.item]]
indicator = "tax"
under = "yield"
weight = 1
per = "land"

[[scheme.population.item]]
indicator = "honour"
under = "yield"
weight = 1

[[scheme.population.item]]
indicator = "energy"
under = "green"
weight = 1
impute = "mean"

[[scheme.population.veto]]
id = "safety"
title = "发生安全事故"
when = "accidents > 0"
effect = "grade_ceiling"
grade = "C"

[scheme.population.grading]
method = "cut_off"

[[scheme.population.grading.grade]]
code = "A"
at_least = 60

[[scheme.population.grading.grade]]
code = "B"
at_least = 40

[[scheme.population.grading.grade]]
code = "C"
"#;

fn pack_with(schemes: &str) -> Pack {
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", schemes)];
    let files = PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    match policy::check(&files, &()) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:#?}"),
    }
}

fn evaluated(schemes: &str) -> Result<Evaluated, EvaluationError> {
    let archive = Archive::in_memory();
    evaluation::run(&pack_with(schemes), None, &publish(&archive, &FIRMS), "2022".parse().unwrap())
}

fn figures(values: impl IntoIterator<Item = Option<Figure>>) -> Vec<Option<f64>> {
    values.into_iter().map(|value| value.map(Figure::get)).collect()
}

#[test]
fn the_hand_worked_index_comes_out() {
    let evaluated = evaluated(SCHEMES).unwrap();
    let shown: Vec<String> = evaluated
        .evaluation
        .results()
        .map(|(_, one)| {
            format!("{} {} {} {}", one.shown(), one.score.unwrap(), one.rank.unwrap(), one.grade.as_ref().unwrap())
        })
        .collect();
    assert_eq!(shown, ["丙公司 87.50 1 C", "乙公司 51.25 2 B", "甲公司 45.00 3 B", "丁公司 12.50 4 C"]);

    let (population, second) = evaluated.evaluation.find("乙公司").unwrap();
    // Tax has half of yield's three quarters: 20 × 0.375 = 7.5; honour 50 × 0.375 = 18.75; energy 100 × 0.25 = 25.
    assert_eq!(figures(second.items.iter().map(|item| item.points)), [Some(7.5), Some(18.75), Some(25.0)]);
    assert_eq!(figures(second.items.iter().map(|item| item.weight)), [Some(0.375), Some(0.375), Some(0.25)]);
    assert_eq!(figures(second.nodes.iter().map(|node| node.value)), [Some(51.25), Some(35.0), Some(100.0)]);
    assert_eq!(figures(second.nodes.iter().map(|node| node.points)), [Some(51.25), Some(26.25), Some(25.0)]);
    assert_eq!(second.nodes.iter().map(|node| node.rank).collect::<Vec<_>>(), [Some(2), Some(3), Some(1)]);
    let step = second.items[0].steps.as_deref().unwrap();
    assert_eq!(
        figures([step.divisor, step.denominated, step.filled, step.treated]),
        [100.0, 12.0, 12.0, 12.0].map(Some)
    );
    let head = population.items[0].index.as_ref().unwrap();
    assert_eq!((head.unit.code().as_str(), head.outliers), ("wan_yuan/mu", Outliers::NoRule));
    assert_eq!(figures(population.nodes.iter().map(|node| Some(node.share))), [Some(1.0), Some(0.75), Some(0.25)]);
}

#[test]
fn what_is_filled_or_left_out_is_marked_and_said() {
    let evaluated = evaluated(SCHEMES).unwrap();
    let (population, first) = evaluated.evaluation.find("丙公司").unwrap();
    let mark = |rule| Some(Imputed { rule, cause: MissingCause::NoFigure });
    let marks: Vec<_> = first.items.iter().map(|item| item.imputed.clone()).collect();
    assert_eq!(marks, [None, mark(MissingRule::Reweight), mark(MissingRule::Filled)]);
    // The tax stands alone under yield: all of its three quarters are due to it.
    assert_eq!(figures(first.items.iter().map(|item| item.points)), [Some(75.0), None, Some(12.5)]);
    let said: Vec<String> = first.reasons.iter().map(|reason| reason.words(population).say(Lang::Zh)).collect();
    assert_eq!(
        said,
        [
            "荣誉：无数据，该项不计，权重分摊到其余各项",
            "单位能耗税收：无数据，按规定插补",
            "发生安全事故：等级不高于 C（按得分为 A）"
        ]
    );
}

#[test]
fn an_explanation_goes_from_the_rank_over_every_step_to_the_cell() {
    let evaluated = evaluated(SCHEMES).unwrap();
    let explanation = explain(&evaluated.evaluation, &evaluated.data, &pack_with(SCHEMES), "乙公司").unwrap();
    let text = serde_json::to_string(&explanation).unwrap();
    for part in ["7.50", "18.75", "26.25", "产出", "极差标准化到 0～100", "企业2022.csv"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn a_sealed_index_runs_again_to_the_same_bytes() {
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let pack = pack_with(SCHEMES);
    let evaluated = evaluation::run(&pack, None, &release, "2022".parse().unwrap()).unwrap();
    let bytes = seal(&evaluated, &pack, &release, true).unwrap();
    assert!(verify(&bytes, None).unwrap().sound());
    assert_eq!(Seal::read(&bytes).unwrap().evaluation, evaluated.evaluation);
}

#[test]
fn who_has_too_little_data_is_outside_and_why() {
    // Before imputation 丙 has one of three figures, 丁 and 甲 two, 乙 three.
    let schemes = SCHEMES.replacen("otherwise = 50", "otherwise = 50\navailable = 60\nscreen = \"reported\"", 1);
    let evaluated = evaluated(&schemes).unwrap();
    let outside: Vec<_> = evaluated.evaluation.outside.iter().map(|one| one.name.clone().unwrap()).collect();
    assert_eq!(outside, ["丙公司", "戊厂"]);
    let WhyOutside::Screened { available, .. } = &evaluated.evaluation.outside[0].why else { panic!("screened") };
    assert!((available.get() - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(
        evaluated.evaluation.outside[0].why.say(Lang::Zh),
        "数据不足：齐全率 33.333333%，非零率 100%，低于方案的要求"
    );
    let kept = schemes.replacen("otherwise = 50", "otherwise = 50\nkeep = [\"丙公司\"]\ndrop = [\"f1\"]", 1);
    let outside = |evaluated: Evaluated| {
        evaluated.evaluation.outside.iter().map(|one| one.name.clone().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(outside(self::evaluated(&kept).unwrap()), ["甲公司", "戊厂"]);
}

#[test]
fn a_figure_that_a_mean_is_not_defined_for_is_refused_by_name() {
    let schemes = SCHEMES.replacen("title = \"产出\"", "title = \"产出\"\nmean = \"geometric\"", 1);
    let refused = evaluated(&schemes).unwrap_err();
    let EvaluationError::Scoring { subject, item, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!((subject.as_ref().map(domain::id::SubjectId::as_str), item.as_deref()), (Some("f4"), Some("tax")));
    assert!(refused.say(Lang::Zh).contains("几何平均"), "{}", refused.say(Lang::Zh));
}

#[test]
fn weights_come_from_a_set_from_the_figures_or_are_equal() {
    let nodes = |weights: &str| {
        let schemes = SCHEMES.replacen("otherwise = 50", &format!("otherwise = 50\nweights = \"{weights}\""), 1)
            + "\n[[scheme.population.weight_set]]\nid = \"experts\"\ntitle = \"专家\"\nyield = 1\ngreen = 4\n";
        let evaluated = evaluated(&schemes).unwrap();
        figures(evaluated.evaluation.populations[0].nodes.iter().map(|node| Some(node.share)))
    };
    assert_eq!(nodes("given"), [Some(1.0), Some(0.75), Some(0.25)]);
    assert_eq!(nodes("equal"), [Some(1.0), Some(0.5), Some(0.5)]);
    assert_eq!(nodes("experts"), [Some(1.0), Some(0.2), Some(0.8)]);
}
