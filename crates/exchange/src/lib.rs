//! Spreadsheets to checked rows with their errors, and results to workbooks.

pub mod cell;
mod delimited;
pub mod limits;
pub mod number;
mod ods;
pub mod open_error;
pub mod sheet;
mod unpack;
