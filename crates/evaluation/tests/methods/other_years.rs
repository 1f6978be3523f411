//! Figures of other years of the same release: as a base, as a stand-in, together on one scale; sealed and explained to the
//! cell of their year.

use crate::firms::{FIRMS, Firm, publish, publish_of};
use crate::two_items::{pack_and_test, pack_of, schemes_with};
use domain::say::{Lang, Say};
use evaluation::data::Absence;
use evaluation::result::{MissingCause, MissingRule};
use evaluation::{Evaluated, Figure, Seal, explain, lift, seal, verify};
use facts::{Archive, ReleaseView};
use policy::Pack;

const OF_2021: [Firm; 2] =
    [("f1", "甲公司", "规上", ["0.20", "100", "1", "", ""]), ("f3", "丙公司", "规上", ["0.46", "100", "2", "", ""])];

const OF_2020: [Firm; 1] = [("f3", "丙公司", "规上", ["0.40", "100", "4", "", ""])];

fn release(years: &[(&[Firm], &str)]) -> ReleaseView {
    let archive = Archive::in_memory();
    for (firms, period) in years {
        publish_of(&archive, firms, period);
    }
    publish(&archive, &FIRMS)
}

fn run(pack: &Pack, release: &ReleaseView, period: &str) -> Evaluated {
    let evaluated = evaluation::run(pack, None, release, period.parse().unwrap()).unwrap();
    let bytes = seal(&evaluated, pack, release, true).unwrap();
    let verified = verify(&bytes, None).unwrap();
    assert!(verified.sound(), "{}", verified.say(Lang::Zh));
    assert_eq!(Seal::read(&bytes).unwrap().data, evaluated.data, "earlier figures are sealed");
    evaluated
}

/// One item of 10 points with this function.
fn points(function: &str) -> Pack {
    pack_of(&points_schemes(function))
}

fn points_schemes(function: &str) -> String {
    format!(
        "[[scheme]]\nid = \"firms\"\ntitle = \"企业评价\"\nsubject = \"firm\"\ndecimals = 2\n\n[[scheme.population]]\nid = \
         \"above\"\ntitle = \"规上企业\"\nwhere = {{ scale = \"规上\" }}\n\n[[scheme.population.item]]\nindicator = \
         \"tax\"\nweight = 10\n{function}\n"
    )
}

fn score(evaluated: &Evaluated, name: &str) -> String {
    evaluated.evaluation.find(name).unwrap().1.score.unwrap().to_string()
}

const STEPS: &str =
    "function = \"base_steps\"\nbase_share = 80\ngrowth = 5\nstep_points = 1\nfalling = \"steps\"\ncap = 1.5\n";

