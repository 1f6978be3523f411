//! Messages to a person, kept until they are read and after.
//!
//! That somebody read a message is no act: it changes nothing that anybody else sees.

use domain::say::Said;
use sea_orm::{DatabaseTransaction, DbErr, QueryResult, Value};

use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::ids::Ids;
use crate::open::Store;
use crate::query;

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage<'a> {
    /// The code of the person it is for.
    pub person: &'a str,
    /// What it is about.
    pub title: Said,
    /// What it says.
    pub body: Said,
    /// The page that it leads to.
    pub link: Option<String>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub title: Said,
    /// What it says; may be empty.
    pub body: Said,
    /// The page that it leads to.
    pub link: Option<String>,
    /// When it was sent.
    pub at: Moment,
    /// When it was read.
    pub read_at: Option<Moment>,
}

/// A page of a person's messages, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    /// The page.
    pub rows: Vec<Message>,
    /// How many there are in all.
    pub count: u64,
    /// How many are not read.
    pub unread: u64,
}

const COLUMNS: [&str; 8] = ["id", "person", "title", "title_en", "body", "body_en", "link", "at"];

/// Sends a message within a transaction.
pub(crate) async fn put(
    engine: Engine,
    transaction: &DatabaseTransaction,
    message: &NewMessage<'_>,
    now: Moment,
) -> Result<(), DbErr> {
    let id = Ids::default().next(engine, transaction).await?;
    let values = row(id, message, now);
    query::insert(transaction, "message", &COLUMNS, values).await
}

fn row(id: i64, message: &NewMessage<'_>, now: Moment) -> Vec<Value> {
    let NewMessage { person, title, body, link } = message;
    vec![
        id.into(),
        (*person).into(),
        title.zh.as_str().into(),
        title.en.as_str().into(),
        body.zh.as_str().into(),
        body.en.as_str().into(),
        link.clone().into(),
        Value::from(now.micros()),
    ]
}

impl Acting {
    /// Sends a message; it is there once the act is kept.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn send(&mut self, message: &NewMessage<'_>) -> Result<i64, StoreError> {
        let id = self.fresh().await?;
        let values = row(id, message, self.at());
        query::insert(self.on(), "message", &COLUMNS, values).await.map_err(|source| self.fault(source))?;
        let became = serde_json::json!({ "person": message.person, "title": message.title.zh });
        self.note(Change {
            kind: "message",
            record: id.to_string(),
            label: message.title.zh.clone(),
            was: None,
            became: Some(became.to_string()),
        });
        Ok(id)
    }
}

impl Store {
    /// A page of a person's messages, the newest first; only those not read where `unread`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn messages(&self, person: &str, unread: bool, skip: u64, most: u64) -> Result<Messages, StoreError> {
        let only = if unread { " AND read_at IS NULL" } else { "" };
        let fault = |source| self.fault(source);
        let sql = format!("SELECT COUNT(*) FROM message WHERE person = $1{only}");
        let count: Option<i64> = query::value(self.reader(), &sql, [person.into()]).await.map_err(fault)?;
        let sql = format!(
            "SELECT id, title, title_en, body, body_en, link, at, read_at FROM message WHERE person = $1{only} \
             ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3"
        );
        let whole = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
        let rows = query::all(self.reader(), &sql, [person.into(), whole(most), whole(skip)]).await.map_err(fault)?;
        let rows = rows.iter().map(read).collect::<Result<_, _>>().map_err(fault)?;
        let count = count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
        Ok(Messages { rows, count, unread: self.unread(person).await? })
    }

    /// How many messages a person has not read.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn unread(&self, person: &str) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM message WHERE person = $1 AND read_at IS NULL";
        let count: Option<i64> =
            query::value(self.reader(), sql, [person.into()]).await.map_err(|source| self.fault(source))?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// The person has read these messages; those of others and those read before stay as they are. Says how many it were.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    pub async fn mark_read(&self, person: &str, messages: &[i64]) -> Result<u64, StoreError> {
        let transaction = self.transaction().await?;
        let mark = async {
            let mut marked = 0;
            for chunk in messages.chunks(400) {
                let sql = format!(
                    "UPDATE message SET read_at = $1 WHERE person = $2 AND read_at IS NULL AND id IN ({})",
                    query::places(3, chunk.len())
                );
                let head = [Value::from(self.now().micros()), person.into()];
                let values = head.into_iter().chain(chunk.iter().map(|id| Value::from(*id)));
                marked += query::run(&transaction, &sql, values).await?;
            }
            transaction.commit().await?;
            Ok(marked)
        };
        mark.await.map_err(|source| self.fault(source))
    }
}

fn read(row: &QueryResult) -> Result<Message, DbErr> {
    let text = |at: usize| row.try_get_by_index::<String>(at);
    Ok(Message {
        id: row.try_get_by_index(0)?,
        title: Said { zh: text(1)?, en: text(2)? },
        body: Said { zh: text(3)?, en: text(4)? },
        link: row.try_get_by_index(5)?,
        at: Moment::from_micros(row.try_get_by_index(6)?),
        read_at: row.try_get_by_index::<Option<i64>>(7)?.map(Moment::from_micros),
    })
}
