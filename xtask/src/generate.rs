//! Files that are made from the program itself: the command-line reference and the schema of packs.

mod cli;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// Renews `docs/cli.md` and `schema/pack.json`.
pub fn run() -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = Program::built(&root)?;
    let schema = program.output(&["pack", "schema"])?;
    write(&root.join("docs/cli.md"), &cli::reference(&program)?)?;
    write(&root.join("schema/pack.json"), &format!("{}\n", schema.trim_end()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    let refused = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(refused)?;
    Ok(std::fs::write(path, text).map_err(refused)?)
}

/// The program, built.
pub(crate) struct Program(PathBuf);

impl Program {
    /// Builds the program with the profile of this one, beside which it then stands.
    fn built(root: &Path) -> Outcome<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.current_dir(root).args(["build", "--quiet", "--locked", "--package", "yuanheng"]);
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        let status = build.status().map_err(|error| format!("cannot run cargo: {error}"))?;
        if !status.success() {
            return Err("the program does not build".into());
        }
        let this = std::env::current_exe().map_err(|error| format!("cannot tell where xtask stands: {error}"))?;
        Ok(Self(this.with_file_name(format!("yuanheng{}", std::env::consts::EXE_SUFFIX))))
    }

    /// What the program prints, without a locale of the machine's own.
    pub(crate) fn output(&self, arguments: &[&str]) -> Outcome<String> {
        let run = Command::new(&self.0)
            .args(arguments)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "zh_CN.UTF-8")
            .output()
            .map_err(|error| format!("cannot run {}: {error}", self.0.display()))?;
        if !run.status.success() {
            let said = String::from_utf8_lossy(&run.stderr);
            return Err(format!("yuanheng {} failed: {said}", arguments.join(" ")).into());
        }
        Ok(String::from_utf8(run.stdout)?)
    }
}
