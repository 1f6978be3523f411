//! Any bytes as settings, in the file, in variables and in flags: reading never panics, always says the same, and what it
//! takes it takes again when it is written out.
//!
//! The cases of `corpus/` run first, then changed ones for one second, or for as many as `YUANHENG_FUZZ_SECONDS` says. The
//! random numbers come from `YUANHENG_FUZZ_SEED`, or else always from the same seed. A case that fails is written into the
//! corpus, so that it can be committed beside what mends it.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod change;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::say::{Lang, Say};
use settings::list::Setting;
use settings::{Flag, Given, Settings, Unsound, read};

use change::{Random, changed};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus")
}

fn corpus() -> Vec<(String, Vec<u8>)> {
    let read = |entry: Result<std::fs::DirEntry, std::io::Error>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())
    };
    let mut all: Vec<_> = std::fs::read_dir(folder()).unwrap().map(read).collect();
    all.sort();
    all
}

/// The lines of a case as flags and as variables: `name = value` sets the setting of that name.
fn given<'a>(case: &[u8], file: PathBuf) -> Given<'a> {
    let mut given = Given { config: Some(file), ..Given::default() };
    for line in case.split(|byte| *byte == b'\n').take(40) {
        let text = String::from_utf8_lossy(line).into_owned();
        let value = OsString::from_vec(line.iter().skip_while(|byte| **byte != b'=').skip(1).copied().collect());
        let named = Setting::all().into_iter().find(|setting| text.contains(setting.key.name));
        let name = named.map_or_else(|| text.replace('\0', " "), |setting| setting.variable());
        given.variables.push((format!("YUANHENG_{}", name.trim_start_matches("YUANHENG_")).into(), value));
        given.flags.push(Flag { flag: "--set", setting: None, text });
    }
    given
}

fn said(told: &Unsound) -> Vec<String> {
    let said = |one: &declared::Diagnostic| {
        format!("{} {} {} {}", one.say(Lang::Zh), one.say(Lang::En), one.to_json(), told.text(&one.file))
    };
    told.found.iter().map(said).collect()
}

fn told(read: &Result<Settings, Unsound>) -> (Vec<String>, Vec<settings::Shown>) {
    match read {
        Ok(settings) => (said(&settings.warnings), settings.shown.clone()),
        Err(unsound) => (said(unsound), Vec::new()),
    }
}

/// Everything that is done with settings, once: file alone, and with the same as variables and flags.
fn holds(case: &[u8], file: &Path) {
    std::fs::write(file, case).unwrap();
    let alone = || Given { config: Some(file.to_owned()), ..Given::default() };
    let once = read(&alone());
    assert_eq!(told(&once), told(&read(&alone())), "read twice");
    drop(told(&read(&given(case, file.to_owned()))));
    let Ok(settings) = once else { return };
    // What a setting is shown to be, given by a flag, is taken and shown the same.
    for shown in settings.shown.iter().filter(|shown| !shown.name.starts_with("database")) {
        let Some(value) = &shown.value else { continue };
        let text = format!("{}={value}", shown.name);
        let flags = vec![Flag { flag: "--set", setting: None, text }];
        let again = read(&Given { flags, ..Given::default() })
            .unwrap_or_else(|unsound| panic!("{}: {:?}", shown.name, said(&unsound)));
        let own = again.shown.iter().find(|own| own.name == shown.name).unwrap();
        assert_eq!(own.value, shown.value, "{}", shown.name);
    }
}

/// What it says, if the case fails.
fn failure(case: &[u8], file: &Path) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| holds(case, file))).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    Some(text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
}

#[test]
fn the_cases_of_the_corpus_hold() {
    let scratch = tempfile::tempdir().unwrap();
    let cases = corpus();
    assert!(cases.len() >= 5, "the corpus is there");
    for (name, case) in cases {
        if let Some(why) = failure(&case, &scratch.path().join("yuanheng.toml")) {
            panic!("{name}: {why}");
        }
    }
}

#[test]
fn changed_cases_hold() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let time = Duration::from_secs(number("YUANHENG_FUZZ_SECONDS").unwrap_or(1));
    let seed = number("YUANHENG_FUZZ_SEED").unwrap_or(20_261_128);
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("yuanheng.toml");
    let seeds: Vec<Vec<u8>> = corpus().into_iter().map(|(_, case)| case).collect();
    let mut random = Random::new(seed);
    let (start, mut cases, mut taken) = (Instant::now(), 0_u32, 0_u32);
    while start.elapsed() < time {
        let case = changed(&seeds, &mut random);
        if let Some(why) = failure(&case, &file) {
            let kept = folder().join(format!("found-{seed}-{cases}.toml"));
            std::fs::write(&kept, &case).unwrap();
            panic!("seed {seed}, case {cases}, written to {}: {why}", kept.display());
        }
        taken += u32::from(read(&Given { config: Some(file.clone()), ..Given::default() }).is_ok());
        cases += 1;
    }
    println!("seed {seed}: {cases} settings in {:.1} s, {taken} of them are taken", start.elapsed().as_secs_f64());
}
