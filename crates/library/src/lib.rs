//! The policy packs of an installation: what is in force, what is at hand, and how a version comes into force.
//!
//! One order holds wherever a pack is named by id: the version in force in the store, the data folder's own, then what ships
//! with the program.

mod error;
mod packs;
mod sent;
mod shipped;
mod steps;

pub use error::{NoPack, VersionError};
pub use packs::{Checked, Held, Origin, Packs};
pub use sent::{SentError, pack_files};
pub use shipped::Shipped;
pub use steps::{Taken, approve, check_again, checked_now, end, force, upload, withdraw};
