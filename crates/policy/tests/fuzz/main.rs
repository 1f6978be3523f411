//! Any bytes as the files of a pack: reading, checking, mending, comparing and changing figures never panic, and always say
//! the same.
//!
//! The cases of `corpus/` run first, then changed ones for one second, or for as many as `YUANHENG_FUZZ_SECONDS` says. The
//! random numbers come from `YUANHENG_FUZZ_SEED`, or else always from the same seed. A case that fails is written into the
//! corpus, so that it can be committed beside what mends it.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;
mod change;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::bundle::Bundle;
use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::value::{set, values};
use policy::{Diagnostic, Library, Pack, PackFiles, check, compare};
use rust_decimal::Decimal;

use case::{parse, text};
use change::{Random, changed};

/// The case itself under every name that a pack may build on, but for one that is sound: circles are met at once.
struct Itself<'a> {
    case: &'a PackFiles,
    sound: &'a PackFiles,
}

impl Library for Itself<'_> {
    fn ids(&self) -> Vec<PackId> {
        ["upper", "itself"].map(|id| PackId::new(id).unwrap()).to_vec()
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        match id.as_str() {
            "upper" => Some(self.sound.clone()),
            "missing" => None,
            _ => Some(self.case.clone()),
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus")
}

fn corpus() -> BTreeMap<String, PackFiles> {
    let read = |entry: Result<std::fs::DirEntry, std::io::Error>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), parse(&std::fs::read(&path).unwrap()))
    };
    std::fs::read_dir(folder()).unwrap().map(read).collect()
}

/// A pack that passes its check, for those that build on it and to compare with.
fn upper() -> PackFiles {
    let pack = "id = \"upper\"\ntitle = \"省办法\"\nissuer = \"省\"\njurisdiction = \"省\"\nsource = \"测试用\"\n";
    let land =
        "[[indicator]]\ncode = \"land_mu\"\ntitle = \"用地\"\nunit = \"mu\"\nsubject = \"firm\"\ncite = \"一\"\n";
    let files = [("pack.toml", pack), ("indicators.toml", land)];
    PackFiles::new(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())))
}

fn seeds() -> Vec<PackFiles> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |name| PackFiles::read(&tests.join(name)).unwrap();
    [read("sound"), read("everything"), upper()].into_iter().chain(corpus().into_values()).collect()
}

type Outcome = Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>>;

fn said(found: &[Diagnostic]) -> Vec<String> {
    let said = |one: &Diagnostic| format!("{} {} {}", one.say(Lang::Zh), one.say(Lang::En), one.to_json());
    found.iter().map(said).collect()
}

/// What the outcome says, as far as it can be compared.
fn told(outcome: &Outcome) -> (bool, Vec<String>) {
    match outcome {
        Ok((_, warnings)) => (true, said(warnings)),
        Err(found) => (false, said(found)),
    }
}

/// Everything that is done with a pack's files, once.
fn holds(case: &PackFiles, sound: &PackFiles, base: &Pack) {
    let bytes = case.bundle().to_bytes();
    assert_eq!(Bundle::from_bytes(&bytes).map(PackFiles::from).as_ref(), Ok(case), "kept and read back");
    let library = Itself { case, sound };
    let outcome = check(case, &library);
    assert_eq!(told(&outcome), told(&check(case, &library)), "checked twice");
    let found = match &outcome {
        Ok((_, found)) | Err(found) => found,
    };
    for mend in found.iter().filter_map(|finding| finding.mend.as_ref()).take(4) {
        let mut mended = case.clone();
        mended.mend(mend);
        drop(check(&mended, &library));
    }
    let Ok((pack, _)) = &outcome else { return };
    assert_eq!(compare(pack, pack), compare::Comparison::default(), "a pack does not differ from itself");
    let (there, back) = (compare(base, pack), compare(pack, base));
    for difference in there.differences.iter().chain(&back.differences) {
        assert!(!difference.say(Lang::Zh).is_empty() && !difference.say(Lang::En).is_empty());
    }
    let figures = values(pack);
    let same: Vec<_> = figures.iter().filter_map(|value| Some((value, value.now?))).collect();
    let again = set(pack, &same).files;
    let (again, _) = check(&again, &Itself { case: &again, sound })
        .unwrap_or_else(|found| panic!("figures put back as they are: {}", found[0].say(Lang::Zh)));
    assert_eq!(compare(pack, &again).differences, [], "figures put back as they are");
    let others: Vec<_> = figures.iter().map(|value| (value, value.now.unwrap_or_default() + Decimal::ONE)).collect();
    let changed = set(pack, &others);
    for ((file, span), (_, figure)) in changed.places.iter().zip(&others) {
        let text = std::str::from_utf8(&changed.files.get(file).unwrap()[span.clone()]).unwrap();
        assert_eq!(text.parse::<Decimal>(), Ok(*figure), "a figure stands where it was put");
    }
}

/// What it says, if the case fails.
fn failure(case: &PackFiles, sound: &PackFiles, base: &Pack) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| holds(case, sound, base))).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    Some(text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
}

/// What still fails when lines and files are taken out.
fn smallest(case: &PackFiles, fails: impl Fn(&PackFiles) -> bool) -> PackFiles {
    let mut smallest: Vec<(String, Vec<u8>)> =
        case.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    for file in (0..smallest.len()).rev() {
        let mut less = smallest.clone();
        less.remove(file);
        if fails(&PackFiles::new(less.clone())) {
            smallest = less;
        }
    }
    for file in 0..smallest.len() {
        let mut line = 0;
        loop {
            let mut lines: Vec<&[u8]> = smallest[file].1.split_inclusive(|byte| *byte == b'\n').collect();
            if line >= lines.len() {
                break;
            }
            lines.remove(line);
            let mut less = smallest.clone();
            less[file].1 = lines.concat();
            if fails(&PackFiles::new(less.clone())) {
                smallest = less;
            } else {
                line += 1;
            }
        }
    }
    PackFiles::new(smallest)
}

fn base(sound: &PackFiles) -> Pack {
    check(sound, &()).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0
}

#[test]
fn the_cases_of_the_corpus_hold() {
    let sound = upper();
    let base = base(&sound);
    for (name, case) in corpus() {
        if let Some(why) = failure(&case, &sound, &base) {
            panic!("{name}: {why}");
        }
    }
}

#[test]
fn changed_cases_hold() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let time = Duration::from_secs(number("YUANHENG_FUZZ_SECONDS").unwrap_or(1));
    let seed = number("YUANHENG_FUZZ_SEED").unwrap_or(20_261_128);
    let (seeds, sound) = (seeds(), upper());
    let base = base(&sound);
    let mut random = Random::new(seed);
    let (start, mut cases, mut passed) = (Instant::now(), 0_u32, 0_u32);
    while start.elapsed() < time {
        let case = changed(&seeds, &mut random);
        if failure(&case, &sound, &base).is_some() {
            let case = smallest(&case, |less| failure(less, &sound, &base).is_some());
            let why = failure(&case, &sound, &base).unwrap_or_default();
            let file = folder().join(format!("found-{seed}-{cases}.txt"));
            std::fs::write(&file, text(&case)).unwrap();
            panic!("seed {seed}, case {cases}, written to {}: {why}", file.display());
        }
        passed += u32::from(check(&case, &Itself { case: &case, sound: &sound }).is_ok());
        cases += 1;
    }
    println!("seed {seed}: {cases} packs in {:.1} s, {passed} of them pass their check", start.elapsed().as_secs_f64());
}
