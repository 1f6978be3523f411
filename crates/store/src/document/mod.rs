//! Policy documents that were read, and what people decided about each item that was read from them.
//!
//! A file and its reading are kept by their content; decisions are added, never changed: the last one about an item holds.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use sea_orm::{DbErr, QueryResult, Value};

use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// A document to be kept. Its files are attached to the same act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument<'a> {
    /// The file's name at the person's.
    pub name: &'a str,
    /// The title that was read, or the file's name.
    pub title: &'a str,
    /// The file as it was given.
    pub file: Sm3,
    /// What was read from it.
    pub reading: Sm3,
    /// How many items were read.
    pub items: usize,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub id: i64,
    /// The file's name at the person's.
    pub name: String,
    /// The title that was read, or the file's name.
    pub title: String,
    /// The file as it was given.
    pub file: Sm3,
    /// What was read from it.
    pub reading: Sm3,
    /// How many items were read.
    pub items: u64,
    /// About how many of them something is decided.
    pub decided: u64,
    /// Who had it read.
    pub person: String,
    /// When it was read.
    pub at: Moment,
}

/// A page of documents, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents {
    /// The page.
    pub rows: Vec<Document>,
    /// How many there are in all.
    pub count: u64,
}

/// What is decided about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is right as it was read.
    Accepted,
    /// It is what stands here, as JSON of the item.
    Corrected(String),
    /// It is none.
    Dropped,
    /// Nothing, again.
    Open,
}

impl Decision {
    /// As the store writes it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Corrected(_) => "corrected",
            Self::Dropped => "dropped",
            Self::Open => "open",
        }
    }

    fn value(&self) -> Option<&str> {
        match self {
            Self::Corrected(value) => Some(value),
            Self::Accepted | Self::Dropped | Self::Open => None,
        }
    }

    fn of(code: &str, value: Option<String>) -> Option<Self> {
        match (code, value) {
            ("accepted", None) => Some(Self::Accepted),
            ("corrected", Some(value)) => Some(Self::Corrected(value)),
            ("dropped", None) => Some(Self::Dropped),
            ("open", None) => Some(Self::Open),
            _ => None,
        }
    }

    /// As the audit tells it.
    fn told(&self) -> String {
        let value = self.value().and_then(|value| serde_json::from_str::<serde_json::Value>(value).ok());
        serde_json::json!({ "decision": self.code(), "item": value }).to_string()
    }
}

/// A decision with who took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub person: String,
    /// When.
    pub at: Moment,
}

const DOCUMENT: &str = "SELECT id, name, title, file, reading, items, person, at FROM document";

impl Acting {
    /// Keeps a document with its reading; its number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn add_document(&mut self, new: &NewDocument<'_>) -> Result<i64, StoreError> {
        let id = self.fresh().await?;
        let values = vec![
            id.into(),
            new.name.into(),
            new.title.into(),
            new.file.to_string().into(),
            new.reading.to_string().into(),
            i64::try_from(new.items).unwrap_or(i64::MAX).into(),
            self.actor().name.as_str().into(),
            self.at().micros().into(),
            Value::from(self.id()),
        ];
        let columns = ["id", "name", "title", "file", "reading", "items", "person", "at", "act"];
        let put = query::insert(self.on(), "document", &columns, values).await;
        put.map_err(|source| self.fault(source))?;
        let became = serde_json::json!({ "name": new.name, "file": new.file.to_string(), "items": new.items });
        self.note(Change {
            kind: "document",
            record: id.to_string(),
            label: new.title.to_owned(),
            was: None,
            became: Some(became.to_string()),
        });
        Ok(id)
    }

    /// Notes what is decided about items of a document; says how many of them are new decisions.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written, or there is no such document.
    pub async fn decide_items(
        &mut self,
        document: &Document,
        decisions: &[(String, Decision)],
    ) -> Result<usize, StoreError> {
        let before = read_decisions(self.store(), self.on(), document.id).await?;
        let mut new = 0;
        for (item, decision) in decisions {
            let was = before.get(item).map_or(&Decision::Open, |decided| &decided.decision);
            if was == decision {
                continue;
            }
            new += 1;
            let values = vec![
                self.fresh().await?.into(),
                document.id.into(),
                item.as_str().into(),
                decision.code().into(),
                decision.value().map(str::to_owned).into(),
                self.actor().name.as_str().into(),
                self.at().micros().into(),
                Value::from(self.id()),
            ];
            let columns = ["id", "document", "item", "decision", "value", "person", "at", "act"];
            let put = query::insert(self.on(), "document_decision", &columns, values).await;
            put.map_err(|source| self.fault(source))?;
            self.note(Change {
                kind: "document",
                record: document.id.to_string(),
                label: format!("{} {item}", document.title),
                was: Some(was.told()),
                became: Some(decision.told()),
            });
        }
        Ok(new)
    }
}

