//! Packs on pages: uploaded, checked, compared, tried on the data, approved by a second person, in force, changed by spreadsheet.
#![expect(clippy::unwrap_used, reason = "a wrong test must fail")]

#[path = "../common/mod.rs"]
mod common;
mod deciding;
mod figures;
mod posting;
mod rules;
mod uploading;
