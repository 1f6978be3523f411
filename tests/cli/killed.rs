//! Fifty times killed in the middle of an import: the data folder is as before or as after, never between.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use std::path::Path;
use std::sync::Arc;

use facts::Archive;
use store::{Act, Actor, Address, Moment, Origin, Store};
use tokio::runtime::Runtime;

use super::{Scratch, command, done, text};

/// The archive of a data folder, read while other programs write into it.
fn archive(home: &Path, runtime: &Runtime) -> Archive {
    let clock = || Moment::from_micros(1_719_820_800_000_000);
    let store = runtime.block_on(Store::open(&Address::of_home(home), Arc::new(clock))).unwrap();
    let act = Act {
        kind: "release.publish",
        actor: Actor::system(),
        origin: Origin::Cli,
        origin_detail: "test".to_owned(),
        request: "test".to_owned(),
        reason: None,
    };
    Archive::open(home, Arc::new(store.ledger(runtime.handle().clone(), act))).unwrap()
}

#[test]
fn an_import_that_is_killed_happened_or_did_not() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let mapping = "form = \"big\"\n[period]\nfixed = \"2024\"\n[subject]\nkind = \"firm\"\nname = \"企业\"\n\
        [[value]]\ncolumn = \"税收\"\nindicator = \"tax_paid\"\nunit = \"wan_yuan\"\n\
        [[value]]\ncolumn = \"用地\"\nindicator = \"land_mu\"\nunit = \"mu\"\n";
    let mapping = scratch.file("big.mapping.toml", mapping);
    let import = |name: &str, first: u32| {
        let mut csv = "企业,税收,用地\n".to_owned();
        for row in 0..5_000 {
            writeln!(csv, "企业{row},{}.5,{}", first + row, 100 + row % 900).unwrap();
        }
        scratch.file(name, csv)
    };
    let first = import("big-0.csv", 0);
    let begun = Instant::now();
    done(&["import", "--home", text(&home), "--mapping", text(&mapping), text(&first)]);
    let mut whole = begun.elapsed();

    let runtime = Runtime::new().unwrap();
    let archive = archive(&home, &runtime);
    let mut expected = archive.releases().unwrap();
    let (mut before, mut after) = (0, 0);
    for kill in 1..=200_u32 {
        if kill > 50 && before > 0 && after > 0 {
            break;
        }
        let file = import("big-1.csv", kill);
        let mut child = command(&["import", "--home", text(&home), "--mapping", text(&mapping), text(&file)])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the whole run and a little beyond, so that every step is met.
        let part = (kill - 1) % 50 + 1;
        std::thread::sleep(whole * part / 45 + Duration::from_millis(1));
        child.kill().unwrap();
        child.wait().unwrap();

        let releases = archive.releases().unwrap();
        assert_eq!(releases[..expected.len()], expected[..], "kill {kill}: what was published stays");
        match releases.len() - expected.len() {
            0 => {
                before += 1;
                // A machine that became slower: the end must be met too.
                if part > 45 {
                    whole = whole * 5 / 4;
                }
            }
            1 => after += 1,
            more => panic!("kill {kill}: {more} releases came of one import"),
        }
        let latest = archive.latest().unwrap().unwrap();
        let faults = archive.release(&latest.name).unwrap().check();
        assert!(faults.is_empty(), "kill {kill}: {faults:?}");
        expected = releases;
    }
    assert!(before > 0 && after > 0, "both happened: {before} before, {after} after");
    done(&["import", "--home", text(&home), "--mapping", text(&mapping), text(&import("big-2.csv", 1_000))]);
    done(&["facts", "check", "--home", text(&home)]);
}
