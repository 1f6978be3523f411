//! A store filled from outside: an empty one only, all or nothing, and what stands in it afterwards is read and compared.

use std::io::{BufRead, Read};

use sea_orm::{DatabaseTransaction, Value};

use super::TransferError;
use super::dump::{Dump, End, FORMAT, Heading, TableLine};
use super::pages::{TableSum, blocking, sums};
use super::row::{self, Row};
use crate::act::day_of;
use crate::dialect::BLOCK;
use crate::migrate;
use crate::open::Store;
use crate::query;
use crate::schema::{DERIVED, TABLES, Table};

/// The longest line that is read: the largest thing in one row is a policy pack.
const MOST_LINE: u64 = 512 * 1024 * 1024;

/// A store that is being filled. Dropped before [`Loading::commit`], it is as empty as it was.
pub(crate) struct Loading {
    store: Store,
    transaction: DatabaseTransaction,
}

impl Loading {
    /// Begins, where `store` is empty; nobody else writes to it until this ends.
    pub(crate) async fn begin(store: &Store) -> Result<Self, TransferError> {
        let transaction = store.transaction().await?;
        let all: Vec<&str> = TABLES.iter().chain(DERIVED).map(|table| table.name).collect();
        if let Some(lock) = store.engine().lock_tables(&all) {
            query::run(&transaction, &lock, []).await.map_err(|source| store.fault(source))?;
        }
        for table in TABLES {
            let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {} LIMIT 1) t", table.name);
            let count: Option<i64> =
                query::value(&transaction, &sql, []).await.map_err(|source| store.fault(source))?;
            if count != Some(0) {
                return Err(TransferError::NotEmpty { address: store.address().to_owned(), table: table.name });
            }
        }
        Ok(Self { store: store.clone(), transaction })
    }

    /// Puts rows in.
    pub(crate) async fn put(&self, table: &'static Table, rows: Vec<Row>) -> Result<(), TransferError> {
        let values: Vec<Value> = rows.into_iter().flatten().collect();
        query::insert(&self.transaction, table.name, &table.column_names(), values).await.map_err(|source| {
            let cause = self.store.fault(source);
            match cause {
                // A key twice, a reference to nothing, a value that may not be: it is the rows' fault.
                crate::StoreError::Database { .. } => TransferError::Rejected { table: table.name, source: cause },
                other => other.into(),
            }
        })
    }

    /// Compares what stands in the store with `expected`, and makes it ready for use: new numbers begin after all that
    /// are used, and the listing is made.
    pub(crate) async fn verify(&self, expected: &Dump) -> Result<(), TransferError> {
        let found = sums(&self.store, &self.transaction).await?;
        compare(&expected.sums, &found)?;
        let next = self.first_free().await?.max(expected.next);
        query::run(&self.transaction, self.store.engine().set_next_block(), [next.into()])
            .await
            .map_err(|source| self.store.fault(source))?;
        self.store.relist(&self.transaction, day_of(self.store.now())).await?;
        Ok(())
    }

    /// Keeps it.
    pub(crate) async fn commit(self) -> Result<(), TransferError> {
        let Self { store, transaction } = self;
        transaction.commit().await.map_err(|source| store.fault(source))?;
        // Without it the engine would find long ways until it looks at its tables by itself.
        query::run(store.reader(), store.engine().analyse(), []).await.map_err(|source| store.fault(source))?;
        Ok(())
    }

    /// The first block of numbers of which no record has any.
    async fn first_free(&self) -> Result<i64, TransferError> {
        let mut most = 0_i64;
        for table in TABLES.iter().filter(|table| table.columns[0].name == "id") {
            let sql = format!("SELECT MAX(id) FROM {}", table.name);
            let found: Option<Option<i64>> =
                query::value(&self.transaction, &sql, []).await.map_err(|source| self.store.fault(source))?;
            most = most.max(found.flatten().unwrap_or(0));
        }
        let free = most.checked_div(BLOCK).and_then(|block| (block + 1).checked_mul(BLOCK));
        // So near the end of all numbers no store has ever been.
        free.filter(|free| *free < i64::MAX / 2).ok_or(TransferError::Numbers)
    }
}

