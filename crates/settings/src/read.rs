//! What holds: flags, environment and file put together, each value checked where it was given.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use declared::{Diagnostic, Findings, Severity};
use store::Address;
use store::audit::KeepDays;

use crate::file;
use crate::filter::{Filter, Level};
use crate::given::{Given, Origin};
use crate::shown::Shown;
use crate::values::{Layers, Value};

/// How an installation is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where pages are served.
    pub listen: SocketAddr,
    /// Where the store lies, where that is said; else in the data folder.
    pub database: Option<Address>,
    /// The log.
    pub log: Log,
    /// Jobs in the background.
    pub jobs: Jobs,
    /// The audit.
    pub audit: Audit,
    /// Pages.
    pub pages: Pages,
    /// Stopping the server.
    pub stop: Stop,
    /// The file that was read.
    pub file: Option<String>,
    /// Every setting as it may be shown, in order.
    pub shown: Vec<Shown>,
    /// What somebody should look at, though all can be used.
    pub warnings: Unsound,
}

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// How lines are written.
    pub format: Format,
    /// What is written.
    pub filter: Filter,
}

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Jobs in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jobs {
    /// How many are worked on at once.
    pub at_once: usize,
    /// How long between two looks for a new one.
    pub poll: Duration,
}

/// The audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audit {
    /// How long between two links of its chain.
    pub link_every: Duration,
    /// For how many days acts are kept when it is pruned.
    pub keep_days: KeepDays,
}

/// Pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The longest a page may take.
    pub timeout: Duration,
    /// The most bytes that a form with files sends.
    pub upload: usize,
}

/// Stopping the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// How long running requests, and then running jobs, have to end.
    pub grace: Duration,
}

/// What was found wrong, with the texts it was found in. Secrets in them are covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsound {
    /// What was found.
    pub found: Vec<Diagnostic>,
    texts: BTreeMap<String, String>,
}

impl Unsound {
    /// The text that a finding is about, as it may be shown.
    #[must_use]
    pub fn text(&self, file: &str) -> &str {
        self.texts.get(file).map_or("", String::as_str)
    }
}

/// Puts together what was given.
///
/// # Errors
/// [`Unsound`] where something cannot be used; then all that was found is told, warnings as well.
pub fn read(given: &Given<'_>) -> Result<Settings, Unsound> {
    let mut findings = Findings::default();
    let mut layers = Layers::default();
    layers.usual(given.usual);
    let found = file::find(given, &mut findings);
    if let Some(found) = &found {
        layers.file(found, &mut findings);
    }
    layers.variables(&given.variables, &mut findings);
    layers.flags(&given.flags, &mut findings);
    let database = layers.database(found.as_ref().map(|found| found.folder.as_path()), &mut findings);
    let told = layers.covered(findings);
    if told.found.iter().any(|one| one.severity == Severity::Error) {
        return Err(told);
    }
    Ok(settings(&layers, database, found.map(|found| found.file), told))
}

/// The values as what they stand for. All were checked, so that what stands behind `or` is never needed.
fn settings(layers: &Layers, database: Option<Address>, file: Option<String>, warnings: Unsound) -> Settings {
    let text = |name: &str| layers.get(name).and_then(Value::text).unwrap_or_default();
    let whole = |name: &str, or: u32| {
        layers.get(name).and_then(Value::whole).and_then(|number| u32::try_from(number).ok()).unwrap_or(or)
    };
    let seconds = |name: &str, or: u32| Duration::from_secs(whole(name, or).into());
    let keep_days = KeepDays::new(whole("audit.keep_days", 1096)).unwrap_or_default();
    Settings {
        listen: text("listen").parse().unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], 7878))),
        shown: layers.shown(database.as_ref()),
        database,
        log: Log {
            format: if text("log.format") == "json" { Format::Json } else { Format::Text },
            filter: text("log.filter").parse().unwrap_or_else(|_| Filter::of(Level::Off)),
        },
        jobs: Jobs {
            at_once: usize::try_from(whole("jobs.at_once", 2)).unwrap_or(2),
            poll: Duration::from_millis(whole("jobs.poll_ms", 300).into()),
        },
        audit: Audit { link_every: seconds("audit.link_seconds", 2), keep_days },
        pages: Pages {
            timeout: seconds("pages.timeout_seconds", 30),
            upload: usize::try_from(whole("pages.upload_mb", 64)).unwrap_or(64) * 1024 * 1024,
        },
        stop: Stop { grace: seconds("stop.grace_seconds", 20) },
        file,
        warnings,
    }
}

impl Settings {
    /// Where a setting came from.
    #[must_use]
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.shown.iter().find(|one| one.name == name).map(|one| &one.origin)
    }
}

impl Unsound {
    pub(crate) const fn new(found: Vec<Diagnostic>, texts: BTreeMap<String, String>) -> Self {
        Self { found, texts }
    }
}
