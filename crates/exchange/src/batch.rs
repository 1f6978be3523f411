//! Cells on their way from the thread that parses to the thread that checks, whole rows at a time.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;

use crate::cell::{Cell, Day};
use crate::sheet::Sink;

/// Cells of whole rows, of the columns that are wanted; texts lie one after another in one string.
#[derive(Debug, Default)]
pub struct Batch {
    cells: Vec<Packed>,
    text: String,
    /// How many rows the sheet says it has.
    pub total: u32,
}

#[derive(Clone, Copy, Debug)]
struct Packed {
    row: u32,
    column: u32,
    content: Content,
}

#[derive(Clone, Copy, Debug)]
enum Content {
    Number(f64),
    Percent(f64),
    Text(u32, u32),
    Bool(bool),
    Date(Day),
    Time,
    Error(&'static str),
}

impl Batch {
    /// The cells with row and column, in order.
    pub fn cells(&self) -> impl Iterator<Item = (u32, u32, Cell<'_>)> {
        self.cells.iter().map(|packed| {
            let cell = match packed.content {
                Content::Number(number) => Cell::Number(number),
                Content::Percent(number) => Cell::Percent(number),
                Content::Text(begin, end) => {
                    Cell::Text(self.text.get(begin as usize..end as usize).unwrap_or_default())
                }
                Content::Bool(truth) => Cell::Bool(truth),
                Content::Date(day) => Cell::Date(day),
                Content::Time => Cell::Time,
                Content::Error(error) => Cell::Error(error),
            };
            (packed.row, packed.column, cell)
        })
    }

    fn push(&mut self, row: u32, column: u32, cell: Cell<'_>) {
        let content = match cell {
            Cell::Blank => return,
            Cell::Number(number) => Content::Number(number),
            Cell::Percent(number) => Content::Percent(number),
            Cell::Bool(truth) => Content::Bool(truth),
            Cell::Date(day) => Content::Date(day),
            Cell::Time => Content::Time,
            Cell::Error(error) => Content::Error(error),
            Cell::Text(text) => {
                let begin = self.text.len();
                self.text.push_str(text);
                match (u32::try_from(begin), u32::try_from(self.text.len())) {
                    (Ok(begin), Ok(end)) => Content::Text(begin, end),
                    _ => return,
                }
            }
        };
        self.cells.push(Packed { row, column, content });
    }
}

/// Packs rows from `first` on into batches and sends them.
pub struct Packer<'a> {
    /// The first row that is wanted.
    pub first: u32,
    /// Which columns are wanted; the first cell of a row is always sent.
    pub wanted: &'a [bool],
    /// Where batches go.
    pub out: SyncSender<Batch>,
    /// Set when the person stops the reading.
    pub cancel: &'a AtomicBool,
    batch: Batch,
    row: Option<u32>,
}

/// A batch is sent at the next row once it has so many cells.
const BATCH_CELLS: usize = 16_384;
/// … or so many bytes of text.
const BATCH_TEXT: usize = 4 << 20;

impl<'a> Packer<'a> {
    /// A packer that has sent nothing yet.
    pub fn new(first: u32, wanted: &'a [bool], out: SyncSender<Batch>, cancel: &'a AtomicBool) -> Self {
        Self { first, wanted, out, cancel, batch: Batch::default(), row: None }
    }

    /// Sends what is left.
    pub fn finish(mut self) {
        // Nobody listens any more only when the reading was stopped.
        let _ = self.send();
    }

    fn send(&mut self) -> ControlFlow<()> {
        let total = self.batch.total;
        let empty = Batch { total, cells: Vec::with_capacity(BATCH_CELLS + 1_024), text: String::new() };
        let full = std::mem::replace(&mut self.batch, empty);
        if self.out.send(full).is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Sink for Packer<'_> {
    fn rows(&mut self, total: u32) {
        self.batch.total = total;
    }

    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        if row < self.first {
            return ControlFlow::Continue(());
        }
        if self.row != Some(row) {
            if self.cancel.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            if self.batch.cells.len() >= BATCH_CELLS || self.batch.text.len() >= BATCH_TEXT {
                self.send()?;
            }
            if cell.is_blank() {
                return ControlFlow::Continue(());
            }
            self.row = Some(row);
            self.batch.push(row, column, cell);
        } else if self.wanted.get(column as usize) == Some(&true) {
            self.batch.push(row, column, cell);
        }
        ControlFlow::Continue(())
    }
}
