//! Money rules: a sum, a cap or both, paid by budgets that divide it; and bounds over several of them.

use domain::id::SubsidyId;
use rust_decimal::Decimal;

use super::{Checker, Rules};
use crate::pack::Meta;
use crate::read;
use crate::subsidy::{Payer, Payment, Subsidy, SubsidyKind, SubsidyList, more_generous};
use declared::{At, Table};

impl Checker<'_> {
    pub(super) fn subsidies(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Vec::new();
        for entry in table.tables("subsidy") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let payers = self.payers(&entry);
            let kind = entry.text("kind").and_then(|word| SubsidyKind::from_code(&word.value));
            self.has_money(&entry, kind);
            let unit = self.money_unit(&entry, "unit");
            let cap_unit = self.money_unit(&entry, "cap_unit");
            let total_unit = self.money_unit(&entry, "total_cap_unit");
            let sum = self.sum(&entry, unit.as_ref(), cap_unit.as_ref());
            let cap = self.cap(&entry, ("cap", "cap_unit"), cap_unit.as_ref(), &[unit.as_ref()]);
            let others = [cap_unit.as_ref(), unit.as_ref()];
            let total_cap = self.cap(&entry, ("total_cap", "total_cap_unit"), total_unit.as_ref(), &others);
            let (Some(id), Some(title), Some(condition), Some(kind)) =
                (entry.text("id"), entry.text("title"), entry.text("condition"), kind)
            else {
                continue;
            };
            let Ok(subsidy_id) = id.value.parse() else { continue };
            if self.taken(&entry, "奖补编号", &id, &mut taken) {
                continue;
            }
            let own = Subsidy {
                id: subsidy_id,
                title: title.value,
                condition: condition.value,
                kind,
                sum,
                at_most: entry.truth("at_most"),
                cap,
                total_cap,
                period: payment(&entry),
                per: entry.text("per").map(|per| per.value),
                payers,
                highest_only: entry.truth("highest_only"),
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            self.add(&entry, own, id.span, (&mut rules.subsidies, &mut rules.conflicts), more_generous);
        }
    }

    /// A rule says how much or where it ends; a ceiling over all says only that.
    fn has_money(&mut self, entry: &Table<'_>, kind: Option<SubsidyKind>) {
        let says = |names: &[&str]| names.iter().any(|name| entry.get(name).is_some());
        if kind == Some(SubsidyKind::AggregateCap) {
            if !says(&["total_cap"]) {
                self.lacks(entry, "资金总额需要写明“total_cap”。", "A ceiling over all needs “total_cap”.");
            }
            let (zh, en) = ("资金总额（aggregate_cap）", "A ceiling over all (aggregate_cap)");
            self.misplaced(entry, &["amount", "rate", "base", "step", "cap", "at_most"], zh, en);
        } else if !says(&["amount", "rate", "step", "cap", "total_cap"]) {
            self.lacks(
                entry,
                "奖补需要写明“amount”“rate”“step”“cap”“total_cap”之一；没有数字的激励写在 dynamics.toml。",
                "A money rule needs “amount”, “rate”, “step”, “cap” or “total_cap”; rewards without a number go to dynamics.toml.",
            );
        }
    }

    /// The budgets, which divide the sum all or none.
    fn payers(&mut self, entry: &Table<'_>) -> Vec<Payer> {
        let entries = entry.tables("payer");
        let divided = entries.iter().any(|one| one.get("part").is_some());
        let (mut taken, mut payers) = (Vec::new(), Vec::new());
        for one in &entries {
            let part = one.number("part");
            if let Some(at) = &part {
                self.bounded(one, "part", at, at.value > Decimal::ZERO, "份数须大于 0", "a part must be above 0");
            } else if divided && one.get("part").is_none() {
                self.lacks(
                    one,
                    "有的写了“part”，这一级财政也要写明几份。",
                    "Others state their “part”: this budget needs one too.",
                );
            }
            let Some(budget) = one.text("budget") else { continue };
            if !self.taken(one, "负担的财政", &budget, &mut taken) {
                payers.push(Payer { budget: budget.value, part: part.map(|at| at.value) });
            }
        }
        payers
    }

    pub(super) fn subsidy_lists(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Vec::new();
        for entry in table.tables("subsidy_list") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let unit = self.money_unit(&entry, "cap_unit");
            let cap = self.cap(&entry, ("cap", "cap_unit"), unit.as_ref(), &[]);
            if entry.get("cap").is_none() {
                self.misplaced(&entry, &["cap_unit", "period"], "没有写“cap”时", "A list without “cap”");
            }
            if entry.get("cap").is_none() && !entry.truth("highest_only") {
                self.lacks(
                    &entry,
                    "奖补合计需要写明“cap”，或 highest_only = true。",
                    "A list of money rules needs “cap”, or highest_only = true.",
                );
            }
            let subsidies = self.known_subsidies(&entry, &rules.subsidies);
            let (Some(id), Some(title)) = (entry.text("id"), entry.text("title")) else { continue };
            let Ok(list_id) = id.value.parse() else { continue };
            if self.taken(&entry, "奖补合计编号", &id, &mut taken) {
                continue;
            }
            let own = SubsidyList {
                id: list_id,
                title: title.value,
                subsidies,
                cap,
                period: payment(&entry),
                per: entry.text("per").map(|per| per.value),
                highest_only: entry.truth("highest_only"),
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            self.add(&entry, own, id.span, (&mut rules.subsidy_lists, &mut rules.conflicts), |_, _| None);
        }
    }

    fn known_subsidies(&mut self, entry: &Table<'_>, known: &[Subsidy]) -> Vec<SubsidyId> {
        let (mut taken, mut found) = (Vec::new(), Vec::new());
        let names = entry.texts("subsidies");
        if names.is_empty() && entry.get("subsidies").is_some() {
            self.lacks(entry, "奖补合计没有写明包括哪几项奖补。", "A list of money rules names those it is over.");
        }
        for name in names {
            match known.iter().find(|subsidy| subsidy.id.as_str() == name.value) {
                Some(subsidy) => {
                    if !self.taken(entry, "列入合计的奖补", &name, &mut taken) {
                        found.push(subsidy.id.clone());
                    }
                }
                None => self.unknown_subsidy(entry, &name, known),
            }
        }
        found
    }

    fn unknown_subsidy(&mut self, entry: &Table<'_>, name: &At<String>, known: &[Subsidy]) {
        let source = entry.source;
        self.findings
            .error(
                "pack::unknown_subsidy",
                source.file,
                source.text,
                name.span.clone(),
                format!("没有“{}”这项奖补。", name.value),
                format!("There is no money rule “{}”.", name.value),
            )
            .nearest(&name.value, known.iter().map(|subsidy| subsidy.id.as_str()), name.span.clone(), "\"")
            .put();
    }
}

/// How often it is paid, where that is said.
fn payment(entry: &Table<'_>) -> Option<Payment> {
    match entry.text("period").map(|word| word.value).as_deref() {
        Some("once") => Some(Payment::Once),
        Some("yearly") => Some(Payment::Yearly),
        _ => {
            let years = entry.table("period")?.whole_number("years")?;
            u8::try_from(years).ok().map(Payment::Years)
        }
    }
}
