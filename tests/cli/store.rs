//! The whole store backed up, restored, moved and looked through, as an administrator does it.

use std::path::Path;
use std::sync::Arc;

use store::{Act, Actor, Address, Moment, Origin, Store};

use super::{Scratch, done, stderr, stdout, text, yuanheng};

/// A data folder with a store in it that one act was done in, and a source file.
fn made(home: &Path) {
    std::fs::create_dir_all(home.join("sources")).unwrap();
    std::fs::write(home.join("sources/a"), "原始文件").unwrap();
    let clock = || Moment::from_micros(1_772_000_000_000_000);
    let act = Act {
        kind: "test",
        actor: Actor::said("zhang", "张三"),
        origin: Origin::Cli,
        origin_detail: String::new(),
        request: "r-1".to_owned(),
        reason: None,
    };
    let work = async {
        let store = Store::open(&Address::of_home(home), Arc::new(clock)).await.unwrap();
        store.act(act).await.unwrap().commit().await.unwrap();
        store.close().await.unwrap();
    };
    tokio::runtime::Runtime::new().unwrap().block_on(work);
}

/// Refused with this exit code, and every one of `parts` in the message.
fn refused(arguments: &[&str], exit: i32, parts: &[&str]) {
    let output = yuanheng(arguments);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(exit), "{said}");
    for part in parts {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
}

#[test]
fn a_store_is_backed_up_checked_restored_and_found_sound() {
    let scratch = Scratch::new();
    let (home, file, other) = (scratch.path("home"), scratch.path("备份.zip"), scratch.path("other"));
    made(&home);
    let said = done(&["store", "backup", "--home", text(&home), "--as", "李四", text(&file)]);
    assert!(said.contains("已备份到") && said.contains("文件 1 个"), "{said}");
    assert!(done(&["store", "check", text(&file)]).contains("备份完好"));
    done(&["store", "restore", "--home", text(&other), text(&file)]);
    assert_eq!(std::fs::read_to_string(other.join("sources/a")).unwrap(), "原始文件");
    assert_eq!(done(&["store", "doctor", "--home", text(&other)]).trim(), "库和数据目录完好。");
    let json = done(&["store", "doctor", "--json", "--home", text(&other)]);
    assert!(json.contains("\"sound\": true"), "{json}");
    // Once more is refused: neither file nor folder is overwritten.
    refused(&["store", "backup", "--home", text(&home), text(&file)], 1, &["已存在", "换一个文件名"]);
    refused(&["store", "restore", "--home", text(&other), text(&file)], 1, &["不是空的"]);
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_restored() {
    let scratch = Scratch::new();
    let (home, file, other) = (scratch.path("home"), scratch.path("b.zip"), scratch.path("other"));
    made(&home);
    done(&["store", "backup", "--home", text(&home), text(&file)]);
    let mut bytes = std::fs::read(&file).unwrap();
    let source = "原始文件".as_bytes();
    let at = bytes.windows(source.len()).position(|part| part == source).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    refused(&["store", "check", text(&file)], 5, &["sources/a", "已损坏"]);
    refused(&["store", "restore", "--home", text(&other), text(&file)], 5, &["sources/a", "没有恢复任何内容"]);
    assert!(!other.exists());
}

#[test]
fn a_store_is_moved_once_and_a_folder_or_store_that_is_not_there_is_said() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    made(&home);
    let address = |name: &str| format!("sqlite:{}", scratch.path(name).display());
    let (from, to) = (address("home/store.sqlite"), address("new.sqlite"));
    let output = yuanheng(&["store", "move", "--from", &from, "--to", &to]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("act\t1\t"), "{}", stdout(&output));
    refused(&["store", "move", "--from", &from, "--to", &to], 1, &["不是空的"]);
    refused(&["store", "move", "--from", &address("none.sqlite"), "--to", &address("x.sqlite")], 4, &["没有库"]);
    refused(&["store", "doctor", "--home", text(&scratch.path("none"))], 4, &["没有数据目录"]);
    std::fs::create_dir(scratch.path("empty")).unwrap();
    refused(&["store", "doctor", "--home", text(&scratch.path("empty"))], 4, &["没有库", "--database"]);
    assert!(!scratch.path("empty/store.sqlite").exists());
}

#[test]
fn a_restore_that_never_ended_is_not_taken_for_a_data_folder() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    made(&home);
    std::fs::write(home.join("restoring"), "").unwrap();
    refused(&["store", "doctor", "--home", text(&home)], 1, &["没有完成的恢复", "store restore"]);
}
