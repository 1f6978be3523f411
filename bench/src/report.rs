//! Times a job and prints its line.

#![expect(clippy::print_stdout, reason = "the line is what the program is for")]

use std::time::Instant;

use serde_json::{Value, json};

/// Runs `job` once to warm up and then `runs` times; prints one line with the median and what `check` makes of the last
/// outcome. An outcome is dropped before the next run starts, outside of the timing.
pub fn report<T>(mode: &str, n: usize, runs: usize, job: impl Fn() -> T, check: impl Fn(&T) -> Value) {
    let before = peak();
    let mut last = job();
    let mut seconds: Vec<f64> = Vec::with_capacity(runs);
    for _ in 0..runs {
        drop(last);
        let start = Instant::now();
        last = job();
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let rounded = |number: f64| (number * 1e6).round() / 1e6;
    let at = |place: usize| seconds.get(place).copied().map(rounded);
    let line = json!({
        "engine": concat!("yuanheng ", env!("CARGO_PKG_VERSION")),
        "mode": mode,
        "n": n,
        "median_s": at(runs / 2),
        "min_s": at(0),
        "max_s": at(runs.saturating_sub(1)),
        "rss_before_mb": before,
        "peak_rss_mb": peak(),
        "check": check(&last),
    });
    println!("{line}");
}

/// The most memory this process has had, in MB; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}
