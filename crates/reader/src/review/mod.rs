//! A reading that a person goes through: the text it is shown beside, a name for every item, and what becomes of the reading
//! once items were corrected or dropped.

mod field;
mod key;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use field::{Field, FieldFault, Holds, fields};
pub use key::{ItemKey, Kind};

use crate::error::ReadError;
use crate::form::{self, Offsets, Pdftotext};
use crate::model::{Document, EvaluationRule, MoneyRule, Reading, Target, Task};
use crate::read_source;

/// A reading and the text that it is shown beside. All offsets count the characters of this text, also those of a web page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// What was read.
    pub reading: Reading,
    /// The characters that were read.
    pub text: String,
}

/// Reads a file to be shown.
///
/// # Errors
/// [`ReadError`] when no text can be read.
pub fn shown(bytes: &[u8], pdftotext: &Pdftotext) -> Result<Shown, ReadError> {
    let source = form::open(bytes, pdftotext)?;
    let mut reading = read_source(&source);
    let within = |place: &mut [usize; 2]| *place = source.within(*place);
    for document in &mut reading.documents {
        document.sections.iter_mut().for_each(|one| within(&mut one.offset));
        document.tasks.iter_mut().for_each(|one| {
            within(&mut one.offset);
            one.unit_offset.iter_mut().for_each(within);
        });
        document.targets.iter_mut().for_each(|one| within(&mut one.offset));
        document.money_rules.iter_mut().for_each(|one| within(&mut one.offset));
        document.evaluation_rules.iter_mut().for_each(|one| within(&mut one.offset));
    }
    (reading.text, reading.offsets) = (None, Offsets::Text);
    Ok(Shown { reading, text: source.chars().iter().collect() })
}

/// An item as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name.
    pub key: ItemKey,
    /// The words it was read from.
    pub text: String,
    /// Their place.
    pub offset: [usize; 2],
    /// The clause they stand in.
    pub path: String,
    /// How sure the reader is, 0–1.
    pub confidence: f64,
    /// All of it, as JSON.
    pub value: Value,
    /// Whether a person added it.
    pub added: bool,
}

/// An item that a person added: one whose number follows those that were read. Nothing where `value` is no such item.
#[must_use]
pub fn added(reading: &Reading, key: ItemKey, value: &str) -> Option<Item> {
    if key.number <= count(reading, key)? {
        return None;
    }
    let value: Value = serde_json::from_str(value).ok()?;
    let fits = match key.kind {
        Kind::Task => serde_json::from_value::<Task>(value.clone()).is_ok(),
        Kind::Target => serde_json::from_value::<Target>(value.clone()).is_ok(),
        Kind::Money => serde_json::from_value::<MoneyRule>(value.clone()).is_ok(),
        Kind::Evaluation => serde_json::from_value::<EvaluationRule>(value.clone()).is_ok(),
    };
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let offset = serde_json::from_value(value.get("offset")?.clone()).ok()?;
    let (text, path) = (text("text"), text("path"));
    fits.then_some(Item { key, text, offset, path, confidence: 1.0, value, added: true })
}

/// How many items of that kind were read from that document.
fn count(reading: &Reading, key: ItemKey) -> Option<usize> {
    let document = reading.documents.get(key.document.checked_sub(1)?)?;
    Some(match key.kind {
        Kind::Task => document.tasks.len(),
        Kind::Target => document.targets.len(),
        Kind::Money => document.money_rules.len(),
        Kind::Evaluation => document.evaluation_rules.len(),
    })
}

