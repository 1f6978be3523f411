//! The home as pages need it: read once, indexed, and read again when it changes.

pub mod now;
pub mod register;
pub mod sealed;
pub mod stamp;
pub mod targets;
