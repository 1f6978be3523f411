//! An item of a document in its list: what was read, where it stands, who is meant, and what is decided.

use std::collections::BTreeMap;

use domain::register::Kind as Register;
use reader::agency::{self, Agency};
use reader::review::{Item, Kind};
use serde_json::Value;
use store::audit::china_time;
use store::document::Decision;

use crate::app::App;
use crate::component::html::Html;
use crate::component::state::{self, Light};
use crate::page::document_words::{kind_word, sort, summary};
use crate::page::documents::item_href;
use crate::page::registers::record_href;
use crate::read::documents::Read;
use crate::shell::error::PageError;
use crate::shell::locale::{Key, Words};

/// The most agencies of the register that names are looked up in.
const MOST_AGENCIES: u64 = 20_000;

/// An item as the list shows it.
#[derive(Clone, Debug)]
pub struct ItemView {
    /// Its name.
    pub key: String,
    /// The code of its kind.
    pub kind: &'static str,
    /// Its kind in words.
    pub word: String,
    /// The clause it stands in.
    pub path: String,
    /// What it says, in a line.
    pub title: String,
    /// Who is to do it, by role.
    pub whom: Vec<(String, Vec<Named>)>,
    /// What is decided about it.
    pub state: Html,
    /// The same as a class of the sheet.
    pub class: &'static str,
    /// Who decided it, and when.
    pub decided: Option<String>,
    /// That the reader is not sure.
    pub doubt: Option<String>,
    /// Where it is corrected.
    pub correct: String,
    /// Whether a person added it: then it is right as it is, or dropped.
    pub added: bool,
}

/// An agency as the document names it, and its record where the register has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name as it stands there.
    pub name: String,
    /// Address and full name.
    pub record: Option<(String, String)>,
}

/// The item as the list shows it.
#[must_use]
pub fn view(read: &Read, item: &Item, agencies: &Agencies, words: Words) -> ItemView {
    let value = read.value(item);
    let decided = read.decided(item.key);
    let (class, light, key) = match decided.map(|one| &one.decision) {
        None | Some(Decision::Open) => ("is-open", Light::None, Key("document-open")),
        Some(Decision::Accepted) => ("is-accepted", Light::Done, Key("document-accepted")),
        Some(Decision::Corrected(_)) if item.added => ("is-corrected", Light::Done, Key("document-added")),
        Some(Decision::Corrected(_)) => ("is-corrected", Light::Done, Key("document-corrected")),
        Some(Decision::Dropped) => ("is-dropped", Light::Late, Key("document-dropped")),
    };
    ItemView {
        key: item.key.to_string(),
        kind: item.key.kind.code(),
        word: named(item.key.kind, &value, words),
        path: if item.path.is_empty() {
            String::new()
        } else {
            words.ta("document-at-clause", &[("path", &item.path)])
        },
        title: summary(item.key.kind, &value, &item.text, words),
        whom: if item.key.kind == Kind::Task { whom(&value, agencies, words) } else { Vec::new() },
        state: state::show(light, &words.of(key)),
        class,
        decided: decided.map(|one| format!("{} {}", one.person, china_time(one.at))),
        doubt: (item.confidence < DOUBTFUL).then(|| words.t("document-doubt")),
        correct: item_href(read.document.id, item.key),
        added: item.added,
    }
}

/// What the item is, and of money and consequences which kind.
fn named(kind: Kind, value: &Value, words: Words) -> String {
    let own = words.of(kind_word(kind));
    let kind = value.get("kind").and_then(Value::as_str).filter(|_| kind != Kind::Task).and_then(sort);
    kind.map_or_else(|| own.clone(), |kind| format!("{own} · {}", words.of(kind)))
}

/// Below this the reader itself asks for a second look.
const DOUBTFUL: f64 = 0.7;

/// Who is to do it: those who lead, support and answer for it.
fn whom(value: &Value, agencies: &Agencies, words: Words) -> Vec<(String, Vec<Named>)> {
    let roles = [
        ("lead_agencies", Key("field-lead")),
        ("support_agencies", Key("field-support")),
        ("responsible_agencies", Key("field-responsible")),
    ];
    let names = |field: &str| -> Vec<String> {
        let names = value.get(field).and_then(Value::as_array).into_iter().flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let all = roles.into_iter().map(|(field, key)| (words.of(key), agencies.named(&names(field))));
    all.filter(|(_, names)| !names.is_empty()).collect()
}

/// The agencies of the register, by all their names.
#[derive(Debug, Default)]
pub struct Agencies {
    register: agency::Register,
    records: BTreeMap<String, String>,
}

impl Agencies {
    /// The register as it is.
    ///
    /// # Errors
    /// [`PageError::Data`] when the store cannot be read.
    pub async fn read(app: &App) -> Result<Self, PageError> {
        let known = app.store().names(Register::Agency, MOST_AGENCIES).await.map_err(PageError::data)?;
        let mut records = BTreeMap::new();
        let mut all = Vec::new();
        for one in known {
            records.entry(one.name.clone()).or_insert_with(|| record_href(Register::Agency, one.id));
            all.push(Agency { name: one.name, short: one.short, former: one.former });
        }
        Ok(Self { register: agency::Register::of(all), records })
    }

    /// Each of these names, with its record; a name whose level the list leaves out is looked up with it.
    fn named(&self, names: &[String]) -> Vec<Named> {
        let whole = agency::restored(names);
        let record = |name: &str| {
            let found = agency::expand(name, &self.register)?;
            Some((self.records.get(&found.name)?.clone(), found.name.clone()))
        };
        let each = names.iter().zip(&whole);
        each.map(|(name, whole)| Named { name: name.clone(), record: record(name).or_else(|| record(whole)) }).collect()
    }
}
