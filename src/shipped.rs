//! What ships inside the program: the packs and the example files.

use domain::id::PackId;
use include_dir::{Dir, include_dir};
use policy::PackFiles;

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/packs");
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// The ids of the packs that ship, in order.
pub fn pack_ids() -> Vec<PackId> {
    let name = |folder: &Dir<'_>| folder.path().file_name()?.to_str()?.parse().ok();
    let mut ids: Vec<PackId> = PACKS.dirs().filter_map(name).collect();
    ids.sort();
    ids
}

/// The files of a pack that ships.
pub fn pack(id: &PackId) -> Option<PackFiles> {
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

/// An example file.
pub fn example(name: &str) -> Option<&'static [u8]> {
    EXAMPLES.get_file(name).map(include_dir::File::contents)
}
