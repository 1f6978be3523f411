//! Data flows one way: every crate uses only what the table in docs/architecture.md lets it use.

#![expect(clippy::expect_used, reason = "what a test needs and does not get fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Heavy libraries and the one crate that may name each. What times the work reads its input itself.
const BEHIND: &[(&str, &[&str])] = &[
    ("datafusion", &["facts"]),
    ("arrow", &["facts", "bench"]),
    ("parquet", &["facts", "bench"]),
    ("sqlparser", &["policy"]),
    ("calamine", &["exchange"]),
    ("csv", &["exchange"]),
    ("encoding_rs", &["exchange", "reader"]),
    ("rust_xlsxwriter", &["exchange"]),
    ("sea", &["store"]),
    ("sqlx", &["store"]),
    ("axum", &["server"]),
    ("askama", &["server"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Crate → what it may use, as the table says.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _, uses] = cells.as_slice() else { return None };
        let name = name.strip_prefix('`')?.strip_suffix('`')?.to_owned();
        Some((name, uses.split(", ").filter(|word| *word != "–").map(ToOwned::to_owned).collect()))
    };
    text.lines().filter_map(row).collect()
}

/// Crate → what it names in its manifest, without the prefix `yuanheng-`; outside of tests.
fn named() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let short = |name: String| name.strip_prefix("yuanheng-").map(ToOwned::to_owned).unwrap_or(name);
    let uses = |package: &serde_json::Value| {
        let all = package["dependencies"].as_array().into_iter().flatten();
        all.filter(|one| one["kind"].as_str() != Some("dev")).map(|one| short(text(&one["name"]))).collect()
    };
    packages.iter().map(|package| (short(text(&package["name"])), uses(package))).collect()
}

#[test]
fn every_crate_stands_in_the_table_and_uses_only_what_it_may() {
    let (table, named) = (table(), named());
    assert_eq!(table.keys().collect::<Vec<_>>(), named.keys().collect::<Vec<_>>(), "table and workspace differ");
    for (name, uses) in &named {
        let ours: BTreeSet<String> = uses.iter().filter(|used| named.contains_key(*used)).cloned().collect();
        let beyond: Vec<_> = ours.difference(&table[name]).collect();
        assert!(beyond.is_empty(), "{name} uses {beyond:?}, which the table does not let it use");
    }
}

#[test]
fn heavy_libraries_stay_behind_one_crate() {
    for (name, uses) in named() {
        for (library, homes) in BEHIND {
            let found = uses.iter().find(|used| *used == library || used.starts_with(&format!("{library}-")));
            assert!(found.is_none() || homes.contains(&name.as_str()), "{name} names {found:?}; only {homes:?} may");
        }
    }
}
