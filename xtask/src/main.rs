//! The repository's chores.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore speaks to the one who runs it")]

mod browser;
mod generate;
mod journeys;
mod program;
mod screens;
mod server;

use std::process::ExitCode;

/// What a chore gives: done, or why not.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const USAGE: &str = "usage: cargo run -p xtask -- generate\n\
                     \x20      cargo run -p xtask -- screens [--only NAME] [--at http://127.0.0.1:PORT]\n\
                     \x20      cargo run -p xtask -- journeys [--only NAME]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((chore, [])) if chore == "generate" => generate::run(),
        Some((chore, rest)) if chore == "screens" => screens::run(rest),
        Some((chore, rest)) if chore == "journeys" => journeys::run(rest),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
