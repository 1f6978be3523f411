//! The packs that can be named by id, each from where it counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::day::Day;
use domain::hash::Sm3;
use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::{Diagnostic, Library, Pack, PackFiles};
use store::{Store, StoreError};

use crate::error::NoPack;
use crate::shipped::Shipped;

/// Where the files of a pack come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The store: a version in force.
    Store {
        /// The first day on which it is in force without a break; none where that is not known.
        since: Option<Day>,
    },
    /// A folder: of the installation, or one that was named.
    Folder,
    /// The program itself.
    Shipped,
}

impl Origin {
    /// A stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Store { .. } => "store",
            Self::Folder => "folder",
            Self::Shipped => "shipped",
        }
    }
}

impl Say for Origin {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Store { since: Some(day) }, Lang::Zh) => format!("库中版本，自 {day} 起生效"),
            (Self::Store { since: Some(day) }, Lang::En) => format!("version in the store, in force since {day}"),
            (Self::Store { since: None }, Lang::Zh) => "库中现行版本".to_owned(),
            (Self::Store { since: None }, Lang::En) => "version in force in the store".to_owned(),
            (Self::Folder, Lang::Zh) => "文件夹中的版本".to_owned(),
            (Self::Folder, Lang::En) => "version in a folder".to_owned(),
            (Self::Shipped, Lang::Zh) => "随程序附带的版本".to_owned(),
            (Self::Shipped, Lang::En) => "version that ships with the program".to_owned(),
        }
    }
}

/// The files of a pack, and where they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The files.
    pub files: PackFiles,
    /// Where they come from.
    pub origin: Origin,
}

/// The packs that can be named.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    in_force: BTreeMap<PackId, Held>,
    /// Nearest first.
    folders: Vec<PathBuf>,
}

/// A pack's files and what their check gave.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The files.
    pub files: PackFiles,
    /// Where they come from.
    pub origin: Origin,
    /// The pack with its warnings, or the findings.
    pub outcome: Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>>,
}

impl Packs {
    /// Those of a data folder without its store, and those that ship.
    #[must_use]
    pub fn of_folder(home: Option<&Path>) -> Self {
        Self { in_force: BTreeMap::new(), folders: home.map(|home| home.join("packs")).into_iter().collect() }
    }

    /// Those in force in the store on `day`, those of the data folder, and those that ship.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or a version's files are no longer what they were.
    pub async fn of_home(home: &Path, store: &Store, day: Day) -> Result<Self, StoreError> {
        let mut packs = Self::of_folder(Some(home));
        let known = store.now();
        for (pack, sm3) in store.packs_in_force(day, known).await? {
            let Some(files) = store.pack_files(sm3).await? else { continue };
            let spans = store.pack_spans(&pack, known).await?;
            let span = spans.iter().find(|one| one.sm3 == sm3 && one.span.holds_on(day));
            let since = span.and_then(|one| one.span.from());
            packs.in_force.insert(pack, Held { files: PackFiles::from(files), origin: Origin::Store { since } });
        }
        Ok(packs)
    }

    /// The same without what is in force of one pack: what would count were there no version of it in the store.
    #[must_use]
    pub fn without(&self, id: &PackId) -> Self {
        let mut packs = self.clone();
        packs.in_force.remove(id);
        packs
    }

    /// What counts under an id.
    #[must_use]
    pub fn held(&self, id: &PackId) -> Option<Held> {
        let in_folder = || {
            let folders = self.folders.iter().map(|folder| folder.join(id.as_str()));
            let found = folders.filter(|folder| folder.join("pack.toml").is_file());
            let files = found.into_iter().find_map(|folder| PackFiles::read(&folder).ok())?;
            Some(Held { files, origin: Origin::Folder })
        };
        let in_force = self.in_force.get(id).cloned();
        in_force.or_else(in_folder).or_else(|| Some(Held { files: Shipped.files(id)?, origin: Origin::Shipped }))
    }

    /// What `named` names: a folder, else an id. With it come the packs beside it.
    ///
    /// # Errors
    /// [`NoPack`] where it is neither, or the folder cannot be read.
    pub fn named(&self, named: &str) -> Result<(Held, Self), NoPack> {
        let path = Path::new(named);
        if path.join("pack.toml").is_file() || path.is_dir() {
            let mut beside = self.clone();
            let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            beside.folders.splice(0..0, full.parent().map(Path::to_owned));
            return Ok((Held { files: PackFiles::read(path)?, origin: Origin::Folder }, beside));
        }
        let id: Option<PackId> = named.parse().ok();
        let held = id.and_then(|id| self.held(&id));
        held.map(|held| (held, self.clone())).ok_or_else(|| NoPack::Unknown {
            named: named.to_owned(),
            known: self.ids().iter().map(ToString::to_string).collect(),
        })
    }

    /// The pack that `named` names, checked.
    ///
    /// # Errors
    /// As [`Packs::named`].
    pub fn checked(&self, named: &str) -> Result<Checked, NoPack> {
        let (Held { files, origin }, library) = self.named(named)?;
        let outcome = policy::check(&files, &library);
        Ok(Checked { files, origin, outcome })
    }

    /// Every pack that can be named by id, checked.
    #[must_use]
    pub fn all(&self) -> Vec<(PackId, Checked)> {
        let checked = self.ids().into_iter().filter_map(|id| {
            let Held { files, origin } = self.held(&id)?;
            let outcome = policy::check(&files, self);
            Some((id, Checked { files, origin, outcome }))
        });
        checked.collect()
    }

    /// Every pack that can be named by id and passes its check.
    #[must_use]
    pub fn sound(&self) -> Vec<Pack> {
        self.all().into_iter().filter_map(|(_, checked)| checked.outcome.ok()).map(|(pack, _)| pack).collect()
    }

    /// The version in force in the store, where there is one.
    #[must_use]
    pub fn in_force(&self, id: &PackId) -> Option<Sm3> {
        self.in_force.get(id).map(|held| held.files.hash())
    }
}

impl Library for Packs {
    fn ids(&self) -> Vec<PackId> {
        let entries = self.folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let named = entries
            .filter(|entry| entry.path().join("pack.toml").is_file())
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let mut ids: Vec<PackId> = named.chain(Shipped.ids()).chain(self.in_force.keys().cloned()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        self.held(id).map(|held| held.files)
    }
}
