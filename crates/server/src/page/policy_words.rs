//! How pages say what packs hold: clauses, formulas, item functions, grades.

use domain::say::{Lang, Say};
use evaluation::result::Clause;
use policy::deadline::Deadline;
use policy::formula::Formula;
use policy::pack::{Cite, Pack};
use policy::scheme::{Benchmark, Grading, GradingMethod, ItemFunction, MissingRule, When};
use policy::target::{Comparator, Measure, Share, Target};
use rust_decimal::Decimal;

use crate::component::number;
use crate::page::score_parts::joint;
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
pub fn item_function(function: &ItemFunction, pack: &Pack, words: Words) -> String {
    let held_against = |benchmark: &Benchmark| held_against(benchmark, pack, words);
    match function {
        ItemFunction::Ratio { benchmark } => words.ta("item-ratio", &[("benchmark", &held_against(benchmark))]),
        ItemFunction::RatioCapped { benchmark, cap } => {
            words.ta("item-ratio-capped", &[("benchmark", &held_against(benchmark)), ("cap", &at_most(*cap, words))])
        }
        ItemFunction::MinMaxFloor { floor, over } => {
            words.ta("item-min-max", &[("floor", &number::plain(*floor)), ("over", &over.say(words.lang()))])
        }
        ItemFunction::Inverse { benchmark, cap } => {
            words.ta("item-inverse", &[("benchmark", &held_against(benchmark)), ("cap", &at_most(*cap, words))])
        }
        ItemFunction::Target { base, target } => {
            words.ta("item-target", &[("base", &held_against(base)), ("target", &held_against(target))])
        }
        ItemFunction::BaseSteps(steps) => words.ta(
            "item-base-steps",
            &[
                ("share", &number::plain(steps.base_share * Decimal::ONE_HUNDRED)),
                ("growth", &number::plain(steps.growth * Decimal::ONE_HUNDRED)),
                ("points", &number::plain(steps.points)),
                ("cap", &number::plain(steps.cap)),
                ("falling", &steps.falling.say(words.lang())),
            ],
        ),
        ItemFunction::Classes { classes, .. } => words.ta("item-classes", &[("count", &classes.len().to_string())]),
        ItemFunction::Count { points_each, cap } => {
            words.ta("item-count", &[("points", &number::plain(*points_each)), ("cap", &number::plain(*cap))])
        }
        ItemFunction::Index(steps) => {
            let said = steps.say(words.lang());
            // The rule names what it divides by with its code; people know it by its title.
            let per = steps.per.as_ref().and_then(|per| pack.indicator(per.indicator.as_str()));
            per.map_or(said.clone(), |per| said.replace(per.code.as_str(), &per.title))
        }
    }
}

/// The most that an item may earn.
fn at_most(cap: Decimal, words: Words) -> String {
    if cap == Decimal::ONE { words.t("item-full") } else { words.ta("item-cap", &[("cap", &number::plain(cap))]) }
}

