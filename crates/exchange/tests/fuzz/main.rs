//! Any file read as a register: never a panic, every error in a cell of the file, and what is sound reads back the same.
//!
//! The cases of `corpus/` run first, then changed ones for one second, or for as many as `YUANHENG_FUZZ_SECONDS` says. The
//! random numbers come from `YUANHENG_FUZZ_SEED`, or else always from the same seed. A case that fails is written into the
//! corpus, so that it can be committed beside what mends it. A case is a text: the register's word on its first line, then
//! the table.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chance;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chance::Chance;
use domain::day::Day;
use domain::register::{Kind, Row, group};
use domain::say::Lang;
use exchange::register::{Export, RegisterReading, export_csv, export_register, marked, read_register, read_results};
use exchange::{Watch, Workbook};

const CREATED: &str = "2026-03-01T00:00:00Z";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus")
}

fn corpus() -> BTreeMap<String, Vec<u8>> {
    let read = |entry: Result<std::fs::DirEntry, std::io::Error>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())
    };
    std::fs::read_dir(folder()).unwrap().map(read).collect()
}

fn read(kind: Kind, bytes: &[u8]) -> Option<RegisterReading> {
    let mut workbook = Workbook::open(bytes, "名录.xlsx").ok()?;
    read_register(kind, &mut workbook, Watch::default()).ok()
}

/// The rows without where they stood, and in what order their columns did.
fn bare(rows: &[Row]) -> Vec<Row> {
    let bare = |row: &Row| {
        let mut row = Row { place: 0, ..row.clone() };
        row.fields.sort_by(|a, b| a.0.cmp(&b.0));
        row.links.sort_by_key(|(role, _)| *role);
        row
    };
    rows.iter().map(bare).collect()
}

fn holds(case: &[u8]) {
    let (first, table) = case.split_at(case.iter().position(|byte| *byte == b'\n').map_or(case.len(), |at| at + 1));
    let kind = std::str::from_utf8(first).ok().and_then(|word| word.trim().parse().ok()).unwrap_or(Kind::Firm);
    if let Ok(mut workbook) = Workbook::open(table, "外部评价.csv") {
        let _ = read_results(&mut workbook);
    }
    let Some(mut reading) = read(kind, table) else { return };
    let today: Day = "2026-03-01".parse().unwrap();
    let sound = reading.findings.is_empty();
    let (groups, faults) = group(kind, &reading.rows, today);
    let grouped: usize = groups.iter().map(|group| group.rows.len()).sum();
    assert_eq!(grouped, reading.rows.len(), "a row was lost");
    let told = reading.findings.total() + u64::try_from(faults.len()).unwrap();
    reading.refused(faults);
    assert_eq!(reading.findings.total(), told, "an error was lost");
    let mut workbook = Workbook::open(table, "名录.csv").unwrap();
    let again = marked(&mut workbook, &reading.findings, Lang::Zh, CREATED).unwrap();
    let same = read(kind, &again).map(|again| bare(&again.rows));
    assert_eq!(same, Some(bare(&reading.rows)), "the marked file says something else");
    if sound && !reading.rows.is_empty() {
        let rows = &reading.rows;
        let export = Export { kind, rows, about: "", demonstration: true, lang: Lang::Zh, created: CREATED };
        let xlsx = read(kind, &export_register(&export).unwrap()).unwrap();
        assert_eq!(bare(&xlsx.rows), bare(rows), "as a workbook");
        assert!(xlsx.findings.is_empty(), "{:?}", xlsx.findings.kept());
        let csv = read(kind, export_csv(kind, rows, Lang::En).as_bytes()).unwrap();
        assert_eq!(bare(&csv.rows), bare(rows), "as text");
    }
}

/// What it says, if the case fails.
fn failure(case: &[u8]) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| holds(case))).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    Some(text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
}

/// What still fails when lines are taken out.
fn smallest(case: &[u8]) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = case.split_inclusive(|byte| *byte == b'\n').collect();
    let mut at = 1;
    while at < lines.len() {
        let mut less = lines.clone();
        less.remove(at);
        if failure(&less.concat()).is_some() { lines = less } else { at += 1 }
    }
    lines.concat()
}

#[test]
fn the_cases_of_the_corpus_hold() {
    for (name, case) in corpus() {
        if let Some(why) = failure(&case) {
            panic!("{name}: {why}");
        }
    }
}

#[test]
fn changed_cases_hold() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let time = Duration::from_secs(number("YUANHENG_FUZZ_SECONDS").unwrap_or(1));
    let seed = number("YUANHENG_FUZZ_SEED").unwrap_or(20_261_128);
    let corpus: Vec<Vec<u8>> = corpus().into_values().collect();
    let mut chance = Chance::new(seed);
    let (start, mut cases) = (Instant::now(), 0_u32);
    while start.elapsed() < time {
        let case = chance.changed(&corpus);
        if failure(&case).is_some() {
            let case = smallest(&case);
            let why = failure(&case).unwrap_or_default();
            let file = folder().join(format!("found-{seed}-{cases}.txt"));
            std::fs::write(&file, &case).unwrap();
            panic!("seed {seed}, case {cases}, written to {}: {why}", file.display());
        }
        cases += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("seed {seed}: {cases} cases in {seconds:.1} s, {:.0} a second", f64::from(cases) / seconds);
}
