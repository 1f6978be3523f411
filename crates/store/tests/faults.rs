//! What goes wrong around the store is said clearly and loses nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what is not run is said")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::filled::{fill, meddle, named, one, raw, registers};
use common::process::{asked, start, tell};
use common::{TestClock, act, benches, day, sqlite};
use domain::register::Kind;
use store::register::{RegisterError, Wanted};
use store::transfer::TransferError;
use store::{Address, Store, StoreError, transfer};

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused_and_left_alone() {
    for bench in benches().await {
        fill(&bench).await;
        let (before, _) = bench.store.dump(Vec::new()).await.unwrap();
        meddle(&bench.address, &["INSERT INTO migration (number, title, sm3, run_at) VALUES (99, 'later', 'ab', 0)"])
            .await;
        let refused = Store::open(&bench.address, bench.clock.clone()).await.err().unwrap();
        assert!(matches!(refused, StoreError::Newer { found: 99, .. }), "{refused}");
        // One that was open before notices as well.
        let noticed = bench.store.structure().await.err().unwrap();
        assert!(matches!(noticed, StoreError::Newer { found: 99, .. }), "{noticed}");
        meddle(&bench.address, &["DELETE FROM migration WHERE number = 99"]).await;
        assert!(bench.again().await.dump(Vec::new()).await.unwrap().0 == before, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_file_that_is_no_store_or_a_damaged_one_is_told_from_a_sound_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.sqlite");
    std::fs::write(&file, "这是一封信".repeat(500)).unwrap();
    let address = Address::Sqlite(file.clone());
    let refused = Store::open(&address, TestClock::at("2026-03-01T01:00:00Z")).await.err().unwrap();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    assert_eq!(std::fs::read_to_string(&file).unwrap().chars().next(), Some('这'));

    let bench = sqlite().await;
    registers(&bench.store, 300).await;
    bench.store.close().await.unwrap();
    let Address::Sqlite(path) = &bench.address else { panic!("no file") };
    let sound = std::fs::read(path).unwrap();
    for page in 2..sound.len() / 4096 {
        let mut bytes = sound.clone();
        bytes[page * 4096..page * 4096 + 200].fill(0xa5);
        std::fs::write(path, &bytes).unwrap();
        match Store::open(&bench.address, bench.clock.clone()).await {
            Err(error) => assert!(matches!(error, StoreError::Damaged { .. }), "page {page}: {error}"),
            Ok(store) => {
                let found = store.doctor(bench.folder()).await;
                assert!(found.is_err() || found.is_ok_and(|found| !found.is_empty()), "page {page} was not noticed");
                store.close().await.unwrap();
            }
        }
    }
}

/// What the processes beside this one do.
#[tokio::test]
#[ignore = "runs in a process of its own, started by the test of two processes"]
async fn child() {
    let Some((_, address, more)) = asked() else { return };
    let store = Store::open(&address, TestClock::at("2026-03-02T01:00:00Z")).await.unwrap();
    for at in 0..60 {
        let mut acting = store.act(act("firm.create")).await.unwrap();
        one(&mut acting, Kind::Firm, named(&format!("{more}企业{at}"), &format!("{more}-{at}"), &[])).await;
        acting.commit().await.unwrap();
        tell("written");
    }
}

#[tokio::test]
async fn two_processes_write_to_one_store_and_nothing_is_lost() {
    for bench in benches().await {
        let processes = ["甲", "乙"].map(|name| start("write", &bench.address, name));
        for process in processes {
            assert_eq!(process.end(), (true, 60), "{}", bench.name);
        }
        let wanted = Wanted { most: 500, ..Wanted::default() };
        let listing = bench.store.listing(Kind::Firm, &wanted).await.unwrap();
        let codes: BTreeSet<&str> = listing.rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(codes.len(), 120, "{}", bench.name);
        assert_eq!(bench.store.doctor(bench.folder()).await.unwrap(), [], "{}", bench.name);
    }
}

/// A disk of its own, so small that it is soon full.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn at(folder: &Path, size: &str) -> Option<Self> {
        let place = folder.join("disk");
        std::fs::create_dir(&place).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(&place).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(place));
        }
        println!("disk full: not run, for only root may mount a small disk");
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a connection may still be closing its file.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_what_was_written_before_stays() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::at(folder.path(), "12m") else { return };
    std::fs::write(disk.0.join("ballast"), vec![0; 2 * 1024 * 1024]).unwrap();
    let address = Address::of_home(&disk.0);
    let store = Store::open(&address, TestClock::at("2026-03-01T01:00:00Z")).await.unwrap();
    let mut written = 0;
    let refused = loop {
        let new: Vec<_> = (0..50).map(|n| named("满盘企业", &format!("{written}-{n}"), &[])).collect();
        let done = async {
            let mut acting = store.act(act("firm.import")).await?;
            acting.create(Kind::Firm, &new).await?;
            acting.commit().await.map_err(RegisterError::from)
        };
        match done.await {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 1000, "the disk is never full");
    };
    assert!(matches!(&refused, RegisterError::Store(StoreError::Full { .. })), "{refused:?}");
    let rows = async |store: &Store| {
        let (_, dump) = store.dump(Vec::new()).await.unwrap();
        dump.sums.iter().find(|sum| sum.table == "entity").unwrap().rows
    };
    assert_eq!(rows(&store).await, written * 50);
    // A backup onto the full disk is refused as well, and leaves nothing there.
    let backup = transfer::backup(&store, folder.path(), &disk.0.join("b.zip")).await.unwrap_err();
    assert!(
        matches!(&backup, TransferError::Disk { source, .. } if source.kind() == std::io::ErrorKind::StorageFull),
        "{backup:?}"
    );
    assert!(!disk.0.join("b.zip").exists() && !disk.0.join("b.zip.part").exists());
    // With room again, work goes on.
    std::fs::remove_file(disk.0.join("ballast")).unwrap();
    let mut acting = store.act(act("firm.create")).await.unwrap();
    one(&mut acting, Kind::Firm, named("后来企业", "L1", &[])).await;
    acting.commit().await.unwrap();
    assert_eq!(rows(&store).await, written * 50 + 1);
    assert_eq!(store.doctor(folder.path()).await.unwrap(), []);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_server_lost_in_the_middle_of_an_act_is_said_and_nothing_is_half_written() {
    let Some(address) = common::postgres().await else { return };
    let store = Store::open(&address, TestClock::at("2026-03-01T01:00:00Z")).await.unwrap();
    let lose = async || {
        let on = raw(&address).await;
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        sea_orm::ConnectionTrait::query_all_raw(
            &on,
            sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql),
        )
        .await
        .unwrap();
        on.close().await.unwrap();
    };
    // Lost before it commits.
    let mut acting = store.act(act("firm.create")).await.unwrap();
    one(&mut acting, Kind::Firm, named("甲企业", "A1", &[])).await;
    lose().await;
    let refused = acting.commit().await.unwrap_err();
    assert!(matches!(refused, StoreError::Unreachable { .. }), "{refused:?}");
    // Lost before it writes.
    let mut acting = store.act(act("firm.create")).await.unwrap();
    lose().await;
    let refused = acting.create(Kind::Firm, &[named("乙企业", "B1", &[])]).await.unwrap_err();
    assert!(matches!(refused, RegisterError::Store(StoreError::Unreachable { .. })), "{refused:?}");
    drop(acting);
    // Nothing of either is there, and the next act goes through.
    let mut acting = store.act(act("firm.create")).await.unwrap();
    one(&mut acting, Kind::Firm, named("丙企业", "C1", &[])).await;
    acting.commit().await.unwrap();
    for (code, there) in [("A1", false), ("B1", false), ("C1", true)] {
        let found = store.entity_of_code(Kind::Firm, code, day("2024-01-01")).await.unwrap();
        assert_eq!(found.is_some(), there, "{code}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(store.doctor(folder.path()).await.unwrap(), []);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said() {
    let address: Address = "postgres://yh:secret@127.0.0.1:1/yuanheng".parse().unwrap();
    let refused = Store::open(&address, TestClock::at("2026-03-01T01:00:00Z")).await.err().unwrap();
    assert!(matches!(refused, StoreError::Unreachable { .. }), "{refused:?}");
    assert!(!refused.to_string().contains("secret"), "{refused}");
}
