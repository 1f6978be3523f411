//! Weights from experts and by importance, worked by hand: sealed, explained, run again, and refused where they contradict
//! themselves.

use crate::firms::{FIRMS, publish};
use crate::two_items::{evaluated, pack_with};
use domain::say::{Lang, Say};
use evaluation::weighed::WeighedBy;
use evaluation::{EvaluationError, Figure, explain, seal, verify};
use facts::Archive;

const PAIRS: &str = r#"
[[scheme.population.weight_set]]
id = "experts"
title = "专家两两比较"

[[scheme.population.weight_set.comparison]]
under = "index"
of = ["tax", "energy"]
matrix = [[1, 3], ["1/3", 1]]
"#;

const BUDGET: &str = r#"
[[scheme.population.weight_set]]
id = "experts"
title = "专家打分"
expert = [{ name = "甲", under = "index", tax = 60, energy = 40 }, { name = "乙", under = "index", tax = 80, energy = 20 }]
"#;

const IMPORTANCE: &str = r#"
[[scheme.population.weight_set]]
id = "experts"
title = "同等重要"
importance = { tax = 1, energy = 1 }
"#;

const METHOD: &str = "method = { weights = \"experts\" }";

fn near(figure: Figure, expected: f64) {
    assert!((figure.get() - expected).abs() < 1e-6, "{figure} is not {expected}");
}

#[test]
fn comparisons_in_pairs_weigh_three_to_one() {
    let evaluated = evaluated(METHOD, PAIRS).unwrap();
    // Tax 60, 20, 100, 0 and energy 0, 100, 50, 50 by ¾ and ¼: 45, 40, 87.5, 12.5.
    let shown: Vec<_> =
        evaluated.evaluation.results().map(|(_, one)| format!("{} {}", one.shown(), one.score.unwrap())).collect();
    assert_eq!(shown, ["丙公司 87.50", "甲公司 45.00", "乙公司 40.00", "丁公司 12.50"]);
    let weighed = evaluated.evaluation.populations[0].weighed.as_ref().unwrap();
    let WeighedBy::Compared(nodes) = &weighed.by else { panic!("{weighed:?}") };
    near(nodes[0].eigenvalue, 2.0);
    assert!(nodes[0].consistent && nodes[0].ratio.get() < 1e-9);
}

#[test]
fn points_of_experts_are_averaged() {
    let evaluated = evaluated(METHOD, BUDGET).unwrap();
    // The mean of 60 and 80 is 70: 甲 0.7 × 60 = 42, 乙 0.7 × 20 + 0.3 × 100 = 44.
    let score = |name: &str| evaluated.evaluation.find(name).unwrap().1.score.unwrap().to_string();
    assert_eq!([score("甲公司"), score("乙公司")], ["42.00", "44.00"]);
    let weighed = evaluated.evaluation.populations[0].weighed.as_ref().unwrap();
    let WeighedBy::Allotted(parts) = &weighed.by else { panic!("{weighed:?}") };
    assert_eq!((parts[0].part.as_str(), parts[0].experts), ("tax", 2));
    // √((0.1² + 0.1²) ÷ 1).
    near(parts[0].deviation.unwrap(), 0.02_f64.sqrt());
    near(parts[0].lowest, 0.6);
    near(parts[0].highest, 0.8);
}

#[test]
fn weights_are_sought_under_which_both_items_matter_alike() {
    let evaluated = evaluated(METHOD, IMPORTANCE).unwrap();
    let population = &evaluated.evaluation.populations[0];
    let weighed = population.weighed.as_ref().unwrap();
    let WeighedBy::Sought { residual, parts } = &weighed.by else { panic!("{weighed:?}") };
    assert!(residual.get() < 1e-5);
    for part in parts {
        assert!((part.target.get() - 0.5).abs() < 1e-9 && (part.reached.get() - 0.5).abs() < 1e-5, "{part:?}");
    }
    // Squares of deviations from the mean: 5900 and 5000. Correlations are alike where w √5900 = v √5000.
    let share = population.items[0].index.as_ref().unwrap().share.get();
    let expected = 5000_f64.sqrt() / (5000_f64.sqrt() + 5900_f64.sqrt());
    assert!((share - expected).abs() < 1e-3, "{share} is not {expected}");
}

#[test]
fn contradicting_comparisons_are_refused_or_used_with_a_remark() {
    // Tax over energy over honour over tax, nine times each: weights ⅓ each, λ = 1 + 9 + 1/9, CI = (λ − 3) ÷ 2 = 3.5556,
    // CR = CI ÷ 0.58 = 6.1303.
    let circle = r#"
[[scheme.population.item]]
indicator = "honour"
under = "index"
weight = 1

[[scheme.population.weight_set]]
id = "experts"
title = "专家两两比较"

[[scheme.population.weight_set.comparison]]
under = "index"
of = ["tax", "energy", "honour"]
matrix = [[1, 9, "1/9"], ["1/9", 1, 9], [9, "1/9", 1]]
"#;
    let refused = evaluated(METHOD, circle).unwrap_err();
    let EvaluationError::Inconsistent { node, ratio, limit, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!(node, "index");
    near(*ratio, (64.0 / 9.0) / 2.0 / 0.58);
    near(*limit, 0.1);
    assert!(refused.say(Lang::Zh).contains("inconsistent = \"warn\""), "{}", refused.say(Lang::Zh));
    let warned = circle.replacen("title = \"专家两两比较\"", "title = \"专家两两比较\"\ninconsistent = \"warn\"", 1);
    let evaluated = evaluated(METHOD, &warned).unwrap();
    let population = &evaluated.evaluation.populations[0];
    let remarks = population.weighed.as_ref().unwrap().remarks(population, Lang::Zh);
    assert!(remarks[0].contains("6.130") && remarks[0].contains("前后矛盾"), "{remarks:?}");
    let lenient = circle.replacen("title = \"专家两两比较\"", "title = \"专家两两比较\"\nconsistency = 1", 1);
    assert!(matches!(crate::two_items::evaluated(METHOD, &lenient), Err(EvaluationError::Inconsistent { .. })));
}

#[test]
fn each_is_sealed_explained_and_runs_again_to_the_same_bytes() {
    for (sets, said) in [(PAIRS, "一致性比率"), (BUDGET, "2 位专家"), (IMPORTANCE, "目标 0.5")] {
        let archive = Archive::in_memory();
        let (release, pack) = (publish(&archive, &FIRMS), pack_with(METHOD, sets));
        let evaluated = evaluation::run(&pack, None, &release, "2022".parse().unwrap()).unwrap();
        let bytes = seal(&evaluated, &pack, &release, true).unwrap();
        assert!(verify(&bytes, None).unwrap().sound());
        let explanation = explain(&evaluated.evaluation, &evaluated.data, &pack, "甲公司").unwrap().say(Lang::Zh);
        assert!(explanation.contains(said), "{explanation}");
    }
}

#[test]
fn firmness_draws_from_experts_as_from_stated_sets() {
    let sets = format!("{PAIRS}\n[scheme.population.firmness]\nruns = 200\nsets = true\nremoval = false\n");
    let evaluated = evaluated("", &sets).unwrap();
    let (_, first) = evaluated.evaluation.find("甲公司").unwrap();
    // By equal weights 乙 60, 甲 30; by the experts' 甲 45, 乙 40: 甲 is third or second.
    let firmness = first.firmness.as_ref().unwrap();
    assert_eq!((firmness.low.unwrap().get(), firmness.high.unwrap().get()), (2.0, 3.0));
    assert!(evaluated.evaluation.populations[0].weighed.is_none());
}
