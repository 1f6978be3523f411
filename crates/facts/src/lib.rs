//! Releases of published data, kept by content, and the matrices that a pack's formulas make of them.

#[cfg(test)]
mod agreement;
mod archive;
mod canonical;
mod compiled;
mod conflict;
mod dictionary;
pub mod earlier;
mod error;
mod fault;
mod formulas;
mod functions;
mod manifest;
mod measure;
mod measure_error;
mod measured;
mod memory;
mod missing;
mod number;
mod parquet_file;
mod part_file;
mod place;
mod publish;
mod rebuild;
mod register;
mod subjects;
mod values;
mod view;

pub use archive::{Archive, Files};
pub use compiled::{Compiled, FormulaError};
pub use error::{Act, ArchiveError, Conflict, Damage, Spot};
pub use fault::TableFault;
pub use formulas::Formulas;
pub use manifest::{Entry, IndicatorLine, Input, Manifest, Part};
pub use measure::{measure, measure_example};
pub use measure_error::MeasureError;
pub use measured::{Basis, Cell, Column, Measured, Reported};
pub use memory::MemoryLedger;
pub use missing::Missing;
pub use publish::{After, InputFile, Publication, Published, plain_name};
pub use rebuild::{Difference, Rebuilt};
pub use register::{Attributed, Register};
pub use subjects::{AttributeRow, SubjectsPart};
pub use values::{SCALE, ValueRow, ValuesPart};
pub use view::ReleaseView;
