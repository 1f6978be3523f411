//! The SQL truth: registers with their history, packs, submissions, releases, audit, jobs. Nothing in it is lost or
//! rewritten; every write is an act with a trace.
//!
//! One set of queries runs on SQLite and on PostgreSQL; what differs between the two stands in [`dialect`](self) alone.

mod act;
mod address;
pub mod audit;
mod clock;
mod dialect;
pub mod doctor;
pub mod document;
mod error;
mod ids;
pub mod job;
mod ledger;
pub mod message;
mod migrate;
mod open;
pub mod pack;
mod query;
pub mod register;
mod results;
mod schema;
mod submission;
pub mod transfer;

pub use act::{Act, Acting, Actor, Change, Origin, day_of};
pub use address::{Address, AddressError};
pub use clock::{Clock, Moment};
pub use dialect::Engine;
pub use error::StoreError;
pub use ledger::StoreLedger;
pub use open::Store;
pub use results::{ExternalResult, KeptResult, ResultRow, ResultsImported};
pub use submission::{Attached, Revision, Submission};
