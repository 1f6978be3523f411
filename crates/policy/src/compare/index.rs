//! What an index is made of, told as facts: nodes, method, steps, sets of weights, firmness.

use domain::id::{AttributeName, IndicatorCode};
use domain::say::Said;

use super::RuleKind;
use super::fact::{Facts, both, plain};
use super::rules::{Place, Rule, title_of};
use crate::firmness::Firmness;
use crate::index::{Method, Node, Normalise, Per, Screen, Steps, Years};
use crate::pack::Pack;

pub(super) fn node(place: &Place, node: &Node) -> Rule {
    let Node { id, title, under, weight, mean, least, cite } = node;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.text_if("under", "上级", "under", under.as_deref());
    facts.number("weight", "权重", "weight", *weight);
    if let Some(mean) = mean {
        facts.say("mean", "合成方法", "mean", mean);
    }
    facts.percent("least", "至少要有的数据", "least share of data", *least);
    place.rule(RuleKind::Node, id, Said::new(title, title), Some(cite), facts)
}

pub(super) fn method(place: &Place, method: &Method) -> Rule {
    let Method { groups, screen, weights, ranking, mean, least, years, cite } = method;
    let Years { before, after } = years;
    let Screen { available, nonzero, when, keep, drop } = screen;
    let mut facts = Facts::default();
    facts.text_if("groups", "分组依据", "groups", groups.as_ref().map(AttributeName::as_str));
    facts.percent("available", "数据齐全率下限", "least share of figures", *available);
    facts.percent("nonzero", "非零率下限", "least share not zero", *nonzero);
    facts.say("screen", "齐全率的计算", "figures counted", when);
    facts.texts("keep", "总是参加的对象", "always in", keep.iter().map(String::as_str));
    facts.texts("drop", "总不参加的对象", "never in", drop.iter().map(String::as_str));
    facts.say("weights", "权重来源", "weights", weights);
    if let Some(ranking) = ranking {
        facts.say("ranking", "排序方法", "ranking", ranking);
    }
    facts.number("years_before", "连同之前的年数", "years before", (*before).into());
    facts.number("years_after", "连同之后的年数", "years after", (*after).into());
    facts.say("mean", "合成方法", "mean", mean);
    facts.percent("least", "每个节点至少要有的数据", "least share of data under a node", Some(*least));
    // What the method says of steps stands with each item, where it holds.
    place.rule(RuleKind::Method, "", Said::new("编制方法", "method"), Some(cite), facts)
}

pub(super) fn steps(steps: &Steps, facts: &mut Facts) {
    let Steps { per, impute, treat, normalise, within, otherwise } = steps;
    if let Some(Per { indicator, times }) = per {
        facts.text("per", "分母", "divided by", indicator.as_str());
        facts.number("per_times", "除后再乘", "times", *times);
    }
    facts.say("impute", "插补", "imputation", impute);
    facts.say("treat", "异常值处理", "outliers", treat);
    facts.say("normalise", "标准化", "scale", normalise);
    match normalise {
        Normalise::Target { cap, .. } | Normalise::Reference { cap, .. } => {
            facts.truth("normalise.cap", "超过的按它计", "what is better counts as it", *cap);
        }
        Normalise::Goalposts { truncate, .. } => {
            facts.truth("normalise.truncate", "超出两端按两端计", "what lies beyond counts as the end", *truncate);
        }
        Normalise::MinMax { .. } | Normalise::ZScore { .. } | Normalise::Linear { .. } | Normalise::Plain(_) => {}
    }
    facts.say("within", "标准化的范围", "scaled within", within);
    facts.number_if("otherwise", "无法标准化时取值", "where no scale can be made", *otherwise);
}

/// How the firmness of ranks is told; nothing where the pack does not say.
pub(super) fn firmness(place: &Place, firmness: &Firmness) -> Option<Rule> {
    let Firmness {
        runs,
        seed,
        weights,
        sets,
        removal,
        impute,
        treat,
        normalise,
        mean,
        ranking,
        missing,
        sensitivity,
        cite,
    } = firmness;
    let cite = cite.as_ref()?;
    let mut facts = Facts::default();
    facts.number("runs", "模拟次数", "runs", (*runs).into());
    facts.number("seed", "随机数种子", "seed", (*seed).into());
    facts.percent("weights", "权重浮动", "weights move by", Some(*weights));
    facts.truth("sets", "在几套权重中抽取", "sets of weights drawn", *sets);
    facts.truth("removal", "每次去掉一项或不去", "items left out", *removal);
    let joined = |values: Vec<Said>| {
        let (zh, en): (Vec<String>, Vec<String>) = values.into_iter().map(|one| (one.zh, one.en)).unzip();
        (!zh.is_empty()).then(|| Said::new(zh.join("、"), en.join(", ")))
    };
    let lists = [
        ("impute", "另外的插补", "other imputations", joined(impute.iter().map(both).collect())),
        ("treat", "另外的异常值处理", "other treatments", joined(treat.iter().map(both).collect())),
        ("normalise", "另外的标准化", "other scales", joined(normalise.iter().map(both).collect())),
        ("mean", "另外的合成方法", "other means", joined(mean.iter().map(both).collect())),
        ("ranking", "另外的排序方法", "other rankings", joined(ranking.iter().map(both).collect())),
        ("missing", "另外的缺失规则", "other rules where missing", joined(missing.iter().map(both).collect())),
    ];
    for (key, zh, en, value) in lists {
        if let Some(value) = value {
            facts.said(key, zh, en, value);
        }
    }
    facts.number("sensitivity", "敏感度样本行数", "rows for sensitivity", (*sensitivity).into());
    Some(place.rule(RuleKind::Firmness, "", Said::new("名次稳健性", "firmness of ranks"), Some(cite), facts))
}

/// The values of an example, by indicator.
pub(super) fn values(pack: &Pack, values: &[(IndicatorCode, rust_decimal::Decimal)], facts: &mut Facts) {
    for (code, value) in values {
        let title = title_of(pack, code.as_str());
        facts.said(format!("value.{code}"), title.clone(), title, Said::new(plain(*value), plain(*value)));
    }
}
