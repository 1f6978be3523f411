//! The program: one binary that imports, evaluates, explains, verifies and serves.

mod args;
mod command;
mod demo;
mod exit;
mod library;
mod mapped;
mod place;
mod print;
mod shipped;

use std::process::ExitCode;

use domain::say::Lang;

fn main() -> ExitCode {
    let lang = args::lang_wanted(std::env::args_os(), |name| std::env::var(name).ok());
    let matches = args::command(lang).get_matches();
    let parsed = match args::parse(&matches) {
        Ok(parsed) => parsed,
        Err(error) => error.exit(),
    };
    log(parsed.verbose);
    let lang = parsed.lang.map_or(lang, Lang::from);
    command::run(parsed.command, lang).into()
}

/// Causes go to the log on standard error: silent unless asked for by `-v` or `YUANHENG_LOG`.
fn log(verbose: bool) {
    let absent = if verbose { "info" } else { "off" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("YUANHENG_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(absent));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