/// An item still without fields at the place `offset` of the text, and its name: the first that none of `taken` bears.
/// Nothing where the file holds no document.
#[must_use]
pub fn blank(shown: &Shown, kind: Kind, offset: [usize; 2], taken: &[ItemKey]) -> Option<(ItemKey, Value)> {
    // The last document, and in it the last clause, that begins before the place.
    let before = |document: &&Document| document.sections.first().is_none_or(|first| first.offset[0] <= offset[0]);
    let all = &shown.reading.documents;
    let at = all.iter().rposition(|document| before(&document)).or((!all.is_empty()).then_some(0))?;
    let sections = all.get(at).map(|document| document.sections.as_slice()).unwrap_or_default();
    let path =
        sections.iter().rev().find(|section| section.offset[0] <= offset[0]).map(|section| section.path.as_str());
    let mut key = ItemKey { document: at + 1, kind, number: 1 };
    key.number += count(&shown.reading, key)?;
    while taken.contains(&key) {
        key.number += 1;
    }
    let text: String = shown.text.chars().skip(offset[0]).take(offset[1].saturating_sub(offset[0])).collect();
    let path = path.unwrap_or_default();
    Some((key, serde_json::json!({ "text": text, "offset": offset, "path": path, "confidence": 1.0 })))
}

impl Shown {
    /// How many items were read.
    #[must_use]
    pub fn count(&self) -> usize {
        let of =
            |one: &Document| one.tasks.len() + one.targets.len() + one.money_rules.len() + one.evaluation_rules.len();
        self.reading.documents.iter().map(of).sum()
    }
}

/// What is decided about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is this instead, as JSON.
    Instead(String),
    /// It is none.
    Drop,
}

/// The items of a document (numbered from 1 among those of the reading), kind by kind, each kind in the order of the text.
#[must_use]
pub fn items(number: usize, document: &Document) -> Vec<Item> {
    macro_rules! of {
        ($kind:expr, $list:expr) => {
            $list.iter().enumerate().map(|(at, one)| Item {
                key: ItemKey { document: number, kind: $kind, number: at + 1 },
                text: one.text.clone(),
                offset: one.offset,
                path: one.path.clone(),
                confidence: one.confidence,
                value: serde_json::to_value(one).unwrap_or_default(),
                added: false,
            })
        };
    }
    let mut all: Vec<Item> = of!(Kind::Task, document.tasks).collect();
    all.extend(of!(Kind::Target, document.targets));
    all.extend(of!(Kind::Money, document.money_rules));
    all.extend(of!(Kind::Evaluation, document.evaluation_rules));
    all
}

/// The reading as it is after what was decided; what says nothing about an item leaves it as it was read, and what a person
/// added follows what was read.
#[must_use]
pub fn reviewed(reading: &Reading, verdicts: &BTreeMap<ItemKey, Verdict>) -> Reading {
    let mut reading = reading.clone();
    for (at, document) in reading.documents.iter_mut().enumerate() {
        let of = |kind| {
            let first = ItemKey { document: at + 1, kind, number: 1 };
            verdicts.range(first..=ItemKey { number: usize::MAX, ..first }).map(|(key, verdict)| (key.number, verdict))
        };
        decided(&mut document.tasks, of(Kind::Task).collect());
        decided(&mut document.targets, of(Kind::Target).collect());
        decided(&mut document.money_rules, of(Kind::Money).collect());
        decided(&mut document.evaluation_rules, of(Kind::Evaluation).collect());
    }
    reading
}

