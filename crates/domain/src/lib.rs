//! What the world is made of: periods, units of measure, codes, ids and checked rows. No I/O.

pub mod attribute;
pub mod bundle;
pub mod cause;
pub mod code;
pub mod day;
pub mod dimension;
pub mod hash;
pub mod id;
pub mod ledger;
pub mod period;
pub mod quantity;
mod ratio;
pub mod register;
pub mod say;
pub mod table;
pub mod unit;
mod word;
