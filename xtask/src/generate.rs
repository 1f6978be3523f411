//! Files that are made from the program itself: the command-line reference and the schema of packs.

mod cli;

use std::path::Path;

use crate::Outcome;
use crate::program::{Program, root};

/// Renews `docs/cli.md` and `schema/pack.json`.
pub fn run() -> Outcome<()> {
    let (root, program) = (root(), Program::built()?);
    let schema = program.output(&["pack", "schema"])?;
    write(&root.join("docs/cli.md"), &cli::reference(&program)?)?;
    write(&root.join("schema/pack.json"), &format!("{}\n", schema.trim_end()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    let refused = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(refused)?;
    Ok(std::fs::write(path, text).map_err(refused)?)
}
