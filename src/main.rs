//! The program: one binary that imports, evaluates, explains, verifies and serves.

mod args;
mod command;
mod demo;
mod exit;
mod log;
mod mapped;
mod place;
mod print;
mod shipped;
mod truth;

use std::process::ExitCode;

use domain::say::Lang;

/// It keeps freed memory for the next need, where the system's own gives it back and fetches it anew: half the time of an
/// evaluation of a million firms (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let lang = args::lang_wanted(std::env::args_os(), |name| std::env::var(name).ok());
    let matches = args::command(lang).get_matches();
    let mut parsed = match args::parse(&matches) {
        Ok(parsed) => parsed,
        Err(error) => error.exit(),
    };
    let lang = parsed.lang.map_or(lang, Lang::from);
    let settings = match settings::read(&parsed.given()) {
        Ok(settings) => settings,
        Err(unsound) => return command::config::unsound(&unsound, lang).into(),
    };
    log::start(&settings.log);
    parsed.settle(&settings);
    command::run(parsed.command, &settings, lang).into()
}
