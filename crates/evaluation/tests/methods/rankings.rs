//! Rankings by all items at once, worked by hand: scores or positions, what is told of them and what cannot be.

use crate::firms::{FIRMS, Firm, publish};
use crate::two_items::{evaluated, pack_with};
use domain::say::{Lang, Say};
use evaluation::lift::Way;
use evaluation::{Evaluated, EvaluationError, Figure, Seal, explain, lift, seal, verify};
use facts::Archive;

// Turned so that more is better: tax ÷ land 24, 12, 36, 6 for 甲, 乙, 丙, 丁; energy 1, 3, the mean 2 for 丙, 2. Each has half.

fn shown(evaluated: &Evaluated) -> Vec<String> {
    let score = |one: &evaluation::result::SubjectResult| one.score.map_or("—".to_owned(), |score| score.to_string());
    let all = evaluated.evaluation.results();
    all.map(|(_, one)| format!("{} {} {}", one.rank.unwrap(), one.shown(), score(one))).collect()
}

fn method(ranking: &str) -> String {
    format!("method = {{ ranking = \"{ranking}\" }}")
}

#[test]
fn borda_counts_who_is_left_behind_and_adds_up_to_the_score() {
    let evaluated = evaluated(&method("borda"), "").unwrap();
    // Behind in tax: 2, 1, 3, 0; in energy 0, 3, and 1 ½ each for the two that tie.
    assert_eq!(shown(&evaluated), ["1 丙公司 2.25", "2 乙公司 2.00", "3 甲公司 1.00", "4 丁公司 0.75"]);
    let (population, first) = evaluated.evaluation.find("丙公司").unwrap();
    let figures = |of: fn(&evaluation::result::ItemResult) -> Option<Figure>| {
        first.items.iter().map(|item| of(item).map(Figure::get)).collect::<Vec<_>>()
    };
    assert_eq!(figures(|item| item.normalised), [Some(3.0), Some(1.5)]);
    assert_eq!(figures(|item| item.points), [Some(1.5), Some(0.75)]);
    assert!(population.ranking.as_ref().unwrap().adds_up());
}

#[test]
fn copeland_takes_wins_less_losses_and_tells_no_points() {
    let evaluated = evaluated(&method("copeland"), "").unwrap();
    // 丙 wins against 甲 and 丁, 乙 against 丁; all others draw.
    assert_eq!(shown(&evaluated), ["1 丙公司 2.00", "2 乙公司 1.00", "3 甲公司 -1.00", "4 丁公司 -2.00"]);
    let (_, first) = evaluated.evaluation.find("丙公司").unwrap();
    assert!(first.items.iter().all(|item| item.points.is_none() && item.normalised.is_none()));
    assert_eq!(first.items[0].weight.map(Figure::get), Some(0.5));
}

#[test]
fn topsis_is_closeness_to_the_best_of_all_items() {
    let evaluated = evaluated(&method("topsis_min_max"), "").unwrap();
    // 甲: to the best √(0.2² + 0.5²) = 0.5385, to the worst 0.3: 0.3 ÷ 0.8385 = 0.3578. 丙: 0.25 and √(0.5² + 0.25²) = 0.559:
    // 0.691. 乙: 0.4 and √(0.1² + 0.5²) = 0.5099: 0.5604. 丁: 0.559 and 0.25: 0.309.
    assert_eq!(shown(&evaluated), ["1 丙公司 0.69", "2 乙公司 0.56", "3 甲公司 0.36", "4 丁公司 0.31"]);
    let by_length = crate::two_items::evaluated(&method("topsis"), "").unwrap();
    assert_ne!(by_length.evaluation.find("丙公司").unwrap().1.sum, evaluated.evaluation.find("丙公司").unwrap().1.sum);
}

#[test]
fn kemeny_gives_positions_only_and_says_where_others_do_as_well() {
    let evaluated = evaluated(&method("kemeny"), "").unwrap();
    // 丙 before 甲 and 丁, 乙 before 丁; three draws of ½ each whatever the order: of those the one by id, 乙 before 丙.
    assert_eq!(shown(&evaluated), ["1 乙公司 —", "2 丙公司 —", "3 甲公司 —", "4 丁公司 —"]);
    let order = evaluated.evaluation.populations[0].ranking.as_ref().unwrap().order.unwrap();
    assert_eq!((order.disagreement.get(), order.unique), (1.5, false));
    let (_, first) = evaluated.evaluation.find("乙公司").unwrap();
    assert!(first.sum.is_none() && first.nodes.iter().all(|node| node.value.is_none() && node.points.is_none()));
    assert!(first.firmness.as_ref().unwrap().median.is_some(), "positions have their intervals all the same");
}

