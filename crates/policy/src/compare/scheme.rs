//! A scheme told as rules: itself, its populations with all that stands in them.

use domain::say::Said;

use super::fact::{Facts, both};
use super::rules::{Place, Rule, quoted, title_of};
use super::{RuleKind, function, index, population, weights};
use crate::pack::Pack;
use crate::scheme::{Item, Population, Scheme};

pub(super) fn scheme(pack: &Pack, scheme: &Scheme, rules: &mut Vec<Rule>) {
    let Scheme { id, title, subject, period, decimals, ties, populations, cite, pack: declared_by } = scheme;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.text("subject", "评价对象种类", "kind of subject", subject);
    facts.say("period", "考核周期", "run", period);
    facts.number("decimals", "得分小数位数", "decimals of the score", (*decimals).into());
    facts.say("ties", "同分名次", "ties", ties);
    facts.text("pack", "规定它的政策包", "declared by", declared_by.as_str());
    let top = Place::top(declared_by);
    rules.push(top.rule(RuleKind::Scheme, id.as_str(), quoted(title), Some(cite), facts));
    let place = top.below(id.as_str(), title);
    for one in populations {
        of_population(pack, &place, one, rules);
    }
}

fn of_population(pack: &Pack, place: &Place, one: &Population, rules: &mut Vec<Rule>) {
    let Population {
        id,
        title,
        filter,
        when,
        group_by,
        nodes,
        items,
        method,
        weight_sets,
        firmness,
        adjustments,
        lists,
        members,
        vetoes,
        grading,
        cite,
    } = one;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.filter(filter);
    facts.formula("when", "指标条件", "condition on indicators", when.as_ref());
    facts.text_if("group_by", "分组依据", "grouped by", group_by.as_ref().map(domain::id::AttributeName::as_str));
    rules.push(place.rule(RuleKind::Population, id.as_str(), quoted(title), Some(cite), facts));
    let place = place.below(id.as_str(), title);
    rules.extend(nodes.iter().map(|node| index::node(&place, node)));
    rules.extend(items.iter().map(|one| item(pack, &place, one)));
    rules.extend(method.iter().map(|method| index::method(&place, method)));
    rules.extend(weight_sets.iter().map(|set| weights::weight_set(pack, &place, nodes, set)));
    rules.extend(index::firmness(&place, firmness));
    rules.extend(adjustments.iter().map(|one| population::adjustment(&place, one)));
    rules.extend(lists.iter().map(|one| population::list(&place, one)));
    rules.extend(members.iter().map(|one| population::member(&place, one)));
    rules.extend(vetoes.iter().map(|one| population::veto(&place, one)));
    if let Some(grading) = grading {
        population::grading(&place, grading, rules);
    }
}

fn item(pack: &Pack, place: &Place, item: &Item) -> Rule {
    let Item { indicator, under, weight, function, missing, cite } = item;
    let mut facts = Facts::default();
    facts.text_if("under", "所属层级", "under", under.as_deref());
    facts.number("weight", "权重", "weight", *weight);
    function::function(function, &mut facts);
    facts.said("missing", "缺失时", "where missing", both(missing));
    let title = title_of(pack, indicator.as_str());
    place.rule(RuleKind::Item, indicator.as_str(), Said::new(&title, &title), Some(cite), facts)
}
