//! The commands: each does one thing and ends in one way.

mod audit;
pub mod config;
mod demo;
mod evaluate;
mod explain;
mod facts;
mod import;
mod pack;
mod pack_figures;
mod pack_show;
mod pack_store;
mod read;
mod register;
mod serve;
mod store;
mod verify;

use domain::say::{Lang, Say};
use settings::Settings;

use crate::args::Do;
use crate::exit::Exit;
use crate::print;

/// Runs a command.
pub fn run(command: Do, settings: &Settings, lang: Lang) -> Exit {
    match command {
        Do::Demo(args) => demo::run(&args, settings, lang),
        Do::Serve(args) => serve::run(&args, settings, lang),
        Do::Import(args) => import::run(&args, lang),
        Do::Evaluate(args) => evaluate::run(&args, lang),
        Do::Explain(args) => explain::run(&args, lang),
        Do::Verify(args) => verify::run(&args, lang),
        Do::Read(args) => read::run(&args, lang),
        Do::Pack(what) => pack::run(&what, lang),
        Do::Register(what) => register::run(&what, lang),
        Do::Facts(what) => facts::run(&what, lang),
        Do::Audit(what) => audit::run(&what, settings, lang),
        Do::Store(what) => store::run(&what, lang),
        Do::Config(what) => config::run(&what, settings, lang),
    }
}

/// Says an error and ends so.
fn fail<E: Say + std::error::Error>(error: &E, exit: Exit, lang: Lang) -> Exit {
    print::error(error, lang);
    exit
}

/// Words in the language asked for.
fn words<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The moment it is: the one place where the program asks the clock.
#[expect(clippy::disallowed_methods, reason = "the edge of the program: from here on the time is passed in")]
fn now() -> String {
    jiff::Zoned::now()
        .round(jiff::Unit::Second)
        .map_or_else(|_| String::new(), |now| now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
