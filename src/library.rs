//! Where packs are found: a folder that is named, its neighbours, a data folder, and those that ship.

use std::path::{Path, PathBuf};

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::{Diagnostic, Library, Pack, PackFiles, PackFilesError};

use crate::shipped;

/// The packs that can be named, nearest first.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    folders: Vec<PathBuf>,
}

impl Packs {
    /// Those of a data folder and those that ship.
    pub fn of_home(home: Option<&Path>) -> Self {
        Self { folders: home.map(|home| home.join("packs")).into_iter().collect() }
    }

    /// The files that `named` names: a folder, else an id.
    pub fn named(&self, named: &str) -> Result<(PackFiles, Self), NoPack> {
        let path = Path::new(named);
        if path.join("pack.toml").is_file() || path.is_dir() {
            let mut beside = self.clone();
            let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            beside.folders.splice(0..0, full.parent().map(Path::to_owned));
            return Ok((PackFiles::read(path)?, beside));
        }
        let id: Option<PackId> = named.parse().ok();
        let files = id.and_then(|id| self.files(&id));
        files.map(|files| (files, self.clone())).ok_or_else(|| NoPack::Unknown {
            named: named.to_owned(),
            known: self.ids().iter().map(ToString::to_string).collect(),
        })
    }

    /// The pack that `named` names, checked.
    pub fn checked(&self, named: &str) -> Result<Checked, NoPack> {
        let (files, library) = self.named(named)?;
        let outcome = policy::check(&files, &library);
        Ok(Checked { files, outcome })
    }

    /// Every pack that can be named by id and passes its check.
    pub fn sound(&self) -> Vec<Pack> {
        let checked = self.ids().into_iter().filter_map(|id| policy::check(&self.files(&id)?, self).ok());
        checked.map(|(pack, _)| pack).collect()
    }
}

/// A pack's files and what their check gave.
pub struct Checked {
    /// The files.
    pub files: PackFiles,
    /// The pack with its warnings, or the findings.
    pub outcome: Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>>,
}

impl Library for Packs {
    fn ids(&self) -> Vec<PackId> {
        let entries = self.folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let named = entries
            .filter(|entry| entry.path().join("pack.toml").is_file())
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let mut ids: Vec<PackId> = named.chain(shipped::pack_ids()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        let folders = self.folders.iter().map(|folder| folder.join(id.as_str()));
        let found = folders.filter(|folder| folder.join("pack.toml").is_file()).find_map(|f| PackFiles::read(&f).ok());
        found.or_else(|| shipped::pack(id))
    }
}

/// Why there is no pack of that name.
#[derive(Debug, thiserror::Error)]
pub enum NoPack {
    /// Neither a folder nor a known id.
    #[error("没有找到政策包“{named}”")]
    Unknown {
        /// What was given.
        named: String,
        /// The ids that are known.
        known: Vec<String>,
    },
    /// The folder cannot be read.
    #[error(transparent)]
    Files(#[from] PackFilesError),
}

impl Say for NoPack {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Files(error), lang) => error.say(lang),
            (Self::Unknown { named, known }, Lang::Zh) => {
                format!("没有找到政策包“{named}”。请写政策包所在的目录，或下列编号之一：{}。", known.join("、"))
            }
            (Self::Unknown { named, known }, Lang::En) => {
                format!("There is no pack “{named}”. Name its folder, or one of these: {}.", known.join(", "))
            }
        }
    }
}