fn decided<T: DeserializeOwned>(list: &mut Vec<T>, mut verdicts: BTreeMap<usize, &Verdict>) {
    let mut number = 0;
    list.retain_mut(|one| {
        number += 1;
        match verdicts.remove(&number) {
            None => true,
            Some(Verdict::Drop) => false,
            Some(Verdict::Instead(value)) => {
                // What no longer fits, since an item has other fields by now, leaves it as it was read.
                if let Ok(instead) = serde_json::from_str(value) {
                    *one = instead;
                }
                true
            }
        }
    });
    let more = verdicts.into_values().filter_map(|verdict| match verdict {
        Verdict::Instead(value) => serde_json::from_str(value).ok(),
        Verdict::Drop => None,
    });
    list.extend(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "示例市开发区方案\n\n一、主要目标\n\n到2030年，规上工业总产值达到100亿元，研发投入占比达到3%。\n\n\
                        二、主要任务\n\n（一）建设园区道路。新建道路10公里。（牵头单位：市住建局；配合单位：市财政局、市交通局）\n";

    #[test]
    fn items_have_names_and_what_was_decided_about_them_shows_in_the_reading() {
        let read = shown(PLAN.as_bytes(), &Pdftotext::default()).unwrap();
        let document = &read.reading.documents[0];
        let all = items(1, document);
        let keys: Vec<_> = all.iter().map(|item| item.key.to_string()).collect();
        assert!(keys.contains(&"1-task-1".to_owned()) && keys.contains(&"1-target-2".to_owned()), "{keys:?}");
        let chars: Vec<char> = read.text.chars().collect();
        for item in &all {
            assert_eq!(chars[item.offset[0]..item.offset[1]].iter().collect::<String>(), item.text);
        }
        let target = all.iter().find(|item| item.key.to_string() == "1-target-1").unwrap();
        let form = |name: &str| if name == "value" { Some("120".to_owned()) } else { None };
        let corrected = fields(Kind::Target).correct(&target.value, form).unwrap();
        let verdicts = BTreeMap::from([
            (target.key, Verdict::Instead(corrected.to_string())),
            ("1-target-2".parse().unwrap(), Verdict::Drop),
        ]);
        let after = reviewed(&read.reading, &verdicts);
        let targets = &after.documents[0].targets;
        assert_eq!((targets.len() + 1, targets[0].value), (document.targets.len(), Some(120.0)));
        assert_eq!(after.documents[0].tasks, document.tasks);
    }

    #[test]
    fn what_was_missed_is_added_at_its_place_and_stands_in_the_reading() {
        let read = shown(PLAN.as_bytes(), &Pdftotext::default()).unwrap();
        let at = read.text.chars().position(|ch| ch == '建').unwrap();
        let (key, value) = blank(&read, Kind::Money, [at, at + 6], &[]).unwrap();
        assert_eq!((key.to_string().as_str(), &value["text"]), ("1-money-1", &Value::from("建设园区道路")));
        assert_eq!(value["path"], "二/（一）");
        let next = blank(&read, Kind::Money, [at, at + 6], &[key]).unwrap().0;
        assert_eq!(next.number, 2);
        let filled = fields(Kind::Money).correct(&value, |name| (name == "amount").then(|| "20".to_owned())).unwrap();
        let item = added(&read.reading, key, &filled.to_string()).unwrap();
        assert!(item.added && item.offset == [at, at + 6]);
        let after = reviewed(&read.reading, &BTreeMap::from([(key, Verdict::Instead(filled.to_string()))]));
        assert_eq!(after.documents[0].money_rules[0].amount, Some(20.0));
        // What was read cannot be added, nor what is no item.
        let read_one = ItemKey { document: 1, kind: Kind::Task, number: 1 };
        assert_eq!(added(&read.reading, read_one, &filled.to_string()), None);
        assert_eq!(added(&read.reading, key, "{\"amount\":\"viel\"}"), None);
        assert_eq!(added(&read.reading, ItemKey { document: 9, ..key }, &filled.to_string()), None);
    }

    #[test]
    fn offsets_of_a_web_page_count_the_characters_that_are_shown() {
        let page = format!("<html><body><p>{}</p></body></html>", PLAN.replace("\n\n", "</p><p>"));
        let read = shown(page.as_bytes(), &Pdftotext::default()).unwrap();
        let chars: Vec<char> = read.text.chars().collect();
        let all = items(1, &read.reading.documents[0]);
        assert!(all.iter().any(|item| item.key.kind == Kind::Target));
        for item in &all {
            let there: String = chars[item.offset[0]..item.offset[1]].iter().collect();
            assert!(there.contains(item.text.trim_end().get(..3).unwrap()), "{there} / {}", item.text);
        }
    }
}
