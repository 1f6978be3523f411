//! What follows the score beside adjustments and vetoes: lists of known rules, members that some condition picks out.

use super::Checker;
use super::formulas::Gives;
use super::schemes::Taken;
use crate::members::{List, Member, MemberEffect};
use crate::pack::{Indicator, Meta};
use crate::read;
use crate::scheme::{Adjustment, Grading};
use declared::{At, Table};

impl Checker<'_> {
    pub(super) fn lists(&mut self, population: &Table<'_>, meta: &Meta, adjustments: &[Adjustment]) -> Vec<List> {
        let (mut taken, mut listed) = (Taken::new(), Taken::new());
        let mut lists = Vec::new();
        for entry in population.tables("adjustment_list") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let (at_most, at_least) = (entry.number("at_most"), entry.number("at_least"));
            match (&at_most, &at_least) {
                (Some(most), Some(least)) => {
                    let fits = least.value <= most.value;
                    self.bounded(&entry, "at_least", least, fits, "下限不能高于上限", "it must not be above at_most");
                }
                (None, None) => self.lacks(
                    &entry,
                    "合计上下限需要写明“at_most”或“at_least”。",
                    "A list needs “at_most” or “at_least”.",
                ),
                _ => {}
            }
            let mut rules = Vec::new();
            for name in entry.texts("rules") {
                if !adjustments.iter().any(|rule| rule.id == name.value) {
                    self.unknown_rule(&entry, &name, adjustments);
                } else if !self.taken(&entry, "列入合计的加分、扣分", &name, &mut listed) {
                    rules.push(name.value);
                }
            }
            let (Some(id), Some(title)) = (entry.text("id"), entry.text("title")) else { continue };
            if !self.taken(&entry, "合计上下限编号", &id, &mut taken) {
                let (at_most, at_least) = (at_most.map(|at| at.value), at_least.map(|at| at.value));
                lists.push(List { id: id.value, title: title.value, rules, at_most, at_least, cite });
            }
        }
        lists
    }

    fn unknown_rule(&mut self, entry: &Table<'_>, name: &At<String>, adjustments: &[Adjustment]) {
        let source = entry.source;
        self.findings
            .error(
                "pack::unknown_rule",
                source.file,
                source.text,
                name.span.clone(),
                format!("本类别没有“{}”这条加分或扣分。", name.value),
                format!("There is no adjustment “{}” in this population.", name.value),
            )
            .nearest(&name.value, adjustments.iter().map(|rule| rule.id.as_str()), name.span.clone(), "\"")
            .put();
    }

    pub(super) fn lacks(&mut self, entry: &Table<'_>, zh: &str, en: &str) {
        let source = entry.source;
        self.findings.error("pack::missing_key", source.file, source.text, entry.span(), zh, en).put();
    }

    pub(super) fn members(
        &mut self,
        population: &Table<'_>,
        meta: &Meta,
        subject: &str,
        indicators: &[Indicator],
        grading: Option<&Grading>,
    ) -> Vec<Member> {
        let mut taken = Taken::new();
        let mut members = Vec::new();
        for entry in population.tables("member") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let when = read::formula(&entry, "when")
                .and_then(|text| self.formula(&entry, &text, indicators, subject, &Gives::Condition));
            if entry.get("where").is_none() && entry.get("when").is_none() {
                self.lacks(&entry, "需要用“where”或“when”写明是哪些对象。", "“where” or “when” must say who they are.");
            }
            let effect = self.member_effect(&entry, grading);
            let (Some(id), Some(title), Some(effect)) = (entry.text("id"), entry.text("title"), effect) else {
                continue;
            };
            if !self.taken(&entry, "对象规则编号", &id, &mut taken) {
                let filter = read::filter(&entry, "where");
                members.push(Member { id: id.value, title: title.value, filter, when, effect, cite });
            }
        }
        members
    }

    fn member_effect(&mut self, entry: &Table<'_>, grading: Option<&Grading>) -> Option<MemberEffect> {
        let (word, grade) = (entry.text("effect")?, entry.text("grade"));
        let known: Vec<&str> = grading.iter().flat_map(|g| &g.grades).map(|grade| grade.code.as_str()).collect();
        let is_known = grade.as_ref().is_some_and(|grade| known.contains(&grade.value.as_str()));
        let source = entry.source;
        match (word.value.as_str(), grade) {
            ("exempt", Some(grade)) if is_known => {
                self.findings
                    .error(
                        "pack::grades",
                        source.file,
                        source.text,
                        grade.span,
                        format!("“{}”是等级，不参评的对象要用别的字样，如 T。", grade.value),
                        format!("“{}” is a grade; exempt members bear another word, as T.", grade.value),
                    )
                    .put();
                None
            }
            ("exempt", grade) => Some(MemberEffect::Exempt(grade.map_or_else(|| "T".to_owned(), |grade| grade.value))),
            ("quota_free", None) => Some(MemberEffect::QuotaFree),
            ("quota_free", Some(_)) => {
                self.findings
                    .error(
                        "pack::member",
                        source.file,
                        source.text,
                        entry.key_span("grade"),
                        "不占名额的对象按分数线定级，不写“grade”。",
                        "Members outside the quota are graded by cut scores: no “grade”.",
                    )
                    .help("请删去这一行。", "Delete the line.")
                    .put();
                None
            }
            ("protected", Some(grade)) if is_known => Some(MemberEffect::Protected(grade.value)),
            ("protected", Some(grade)) => {
                self.unknown_grade(entry, &grade, &known);
                None
            }
            ("protected", None) => {
                self.lacks(entry, "保底需要写明“grade”。", "Protection needs “grade”.");
                None
            }
            _ => None,
        }
    }
}
