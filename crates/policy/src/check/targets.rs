//! Targets: a known indicator, what of it is held against which goal, and whom that binds said in one way.

use domain::unit::Unit;
use rust_decimal::Decimal;

use super::{Checker, Rules};
use crate::deadline::Deadline;
use crate::pack::Meta;
use crate::read;
use crate::target::{Comparator, Subjects, Target};
use declared::{At, Table};

impl Checker<'_> {
    pub(super) fn targets(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Vec::new();
        for entry in table.tables("target") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let subjects = self.subjects(&entry);
            let by = self.deadline(&entry, "by");
            let Some(name) = entry.text("indicator") else { continue };
            let Some(indicator) = self.known_indicator(&entry, &name, "", &rules.indicators) else { continue };
            let Some(declared) = rules.indicators.iter().find(|other| other.code == indicator) else { continue };
            let measure = self.measure(&entry, declared, &rules.indicators, by.as_ref().map(|by| by.value));
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
            let from = entry.year("from");
            if let (Some(from), Some(by)) = (from, &by) {
                self.ends_after(&entry, from, by);
            }
            self.goal_of(&entry, &measure, &goal, &unit, declared);
            let goal_to = self.range(&entry, comparator, &goal);
            let own = Target {
                id: target_id,
                title: title.value,
                indicator,
                measure,
                subjects,
                from,
                by: by.map(|by| by.value),
                comparator,
                goal: goal.value,
                goal_to,
                unit: unit.value,
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            self.add(&entry, own, id.span, (&mut rules.targets, &mut rules.conflicts), easier);
        }
    }

    fn ends_after(&mut self, entry: &Table<'_>, from: i16, by: &At<Deadline>) {
        if by.value.year() < from {
            let source = entry.source;
            self.findings
                .error(
                    "pack::out_of_range",
                    source.file,
                    source.text,
                    by.span.clone(),
                    format!("期限在 {} 年，早于起算的 {from} 年。", by.value.year()),
                    format!("The deadline is in {}, before the first year, {from}.", by.value.year()),
                )
                .help("请核对“from”和“by”。", "Check “from” and “by”.")
                .put();
        }
    }

    /// The upper end, which a range has and nothing else.
    fn range(&mut self, entry: &Table<'_>, comparator: Comparator, goal: &At<Decimal>) -> Option<Decimal> {
        let goal_to = entry.number("goal_to");
        match (comparator, &goal_to) {
            (Comparator::Between, Some(to)) => {
                let fits = to.value > goal.value;
                self.bounded(entry, "goal_to", to, fits, "区间上限须大于下限", "it must be above goal");
            }
            (Comparator::Between, None) => {
                let (zh, en) = ("区间还需要上限 goal_to", "a range needs goal_to as well");
                self.bounded(entry, "goal", goal, false, zh, en);
            }
            (_, Some(to)) => {
                self.bounded(entry, "goal_to", to, false, "只有 between 才用得到", "only between uses it");
            }
            (_, None) => {}
        }
        goal_to.map(|to| to.value)
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
    if own.comparator != upper.comparator || own.indicator != upper.indicator || own.measure != upper.measure {
        return None;
    }
    let goal = upper.unit.convert(upper.goal, &own.unit).ok()?;
    match own.comparator {
        Comparator::AtLeast | Comparator::MoreThan => Some(own.goal < goal),
        Comparator::AtMost | Comparator::LessThan => Some(own.goal > goal),
        _ => None,
    }
}
