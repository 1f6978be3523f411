//! The demonstration: an invented province, made from a seed.

pub mod generate;
