//! The rank and the grade: among how many, by which rule, and what a veto did to them.

use domain::attribute::title;
use domain::say::{Lang, Say};
use policy::formula::Formula;
use policy::pack::AttributeFilter;
use policy::scheme::{Boundary, Grading, GradingMethod, HeadRounding, Over};
use scoring::QuotaRounding;

use super::formula::words;
use super::score::score;
use super::{Context, Kind, Node};
use crate::model::number;
use crate::ranked::Ranked;
use crate::reason::Reason;
use crate::result::Clause;
use crate::words::Words;

/// The root: the rank, and below it grade, score, population and remarks.
pub(super) fn rank(context: &Context<'_>) -> Node {
    let result = context.result;
    let among = result.group.as_ref().map_or_else(
        || Words::same(context.population.title.clone()),
        |group| {
            Words::new(
                format!("{}（{group}）", context.population.title),
                format!("{} ({group})", context.population.title),
            )
        },
    );
    let label = Words::new("排名", "rank");
    let mut node = match (result.rank, result.ranked) {
        (Some(rank), Some(ranked)) => {
            let order = match context.population.ranking.as_ref().and_then(Ranked::rule) {
                Some(rule) if !rule.has_scores() => {
                    Words::new(format!("按 {}", rule.say(Lang::Zh)), format!("by {}", rule.say(Lang::En)))
                }
                _ => Words::new("按得分由高到低", "highest score first"),
            };
            Node::new(Kind::Rank, label).value(Words::new(format!("第 {rank} 名"), format!("{rank}"))).how(Words::new(
                format!("{}参加排名 {ranked} 个，{}，{}", among.zh, order.zh, context.scheme.ties.say(Lang::Zh)),
                format!("of {ranked} ranked in {}, {}, {}", among.en, order.en, context.scheme.ties.say(Lang::En)),
            ))
        }
        _ => Node::new(Kind::Rank, label)
            .value(Words::same("—"))
            .how(Words::new(format!("{}：不参加排名", among.zh), format!("{}: not ranked", among.en))),
    };
    node = node.cite(context.evaluation.cite.clone());
    node.children.extend(grade(context));
    node.children.push(score(context));
    node.children.extend(population(context));
    let notes = result.reasons.iter().filter(|reason| {
        reason.notable()
            && !matches!(
                reason,
                Reason::Vetoed { .. }
                    | Reason::BoundaryTie
                    | Reason::AdjustmentHeld { .. }
                    | Reason::ListHeld { .. }
                    | Reason::Exempt { .. }
                    | Reason::QuotaFree { .. }
                    | Reason::NoHeads
                    | Reason::Protected { .. }
            )
    });
    node.with(notes.map(|reason| Node::note(reason.words(context.population))))
}

fn grade(context: &Context<'_>) -> Option<Node> {
    let rule = context.rules.grading.as_ref()?;
    let value = context.result.grade.clone().unwrap_or_else(|| "—".to_owned());
    let mut node = Node::new(Kind::Grade, Words::new("等级", "grade"))
        .value(Words::same(value))
        .how(how(context, rule))
        .cite(Clause::from(&rule.cite));
    for reason in &context.result.reasons {
        match reason {
            Reason::BoundaryTie | Reason::NoHeads => node.children.push(Node::note(reason.words(context.population))),
            Reason::Exempt { rule, .. } | Reason::QuotaFree { rule } | Reason::Protected { rule, .. } => {
                node.children.push(treated(context, rule, reason));
            }
            Reason::Vetoed { veto, .. } => node.children.push(vetoed(context, veto, reason)),
            _ => {}
        }
    }
    Some(node)
}

/// A veto that held: what happened, and the figures that say so.
fn vetoed(context: &Context<'_>, veto: &str, reason: &Reason) -> Node {
    let mut node = Node::new(Kind::Condition, Words::from(reason.words(context.population)));
    if let Some(rule) = context.rules.vetoes.iter().find(|rule| rule.id == veto) {
        let name =
            |code: &str, _| context.pack.indicator(code).map_or_else(|| code.to_owned(), |found| found.title.clone());
        node = node.how(Words::of(|lang| words(&rule.when.expr, &name, lang))).cite(Clause::from(&rule.cite));
        node.children.extend(rule.when.indicators().iter().map(|code| super::indicator::indicator(context, code)));
    }
    node
}

