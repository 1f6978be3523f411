//! An item of an index: from the raw figure over every step to the points that are due to it.

use domain::say::{Lang, Say};
use domain::unit::Unit;
use policy::index::{Mean, Steps};
use policy::scheme::Item;

use super::formula::unit_text;
use super::indicator::{indicator, indicator_of};
use super::{Context, Kind, Node};
use crate::figure::{Figure, thousands};
use crate::result::{ItemHead, ItemResult, MissingRule, Moved};
use crate::words::Words;

/// The statement about an item of an index; `points` is what the page shows of its points.
pub(super) fn item(
    context: &Context<'_>,
    rule: &Item,
    steps: &Steps,
    head: &ItemHead,
    result: &ItemResult,
    points: &str,
) -> Node {
    let node = Node::new(Kind::Item, Words::same(head.title.clone()))
        .value(Words::same(points))
        .unit(Words::new("分", "points"))
        .cite(head.cite.clone())
        .how(how(context, result));
    let mut children = vec![weight(context, rule, head, result)];
    children.extend(step(context, (rule, steps), head, result));
    children.push(indicator(context, &rule.indicator));
    node.with(children)
}

fn text(figure: Option<Figure>) -> String {
    figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string())
}

/// Whether every node is an arithmetic mean, so that points are weight times figure.
fn plain(context: &Context<'_>) -> bool {
    let own = context.rules.nodes.iter().all(|node| node.mean.as_ref().is_none_or(|mean| *mean == Mean::Arithmetic));
    own && context.rules.method.as_ref().is_some_and(|method| method.mean == Mean::Arithmetic)
}

fn how(context: &Context<'_>, result: &ItemResult) -> Words {
    if let Some(ranking) = &context.population.ranking {
        let (behind, weight) = (text(result.normalised), text(result.weight));
        return if ranking.adds_up() {
            Words::new(
                format!("落在其后的对象数 {behind}（同值各计半个） × 在指数中的权重 {weight}"),
                format!("subjects left behind {behind} (half a one for each equal) × share of the index {weight}"),
            )
        } else {
            Words::new(
                format!("与其他各项一起比较，权重 {weight}；没有单独的得分"),
                format!("compared together with the other items, weight {weight}; it has no points of its own"),
            )
        };
    }
    if let Some(left_out) = result.imputed.as_ref().filter(|mark| mark.rule == MissingRule::Reweight) {
        return Words::said(left_out);
    }
    let (figure, weight) = (text(result.normalised), text(result.weight));
    if plain(context) {
        return Words::new(
            format!("标准化值 {figure} × 在指数中的权重 {weight}"),
            format!("figure {figure} × share of the index {weight}"),
        );
    }
    Words::new(
        format!("标准化值 {figure}，在指数中的权重 {weight}，按合成方法分摊"),
        format!("figure {figure}, share of the index {weight}, attributed by the mean"),
    )
}

/// The share of the index, and the weights it comes from.
fn weight(context: &Context<'_>, rule: &Item, head: &ItemHead, result: &ItemResult) -> Node {
    let own = head.index.as_ref().map_or_else(|| rule.weight.to_string(), |index| index.weight.to_string());
    let above = rule.under.as_deref().and_then(|id| context.population.nodes.iter().find(|node| node.id == id));
    let above = above.map_or("", |node| node.title.as_str());
    let node = Node::new(Kind::Weight, Words::new("在指数中的权重", "share of the index"))
        .value(Words::same(text(result.weight)));
    node.how(Words::new(
        format!("在“{above}”之下的权重为 {own}，逐级按同级有数据者折算"),
        format!("weight {own} under “{above}”, among those that are there, level by level"),
    ))
    .with(source(context, rule.indicator.as_str(), rule.under.as_deref()))
}