/// What values are held against.
#[must_use]
pub fn held_against(benchmark: &Benchmark, pack: &Pack, words: Words) -> String {
    match benchmark {
        Benchmark::Fixed(value) => number::plain(*value),
        Benchmark::ByYear(years) => {
            let year = |(year, value): &(i16, Decimal)| {
                words.ta("benchmark-year", &[("year", &year.to_string()), ("value", &number::plain(*value))])
            };
            let years: Vec<_> = years.iter().map(year).collect();
            words.ta("benchmark-by-year", &[("years", &years.join(joint(words)))])
        }
        Benchmark::Mean { times, over } if *times == Decimal::ONE => {
            words.ta("benchmark-mean-plain", &[("over", &over.say(words.lang()))])
        }
        Benchmark::Mean { times, over } => {
            words.ta("benchmark-mean", &[("times", &number::plain(*times)), ("over", &over.say(words.lang()))])
        }
        Benchmark::Percentile { share, over } => {
            let percent = number::plain(*share * Decimal::ONE_HUNDRED);
            words.ta("benchmark-percentile", &[("percent", &percent), ("over", &over.say(words.lang()))])
        }
        Benchmark::Own(own) => {
            let code = own.indicator.as_str();
            let title = pack.indicator(code).map_or(code, |own| own.title.as_str());
            match own.when {
                When::Now => words.ta("benchmark-own", &[("title", title)]),
                when => words.ta("benchmark-own-year", &[("title", title), ("when", &when.say(words.lang()))]),
            }
        }
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
    let percent = Decimal::ONE_HUNDRED;
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

/// A goal with what is measured, its comparator and unit: `不低于 1.5 亿元`, `年均增长 不低于 8%`.
#[must_use]
pub fn goal(pack: &Pack, target: &Target, words: Words) -> String {
    let lang = words.lang();
    let goal = match target.goal_to {
        Some(to) => format!("{}–{}", number::plain(target.goal), number::plain(to)),
        None => number::plain(target.goal),
    };
    let plain = format!("{} {}", target.comparator.say(lang), number::with_unit(&goal, &target.unit.say(lang)));
    let base = target.base().map(|year| year.to_string());
    match (&target.measure, base.as_deref()) {
        (Measure::Value, _) => plain,
        (Measure::Growth { .. }, None) => words.ta("goal-growth", &[("goal", &plain)]),
        (Measure::Growth { .. }, Some(base)) => words.ta("goal-growth-over", &[("base", base), ("goal", &plain)]),
        (Measure::YearlyGrowth { .. }, None) => words.ta("goal-yearly", &[("goal", &plain)]),
        (Measure::YearlyGrowth { .. }, Some(base)) => words.ta("goal-yearly-over", &[("base", base), ("goal", &plain)]),
        (Measure::Multiply { .. }, None) => words.ta("goal-multiply", &[("goal", &plain)]),
        (Measure::Multiply { .. }, Some(base)) => words.ta("goal-multiply-over", &[("base", base), ("goal", &plain)]),
        (Measure::Share(share), _) => words.ta("goal-share", &[("of", &share_of(pack, share)), ("goal", &plain)]),
        (Measure::Rank { among }, _) => rank(target, among.as_deref(), &plain, words),
    }
}

/// What a share is of: the whole, the indicator, or the indicator of the whole.
fn share_of(pack: &Pack, share: &Share) -> String {
    let title = |code: &domain::id::IndicatorCode| {
        pack.indicator(code.as_str()).map_or_else(|| code.to_string(), |found| found.title.clone())
    };
    let parts = [share.of_whole.clone(), share.of.as_ref().map(title)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn rank(target: &Target, among: Option<&str>, plain: &str, words: Words) -> String {
    let place = match target.comparator {
        Comparator::AtMost => words.ta("goal-rank-first", &[("count", &number::plain(target.goal))]),
        _ => words.ta("goal-rank", &[("goal", plain)]),
    };
    match among {
        Some(among) => words.ta("goal-rank-among", &[("among", among), ("place", &place)]),
        None => place,
    }
}

/// By when, in words.
#[must_use]
pub fn deadline(by: Option<Deadline>, words: Words) -> String {
    let Some(by) = by else { return words.t("target-always") };
    let day_of = |one: domain::day::Day| day(&one.to_string(), words);
    match by {
        Deadline::Year(year) => words.ta("target-by-year", &[("year", &year.to_string())]),
        Deadline::Day(one) => day_of(one),
        Deadline::After(term) => {
            let (from, until) = (day_of(term.from), day_of(term.until));
            match term.years() {
                Some(years) => {
                    words.ta("deadline-years", &[("from", &from), ("years", &years.to_string()), ("until", &until)])
                }
                None => words
                    .ta("deadline-months", &[("from", &from), ("months", &term.months.to_string()), ("until", &until)]),
            }
        }
    }
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
