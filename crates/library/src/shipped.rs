//! The packs that ship inside the program.

use domain::id::PackId;
use include_dir::{Dir, include_dir};
use policy::{Library, PackFiles};

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// What ships, as a library of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shipped;

impl Library for Shipped {
    fn ids(&self) -> Vec<PackId> {
        let name = |folder: &Dir<'_>| folder.path().file_name()?.to_str()?.parse().ok();
        let mut ids: Vec<PackId> = PACKS.dirs().filter_map(name).collect();
        ids.sort();
        ids
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        let folder = PACKS.get_dir(id.as_str())?;
        let below = |folder: &'static Dir<'static>| {
            folder.files().filter_map(move |file| {
                let path = file.path().strip_prefix(id.as_str()).ok()?;
                let path = path.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>()?.join("/");
                Some((path, file.contents().to_vec()))
            })
        };
        let tests = PACKS.get_dir(format!("{id}/tests"));
        Some(PackFiles::new(below(folder).chain(tests.into_iter().flat_map(below))))
    }
}
