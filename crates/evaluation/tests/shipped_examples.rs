//! Every example of every pack that ships comes out as it says.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::{Library, PackFiles, check};

struct Shipped;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

impl Library for Shipped {
    fn ids(&self) -> Vec<PackId> {
        let entries = std::fs::read_dir(folder()).unwrap();
        let mut ids: Vec<PackId> =
            entries.filter_map(|entry| PackId::new(entry.unwrap().file_name().to_str()?).ok()).collect();
        ids.sort();
        ids
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        PackFiles::read(&folder().join(id.as_str())).ok()
    }
}

#[test]
fn every_example_of_every_shipped_pack_comes_out_as_it_says() {
    let mut wrong = String::new();
    let mut compared = 0;
    for id in Shipped.ids() {
        let (pack, _) = check(&Shipped.files(&id).unwrap(), &Shipped).unwrap_or_else(|found| {
            panic!("{id}: {}", found.first().map(|first| first.say(Lang::Zh)).unwrap_or_default())
        });
        let schemes = pack.schemes.iter().filter(|scheme| scheme.pack == id);
        for scheme in schemes {
            let shown = pack.tests.iter().any(|test| test.scheme == scheme.id);
            assert!(shown, "{id}: scheme {} has no example", scheme.id);
        }
        for outcome in evaluation::examples(&pack) {
            assert!(outcome.compared > 0, "{id} {}: nothing is expected", outcome.file);
            compared += outcome.compared;
            let said = match &outcome.found {
                Ok(found) => found.iter().map(|mismatch| mismatch.say(Lang::Zh)).collect(),
                Err(error) => vec![error.say(Lang::Zh)],
            };
            for said in said {
                writeln!(wrong, "{id} {} ({}): {said}", outcome.file, outcome.title).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(compared >= 60, "{compared}");
}
