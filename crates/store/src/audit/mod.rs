//! The audit: acts linked by SM3 into a chain, so that whoever changes one behind the program's back is found out.
//!
//! Every act is put into the tail in its own transaction; a runner ([`Store::keep_linking`](crate::Store::keep_linking))
//! takes it from there into the chain. The last link of each finished day is its [`Anchor`]; deposited elsewhere, it
//! proves the chain up to that day even against one who may write to the whole database.

mod anchor;
mod contents;
mod difference;
mod error;
mod expected;
mod export;
mod fault;
mod history;
mod link;
mod prune;
mod read;
mod row;
mod runner;
mod sheet;
mod sum;
mod verify;

pub use anchor::Anchor;
pub use difference::{Difference, differences};
pub use error::AuditError;
pub use export::{EXPORT_COLUMNS, ExportColumn, ExportMark, ExportPage};
pub use fault::{Broken, Fault};
pub use history::{HistoryMark, RecordChange, RecordHistory};
pub use link::Linked;
pub use prune::{KeepDays, Pruned};
pub use read::{ActFilter, ActMark, ActPage};
pub use row::{ActRow, ChangeRow, china_time};
pub use sheet::{read_anchors, write_anchors};
pub use verify::Verified;
