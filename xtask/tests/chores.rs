//! The chores as they are called, and what they lean on.

use std::process::Command;

#[test]
fn an_unknown_chore_says_which_there_are() {
    let run = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("sweep").output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(!run.status.success());
    assert!(said.contains("generate") && said.contains("screens"), "{said}");
}

#[test]
fn the_accessibility_checker_is_the_one_that_is_listed() {
    let list: toml::Table = include_str!("../vendor/LIST.toml").parse().unwrap();
    let axe = include_str!("../vendor/axe.min.js");
    let file = list["file"][0].as_table().unwrap();
    assert_eq!(file["path"].as_str(), Some("axe.min.js"));
    assert_eq!(file["sm3"].as_str().unwrap(), domain::hash::Sm3::of(axe.as_bytes()).to_string());
    assert!(axe.contains(file["version"].as_str().unwrap()));
}
