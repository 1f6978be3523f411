//! Ways of making an index beyond stated weights and means: experts' weights, rankings by all items, other years.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod expert_weights;
#[path = "../common/firms.rs"]
mod firms;
mod other_years;
mod rankings;
mod two_items;
