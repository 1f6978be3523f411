//! An item's points: its function with numbers, its benchmark, its weight, or the missing rule that stood in.

use domain::say::{Lang, Say};
use policy::Pack;
use policy::scheme::{Benchmark, Item, ItemFunction, MissingRule, Over, Own, When};
use rust_decimal::Decimal;

use super::formula::unit_text;
use super::indicator::{indicator, indicator_of};
use super::{Context, Kind, Node};
use crate::figure::{Figure, thousands};
use crate::result::{Basis, ItemHead, ItemResult, Limit};
use crate::words::Words;

/// The statement about the item at `at`; `points` is what the page shows of its points.
pub(super) fn item(context: &Context<'_>, at: usize, points: &str) -> Option<Node> {
    let rule = context.rules.items.get(at)?;
    let head = context.population.items.get(at)?;
    let result = context.result.items.get(at)?;
    if let ItemFunction::Index(steps) = &rule.function {
        return Some(super::steps::item(context, rule, steps, head, result, points));
    }
    let mut node = Node::new(Kind::Item, Words::same(head.title.clone()))
        .value(Words::same(points))
        .unit(Words::new("分", "points"))
        .cite(head.cite.clone())
        .how(how(context, at, rule, result));
    node.children.extend(basis(context, rule, head, result));
    node.children.push(weight(rule, result));
    node.children.push(indicator(context, &rule.indicator));
    // What the subject is measured against of its own: its level of the base year, its own target.
    if let Some(own) = rule.function.own()
        && let Some(period) = own.when.of(context.evaluation.period)
    {
        node.children.push(indicator_of(context, &own.indicator, period));
    }
    Some(node)
}

fn trimmed(decimal: Decimal) -> String {
    thousands(&decimal.normalize().to_string())
}

/// The function with the subject's numbers in it, or the missing rule.
fn how(context: &Context<'_>, at: usize, rule: &Item, result: &ItemResult) -> Words {
    if let Some(imputed) = &result.imputed {
        let said = Words::said(imputed);
        return match (&rule.missing, result.points) {
            (MissingRule::MeanOfOthers, Some(points)) => {
                let having = context
                    .population
                    .subjects
                    .iter()
                    .filter(|one| one.items.get(at).is_some_and(|item| item.imputed.is_none()));
                let count = having.count();
                Words::new(
                    format!("{}：{count} 个对象的平均值 {points}", said.zh),
                    format!("{}: {points}, over {count} subjects", said.en),
                )
            }
            (MissingRule::Penalty(points), _) => Words::new(
                format!("{}：{} 分", said.zh, trimmed(*points)),
                format!("{}: {} points", said.en, trimmed(*points)),
            ),
            _ => said,
        };
    }
    let text = |figure: Option<Figure>| figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string());
    let (raw, weight) = (text(result.raw), text(result.weight));
    let limit = |lang: Lang| match (result.limit, bound(&rule.function, result.limit), lang) {
        (Some(Limit::Capped), Some(cap), Lang::Zh) => format!("，超过上限，按权重的 {cap} 倍封顶"),
        (Some(Limit::Capped), Some(cap), Lang::En) => format!(", above the cap of {cap} times the weight"),
        (Some(limit), _, Lang::Zh) => format!("，{}", limit.say(Lang::Zh)),
        (Some(limit), _, Lang::En) => format!(", {}", limit.say(Lang::En)),
        (None, ..) => String::new(),
    };
    let calculation = match (&rule.function, &result.basis) {
        (_, _) if result.limit == Some(Limit::Constant) => format!("{weight} × 100%"),
        (ItemFunction::Ratio { .. } | ItemFunction::RatioCapped { .. }, Some(Basis::Benchmark(benchmark))) => {
            format!("{raw} ÷ {benchmark} × {weight}")
        }
        (ItemFunction::Inverse { .. }, Some(Basis::Benchmark(benchmark))) => {
            format!("(2 − {raw} ÷ {benchmark}) × {weight}")
        }
        (ItemFunction::MinMaxFloor { floor, .. }, Some(Basis::MinMax { min, max })) => {
            let rest = trimmed(Decimal::ONE_HUNDRED - *floor);
            let floor = trimmed(*floor);
            format!("{weight} × [{floor} + {rest} × ({raw} − {min}) ÷ ({max} − {min})] ÷ 100")
        }
        (ItemFunction::Target { .. }, Some(Basis::Target { base, target })) => {
            format!("({raw} − {base}) ÷ ({target} − {base}) × {weight}")
        }
        (ItemFunction::BaseSteps(_), Some(Basis::Base(base))) => {
            let share = text(result.normalised);
            return Words::of(|lang| match lang {
                Lang::Zh => format!("{raw} 与基期 {base} 相比，得权重的 {share}：{share} × {weight}{}", limit(lang)),
                Lang::En => format!("{raw} against {base} in the base year: {share} × {weight}{}", limit(lang)),
            });
        }
        (ItemFunction::Classes { .. }, Some(Basis::Class { class, .. })) => {
            let share = text(result.normalised);
            let class = roman(*class);
            return Words::of(|lang| match lang {
                Lang::Zh => format!("{raw}，属 {class} 档：{share} × {weight}"),
                Lang::En => format!("{raw} is in class {class}: {share} × {weight}"),
            });
        }
        (ItemFunction::Count { points_each, .. }, _) => format!("{raw} × {}", trimmed(*points_each)),
        _ => raw,
    };
    Words::of(|lang| format!("{calculation}{}", limit(lang)))
}

