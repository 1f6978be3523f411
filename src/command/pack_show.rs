//! `yuanheng pack show`: every rule of a pack in a line, or as JSON.

use domain::id::SubsidyId;
use domain::say::{Lang, Say};
use library::Packs;
use policy::Pack;
use policy::deadline::Deadline;
use policy::subsidy::{Money, Pay, Subsidy, Sum};
use serde_json::{Value, json};

use super::{fail, pack, words};
use crate::exit::Exit;
use crate::print;

pub fn run(named: &str, as_json: bool, lang: Lang) -> Exit {
    let checked = match Packs::default().checked(named) {
        Ok(checked) => checked,
        Err(error) => return fail(&error, Exit::NotFound, lang),
    };
    match checked.outcome {
        Ok((pack, _)) if as_json => print::json(&summary(&pack)),
        Ok((pack, _)) => text(&pack, lang),
        Err(found) => return pack::broken(&found, &checked.files, lang),
    }
    Exit::Done
}

fn summary(pack: &Pack) -> Value {
    let meta = &pack.meta;
    json!({
        "id": meta.id, "title": meta.title, "issuer": meta.issuer, "number": meta.number, "issued": meta.issued,
        "jurisdiction": meta.jurisdiction, "source": meta.source, "demonstration": meta.demonstration,
        "builds_on": meta.builds_on, "sm3": pack.hash(),
        "indicators": pack.indicators.iter().map(|indicator| json!({
            "code": indicator.code, "title": indicator.title, "unit": indicator.unit.code(), "subject": indicator.subject,
            "formula": indicator.formula().map(|formula| formula.text.clone()), "cite": indicator.cite.text(), "pack": indicator.pack,
        })).collect::<Vec<_>>(),
        "schemes": pack.schemes.iter().map(|scheme| json!({
            "id": scheme.id, "title": scheme.title, "subject": scheme.subject, "decimals": scheme.decimals,
            "populations": scheme.populations.iter().map(|population| json!({
                "id": population.id, "title": population.title,
                "items": population.items.iter().map(|item| json!({
                    "indicator": item.indicator, "weight": item.weight, "function": item.function.code(), "cite": item.cite.text(),
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "targets": pack.targets.iter().map(|target| json!({
            "id": target.id, "title": target.title, "indicator": target.indicator, "measure": target.measure.word().code(),
            "base": target.base(), "comparator": target.comparator.code(), "goal": target.goal, "goal_to": target.goal_to,
            "unit": target.unit.code(), "by": target.by, "cite": target.cite.text(),
        })).collect::<Vec<_>>(),
        "tasks": pack.tasks.iter().map(|task| json!({
            "id": task.id, "title": task.title, "kind": task.kind.code(), "text": task.text, "lead": task.lead,
            "support": task.support, "responsible": task.responsible, "open_ended": task.open_ended, "by": task.by,
            "cite": task.cite.text(),
        })).collect::<Vec<_>>(),
        "subsidies": pack.subsidies.iter().map(subsidy).collect::<Vec<_>>(),
        "subsidy_lists": pack.subsidy_lists.iter().map(|list| json!({
            "id": list.id, "title": list.title, "subsidies": list.subsidies, "cap": list.cap.map(money),
            "highest_only": list.highest_only, "cite": list.cite.text(),
        })).collect::<Vec<_>>(),
        "dynamics": pack.dynamics.iter().map(|rule| json!({
            "id": rule.id, "title": rule.title, "condition": rule.condition, "consequence": rule.consequence,
            "kind": rule.kind.code(), "scheme": rule.scheme, "cite": rule.cite.text(),
        })).collect::<Vec<_>>(),
    })
}

fn text(pack: &Pack, lang: Lang) {
    let meta = &pack.meta;
    print::out(format_args!("{}  {}", meta.id, meta.title));
    let number = meta.number.as_deref().unwrap_or("—");
    print::out(format_args!("{} · {number} · {}", meta.issuer, meta.issued.as_deref().unwrap_or("—")));
    print::out(&meta.source);
    if !pack.indicators.is_empty() {
        print::out(format_args!("\n{}", words(lang, "指标", "Indicators")));
    }
    for indicator in &pack.indicators {
        let formula = indicator
            .formula()
            .map_or_else(|| words(lang, "报送", "reported").to_owned(), |formula| format!("= {}", formula.text));
        let unit = indicator.unit.say(lang);
        print::out(format_args!(
            "  {}  {}（{unit}）  {formula}  〔{}〕",
            indicator.code,
            indicator.title,
            indicator.cite.text()
        ));
    }
    for scheme in &pack.schemes {
        print::out(format_args!("\n{}  {}", scheme.id, scheme.title));
        for population in &scheme.populations {
            print::out(format_args!("  {}  {}", population.id, population.title));
            for item in &population.items {
                print::out(format_args!(
                    "    {}  {} × {}  〔{}〕",
                    item.indicator,
                    item.weight,
                    item.function.code(),
                    item.cite.text()
                ));
            }
        }
    }
    if !pack.targets.is_empty() {
        print::out(format_args!("\n{}", words(lang, "目标", "Targets")));
    }
    for target in &pack.targets {
        let by = by(target.by, lang);
        print::out(format_args!("  {}  {}  {by}  〔{}〕", target.id, target.title, target.cite.text()));
    }
    document(pack, lang);
}

fn by(by: Option<Deadline>, lang: Lang) -> String {
    by.map_or_else(|| words(lang, "长期", "always").to_owned(), |by| by.say(lang))
}

/// Tasks, money rules and dynamic management.
fn document(pack: &Pack, lang: Lang) {
    if !pack.tasks.is_empty() {
        print::out(format_args!("\n{}", words(lang, "任务", "Tasks")));
    }
    for task in &pack.tasks {
        let agencies: Vec<&str> =
            [&task.lead, &task.support, &task.responsible].into_iter().flatten().map(String::as_str).collect();
        let (agencies, by) = (agencies.join("、"), by(task.by, lang));
        print::out(format_args!("  {}  {}  {agencies}  {by}  〔{}〕", task.id, task.title, task.cite.text()));
    }
    if !pack.subsidies.is_empty() {
        print::out(format_args!("\n{}", words(lang, "奖补", "Money rules")));
    }
    for one in &pack.subsidies {
        let kind = one.kind.say(lang);
        print::out(format_args!("  {}  {}  {kind}  {}  〔{}〕", one.id, one.title, one.condition, one.cite.text()));
    }
    for list in &pack.subsidy_lists {
        let over: Vec<&str> = list.subsidies.iter().map(SubsidyId::as_str).collect();
        print::out(format_args!("  {}  {}  {}  〔{}〕", list.id, list.title, over.join("、"), list.cite.text()));
    }
    if !pack.dynamics.is_empty() {
        print::out(format_args!("\n{}", words(lang, "动态管理", "Dynamic management")));
    }
    for rule in &pack.dynamics {
        let (condition, consequence) = (&rule.condition, &rule.consequence);
        print::out(format_args!("  {}  {condition} → {consequence}  〔{}〕", rule.id, rule.cite.text()));
    }
}

fn money(money: Money) -> Value {
    json!({ "value": money.value, "unit": money.unit.code() })
}

fn pay(one: &Pay) -> Value {
    match one {
        Pay::Amount(amount) => json!({ "amount": money(*amount) }),
        Pay::Rate { share, base } => json!({ "share": share, "base": base }),
    }
}

fn subsidy(one: &Subsidy) -> Value {
    let sum = one.sum.as_ref().map(|sum| match sum {
        Sum::Flat(flat) => pay(flat),
        Sum::Steps(steps) => json!({
            "of": steps.of.as_ref().map(|(what, unit)| json!({ "what": what, "unit": unit.code() })),
            "marginal": steps.marginal,
            "steps": steps.steps.iter().map(|step| json!({
                "title": step.title, "at_least": step.at_least, "pays": pay(&step.pays), "cap": step.cap.map(money),
            })).collect::<Vec<_>>(),
        }),
    });
    json!({
        "id": one.id, "title": one.title, "condition": one.condition, "kind": one.kind.code(), "sum": sum,
        "at_most": one.at_most, "cap": one.cap.map(money), "total_cap": one.total_cap.map(money), "per": one.per,
        "payers": one.payers.iter().map(|payer| json!({ "budget": payer.budget, "part": payer.part })).collect::<Vec<_>>(),
        "highest_only": one.highest_only, "cite": one.cite.text(),
    })
}
