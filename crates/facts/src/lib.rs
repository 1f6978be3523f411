//! Releases of published data, kept by content, and the matrices that a pack's formulas make of them.

mod archive;
mod canonical;
mod conflict;
mod day;
mod dictionary;
mod error;
mod fault;
mod manifest;
mod names;
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
pub use day::{Day, NotADay};
pub use error::{Act, ArchiveError, Conflict, Damage, Spot};
pub use fault::TableFault;
pub use manifest::{Entry, IndicatorLine, Input, Manifest, Part};
pub use names::NamesFile;
pub use publish::{After, InputFile, Publication, Published};
pub use rebuild::{Difference, Rebuilt};
pub use register::{Attributed, Register};
pub use subjects::{AttributeRow, SubjectsPart};
pub use values::{SCALE, ValueRow, ValuesPart};
pub use view::ReleaseView;
