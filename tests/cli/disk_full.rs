//! A disk that becomes full in the middle of an import: the message says so, and what was published before stays whole.

use std::fmt::Write as _;
use std::process::Command;

use super::{Scratch, root, text};

/// Mounts a disk of its own in a namespace of its own, imports a small table, then one that does not fit, then checks.
const SCRIPT: &str = "mount -t tmpfs -o size=3m tmpfs \"$DISK\" || exit 99
\"$PROGRAM\" import --home \"$DISK/home\" --mapping \"$MAPPING\" \"$SMALL\" >/dev/null || exit 98
\"$PROGRAM\" import --home \"$DISK/home\" --mapping \"$MAPPING\" \"$LARGE\"
echo \"exit $?\"
\"$PROGRAM\" facts check --home \"$DISK/home\" || exit 97
\"$PROGRAM\" facts releases --home \"$DISK/home\" | wc -l";

#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let scratch = Scratch::new();
    let disk = scratch.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mapping = "form = \"big\"\n[period]\nfixed = \"2024\"\n[subject]\nkind = \"firm\"\nname = \"企业\"\n\
        [[value]]\ncolumn = \"税收\"\nindicator = \"tax_paid\"\nunit = \"wan_yuan\"\n";
    let mapping = scratch.file("big.mapping.toml", mapping);
    let table = |name: &str, rows: u32| {
        let mut csv = "企业,税收\n".to_owned();
        for row in 0..rows {
            writeln!(csv, "企业{row},{}.{}", row * 7 % 100_003, row % 97).unwrap();
        }
        scratch.file(name, csv)
    };
    let (small, large) = (table("small.csv", 20), table("large.csv", 300_000));
    let ran = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT])
        .current_dir(root())
        .env("LC_ALL", "zh_CN.UTF-8")
        .env_remove("YUANHENG_LOG")
        .envs([("PROGRAM", env!("CARGO_BIN_EXE_yuanheng")), ("DISK", text(&disk)), ("MAPPING", text(&mapping))])
        .envs([("SMALL", text(&small)), ("LARGE", text(&large))])
        .output();
    let Ok(ran) = ran else {
        eprintln!("not run: a full disk (no `unshare` here)");
        return;
    };
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    // 99 is the script's own; 1 is what `unshare` gives where namespaces are not allowed.
    if ran.status.code() == Some(99) || (ran.status.code() == Some(1) && said.contains("unshare")) {
        eprintln!("not run: a full disk (a disk cannot be mounted here): {said}");
        return;
    }
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("exit 1"), "the import that does not fit fails: {said}");
    assert!(said.contains("磁盘空间不足"), "{said}");
    assert_eq!(String::from_utf8_lossy(&ran.stdout).trim().lines().last(), Some("1"), "one release stands: {said}");
}
