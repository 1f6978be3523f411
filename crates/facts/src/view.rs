//! A release as it is read: its manifest, its parts, its register.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use domain::hash::Sm3;
use domain::id::{FormId, IndicatorCode, ReleaseName};
use domain::ledger::Release;
use domain::period::Period;
use parquet::errors::ParquetError;

use crate::archive::{Files, manifest_file, source};
use crate::canonical;
use crate::error::{ArchiveError, Damage};
use crate::manifest::{Entry, Manifest, Part};
use crate::part_file::{read_subjects, read_values};
use crate::place::{Folder, Place};
use crate::register::Register;
use crate::subjects::SubjectsPart;
use crate::values::ValuesPart;
use domain::day::Day;

/// One release. Parts are read when first asked for, checked against their hash, and kept.
#[derive(Debug)]
pub struct ReleaseView {
    place: Arc<Place>,
    release: Release,
    manifest: Manifest,
    values: Vec<OnceLock<Arc<ValuesPart>>>,
    subjects: Vec<OnceLock<Arc<SubjectsPart>>>,
}

impl ReleaseView {
    pub(crate) fn new(place: Arc<Place>, release: Release, manifest: Manifest) -> Self {
        let values = manifest.entries.iter().map(|_| OnceLock::new()).collect();
        let subjects = manifest.entries.iter().map(|_| OnceLock::new()).collect();
        Self { place, release, manifest, values, subjects }
    }

    /// The ledger's line.
    #[must_use]
    pub const fn release(&self) -> &Release {
        &self.release
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &ReleaseName {
        &self.release.name
    }

    /// The hash that stands for everything in it.
    #[must_use]
    pub const fn manifest_hash(&self) -> Sm3 {
        self.release.manifest
    }

    /// The list of its parts.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether any of its data are generated for demonstration (示例数据).
    #[must_use]
    pub fn demonstration(&self) -> bool {
        self.manifest.entries.iter().any(|entry| entry.demonstration)
    }

    /// The periods that any form reports figures for, in order.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        let with_values = self.manifest.entries.iter().filter(|entry| entry.values.is_some());
        with_values.map(|entry| entry.period).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The indicators that are reported for `period`, in order.
    #[must_use]
    pub fn indicators(&self, period: Period) -> Vec<IndicatorCode> {
        let of_period = self.manifest.entries.iter().filter(|entry| entry.period == period);
        let codes: BTreeSet<_> = of_period.flat_map(|entry| &entry.indicators).map(|line| &line.code).collect();
        codes.into_iter().cloned().collect()
    }

    /// The name that a source file was given under; empty when this release does not rest on it.
    #[must_use]
    pub fn file_name(&self, source: Sm3) -> String {
        self.manifest.file_name(source)
    }

    /// The figures that `form` gives for `period`, where it gives any.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] naming file and release.
    pub fn values(&self, form: &FormId, period: Period) -> Result<Option<Arc<ValuesPart>>, ArchiveError> {
        match self.position(form, period) {
            Some(at) => self.values_at(at),
            None => Ok(None),
        }
    }

    /// The figures of all forms for `period`, by form.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] naming file and release.
    pub fn values_of(&self, period: Period) -> Result<Vec<Arc<ValuesPart>>, ArchiveError> {
        self.entries_of(period).filter_map(|at| self.values_at(at).transpose()).collect()
    }

    /// The attributes that `form` gives with `period`, where it gives any.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] naming file and release.
    pub fn subjects(&self, form: &FormId, period: Period) -> Result<Option<Arc<SubjectsPart>>, ArchiveError> {
        match self.position(form, period) {
            Some(at) => self.subjects_at(at),
            None => Ok(None),
        }
    }

    /// The subjects of the release and their attributes as of `day`.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] naming file and release.
    pub fn register(&self, day: Day) -> Result<Register, ArchiveError> {
        let parts = (0..self.manifest.entries.len())
            .filter_map(|at| self.subjects_at(at).transpose())
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Register::new(day, parts, |hash| self.file_name(hash)))
    }

    /// Every file that the release rests on: manifest, parts, sources and mappings, by path within an archive.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] naming file and release.
    pub fn files(&self) -> Result<Files, ArchiveError> {
        let mut files = Files::new();
        let mut add = |folder: Folder, name: String, bytes: Bytes| {
            files.insert(format!("{}{name}", folder.prefix()), bytes);
        };
        let manifest = manifest_file(self.release.manifest);
        let bytes = self.manifest.canonical().map_err(|error| ArchiveError::Encode { source: error.into() })?;
        add(Folder::Manifests, manifest, bytes.into());
        for entry in &self.manifest.entries {
            for part in [entry.values, entry.subjects].into_iter().flatten() {
                add(Folder::Parts, part.file(), self.file(Folder::Parts, &part.file())?);
            }
            for hash in entry.inputs.iter().flat_map(|input| [input.source, input.mapping]) {
                add(Folder::Sources, hash.to_string(), source(&self.place, Some(&self.release.name), hash)?);
            }
        }
        Ok(files)
    }

