//! What the world is made of: periods, units of measure, codes, ids and checked rows. No I/O.

pub mod hash;
pub mod id;
pub mod ledger;
pub mod say;