/// Where the weight of a node or item comes from, where a set of the pack makes it.
pub(super) fn source(context: &Context<'_>, part: &str, under: Option<&str>) -> Option<Node> {
    let weighed = context.population.weighed.as_ref()?;
    let said = weighed.of(part, under)?;
    let title = &weighed.title;
    let words = Words::of(|lang| match lang {
        Lang::Zh => format!("“{title}”：{}", said.say(lang)),
        Lang::En => format!("“{title}”: {}", said.say(lang)),
    });
    Some(Node::note(words).cite(weighed.cite.clone()))
}

/// The figure after each step that changed it, from the last to the first.
fn step(context: &Context<'_>, (rule, steps): (&Item, &Steps), head: &ItemHead, result: &ItemResult) -> Vec<Node> {
    let Some(stepped) = &result.steps else { return Vec::new() };
    let unit = head.index.as_ref().map_or(head.unit, |index| index.unit);
    let measured = |label: Words, figure: Option<Figure>| {
        let node = Node::new(Kind::Step, label).value(Words::same(text(figure)));
        if unit == Unit::ONE { node } else { node.unit(Words::of(|lang| unit_text(&unit, lang))) }
    };
    let mut nodes = Vec::new();
    // A ranking has no common scale.
    if context.population.ranking.is_none() {
        let node = Node::new(Kind::Step, Words::new("标准化", "normalised"));
        nodes.push(node.value(Words::same(text(result.normalised))).how(normalised(steps, head)));
    }
    if let Some(moved) = stepped.moved {
        let how = match moved {
            Moved::Down => Words::new("下移到其余最大值", "moved down to the next highest"),
            Moved::Up => Words::new("上移到其余最小值", "moved up to the next lowest"),
            Moved::Bent => Words::new("按曲线变换", "bent by the curve"),
        };
        let treat = Words::of(|lang| steps.treat.say(lang));
        nodes.push(
            measured(Words::new("异常值处理后", "once outliers were treated"), stepped.treated)
                .how(Words::new(format!("{}（{}）", how.zh, treat.zh), format!("{} ({})", how.en, treat.en))),
        );
    }
    if result.imputed.as_ref().is_some_and(|mark| mark.rule == MissingRule::Filled) {
        let mut node =
            measured(Words::new("插补值", "filled"), stepped.filled).how(Words::of(|lang| steps.impute.say(lang)));
        for &period in &stepped.filled_from {
            node.children.push(indicator_of(context, &rule.indicator, period));
            node.children.extend(steps.per.as_ref().map(|per| indicator_of(context, &per.indicator, period)));
        }
        nodes.push(node);
    }
    if let Some(per) = &steps.per {
        let times = thousands(&per.times.normalize().to_string());
        let (raw, divisor) = (text(result.raw), text(stepped.divisor));
        let node = measured(Words::new("除以规模后", "once divided"), stepped.denominated)
            .how(Words::same(if times == "1" {
                format!("{raw} ÷ {divisor}")
            } else {
                format!("{raw} ÷ {divisor} × {times}")
            }))
            .with([indicator(context, &per.indicator)]);
        nodes.push(node);
    }
    nodes.extend(other_years(context, rule, steps));
    nodes
}

/// The subject's own figures of the other years that were handled together with that of the evaluation.
fn other_years(context: &Context<'_>, rule: &Item, steps: &Steps) -> Option<Node> {
    let years = context.rules.method.as_ref()?.years;
    if years.none() {
        return None;
    }
    let node = Node::new(Kind::Step, Words::new("一起处理的其他年份", "other years handled together"));
    let periods = years.of(context.evaluation.period);
    let codes = || std::iter::once(&rule.indicator).chain(steps.per.as_ref().map(|per| &per.indicator));
    let figures = periods.flat_map(|period| codes().map(move |code| indicator_of(context, code, period)));
    Some(node.how(Words::of(|lang| years.say(lang))).with(figures))
}

fn normalised(steps: &Steps, head: &ItemHead) -> Words {
    let lower = head.index.as_ref().is_some_and(|index| index.lower_is_better);
    Words::of(|lang| {
        let mut text = steps.scaling(lang);
        if lower {
            text.push_str(match lang {
                Lang::Zh => "，越小越好",
                Lang::En => ", less is better",
            });
        }
        text
    })
}
