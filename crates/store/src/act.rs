//! An act: whatever is written, it is written by somebody, for a reason, with its trace, or not at all.
//!
//! [`Store::act`] opens a transaction; every method that writes takes the [`Acting`] it gives. [`Acting::commit`] puts
//! the act and what it changed beside the rest, in the same transaction.

use domain::cause::without_quoted;
use domain::day::Day;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use sea_orm::{DatabaseTransaction, DbErr, Value};

use crate::clock::Moment;
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::ids::Ids;
use crate::open::Store;
use crate::query;

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person's code; `system` where nobody asked for it.
    pub code: String,
    /// The person's name at the time.
    pub name: String,
    /// Whether the person proved who they are; not before there is sign-in.
    pub authenticated: bool,
    /// The code of the person that it was done for, where that is another.
    pub on_behalf: Option<String>,
}

impl Actor {
    /// The program itself.
    #[must_use]
    pub fn system() -> Self {
        Self { code: "system".to_owned(), name: "系统".to_owned(), authenticated: true, on_behalf: None }
    }

    /// A person who only says who they are.
    #[must_use]
    pub fn said(code: &str, name: &str) -> Self {
        Self { code: code.to_owned(), name: name.to_owned(), authenticated: false, on_behalf: None }
    }
}

/// By which way an act came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Cli,
    /// A page.
    Page,
    /// The JSON interface.
    Api,
    /// A background job.
    Job,
}

impl Origin {
    /// The word in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cli => "cli",
            Self::Page => "page",
            Self::Api => "api",
            Self::Job => "job",
        }
    }
}

/// Who does what, from where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What is done, as `firm.import`, `pack.approve`.
    pub kind: &'static str,
    /// By whom.
    pub actor: Actor,
    /// By which way.
    pub origin: Origin,
    /// The address it came from, or the command.
    pub origin_detail: String,
    /// The request it belongs to, as the log has it.
    pub request: String,
    /// Why, in the person's words.
    pub reason: Option<String>,
}

/// One record that an act changed. States are JSON objects with their keys in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of record, as `firm`, `pack`.
    pub kind: &'static str,
    /// Which one.
    pub record: String,
    /// What people call it.
    pub label: String,
    /// What it was; none where it is new.
    pub was: Option<String>,
    /// What it became; none where it ended.
    pub became: Option<String>,
}

/// An act that changes so many records is followed by a look at how large the registers are now.
const MANY: usize = 1_000;

/// An act under way. Dropped without [`Acting::commit`], nothing of it remains.
#[derive(Debug)]
pub struct Acting {
    store: Store,
    transaction: DatabaseTransaction,
    act: Act,
    id: i64,
    at: Moment,
    ids: Ids,
    changes: Vec<Change>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.address())
    }
}

impl Store {
    /// Begins an act.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be reached or somebody else writes for too long.
    pub async fn act(&self, act: Act) -> Result<Acting, StoreError> {
        let transaction = self.transaction().await?;
        let mut ids = Ids::default();
        let id = ids.next(self.engine(), &transaction).await.map_err(|source| self.fault(source))?;
        // The clock is read after the writer's turn has come, so that acts on SQLite are dated in their order.
        let at = self.now();
        Ok(Acting { store: self.clone(), transaction, act, id, at, ids, changes: Vec::new() })
    }
}

impl Acting {
    /// Its number.
    #[must_use]
    pub const fn id(&self) -> i64 {
        self.id
    }

    /// When it began.
    #[must_use]
    pub const fn at(&self) -> Moment {
        self.at
    }

