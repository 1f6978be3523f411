//! Spreadsheets to checked rows with their errors, and results to workbooks.
//!
//! [`sheet::Workbook`] opens a file as what it is; [`mapping::MappingFile`] says what its columns mean; [`read::read`]
//! gives checked tables and findings.

mod batch;
pub mod book;
mod carried;
pub mod cell;
mod code;
mod delimited;
mod delimited_write;
pub mod draft;
mod draft_shape;
mod draft_write;
mod figure;
pub mod finding;
mod gather;
pub mod header;
pub mod limits;
pub mod mapping;
pub mod mapping_error;
mod mark;
mod nearest;
pub mod number;
mod ods;
pub mod open_error;
mod pack_book;
mod percent;
mod plan;
pub mod read;
mod reading_book;
mod reading_pack;
pub mod register;
mod row;
pub mod sheet;
mod unpack;
mod xls;

pub use book::{BookError, Report, SealNote, result_workbook, write_table};
pub use carried::{Carried, CarriedKind, carried};
pub use delimited_write::delimited_text;
pub use draft::{Draft, KnownIndicator, draft_mapping};
pub use finding::{Finding, Findings, Reason};
pub use mapping::{Mapping, MappingFile, mapping_schema};
pub use mapping_error::MappingError;
pub use mark::{MarkError, marked};
pub use open_error::OpenError;
pub use pack_book::{CellFault, CellPlace, PackBookError, PackChanges, mark_pack_book, pack_book, read_pack_book};
pub use read::{Progress, Reading, Watch, read};
pub use reading_book::reading_book;
pub use reading_pack::{LeftOut, ReadPack, read_pack};
pub use sheet::Workbook;
