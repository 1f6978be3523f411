//! Tables read page by page, in the order of their keys, each with the sum of its rows.

use std::io;

use domain::cause::without_quoted;
use domain::hash::{Sm3, Sm3Writer};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::TransferError;
use super::row::{self, Row};
use crate::error::StoreError;
use crate::open::Store;
use crate::query;
use crate::schema::{TABLES, Table};

/// How many rows a table has, and the SM3 of their lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// The table.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// The hash of their lines, in the order of the key.
    pub sm3: Sm3,
}

/// What becomes of the pages that are read. It works where it may block.
pub(crate) trait Sink: Send + 'static {
    /// Takes a page.
    fn page(&mut self, page: &Page) -> io::Result<()>;
}

/// A page of a table.
pub(crate) struct Page {
    pub table: &'static Table,
    /// Whether it is the table's first.
    pub first: bool,
    pub rows: Vec<Row>,
    /// The lines of the rows.
    pub lines: Vec<u8>,
    /// The sum of the whole table, where this is its last page.
    pub sum: Option<TableSum>,
}

/// Reads all tables that travel, one after the other.
pub(crate) struct Pages<'a, C> {
    store: &'a Store,
    on: &'a C,
    left: std::slice::Iter<'static, Table>,
    table: Option<Progress>,
}

/// How far a table was read.
struct Progress {
    table: &'static Table,
    hash: Sm3Writer,
    count: u64,
    last: Option<Row>,
}

impl<'a, C: ConnectionTrait> Pages<'a, C> {
    pub fn of(store: &'a Store, on: &'a C) -> Self {
        Self { store, on, left: TABLES.iter(), table: None }
    }

    /// The next page; every table has one at least.
    pub(crate) async fn next(&mut self) -> Result<Option<Page>, TransferError> {
        let begun = self.table.take();
        let fresh = |table| Progress { table, hash: Sm3Writer::default(), count: 0, last: None };
        let (first, Some(progress)) = (begun.is_none(), begun.or_else(|| self.left.next().map(fresh))) else {
            return Ok(None);
        };
        let found = self.rows_after(progress.table, progress.last.as_ref()).await?;
        // Reading values, writing and hashing lines takes time that nobody else should wait for.
        let (page, progress) = blocking(move || progress.take(first, &found)).await??;
        self.table = if page.sum.is_none() { Some(progress) } else { None };
        Ok(Some(page))
    }

    /// The rows of `table` that follow the one with the key of `last`.
    async fn rows_after(&self, table: &Table, last: Option<&Row>) -> Result<Vec<QueryResult>, StoreError> {
        let names = table.column_names();
        let key = names[..table.key].join(", ");
        let condition = match last {
            Some(_) => format!("WHERE ({key}) > ({})", query::places(1, table.key)),
            None => String::new(),
        };
        let (all, most) = (names.join(", "), table.page());
        let sql = format!("SELECT {all} FROM {} {condition} ORDER BY {key} LIMIT {most}", table.name);
        let values = last.into_iter().flat_map(|row| row.iter().take(table.key).cloned());
        query::all(self.on, &sql, values).await.map_err(|source| self.store.fault(source))
    }
}

impl Progress {
    fn take(mut self, first: bool, found: &[QueryResult]) -> Result<(Page, Self), TransferError> {
        let table = self.table;
        let rows: Vec<Row> = found.iter().map(|one| row_of(table, one)).collect::<Result<_, _>>()?;
        let mut lines = Vec::with_capacity(rows.len() * 128);
        for row in &rows {
            row::write(row, &mut lines).map_err(TransferError::write)?;
        }
        self.hash.update(&lines);
        self.count += rows.len() as u64;
        self.last = rows.last().cloned();
        let sum = (rows.len() < table.page()).then(|| TableSum {
            table: table.name.to_owned(),
            rows: self.count,
            sm3: self.hash.clone().finish(),
        });
        Ok((Page { table, first, rows, lines, sum }, self))
    }
}

fn row_of(table: &'static Table, found: &QueryResult) -> Result<Row, StoreError> {
    row::of_result(table, found).map_err(|source| {
        tracing::error!(table = table.name, cause = without_quoted(&source.to_string()), "a row cannot be read");
        let number = found.try_get_by_index::<i64>(0).map(|key| key.to_string());
        let record = number.or_else(|_| found.try_get_by_index::<String>(0)).unwrap_or_else(|_| "?".to_owned());
        StoreError::Unreadable { place: table.name, record }
    })
}

/// Reads all tables that travel from `on` into `sink`; the sum of each.
pub(crate) async fn pour<C: ConnectionTrait, S: Sink>(
    store: &Store,
    on: &C,
    mut sink: S,
) -> Result<(S, Vec<TableSum>), TransferError> {
    let mut sums = Vec::with_capacity(TABLES.len());
    let mut pages = Pages::of(store, on);
    while let Some(page) = pages.next().await? {
        sums.extend(page.sum.clone());
        sink = blocking(move || sink.page(&page).map(|()| sink)).await?.map_err(TransferError::write)?;
    }
    Ok((sink, sums))
}

/// The sums of all tables that travel.
pub(crate) async fn sums<C: ConnectionTrait>(store: &Store, on: &C) -> Result<Vec<TableSum>, TransferError> {
    let (mut sums, mut pages) = (Vec::with_capacity(TABLES.len()), Pages::of(store, on));
    while let Some(page) = pages.next().await? {
        sums.extend(page.sum);
    }
    Ok(sums)
}

/// Work that may block, on a thread of its own.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, TransferError> {
    spawn_blocking(work).await.map_err(|error| TransferError::write(io::Error::other(error)))
}
