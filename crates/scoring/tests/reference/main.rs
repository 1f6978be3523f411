//! Parity with the field's reference tool, step by step, on the ASEM data (51 subjects, 49 indicators).
//!
//! The data are not part of the project. They are read from the folder that `YUANHENG_REFERENCE` names, else from
//! `shared/data/composite` beside the repository; where that is missing each test says what it did not run, and passes.
#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test fails by panicking and says why")]

mod aggregate;
mod chain;
mod data;
mod normalise;
mod prepare;
mod rankings;
mod sobol;
mod stats;
mod structure;
mod treat;
mod uncertain;
mod vectors;
mod weigh;
