//! A whole store out and in: dump and load, from one engine to the other, backup and restore.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use common::filled::{fill, named, one, tree};
use common::{Bench, act, benches, day, sqlite};
use domain::register::Kind;
use store::Store;
use store::transfer::{self, Dump, TransferError};

async fn lines(store: &Store) -> (Vec<u8>, Dump) {
    store.dump(Vec::new()).await.unwrap()
}

/// The dump of `bench`, and a store that is empty.
async fn filled_and_empty() -> Vec<(Bench, Bench)> {
    let (mut filled, empty) = (benches().await, benches().await);
    for bench in &mut filled {
        fill(bench).await;
    }
    filled.into_iter().zip(empty).collect()
}

#[tokio::test]
async fn a_dump_has_every_table_with_its_rows_and_loads_to_the_same() {
    for (bench, empty) in filled_and_empty().await {
        let (bytes, dump) = lines(&bench.store).await;
        for sum in &dump.sums {
            assert!(sum.rows > 0, "no row of {} was tried: {}", sum.table, bench.name);
        }
        let loaded = empty.store.load(Cursor::new(bytes.clone())).await.unwrap();
        assert_eq!(loaded, dump, "{}", bench.name);
        let (again, _) = lines(&empty.store).await;
        assert!(bytes == again, "the same lines: {}", bench.name);
        // New numbers begin after all that are used.
        let mut acting = empty.store.act(act("zone.create")).await.unwrap();
        one(&mut acting, Kind::Zone, named("新开发区", "Z9", &[])).await;
        acting.commit().await.unwrap();
        let found = empty.store.listing(Kind::Zone, &wanted("开发")).await.unwrap();
        assert_eq!(found.rows.len(), 2, "the listing was made again: {}", bench.name);
    }
}

fn wanted(text: &str) -> store::register::Wanted {
    store::register::Wanted { within: None, text: text.to_owned(), skip: 0, most: 10 }
}

#[tokio::test]
async fn a_store_moves_to_the_other_engine_and_back_with_the_same_hashes() {
    let Some(address) = common::postgres().await else { return };
    let (from, back) = (sqlite().await, sqlite().await);
    fill(&from).await;
    let (bytes, dump) = lines(&from.store).await;
    let middle = Store::open(&address, from.clock.clone()).await.unwrap();
    let moved = from.store.move_to(&middle).await.unwrap();
    assert_eq!(moved, dump);
    assert_eq!(lines(&middle).await.0, bytes);
    let moved = middle.move_to(&back.store).await.unwrap();
    assert_eq!(moved.sums, dump.sums);
    assert_eq!(lines(&back.store).await.0, bytes);
    assert_eq!(back.store.doctor(from.folder()).await.unwrap(), []);
    assert_eq!(middle.doctor(from.folder()).await.unwrap(), []);
}

