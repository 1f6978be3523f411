//! The score: the points of items and adjustments as the page shows them, which add up to the sum it shows.

use domain::say::{Lang, Say};
use scoring::Rounded;

use super::formula::words;
use super::item::item;
use super::{Context, Kind, Node};
use crate::figure::{Figure, thousands};
use crate::ranked::Ranked;
use crate::reason::Reason;
use crate::result::{Clause, NodeHead};
use crate::words::Words;

/// Decimals that points are shown with: two more than the score, and more where the shown sum would round otherwise.
fn shown_decimals(context: &Context<'_>) -> u8 {
    let decimals = context.evaluation.decimals;
    let agrees = |shown: &u8| match (context.result.sum, context.result.score) {
        (Some(sum), Some(score)) => {
            let sum = Rounded::of(sum.get(), *shown);
            sum.and_then(|sum| Rounded::of(sum.to_f64(), decimals)) == Some(score.0)
        }
        _ => true,
    };
    let most = scoring::round::MOST_DECIMALS;
    (decimals.saturating_add(2).min(most)..=most).find(agrees).unwrap_or(most)
}

/// A figure at the decimals points are shown with.
fn shown(figure: Figure, decimals: u8) -> Option<Rounded> {
    Rounded::of(figure.get(), decimals)
}

/// The statement about the score.
pub(super) fn score(context: &Context<'_>) -> Node {
    let label = Words::new("得分", "score");
    if let Some(ranking) = context.population.ranking.as_ref().filter(|ranking| !ranking.adds_up()) {
        return ranked(context, ranking, Node::new(Kind::Score, label));
    }
    let (Some(sum), Some(score)) = (context.result.sum, context.result.score) else {
        let node = Node::new(Kind::Score, label).value(Words::same("—"));
        return node
            .how(Words::new("各项数据全部缺失，不计分", "every item is missing: there is no score"))
            .with(parts(context, None, 0).0);
    };
    let decimals = shown_decimals(context);
    let (mut children, terms) = parts(context, None, decimals);
    let (addends, total, tail) = added(&terms, sum, decimals);
    children.extend(tail);
    let kept = context.evaluation.decimals;
    Node::new(Kind::Score, label)
        .value(Words::same(thousands(&score.to_string())))
        .unit(Words::new("分", "points"))
        .how(Words::new(
            format!("{addends} = {total}，四舍五入保留 {kept} 位小数"),
            format!("{addends} = {total}, rounded half away from zero to {kept} decimals"),
        ))
        .cite(context.population.cite.clone())
        .with(children)
}

/// The score of a ranking that does not fall into points of items: said in words, and what it was compared by below.
fn ranked(context: &Context<'_>, ranking: &Ranked, node: Node) -> Node {
    let decimals = shown_decimals(context);
    let (mut children, terms) = parts(context, None, decimals);
    children.insert(0, Node::note(Words::of(|lang| ranking.remark(lang))));
    let node = node.cite(context.population.cite.clone()).with(children);
    let (Some(sum), Some(score)) = (context.result.sum, context.result.score) else {
        return node.value(Words::same("—")).how(Words::said(ranking));
    };
    let own = context.result.nodes.iter().zip(&context.population.nodes).find(|(_, head)| head.under.is_none());
    let own = own.and_then(|(node, _)| node.value).and_then(|value| shown(value, decimals));
    let terms: Vec<Rounded> = own.into_iter().chain(terms).collect();
    let (addends, total, tail) = added(&terms, sum, decimals);
    let sum = if terms.len() > 1 { format!("{addends} = {total}") } else { total };
    let kept = context.evaluation.decimals;
    node.value(Words::same(thousands(&score.to_string())))
        .how(Words::new(
            format!("{}：{sum}，四舍五入保留 {kept} 位小数", ranking.say(Lang::Zh)),
            format!("{}: {sum}, rounded half away from zero to {kept} decimals", ranking.say(Lang::En)),
        ))
        .with(tail)
}

