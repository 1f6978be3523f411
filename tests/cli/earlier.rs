//! A data folder of the time before the store: its releases move into the store and read the same.

use std::path::Path;
use std::sync::Arc;

use domain::hash::Sm3;
use domain::ledger::{Ledger, Release};
use domain::table::{CellRef, CheckedTable, State, Value};
use facts::{After, Archive, InputFile, MemoryLedger, Publication};

use super::{Scratch, done, text};

/// As many as the issue asks for.
const RELEASES: u32 = 250;

/// One firm's tax of a year.
fn table(year: u32, tax: u32, source: &str) -> CheckedTable {
    CheckedTable {
        form: "f".parse().unwrap(),
        period: year.to_string().parse().unwrap(),
        source: Sm3::of(source.as_bytes()),
        mapping: Sm3::of(b"mapping"),
        demonstration: false,
        sheets: vec![Arc::from("数据")],
        attributes: Vec::new(),
        subjects: vec!["甲".parse().unwrap()],
        indicators: vec!["tax".parse().unwrap()],
        units: vec!["wan_yuan".parse().unwrap()],
        values: vec![Value {
            subject: 0,
            indicator: 0,
            unit: 0,
            figure: Ok(tax.into()),
            state: State::Reported,
            cell: CellRef { sheet: 0, row: 1, column: 1 },
        }],
    }
}

/// A folder with releases as the first program left it: their names in `names.json`, their manifests in `manifests/`.
fn made(home: &Path) -> Vec<(Release, Vec<u8>)> {
    let ledger: Arc<dyn Ledger> = Arc::new(MemoryLedger::default());
    std::fs::create_dir_all(home).unwrap();
    let archive = Archive::create(home, Arc::clone(&ledger)).unwrap();
    for number in 0..RELEASES {
        let source = format!("税收 {number}");
        let table = table(2010 + number % 4, number, &source);
        let file = InputFile { name: "甲.xlsx", bytes: source.as_bytes(), mapping: b"mapping", accept_clean: false };
        let publication = Publication {
            tables: &[table],
            files: &[file],
            after: After::Latest,
            name: None,
            title: "测试",
            published_at: "2024-07-01T08:00:00+08:00",
        };
        archive.publish(&publication).unwrap();
    }
    let releases = ledger.releases().unwrap();
    std::fs::create_dir_all(home.join("manifests")).unwrap();
    let with_manifest = |release: Release| {
        let bytes = ledger.manifest(release.manifest).unwrap().unwrap();
        std::fs::write(home.join("manifests").join(format!("{}.json", release.manifest)), &bytes).unwrap();
        (release, bytes)
    };
    let names = serde_json::json!({ "format": 1, "releases": releases });
    std::fs::write(home.join("names.json"), names.to_string()).unwrap();
    releases.into_iter().map(with_manifest).collect()
}

#[test]
fn two_hundred_and_fifty_releases_of_the_time_before_move_into_the_store_and_read_the_same() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let before = made(&home);
    assert_eq!(u32::try_from(before.len()), Ok(RELEASES));
    let told = |home: &Path| -> Vec<Release> {
        serde_json::from_str(&done(&["facts", "releases", "--home", text(home), "--json"])).unwrap()
    };
    let expected: Vec<Release> = before.iter().map(|(release, _)| release.clone()).collect();
    assert_eq!(told(&home), expected);
    assert!(home.join("names.json.taken-over").exists() && !home.join("names.json").exists());
    let manifests = std::fs::remove_dir_all(home.join("manifests"));
    assert!(manifests.is_ok(), "the store holds them now");
    let said = done(&["facts", "check", "--home", text(&home)]);
    assert!(said.contains("250 个版本，文件全部完好"), "{said}");
    // And once more, from a backup restored elsewhere.
    let (file, other) = (scratch.path("b.zip"), scratch.path("other"));
    done(&["store", "backup", "--home", text(&home), text(&file)]);
    done(&["store", "restore", "--home", text(&other), text(&file)]);
    assert_eq!(told(&other), expected);
}
