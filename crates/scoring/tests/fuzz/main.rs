//! Every public function, called with anything: never a panic, never a number that is none, always the same.
//!
//! The cases of `corpus/` run first, then changed ones for one second, or for as many as `YUANHENG_FUZZ_SECONDS` says. The
//! random numbers come from `YUANHENG_FUZZ_SEED`, or else always from the same seed. A case that fails is written into the
//! corpus, so that it can be committed beside what mends it.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;
mod firm;
mod index;
mod members;
mod mutate;
mod orders;
mod scheme;
mod seen;
mod stats;
mod uncertain;
mod weigh;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use scoring::{Groups, Matrix, ScoringError, Threads};

use case::Case;
use seen::Seen;

/// What all calls start from.
struct Given {
    figures: Matrix,
    groups: Groups,
    threads: Threads,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus")
}

fn corpus() -> BTreeMap<String, Case> {
    let read = |entry: Result<std::fs::DirEntry, std::io::Error>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let case = Case::parse(&std::fs::read_to_string(&path).unwrap());
        (name.clone(), case.unwrap_or_else(|why| panic!("{name}: {why}")))
    };
    std::fs::read_dir(folder()).unwrap().map(read).collect()
}

/// Calls everything once, and gives what came out.
fn call(case: &Case, threads: Threads) -> Vec<(&'static str, String)> {
    let mut size = case.section("size");
    let (columns, rows) = (size.size(), size.size());
    // Of both at once there is no need: the largest case has 100,000 × 12 figures.
    let rows = if columns > 1000 { rows.min(12) } else { rows };
    let mut seen = Seen { rows, ..Seen::default() };
    let mut bytes = case.section("figures");
    let mut figures: Vec<Vec<f64>> = (0..columns).map(|_| (0..rows).map(|_| bytes.number()).collect()).collect();
    if let Err(error) = Matrix::new(rows, figures.clone()) {
        let ScoringError::Infinite { column, subject } = error else { panic!("{error}") };
        assert!(figures[column][subject].is_infinite(), "{error}: it is not");
        figures.iter_mut().flatten().filter(|figure| figure.is_infinite()).for_each(|figure| *figure = 1e308);
    }
    let mut bytes = case.section("groups");
    let group = |_| match bytes.byte() {
        255 => u32::MAX,
        254 => 70_000,
        byte => u32::from(byte) % 5,
    };
    let groups = Groups::new((0..rows).map(group).collect());
    let given = Given { figures: Matrix::new(rows, figures).unwrap(), groups, threads };
    scheme::call(case, &given, &mut seen);
    index::call(case, &given, &mut seen);
    weigh::call(case, &given, &mut seen);
    orders::call(case, &given, &mut seen);
    stats::call(case, &given, &mut seen);
    uncertain::call(case, &given, &mut seen);
    seen.outcomes
}

/// Calls everything three times, on one thread, on two, and on three; a large case twice.
fn holds(case: &Case) {
    let first = call(case, Threads::ONE);
    let again = [(Threads::new(2), "on two threads"), (Threads::new(3), "on three threads")];
    for (threads, what) in again.into_iter().take(if case.is_large() { 1 } else { 2 }) {
        let again = call(case, threads);
        assert_eq!(first.len(), again.len(), "other calls {what}");
        for ((call, outcome), (_, other)) in first.iter().zip(&again) {
            assert!(outcome == other, "{call} gave something else {what}");
        }
    }
}

/// The case if it fails, and what it says.
fn failure(case: &Case) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| holds(case))).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    Some(text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
}

/// What still fails when parts are taken out.
fn smallest(case: &Case) -> Case {
    let mut smallest = case.clone();
    for section in 0..smallest.0.len() {
        let mut at = 0;
        while at < smallest.0[section].len() {
            let mut less = smallest.clone();
            less.0[section].remove(at);
            if failure(&less).is_some() {
                smallest = less;
            } else {
                at += 1;
            }
        }
    }
    smallest
}

#[test]
fn the_cases_of_the_corpus_hold() {
    for (name, case) in corpus() {
        let start = Instant::now();
        if let Some(why) = failure(&case) {
            panic!("{name}: {why}");
        }
        println!("{name}: {:.3} s", start.elapsed().as_secs_f64());
    }
}

#[test]
fn changed_cases_hold() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let time = Duration::from_secs(number("YUANHENG_FUZZ_SECONDS").unwrap_or(1));
    let seed = number("YUANHENG_FUZZ_SEED").unwrap_or(20_261_122);
    // Large cases take their time, and are not the ones in which a change finds something.
    let corpus: Vec<Case> = corpus().into_values().filter(|case| !case.is_large()).collect();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (start, mut cases) = (Instant::now(), 0_u32);
    while start.elapsed() < time {
        let case = mutate::mutated(&corpus, &mut random);
        if case.is_large() {
            continue;
        }
        if failure(&case).is_some() {
            let case = smallest(&case);
            let why = failure(&case).unwrap_or_default();
            let file = folder().join(format!("found-{seed}-{cases}.txt"));
            let about = format!("Found from seed {seed}: {}", why.lines().next().unwrap_or_default());
            std::fs::write(&file, case.text(&about)).unwrap();
            panic!("seed {seed}, case {cases}, written to {}: {why}", file.display());
        }
        cases += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("seed {seed}: {cases} cases in {seconds:.1} s, {:.0} a second", f64::from(cases) / seconds);
}
