//! The seal: one file that holds everything an evaluation read and said, so that anyone can run it again.
//!
//! Inside stand `seal.json` (what was run, by which program, and the hash of every other file), `results.json`,
//! `data.json` (every value used, with its cell), `pack/…` and `upper/<n>/…` (the pack's files and those it builds on)
//! and, where the seal carries its release, `manifests/…`, `parts/…` and `sources/…` as an archive has them. The hash
//! of a seal is the SM3 of its bytes; equal content gives equal bytes.

mod container;
mod error;

use std::collections::BTreeMap;

use domain::hash::Sm3;
use domain::id::{PackId, ReleaseName, SchemeId};
use domain::ledger::Release;
use domain::period::Period;
use facts::{Archive, ReleaseView};
use policy::{Library, Pack, PackFiles};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use container::{Files, MOST_BYTES, MOST_FILES};
pub use error::SealError;

use crate::Evaluated;
use crate::data::Data;
use crate::result::Evaluation;

/// The format this program writes. It reads no newer one.
pub const FORMAT: u32 = 1;
/// What this program calls itself in a seal.
pub const PROGRAM: &str = concat!("yuanheng ", env!("CARGO_PKG_VERSION"));

pub(crate) const HEAD: &str = "seal.json";
pub(crate) const RESULTS: &str = "results.json";
pub(crate) const DATA: &str = "data.json";

/// What was run, and by which program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The format's number.
    pub format: u32,
    /// The program and its version.
    pub program: String,
    /// The pack.
    pub pack: PackId,
    /// The hash of the pack's files and those it builds on.
    pub pack_sm3: Sm3,
    /// The scheme.
    pub scheme: SchemeId,
    /// The period.
    pub period: Period,
    /// The release's line in the ledger, as it was when the evaluation was run.
    pub release: SealedRelease,
    /// Whether the seal carries the release's files.
    pub carries_release: bool,
    /// The seed of the first population's runs, which the pack states; none where nothing is drawn.
    pub seed: Option<u64>,
    /// What else was read, by hash: people's scores, earlier seals. None in this format.
    pub inputs: Vec<Sm3>,
    /// Every other file of the seal, by name.
    pub files: Vec<SealedFile>,
}

/// A release as a seal names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRelease {
    /// Its name.
    pub name: ReleaseName,
    /// The hash of its manifest: what was read.
    pub manifest: Sm3,
    /// When it was published.
    pub published_at: String,
    /// What it is, in a person's words.
    pub title: String,
}

/// A file of the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedFile {
    /// Its name.
    pub name: String,
    /// The hash of its bytes.
    pub sm3: Sm3,
}

/// A seal that was read: every file as its hash says, its pack checked, its results typed. Whether the results are
/// those that come out is for [`crate::verify()`].
#[derive(Debug)]
pub struct Seal {
    /// The hash of the file.
    pub sm3: Sm3,
    /// What was run.
    pub head: Head,
    /// The results.
    pub evaluation: Evaluation,
    /// The data used.
    pub data: Data,
    /// The pack.
    pub pack: Pack,
    /// The files of the seal.
    pub(crate) files: Files,
}

