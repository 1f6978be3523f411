//! Schemes: items with known indicators, sound weights and benchmarks, grades that can be given.

use std::ops::Range;

use domain::id::AttributeName;
use rust_decimal::Decimal;

use super::formulas::Gives;
use super::index::Placed;
use super::{Checker, Rules};
use crate::conflict::Rule;
use crate::pack::{Indicator, Meta};
use crate::read;
use crate::scheme::{
    Adjustment, Boundary, Grade, Grading, GradingMethod, HeadRounding, Item, MissingRule, Over, Population, Scheme,
    Ties, Veto, VetoEffect,
};
use declared::{At, Table};

/// Names that may stand once, with their places.
pub(super) type Taken = Vec<(String, Range<usize>)>;

impl Checker<'_> {
    pub(super) fn schemes(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Taken::new();
        for entry in table.tables("scheme") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let subject = entry.text("subject").map(|subject| subject.value);
            let populations = self.populations(&entry, meta, subject.as_deref().unwrap_or_default(), &rules.indicators);
            let (Some(id), Some(title), Some(subject), Some(decimals)) =
                (entry.text("id"), entry.text("title"), subject, entry.whole_number("decimals"))
            else {
                continue;
            };
            let Ok(scheme_id) = id.value.parse::<domain::id::SchemeId>() else { continue };
            if self.taken(&entry, "考核方案编号", &id, &mut taken) {
                continue;
            }
            let own = Scheme {
                id: scheme_id.clone(),
                title: title.value,
                subject,
                period: read::frequency(&entry),
                decimals: u32::try_from(decimals).unwrap_or_default(),
                ties: read::word(&entry, "ties", Ties::from_code, Ties::Competition),
                populations,
                cite,
                pack: meta.id.clone(),
            };
            match rules.schemes.iter().position(|scheme| scheme.id == scheme_id) {
                Some(at) => {
                    let from = rules.schemes[at].pack.clone();
                    let rule = Rule::Scheme(scheme_id);
                    if self.settle(&entry, &rule, &from, id.span, &mut rules.conflicts, None) {
                        rules.schemes[at] = own;
                    }
                }
                None => rules.schemes.push(own),
            }
        }
    }

    /// Reports `name` where it is taken; else takes it.
    pub(super) fn taken(&mut self, table: &Table<'_>, what: &str, name: &At<String>, taken: &mut Taken) -> bool {
        if let Some((_, first)) = taken.iter().find(|(other, _)| *other == name.value) {
            self.twice(table, what, name, first.clone());
            return true;
        }
        taken.push((name.value.clone(), name.span.clone()));
        false
    }

    fn populations(
        &mut self,
        scheme: &Table<'_>,
        meta: &Meta,
        subject: &str,
        indicators: &[Indicator],
    ) -> Vec<Population> {
        let mut taken = Taken::new();
        let mut populations = Vec::new();
        for entry in scheme.tables("population") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let (Some(id), Some(title)) = (entry.text("id"), entry.text("title")) else { continue };
            let Ok(population_id) = id.value.parse() else { continue };
            if self.taken(&entry, "评价对象类别编号", &id, &mut taken) {
                continue;
            }
            let when = read::formula(&entry, "when")
                .and_then(|text| self.formula(&entry, &text, indicators, subject, &Gives::Condition));
            let grading = entry.table("grading").and_then(|grading| self.grading(&grading, meta));
            let weight_sets = self.weight_sets(&entry, meta);
            let method = entry.table("method").map(|method| self.method(&method, meta, &weight_sets));
            let nodes = self.nodes(&entry, meta, method.is_some());
            let items = match &method {
                Some((method, steps)) => {
                    self.index_items(&entry, meta, subject, indicators, &nodes, (steps, method.years))
                }
                None => self.items(&entry, meta, subject, indicators, &nodes),
            };
            self.hanging(&entry, &nodes, &items, method.is_some());
            if let Some((method, _)) = &method {
                self.ranking(&entry, method);
            }
            let firmness = self.firmness(&entry, meta, method.as_ref().map(|(method, _)| method));
            let adjustments = self.adjustments(&entry, meta, subject, indicators);
            let lists = self.lists(&entry, meta, &adjustments);
            let members = self.members(&entry, meta, subject, indicators, grading.as_ref());
            let vetoes = self.vetoes(&entry, meta, subject, indicators, grading.as_ref());
            populations.push(Population {
                id: population_id,
                title: title.value,
                filter: read::filter(&entry, "where"),
                when,
                group_by: entry.parsed::<AttributeName>("group_by").map(|name| name.value),
                nodes: nodes.into_iter().map(|placed| placed.node).collect(),
                items,
                method: method.map(|(method, _)| method),
                weight_sets,
                firmness,
                adjustments,
                lists,
                members,
                vetoes,
                grading,
                cite,
            });
        }
        populations
    }

    fn items(
        &mut self,
        population: &Table<'_>,
        meta: &Meta,
        subject: &str,
        indicators: &[Indicator],
        nodes: &[Placed],
    ) -> Vec<Item> {
        let mut taken = Taken::new();
        let mut items = Vec::new();
        for entry in population.tables("item") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let function = read::item_function(&entry, self.findings);
            self.no_steps(&entry);
            let under = self.under(&entry, nodes);
            let Some(name) = entry.text("indicator") else { continue };
            let Some(code) = self.known_indicator(&entry, &name, subject, indicators) else { continue };
            if self.taken(&entry, "本类别的考核项", &name, &mut taken) {
                continue;
            }
            let Some(weight) = entry.number("weight") else { continue };
            self.bounded(
                &entry,
                "weight",
                &weight,
                weight.value > Decimal::ZERO,
                "权重须大于 0",
                "a weight must be above 0",
            );
            let Some(function) = function else { continue };
            self.sound(&entry, &function, &code, subject, indicators);
            let missing = read::missing_rule(&entry);
            if let MissingRule::Penalty(points) = &missing
                && *points > Decimal::ZERO
            {
                let span = entry.get("missing").map_or_else(|| entry.span(), toml::Spanned::span);
                let at = At { value: *points, span };
                self.bounded(&entry, "penalty", &at, false, "缺失扣分写负数", "write a penalty as a negative number");
            }
            items.push(Item { indicator: code, under, weight: weight.value, function, missing, cite });
        }
        items
    }

    pub(super) fn bounded(&mut self, table: &Table<'_>, name: &str, at: &At<Decimal>, fits: bool, zh: &str, en: &str) {
        if !fits {
            let source = table.source;
            self.findings
                .error(
                    "pack::out_of_range",
                    source.file,
                    source.text,
                    at.span.clone(),
                    format!("“{name}”为 {}：{zh}。", at.value),
                    format!("“{name}” is {}: {en}.", at.value),
                )
                .put();
        }
    }

    /// The code of an indicator that exists and is measured for `subject`.
    pub(super) fn known_indicator(
        &mut self,
        table: &Table<'_>,
        name: &At<String>,
        subject: &str,
        indicators: &[Indicator],
    ) -> Option<domain::id::IndicatorCode> {
        let found = indicators.iter().find(|indicator| indicator.code.as_str() == name.value);
        if let Some(indicator) = found.filter(|indicator| subject.is_empty() || indicator.subject == subject) {
            return Some(indicator.code.clone());
        }
        let (zh, en) = match found {
            Some(other) => (
                format!("指标“{}”的对象是 {}，这里的对象是 {subject}。", name.value, other.subject),
                format!("“{}” is measured for {}, not for {subject}.", name.value, other.subject),
            ),
            None => (format!("没有“{}”这个指标。", name.value), format!("There is no indicator “{}”.", name.value)),
        };
        let known = indicators.iter().filter(|indicator| subject.is_empty() || indicator.subject == subject);
        let source = table.source;
        self.findings
            .error("pack::unknown_indicator", source.file, source.text, name.span.clone(), zh, en)
            .nearest(&name.value, known.map(|indicator| indicator.code.as_str()), name.span.clone(), "\"")
            .put();
        None
    }

    fn adjustments(
        &mut self,
        population: &Table<'_>,
        meta: &Meta,
        subject: &str,
        indicators: &[Indicator],
    ) -> Vec<Adjustment> {
        let mut taken = Taken::new();
        let mut adjustments = Vec::new();
        for entry in population.tables("adjustment") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let points = read::formula(&entry, "points")
                .and_then(|text| self.formula(&entry, &text, indicators, subject, &Gives::Points));
            let (at_most, at_least) = (entry.number("at_most"), entry.number("at_least"));
            if let (Some(most), Some(least)) = (&at_most, &at_least) {
                let fits = least.value <= most.value;
                self.bounded(&entry, "at_least", least, fits, "下限不能高于上限", "it must not be above at_most");
            }
            let (Some(id), Some(title), Some(points)) = (entry.text("id"), entry.text("title"), points) else {
                continue;
            };
            if self.taken(&entry, "加分扣分编号", &id, &mut taken) {
                continue;
            }
            let value = |at: Option<At<Decimal>>| at.map(|at| at.value);
            adjustments.push(Adjustment {
                id: id.value,
                title: title.value,
                points,
                at_most: value(at_most),
                at_least: value(at_least),
                cite,
            });
        }
        adjustments
    }

    fn vetoes(
        &mut self,
        population: &Table<'_>,
        meta: &Meta,
        subject: &str,
        indicators: &[Indicator],
        grading: Option<&Grading>,
    ) -> Vec<Veto> {
        let mut taken = Taken::new();
        let mut vetoes = Vec::new();
        for entry in population.tables("veto") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let when = read::formula(&entry, "when")
                .and_then(|text| self.formula(&entry, &text, indicators, subject, &Gives::Condition));
            let effect = self.veto_effect(&entry, grading);
            let (Some(id), Some(title), Some(when), Some(effect)) =
                (entry.text("id"), entry.text("title"), when, effect)
            else {
                continue;
            };
            if !self.taken(&entry, "一票否决编号", &id, &mut taken) {
                vetoes.push(Veto { id: id.value, title: title.value, when, effect, cite });
            }
        }
        vetoes
    }

    /// Reports a grade that the population does not give.
    pub(super) fn unknown_grade(&mut self, entry: &Table<'_>, grade: &At<String>, known: &[&str]) {
        let source = entry.source;
        self.findings
            .error(
                "pack::unknown_grade",
                source.file,
                source.text,
                grade.span.clone(),
                format!("本类别没有“{}”这个等级。", grade.value),
                format!("There is no grade “{}” in this population.", grade.value),
            )
            .nearest(&grade.value, known.iter().copied(), grade.span.clone(), "\"")
            .put();
    }

    fn veto_effect(&mut self, entry: &Table<'_>, grading: Option<&Grading>) -> Option<VetoEffect> {
        let word = entry.text("effect")?;
        let needs_grade = matches!(word.value.as_str(), "grade_ceiling" | "forced_grade");
        let grade = entry.text("grade");
        let known: Vec<&str> = grading.iter().flat_map(|g| &g.grades).map(|grade| grade.code.as_str()).collect();
        let source = entry.source;
        match (needs_grade, grade) {
            (true, Some(grade)) if known.contains(&grade.value.as_str()) => Some(if word.value == "grade_ceiling" {
                VetoEffect::Ceiling(grade.value)
            } else {
                VetoEffect::Forced(grade.value)
            }),
            (true, Some(grade)) => {
                self.unknown_grade(entry, &grade, &known);
                None
            }
            (true, None) => {
                self.findings
                    .error(
                        "pack::missing_key",
                        source.file,
                        source.text,
                        word.span,
                        format!("后果 {} 需要写明“grade”。", word.value),
                        format!("The effect {} needs “grade”.", word.value),
                    )
                    .help("请加上一行：grade = \"…\"", "Add a line: grade = \"…\"")
                    .put();
                None
            }
            (false, _) if word.value == "excluded" => Some(VetoEffect::Excluded),
            (false, _) if word.value == "award_lost" => Some(VetoEffect::AwardLost),
            (false, _) => None,
        }
    }

    fn grading(&mut self, entry: &Table<'_>, meta: &Meta) -> Option<Grading> {
        let cite = read::cite(entry, meta.demonstration, self.findings);
        let method = entry.text("method")?;
        let quota = method.value == "quota";
        let source = entry.source;
        let mut complete = true;
        for name in ["rounding", "boundary"] {
            if quota && entry.get(name).is_none() {
                complete = false;
                self.findings
                    .error(
                        "pack::missing_key",
                        source.file,
                        source.text,
                        method.span.clone(),
                        format!("按比例划分等级需要写明“{name}”。"),
                        format!("Grading by quota needs “{name}”."),
                    )
                    .help(format!("请加上一行：{name} = …"), format!("Add a line: {name} = …"))
                    .put();
            }
        }
        let grades = self.grades(entry, quota)?;
        let method = if quota {
            GradingMethod::Quota {
                rounding: read::word(entry, "rounding", HeadRounding::from_code, HeadRounding::HalfUp),
                boundary: read::word(entry, "boundary", Boundary::from_code, Boundary::Better),
            }
        } else {
            GradingMethod::CutOff
        };
        let over = read::word(entry, "over", Over::from_code, Over::Group);
        complete.then_some(Grading { method, over, grades, cite })
    }

    /// Grades from best to worst: bounds in order, the last without one.
    fn grades(&mut self, grading: &Table<'_>, quota: bool) -> Option<Vec<Grade>> {
        let key = if quota { "up_to" } else { "at_least" };
        let entries = grading.tables("grade");
        let mut taken = Taken::new();
        let mut grades: Vec<Grade> = Vec::new();
        let mut last: Option<Decimal> = None;
        for (at, entry) in entries.iter().enumerate() {
            let code = entry.text("code")?;
            self.taken(entry, "等级", &code, &mut taken);
            let bound = entry.number(key);
            let worst = at + 1 == entries.len();
            let source = entry.source;
            if worst != bound.is_none() {
                let (zh, en) = if worst {
                    (
                        format!("最后一级收下其余的，不写“{key}”。"),
                        format!("The last grade takes the rest: no “{key}”."),
                    )
                } else {
                    (
                        format!("等级“{}”需要写明“{key}”。", code.value),
                        format!("The grade “{}” needs “{key}”.", code.value),
                    )
                };
                let span = bound.as_ref().map_or(code.span.clone(), |bound| bound.span.clone());
                self.findings.error("pack::grades", source.file, source.text, span, zh, en).put();
                return None;
            }
            if let Some(bound) = &bound {
                let in_order = last.is_none_or(|last| if quota { bound.value > last } else { bound.value < last });
                let fits = in_order && (!quota || (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&bound.value));
                let (zh, en) = if quota {
                    ("累计占比须从优到劣递增，在 0 到 100 之间", "cumulative shares must grow, between 0 and 100")
                } else {
                    ("最低得分须从优到劣递减", "least scores must fall from best to worst")
                };
                self.bounded(entry, key, bound, fits, zh, en);
                last = Some(bound.value);
            }
            let bound = bound.map(|bound| if quota { bound.value / Decimal::ONE_HUNDRED } else { bound.value });
            grades.push(Grade { code: code.value, title: entry.text("title").map(|title| title.value), bound });
        }
        Some(grades)
    }
}
