//! The registers, with their history: what was true when, and when that was known.
//!
//! A record is an entity; what is true of it are attributes and links to others, each for a half-open span of days. A row
//! is only ever ended, so the store can be asked as of any day, as known at any moment.

mod above;
mod attributes;
mod counted;
mod create;
mod duplicates;
mod end;
mod error;
mod import;
mod lines;
mod links;
mod listing;
mod merge;
mod names;
mod read;
mod search;
mod span;
mod states;
mod timeline;

pub(crate) use above::above;
pub use counted::{Counted, Counting, Rule};
pub use create::New;
pub use duplicates::{Duplicate, Why};
pub use error::RegisterError;
pub use import::{ImportError, ImportWatch, Imported};
pub(crate) use lines::{batch, lines_of};
pub use links::Parent;
pub(crate) use listing::{GramRow, Line};
pub use names::Names;
pub use read::{AttributeRow, Entity, History, LinkRow};
pub use search::{Found, Listed, Listing, Wanted};
pub(crate) use span::STILL;
pub use span::Span;
pub use states::StatesOf;

use std::fmt;

use domain::id::AttributeName;

/// A record of a register, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(crate) i64);

impl EntityId {
    /// The number, as addresses bear it.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The record of this number, as an address bore it.
    #[must_use]
    pub const fn of_number(number: i64) -> Self {
        Self(number)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether something new is said of a time line, or the past is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying {
    /// It changes from a day on. Refused where the line already changes later.
    Change,
    /// What was known of the past was wrong. Needs a reason.
    Correct,
}

/// The attribute that holds the name.
pub const NAME: &str = "name";
/// The attribute that holds the code.
pub const CODE: &str = "code";

/// A value of an attribute to be written.
pub type Given = (AttributeName, String);
