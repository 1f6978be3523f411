//! Money rules told as rules: sums, steps, caps, and the budgets that pay.

use domain::say::{Lang, Said, Say};

use super::RuleKind;
use super::fact::{Facts, both, percent, plain};
use super::rules::{Place, Rule, quoted};
use crate::pack::Pack;
use crate::subsidy::{Money, Pay, Payer, Payment, Step, Steps, Subsidy, SubsidyList, Sum};

pub(super) fn subsidy(subsidy: &Subsidy) -> Rule {
    let Subsidy {
        id,
        title,
        condition,
        kind,
        sum,
        at_most,
        cap,
        total_cap,
        period,
        per,
        payers,
        highest_only,
        cite,
        note,
        pack,
    } = subsidy;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.text("condition", "条件", "condition", condition);
    facts.say("kind", "形式", "form", kind);
    match sum {
        Some(Sum::Flat(pay)) => pays("pays", "标准", "pays", pay, &mut facts),
        Some(Sum::Steps(steps)) => of_steps(steps, &mut facts),
        None => {}
    }
    facts.truth("at_most", "只是最高限", "at most", *at_most);
    money("cap", "上限", "cap", *cap, &mut facts);
    money("total_cap", "合计上限", "cap over all", *total_cap, &mut facts);
    often(*period, per.as_deref(), &mut facts);
    for Payer { budget, part } in payers {
        let part = part.map_or_else(
            || Said::new("负担", "pays"),
            |part| Said::new(format!("{} 份", plain(part)), format!("part {}", plain(part))),
        );
        facts.said(format!("payer.{budget}"), format!("负担 {budget}"), format!("paid by {budget}"), part);
    }
    facts.truth("highest_only", "就高不重复", "highest only", *highest_only);
    facts.text_if("note", "说明", "note", note.as_deref());
    facts.text("pack", "规定它的政策包", "declared by", pack.as_str());
    Place::top(pack).rule(RuleKind::Subsidy, id.as_str(), quoted(title), Some(cite), facts)
}

pub(super) fn list(pack: &Pack, list: &SubsidyList) -> Rule {
    let SubsidyList { id, title, subsidies, cap, period, per, highest_only, cite, note, pack: declared_by } = list;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    let titles = subsidies.iter().map(|id| {
        let found = pack.subsidies.iter().find(|subsidy| subsidy.id == *id);
        found.map_or_else(|| id.to_string(), |found| format!("{}（{id}）", found.title))
    });
    facts.texts("subsidies", "包括", "over", titles.collect::<Vec<_>>().iter().map(String::as_str));
    money("cap", "上限", "cap", *cap, &mut facts);
    often(*period, per.as_deref(), &mut facts);
    facts.truth("highest_only", "只取最高", "highest only", *highest_only);
    facts.text_if("note", "说明", "note", note.as_deref());
    facts.text("pack", "规定它的政策包", "declared by", declared_by.as_str());
    Place::top(declared_by).rule(RuleKind::SubsidyList, id.as_str(), quoted(title), Some(cite), facts)
}

fn money(key: &str, zh: &str, en: &str, money: Option<Money>, facts: &mut Facts) {
    if let Some(money) = money {
        facts.say(key, zh, en, &money);
    }
}

fn often(period: Option<Payment>, per: Option<&str>, facts: &mut Facts) {
    if let Some(period) = period {
        facts.say("period", "发放", "paid", &period);
    }
    facts.text_if("per", "每个", "for each", per);
}

fn pay(pay: &Pay) -> Said {
    match pay {
        Pay::Amount(money) => both(money),
        Pay::Rate { share, base } => {
            Said::new(format!("{base}的 {}", percent(*share)), format!("{} of {base}", percent(*share)))
        }
    }
}

fn pays(key: &str, zh: &str, en: &str, one: &Pay, facts: &mut Facts) {
    facts.said(key, zh, en, pay(one));
}

fn of_steps(steps: &Steps, facts: &mut Facts) {
    let Steps { of, marginal, steps } = steps;
    if let Some((what, unit)) = of {
        let value = |lang| format!("{what}（{}）", unit.say(lang));
        facts.said("step_of", "分档按", "steps by", Said::new(value(Lang::Zh), value(Lang::En)));
        facts.truth("marginal", "各档只就超过的部分计", "each step for its own part", *marginal);
    }
    for (at, Step { title, at_least, pays, cap }) in (1_usize..).zip(steps) {
        let key = |of: &str| format!("step.{at}.{of}");
        let (zh, en) = (format!("第 {at} 档"), format!("step {at}"));
        facts.said(key("pays"), zh.clone(), en.clone(), pay(pays));
        if let Some(title) = title {
            facts.said(key("title"), format!("{zh}情形"), format!("case of {en}"), Said::new(title, title));
        }
        if let Some(least) = at_least {
            facts.number(key("at_least"), format!("{zh}起点"), format!("{en} from"), *least);
        }
        if let Some(cap) = cap {
            facts.said(key("cap"), format!("{zh}上限"), format!("cap of {en}"), both(cap));
        }
    }
}