/// Classes are numbered as official texts do: I, II, III.
fn roman(class: usize) -> String {
    const NUMERALS: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let known = class.checked_sub(1).and_then(|at| NUMERALS.get(at));
    known.map_or_else(|| class.to_string(), |numeral| (*numeral).to_owned())
}

fn bound(function: &ItemFunction, limit: Option<Limit>) -> Option<String> {
    match (function, limit?) {
        (
            ItemFunction::RatioCapped { cap, .. } | ItemFunction::Inverse { cap, .. } | ItemFunction::Count { cap, .. },
            Limit::Capped,
        ) => Some(trimmed(*cap)),
        (ItemFunction::BaseSteps(steps), Limit::Capped) => Some(trimmed(steps.cap)),
        (ItemFunction::Target { .. }, Limit::Capped) => Some("1".to_owned()),
        _ => None,
    }
}

/// What the figure was measured against, and where that comes from.
fn basis(context: &Context<'_>, rule: &Item, head: &ItemHead, result: &ItemResult) -> Vec<Node> {
    let Some(basis) = &result.basis else { return Vec::new() };
    let year = context.evaluation.period.calendar_year();
    let node = |label: Words, value: Figure, how: Words| {
        let node = Node::new(Kind::Benchmark, label).value(Words::same(value.to_string())).how(how);
        let unit = Words::of(|lang| unit_text(&head.unit, lang));
        if unit.zh.is_empty() { node } else { node.unit(unit) }
    };
    let from = |benchmark: &Benchmark| benchmark_words(context.pack, benchmark, year);
    match (&rule.function, basis) {
        (
            ItemFunction::Ratio { benchmark }
            | ItemFunction::RatioCapped { benchmark, .. }
            | ItemFunction::Inverse { benchmark, .. },
            Basis::Benchmark(value),
        ) => vec![node(Words::new("基准值", "benchmark"), *value, from(benchmark))],
        (ItemFunction::MinMaxFloor { over, .. }, Basis::MinMax { min, max }) => {
            let over = Words::of(|lang| over.say(lang));
            vec![
                node(Words::new("最小值", "minimum"), *min, over.clone()),
                node(Words::new("最大值", "maximum"), *max, over),
            ]
        }
        (ItemFunction::BaseSteps(steps), Basis::Base(value)) => {
            let how = match steps.base.when {
                When::Now => Words::new("本对象的基期数值", "the subject's own"),
                when => Words::new(
                    format!("本对象{}的数值", when.say(Lang::Zh)),
                    format!("the subject's own, {}", when.say(Lang::En)),
                ),
            };
            vec![node(Words::new("基期数值", "base year"), *value, how)]
        }
        (ItemFunction::Classes { .. }, Basis::Class { bound: Some(bound), .. }) => {
            vec![node(
                Words::new("档次界限", "class bound"),
                *bound,
                Words::new("方案规定的固定值", "fixed by the scheme"),
            )]
        }
        (ItemFunction::Target { base, target: goal }, Basis::Target { base: low, target: high }) => vec![
            node(Words::new("基数", "base"), *low, from(base)),
            node(Words::new("目标值", "target"), *high, from(goal)),
        ],
        _ => Vec::new(),
    }
}

