//! Policy packs: a policy document as declarative, cited data, checked to the token.

mod check;
mod codes;
pub mod compare;
pub mod conflict;
pub mod deadline;
pub mod dynamic;
pub mod files;
pub mod firmness;
pub mod formula;
pub mod index;
mod index_words;
pub mod members;
pub mod pack;
mod read;
mod read_deadline;
mod read_index;
pub mod schema;
pub mod scheme;
pub mod shape;
pub mod subsidy;
pub mod target;
pub mod task;
pub mod test;
pub mod value;
pub mod weights;

pub use check::{Library, check};
pub use compare::compare;
pub use declared::diagnostic;
pub use declared::{Diagnostic, Mend, Severity};
pub use files::{PackFiles, PackFilesError};
pub use pack::{Cite, Definition, Direction, Frequency, Indicator, Pack};
pub use target::Target;
