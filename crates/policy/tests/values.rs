//! The figures of a pack, changed where they stand.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

use std::collections::BTreeSet;
use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::value::{ValueKind, set, values};
use policy::{Library, Pack, PackFiles, check};
use rust_decimal::Decimal;

/// The packs that ship, and those of these tests.
struct Folders;

fn folder(id: &str) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = root.join("tests").join(id);
    if own.is_dir() { own } else { root.join("../../packs").join(id) }
}

impl Library for Folders {
    fn ids(&self) -> Vec<PackId> {
        Vec::new()
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        let pack = "id = \"upper\"\ntitle = \"省办法\"\nissuer = \"省\"\njurisdiction = \"省\"\nsource = \"测试用\"\n";
        let land =
            "[[indicator]]\ncode = \"land_mu\"\ntitle = \"用地\"\nunit = \"mu\"\nsubject = \"firm\"\ncite = \"一\"\n";
        let files = [("pack.toml", pack), ("indicators.toml", land)];
        if id.as_str() == "upper" {
            return Some(PackFiles::new(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))));
        }
        PackFiles::read(&folder(id.as_str())).ok()
    }
}

fn pack(id: &str) -> Pack {
    let files = PackFiles::read(&folder(id)).unwrap();
    check(&files, &Folders).unwrap_or_else(|found| panic!("{id}: {}", found[0].say(Lang::Zh))).0
}

const PACKS: [&str; 6] =
    ["everything", "demo-province", "guiyang-2021", "guiyang-hightech-2021", "huangyan-2022", "mu-average-2019"];

#[test]
fn every_figure_is_found_with_its_place_and_none_twice() {
    for id in PACKS {
        let pack = pack(id);
        let found = values(&pack);
        assert!(!found.is_empty(), "{id}");
        let keys: BTreeSet<&str> = found.iter().map(|value| value.key.as_str()).collect();
        assert_eq!(keys.len(), found.len(), "{id}");
        let of_packs: usize = pack.schemes.iter().flat_map(|one| &one.populations).map(|one| one.items.len()).sum();
        let items = found.iter().filter(|value| value.key.contains("/item.") && value.kind == ValueKind::Weight);
        assert_eq!(items.count(), of_packs, "{id}: each item has its weight");
        let own = pack.targets.iter().filter(|target| target.pack == pack.meta.id).count();
        let goals = found.iter().filter(|value| value.key.ends_with("/goal")).count();
        assert_eq!(goals, own, "{id}: each target has its goal");
    }
}

#[test]
fn figures_put_back_as_they_are_leave_every_byte() {
    for id in PACKS {
        let pack = pack(id);
        let found = values(&pack);
        assert_eq!(set(&pack, &[]).files, pack.files, "{id}");
        for value in found.iter().filter(|value| value.now.is_some()) {
            let changed = set(&pack, &[(value, value.now.unwrap())]);
            // As written, but for zeros that say nothing.
            let again = check(&changed.files, &Folders).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0;
            assert_eq!(policy::compare(&pack, &again).differences, [], "{id} {}", value.key);
        }
    }
}

#[test]
fn each_figure_is_changed_alone_where_it_stands() {
    for id in PACKS {
        let pack = pack(id);
        let found = values(&pack);
        for value in &found {
            let figure = value.now.unwrap_or(Decimal::TEN) + Decimal::new(5, 1);
            let changed = set(&pack, &[(value, figure)]);
            let (file, span) = changed.places[0].clone();
            let text = std::str::from_utf8(changed.files.get(file).unwrap()).unwrap();
            assert_eq!(text[span].parse::<Decimal>().unwrap(), figure, "{id} {}", value.key);
            let Ok((again, _)) = check(&changed.files, &Folders) else { continue };
            let after = values(&again);
            let now = |key: &str| after.iter().find(|other| other.key == key).and_then(|other| other.now);
            assert_eq!(now(&value.key), Some(figure), "{id} {}", value.key);
            for other in found.iter().filter(|other| other.key != value.key) {
                assert_eq!(now(&other.key), other.now, "{id}: {} changed with {}", other.key, value.key);
            }
        }
    }
}

#[test]
fn a_year_is_added_behind_the_last_and_many_figures_change_at_once() {
    let pack = pack("everything");
    let found = values(&pack);
    let of = |key: &str| found.iter().find(|value| value.key == key).unwrap_or_else(|| panic!("{key}"));
    let next = of("firms/large/item.tax_per_mu/benchmark.2026");
    assert_eq!((next.now, next.year), (None, Some(2026)));
    let weight = of("firms/large/item.tax_per_mu/weight");
    let goal = of("target.t1/goal");
    let figures = [(goal, Decimal::new(235, 1)), (next, Decimal::from(25)), (weight, Decimal::from(35))];
    let changed = set(&pack, &figures);
    let text = std::str::from_utf8(changed.files.get("schemes.toml").unwrap()).unwrap();
    assert!(text.contains("benchmark = { by_year = { 2024 = 22.0, 2025 = 23, 2026 = 25 } }"), "{text}");
    assert!(text.contains("weight    = 35\n") && text.contains("# States no step of its own"), "comments stay");
    let again = check(&changed.files, &Folders).unwrap().0;
    let told: Vec<String> = policy::compare(&pack, &again).differences.iter().map(|one| one.say(Lang::Zh)).collect();
    let words = ["亩均税收 权重 30 → 35", "亩均税收 2026 年基准值 （无） → 25", "目标 t1 2025 年目标值 22 → 23.5"];
    assert_eq!(told, words);
}