#[tokio::test]
async fn a_store_that_is_not_empty_is_not_filled() {
    for (bench, other) in filled_and_empty().await {
        let (bytes, _) = lines(&bench.store).await;
        let mut acting = other.store.act(act("zone.create")).await.unwrap();
        one(&mut acting, Kind::Zone, named("甲开发区", "Z1", &[])).await;
        acting.commit().await.unwrap();
        let (before, _) = lines(&other.store).await;
        let refused = other.store.load(Cursor::new(bytes)).await.unwrap_err();
        assert!(matches!(refused, TransferError::NotEmpty { table: "act", .. }), "{refused}");
        let refused = bench.store.move_to(&other.store).await.unwrap_err();
        assert!(matches!(refused, TransferError::NotEmpty { .. }), "{refused}");
        assert_eq!(lines(&other.store).await.0, before, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_dump_that_is_cut_off_or_altered_leaves_the_store_empty() {
    let filled = sqlite().await;
    fill(&filled).await;
    let (bytes, _) = lines(&filled.store).await;
    let text = String::from_utf8(bytes).unwrap();
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    let mut broken: Vec<(String, String)> = Vec::new();
    for cut in [0, 1, 2, all.len() / 2, all.len() - 1] {
        broken.push((format!("cut after line {cut}"), all[..cut].concat()));
    }
    broken.push(("cut within the last line".to_owned(), text[..text.len() - 3].to_owned()));
    broken.push(("another name".to_owned(), text.replace("更名企业", "改名企业")));
    broken.push(("no entity".to_owned(), text.replacen(",\"zone\",", ",\"none\",", 1)));
    let without: String = all.iter().filter(|line| !line.contains("\"A\",\"文件\"")).copied().collect();
    broken.push(("a row less".to_owned(), without));
    broken.push(("another column".to_owned(), text.replace("\"known_from\"", "\"known_since\"")));
    for bench in benches().await {
        for (what, text) in &broken {
            let refused = bench.store.load(Cursor::new(text.clone().into_bytes())).await;
            let refused = refused.err().unwrap_or_else(|| panic!("{what} was taken: {}", bench.name));
            assert!(refused.is_damage(), "{what}: {refused}");
        }
        let newer = text.replacen("\"structure\":", "\"structure\":9", 1);
        let refused = bench.store.load(Cursor::new(newer.into_bytes())).await.unwrap_err();
        assert!(matches!(refused, TransferError::Newer { .. }), "{refused}");
        let (_, dump) = lines(&bench.store).await;
        assert!(dump.sums.iter().all(|sum| sum.rows == 0), "{}", bench.name);
        bench.store.load(Cursor::new(text.clone().into_bytes())).await.unwrap();
    }
}

#[tokio::test]
async fn a_move_while_somebody_writes_is_refused_rather_than_incomplete() {
    let (from, to) = (sqlite().await, sqlite().await);
    common::filled::registers(&from.store, 3_000).await;
    let writing = async {
        // Once the move has taken its snapshot: it has thousands of rows before it.
        tokio::task::yield_now().await;
        for at in 0..200 {
            let mut acting = from.store.act(act("zone.create")).await.unwrap();
            one(&mut acting, Kind::Zone, named("乙开发区", &format!("Y{at}"), &[])).await;
            acting.commit().await.unwrap();
        }
    };
    let (moved, ()) = tokio::join!(from.store.move_to(&to.store), writing);
    assert!(matches!(moved, Err(TransferError::WrittenMeanwhile { .. })), "{moved:?}");
    assert!(lines(&to.store).await.1.sums.iter().all(|sum| sum.rows == 0));
}

async fn backed_up(bench: &Bench) -> (PathBuf, Dump) {
    let file = bench.folder().join("backup.zip");
    let made = transfer::backup(&bench.store, bench.folder(), &file).await.unwrap();
    assert_eq!(made.contents.absent, [] as [String; 0]);
    assert_eq!(made.length, std::fs::metadata(&file).unwrap().len());
    (file, lines(&bench.store).await.1)
}

#[tokio::test]
async fn a_backup_holds_store_and_files_and_comes_back_whole_on_either_engine() {
    for (bench, empty) in filled_and_empty().await {
        let (file, dump) = backed_up(&bench).await;
        let contents = transfer::check(&file).await.unwrap();
        assert_eq!(contents.tables, dump.sums);
        // Into a folder of its own with the store in it, and into a database elsewhere.
        let own = empty.folder().join("own");
        transfer::restore(&file, &own, None, bench.clock.clone()).await.unwrap();
        let store = Store::open(&store::Address::of_home(&own), bench.clock.clone()).await.unwrap();
        assert_eq!(lines(&store).await.1, dump, "{}", bench.name);
        assert_eq!(store.doctor(&own).await.unwrap(), []);
        let elsewhere = empty.folder().join("elsewhere");
        transfer::restore(&file, &elsewhere, Some(&empty.address), bench.clock.clone()).await.unwrap();
        assert_eq!(lines(&empty.store).await.1, dump, "{}", bench.name);
        assert_eq!(empty.store.doctor(&elsewhere).await.unwrap(), []);
        let mut expected = tree(bench.folder());
        expected.remove("tmp/archive-1").unwrap();
        expected.remove("backup.zip").unwrap();
        for home in [&own, &elsewhere] {
            assert_eq!(tree(home), expected, "{}", bench.name);
            assert!(!transfer::unfinished(home));
        }
    }
}

#[tokio::test]
async fn a_restore_into_what_is_not_empty_is_refused_and_leaves_it() {
    for (bench, other) in filled_and_empty().await {
        let (file, _) = backed_up(&bench).await;
        let home = bench.folder().join("home");
        std::fs::create_dir(&home).unwrap();
        std::fs::write(home.join("letter.txt"), "mine").unwrap();
        let refused = transfer::restore(&file, &home, None, bench.clock.clone()).await.unwrap_err();
        assert!(matches!(refused, TransferError::HomeNotEmpty { .. }), "{refused}");
        assert_eq!(std::fs::read(home.join("letter.txt")).unwrap(), b"mine");
        let mut acting = other.store.act(act("zone.create")).await.unwrap();
        one(&mut acting, Kind::Zone, named("甲开发区", "Z1", &[])).await;
        acting.commit().await.unwrap();
        let home = bench.folder().join("other");
        let refused = transfer::restore(&file, &home, Some(&other.address), bench.clock.clone()).await.unwrap_err();
        assert!(matches!(refused, TransferError::NotEmpty { .. }), "{refused}");
        assert!(!home.exists() && !bench.folder().join("other.restoring").exists(), "{}", bench.name);
        assert!(other.store.entity_of_code(Kind::Zone, "Z1", day("2024-01-01")).await.unwrap().is_some());
        assert!(matches!(
            transfer::backup(&bench.store, bench.folder(), &file).await,
            Err(TransferError::AlreadyThere { .. })
        ));
    }
}

/// Restores `file` into a folder that must come to nothing.
async fn refused(file: &Path, bench: &Bench) -> TransferError {
    let home = bench.folder().join("refused");
    let error = transfer::restore(file, &home, None, bench.clock.clone()).await.unwrap_err();
    assert!(!home.exists(), "{error}");
    assert!(!bench.folder().join("refused.restoring").exists(), "{error}");
    error
}

#[tokio::test]
async fn a_damaged_backup_is_refused_naming_what_is_damaged() {
    let bench = sqlite().await;
    fill(&bench).await;
    let (file, dump) = backed_up(&bench).await;
    let sound = std::fs::read(&file).unwrap();
    let damaged = bench.folder().join("damaged.zip");
    // What stands unpacked in the file is found and changed there.
    let part = sound.windows(14).position(|bytes| bytes == b"PAR1 rows PAR1").unwrap();
    let mut bytes = sound.clone();
    bytes[part + 5] ^= 1;
    std::fs::write(&damaged, &bytes).unwrap();
    let error = refused(&damaged, &bench).await;
    assert!(matches!(&error, TransferError::Damaged { path, .. } if path.starts_with("parts/")), "{error}");
    for cut in [0, 10, sound.len() / 2, sound.len() - 1] {
        std::fs::write(&damaged, &sound[..cut]).unwrap();
        let error = refused(&damaged, &bench).await;
        assert!(matches!(error, TransferError::NotABackup { .. }), "cut to {cut}: {error}");
    }
    // Any bit: it is refused, or it was one that carries nothing.
    let mut carried_nothing = 0;
    for at in (0..sound.len()).step_by(sound.len() / 400) {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&damaged, &bytes).unwrap();
        match transfer::check(&damaged).await {
            Err(error) => assert!(error.is_damage() || matches!(error, TransferError::Newer { .. }), "{at}: {error}"),
            Ok(contents) => {
                assert_eq!(contents.tables, dump.sums, "{at}");
                carried_nothing += 1;
            }
        }
    }
    assert!(carried_nothing < 100, "{carried_nothing} of 400 bits could be changed");
}

#[tokio::test]
async fn a_backup_tells_which_files_that_rows_name_are_not_there() {
    let bench = sqlite().await;
    fill(&bench).await;
    let parts = bench.folder().join("parts");
    let part = std::fs::read_dir(&parts).unwrap().next().unwrap().unwrap();
    std::fs::write(part.path(), "other").unwrap();
    let file = bench.folder().join("b.zip");
    let made = transfer::backup(&bench.store, bench.folder(), &file).await.unwrap();
    assert_eq!(made.contents.absent, [format!("parts/{}", part.file_name().to_str().unwrap())]);
    std::fs::remove_file(part.path()).unwrap();
    let made = transfer::backup(&bench.store, bench.folder(), &bench.folder().join("c.zip")).await.unwrap();
    assert_eq!(made.contents.absent.len(), 1);
}

#[tokio::test]
async fn a_restore_that_was_killed_is_begun_again_and_its_rest_taken_away() {
    let bench = sqlite().await;
    fill(&bench).await;
    let (file, dump) = backed_up(&bench).await;
    let home = bench.folder().join("home");
    let rest = bench.folder().join("home.restoring");
    std::fs::create_dir_all(rest.join("parts")).unwrap();
    std::fs::write(rest.join(transfer::RESTORING), "").unwrap();
    std::fs::write(rest.join("parts/half"), "half").unwrap();
    assert!(transfer::unfinished(&rest));
    transfer::restore(&file, &home, None, bench.clock.clone()).await.unwrap();
    assert!(!rest.exists() && !home.join("parts/half").exists());
    let store = Store::open(&store::Address::of_home(&home), bench.clock.clone()).await.unwrap();
    assert_eq!(lines(&store).await.1, dump);
    // A folder of that name that is not ours stays.
    std::fs::create_dir_all(&rest).unwrap();
    std::fs::write(rest.join("letter.txt"), "mine").unwrap();
    std::fs::remove_dir_all(&home).unwrap();
    let error = transfer::restore(&file, &home, None, bench.clock.clone()).await.unwrap_err();
    assert!(matches!(error, TransferError::HomeNotEmpty { .. }), "{error}");
    assert!(rest.join("letter.txt").exists());
}

#[tokio::test]
async fn a_file_that_appears_during_a_backup_does_no_harm() {
    let bench = sqlite().await;
    fill(&bench).await;
    let folder = bench.folder().join("sources");
    let adding = async {
        for at in 0..200 {
            std::fs::write(folder.join(format!("{at:064}")), "new").unwrap();
            tokio::task::yield_now().await;
        }
    };
    let file = bench.folder().join("b.zip");
    let (made, ()) = tokio::join!(transfer::backup(&bench.store, bench.folder(), &file), adding);
    assert_eq!(made.unwrap().contents.absent, [] as [String; 0]);
    transfer::check(&file).await.unwrap();
}