/// Where a benchmark comes from.
fn benchmark_words(pack: &Pack, benchmark: &Benchmark, year: i16) -> Words {
    let over = |over: Over, lang: Lang| over.say(lang);
    match benchmark {
        Benchmark::Fixed(_) => Words::new("方案规定的固定值", "fixed by the scheme"),
        Benchmark::ByYear(_) => {
            Words::new(format!("方案规定的 {year} 年值"), format!("stated by the scheme for {year}"))
        }
        Benchmark::Mean { times, over: among } if *times == Decimal::ONE => Words::new(
            format!("{}的平均值", over(*among, Lang::Zh)),
            format!("the mean over {}", over(*among, Lang::En)),
        ),
        Benchmark::Mean { times, over: among } => {
            let times = trimmed(*times);
            Words::new(
                format!("{}平均值的 {times} 倍", over(*among, Lang::Zh)),
                format!("{times} times the mean over {}", over(*among, Lang::En)),
            )
        }
        Benchmark::Percentile { share, over: among } => {
            let percent = trimmed(*share * Decimal::ONE_HUNDRED);
            Words::new(
                format!("{}的第 {percent} 百分位数", over(*among, Lang::Zh)),
                format!("percentile {percent} of {}", over(*among, Lang::En)),
            )
        }
        Benchmark::Own(Own { indicator, when }) => {
            let title = pack.indicator(indicator.as_str()).map_or(indicator.as_str(), |own| own.title.as_str());
            match when {
                When::Now => Words::new(format!("本对象的“{title}”"), format!("the subject's own “{title}”")),
                when => Words::new(
                    format!("本对象的“{title}”，{}", when.say(Lang::Zh)),
                    format!("the subject's own “{title}”, {}", when.say(Lang::En)),
                ),
            }
        }
        Benchmark::Best { over: among } => {
            Words::new(format!("{}的最优值", over(*among, Lang::Zh)), format!("the best of {}", over(*among, Lang::En)))
        }
    }
}

fn weight(rule: &Item, result: &ItemResult) -> Node {
    let stated = trimmed(rule.weight);
    let node = Node::new(Kind::Weight, Words::new("权重", "weight")).unit(Words::new("分", "points"));
    match result.weight {
        None => node
            .value(Words::same(stated))
            .how(Words::new("不计，分摊到其余各项", "left out, spread over the other items")),
        Some(weight) if weight.to_string() == stated => node.value(Words::same(stated)),
        Some(weight) => node.value(Words::same(weight.to_string())).how(Words::new(
            format!("规定 {stated} 分，缺项权重分摊后"),
            format!("{stated} by the scheme, grown by the items left out"),
        )),
    }
}

