//! The packs that ship with the program pass their own checks.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::{Library, PackFiles, check};

struct Shipped;

impl Library for Shipped {
    fn ids(&self) -> Vec<PackId> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        let mut ids: Vec<PackId> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| PackId::new(entry.unwrap().file_name().to_str()?).ok())
            .collect();
        ids.sort();
        ids
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        PackFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id.as_str())).ok()
    }
}

#[test]
fn every_shipped_pack_passes_without_a_warning_and_bears_its_folders_name() {
    let ids = Shipped.ids();
    assert!(ids.len() >= 4, "{ids:?}");
    for id in ids {
        match check(&Shipped.files(&id).unwrap(), &Shipped) {
            Ok((pack, warnings)) => {
                assert!(warnings.is_empty(), "{}", warnings[0].say(Lang::Zh));
                assert_eq!(pack.meta.id, id);
            }
            Err(found) => panic!("{id}: {}", found.iter().map(|f| f.say(Lang::Zh)).collect::<Vec<_>>().join("\n")),
        }
    }
}

#[test]
fn the_guiyang_plan_carries_every_target_of_the_text_and_cites_a_clause_for_every_rule() {
    let files = Shipped.files(&PackId::new("guiyang-2021").unwrap()).unwrap();
    let (pack, _) = check(&files, &Shipped).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    assert_eq!(pack.targets.len(), 19);
    assert!(pack.targets.iter().all(|target| !target.cite.is_demonstration()), "each cites its clause");
    let cites = pack.tasks.iter().map(|task| &task.cite).chain(pack.dynamics.iter().map(|rule| &rule.cite));
    assert!(cites.clone().all(|cite| !cite.is_demonstration()));
    assert!(cites.count() >= 10);
}