    /// Who acts.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.act.actor
    }

    /// Why, in the person's words.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.act.reason.as_deref().filter(|reason| !reason.trim().is_empty())
    }

    /// The day on which it began, in China Standard Time.
    #[must_use]
    pub fn today(&self) -> Day {
        day_of(self.at)
    }

    /// Notes that a record was changed.
    pub fn note(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Ends the act: all of it is kept, with its trace.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be kept; then nothing of it remains.
    pub async fn commit(self) -> Result<i64, StoreError> {
        let Self { store, transaction, act, id, at, changes, .. } = self;
        let many = changes.len() >= MANY;
        let kept = async {
            record(&transaction, &act, id, at, changes).await?;
            transaction.commit().await
        };
        kept.await.map_err(|source| store.fault(source))?;
        if let Some(analyse) = store.engine().analyse_registers().filter(|_| many) {
            // It only makes what follows faster: what was kept stays kept without it.
            if let Err(error) = query::run(store.reader(), analyse, []).await {
                tracing::warn!(cause = without_quoted(&error.to_string()), "the registers could not be analysed");
            }
        }
        Ok(id)
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) const fn on(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub(crate) fn engine(&self) -> Engine {
        self.store.engine()
    }

    pub(crate) fn fault(&self, source: DbErr) -> StoreError {
        self.store.fault(source)
    }

    /// A fresh number for a record.
    pub(crate) async fn fresh(&mut self) -> Result<i64, StoreError> {
        let given = self.ids.next(self.store.engine(), &self.transaction).await;
        given.map_err(|source| self.store.fault(source))
    }

    /// Takes numbers for many records at once.
    pub(crate) async fn reserve(&mut self, count: usize) -> Result<(), StoreError> {
        let taken = self.ids.reserve(self.store.engine(), &self.transaction, count).await;
        taken.map_err(|source| self.store.fault(source))
    }
}

async fn record(
    transaction: &DatabaseTransaction,
    act: &Act,
    id: i64,
    at: Moment,
    changes: Vec<Change>,
) -> Result<(), DbErr> {
    let row: Vec<Value> = vec![
        id.into(),
        at.micros().into(),
        i64::from(day_of(at).number()).into(),
        act.kind.into(),
        act.actor.code.as_str().into(),
        act.actor.name.as_str().into(),
        i64::from(act.actor.authenticated).into(),
        act.actor.on_behalf.clone().into(),
        act.origin.code().into(),
        act.origin_detail.as_str().into(),
        act.request.as_str().into(),
        act.reason.clone().into(),
        i64::try_from(changes.len()).unwrap_or(i64::MAX).into(),
    ];
    let columns = [
        "id",
        "at",
        "day",
        "kind",
        "actor",
        "actor_name",
        "authenticated",
        "on_behalf",
        "origin",
        "origin_detail",
        "request",
        "reason",
        "changes",
    ];
    query::insert(transaction, "act", &columns, row).await?;
    query::insert(transaction, "audit_tail", &["act"], vec![id.into()]).await?;
    let mut rows: Vec<Value> = Vec::with_capacity(changes.len() * 7);
    for (number, Change { kind, record, label, was, became }) in (1_i64..).zip(changes) {
        rows.extend([
            id.into(),
            number.into(),
            kind.into(),
            record.into(),
            label.into(),
            was.into(),
            Value::from(became),
        ]);
    }
    query::insert(transaction, "change", &["act", "number", "kind", "record", "label", "was", "became"], rows).await
}

/// The day of a moment in China Standard Time, UTC+8 all year.
#[must_use]
pub fn day_of(at: Moment) -> Day {
    let zone = TimeZone::fixed(Offset::constant(8));
    let instant = Timestamp::from_microsecond(at.micros()).unwrap_or(Timestamp::UNIX_EPOCH);
    Day::from(instant.to_zoned(zone).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_late_in_the_evening_in_london_is_of_the_next_day_in_china() {
        let at: Timestamp = "2024-06-30T16:00:00Z".parse().unwrap();
        assert_eq!(day_of(at.into()).to_string(), "2024-07-01");
        let before: Timestamp = "2024-06-30T15:59:59.999999Z".parse().unwrap();
        assert_eq!(day_of(before.into()).to_string(), "2024-06-30");
    }
}