/// A rule for members that held: whom it takes, and the figures that say so.
fn treated(context: &Context<'_>, id: &str, reason: &Reason) -> Node {
    let node = Node::new(Kind::Condition, Words::from(reason.words(context.population)));
    let Some(rule) = context.rules.members.iter().find(|rule| rule.id == id) else { return node };
    let below = rule.when.as_ref().map(Formula::indicators).unwrap_or_default();
    node.how(Words::of(|lang| conditions(context, &rule.filter, rule.when.as_ref(), lang)))
        .cite(Clause::from(&rule.cite))
        .with(below.iter().map(|code| super::indicator::indicator(context, code)))
}

/// Conditions on attributes and on indicators, in words.
fn conditions(context: &Context<'_>, filters: &[AttributeFilter], when: Option<&Formula>, lang: Lang) -> String {
    let name =
        |code: &str, _| context.pack.indicator(code).map_or_else(|| code.to_owned(), |found| found.title.clone());
    let filters = filters.iter().map(|filter| match lang {
        Lang::Zh => format!("{}为{}", title(filter.attribute.as_str(), lang), filter.any_of.join("或")),
        Lang::En => format!("{} is {}", title(filter.attribute.as_str(), lang), filter.any_of.join(" or ")),
    });
    let when = when.into_iter().map(|formula| words(&formula.expr, &name, lang));
    filters.chain(when).collect::<Vec<_>>().join(if lang == Lang::Zh { "，且 " } else { " and " })
}

/// The bounds of the grades, by score or by place.
fn how(context: &Context<'_>, rule: &Grading) -> Words {
    let bounded = rule.grades.iter().filter_map(|grade| Some((grade, grade.bound?)));
    match rule.method {
        GradingMethod::CutOff => {
            let list = |least: &str, between: &str| {
                let bounds =
                    bounded.clone().map(|(grade, bound)| format!("{} {least} {}", grade.code, bound.normalize()));
                bounds.collect::<Vec<_>>().join(between)
            };
            Words::new(format!("按得分定级：{}", list("≥", "，")), format!("by score: {}", list("≥", ", ")))
        }
        GradingMethod::Quota { rounding, boundary } => {
            let heads = match rule.over {
                Over::Group => context.result.ranked,
                Over::Population => {
                    Some(context.population.subjects.iter().filter(|subject| subject.rank.is_some()).count())
                }
            }
            .unwrap_or_default();
            let counted = match rounding {
                HeadRounding::Floor => QuotaRounding::Floor,
                HeadRounding::Ceil => QuotaRounding::Ceil,
                HeadRounding::HalfUp => QuotaRounding::HalfUp,
            };
            let bounds = |lang: Lang| {
                let one = |(grade, bound): (&policy::scheme::Grade, rust_decimal::Decimal)| {
                    let place = counted.heads(number(bound), heads);
                    let share = (bound * rust_decimal::Decimal::ONE_HUNDRED).normalize();
                    match lang {
                        Lang::Zh => format!("{} 至第 {place} 名（{share}%）", grade.code),
                        Lang::En => format!("{} to place {place} ({share}%)", grade.code),
                    }
                };
                let between = if lang == Lang::Zh { "，" } else { ", " };
                bounded.clone().map(one).collect::<Vec<_>>().join(between)
            };
            let ties = |boundary: Boundary, lang| boundary.say(lang);
            Words::new(
                format!(
                    "按 {heads} 个对象的名次定级：{}；人数{}，{}",
                    bounds(Lang::Zh),
                    rounding.say(Lang::Zh),
                    ties(boundary, Lang::Zh)
                ),
                format!(
                    "by place among {heads}: {}; heads rounded {}, ties: {}",
                    bounds(Lang::En),
                    rounding.say(Lang::En),
                    ties(boundary, Lang::En)
                ),
            )
        }
    }
}

/// Why the subject belongs to its population, where that is not everybody's.
fn population(context: &Context<'_>) -> Option<Node> {
    let rules = context.rules;
    if rules.filter.is_empty() && rules.when.is_none() {
        return None;
    }
    let node = Node::new(Kind::Condition, Words::new("评价对象类别", "population"))
        .value(Words::same(rules.title.clone()))
        .how(Words::of(|lang| conditions(context, &rules.filter, rules.when.as_ref(), lang)))
        .cite(Clause::from(&rules.cite));
    let below = rules.when.as_ref().map(Formula::indicators).unwrap_or_default();
    Some(node.with(below.iter().map(|code| super::indicator::indicator(context, code))))
}
