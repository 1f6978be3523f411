//! The reference index by one command; the data stand in `shared/data/composite` beside the repository, or where
//! `YUANHENG_REFERENCE` says. Where they are missing the test says so, and passes.

use std::path::PathBuf;

use super::{Scratch, done, root, text};

#[test]
fn the_reference_index_comes_out_of_one_command() {
    let folder =
        std::env::var_os("YUANHENG_REFERENCE").map_or_else(|| root().join("../shared/data/composite"), PathBuf::from);
    let data = folder.join("asem_iData.csv");
    if !data.is_file() {
        println!("the reference index by one command: not run, there is no {}", data.display());
        return;
    }
    let scratch = Scratch::new();
    let out = scratch.path("asem.xlsx");
    let printed =
        done(&["evaluate", "--pack", "tests/reference/asem", "--data", text(&data), "--out", text(&out), "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap();
    assert_eq!(rows.len(), 51);
    let of = |code: &str| rows.iter().find(|row| row["subject"] == code).unwrap();
    assert_eq!((of("CHE")["rank"].as_u64(), of("CHE")["score"].as_f64()), (Some(1), Some(68.383_724)));
    assert_eq!((of("CHN")["rank"].as_u64(), of("CHN")["score"].as_f64()), (Some(49), Some(37.768_548)));
    let seal = format!("{}.seal", out.display());
    let explained = done(&["explain", &seal, "CHN"]);
    for part in ["37.768548", "插补值", "取本组平均值", "asem_iData.csv"] {
        assert!(explained.contains(part), "{part} is not in:\n{explained}");
    }
    assert!(done(&["verify", &seal]).contains("核验通过"));
    let lifted = done(&["explain", &seal, "CHN", "--lift"]);
    assert!(lifted.contains("由 "), "some figure lifts the last but two by one rank:\n{lifted}");
}
