//! The whole store as lines of text: a heading, each table with its rows and their sum, and an end.
//!
//! ```text
//! {"yuanheng":"store","format":1,"structure":1}
//! {"table":"entity","columns":["id","kind","act"]}
//! [64,"zone",65]
//! {"table":"entity","rows":1,"sm3":"…"}
//! {"complete":true,"next":128}
//! ```

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::TransferError;
use super::pages::{Page, Sink, TableSum, blocking, pour};
use crate::migrate;
use crate::open::Store;
use crate::query;

/// The format this program writes. It reads no newer one.
pub(super) const FORMAT: u32 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Heading {
    pub yuanheng: String,
    pub format: u32,
    pub structure: i64,
}

/// The line before a table's rows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TableLine {
    pub table: String,
    pub columns: Vec<String>,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct End {
    pub complete: bool,
    /// Where the next numbers for records begin.
    pub next: i64,
}

/// What was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dump {
    /// The sum of each table.
    pub sums: Vec<TableSum>,
    /// Where the next numbers for records begin.
    pub next: i64,
}

/// Writes the lines to any writer.
struct Lines<W>(W);

impl<W: Write> Lines<W> {
    fn line<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, value)?;
        self.0.write_all(b"\n")
    }
}

impl<W: Write + Send + 'static> Sink for Lines<W> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        if page.first {
            let columns = page.table.column_names().into_iter().map(str::to_owned).collect();
            self.line(&TableLine { table: page.table.name.to_owned(), columns })?;
        }
        self.0.write_all(&page.lines)?;
        page.sum.iter().try_for_each(|sum| self.line(sum))
    }
}

impl Store {
    /// Writes everything in the store, as it is at one moment, to `to`, and gives `to` back. Nobody is kept from writing
    /// meanwhile. The listing is left out: a load makes it again.
    ///
    /// # Errors
    /// [`TransferError`] when the store cannot be read or `to` does not take it.
    pub async fn dump<W: Write + Send + 'static>(&self, to: W) -> Result<(W, Dump), TransferError> {
        let snapshot = self.snapshot().await?;
        self.dump_of(&snapshot, to).await
    }

    /// The same of a snapshot that was taken before.
    pub(super) async fn dump_of<C: sea_orm::ConnectionTrait, W: Write + Send + 'static>(
        &self,
        on: &C,
        to: W,
    ) -> Result<(W, Dump), TransferError> {
        let mut lines = Lines(to);
        let heading = Heading { yuanheng: "store".to_owned(), format: FORMAT, structure: migrate::known() };
        lines.line(&heading).map_err(TransferError::write)?;
        let (mut lines, sums) = pour(self, on, lines).await?;
        let next = self.next_number(on).await?;
        let lines = blocking(move || {
            lines.line(&End { complete: true, next })?;
            lines.0.flush()?;
            Ok(lines)
        });
        let lines = lines.await?.map_err(TransferError::write)?;
        Ok((lines.0, Dump { sums, next }))
    }

    /// Where the next numbers for records begin. On `PostgreSQL` no snapshot holds it: it may be later, never earlier.
    pub(super) async fn next_number<C: sea_orm::ConnectionTrait>(&self, on: &C) -> Result<i64, TransferError> {
        let next: Option<i64> =
            query::value(on, self.engine().next_block(), []).await.map_err(|source| self.fault(source))?;
        Ok(next.unwrap_or(crate::dialect::BLOCK))
    }
}
