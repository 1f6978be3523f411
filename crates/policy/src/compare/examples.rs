//! A pack's own examples, told as rules.

use domain::say::Said;

use super::RuleKind;
use super::fact::{Facts, plain};
use super::index;
use super::rules::{Place, Rule};
use crate::pack::Pack;
use crate::test::{Expect, Expected, Given, PackTest};

pub(super) fn example(pack: &Pack, test: &PackTest, rules: &mut Vec<Rule>) {
    let PackTest { file, title, scheme, period, given, expect, cite } = test;
    let mut facts = Facts::default();
    facts.text("title", "说明了什么", "what it shows", title);
    facts.text("scheme", "方案", "scheme", scheme.as_str());
    facts.text("period", "报告期", "period", &period.to_string());
    let top = Place::top(&pack.meta.id);
    rules.push(top.rule(RuleKind::Example, file, Said::new(file, file), Some(cite), facts));
    let place = top.below(file, title);
    for Given { subject, period: of, values, attributes } in given {
        let mut facts = Facts::default();
        if of != period {
            facts.text("period", "报告期", "period", &of.to_string());
        }
        index::values(pack, values, &mut facts);
        for (name, value) in attributes {
            facts.said(format!("attribute.{name}"), name.as_str(), name.as_str(), Said::new(value, value));
        }
        rules.push(place.rule(RuleKind::Given, subject.as_str(), named(subject.as_str()), None, facts));
    }
    // The line is where it stands, not what it says.
    for Expect { subject, score, rank, grade, tolerance, line: _ } in expect {
        let mut facts = Facts::default();
        expected("score", "得分", "score", score.as_ref(), |score| plain(*score), &mut facts);
        expected("rank", "名次", "rank", rank.as_ref(), u32::to_string, &mut facts);
        expected("grade", "等级", "grade", grade.as_ref(), String::clone, &mut facts);
        facts.number("tolerance", "允许的误差", "tolerance", *tolerance);
        rules.push(place.rule(RuleKind::Expect, subject.as_str(), named(subject.as_str()), None, facts));
    }
}

fn named(subject: &str) -> Said {
    Said::new(format!("算例中的“{subject}”"), format!("“{subject}” of an example"))
}

fn expected<T>(
    key: &str,
    zh: &str,
    en: &str,
    value: Option<&Expected<T>>,
    write: impl Fn(&T) -> String,
    facts: &mut Facts,
) {
    match value {
        Some(Expected::Is(value)) => facts.text(key, zh, en, &write(value)),
        Some(Expected::None) => facts.said(key, zh, en, Said::new("不应有", "must be none")),
        None => {}
    }
}
