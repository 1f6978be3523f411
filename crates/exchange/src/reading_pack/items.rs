//! Tasks, money rules and rules of dynamic management as tables of a pack.

use std::collections::BTreeSet;

use domain::say::Said;
use domain::unit::Unit;
use policy::dynamic::DynamicKind;
use policy::subsidy::SubsidyKind;
use reader::model::{Document, EvaluationRule, MoneyRule, Task};

use super::LeftOut;
use super::entry::{Entry, quoted};

/// The longest a title may be, in characters; what is longer is cut.
const TITLE: usize = 40;

/// The first words of a text, as a title.
pub(super) fn title(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    match text.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

pub(super) fn tasks(document: &Document) -> Vec<Entry> {
    let entry = |(number, task): (usize, &Task)| {
        let name = task.title.as_deref().map_or_else(|| title(&task.text), title);
        let [lead, support, responsible] =
            once([&task.lead_agencies, &task.support_agencies, &task.responsible_agencies]);
        Entry::new("tasks.toml", "task", (&task.path, &task.text, task.offset))
            .text("id", Some(&format!("k{:02}", number + 1)))
            .text("title", Some(&name))
            .text("kind", Some("safeguard").filter(|_| task.kind.as_deref() == Some("safeguard")))
            .texts("lead", &lead)
            .texts("support", &support)
            .texts("responsible", &responsible)
            .toml("open_ended", task.open_ended.then(|| "true".to_owned()))
            .toml("by", task.deadline.as_deref().and_then(deadline))
            .text("cite", Some(&clause(&task.path)))
    };
    document.tasks.iter().enumerate().map(entry).collect()
}

/// Each agency in the first of these roles alone: whoever leads is not named again among those who answer for it.
fn once(roles: [&Vec<String>; 3]) -> [Vec<String>; 3] {
    let mut seen = BTreeSet::new();
    roles.map(|names| names.iter().filter(|name| seen.insert(name.as_str())).cloned().collect())
}

/// A deadline as packs say it: a year, or the last day of a month.
pub(super) fn deadline(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let Some(month) = parts.next() else { return Some(year.to_string()) };
    let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    let is_day = |day: &String| day.parse::<domain::day::Day>().is_ok();
    if let Some(day) = parts.next() {
        return Some(format!("{year:04}-{month:02}-{day}")).filter(is_day);
    }
    [31, 30, 29, 28].iter().map(|day| format!("{year:04}-{month:02}-{day}")).find(is_day)
}

/// A clause as packs cite it.
pub(super) fn clause(path: &str) -> String {
    if path.is_empty() { "全文".to_owned() } else { path.to_owned() }
}

pub(super) fn money_rules(document: &Document, left_out: &mut Vec<LeftOut>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (number, rule) in document.money_rules.iter().enumerate() {
        match money_rule(number, rule) {
            Ok(entry) => entries.push(entry),
            Err(why) => left_out.push(LeftOut {
                path: rule.path.clone(),
                text: rule.text.split_whitespace().collect(),
                offset: rule.offset,
                why,
            }),
        }
    }
    entries
}

fn money_rule(number: usize, rule: &MoneyRule) -> Result<Entry, Said> {
    let unit = |text: Option<&str>| text.map(unit).transpose();
    let (own, cap, total) =
        (unit(rule.unit.as_deref())?, unit(rule.cap_unit.as_deref())?, unit(rule.total_cap_unit.as_deref())?);
    let kind = rule.kind.as_deref().and_then(SubsidyKind::from_code).unwrap_or(SubsidyKind::Reward);
    let condition: String = rule.condition.as_deref().unwrap_or(&rule.text).split_whitespace().collect();
    let at_most = [&rule.amount_cmp, &rule.rate_cmp].iter().any(|sign| sign.as_deref() == Some("<="));
    let period = match rule.period.as_deref() {
        Some("一次性") => Some(quoted("once")),
        Some("每年" | "按年" | "年度") => Some(quoted("yearly")),
        _ => None,
    };
    Ok(Entry::new("subsidies.toml", "subsidy", (&rule.path, &rule.text, rule.offset))
        .text("id", Some(&format!("m{:02}", number + 1)))
        .text("title", Some(&title(&condition)))
        .text("condition", Some(&condition))
        .text("kind", Some(kind.code()))
        .number("amount", rule.amount)
        .text("unit", own.as_deref().filter(|_| rule.amount.is_some()))
        .number("rate", rule.rate)
        .text("base", rule.rate.and(rule.rate_base.as_deref().or(Some("原文所述基数"))))
        .toml("at_most", at_most.then(|| "true".to_owned()))
        .number("cap", rule.cap)
        .text("cap_unit", cap.or_else(|| own.clone()).as_deref().filter(|_| rule.cap.is_some()))
        .number("total_cap", rule.total_cap)
        .text("total_cap_unit", total.or_else(|| own.clone()).as_deref().filter(|_| rule.total_cap.is_some()))
        .toml("period", period)
        .text("per", rule.per.as_deref())
        .toml("payer", rule.payer.as_deref().map(|payer| format!("[{{ budget = {} }}]", quoted(payer))))
        .text("note", rule.period.as_deref().map(|period| format!("期间：{period}")).as_deref())
        .text("cite", Some(&clause(&rule.path))))
}

/// A unit's code.
pub(super) fn unit(text: &str) -> Result<String, Said> {
    let written = text.replace("m2", "平方米");
    Unit::parse(&written).map(|unit| unit.to_string()).map_err(|_| {
        Said::new(
            format!("政策包不认识单位“{text}”，请手工补写"),
            format!("packs do not know the unit “{text}”: write it by hand"),
        )
    })
}

pub(super) fn evaluation_rules(document: &Document) -> Vec<Entry> {
    let entry = |(number, rule): (usize, &EvaluationRule)| {
        let whole: String = rule.text.split_whitespace().collect();
        let condition = rule.condition.as_deref().unwrap_or(&whole);
        let consequence = rule.consequence.as_deref().unwrap_or(&whole);
        let kind = rule.kind.as_deref().and_then(DynamicKind::from_code).unwrap_or(DynamicKind::Linkage);
        Entry::new("dynamics.toml", "dynamic", (&rule.path, &rule.text, rule.offset))
            .text("id", Some(&format!("d{:02}", number + 1)))
            .text("title", Some(&title(&format!("{condition}：{consequence}"))))
            .text("condition", Some(condition))
            .text("consequence", Some(consequence))
            .text("kind", Some(kind.code()))
            .text("cite", Some(&clause(&rule.path)))
    };
    document.evaluation_rules.iter().enumerate().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_years_or_days() {
        let read = |text| deadline(text).unwrap_or_default();
        assert_eq!(
            [read("2025"), read("2025-06"), read("2024-02"), read("2025-06-15")],
            ["2025", "2025-06-30", "2024-02-29", "2025-06-15"]
        );
        assert_eq!(deadline("20xx"), None);
        assert_eq!(deadline("三年内"), None);
    }
}
