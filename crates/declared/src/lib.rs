//! What people declare in TOML: read with the place of every key and value, held against one list of keys, and all
//! findings told at once, to the token.

mod check;
pub mod diagnostic;
pub mod schema;
pub mod shape;
pub mod source;
mod table;
pub mod value;

pub use diagnostic::{Diagnostic, Draft, Findings, Mend, Related, Severity};
pub use source::{At, Codes, Source, Table, parse};
