//! A process that is killed in the middle, many times over, leaves a store, a backup and a folder that are whole or
//! clearly not there.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::time::Duration;

use common::filled::{fill, named, registers};
use common::process::{asked, start, tell, waits};
use common::raw::Raw;
use common::{TestClock, act, day, sqlite};
use domain::register::{Kind, Row};
use store::register::ImportWatch;
use store::{Address, Store, transfer};

/// How often each is killed.
const ROUNDS: u64 = 50;
/// How many records one act of the child creates.
const BATCH: usize = 200;

/// What the killed processes do.
#[tokio::test]
#[ignore = "runs in a process of its own, started by the tests that kill it"]
async fn child() {
    let Some((task, address, more)) = asked() else { return };
    let clock = TestClock::at("2026-03-02T01:00:00Z");
    if task == "restore" {
        for at in 0.. {
            let home = format!("{more}-{at}");
            transfer::restore(more.replace("home", "backup.zip").as_ref(), home.as_ref(), None, clock.clone())
                .await
                .unwrap();
            tell(&home);
        }
    }
    let store = Store::open(&address, clock).await.unwrap();
    match task.as_str() {
        "migrate" => tell("open"),
        "import" => {
            for at in 0.. {
                let rows: Vec<_> = (0..BATCH)
                    .map(|n| Row {
                        code: Some(format!("{more}-{at}-{n}")),
                        from: Some(day("2020-01-01")),
                        ..Row::named(0, &format!("被中断的人员{more}-{at}-{n}"))
                    })
                    .collect();
                let mut acting = store.act(act("person.import")).await.unwrap();
                acting.import(Kind::Person, &rows, ImportWatch::default()).await.unwrap();
                acting.commit().await.unwrap();
                tell("imported");
            }
        }
        "create" => {
            for at in 0.. {
                let new: Vec<_> = (0..BATCH).map(|n| named("被中断的企业", &format!("{more}-{at}-{n}"), &[])).collect();
                let mut acting = store.act(act("firm.import")).await.unwrap();
                acting.create(Kind::Firm, &new).await.unwrap();
                acting.commit().await.unwrap();
                tell("created");
            }
        }
        "backup" => {
            let home = std::path::Path::new(&more).parent().unwrap().to_owned();
            for at in 0.. {
                let file = format!("{more}-{at}.zip");
                transfer::backup(&store, &home, file.as_ref()).await.unwrap();
                tell(&file);
            }
        }
        other => panic!("no task {other}"),
    }
}

/// How many records and acts a store has.
async fn counts(raw: &Raw) -> (i64, i64) {
    (raw.number("SELECT COUNT(*) FROM entity").await, raw.number("SELECT COUNT(*) FROM act").await)
}

async fn open(address: &Address) -> Store {
    Store::open(address, TestClock::at("2026-03-03T01:00:00Z")).await.unwrap()
}

#[tokio::test]
async fn killed_while_the_structure_is_made_it_is_made_by_the_next() {
    let mut early = 0;
    for wait in waits(ROUNDS, Duration::from_millis(80)) {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::of_home(folder.path());
        early += u32::from(start("migrate", &address, "").kill_after(wait) == 0);
        let store = open(&address).await;
        assert_eq!(store.doctor(folder.path()).await.unwrap(), []);
    }
    assert!(early > 0, "none was killed before it was done");
    for wait in waits(ROUNDS, Duration::from_millis(150)) {
        let Some(address) = common::postgres().await else { return };
        start("migrate", &address, "").kill_after(wait);
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(open(&address).await.doctor(folder.path()).await.unwrap(), []);
    }
}

#[tokio::test]
async fn killed_in_a_large_act_the_store_has_all_of_it_or_nothing() {
    killed_in("create").await;
}

#[tokio::test]
async fn killed_in_an_import_the_store_has_all_of_it_or_nothing() {
    killed_in("import").await;
}

/// Kills a process that does one large act after the other, each with [`BATCH`] records.
async fn killed_in(task: &str) {
    for bench in common::benches().await {
        let raw = Raw::to(&bench).await;
        let mut before = counts(&raw).await;
        for (round, wait) in waits(ROUNDS, Duration::from_millis(1200)).enumerate() {
            let told = start(task, &bench.address, &format!("R{round}")).kill_after(wait);
            let after = settled(&raw, before).await;
            let (more, more_acts) = (after.0 - before.0, after.1 - before.1);
            assert_eq!(more, more_acts * i64::try_from(BATCH).unwrap(), "round {round}: {}", bench.name);
            assert!(more_acts >= i64::try_from(told).unwrap(), "{told} told, {more_acts} there: {}", bench.name);
            before = after;
        }
        assert!(before.0 > 0, "no act was ever finished: {}", bench.name);
        assert_eq!(bench.again().await.doctor(bench.folder()).await.unwrap(), [], "{}", bench.name);
    }
}

/// The counts once nothing changes any more: a server may still be finishing the commit of a client that was killed.
async fn settled(raw: &Raw, mut last: (i64, i64)) -> (i64, i64) {
    loop {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let now = counts(raw).await;
        if now == last {
            return now;
        }
        last = now;
    }
}

#[tokio::test]
async fn killed_in_a_backup_there_is_a_whole_file_or_none() {
    let bench = sqlite().await;
    fill(&bench).await;
    let mut halves = 0;
    for (round, wait) in waits(ROUNDS, Duration::from_millis(250)).enumerate() {
        let prefix = bench.folder().join(format!("b{round}"));
        start("backup", &bench.address, prefix.to_str().unwrap()).kill_after(wait);
        for entry in std::fs::read_dir(bench.folder()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.extension().is_some_and(|end| end == "zip") {
                transfer::check(&path).await.unwrap_or_else(|error| panic!("{name}: {error}"));
                std::fs::remove_file(&path).unwrap();
            } else if let Some(whole) = name.strip_suffix(".part") {
                halves += 1;
                // What was left is no obstacle to the next.
                let file = path.with_file_name(whole);
                transfer::backup(&bench.store, bench.folder(), &file).await.unwrap();
                assert!(!path.exists());
                transfer::check(&file).await.unwrap();
                std::fs::remove_file(&file).unwrap();
            }
        }
    }
    assert!(halves > 0, "none was killed in the middle");
}

#[tokio::test]
async fn killed_in_a_restore_the_folder_is_not_there_or_says_so_or_is_whole() {
    let bench = sqlite().await;
    registers(&bench.store, 100).await;
    let file = bench.folder().join("backup.zip");
    transfer::backup(&bench.store, bench.folder(), &file).await.unwrap();
    let (home, mut halves) = (bench.folder().join("home"), 0);
    for wait in waits(ROUNDS, Duration::from_millis(400)) {
        start("restore", &bench.address, home.to_str().unwrap()).kill_after(wait);
        for entry in std::fs::read_dir(bench.folder()).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                continue;
            }
            if transfer::unfinished(&path) {
                halves += 1;
            } else if path.read_dir().unwrap().next().is_some() {
                let store = open(&Address::of_home(&path)).await;
                assert_eq!(store.doctor(&path).await.unwrap(), []);
                store.close().await.unwrap();
            }
            std::fs::remove_dir_all(&path).unwrap();
        }
    }
    assert!(halves > 0, "none was killed in the middle");
}
