//! The program itself, built.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// The program, built.
pub(crate) struct Program(PathBuf);

impl Program {
    /// Builds the program with the profile of this one, beside which it then stands.
    ///
    /// It is built as the tests of the whole workspace build it: another selection of packages would choose other features
    /// of the libraries, and so build them all a second time.
    pub(crate) fn built() -> Outcome<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.current_dir(root()).args(["test", "--quiet", "--locked", "--workspace", "--no-run"]);
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

    pub(crate) fn path(&self) -> &Path {
        &self.0
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

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
