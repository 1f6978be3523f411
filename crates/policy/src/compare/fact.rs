//! A fact: one field of a rule by name, with its value in words.

use domain::say::{Lang, Said, Say};
use rust_decimal::Decimal;

use crate::formula::Formula;
use crate::pack::{AttributeFilter, Cite};

/// One field of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What tells the field from the others of its rule; the same in every version.
    pub key: String,
    /// What people call it.
    pub name: Said,
    /// Its value.
    pub value: Said,
}

/// The facts of one rule as they are told.
#[derive(Debug, Default)]
pub(super) struct Facts(pub Vec<Fact>);

impl Facts {
    /// A fact in both languages.
    pub fn said(&mut self, key: impl Into<String>, zh: impl Into<String>, en: impl Into<String>, value: Said) {
        self.0.push(Fact { key: key.into(), name: Said::new(zh, en), value });
    }

    /// A text.
    pub fn text(&mut self, key: &str, zh: &str, en: &str, text: &str) {
        self.said(key, zh, en, Said::new(text, text));
    }

    /// A text that may be absent.
    pub fn text_if(&mut self, key: &str, zh: &str, en: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, zh, en, text);
        }
    }

    /// A list of texts; absent where it is empty.
    pub fn texts<'t>(&mut self, key: &str, zh: &str, en: &str, texts: impl IntoIterator<Item = &'t str>) {
        let joined = texts.into_iter().collect::<Vec<_>>().join("、");
        self.text_if(key, zh, en, Some(joined.as_str()).filter(|text| !text.is_empty()));
    }

    /// A number.
    pub fn number(&mut self, key: impl Into<String>, zh: impl Into<String>, en: impl Into<String>, number: Decimal) {
        let text = plain(number);
        self.said(key, zh, en, Said::new(text.clone(), text));
    }

    /// A number that may be absent.
    pub fn number_if(&mut self, key: &str, zh: &str, en: &str, number: Option<Decimal>) {
        if let Some(number) = number {
            self.number(key, zh, en, number);
        }
    }

    /// A share, as a percentage.
    pub fn percent(&mut self, key: &str, zh: &str, en: &str, share: Option<Decimal>) {
        if let Some(share) = share {
            let text = percent(share);
            self.text(key, zh, en, &text);
        }
    }

    /// What can say itself.
    pub fn say(&mut self, key: &str, zh: &str, en: &str, value: &impl Say) {
        self.said(key, zh, en, both(value));
    }

    /// True or false.
    pub fn truth(&mut self, key: &str, zh: &str, en: &str, truth: bool) {
        self.said(key, zh, en, if truth { Said::new("是", "yes") } else { Said::new("否", "no") });
    }

    /// A formula, as written.
    pub fn formula(&mut self, key: &str, zh: &str, en: &str, formula: Option<&Formula>) {
        // The tree follows from the text and from the indicators, the unit from both: what differs there is told there.
        self.text_if(key, zh, en, formula.map(|formula| formula.text.as_str()));
    }

    /// Conditions on attributes.
    pub fn filter(&mut self, filter: &[AttributeFilter]) {
        for AttributeFilter { attribute, any_of } in filter {
            let (zh, en) = (format!("条件 {attribute}"), format!("condition {attribute}"));
            let values = any_of.join("、");
            self.said(format!("where.{attribute}"), zh, en, Said::new(values.clone(), values));
        }
    }

    /// Where the rule comes from.
    pub fn cite(&mut self, cite: &Cite) {
        let value = match cite {
            Cite::Clause(text) => Said::new(text, text),
            Cite::Demonstration(text) => Said::new(format!("演示：{text}"), format!("demonstration: {text}")),
        };
        self.said("cite", "依据", "clause", value);
    }
}

/// In both languages.
pub(super) fn both(value: &impl Say) -> Said {
    Said::new(value.say(Lang::Zh), value.say(Lang::En))
}

/// A number without zeros that say nothing.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A share as a percentage.
pub(super) fn percent(share: Decimal) -> String {
    format!("{}%", plain(share * Decimal::ONE_HUNDRED))
}