/// The terms of a sum at `decimals`, the sum, and what rounding for display leaves between the two.
fn added(terms: &[Rounded], sum: Figure, decimals: u8) -> (String, String, Option<Node>) {
    let total = shown(sum, decimals);
    let added: i128 = terms.iter().map(|term| i128::from(term.units())).sum();
    let tail = total.map_or(0, |total| i128::from(total.units()) - added);
    let total = total.map_or_else(String::new, |total| thousands(&total.to_string()));
    let addends = joined(terms);
    let Some(tail) = (tail != 0).then(|| difference(tail, decimals)).flatten() else { return (addends, total, None) };
    let node = Node::new(Kind::Rounding, Words::new("舍入尾差", "rounding"))
        .value(Words::same(tail.to_string()))
        .unit(Words::new("分", "points"))
        .how(Words::new(
            format!("各项按 {decimals} 位小数显示，合计按未舍入的数计算"),
            format!("points are shown to {decimals} decimals, the sum is taken before rounding"),
        ));
    (format!("{addends} {}", signed(tail)), total, Some(node))
}

/// The statements about what stands under a node, and the points each shows; with none, about what the score is made of:
/// the highest nodes, or what stands under the index, or the items where there are no nodes, and the adjustments.
fn parts(context: &Context<'_>, under: Option<&str>, decimals: u8) -> (Vec<Node>, Vec<Rounded>) {
    let heads = &context.population.nodes;
    let index = context.rules.method.is_some();
    let top = under.is_none();
    // An index has one node at the top, which is the score itself.
    let root = heads.iter().find(|node| index && node.under.is_none()).map(|node| node.id.as_str());
    let under = under.or(root);
    let mut nodes = Vec::new();
    let mut terms = Vec::new();
    let mut take = |points: Option<Figure>| {
        let points = points.and_then(|points| shown(points, decimals));
        terms.extend(points);
        points.map_or_else(|| "—".to_owned(), |points| thousands(&points.to_string()))
    };
    for (at, head) in heads.iter().enumerate().filter(|(_, head)| head.under.as_deref() == under) {
        let points = context.result.nodes.get(at).and_then(|node| node.points);
        let text = take(points);
        nodes.push(heading(context, at, head, &text, decimals));
    }
    for (at, result) in context.result.items.iter().enumerate() {
        if context.population.items.get(at).is_some_and(|item| item.under.as_deref() == under) {
            let text = take(result.points);
            nodes.extend(item(context, at, &text));
        }
    }
    for (at, result) in context.result.adjustments.iter().enumerate().filter(|_| top) {
        let text = take(Some(result.points));
        nodes.extend(adjustment(context, at, &text));
    }
    for (rule, result) in context.rules.lists.iter().zip(&context.result.lists) {
        let Some(correction) = result.correction else { continue };
        let points = shown(correction, decimals);
        terms.extend(points);
        let text = points.map_or_else(|| "—".to_owned(), |points| thousands(&points.to_string()));
        let total = result.total;
        let node = Node::new(Kind::Adjustment, Words::same(rule.title.clone()))
            .value(Words::same(text))
            .unit(Words::new("分", "points"))
            .how(Words::new(
                format!("合计 {total}，按规定的上下限计"),
                format!("{total} together, held at the stated bound"),
            ))
            .cite(Clause::from(&rule.cite));
        nodes.push(node);
    }
    (nodes, terms)
}

