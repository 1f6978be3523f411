//! The firm job on generated firms, as many as asked for: how time and memory grow with their number.

use std::error::Error;

use scoring::standings;
use serde_json::json;

use crate::given;
use crate::report::report;

/// Scores, ranks and grades `N` firms.
pub fn firms() -> Result<(), Box<dyn Error + Send + Sync>> {
    let count: usize = std::env::var("N").map_err(|_| "N says how many firms")?.parse()?;
    let (scheme, data) = given::firms(count)?;
    let runs = if count > 1_000_000 { 3 } else { 7 };
    report("growth", count, runs, || standings(&scheme, &data, crate::THREADS), |found| json!([found.is_ok()]));
    Ok(())
}