#[test]
fn growth_is_counted_from_the_same_indicator_a_year_before() {
    let pack = points(&format!("{STEPS}base_years_ago = 1"));
    let evaluated = run(&pack, &release(&[(&OF_2021, "2021")]), "2022");
    // 甲: 2400 over 2000 is 20 %, four steps: 8 + 4. 丙: 3600 under 4600 is −21.7 %, four whole steps down: 8 − 4.
    assert_eq!([score(&evaluated, "甲公司"), score(&evaluated, "丙公司")], ["12.00", "4.00"]);
    // 乙 reported nothing in 2021.
    let (_, second) = evaluated.evaluation.find("乙公司").unwrap();
    assert_eq!(second.items[0].imputed.as_ref().unwrap().cause, MissingCause::NoOwnFigure);
    let text = explain(&evaluated.evaluation, &evaluated.data, &pack, "甲公司").unwrap().say(Lang::Zh);
    for part in
        ["税收（2021年）　2,000 万元", "企业2021.csv，工作表“企业”，单元格 C2", "企业2022.csv", "本对象上年同期的数值"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn a_year_that_the_release_lacks_is_missing_for_that_reason() {
    let pack = points(&format!("{STEPS}base_year = 2019"));
    let evaluated = run(&pack, &release(&[(&OF_2021, "2021")]), "2022");
    let (_, first) = evaluated.evaluation.find("甲公司").unwrap();
    assert_eq!(first.items[0].imputed.as_ref().unwrap().cause, MissingCause::NoOwnFigure);
    let (tax, year) = ("tax".parse().unwrap(), "2019".parse().unwrap());
    let (head, datum) = evaluated.data.datum_of(&first.subject, &tax, Some(year)).unwrap();
    assert_eq!((head.period, datum.missing.clone()), (Some(year), Some(Absence::NoPeriod(year))));
    let text = explain(&evaluated.evaluation, &evaluated.data, &pack, "甲公司").unwrap().say(Lang::Zh);
    assert!(text.contains("本版本没有2019年的数据"), "{text}");
    let english = explain(&evaluated.evaluation, &evaluated.data, &pack, "甲公司").unwrap().say(Lang::En);
    assert!(english.contains("the release holds nothing of"), "{english}");
}

#[test]
fn a_benchmark_may_be_the_subjects_own_figure_of_another_year() {
    for (benchmark, year) in
        [("{ years_ago = 1 }", "2021"), ("{ year = 2021 }", "2021"), ("{ own = \"tax\", years_ago = 2 }", "2020")]
    {
        let pack = points(&format!("function = \"ratio\"\nbenchmark = {benchmark}"));
        let evaluated = run(&pack, &release(&[(&OF_2020, "2020"), (&OF_2021, "2021")]), "2022");
        // 丙: 3600 ÷ 4600 and 3600 ÷ 4000 of 10.
        let expected = if year == "2021" { "7.83" } else { "9.00" };
        assert_eq!(score(&evaluated, "丙公司"), expected, "{benchmark}");
        let text = explain(&evaluated.evaluation, &evaluated.data, &pack, "丙公司").unwrap().say(Lang::Zh);
        assert!(text.contains(&format!("税收（{year}年）")) && text.contains(&format!("企业{year}.csv")), "{text}");
    }
}

fn index(method: &str, impute: &str, within: &str) -> Pack {
    let schemes = schemes_with(method, "").replacen("impute = \"mean\"", impute, 1);
    pack_of(&schemes.replacen("per = \"land\"", &format!("per = \"land\"\n{within}"), 1))
}

#[test]
fn the_last_known_figure_stands_in_until_it_is_too_old() {
    let years: [(&[Firm], &str); 2] =
        [(&OF_2020, "2020"), (&[("f3", "丙公司", "规上", ["0.46", "100", "—", "", ""])], "2021")];
    for (age, filled) in [(1, None), (2, Some(4.0))] {
        let method = "method = { years_before = 2 }";
        let pack = index(method, &format!("impute = {{ last_known = {age} }}"), "");
        let evaluated = run(&pack, &release(&years), "2022");
        // 丙 reported 4 in 2020 and a dash since.
        let (_, third) = evaluated.evaluation.find("丙公司").unwrap();
        let step = third.items[1].steps.as_deref().unwrap();
        assert_eq!(step.filled.map(Figure::get), filled);
        let rule = if filled.is_some() { MissingRule::Filled } else { MissingRule::Reweight };
        assert_eq!(third.items[1].imputed.as_ref().unwrap().rule, rule);
        if filled.is_some() {
            assert_eq!(step.filled_from, ["2020".parse().unwrap()]);
            let text = explain(&evaluated.evaluation, &evaluated.data, &pack, "丙公司").unwrap().say(Lang::Zh);
            assert!(text.contains("单位能耗税收（2020年）") && text.contains("企业2020.csv"), "{text}");
        }
    }
}

#[test]
fn a_line_joins_the_years_before_and_after() {
    let of_2021: [Firm; 2] =
        [("f1", "甲公司", "规上", ["0.20", "100", "1", "", ""]), ("f3", "丙公司", "规上", ["0.46", "100", "", "", ""])];
    let archive = Archive::in_memory();
    publish_of(&archive, &OF_2020, "2020");
    publish_of(&archive, &of_2021, "2021");
    let of_2022: [Firm; 1] = [("f3", "丙公司", "规上", ["0.36", "100", "1", "", ""])];
    let release = publish(&archive, &of_2022);
    let pack = index("method = { years_before = 1, years_after = 1 }", "impute = { linear = 2 }", "");
    let evaluated = run(&pack, &release, "2021");
    // Halfway from 4 to 1.
    let (_, third) = evaluated.evaluation.find("丙公司").unwrap();
    let step = third.items[1].steps.as_deref().unwrap();
    assert_eq!(step.filled.map(Figure::get), Some(2.5));
    assert_eq!(step.filled_from, ["2020".parse().unwrap(), "2022".parse().unwrap()]);
}

#[test]
fn all_years_share_a_scale_or_each_has_its_own() {
    let years: [(&[Firm], &str); 1] = [(&OF_2021, "2021")];
    let of = |within: &str| {
        let pack = index("method = { years_before = 1 }", "impute = \"period_mean\"", within);
        let evaluated = run(&pack, &release(&years), "2022");
        let all = ["甲公司", "乙公司", "丙公司", "丁公司"]
            .map(|name| evaluated.evaluation.find(name).unwrap().1.items[0].normalised.map(Figure::get));
        assert_eq!(
            evaluated.evaluation.results().count(),
            4,
            "subjects are ranked once, for the year of the evaluation"
        );
        (all, evaluated, pack)
    };
    // Tax ÷ land 24, 12, 36, 6; in 2021 20 and 46. Together from 6 to 46, in 2022 alone from 6 to 36.
    let (together, evaluated, pack) = of("");
    assert_eq!(together, [45.0, 15.0, 75.0, 0.0].map(Some));
    assert_eq!(of("within = \"period\"").0, [60.0, 20.0, 100.0, 0.0].map(Some));
    let text = explain(&evaluated.evaluation, &evaluated.data, &pack, "甲公司").unwrap().say(Lang::Zh);
    for part in ["一起处理的其他年份　连同以前 1 年、以后 0 年的同期数据", "税收（2021年）", "企业2021.csv"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    // 丙's energy is the mean of 1, 3 and 2 in 2022, without its 2 of 2021.
    let (_, third) = evaluated.evaluation.find("丙公司").unwrap();
    assert_eq!(third.items[1].steps.as_deref().unwrap().filled.map(Figure::get), Some(2.0));
}

#[test]
fn firmness_and_lift_work_over_several_years() {
    let pack = index("method = { years_before = 1 }", "impute = { last_known = 1 }", "");
    let release = release(&[(&OF_2021, "2021")]);
    let evaluated = run(&pack, &release, "2022");
    let (_, last) = evaluated.evaluation.find("丁公司").unwrap();
    let firmness = last.firmness.as_ref().unwrap();
    assert!(firmness.high.unwrap().get() <= 4.0, "rows of other years are not ranked: {firmness:?}");
    let bytes = seal(&evaluated, &pack, &release, true).unwrap();
    let lifting = lift(&Seal::read(&bytes).unwrap(), None, "丁公司").unwrap();
    assert!(!lifting.rivals.is_empty() && lifting.items.len() == 2, "{lifting:?}");
}

#[test]
fn an_example_of_a_pack_may_give_another_year() {
    let schemes = points_schemes(&format!("{STEPS}base_years_ago = 1"));
    let test = "title = \"增长两成\"\nperiod = \"2022\"\n\
        [[given]]\nsubject = \"甲\"\ntax = 120\nattributes = { scale = \"规上\" }\n\
        [[given]]\nsubject = \"甲\"\nperiod = \"2021\"\ntax = 100\n\
        [[expect]]\nsubject = \"甲\"\nscore = 12\n";
    let outcomes = evaluation::examples(&pack_and_test(&schemes, Some(test)));
    assert!(outcomes[0].holds(), "{:?}", outcomes[0].found);
}
