//! The example files that ship inside the program.

use include_dir::{Dir, include_dir};

static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// An example file.
pub fn example(name: &str) -> Option<&'static [u8]> {
    EXAMPLES.get_file(name).map(include_dir::File::contents)
}
