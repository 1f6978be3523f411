//! Indicators: codes taken once, formulas typed, no formula that needs itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use domain::id::IndicatorCode;
use domain::unit::Unit;

use super::formulas::Gives;
use super::{Checker, Rules};
use crate::conflict::Rule;
use crate::pack::{Definition, Direction, Indicator, Meta};
use crate::read::{self, FormulaText};
use declared::{At, Table};

impl Checker<'_> {
    pub(super) fn indicators(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut places: BTreeMap<IndicatorCode, Range<usize>> = BTreeMap::new();
        let mut formulas: Vec<(IndicatorCode, FormulaText, Table<'_>)> = Vec::new();
        for entry in table.tables("indicator") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let (Some(code), Some(title), Some(subject), Some(unit)) =
                (read::code(&entry, "code"), entry.text("title"), entry.text("subject"), entry.parsed::<Unit>("unit"))
            else {
                continue;
            };
            if let Some(first) = places.get(&code.value) {
                let name = At { value: code.value.to_string(), span: code.span };
                self.twice(&entry, "指标代码", &name, first.clone());
                continue;
            }
            places.insert(code.value.clone(), code.span.clone());
            let own = Indicator {
                code: code.value.clone(),
                title: title.value,
                aliases: entry.texts("aliases").into_iter().map(|alias| alias.value).collect(),
                unit: unit.value,
                subject: subject.value,
                direction: read::word(&entry, "direction", Direction::from_code, Direction::Higher),
                period: read::frequency(&entry),
                definition: Definition::Reported,
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            let upper = rules.indicators.iter().position(|indicator| indicator.code == code.value);
            if let Some(at) = upper {
                let rule = Rule::Indicator(code.value.clone());
                let from = rules.indicators[at].pack.clone();
                if !self.settle(&entry, &rule, &from, code.span, &mut rules.conflicts, None) {
                    continue;
                }
                rules.indicators[at] = own;
            } else {
                rules.indicators.push(own);
            }
            if let Some(formula) = read::formula(&entry, "formula") {
                formulas.push((code.value, formula, entry));
            }
        }
        self.derive(formulas, rules);
    }

    fn derive(&mut self, formulas: Vec<(IndicatorCode, FormulaText, Table<'_>)>, rules: &mut Rules) {
        let mut written = BTreeMap::new();
        for (code, text, entry) in formulas {
            let Some(at) = rules.indicators.iter().position(|indicator| indicator.code == code) else { continue };
            let (unit, subject) = (rules.indicators[at].unit, rules.indicators[at].subject.clone());
            if let Some(formula) = self.formula(&entry, &text, &rules.indicators, &subject, &Gives::Number(&unit)) {
                rules.indicators[at].definition = Definition::Derived(formula);
                written.insert(code, (text, entry));
            }
        }
        for (code, (text, entry)) in &written {
            if let Some(round) = needs_itself(code, &rules.indicators) {
                let round = round.iter().map(IndicatorCode::as_str).collect::<Vec<_>>().join(" → ");
                let source = entry.source;
                self.findings
                    .error(
                        "pack::formula_cycle",
                        source.file,
                        source.text,
                        text.place(&(0..text.text.len())),
                        format!("公式绕回了自己：{round}。"),
                        format!("The formula needs itself: {round}."),
                    )
                    .help(
                        "请让其中一个指标改为报送取得，或改写公式。",
                        "Let one of them be reported, or rewrite the formula.",
                    )
                    .put();
            }
        }
    }
}

/// The way from an indicator through formulas back to itself, where there is one.
fn needs_itself(code: &IndicatorCode, indicators: &[Indicator]) -> Option<Vec<IndicatorCode>> {
    fn walk(
        at: &IndicatorCode,
        to: &IndicatorCode,
        indicators: &[Indicator],
        way: &mut Vec<IndicatorCode>,
        seen: &mut BTreeSet<IndicatorCode>,
    ) -> bool {
        way.push(at.clone());
        let needed = indicators.iter().find(|indicator| indicator.code == *at).and_then(Indicator::formula);
        for next in needed.map(crate::formula::Formula::indicators).unwrap_or_default() {
            if next == *to {
                way.push(next);
                return true;
            }
            if seen.insert(next.clone()) && walk(&next, to, indicators, way, seen) {
                return true;
            }
        }
        way.pop();
        false
    }
    let mut way = Vec::new();
    walk(code, code, indicators, &mut way, &mut BTreeSet::new()).then_some(way)
}
