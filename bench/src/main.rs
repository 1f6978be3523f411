//! The work of the performance table, timed the way the peers are: a warm-up, then the median of several runs.
//!
//! Called with `MODE` (memory, parquet, draws) and `BENCH_DIR` (where the input lies), it prints one line of JSON: what
//! was done, how long it took, the most memory it had, and a check sum that has to equal the peers'. The modes index,
//! runs and growth stand alone, on generated data; growth takes the number of firms from `N`.

mod columns;
mod draws;
mod firms;
#[expect(dead_code, reason = "the library's own benches take the rest")]
#[path = "../../crates/scoring/benches/speed/given.rs"]
mod given;
mod growth;
mod index;
mod npy;
mod report;

use std::error::Error;
use std::path::PathBuf;

use mimalloc::MiMalloc;
use scoring::Threads;

/// The allocator of the product: it keeps memory for the next round, as those of the peers do.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
        // The peers' runner asks for it too; ours is timed as the whole import: see docs/performance.md.
        Ok("xlsx") => Ok(()),
        Ok("index") => index::build(),
        Ok("runs") => index::runs(),
        Ok("growth") => growth::firms(),
        _ => Err("MODE is memory, parquet, draws, index, runs or growth".into()),
    }
}
