//! All that the store knows of one pack: its versions, what was done with them, and when which is in force.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::hash::Sm3;
use domain::id::PackId;
use policy::{Pack, PackFiles};
use store::day_of;
use store::pack::{InForce, State, Taken, Version};

use crate::app::{App, aside};
use crate::page::acting;
use crate::read::now::Now;
use crate::read::shelf::Counted;
use crate::shell::error::{PageError, Thing};

/// The least characters of a version's name that an address may give.
const SHORTEST: usize = 12;

/// A pack in the store, or at hand and not there yet.
#[derive(Debug)]
pub struct PackVersions {
    /// Its id.
    pub id: PackId,
    /// Its newest title.
    pub title: String,
    /// Whether it answers to no document.
    pub demonstration: bool,
    /// Its versions, newest first.
    pub versions: Vec<Version>,
    /// All that was done, in order.
    pub steps: Vec<Taken>,
    /// When which version is in force, in order.
    pub spans: Vec<InForce>,
    /// Today.
    pub today: Day,
    names: BTreeMap<String, String>,
}

impl PackVersions {
    /// Reads what there is of the pack that an address names.
    ///
    /// # Errors
    /// [`PageError::NoSuch`] where neither the store nor anything at hand has it.
    pub async fn read(app: &App, now: &Now, id: &str) -> Result<Self, PageError> {
        let missing = || PageError::NoSuch { kind: Thing::Pack, name: id.to_owned() };
        let store = app.store();
        let id: PackId = id.parse().map_err(|_| missing())?;
        let versions = store.pack_versions(&id).await.map_err(PageError::data)?;
        let counted = now.pack(id.as_str());
        let title = versions.first().map(|newest| newest.title.clone());
        let title = title.or_else(|| counted.as_ref().map(|pack| pack.meta.title.clone()));
        let title = title.or_else(|| now.shelf().get(id.as_str()).map(|one| one.id.to_string())).ok_or_else(missing)?;
        Ok(Self {
            title,
            demonstration: counted.is_some_and(|pack| pack.meta.demonstration),
            steps: store.pack_history(&id).await.map_err(PageError::data)?,
            spans: store.pack_spans(&id, store.now()).await.map_err(PageError::data)?,
            today: day_of(store.now()),
            names: acting::people(app).await?.into_iter().collect(),
            versions,
            id,
        })
    }

    /// The version whose name begins as an address says.
    ///
    /// # Errors
    /// [`PageError::NoSuch`] where there is none.
    pub fn version(&self, sm3: &str) -> Result<&Version, PageError> {
        let named = |one: &&Version| sm3.len() >= SHORTEST && one.sm3.to_string().starts_with(sm3);
        self.versions
            .iter()
            .find(named)
            .ok_or_else(|| PageError::NoSuch { kind: Thing::Version, name: sm3.chars().take(64).collect() })
    }

    /// A person by name, where the register knows the code.
    #[must_use]
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.names.get(code).map_or(code, String::as_str)
    }

    /// The spans of a version, in order.
    pub fn spans_of(&self, sm3: Sm3) -> impl Iterator<Item = &InForce> {
        self.spans.iter().filter(move |one| one.sm3 == sm3)
    }

    /// The version in force today.
    #[must_use]
    pub fn in_force(&self) -> Option<&InForce> {
        self.spans.iter().find(|one| one.span.holds_on(self.today))
    }

    /// Newer versions than the one in force that somebody has to decide about, newest first.
    #[must_use]
    pub fn waiting(&self) -> Vec<&Version> {
        let in_force = self.in_force().map(|one| one.sm3);
        let newer = self.versions.iter().take_while(|one| Some(one.sm3) != in_force);
        let waits = |one: &&Version| match one.standing.state() {
            State::Uploaded | State::Sound => true,
            State::Approved => self.spans_of(one.sm3).next().is_none(),
            State::Broken | State::Withdrawn => false,
        };
        newer.filter(waits).collect()
    }
}

/// The files of a version.
///
/// # Errors
/// [`PageError::Data`] when they cannot be read.
pub async fn files_of(app: &App, sm3: Sm3) -> Result<PackFiles, PageError> {
    let found = app.store().pack_files(sm3).await.map_err(PageError::data)?;
    found.map(PackFiles::from).ok_or_else(|| PageError::NoSuch { kind: Thing::Version, name: sm3.short() })
}

/// The files of a version and the pack that they are with those at hand, or what is wrong with them.
pub type CheckedFiles = (PackFiles, Result<(Pack, Vec<policy::Diagnostic>), Vec<policy::Diagnostic>>);

/// Checks a version with the packs at hand.
///
/// # Errors
/// As [`files_of`].
pub async fn checked(app: &App, now: &Now, sm3: Sm3) -> Result<CheckedFiles, PageError> {
    let files = files_of(app, sm3).await?;
    let shelf = std::sync::Arc::clone(now.shelf());
    aside(move || {
        let outcome = policy::check(&files, shelf.packs());
        Ok((files, outcome))
    })
    .await
}

/// What counts under an id is this version.
#[must_use]
pub fn counts(counted: Option<&Counted>, sm3: Sm3) -> bool {
    counted.is_some_and(|one| one.sm3 == sm3)
}
