//! Targets as tables of a pack, and the indicators that they are measured by.

use std::collections::BTreeMap;

use domain::say::Said;
use reader::model::{Document, Target};

use super::LeftOut;
use super::entry::Entry;
use super::items::{clause, deadline, title, unit};

/// What a sign of comparison is in a pack: what is compared, how, and the unit that goes with it where it is not the
/// indicator's own.
struct Compared {
    measure: Option<&'static str>,
    comparator: &'static str,
    unit: Option<&'static str>,
}

fn compared(target: &Target) -> Option<Compared> {
    let plain = |comparator| Some(Compared { measure: None, comparator, unit: None });
    let growth = |comparator| {
        let yearly = ["年均", "每年", "年增"].iter().any(|word| target.text.contains(word));
        Some(Compared { measure: Some(if yearly { "yearly_growth" } else { "growth" }), comparator, unit: None })
    };
    if ranked(target) {
        return Some(Compared { measure: Some("rank"), comparator: "at_most", unit: Some("wei") });
    }
    match target.comparator.as_deref()? {
        // 达到 is held as at least: nobody is blamed for more.
        ">=" | "=" => plain("at_least"),
        ">" => plain("more_than"),
        "<=" => plain("at_most"),
        "<" => plain("less_than"),
        "≈" => plain("about"),
        "range" => plain("between"),
        "growth>=" | "growth=" => growth("at_least"),
        "growth>" => growth("more_than"),
        "growth<=" => growth("at_most"),
        "growth≈" => growth("about"),
        "multiply" => Some(Compared { measure: Some("multiply"), comparator: "at_least", unit: Some("times") }),
        _ => None,
    }
}

/// Whether a target is a place in an order: 前3位, 第3名, 百强. 进1位 is a step.
fn ranked(target: &Target) -> bool {
    let told = ["前", "第"].iter().any(|word| target.text.contains(word));
    matches!(target.comparator.as_deref(), Some("<=" | "="))
        && match target.unit.as_deref() {
            Some("强") => true,
            Some("位" | "名") => told,
            _ => false,
        }
}

/// How a target compares, its goal, and the goal's unit; else why a pack cannot say it.
fn read(target: &Target) -> Result<(Compared, f64, String), Said> {
    let (Some(compared), Some(goal)) = (compared(target), target.value.or(target.value_min)) else {
        return Err(Said::new(
            "没有数值，或比较方式不在政策包的范围内，请手工补写",
            "no value, or compared in a way that packs do not have: write it by hand",
        ));
    };
    let own = match compared.unit {
        Some(fixed) => fixed.to_owned(),
        None => unit(target.unit.as_deref().unwrap_or("个"))?,
    };
    Ok((compared, goal, own))
}

/// The indicators, each once, then the targets.
pub(super) fn targets(document: &Document, left_out: &mut Vec<LeftOut>) -> Vec<Entry> {
    let mut codes: BTreeMap<(String, String), String> = BTreeMap::new();
    let (mut indicators, mut entries) = (Vec::new(), Vec::new());
    for (number, target) in document.targets.iter().enumerate() {
        let (compared, goal, own) = match read(target) {
            Ok(read) => read,
            Err(why) => {
                left_out.push(left(target, why));
                continue;
            }
        };
        let name =
            target.indicator.as_deref().map_or_else(|| title(&target.text), |name| name.split_whitespace().collect());
        // What grows or is ranked is measured in a unit that the text does not say here.
        let measured = if compared.measure.is_some() { "one".to_owned() } else { own.clone() };
        let fresh = format!("i{:02}", codes.len() + 1);
        let code = codes.entry((name.clone(), measured.clone())).or_insert_with(|| {
            indicators.push(
                Entry::new("indicators.toml", "indicator", (&target.path, &target.text, target.offset))
                    .text("code", Some(&fresh))
                    .text("title", Some(&name))
                    .text("unit", Some(&measured))
                    .text("subject", Some("zone"))
                    .text("note", Some("由目标反推的指标：代码、口径和对象种类待核对"))
                    .text("cite", Some(&clause(&target.path))),
            );
            fresh
        });
        let base =
            target.base.as_deref().and_then(year).filter(|_| compared.measure.is_some_and(|word| word != "rank"));
        entries.push(
            Entry::new("targets.toml", "target", (&target.path, &target.text, target.offset))
                .text("id", Some(&format!("t{:02}", number + 1)))
                .text("title", Some(&title(&target.text)))
                .text("indicator", Some(code))
                .text("measure", compared.measure)
                .toml("base", base)
                .text(
                    "whole",
                    Some(
                        target
                            .subject
                            .as_deref()
                            .map(|subject| subject.split_whitespace().collect::<String>())
                            .as_deref()
                            .unwrap_or("全部"),
                    ),
                )
                .toml("by", target.deadline.as_deref().and_then(deadline))
                .text("comparator", Some(compared.comparator))
                .number("goal", Some(goal))
                .number("goal_to", target.value_max.filter(|_| compared.comparator == "between"))
                .text("unit", Some(&own))
                .text("cite", Some(&clause(&target.path))),
        );
    }
    indicators.append(&mut entries);
    indicators
}

/// The year in a text such as 2020年 or 比2020年.
fn year(text: &str) -> Option<String> {
    let digits = |at: usize| text.get(at..at + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    text.char_indices().find_map(|(at, _)| digits(at)).map(str::to_owned)
}

fn left(target: &Target, why: Said) -> LeftOut {
    LeftOut { path: target.path.clone(), text: target.text.split_whitespace().collect(), offset: target.offset, why }
}
