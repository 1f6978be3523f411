//! Killed, or refused by the disk, in the middle of publishing: what was published before is there, whole.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{Sheet, publish_as};
use domain::hash::Sm3;
use domain::id::{FormId, IndicatorCode, ReleaseName, SubjectId};
use domain::table::CheckedTable;
use facts::{After, Archive, ArchiveError, ReleaseView};

/// Tells a child, which is this test binary run again, where to publish.
const HOME: &str = "YUANHENG_CRASH_HOME";
const KILLS: usize = 50;
/// How a child says which publication it begins.
const ANNOUNCED: &str = "publishing ";

/// Two forms of one publication, every figure of both being `number`.
fn tables(number: usize, firms: usize) -> (Vec<CheckedTable>, [String; 2]) {
    let text = number.to_string();
    let ids: Vec<String> = (0..firms).map(|at| format!("firm-{at:05}")).collect();
    let figures = [text.as_str()];
    let rows: Vec<(&str, &[&str])> = ids.iter().map(|id| (id.as_str(), &figures[..])).collect();
    let sources = ["a", "b"].map(|form| format!("{form} {number}"));
    let sheet = |form: &str, code: &str, source: &String| CheckedTable {
        source: Sm3::of(source.as_bytes()),
        ..Sheet { form, period: "2024", columns: &[(code, "万元")], rows: &rows, attributes: &[] }.table()
    };
    (vec![sheet("a", "tax", &sources[0]), sheet("b", "value", &sources[1])], sources)
}

fn publish(archive: &Archive, number: usize, firms: usize) -> Result<(), ArchiveError> {
    let (tables, sources) = tables(number, firms);
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    publish_as(archive, &tables, &sources, None, After::Latest).map(drop)
}

fn figure(view: &ReleaseView, form: &str, code: &str) -> String {
    let part = view.values(&FormId::new(form).unwrap(), "2024".parse().unwrap()).unwrap().unwrap();
    let row = part.row(&SubjectId::new("firm-00000").unwrap(), &IndicatorCode::new(code).unwrap()).unwrap();
    row.figure().unwrap().to_string()
}

/// Every release holds the whole of its own publication.
fn assert_whole(archive: &Archive, from: usize) -> usize {
    let releases = archive.releases().unwrap();
    for (at, release) in releases.iter().enumerate().skip(from) {
        let view = archive.release(&release.name).unwrap();
        let faults = view.check();
        assert!(faults.is_empty(), "{}: {faults:?}", release.name);
        let number = (at + 1).to_string();
        assert_eq!([figure(&view, "a", "tax"), figure(&view, "b", "value")], [number.clone(), number]);
    }
    releases.len()
}

fn child(test: &str, home: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored"]).env(HOME, home).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn home_of_child() -> Option<PathBuf> {
    std::env::var_os(HOME).map(PathBuf::from)
}

#[test]
#[ignore = "run, and killed, by the test below"]
fn publishes_until_it_is_killed() {
    let Some(home) = home_of_child() else { return };
    let archive = common::create(&home);
    loop {
        let number = archive.releases().unwrap().len() + 1;
        println!("{ANNOUNCED}{number}");
        publish(&archive, number, 50).unwrap();
    }
}

