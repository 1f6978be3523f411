//! Walks every page in a real browser, takes a picture of each, and fails on what a person would stumble over.
//!
//! Pages come from the server's own route table (`/api/v1/pages`): a new page cannot be forgotten. The normal state is
//! seen in two widths, in Chinese light and dark, and in English; the empty state, long names and errors in Chinese and
//! light.

mod home;
mod look;
mod plan;

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::program::Program;
use crate::server::{self, Server};
use look::Tab;
use plan::Shot;

/// Browsers at once.
const TABS: usize = 2;
/// Where pictures go.
const FOLDER: &str = "target/screens";

/// Runs the walk. `--only NAME,NAME` looks at some kinds of page or states; `--at ADDRESS` at a server that runs already, in
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
    let mut tabs = Vec::new();
    for _ in 0..TABS {
        tabs.push(Tab::open().await?);
    }
    let (mut seen, mut faults) = (0, 0);
    for (state, address) in sites {
        if state == "normal" || state == "long" {
            for (file, sheet) in home::sheets() {
                server::import(address, file, &sheet).await?;
            }
            for (file, text) in home::documents() {
                server::read(address, file, &text).await?;
            }
            for kind in ["audit.verify", "store.doctor"] {
                server::ask(address, kind).await?;
            }
        }
        let shots = plan::shots(state, &server::pages(address).await?);
        let wanted = shots
            .iter()
            .filter(|shot| only.is_none_or(|only| only.split(',').any(|only| shot.page == only || shot.state == only)));
        let wanted: Vec<&Shot> = wanted.collect();
        let looks = tabs.iter().enumerate().map(|(at, tab)| {
            let own = wanted.iter().copied().skip(at).step_by(TABS).collect();
            look_at(tab, address, own, &folder)
        });
        for found in futures::future::join_all(looks).await {
            faults += found?;
        }
        seen += wanted.len();
    }
    for tab in tabs {
        tab.close().await;
    }
    println!("{seen} pictures in {FOLDER}, {faults} faults");
    if seen == 0 {
        return Err("no page was seen".into());
    }
    if faults == 0 { Ok(()) } else { Err(format!("{faults} faults").into()) }
}

/// Looks at pages of a site one after the other, and tells what is wrong; how much that is.
async fn look_at(tab: &Tab, site: &str, shots: Vec<&Shot>, folder: &Path) -> Outcome<usize> {
    let mut faults = 0;
    for shot in shots {
        let found = match tab.look(site, shot).await {
            Ok((picture, found)) => {
                fs::write(folder.join(format!("{}.png", shot.name())), picture)?;
                found
            }
            Err(error) => vec![format!("could not be looked at: {error}")],
        };
        if !found.is_empty() {
            println!("{}\n    {}", shot.name(), found.join("\n    "));
        }
        faults += found.len();
    }
    Ok(faults)
}
