//! One way for a whole store out and in: as lines of text, into another store, or with the data folder's files as a
//! backup.

mod backup;
mod contents;
mod dump;
mod error;
pub(crate) mod home;
mod load;
mod moving;
pub(crate) mod pages;
mod restore;
mod row;
mod sound;

pub use backup::{Backup, backup};
pub use contents::{Contents, Kept};
pub use dump::Dump;
pub use error::TransferError;
pub use home::{RESTORING, unfinished};
pub use pages::TableSum;
pub use restore::restore;
pub use sound::check;
