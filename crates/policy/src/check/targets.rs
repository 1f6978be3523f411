//! Targets: a known indicator, a goal in its dimension, and whom it binds said in one way.

use domain::say::{Lang, Say};
use domain::unit::Unit;

use super::{Checker, Rules};
use crate::pack::{Comparator, Meta, Rule, Subjects, Target};
use crate::read;
use declared::Table;

impl Checker<'_> {
    pub(super) fn targets(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Vec::new();
        for entry in table.tables("target") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let subjects = self.subjects(&entry);
            let Some(name) = entry.text("indicator") else { continue };
            let Some(indicator) = self.known_indicator(&entry, &name, "", &rules.indicators) else { continue };
            let (Some(id), Some(title), Some(goal), Some(unit), Some(comparator)) = (
                entry.text("id"),
                entry.text("title"),
                entry.number("goal"),
                entry.parsed::<Unit>("unit"),
                entry.text("comparator").and_then(|word| Comparator::from_code(&word.value)),
            ) else {
                continue;
            };
            let Ok(target_id) = id.value.parse::<domain::id::TargetId>() else { continue };
            if self.taken(&entry, "目标编号", &id, &mut taken) {
                continue;
            }
            let declared = rules.indicators.iter().find(|other| other.code == indicator).map(|other| other.unit);
            if let Some(declared) = declared.filter(|declared| declared.dimension() != unit.value.dimension()) {
                let source = table.source;
                self.findings
                    .error(
                        "pack::wrong_dimension",
                        source.file,
                        source.text,
                        unit.span.clone(),
                        format!(
                            "目标的单位是“{}”，指标“{indicator}”的单位是“{}”，量纲不符。",
                            unit.value.say(Lang::Zh),
                            declared.say(Lang::Zh)
                        ),
                        format!(
                            "The goal is in {}, the indicator “{indicator}” in {}: not one dimension.",
                            unit.value.say(Lang::En),
                            declared.say(Lang::En)
                        ),
                    )
                    .mend(unit.span.clone(), format!("\"{}\"", declared.code()))
                    .put();
            }
            let goal_to = entry.number("goal_to");
            match (comparator, &goal_to) {
                (Comparator::Between, Some(to)) => {
                    self.bounded(
                        &entry,
                        "goal_to",
                        to,
                        to.value > goal.value,
                        "区间上限须大于下限",
                        "it must be above goal",
                    );
                }
                (Comparator::Between, None) => {
                    self.bounded(
                        &entry,
                        "goal",
                        &goal,
                        false,
                        "区间还需要上限 goal_to",
                        "a range needs goal_to as well",
                    );
                }
                (_, Some(to)) => {
                    self.bounded(&entry, "goal_to", to, false, "只有 between 才用得到", "only between uses it");
                }
                (_, None) => {}
            }
            let own = Target {
                id: target_id.clone(),
                title: title.value,
                indicator,
                subjects,
                from: entry.year("from"),
                by: entry.year("by"),
                comparator,
                goal: goal.value,
                goal_to: goal_to.map(|to| to.value),
                unit: unit.value,
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            match rules.targets.iter().position(|target| target.id == target_id) {
                Some(at) => {
                    let generous = easier(&own, &rules.targets[at]);
                    let (rule, from) = (Rule::Target(target_id), rules.targets[at].pack.clone());
                    if self.settle(&entry, &rule, &from, id.span, &mut rules.conflicts, generous) {
                        rules.targets[at] = own;
                    }
                }
                None => rules.targets.push(own),
            }
        }
    }

    fn subjects(&mut self, entry: &Table<'_>) -> Subjects {
        let ways: Vec<&str> =
            ["whole", "subjects", "where"].into_iter().filter(|name| entry.get(name).is_some()).collect();
        if let [_, second, ..] = ways.as_slice() {
            let source = entry.source;
            self.findings
                .error(
                    "pack::two_ways",
                    source.file,
                    source.text,
                    entry.key_span(second),
                    format!("whole、subjects、where 只能写一个，这里写了 {}。", ways.join("、")),
                    format!("Only one of whole, subjects, where may be given; here are {}.", ways.join(", ")),
                )
                .put();
        }
        let names = |name| entry.texts(name).into_iter().map(|at| at.value).collect::<Vec<_>>();
        match (entry.text("whole"), entry.get("subjects")) {
            (Some(whole), _) => Subjects::Whole(whole.value),
            (None, Some(_)) => Subjects::Named(names("subjects")),
            (None, None) => Subjects::Each { filter: read::filter(entry, "where"), except: names("except") },
        }
    }
}

/// Whether `own` is easier to meet than `upper`; `None` where the two cannot be compared.
fn easier(own: &Target, upper: &Target) -> Option<bool> {
    if own.comparator != upper.comparator || own.indicator != upper.indicator {
        return None;
    }
    let goal = upper.unit.convert(upper.goal, &own.unit).ok()?;
    match own.comparator {
        Comparator::AtLeast | Comparator::MoreThan => Some(own.goal < goal),
        Comparator::AtMost | Comparator::LessThan => Some(own.goal > goal),
        _ => None,
    }
}
