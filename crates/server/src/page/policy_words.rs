//! How pages say what packs hold: clauses, formulas, item functions, grades.

use domain::say::{Lang, Say};
use evaluation::result::Clause;
use policy::formula::Formula;
use policy::pack::{Cite, Pack, Target};
use policy::scheme::{Benchmark, Grading, GradingMethod, ItemFunction, MissingRule};

use crate::component::number;
use crate::shell::locale::Words;

/// The issuer and, where it has one, the document's number.
#[must_use]
pub fn issuer_and_number(pack: &Pack, words: Words) -> String {
    if pack.meta.demonstration {
        return words.t("pack-is-demo");
    }
    match &pack.meta.number {
        Some(number) => format!("{} · {number}", pack.meta.issuer),
        None => pack.meta.issuer.clone(),
    }
}

/// A day as people write it: `2026年11月22日`; as given where it is no day.
#[must_use]
pub fn day(text: &str, words: Words) -> String {
    let Ok(date) = text.parse::<jiff::civil::Date>() else { return text.to_owned() };
    match words.lang() {
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.strftime("%-d %B %Y").to_string(),
    }
}

/// The clause, or that the rule is there to demonstrate.
#[must_use]
pub fn cite(cite: &Cite, words: Words) -> String {
    source(cite.text(), cite.is_demonstration(), words)
}

/// The clause that a result names, or that the rule is there to demonstrate.
#[must_use]
pub fn clause(clause: &Clause, words: Words) -> String {
    source(&clause.text, clause.demonstration, words)
}

fn source(text: &str, demonstration: bool, words: Words) -> String {
    match (demonstration, text) {
        (false, clause) => clause.to_owned(),
        (true, "" | "演示规则") => words.t("cite-demo-only"),
        (true, why) => words.ta("cite-demo", &[("why", why)]),
    }
}

/// A formula with the titles of its indicators in place of their codes: `税收 ÷ 用地面积`.
#[must_use]
pub fn formula(formula: &Formula, pack: &Pack, words: Words) -> String {
    evaluation::explain::formula_words(pack, formula).say(words.lang())
}

/// How a value becomes points, in a sentence.
#[must_use]
pub fn item_function(function: &ItemFunction, words: Words) -> String {
    match function {
        ItemFunction::Ratio { benchmark } => words.ta("item-ratio", &[("benchmark", &held_against(benchmark, words))]),
        ItemFunction::RatioCapped { benchmark, cap } => words
            .ta("item-ratio-capped", &[("benchmark", &held_against(benchmark, words)), ("cap", &number::plain(*cap))]),
        ItemFunction::MinMaxFloor { floor, over } => {
            words.ta("item-min-max", &[("floor", &number::plain(*floor)), ("over", &over.say(words.lang()))])
        }
        ItemFunction::Inverse { benchmark, cap } => {
            words.ta("item-inverse", &[("benchmark", &held_against(benchmark, words)), ("cap", &number::plain(*cap))])
        }
        ItemFunction::Target { base, target } => {
            words.ta("item-target", &[("base", &held_against(base, words)), ("target", &held_against(target, words))])
        }
        ItemFunction::BaseSteps(steps) => words.ta(
            "item-base-steps",
            &[
                ("share", &number::plain(steps.base_share * rust_decimal::Decimal::ONE_HUNDRED)),
                ("growth", &number::plain(steps.growth * rust_decimal::Decimal::ONE_HUNDRED)),
                ("points", &number::plain(steps.points)),
                ("cap", &number::plain(steps.cap)),
                ("falling", &steps.falling.say(words.lang())),
            ],
        ),
        ItemFunction::Classes { classes, .. } => words.ta("item-classes", &[("count", &classes.len().to_string())]),
        ItemFunction::Count { points_each, cap } => {
            words.ta("item-count", &[("points", &number::plain(*points_each)), ("cap", &number::plain(*cap))])
        }
        ItemFunction::Index(steps) => steps.say(words.lang()),
    }
}

/// What values are held against.
#[must_use]
pub fn held_against(benchmark: &Benchmark, words: Words) -> String {
    match benchmark {
        Benchmark::Fixed(value) => number::plain(*value),
        Benchmark::ByYear(years) => {
            let years: Vec<_> =
                years.iter().map(|(year, value)| format!("{year}: {}", number::plain(*value))).collect();
            words.ta("benchmark-by-year", &[("years", &years.join("; "))])
        }
        Benchmark::Mean { times, over } => {
            words.ta("benchmark-mean", &[("times", &number::plain(*times)), ("over", &over.say(words.lang()))])
        }
        Benchmark::Percentile { share, over } => {
            let percent = number::plain(*share * rust_decimal::Decimal::ONE_HUNDRED);
            words.ta("benchmark-percentile", &[("percent", &percent), ("over", &over.say(words.lang()))])
        }
        Benchmark::Own(code) => words.ta("benchmark-own", &[("code", code.as_str())]),
        Benchmark::Best { over } => words.ta("benchmark-best", &[("over", &over.say(words.lang()))]),
    }
}

/// What happens to an item whose value is missing.
#[must_use]
pub fn missing_rule(rule: &MissingRule, words: Words) -> String {
    match rule {
        MissingRule::Zero => words.t("missing-zero"),
        MissingRule::Penalty(points) => words.ta("missing-penalty", &[("points", &number::plain(*points))]),
        MissingRule::MeanOfOthers => words.t("missing-mean"),
        MissingRule::Reweight => words.t("missing-reweight"),
        MissingRule::Unranked => words.t("missing-unranked"),
    }
}

/// How grades follow from scores, in a line.
#[must_use]
pub fn grading(grading: &Grading, words: Words) -> String {
    let percent = rust_decimal::Decimal::ONE_HUNDRED;
    let grades: Vec<_> = grading
        .grades
        .iter()
        .map(|grade| match (grade.bound, grading.method) {
            (None, _) => words.ta("grade-rest", &[("grade", &grade.code)]),
            (Some(bound), GradingMethod::Quota { .. }) => {
                words.ta("grade-quota", &[("grade", &grade.code), ("share", &number::plain(bound * percent))])
            }
            (Some(bound), GradingMethod::CutOff) => {
                words.ta("grade-cut", &[("grade", &grade.code), ("score", &number::plain(bound))])
            }
        })
        .collect();
    let joint = match words.lang() {
        Lang::Zh => "；",
        Lang::En => "; ",
    };
    grades.join(joint)
}

/// A goal with its comparator and unit: `不低于 1.5 亿元`.
#[must_use]
pub fn goal(target: &Target, words: Words) -> String {
    let lang = words.lang();
    let goal = match target.goal_to {
        Some(to) => format!("{}–{}", number::plain(target.goal), number::plain(to)),
        None => number::plain(target.goal),
    };
    format!("{} {}", target.comparator.say(lang), number::with_unit(&goal, &target.unit.say(lang)))
}

/// What follows from a veto.
#[must_use]
pub fn veto_effect(effect: &policy::scheme::VetoEffect, words: Words) -> String {
    use policy::scheme::VetoEffect;
    match effect {
        VetoEffect::Ceiling(grade) => words.ta("veto-ceiling", &[("grade", grade)]),
        VetoEffect::Forced(grade) => words.ta("veto-forced", &[("grade", grade)]),
        VetoEffect::Excluded => words.t("veto-excluded"),
        VetoEffect::AwardLost => words.t("veto-award"),
    }
}