#[test]
fn each_is_explained_in_words_and_runs_again_to_the_same_bytes() {
    let veto = "\n[[scheme.population.veto]]\nid = \"safety\"\ntitle = \"发生安全事故\"\nwhen = \"accidents > 0\"\n\
                effect = \"award_lost\"\n";
    for (ranking, said) in [
        ("borda", "落在其后的对象数 3（同值各计半个） × 在指数中的权重 0.5"),
        ("copeland", "不能分解为各项的分数"),
        ("topsis", "不能分解为各项的分数"),
        ("kemeny", "只有位次，没有得分，不能分解到各项；与各项的矛盾 1.5，另有同样好的次序"),
    ] {
        let archive = Archive::in_memory();
        let (release, pack) = (publish(&archive, &FIRMS), pack_with(&method(ranking), veto));
        let evaluated = evaluation::run(&pack, None, &release, "2022".parse().unwrap()).unwrap();
        let bytes = seal(&evaluated, &pack, &release, true).unwrap();
        assert!(verify(&bytes, None).unwrap().sound(), "{ranking}");
        let explanation = explain(&evaluated.evaluation, &evaluated.data, &pack, "丙公司").unwrap();
        for lang in [Lang::Zh, Lang::En] {
            assert!(!explanation.say(lang).is_empty());
        }
        let text = explanation.say(Lang::Zh);
        assert!(text.contains(said) && text.contains("企业2022.csv"), "{ranking}: {text}");
        let lifting = lift(&Seal::read(&bytes).unwrap(), None, "甲公司").unwrap();
        let Way::By { score, .. } = lifting.items[1].lift else { panic!("{ranking}: {lifting:?}") };
        assert_eq!(score.is_some(), ranking != "kemeny", "{ranking}");
    }
}

#[test]
fn a_bonus_is_added_to_a_score_that_does_not_fall_into_points() {
    let bonus =
        "\n[[scheme.population.adjustment]]\nid = \"honour\"\ntitle = \"荣誉\"\npoints = \"honour\"\nat_most = 2\n";
    let evaluated = evaluated(&method("copeland"), bonus).unwrap();
    assert_eq!(shown(&evaluated)[0], "1 乙公司 3.00");
    let text =
        explain(&evaluated.evaluation, &evaluated.data, &pack_with(&method("copeland"), bonus), "乙公司").unwrap();
    assert!(text.say(Lang::Zh).contains("1.0000 + 2.0000 = 3.0000"), "{}", text.say(Lang::Zh));
}

#[test]
fn figures_weigh_a_ranking_on_a_scale_of_their_own() {
    let evaluated = evaluated("method = { ranking = \"topsis\", weights = \"deviation\" }", "").unwrap();
    // On 0 to 100 squares of deviations are 5900 and 5000: √5900 ÷ (√5900 + √5000).
    let share = evaluated.evaluation.populations[0].items[0].index.as_ref().unwrap().share.get();
    assert!((share - 5900_f64.sqrt() / (5900_f64.sqrt() + 5000_f64.sqrt())).abs() < 1e-9, "{share}");
}

#[test]
fn firmness_draws_among_rankings() {
    let firmness = "\n[scheme.population.firmness]\nruns = 200\nweights = 0\nremoval = false\nranking = [\"borda\", \"copeland\"]\n";
    let evaluated = evaluated(&method("kemeny"), firmness).unwrap();
    // By Kemeny 乙 is first, by both others 丙.
    let (_, second) = evaluated.evaluation.find("丙公司").unwrap();
    let firmness = second.firmness.as_ref().unwrap();
    assert_eq!([firmness.low, firmness.high], [1.0, 2.0].map(Figure::of));
}

#[test]
fn a_gap_and_too_many_subjects_are_refused_by_name_and_number() {
    let gap = "\n[[scheme.population.item]]\nindicator = \"honour\"\nunder = \"index\"\nweight = 1\n";
    let refused = evaluated(&method("topsis"), gap).unwrap_err();
    let EvaluationError::Scoring { subject, item, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!((subject.as_ref().unwrap().as_str(), item.as_deref()), ("f1", Some("honour")));
    let text = |at: usize, before: &str| -> &'static str { String::leak(format!("{before}{at}")) };
    let firms: Vec<Firm> = (10..31)
        .map(|at| (text(at, "f"), text(at, "企业"), "规上", [text(at, "0."), "100", text(at, ""), "", ""]))
        .collect();
    let archive = Archive::in_memory();
    let release = publish(&archive, &firms);
    let run =
        |ranking: &str| evaluation::run(&pack_with(&method(ranking), ""), None, &release, "2022".parse().unwrap());
    let refused = run("kemeny").unwrap_err().say(Lang::Zh);
    assert!(refused.contains("Kemeny 法最多能为 20 个对象排序，这里有 21 个"), "{refused}");
    assert!(run("copeland").is_ok());
}
