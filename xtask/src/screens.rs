//! Walks every page in a real browser, takes a picture of each, and fails on what a person would stumble over.
//!
//! Pages come from the server's own route table (`/api/v1/pages`): a new page cannot be forgotten. The normal state is
//! seen in two widths, light and dark, Chinese and English; the empty state, long names and errors in Chinese and light.

mod browser;
mod home;
mod look;
mod plan;
mod server;

use std::fs;
use std::path::{Path, PathBuf};

use futures::StreamExt;

use crate::Outcome;
use crate::program::Program;
use browser::Browser;
use plan::Shot;
use server::Server;

/// Tabs open at once.
const TABS: usize = 2;
/// Where pictures go.
const FOLDER: &str = "target/screens";

/// Runs the walk. `--only NAME` looks at one kind of page or one state; `--at ADDRESS` at a server that runs already, in
/// the normal state only.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let option = |name: &str| arguments.iter().position(|own| own == name).and_then(|at| arguments.get(at + 1));
    let (only, at) = (option("--only"), option("--at"));
    let work = async {
        match at {
            Some(address) => walk(&[("normal".to_owned(), address.clone())], only).await,
            None => with_homes(only).await,
        }
    };
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Builds the program, makes a home for each state, and walks them all.
async fn with_homes(only: Option<&String>) -> Outcome<()> {
    let program = Program::built()?;
    let program = program.path();
    let scratch = tempfile::tempdir()?;
    let mut servers = Vec::new();
    for state in home::STATES {
        let folder = scratch.path().join(state);
        println!("{state}: making its home");
        home::make(program, state, &folder)?;
        servers.push((state.to_owned(), Server::start(program, &folder)?));
    }
    let sites: Vec<_> = servers.iter().map(|(state, server)| (state.clone(), server.address().to_owned())).collect();
    walk(&sites, only).await
}

async fn walk(sites: &[(String, String)], only: Option<&String>) -> Outcome<()> {
    let folder = PathBuf::from(FOLDER);
    if only.is_none() && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let browser = Browser::start().await?;
    let (mut seen, mut faults) = (0, 0);
    for (state, address) in sites {
        let shots = plan::shots(state, &server::pages(address).await?);
        let wanted = shots.iter().filter(|shot| only.is_none_or(|only| shot.page == *only || shot.state == *only));
        let looks = wanted.map(|shot| async {
            let found = look_at(&browser, address, shot, &folder).await;
            (shot.name(), found.unwrap_or_else(|error| vec![format!("could not be looked at: {error}")]))
        });
        let mut looks = futures::stream::iter(looks).buffer_unordered(TABS);
        while let Some((name, found)) = looks.next().await {
            seen += 1;
            if !found.is_empty() {
                println!("{name}");
            }
            for fault in found {
                println!("    {fault}");
                faults += 1;
            }
        }
    }
    browser.close().await;
    println!("{seen} pictures in {FOLDER}, {faults} faults");
    if seen == 0 {
        return Err("no page was seen".into());
    }
    if faults == 0 { Ok(()) } else { Err(format!("{faults} faults").into()) }
}

async fn look_at(browser: &Browser, address: &str, shot: &Shot, folder: &Path) -> Outcome<Vec<String>> {
    let view = browser.open(shot.width).await?;
    let found = look::at(&view, &format!("{address}{}", shot.address()), shot).await;
    if let Ok((picture, _)) = &found {
        fs::write(folder.join(format!("{}.png", shot.name())), picture)?;
    }
    view.close().await?;
    found.map(|(_, faults)| faults)
}