    /// Reads everything the release rests on and hashes it anew: files, canonical rows, sources, mappings.
    /// Every file at fault is told; none means that all is sound.
    #[must_use]
    pub fn check(&self) -> Vec<ArchiveError> {
        let mut faults = Vec::new();
        for entry in &self.manifest.entries {
            let values = entry.values.map(|part| {
                self.decoded(part, |bytes| read_values(bytes, entry.form.clone(), entry.period), canonical::of_values)
            });
            let subjects = entry.subjects.map(|part| {
                let read = |bytes| read_subjects(bytes, entry.form.clone(), entry.period);
                self.decoded(part, read, canonical::of_subjects)
            });
            faults.extend(values.and_then(Result::err));
            faults.extend(subjects.and_then(Result::err));
            for hash in entry.inputs.iter().flat_map(|input| [input.source, input.mapping]) {
                faults.extend(source(&self.place, Some(&self.release.name), hash).err());
            }
        }
        faults
    }

    fn position(&self, form: &FormId, period: Period) -> Option<usize> {
        self.manifest.entries.iter().position(|entry| entry.form == *form && entry.period == period)
    }

    fn entries_of(&self, period: Period) -> impl Iterator<Item = usize> {
        let entries = self.manifest.entries.iter().enumerate();
        entries.filter(move |(_, entry)| entry.period == period).map(|(at, _)| at)
    }

    fn entry_at(&self, at: usize) -> Option<&Entry> {
        self.manifest.entries.get(at)
    }

    pub(crate) fn values_at(&self, at: usize) -> Result<Option<Arc<ValuesPart>>, ArchiveError> {
        let (Some(entry), Some(kept)) = (self.entry_at(at), self.values.get(at)) else { return Ok(None) };
        let Some(part) = entry.values else { return Ok(None) };
        if let Some(part) = kept.get() {
            return Ok(Some(Arc::clone(part)));
        }
        let read = |bytes| read_values(bytes, entry.form.clone(), entry.period);
        let read = self.checked(part, read, canonical::of_values)?;
        Ok(Some(Arc::clone(kept.get_or_init(|| Arc::new(read)))))
    }

    pub(crate) fn subjects_at(&self, at: usize) -> Result<Option<Arc<SubjectsPart>>, ArchiveError> {
        let (Some(entry), Some(kept)) = (self.entry_at(at), self.subjects.get(at)) else { return Ok(None) };
        let Some(part) = entry.subjects else { return Ok(None) };
        if let Some(part) = kept.get() {
            return Ok(Some(Arc::clone(part)));
        }
        let read = |bytes| read_subjects(bytes, entry.form.clone(), entry.period);
        let read = self.checked(part, read, canonical::of_subjects)?;
        Ok(Some(Arc::clone(kept.get_or_init(|| Arc::new(read)))))
    }

    fn damaged(&self, folder: Folder, name: &str, damage: Damage, source: Option<ParquetError>) -> ArchiveError {
        ArchiveError::Damaged {
            release: Some(self.release.name.clone()),
            path: self.place.shown(folder, name),
            damage,
            source: source.map(Into::into),
        }
    }

    fn file(&self, folder: Folder, name: &str) -> Result<Bytes, ArchiveError> {
        self.place.read(folder, name)?.ok_or_else(|| self.damaged(folder, name, Damage::Missing, None))
    }

    /// Reads a part whose file is as the manifest says. A file of other bytes but the same rows (rewritten by a newer
    /// writer) is as good; one of other rows is refused.
    fn checked<T>(
        &self,
        part: Part,
        read: impl Fn(Bytes) -> Result<T, ParquetError>,
        hash: impl Fn(&T) -> Sm3,
    ) -> Result<T, ArchiveError> {
        let bytes = self.file(Folder::Parts, &part.file())?;
        if Sm3::of(&bytes) != part.file_sm3 {
            return self.decoded(part, read, hash);
        }
        read(bytes).map_err(|error| self.damaged(Folder::Parts, &part.file(), Damage::Unreadable, Some(error)))
    }

    /// Reads a part and hashes its rows.
    fn decoded<T>(
        &self,
        part: Part,
        read: impl Fn(Bytes) -> Result<T, ParquetError>,
        hash: impl Fn(&T) -> Sm3,
    ) -> Result<T, ArchiveError> {
        let name = part.file();
        let altered = |source| self.damaged(Folder::Parts, &name, Damage::Altered, source);
        let read = read(self.file(Folder::Parts, &name)?).map_err(|error| altered(Some(error)))?;
        if hash(&read) == part.rows_sm3 { Ok(read) } else { Err(altered(None)) }
    }
}
