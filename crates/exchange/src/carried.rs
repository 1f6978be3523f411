//! A policy document held against the pack that carries it: what stands in the pack, and what not yet.

use domain::say::{Lang, Say};
use policy::Pack;
use policy::pack::Cite;
use reader::model::Document;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// Something that was read, and the rule that carries it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Carried {
    /// What kind of thing.
    pub kind: CarriedKind,
    /// Its clause.
    pub path: String,
    /// Its words, without blanks.
    pub text: String,
    /// Their place: characters of the file, end excluded.
    pub offset: [usize; 2],
    /// The rule, as `target.t01`; none where the pack has none.
    pub rule: Option<String>,
}

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedKind {
    /// A task.
    Task,
    /// A target.
    Target,
    /// A money rule.
    MoneyRule,
    /// An evaluation rule.
    EvaluationRule,
}

impl Say for CarriedKind {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Task => ("任务", "task"),
            Self::Target => ("目标", "target"),
            Self::MoneyRule => ("资金政策", "money rule"),
            Self::EvaluationRule => ("考核规定", "evaluation rule"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// A rule of the pack that may carry something: its name, its clause, and the number by which it is known again.
struct Rule {
    name: String,
    clause: String,
    number: Option<f64>,
    taken: bool,
}

/// Each thing that was read, in the order of the document, with the rule of the same kind and clause that carries it; for
/// targets and money rules the number must agree as well, in whatever unit. A rule carries one thing.
#[must_use]
pub fn carried(document: &Document, pack: &Pack) -> Vec<Carried> {
    let mut found = Vec::new();
    let mut tasks: Vec<Rule> =
        pack.tasks.iter().map(|task| rule(format!("task.{}", task.id), &task.cite, None)).collect();
    for task in &document.tasks {
        let place = (task.path.as_str(), task.text.as_str(), task.offset);
        found.push(matched(CarriedKind::Task, place, &[], &mut tasks));
    }
    let number = |value: rust_decimal::Decimal| rust_decimal::prelude::ToPrimitive::to_f64(&value);
    let mut targets: Vec<Rule> = pack
        .targets
        .iter()
        .map(|target| rule(format!("target.{}", target.id), &target.cite, number(target.goal)))
        .collect();
    for target in &document.targets {
        let place = (target.path.as_str(), target.text.as_str(), target.offset);
        let values: Vec<f64> = [target.value, target.value_min].into_iter().flatten().collect();
        found.push(matched(CarriedKind::Target, place, &values, &mut targets));
    }
    let mut money: Vec<Rule> =
        pack.subsidies.iter().map(|one| rule(format!("subsidy.{}", one.id), &one.cite, None)).collect();
    for one in &document.money_rules {
        let place = (one.path.as_str(), one.text.as_str(), one.offset);
        found.push(matched(CarriedKind::MoneyRule, place, &[], &mut money));
    }
    let mut dynamics: Vec<Rule> =
        pack.dynamics.iter().map(|one| rule(format!("dynamic.{}", one.id), &one.cite, None)).collect();
    for one in &document.evaluation_rules {
        let place = (one.path.as_str(), one.text.as_str(), one.offset);
        found.push(matched(CarriedKind::EvaluationRule, place, &[], &mut dynamics));
    }
    found
}

fn rule(name: String, cite: &Cite, number: Option<f64>) -> Rule {
    Rule { name, clause: plain(cite.text()), number, taken: false }
}

fn matched(
    kind: CarriedKind,
    (path, text, offset): (&str, &str, [usize; 2]),
    values: &[f64],
    rules: &mut [Rule],
) -> Carried {
    let clause = plain(path.split('#').next().unwrap_or_default());
    let fits = |rule: &Rule| {
        let numbers = values.is_empty() || rule.number.is_some_and(|own| values.iter().any(|value| same(own, *value)));
        !rule.taken && numbers && rule.clause == clause
    };
    let rule = rules.iter_mut().find(|rule| fits(rule)).map(|rule| {
        rule.taken = true;
        rule.name.clone()
    });
    Carried { kind, path: path.to_owned(), text: text.split_whitespace().collect(), offset, rule }
}

/// Whether two numbers are the same, or the same in units of 万 and 亿: 1 万 is ten thousand.
fn same(one: f64, other: f64) -> bool {
    [1.0, 1e4, 1e8].iter().any(|scale| {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        near(one * scale, other) || near(one, other * scale)
    })
}

/// A clause as it is compared: half width, without blanks and brackets.
fn plain(path: &str) -> String {
    path.nfkc().filter(|sign| !sign.is_whitespace() && !"()[].、,".contains(*sign)).collect()
}
