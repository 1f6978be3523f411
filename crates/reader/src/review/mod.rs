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
use crate::model::{Document, Reading};
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
            })
        };
    }
    let mut all: Vec<Item> = of!(Kind::Task, document.tasks).collect();
    all.extend(of!(Kind::Target, document.targets));
    all.extend(of!(Kind::Money, document.money_rules));
    all.extend(of!(Kind::Evaluation, document.evaluation_rules));
    all
}

/// The reading as it is after what was decided; what says nothing about an item leaves it as it was read.
#[must_use]
pub fn reviewed(reading: &Reading, verdicts: &BTreeMap<ItemKey, Verdict>) -> Reading {
    let mut reading = reading.clone();
    for (at, document) in reading.documents.iter_mut().enumerate() {
        let verdict = |kind, number: usize| verdicts.get(&ItemKey { document: at + 1, kind, number: number + 1 });
        decided(&mut document.tasks, |number| verdict(Kind::Task, number));
        decided(&mut document.targets, |number| verdict(Kind::Target, number));
        decided(&mut document.money_rules, |number| verdict(Kind::Money, number));
        decided(&mut document.evaluation_rules, |number| verdict(Kind::Evaluation, number));
    }
    reading
}

fn decided<'a, T: DeserializeOwned>(list: &mut Vec<T>, verdict: impl Fn(usize) -> Option<&'a Verdict>) {
    let mut number = 0;
    list.retain_mut(|one| {
        let verdict = verdict(number);
        number += 1;
        match verdict {
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
