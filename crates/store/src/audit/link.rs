//! Linking: what lies in the tail goes into the chain, in the order of time.

use domain::hash::Sm3;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::anchor::{self, Anchor};
use super::contents::contents;
use super::row::{ACT, RawAct};
use super::sum::{self, BEFORE_ALL, Link};
use crate::act::day_of;
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// How many acts one step links at most, whatever is asked for.
const MOST: u64 = 1_000;

/// What a step of the runner did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// How many acts it linked.
    pub acts: u64,
    /// How many days it anchored.
    pub anchors: u64,
    /// How many acts wait in the tail after it.
    pub left: u64,
}

/// An act of the tail, summed up.
#[derive(Clone, Copy)]
struct Waiting {
    act: i64,
    act_sm3: Sm3,
    changes_sm3: Sm3,
}

impl Store {
    /// Links the acts that wait in the tail, at most `most` and never over 1,000, the earliest first, and anchors the days
    /// that are finished. Where several programs do so at a time, each act is linked once, by one of them.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read or written; then nothing was linked.
    pub async fn link_acts(&self, most: u64) -> Result<Linked, StoreError> {
        let fault = |source| self.fault(source);
        // What is in the tail never changes, so it is read and summed up before anybody has to wait for the lock.
        let waiting = self.waiting(most.min(MOST)).await?;
        let today = i64::from(day_of(self.now()).number());
        let due = anchor::due(self.reader(), today).await.map_err(fault)?;
        let mut linked = Linked::default();
        if !waiting.is_empty() || due {
            let transaction = self.transaction().await?;
            linked = self.link_on(&transaction, &waiting).await?;
            transaction.commit().await.map_err(fault)?;
        }
        linked.left = tail(self.reader()).await.map_err(fault)?;
        Ok(linked)
    }

    /// The earliest acts of the tail. An act that cannot be read cannot be vouched for either.
    async fn waiting(&self, most: u64) -> Result<Vec<Waiting>, StoreError> {
        let fault = |source| self.fault(source);
        let unreadable = |place, act: i64| StoreError::Unreadable { place, record: act.to_string() };
        let sql = format!("SELECT {ACT} FROM audit_tail t JOIN act a ON a.id = t.act ORDER BY a.at, a.id LIMIT {most}");
        let mut acts = Vec::new();
        for row in query::all(self.reader(), &sql, []).await.map_err(fault)? {
            let id = row.try_get_by_index(0).map_err(fault)?;
            acts.push(RawAct::of(&row, 0).map_err(|_| unreadable("act", id))?);
        }
        let declared = acts.iter().map(|act| (act.id, act.changes));
        let contents = contents(self.reader(), declared).await.map_err(fault)?;
        let waiting = acts.iter().map(|act| match contents.get(&act.id) {
            Some(own) if own.unreadable.is_none() => {
                Ok(Waiting { act: act.id, act_sm3: sum::of_act(act), changes_sm3: own.sum })
            }
            _ => Err(unreadable("change", act.id)),
        });
        waiting.collect()
    }

    async fn link_on(&self, on: &DatabaseTransaction, waiting: &[Waiting]) -> Result<Linked, StoreError> {
        let fault = |source| self.fault(source);
        lock(self.engine(), on).await.map_err(fault)?;
        let now = self.now();
        let today = i64::from(day_of(now).number());
        let still = still_waiting(on, waiting).await.map_err(fault)?;
        let end = End::of(on).await.map_err(fault)?;
        let mut before = end.sum()?;
        // The day never goes back, be the clock wrong or not, and an anchored day is closed.
        let day = end.day.map_or(today, |last| last.max(today));
        let mut rows: Vec<Value> = Vec::with_capacity(still.len() * 7);
        for (number, one) in (end.number + 1..).zip(&still) {
            let Waiting { act, act_sm3, changes_sm3 } = *one;
            let link = Link { number, act, day, linked_at: now.micros(), act_sm3, changes_sm3 };
            let sum = sum::of_link(&before, &link);
            before = *sum.as_bytes();
            rows.extend([
                Value::from(number),
                act.into(),
                day.into(),
                act_sm3.to_string().into(),
                changes_sm3.to_string().into(),
                sum.to_string().into(),
                now.micros().into(),
            ]);
        }
        let columns = ["number", "act", "day", "act_sm3", "changes_sm3", "sm3", "linked_at"];
        query::insert(on, "audit_link", &columns, rows).await.map_err(fault)?;
        if !waiting.is_empty() {
            let sql = format!("DELETE FROM audit_tail WHERE act IN ({})", query::places(1, waiting.len()));
            query::run(on, &sql, waiting.iter().map(|one| Value::from(one.act))).await.map_err(fault)?;
        }
        let anchors = anchor::make(on, today, now).await.map_err(fault)?;
        Ok(Linked { acts: still.len() as u64, anchors, left: 0 })
    }
}

/// How many acts wait for their link.
pub(super) async fn tail<C: ConnectionTrait>(on: &C) -> Result<u64, DbErr> {
    let count: Option<i64> = query::value(on, "SELECT COUNT(*) FROM audit_tail", []).await?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Those of `waiting` that nobody else has linked meanwhile, in their order.
async fn still_waiting<C: ConnectionTrait>(on: &C, waiting: &[Waiting]) -> Result<Vec<Waiting>, DbErr> {
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT act FROM audit_link WHERE act IN ({})", query::places(1, waiting.len()));
    let rows = query::all(on, &sql, waiting.iter().map(|one| Value::from(one.act))).await?;
    let linked = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<i64>, _>>()?;
    Ok(waiting.iter().filter(|one| !linked.contains(&one.act)).copied().collect())
}

/// Where the chain goes on.
struct End {
    number: i64,
    sm3: Option<String>,
    /// The earliest day of what follows.
    day: Option<i64>,
}

impl End {
    /// After the last link, or after the last anchor where all links before it were deleted.
    async fn of<C: ConnectionTrait>(on: &C) -> Result<Self, DbErr> {
        let anchor = Anchor::last(on).await?;
        let closed = anchor.as_ref().map(|(day, ..)| day + 1);
        let last = query::one(on, "SELECT number, sm3, day FROM audit_link ORDER BY number DESC LIMIT 1", []).await?;
        if let Some(row) = last {
            let day: i64 = row.try_get_by_index(2)?;
            let (number, sm3) = (row.try_get_by_index(0)?, Some(row.try_get_by_index(1)?));
            return Ok(Self { number, sm3, day: closed.max(Some(day)) });
        }
        Ok(match anchor {
            Some((_, number, sm3)) => Self { number, sm3: Some(sm3), day: closed },
            None => Self { number: 0, sm3: None, day: None },
        })
    }

    fn sum(&self) -> Result<[u8; 32], StoreError> {
        let Some(text) = &self.sm3 else { return Ok(BEFORE_ALL) };
        let unreadable = || StoreError::Unreadable { place: "audit_link.sm3", record: self.number.to_string() };
        text.parse().map(|sum: Sm3| *sum.as_bytes()).map_err(|_| unreadable())
    }
}

/// One at a time makes the chain longer or cuts it, for the transaction.
pub(super) async fn lock<C: ConnectionTrait>(engine: Engine, on: &C) -> Result<(), DbErr> {
    match engine.chain_lock() {
        Some(lock) => on.execute_unprepared(lock).await.map(drop),
        None => Ok(()),
    }
}
