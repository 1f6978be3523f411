//! The demonstration's own data: generated tables of an invented province.

pub mod generate;