/// Canonical JSON: fields in the order they are declared, no spaces, a line feed at the end.
pub(crate) fn canonical<T: Serialize>(what: &T) -> Result<Vec<u8>, SealError> {
    let mut bytes = serde_json::to_vec(what).map_err(|source| SealError::Encode { source })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Seals an evaluation of `release` by `pack`. With `carry`, the seal holds the release's files and needs no home.
///
/// # Errors
/// [`SealError`] when a file of the release cannot be read or the seal cannot be put together.
pub fn seal(evaluated: &Evaluated, pack: &Pack, release: &ReleaseView, carry: bool) -> Result<Vec<u8>, SealError> {
    let mut files = Files::new();
    files.insert(RESULTS.to_owned(), canonical(&evaluated.evaluation)?);
    files.insert(DATA.to_owned(), canonical(&evaluated.data)?);
    put_pack(&mut files, "pack/", &pack.files);
    for (number, upper) in pack.upper.iter().enumerate() {
        put_pack(&mut files, &format!("upper/{number}/"), upper);
    }
    if carry {
        for (name, bytes) in release.files().map_err(|source| SealError::Release { source })? {
            files.insert(name, bytes.to_vec());
        }
    }
    let line = release.release();
    let head = Head {
        format: FORMAT,
        program: PROGRAM.to_owned(),
        pack: pack.meta.id.clone(),
        pack_sm3: evaluated.evaluation.pack_sm3,
        scheme: evaluated.evaluation.scheme.clone(),
        period: evaluated.evaluation.period,
        release: SealedRelease {
            name: line.name.clone(),
            manifest: line.manifest,
            published_at: line.published_at.clone(),
            title: line.title.clone(),
        },
        carries_release: carry,
        seed: evaluated.evaluation.populations.iter().find_map(|one| one.firmness.as_ref()).map(|told| told.seed),
        inputs: Vec::new(),
        files: files.iter().map(|(name, bytes)| SealedFile { name: name.clone(), sm3: Sm3::of(bytes) }).collect(),
    };
    files.insert(HEAD.to_owned(), canonical(&head)?);
    container::write(&files)
}

fn put_pack(files: &mut Files, folder: &str, pack: &PackFiles) {
    for (path, bytes) in pack.iter() {
        files.insert(format!("{folder}{path}"), bytes.to_vec());
    }
}

/// What every format's head begins with.
#[derive(Deserialize)]
struct Begin {
    format: u32,
    program: String,
}

/// Every file of a seal as it stands, and its head: for looking into a seal that may have been tampered with.
pub(crate) fn unpack(bytes: &[u8]) -> Result<(Head, Files), SealError> {
    let files = container::read(bytes)?;
    let begin: Begin = typed(&files, HEAD)?;
    if begin.format > FORMAT {
        return Err(SealError::Newer { format: begin.format, program: begin.program.chars().take(40).collect() });
    }
    Ok((typed(&files, HEAD)?, files))
}

impl Seal {
    /// Reads a seal.
    ///
    /// # Errors
    /// [`SealError`] naming the file within the seal.
    pub fn read(bytes: &[u8]) -> Result<Self, SealError> {
        let (head, files) = unpack(bytes)?;
        for listed in &head.files {
            let name = listed.name.clone();
            match files.get(&name) {
                None => return Err(SealError::Missing { name }),
                Some(bytes) if Sm3::of(bytes) != listed.sm3 => return Err(SealError::Altered { name }),
                Some(_) => {}
            }
        }
        Ok(Self {
            sm3: Sm3::of(bytes),
            evaluation: typed(&files, RESULTS)?,
            data: typed(&files, DATA)?,
            pack: pack_of(&files)?,
            head,
            files,
        })
    }

    /// The release's files as an archive in memory, where the seal carries them.
    ///
    /// # Errors
    /// [`SealError::Release`] naming the file that is missing or altered.
    pub fn archive(&self) -> Result<Option<Archive>, SealError> {
        archive_of(&self.head, &self.files)
    }

    /// The source files and mappings that the seal carries, by hash.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("sources/")?, bytes.as_slice())))
    }
}

pub(crate) fn archive_of(head: &Head, files: &Files) -> Result<Option<Archive>, SealError> {
    if !head.carries_release {
        return Ok(None);
    }
    let SealedRelease { name, manifest, published_at, title } = head.release.clone();
    let release = Release { name, manifest, published_at, title };
    let carried = ["manifests/", "parts/", "sources/"];
    let taken = files
        .iter()
        .filter(|(name, _)| carried.iter().any(|folder| name.starts_with(folder)))
        .map(|(name, bytes)| (name.clone(), bytes.clone().into()));
    Archive::of_files(&release, taken).map(Some).map_err(|source| SealError::Release { source })
}

/// One JSON file of the seal.
pub(crate) fn typed<T: DeserializeOwned>(files: &Files, name: &str) -> Result<T, SealError> {
    let bytes = files.get(name).ok_or_else(|| SealError::Missing { name: name.to_owned() })?;
    serde_json::from_slice(bytes).map_err(|error| SealError::Unreadable { name: name.to_owned(), source: error.into() })
}

/// The pack that a seal carries, checked.
pub(crate) fn pack_of(files: &Files) -> Result<Pack, SealError> {
    let own = PackFiles::new(
        files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("pack/")?.to_owned(), bytes.clone()))),
    );
    let mut upper: BTreeMap<u32, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for (name, bytes) in files {
        let Some((number, path)) = name.strip_prefix("upper/").and_then(|rest| rest.split_once('/')) else { continue };
        if let Ok(number) = number.parse() {
            upper.entry(number).or_default().push((path.to_owned(), bytes.clone()));
        }
    }
    let upper = Upper(upper.into_values().map(PackFiles::new).collect());
    match policy::check(&own, &upper) {
        Ok((pack, _)) => Ok(pack),
        Err(mut findings) => {
            let count = findings.len();
            findings.sort_by_key(|finding| finding.severity);
            match findings.into_iter().next() {
                Some(finding) => Err(SealError::Pack { finding: Box::new(finding), count }),
                None => Err(SealError::Missing { name: "pack/pack.toml".to_owned() }),
            }
        }
    }
}

/// The packs that a sealed pack builds on.
struct Upper(Vec<PackFiles>);

impl Upper {
    fn id(files: &PackFiles) -> Option<PackId> {
        let text = std::str::from_utf8(files.get("pack.toml")?).ok()?;
        let table: toml::Table = text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok()?;
        table.get("id")?.as_str()?.parse().ok()
    }
}

impl Library for Upper {
    fn ids(&self) -> Vec<PackId> {
        self.0.iter().filter_map(Self::id).collect()
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        self.0.iter().find(|files| Self::id(files).as_ref() == Some(id)).cloned()
    }
}
