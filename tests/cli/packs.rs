//! `yuanheng pack`: the shipped packs pass, a broken one is shown with its text underlined.

use super::{Scratch, done, root, stderr, text, yuanheng};

#[test]
fn every_shipped_pack_and_its_examples_pass() {
    let names: Vec<String> = std::fs::read_dir(root().join("packs"))
        .unwrap()
        .map(|entry| format!("packs/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    let mut arguments = vec!["pack", "test"];
    arguments.extend(names.iter().map(String::as_str));
    let printed = done(&arguments);
    assert!(printed.contains("✓ packs/huangyan-2022 tests/missing-emission.toml"), "{printed}");
    assert!(!printed.contains('✗'), "{printed}");
}

#[test]
fn a_broken_pack_is_shown_with_its_text_underlined_and_the_mend() {
    let scratch = Scratch::new();
    let folder = scratch.path("broken");
    std::fs::create_dir(&folder).unwrap();
    for name in ["pack.toml", "indicators.toml", "schemes.toml"] {
        let source = std::fs::read_to_string(root().join("packs/huangyan-2022").join(name)).unwrap();
        std::fs::write(folder.join(name), source.replacen("ratio(tax_paid, land_mu)", "ratio(tax_paid, land_mo)", 1))
            .unwrap();
    }
    let output = yuanheng(&["pack", "check", text(&folder)]);
    assert_eq!(output.status.code(), Some(3));
    let shown = stderr(&output);
    for part in ["pack::unknown_indicator", "indicators.toml", "ratio(tax_paid, land_mo)", "land_mu", "改为 land_mu"]
    {
        assert!(shown.contains(part), "{part} is not in:\n{shown}");
    }
    let json = yuanheng(&["pack", "check", text(&folder), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json[0]["findings"][0]["token"], "land_mo");
}

#[test]
fn a_pack_that_is_not_there_is_named_with_those_that_are() {
    let output = yuanheng(&["pack", "check", "no-such-pack"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("huangyan-2022"), "{}", stderr(&output));
}

#[test]
fn messages_follow_the_locale() {
    let output = super::command(&["pack", "check", "no-such-pack"]).env("LC_ALL", "en_US.UTF-8").output().unwrap();
    assert!(stderr(&output).contains("There is no pack"), "{}", stderr(&output));
}

#[test]
fn the_schema_is_json_for_every_file_of_a_pack() {
    let schema: serde_json::Value = serde_json::from_str(&done(&["pack", "schema"])).unwrap();
    assert_eq!(schema["schemes.toml"]["properties"]["scheme"]["items"]["additionalProperties"], false);
}
