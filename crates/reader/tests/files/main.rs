//! Files of every form, sound and unsound, from bytes to a reading.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
#[path = "../docx/mod.rs"]
mod docx;
mod forms;
#[cfg(unix)]
mod pdf;
mod word;
