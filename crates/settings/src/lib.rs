//! How an installation is set up: each setting by a flag, the environment or a file, in this order, else as usual.
//!
//! [`list::FILE`] lists every setting once. The file is held against it, the environment and the flags are held against
//! it, and `docs/configuration.md` is made from it.

mod codes;
mod database;
mod file;
mod filter;
mod given;
pub mod list;
mod mask;
pub mod never;
mod read;
pub mod reference;
mod shown;
mod values;

pub use file::FILE_NAME;
pub use filter::{Filter, Level};
pub use given::{Flag, Given, Origin};
pub use read::{Audit, Format, Jobs, Log, Pages, Settings, Stop, Unsound, read};
pub use shown::Shown;
