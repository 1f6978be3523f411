//! Registers by spreadsheet: a template to fill in, an export, the file read back with all that is wrong, and the same file
//! with the errors marked.

mod cells;
mod export;
mod mark;
mod read;
mod results;
mod row;
mod template;
mod titles;

pub use export::{Export, export_csv, export_register};
pub use mark::{MarkError, marked};
pub use read::{RegisterReading, read_register};
pub use results::{ResultEntry, ResultsReading, read_results, result_columns};
pub use template::register_template;
