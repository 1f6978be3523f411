//! The repository's chores: generated files.

mod generate;

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let done = match wanted.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate"] => generate::run(),
        _ => Err("usage: cargo run -p xtask -- generate".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(std::io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}
