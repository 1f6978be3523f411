//! One reading of the home: releases, the latest one's subjects, packs and evaluations.

use std::path::Path;
use std::sync::Arc;

use domain::day::Day;
use domain::id::ReleaseName;
use domain::ledger::{Ledger, Release};
use domain::period::Period;
use domain::say::Say;
use facts::{Archive, ArchiveError, ReleaseView};
use policy::Pack;

use crate::read::effects::Effects;
use crate::read::register::Index;
use crate::read::sealed::{self, Sealed};
use crate::read::shelf::Shelf;
use crate::read::targets::Targets;
use crate::shell::error::{Fault, PageError};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::viewer::Viewer;

/// The home as it was when it was read.
#[derive(Clone, Debug)]
pub struct Now {
    archive: Option<Archive>,
    /// Newest first.
    releases: Vec<Release>,
    latest: Option<Result<Arc<Latest>, Fault>>,
    shelf: Arc<Shelf>,
    /// Those of the shelf that pass their check.
    packs: Vec<Arc<Pack>>,
    /// Newest period first.
    evaluations: Vec<Arc<Sealed>>,
    /// Files among the seals that cannot be read: name and why.
    broken: Vec<(String, Fault)>,
    /// Addresses of the first records and acts of the store.
    shown: Shown,
}

/// Addresses of what the store holds, for those who walk all pages.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// A record of each register that has any.
    pub records: Vec<String>,
    /// The latest acts.
    pub acts: Vec<String>,
    /// The latest imports of registers.
    pub imports: Vec<String>,
    /// The latest jobs.
    pub jobs: Vec<String>,
    /// The latest documents that were read.
    pub documents: Vec<String>,
    /// The first item of each of them.
    pub items: Vec<String>,
    /// The latest readings of documents.
    pub readings: Vec<String>,
    /// The newest version of each pack in the store.
    pub versions: Vec<String>,
}

/// The latest release.
#[derive(Debug)]
pub struct Latest {
    /// Its parts.
    pub view: ReleaseView,
    /// Its subjects as of the day it was published.
    pub index: Index,
    /// Its periods, newest first.
    pub periods: Vec<Period>,
    /// Targets held against it.
    pub targets: Targets,
    /// What other versions of packs would change on it.
    pub effects: Effects,
}

impl Now {
    /// Reads the home. A folder that is not there is an empty home. What `before` read and is unchanged is kept.
    ///
    /// # Errors
    /// [`PageError::Data`] when something in it cannot be read.
    pub fn read(
        home: &Path,
        ledger: Arc<dyn Ledger>,
        shelf: Arc<Shelf>,
        before: Option<&Self>,
    ) -> Result<Self, PageError> {
        let mut now = Self {
            archive: None,
            releases: Vec::new(),
            latest: None,
            packs: shelf.counted().iter().filter_map(|one| one.pack.as_ref().ok()).cloned().collect(),
            shelf,
            evaluations: Vec::new(),
            broken: Vec::new(),
            shown: Shown::default(),
        };
        if !home.join("home.json").exists() {
            return Ok(now);
        }
        let archive = Archive::open(home, ledger).map_err(PageError::data)?;
        now.releases = archive.releases().map_err(PageError::data)?;
        now.releases.reverse();
        if let Some(newest) = now.releases.first() {
            let old = before.and_then(|before| before.latest.as_ref()).and_then(|old| old.as_ref().ok());
            now.latest = Some(match old.filter(|old| old.view.release() == newest) {
                Some(latest) => Ok(Arc::clone(latest)),
                None => Latest::read(&archive, newest).map(Arc::new).map_err(Fault::new),
            });
        }
        now.archive = Some(archive);
        let known = before.map(|before| before.evaluations.as_slice()).unwrap_or_default();
        (now.evaluations, now.broken) = sealed::read(home, known);
        Ok(now)
    }

    /// The home's archive; none where the home is empty.
    #[must_use]
    pub const fn archive(&self) -> Option<&Archive> {
        self.archive.as_ref()
    }

    /// Addresses of what the store holds.
    #[must_use]
    pub const fn shown(&self) -> &Shown {
        &self.shown
    }