/// How the item earns points, in words without a subject's numbers: for lists of items.
#[must_use]
pub fn rule_words(pack: &Pack, item: &Item, year: i16) -> Words {
    let weight = trimmed(item.weight);
    let from = |benchmark: &Benchmark| benchmark_words(pack, benchmark, year);
    match &item.function {
        ItemFunction::Ratio { benchmark } => {
            let from = from(benchmark);
            Words::new(
                format!("数值 ÷ 基准值 × {weight}，基准值为{}", from.zh),
                format!("figure ÷ benchmark × {weight}, benchmark: {}", from.en),
            )
        }
        ItemFunction::RatioCapped { benchmark, cap } => {
            let (from, cap) = (from(benchmark), trimmed(*cap));
            Words::new(
                format!("数值 ÷ 基准值 × {weight}，不超过权重的 {cap} 倍，基准值为{}", from.zh),
                format!("figure ÷ benchmark × {weight}, at most {cap} times the weight, benchmark: {}", from.en),
            )
        }
        ItemFunction::MinMaxFloor { floor, over } => {
            let rest = trimmed(Decimal::ONE_HUNDRED - *floor);
            let floor = trimmed(*floor);
            Words::new(
                format!(
                    "{weight} × [{floor} + {rest} × (数值 − 最小值) ÷ (最大值 − 最小值)] ÷ 100，取{}",
                    over.say(Lang::Zh)
                ),
                format!(
                    "{weight} × [{floor} + {rest} × (figure − min) ÷ (max − min)] ÷ 100, over {}",
                    over.say(Lang::En)
                ),
            )
        }
        ItemFunction::Inverse { benchmark, cap } => {
            let (from, cap) = (from(benchmark), trimmed(*cap));
            Words::new(
                format!("(2 − 数值 ÷ 基准值) × {weight}，0 分至权重的 {cap} 倍，基准值为{}", from.zh),
                format!(
                    "(2 − figure ÷ benchmark) × {weight}, from 0 to {cap} times the weight, benchmark: {}",
                    from.en
                ),
            )
        }
        ItemFunction::Index(steps) => Words::of(|lang| steps.say(lang)),
        ItemFunction::BaseSteps(steps) => {
            let percent = |share: Decimal| trimmed(share * Decimal::ONE_HUNDRED);
            let (base, growth) = (percent(steps.base_share), percent(steps.growth));
            let (points, cap) = (trimmed(steps.points), trimmed(steps.cap));
            let (whose, whose_en) = match steps.base.when {
                When::Now => ("基期".to_owned(), "the base year".to_owned()),
                when => (when.say(Lang::Zh), when.say(Lang::En)),
            };
            Words::new(
                format!(
                    "达到{whose}水平得 {weight} 的 {base}%，每增长 {growth}% 加 {points} 分，不超过权重的 {cap} 倍；低于基期时{}",
                    steps.falling.say(Lang::Zh)
                ),
                format!(
                    "the level of {whose_en} earns {base}% of {weight}, each {growth}% of growth {points} points more, at most \
                     {cap} times the weight; below it: {}",
                    steps.falling.say(Lang::En)
                ),
            )
        }
        ItemFunction::Classes { classes, lower } => {
            let one = |(at, class): (usize, &policy::scheme::Class)| {
                let share = trimmed(class.share * Decimal::ONE_HUNDRED);
                let sign = if *lower { "≤" } else { "≥" };
                let bound = class.bound.map_or_else(String::new, |bound| format!(" {sign} {}", trimmed(bound)));
                format!("{}{bound}: {share}%", roman(at + 1))
            };
            let list = classes.iter().enumerate().map(one).collect::<Vec<_>>();
            Words::new(
                format!("按档次得 {weight} 的百分之几：{}", list.join("；")),
                format!("by class a share of {weight}: {}", list.join("; ")),
            )
        }
        ItemFunction::Count { points_each, cap } => {
            let (each, cap) = (trimmed(*points_each), trimmed(*cap));
            Words::new(
                format!("每个计 {each} 分，不超过 {weight} 的 {cap} 倍"),
                format!("{each} points for each, at most {cap} times {weight}"),
            )
        }
        ItemFunction::Target { base, target } => {
            let (base, target) = (from(base), from(target));
            Words::new(
                format!(
                    "(数值 − 基数) ÷ (目标值 − 基数) × {weight}，0 至满分；基数为{}，目标值为{}",
                    base.zh, target.zh
                ),
                format!(
                    "(figure − base) ÷ (target − base) × {weight}, from 0 to the weight; base: {}, target: {}",
                    base.en, target.en
                ),
            )
        }
    }
}
