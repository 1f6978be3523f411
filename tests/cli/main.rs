//! The program as a person runs it: real files, exit codes, messages, kill -9.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod bad_input;
mod config;
mod disk_full;
mod earlier;
mod evaluate;
mod killed;
mod log;
mod pack_store;
mod packs;
mod read;
mod reference;
mod registers;
mod server;
mod serving;
mod store;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, in Chinese unless told otherwise, started in the repository.
fn yuanheng(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuanheng"));
    command
        .args(arguments)
        .current_dir(root())
        .env("LC_ALL", "zh_CN.UTF-8")
        .env_remove("YUANHENG_LOG_FILTER")
        .env_remove("YUANHENG_CONFIG");
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Ran and ended with 0; gives what it printed.
fn done(arguments: &[&str]) -> String {
    let output = yuanheng(arguments);
    assert!(output.status.success(), "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    stdout(&output)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder that goes away with the test.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}
