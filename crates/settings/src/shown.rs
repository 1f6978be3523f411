//! A setting as it may be shown: its value without a password, and where it came from.

use crate::given::Origin;

/// A setting that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its whole name.
    pub name: String,
    /// Its value without a password; none where it has none.
    pub value: Option<String>,
    /// Where it came from.
    pub origin: Origin,
}