/// A node: its points, and what they are made of.
fn heading(context: &Context<'_>, at: usize, head: &NodeHead, points: &str, decimals: u8) -> Node {
    let (mut children, terms) = parts(context, Some(&head.id), decimals);
    children.extend(super::steps::source(context, &head.id, head.under.as_deref()));
    let result = context.result.nodes.get(at).copied();
    let node = Node::new(Kind::Heading, Words::same(head.title.clone()))
        .value(Words::same(points))
        .unit(Words::new("分", "points"))
        .cite(head.cite.clone());
    let Some(own) = result.and_then(|result| result.points) else {
        let how = match (&context.population.ranking, result.and_then(|result| result.share)) {
            (Some(_), Some(share)) => Words::new(
                format!("在指数中的权重 {share}；节点只用来分配权重，没有自己的值"),
                format!("share of the index {share}; it shares out weights and has no value of its own"),
            ),
            _ => Words::new("之下没有足够的数据", "too little under it is there"),
        };
        return node.how(how).with(children);
    };
    let (addends, total, tail) = added(&terms, own, decimals);
    children.extend(tail);
    let sum = format!("{addends} = {total}");
    let how = match (result.and_then(|result| result.value.zip(result.share)), &context.rules.method) {
        (Some((value, share)), Some(method)) => {
            let rules = context.rules.nodes.iter().find(|node| node.id == head.id);
            let mean = rules.and_then(|node| node.mean.as_ref()).unwrap_or(&method.mean);
            Words::new(
                format!("{}为 {value}，在指数中的权重 {share}；{sum}", mean.say(Lang::Zh)),
                format!("{} {value}, share of the index {share}; {sum}", mean.say(Lang::En)),
            )
        }
        _ => Words::same(sum),
    };
    node.how(how).with(children)
}

fn adjustment(context: &Context<'_>, at: usize, points: &str) -> Option<Node> {
    let rule = context.rules.adjustments.get(at)?;
    let result = context.result.adjustments.get(at)?;
    let name =
        |code: &str, _| context.pack.indicator(code).map_or_else(|| code.to_owned(), |found| found.title.clone());
    let formula = Words::of(|lang| words(&rule.points.expr, &name, lang));
    let held =
        context.result.reasons.iter().any(|one| matches!(one, Reason::AdjustmentHeld { rule: id } if *id == rule.id));
    let how = match result.given {
        None => Words::new(
            format!("{}；没有数据，不加不减", formula.zh),
            format!("{}; no figure, nothing added", formula.en),
        ),
        Some(given) if held => Words::new(
            format!("{} = {given}，按规定的上下限计", formula.zh),
            format!("{} = {given}, held at its stated bound", formula.en),
        ),
        Some(given) => Words::new(format!("{} = {given}", formula.zh), format!("{} = {given}", formula.en)),
    };
    let below = rule.points.indicators();
    let node = Node::new(Kind::Adjustment, Words::same(rule.title.clone()))
        .value(Words::same(points))
        .unit(Words::new("分", "points"))
        .how(how)
        .cite(Clause::from(&rule.cite));
    Some(node.with(below.iter().map(|code| super::indicator::indicator(context, code))))
}

/// So many units of the last of `decimals`, as a number.
fn difference(units: i128, decimals: u8) -> Option<Rounded> {
    let scale = 10_u128.checked_pow(u32::from(decimals))?;
    let magnitude = units.unsigned_abs();
    let width = usize::from(decimals);
    let sign = if units < 0 { "-" } else { "" };
    let text = if decimals == 0 {
        format!("{sign}{magnitude}")
    } else {
        format!("{sign}{}.{:0width$}", magnitude / scale, magnitude % scale)
    };
    text.parse().ok()
}

/// `27.10 + 13.05 − 3.00`.
fn joined(terms: &[Rounded]) -> String {
    let mut text = String::new();
    for (at, term) in terms.iter().enumerate() {
        if at == 0 {
            text.push_str(&thousands(&term.to_string()));
        } else {
            text.push(' ');
            text.push_str(&signed(*term));
        }
    }
    text
}

fn signed(term: Rounded) -> String {
    let text = term.to_string();
    match text.strip_prefix('-') {
        Some(magnitude) => format!("− {}", thousands(magnitude)),
        None => format!("+ {}", thousands(&text)),
    }
}
