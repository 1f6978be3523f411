//! Any bytes as a file: never a panic, always the same reading, in bounded time, every item at its place in the file.
//!
//! The cases of `corpus/` run first, then changed ones for one second, or for as many as `YUANHENG_FUZZ_SECONDS` says. The
//! random numbers come from `YUANHENG_FUZZ_SEED`, or else always from the same seed. A case that fails is written into the
//! corpus, so that it can be committed beside what mends it. A case with `<w:` is read once more as the body of a document
//! of Word. All texts are invented.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chance;
#[path = "../docx/mod.rs"]
mod docx;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chance::Chance;
use domain::say::{Lang, Say as _};
use reader::form::open;
use reader::{Pdftotext, read_source};

/// The longest a case may take, far above what it does: what grows faster than its input shows in it.
const PATIENCE: Duration = Duration::from_secs(5);

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

fn holds(case: &[u8]) {
    sound(case);
    let text = String::from_utf8_lossy(case);
    if text.contains("<w:") {
        sound(&docx::docx(&text, LISTS.0, LISTS.1));
    }
}

/// A style and a list that cases may refer to.
const LISTS: (&str, &str) = (
    r#"<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
    r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#,
);

/// A PDF is none of our own reading: its sign in a case must not start a program.
fn nowhere() -> Pdftotext {
    Pdftotext { program: "/nowhere/pdftotext".into(), ..Pdftotext::default() }
}

fn sound(bytes: &[u8]) {
    let none = nowhere();
    let start = Instant::now();
    let source = match open(bytes, &none) {
        Ok(source) => source,
        Err(error) => {
            assert!(!error.say(Lang::Zh).is_empty() && error.say(Lang::En).is_ascii());
            return;
        }
    };
    let reading = read_source(&source);
    assert!(start.elapsed() < PATIENCE, "{} bytes took {:?}", bytes.len(), start.elapsed());
    let again = reader::read_with(bytes, &none).unwrap();
    assert_eq!(reading, again, "read twice");
    let file = source.place([0, source.chars().len()])[1];
    let at = |what: &str, offset: [usize; 2], text: &str| {
        assert!(offset[0] < offset[1] && offset[1] <= file, "{what} at {offset:?} of {file}: {text}");
        let own = source.within(offset);
        assert_eq!(source.slice(own), text, "{what} at {offset:?}");
        assert_eq!(source.place(own), offset, "{what}: there and back");
    };
    for document in &reading.documents {
        for item in &document.sections {
            at("section", item.offset, &item.text);
        }
        for item in &document.tasks {
            at("task", item.offset, &item.text);
            if let (Some(offset), Some(text)) = (item.unit_offset, &item.unit_text) {
                at("unit statement", offset, text);
            }
        }
        for item in &document.targets {
            at("target", item.offset, &item.text);
        }
        for item in &document.money_rules {
            at("money rule", item.offset, &item.text);
        }
        for item in &document.evaluation_rules {
            at("evaluation rule", item.offset, &item.text);
        }
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
    let mut at = 0;
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
    let (start, mut cases, mut readable) = (Instant::now(), 0_u32, 0_u32);
    while start.elapsed() < time {
        let case = chance.changed(&corpus);
        if failure(&case).is_some() {
            let case = smallest(&case);
            let why = failure(&case).unwrap_or_default();
            let file = folder().join(format!("found-{seed}-{cases}.txt"));
            std::fs::write(&file, &case).unwrap();
            panic!("seed {seed}, case {cases}, written to {}: {why}", file.display());
        }
        readable += u32::from(open(&case, &nowhere()).is_ok());
        cases += 1;
    }
    println!("seed {seed}: {cases} cases in {:.1} s, {readable} of them are read", start.elapsed().as_secs_f64());
}
