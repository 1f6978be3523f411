//! The work of the performance table, timed the way the peers are: a warm-up, then the median of several runs.
//!
//! Called with `MODE` (memory, parquet, draws, xlsx) and `BENCH_DIR` (where the input lies), it prints one line of JSON: what
//! was done, how long it took, the most memory it had, and a check sum that has to equal the peers'.

mod columns;
mod draws;
mod firms;
mod npy;
mod report;

use std::error::Error;
use std::path::PathBuf;

use scoring::Threads;

/// As many as the peers are given.
const THREADS: Threads = Threads::new(2);

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let folder = PathBuf::from(
        std::env::var_os("BENCH_DIR").unwrap_or_else(|| std::env::temp_dir().join("yuanheng-bench").into()),
    );
    match std::env::var("MODE").as_deref() {
        Ok("memory") => firms::memory(&folder),
        Ok("parquet") => firms::parquet(&folder),
        Ok("draws") => draws::draws(&folder),
        // A workbook is timed as the whole import: see docs/performance.md.
        Ok("xlsx") => Ok(()),
        _ => Err("MODE is memory, parquet, draws or xlsx".into()),
    }
}
