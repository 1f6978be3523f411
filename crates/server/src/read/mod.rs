//! The home as pages need it: read once, indexed, and read again when it changes.

pub mod against;
pub mod documents;
pub mod effects;
pub mod lifting;
pub mod now;
pub mod register;
pub mod sealed;
pub mod shelf;
pub mod stamp;
pub mod targets;
pub mod versions;
