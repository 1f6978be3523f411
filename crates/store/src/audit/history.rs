//! The history of one record: who made it what it is, when and why.

use sea_orm::{DbErr, QueryResult};

use super::read::MOST;
use super::row::{ACT, ACT_WIDTH, ActRow, CHANGE, ChangeRow, RawAct};
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// One change of a record, and the act that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordChange {
    /// Who, when, why.
    pub act: ActRow,
    /// What it was and became.
    pub change: ChangeRow,
}

/// A place in the history of a record, for the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HistoryMark {
    at: i64,
    act: i64,
    number: i64,
}

impl From<&RecordChange> for HistoryMark {
    fn from(one: &RecordChange) -> Self {
        Self { at: one.act.at.micros(), act: one.act.id, number: one.change.number }
    }
}

/// A page of a record's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordHistory {
    /// The changes, the earliest first.
    pub changes: Vec<RecordChange>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<HistoryMark>,
}

impl Store {
    /// What was done to the record of `kind`, the earliest first; `after` is the mark that the page before gave.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn record_history(
        &self,
        kind: &str,
        record: &str,
        after: Option<HistoryMark>,
        most: u64,
    ) -> Result<RecordHistory, StoreError> {
        if kind.contains('\0') || record.contains('\0') {
            return Ok(RecordHistory { changes: Vec::new(), next: None });
        }
        let most = most.clamp(1, MOST);
        let HistoryMark { at, act, number } =
            after.unwrap_or(HistoryMark { at: i64::MIN, act: i64::MIN, number: i64::MIN });
        let sql = format!(
            "SELECT {ACT}, {CHANGE} FROM change c JOIN act a ON a.id = c.act WHERE c.kind = $1 AND c.record = $2 \
             AND (a.at, a.id, c.number) > ($3, $4, $5) ORDER BY a.at, a.id, c.number LIMIT {}",
            most + 1
        );
        let values = [kind.into(), record.into(), at.into(), act.into(), number.into()];
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        let wanted = usize::try_from(most).unwrap_or(usize::MAX);
        let changes: Result<Vec<_>, DbErr> = rows.iter().take(wanted).map(read).collect();
        let changes = changes.map_err(|source| self.fault(source))?;
        let next = if rows.len() > wanted { changes.last().map(HistoryMark::from) } else { None };
        Ok(RecordHistory { changes, next })
    }
}

fn read(row: &QueryResult) -> Result<RecordChange, DbErr> {
    Ok(RecordChange { act: RawAct::of(row, 0)?.into(), change: ChangeRow::of(row, ACT_WIDTH)? })
}
