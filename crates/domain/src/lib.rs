//! What the world is made of: periods, units of measure, codes, ids and checked rows. No I/O.

pub mod attribute;
pub mod code;
pub mod dimension;
pub mod hash;
pub mod id;
pub mod ledger;
pub mod period;
pub mod quantity;
mod ratio;
pub mod say;
pub mod table;
pub mod unit;