    /// With addresses of what the store holds.
    #[must_use]
    pub fn showing(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }

    /// All releases, newest first.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The latest release, where there is one.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be read. Pages that do not rest on it are still shown.
    pub fn latest(&self) -> Result<Option<&Arc<Latest>>, PageError> {
        match &self.latest {
            None => Ok(None),
            Some(Ok(latest)) => Ok(Some(latest)),
            Some(Err(fault)) => Err(PageError::Data(fault.clone())),
        }
    }

    fn readable(&self) -> Option<&Arc<Latest>> {
        self.latest.as_ref()?.as_ref().ok()
    }

    /// One release, read anew.
    ///
    /// # Errors
    /// [`PageError::Data`] when it cannot be read.
    pub fn release(&self, name: &str) -> Result<Option<ReleaseView>, PageError> {
        let Ok(name) = ReleaseName::new(name) else { return Ok(None) };
        match &self.archive {
            Some(archive) if self.releases.iter().any(|release| release.name == name) => {
                archive.release(&name).map(Some).map_err(PageError::data)
            }
            _ => Ok(None),
        }
    }

    /// The evaluations, newest period first.
    #[must_use]
    pub fn evaluations(&self) -> &[Arc<Sealed>] {
        &self.evaluations
    }

    /// Files among the seals that cannot be read: name and why.
    #[must_use]
    pub fn broken(&self) -> &[(String, Fault)] {
        &self.broken
    }

    /// The evaluation whose hash begins with `id`, of twelve digits or more.
    #[must_use]
    pub fn evaluation(&self, id: &str) -> Option<&Arc<Sealed>> {
        if id.len() < 12 {
            return None;
        }
        self.evaluations.iter().find(|sealed| sealed.id.to_string().starts_with(id))
    }

    /// The packs at hand, with where they come from and those that do not pass their check.
    #[must_use]
    pub const fn shelf(&self) -> &Arc<Shelf> {
        &self.shelf
    }

    /// The packs at hand.
    #[must_use]
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// One pack.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<Arc<Pack>> {
        self.packs.iter().find(|pack| pack.meta.id.as_str() == id).cloned()
    }

    /// The period a viewer chose, where the latest release has it; otherwise its newest.
    #[must_use]
    pub fn period(&self, viewer: &Viewer) -> Option<Period> {
        let periods = &self.readable()?.periods;
        let chosen = viewer.period.as_deref().and_then(|code| code.parse().ok());
        chosen.filter(|period| periods.contains(period)).or_else(|| periods.first().copied())
    }

    /// The frame of a page, with the jurisdictions and periods there are to choose from.
    pub fn frame(&self, viewer: Viewer, section: Section, title: impl Into<String>) -> Frame {
        let lang = viewer.words.lang();
        let (regions, periods) = match self.readable() {
            Some(latest) => (
                latest.regions(),
                latest.periods.iter().map(|period| Choice { value: period.code(), label: period.say(lang) }).collect(),
            ),
            None => (Vec::new(), Vec::new()),
        };
        Frame::bare(viewer, section, title).offering(regions, periods)
    }
}

impl Latest {
    fn read(archive: &Archive, release: &Release) -> Result<Self, ArchiveError> {
        let view = archive.release(&release.name)?;
        let mut periods = view.periods();
        periods.reverse();
        let index = Index::read(&view, published_on(release))?;
        Ok(Self { view, index, periods, targets: Targets::default(), effects: Effects::default() })
    }

    fn regions(&self) -> Vec<Choice> {
        let regions = self.index.values(|line| line.subject_kind == "zone", |line| &line.region);
        regions.into_iter().map(|region| Choice { value: region.clone(), label: region }).collect()
    }
}

/// The day a release was published, where it was published.
fn published_on(release: &Release) -> Day {
    let day = release.published_at.get(..10).and_then(|day| day.parse().ok());
    // The ledger is written by this program; were its time unreadable, attributes that end are shown as ended.
    day.unwrap_or_else(|| Day::from(jiff::civil::Date::MAX))
}
