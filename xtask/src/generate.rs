//! Files that are made from the program itself: the references of commands and settings, and the schemas of files.

mod cli;

use std::path::Path;

use crate::Outcome;
use crate::program::{Program, root};

/// Renews `docs/cli.md`, `docs/configuration.md` and the schemas of packs, mappings, readings and settings.
pub fn run() -> Outcome<()> {
    let (root, program) = (root(), Program::built()?);
    let (pack, mapping) = (program.output(&["pack", "schema"])?, program.output(&["import", "--mapping-schema"])?);
    let (settings, reference) = (program.output(&["config", "schema"])?, program.output(&["config", "reference"])?);
    write(&root.join("docs/configuration.md"), &format!("{}\n", reference.trim_end()))?;
    write(&root.join("schema/settings.json"), &format!("{}\n", settings.trim_end()))?;
    write(&root.join("docs/cli.md"), &cli::reference(&program)?)?;
    let reading = program.output(&["read", "--schema"])?;
    write(&root.join("schema/reading.json"), &format!("{}\n", reading.trim_end()))?;
    write(&root.join("schema/pack.json"), &format!("{}\n", pack.trim_end()))?;
    write(&root.join("schema/mapping.json"), &format!("{}\n", mapping.trim_end()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    let refused = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(refused)?;
    Ok(std::fs::write(path, text).map_err(refused)?)
}
