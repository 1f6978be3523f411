//! A policy document that was read: its text, its items, and what was decided about them.

use std::collections::BTreeMap;

use reader::Reading;
use reader::review::{Item, ItemKey, Shown, Verdict, added, items, reviewed};
use store::document::{Decided, Decision, Document};

use crate::app::{App, aside};
use crate::shell::error::{PageError, Thing};

/// A document with all that is known of it.
#[derive(Debug)]
pub struct Read {
    /// As the store has it.
    pub document: Document,
    /// Text and reading.
    pub shown: Shown,
    items: Vec<Item>,
    decisions: BTreeMap<ItemKey, Decided>,
}

impl Read {
    /// The document of that number.
    ///
    /// # Errors
    /// [`PageError::NoSuch`] when there is none, [`PageError::Data`] when it cannot be read.
    pub async fn find(app: &App, number: i64) -> Result<Self, PageError> {
        let missing = || PageError::NoSuch { kind: Thing::Document, name: number.to_string() };
        let document = app.store().document(number).await.map_err(PageError::data)?.ok_or_else(missing)?;
        Self::of(app, &document).await?.ok_or_else(missing)
    }

    /// What was read from `document`; nothing where its reading is no longer kept.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be read.
    pub async fn of(app: &App, document: &Document) -> Result<Option<Self>, PageError> {
        let Some(bytes) = app.kept_file(document.reading).await? else { return Ok(None) };
        let decided = app.store().decisions(document.id).await.map_err(PageError::data)?;
        let document = document.clone();
        aside(move || {
            let shown: Shown = serde_json::from_slice(&bytes).map_err(PageError::failed)?;
            let all = shown.reading.documents.iter().enumerate();
            let mut items: Vec<Item> = all.flat_map(|(at, one)| items(at + 1, one)).collect();
            let decisions: BTreeMap<ItemKey, Decided> =
                decided.into_iter().filter_map(|(key, one)| Some((key.parse().ok()?, one))).collect();
            items.extend(decisions.iter().filter_map(|(key, one)| match &one.decision {
                Decision::Corrected(value) => added(&shown.reading, *key, value),
                Decision::Accepted | Decision::Dropped | Decision::Open => None,
            }));
            items.sort_by_key(|item| (item.offset[0], item.key));
            Ok(Some(Self { document, shown, items, decisions }))
        })
        .await
    }

    /// All items in the order of the text.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// An item by its name.
    ///
    /// # Errors
    /// [`PageError::NoSuch`] when there is none.
    pub fn item(&self, name: &str) -> Result<&Item, PageError> {
        let key = name.parse::<ItemKey>().ok();
        let found = self.items.iter().find(|item| Some(item.key) == key);
        found.ok_or_else(|| PageError::NoSuch { kind: Thing::Item, name: name.to_owned() })
    }

    /// What was decided about an item.
    #[must_use]
    pub fn decided(&self, key: ItemKey) -> Option<&Decided> {
        self.decisions.get(&key)
    }

    /// The item as it is after that, as JSON.
    #[must_use]
    pub fn value(&self, item: &Item) -> serde_json::Value {
        match self.decided(item.key).map(|decided| &decided.decision) {
            Some(Decision::Corrected(value)) => serde_json::from_str(value).unwrap_or_else(|_| item.value.clone()),
            _ => item.value.clone(),
        }
    }

    /// The names of all items about which anything was ever decided, added ones that were dropped again among them.
    #[must_use]
    pub fn taken(&self) -> Vec<ItemKey> {
        self.decisions.keys().copied().collect()
    }

    /// How many items are decided, and how many there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let decided = self.items.iter().filter(|item| self.decisions.contains_key(&item.key)).count();
        (decided, self.items.len())
    }

    /// The reading after what was decided; what is not decided stands in it as it was read.
    #[must_use]
    pub fn reviewed(&self) -> Reading {
        let verdicts = self.decisions.iter().filter_map(|(key, one)| match &one.decision {
            Decision::Corrected(value) => Some((*key, Verdict::Instead(value.clone()))),
            Decision::Dropped => Some((*key, Verdict::Drop)),
            Decision::Accepted | Decision::Open => None,
        });
        reviewed(&self.shown.reading, &verdicts.collect())
    }
}
