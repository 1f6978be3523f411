//! Walks in a real browser through what people come to do, from beginning to end, on SQLite and on PostgreSQL.
//!
//! What is typed is typed, what is pressed is pressed, files are chosen as a person chooses them; what a person would look for
//! on the page is looked for. A step that fails leaves a picture and the page's text in `target/journeys`.

mod area;
mod city;
mod document;
mod hand;
mod office;
mod pack;
mod postgres;

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::browser::Browser;
use crate::program::Program;
use crate::server::Server;
use hand::Hand;
use postgres::Postgres;

/// Where pictures go.
const FOLDER: &str = "target/journeys";

/// Where a journey's store lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Runs every journey on both engines; `--only NAME` runs one.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let only = arguments.iter().position(|own| own == "--only").and_then(|at| arguments.get(at + 1));
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(all(only.map(String::as_str)))
}

async fn all(only: Option<&str>) -> Outcome<()> {
    let program = Program::built()?;
    let program = program.path();
    let folder = Path::new(FOLDER);
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let browser = Browser::start().await?;
    let mut walked = 0;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for name in ["city", "pack", "area", "document"] {
            if only.is_some_and(|only| only != name) {
                continue;
            }
            let scratch = tempfile::tempdir()?;
            let postgres = match engine {
                Engine::Sqlite => None,
                Engine::Postgres => Some(Postgres::start(&scratch.path().join("postgres"))?),
            };
            let database = postgres.as_ref().map(Postgres::address);
            let home = scratch.path().join("home");
            if name == "city" {
                std::fs::create_dir_all(&home)?;
                std::fs::write(home.join("home.json"), "{\"format\":1}\n")?;
            } else {
                demo(program, &home, database)?;
            }
            let server = Server::on(program, &home, database)?;
            println!("{name} on {engine:?}");
            let mut hand = Hand::new(&browser, server.address(), &format!("{name}-{engine:?}"), scratch.path()).await?;
            let done = match name {
                "city" => city::walk(&mut hand).await,
                "pack" => pack::walk(&mut hand).await,
                "document" => document::walk(&mut hand).await,
                _ => area::walk(&mut hand).await,
            };
            if let Err(error) = done {
                hand.leave_picture().await?;
                return Err(format!("{name} on {engine:?}: {error}; see {FOLDER}").into());
            }
            hand.close().await?;
            walked += 1;
        }
    }
    browser.close().await;
    println!("{walked} journeys walked to their end");
    if walked == 0 { Err("no such journey".into()) } else { Ok(()) }
}

/// The demonstration's home, on a store of its own.
fn demo(program: &Path, home: &Path, database: Option<&str>) -> Outcome<()> {
    let mut demo = Command::new(program);
    demo.args(["demo", "--no-serve", "--home"]).arg(home).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(database) = database {
        demo.args(["--database", database]);
    }
    if demo.status()?.success() { Ok(()) } else { Err("the demonstration could not be made".into()) }
}