impl Store {
    /// A page of the documents that were read, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn documents(&self, skip: u64, most: u64) -> Result<Documents, StoreError> {
        let fault = |source| self.fault(source);
        let count: Option<i64> =
            query::value(self.reader(), "SELECT COUNT(*) FROM document", []).await.map_err(fault)?;
        let whole = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
        let sql = format!("{DOCUMENT} ORDER BY at DESC, id DESC LIMIT $1 OFFSET $2");
        let rows = query::all(self.reader(), &sql, [whole(most), whole(skip)]).await.map_err(fault)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            found.push(self.with_decided(row).await?);
        }
        Ok(Documents { rows: found, count: count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0) })
    }

    /// One document.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn document(&self, id: i64) -> Result<Option<Document>, StoreError> {
        let row = query::one(self.reader(), &format!("{DOCUMENT} WHERE id = $1"), [id.into()]).await;
        match row.map_err(|source| self.fault(source))? {
            Some(row) => self.with_decided(&row).await.map(Some),
            None => Ok(None),
        }
    }

    /// What is decided about the items of a document, by item; of those about which nothing is, nothing stands here.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn decisions(&self, document: i64) -> Result<BTreeMap<String, Decided>, StoreError> {
        let mut found = read_decisions(self, self.reader(), document).await?;
        found.retain(|_, decided| decided.decision != Decision::Open);
        Ok(found)
    }

    async fn with_decided(&self, row: &QueryResult) -> Result<Document, StoreError> {
        let mut document = read(row).map_err(|source| self.fault(source))?.ok_or(StoreError::Unreadable {
            place: "document",
            record: row.try_get_by_index::<i64>(0).map(|id| id.to_string()).unwrap_or_default(),
        })?;
        let sql = "SELECT COUNT(*) FROM document_decision d WHERE d.document = $1 AND d.decision <> 'open' AND d.id = \
                   (SELECT MAX(l.id) FROM document_decision l WHERE l.document = d.document AND l.item = d.item)";
        let decided: Option<i64> =
            query::value(self.reader(), sql, [document.id.into()]).await.map_err(|source| self.fault(source))?;
        document.decided = decided.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
        Ok(document)
    }
}

fn read(row: &QueryResult) -> Result<Option<Document>, DbErr> {
    let sm3 = |index| row.try_get_by_index::<String>(index).map(|text| text.parse::<Sm3>().ok());
    let (Some(file), Some(reading)) = (sm3(3)?, sm3(4)?) else { return Ok(None) };
    Ok(Some(Document {
        id: row.try_get_by_index(0)?,
        name: row.try_get_by_index(1)?,
        title: row.try_get_by_index(2)?,
        file,
        reading,
        items: u64::try_from(row.try_get_by_index::<i64>(5)?).unwrap_or(0),
        decided: 0,
        person: row.try_get_by_index(6)?,
        at: Moment::from_micros(row.try_get_by_index(7)?),
    }))
}

async fn read_decisions<C: sea_orm::ConnectionTrait>(
    store: &Store,
    on: &C,
    document: i64,
) -> Result<BTreeMap<String, Decided>, StoreError> {
    let sql = "SELECT item, decision, value, person, at, id FROM document_decision WHERE document = $1 ORDER BY id";
    let rows = query::all(on, sql, [document.into()]).await.map_err(|source| store.fault(source))?;
    let mut found = BTreeMap::new();
    for row in &rows {
        let (item, decided) = decided(row).map_err(|source| store.fault(source))?;
        let decided = decided.ok_or_else(|| StoreError::Unreadable {
            place: "document_decision",
            record: row.try_get_by_index::<i64>(5).map(|id| id.to_string()).unwrap_or_default(),
        })?;
        found.insert(item, decided);
    }
    Ok(found)
}

fn decided(row: &QueryResult) -> Result<(String, Option<Decided>), DbErr> {
    let (code, value): (String, Option<String>) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let (person, at) = (row.try_get_by_index(3)?, Moment::from_micros(row.try_get_by_index(4)?));
    let decision = Decision::of(&code, value);
    Ok((row.try_get_by_index(0)?, decision.map(|decision| Decided { decision, person, at })))
}