/// Which table differs first, where one does.
pub(super) fn compare(expected: &[TableSum], found: &[TableSum]) -> Result<(), TransferError> {
    for table in TABLES {
        let of = |sums: &[TableSum]| sums.iter().find(|sum| sum.table == table.name).cloned();
        let (expected, found) = (of(expected), of(found));
        if expected.is_none() || expected != found {
            let rows = |sum: Option<TableSum>| sum.map_or(0, |sum| sum.rows);
            return Err(TransferError::Differs {
                table: table.name.to_owned(),
                expected: rows(expected),
                found: rows(found),
            });
        }
    }
    Ok(())
}

impl Store {
    /// Fills this store, which must be empty, with what [`Store::dump`] wrote: all of it or nothing.
    ///
    /// # Errors
    /// [`TransferError`] when this store is not empty, what is read is not a whole dump, or what came to stand here is not
    /// what was read.
    pub async fn load<R: BufRead + Send + 'static>(&self, from: R) -> Result<Dump, TransferError> {
        let (loading, dump) = self.loading(from).await?;
        loading.commit().await?;
        Ok(dump)
    }

    /// Everything of a load but the last step.
    pub(super) async fn loading<R: BufRead + Send + 'static>(&self, from: R) -> Result<(Loading, Dump), TransferError> {
        let loading = Loading::begin(self).await?;
        let mut reading = Reading { from, line: 0, table: None, sums: Vec::new() };
        let next = loop {
            let (back, step) = blocking(move || {
                let step = reading.step();
                (reading, step)
            })
            .await?;
            reading = back;
            match step? {
                Step::Rows(table, rows) => loading.put(table, rows).await?,
                Step::End(next) => break next,
            }
        };
        let dump = Dump { sums: reading.sums, next };
        loading.verify(&dump).await?;
        Ok((loading, dump))
    }
}

/// A dump that is being read.
struct Reading<R> {
    from: R,
    line: u64,
    table: Option<&'static Table>,
    sums: Vec<TableSum>,
}

enum Step {
    Rows(&'static Table, Vec<Row>),
    End(i64),
}

impl<R: BufRead> Reading<R> {
    /// The next rows, or the end.
    fn step(&mut self) -> Result<Step, TransferError> {
        let mut rows = Vec::new();
        loop {
            let line = self.next_line()?;
            let refuse = TransferError::NotADump { line: self.line };
            match (self.table, line.first()) {
                (Some(table), Some(b'[')) => {
                    rows.push(row::read(table, &line).ok_or(refuse)?);
                    if rows.len() == table.page() {
                        return Ok(Step::Rows(table, rows));
                    }
                }
                (Some(table), Some(b'{')) => {
                    let sum: TableSum = serde_json::from_slice(&line).map_err(|_| refuse)?;
                    if sum.table != table.name {
                        return Err(TransferError::NotADump { line: self.line });
                    }
                    self.sums.push(sum);
                    self.table = None;
                    if !rows.is_empty() {
                        return Ok(Step::Rows(table, rows));
                    }
                }
                (None, Some(b'{')) if self.line == 1 => check_heading(&line)?,
                (None, Some(b'{')) if self.sums.len() == TABLES.len() => {
                    let end: End = serde_json::from_slice(&line).map_err(|_| refuse)?;
                    return Ok(Step::End(end.next));
                }
                (None, Some(b'{')) => {
                    let heading: TableLine = serde_json::from_slice(&line).map_err(|_| refuse)?;
                    let table = &TABLES[self.sums.len()];
                    if heading.table != table.name || heading.columns != table.column_names() {
                        return Err(TransferError::NotADump { line: self.line });
                    }
                    self.table = Some(table);
                }
                _ => return Err(refuse),
            }
        }
    }

    fn next_line(&mut self) -> Result<Vec<u8>, TransferError> {
        self.line += 1;
        let mut line = Vec::new();
        let read = (&mut self.from).take(MOST_LINE).read_until(b'\n', &mut line);
        read.map_err(TransferError::read)?;
        if line.pop() == Some(b'\n') { Ok(line) } else { Err(TransferError::NotADump { line: self.line }) }
    }
}

fn check_heading(line: &[u8]) -> Result<(), TransferError> {
    let heading: Heading = serde_json::from_slice(line).map_err(|_| TransferError::NotADump { line: 1 })?;
    let known = migrate::known();
    if heading.yuanheng != "store" {
        Err(TransferError::NotADump { line: 1 })
    } else if heading.format > FORMAT || heading.structure > known {
        Err(TransferError::Newer { found: heading.structure, known })
    } else if heading.structure < known {
        Err(TransferError::Older { found: heading.structure, known })
    } else {
        Ok(())
    }
}