/// The next publication that a child says it begins.
fn announced(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> usize {
    // The test harness writes lines of its own, and may begin the child's first line.
    let number = |line: String| Some(line.split_once(ANNOUNCED)?.1.parse().unwrap());
    lines.find_map(|line| number(line.unwrap())).unwrap()
}

#[test]
fn fifty_kills_leave_every_publication_before_or_after_never_between() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let mut whole = 0;
    let mut before = 0;
    let mut chance = 1_u64;
    for kill in 0..KILLS {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(chance >> 54).unwrap();
        let mut command = child("publishes_until_it_is_killed", &home);
        let mut child = command.arg("--nocapture").stdout(Stdio::piped()).spawn().unwrap();
        let mut begun = 0;
        if kill < 10 {
            // These come while the program starts and the home itself is being made.
            sleep(Duration::from_micros(u64::from(share) * 30));
        } else {
            // These come at a random moment of a publication, or just after it, however fast the machine is.
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            announced(&mut lines);
            let start = Instant::now();
            announced(&mut lines);
            let one = start.elapsed();
            begun = announced(&mut lines);
            sleep(one * share / 900);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        match Archive::open(&home, common::ledger(&home)) {
            Ok(archive) => whole = assert_whole(&archive, whole),
            Err(error) => {
                assert!(matches!(error, ArchiveError::NotAHome { .. }), "{error}");
                assert_eq!(whole, 0, "a home that was there is gone");
            }
        }
        before += usize::from(whole < begun);
        assert!(whole + 1 >= begun, "a publication that had ended is gone");
    }
    assert!(before >= 5, "only {before} of {KILLS} kills came in the middle: they test nothing");
    let archive = common::open(&home);
    publish(&archive, whole + 1, 50).unwrap();
    assert_eq!(assert_whole(&archive, 0), whole + 1);
    assert_eq!(fs::read_dir(home.join("tmp")).unwrap().count(), 0, "the next writer clears what the killed left");
}

#[test]
#[ignore = "run under a limit of file size by the test below"]
fn is_refused_by_the_disk() {
    let Some(home) = home_of_child() else { return };
    let error = publish(&common::open(&home), 2, 5_000).unwrap_err();
    assert!(matches!(error, ArchiveError::Disk { .. }), "{error}");
}

#[test]
fn a_disk_that_takes_no_more_leaves_the_archive_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::create(folder.path());
    publish(&archive, 1, 5).unwrap();
    let before = files(folder.path());
    // The limit stands for a full disk: no file may grow beyond 4 to 8 KiB, and the write is refused, not the process
    // killed.
    let limited = child("is_refused_by_the_disk", folder.path());
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""]).arg(limited.get_program());
    let status = shell.args(limited.get_args()).env(HOME, folder.path()).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "the child says why above");
    assert_eq!(assert_whole(&archive, 0), 1);
    let added: Vec<_> = files(folder.path()).into_iter().filter(|file| !before.contains(file)).collect();
    assert!(added.iter().all(|file| file.starts_with("sources")), "only sources, which nobody names: {added:?}");
}

#[test]
fn a_folder_that_cannot_be_written_leaves_the_archive_as_it_was() {
    for blocked in ["sources", "parts", "tmp"] {
        let folder = tempfile::tempdir().unwrap();
        let archive = common::create(folder.path());
        publish(&archive, 1, 5).unwrap();
        // A file where the folder should be stops every user, root too.
        let (path, aside) = (folder.path().join(blocked), folder.path().join("aside"));
        fs::rename(&path, &aside).unwrap();
        fs::write(&path, b"").unwrap();
        let error = publish(&archive, 2, 5).unwrap_err();
        assert!(matches!(&error, ArchiveError::Disk { .. }), "{error}");
        fs::remove_file(&path).unwrap();
        fs::rename(&aside, &path).unwrap();
        assert_eq!(assert_whole(&archive, 0), 1);
        publish(&archive, 2, 5).unwrap();
        assert_eq!(assert_whole(&archive, 0), 2);
    }
}

#[test]
fn two_who_publish_at_once_both_get_their_release() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::create(folder.path());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let home = folder.path();
            scope.spawn(move || {
                let archive = common::open(home);
                for number in 0..5 {
                    let period = format!("{}", 2000 + writer * 5 + number);
                    let (table, source) = common::tax("f", &period, "1");
                    common::publish(&archive, table, &source).unwrap();
                }
            });
        }
    });
    let releases = archive.releases().unwrap();
    assert_eq!(releases.len(), 20);
    let names: Vec<ReleaseName> = (1..=20).map(|number| format!("r{number:04}").parse().unwrap()).collect();
    assert_eq!(releases.iter().map(|release| release.name.clone()).collect::<Vec<_>>(), names);
    let last = archive.release(&names[19]).unwrap();
    assert_eq!(last.manifest().entries.len(), 20);
    assert!(last.check().is_empty());
}

/// Paths of all files below `folder`, relative to it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    found
}
