//! Publishing: checked tables become parts, parts a manifest, the manifest a name. What was published stays.
//!
//! Sources are written first, then parts, then the ledger's line with the manifest: a crash leaves files that nobody
//! names, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use domain::hash::Sm3;
use domain::id::{FormId, ReleaseName};
use domain::ledger::Release;
use domain::period::Period;
use domain::table::CheckedTable;
use parquet::errors::ParquetError;

use crate::archive::Archive;
use crate::error::ArchiveError;
use crate::fault::TableFault;
use crate::manifest::{Entry, IndicatorLine, Input, Manifest, Part, part_file};
use crate::parquet_file::{in_parallel, threads};
use crate::part_file::{read_subjects, read_values, write_subjects, write_values};
use crate::place::Folder;
use crate::subjects::SubjectsPart;
use crate::values::{Given, ValuesPart};
use crate::{canonical, conflict};

/// What is to be published, and how.
#[derive(Clone, Copy, Debug)]
pub struct Publication<'a> {
    /// Tables; those of one form and period make one entry and replace the whole of what it held before.
    pub tables: &'a [CheckedTable],
    /// The files that the tables were read from, each with the mapping that read it.
    pub files: &'a [InputFile<'a>],
    /// Upon which release.
    pub after: After<'a>,
    /// The new release's name; without one, the next of `r0001`, `r0002`, ….
    pub name: Option<&'a ReleaseName>,
    /// What it is, in a person's words.
    pub title: &'a str,
    /// When: RFC 3339 with offset.
    pub published_at: &'a str,
}

/// A file that tables were read from.
#[derive(Clone, Copy, Debug)]
pub struct InputFile<'a> {
    /// Its name; folders before it are dropped.
    pub name: &'a str,
    /// Its bytes, kept for ever.
    pub bytes: &'a [u8],
    /// The bytes of the mapping that read it, kept beside it.
    pub mapping: &'a [u8],
    /// Whether bad cells were left out by decision (`--accept-clean`).
    pub accept_clean: bool,
}

/// Upon which release to publish.
#[derive(Clone, Copy, Debug)]
pub enum After<'a> {
    /// The last one, whichever it is when its turn comes.
    Latest,
    /// This one (or none: the empty archive), refused when another came in between.
    Exactly(Option<&'a ReleaseName>),
}

/// What publishing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The release that now stands for the data.
    pub release: Release,
    /// Whether a line was added to the ledger. Data equal to the last release's add none, unless a new name was asked
    /// for.
    pub recorded: bool,
    /// Forms and periods that were not there before.
    pub added: Vec<(FormId, Period)>,
    /// Forms and periods whose data replaced other data: corrections.
    pub replaced: Vec<(FormId, Period)>,
    /// Forms and periods that came again with the same data.
    pub unchanged: Vec<(FormId, Period)>,
}

/// One form and period on its way into the archive.
pub(crate) struct Made {
    pub(crate) values: Option<Arc<ValuesPart>>,
    pub(crate) subjects: Option<SubjectsPart>,
    demonstration: bool,
    inputs: Vec<Input>,
    form: FormId,
    period: Period,
}

/// A part hashed, and encoded unless it is there already.
struct Encoded {
    part: Part,
    bytes: Option<Vec<u8>>,
}

impl Archive {
    /// Publishes tables as a new release upon the last one.
    ///
    /// # Errors
    /// [`ArchiveError`]; whatever it is, all releases are as they were before.
    pub fn publish(&self, publication: &Publication<'_>) -> Result<Published, ArchiveError> {
        let hashed: Vec<Hashed<'_>> =
            in_parallel(publication.files.to_vec(), threads(), |file| Ok::<_, ArchiveError>(Hashed::of(file)))?;
        let made = make(publication.tables, &hashed)?;

        let _lock = self.place.lock()?;
        let releases = self.ledger.releases()?;
        let last = releases.last();
        if let After::Exactly(expected) = publication.after
            && last.map(|last| &last.name) != expected
        {
            let found = last.map(|last| last.name.clone());
            return Err(ArchiveError::Overtaken { expected: expected.cloned(), found });
        }
        let base = last.map_or_else(|| Ok(Manifest::empty()), |last| self.manifest(last))?;

        let mut entries = Vec::with_capacity(made.len());
        let mut files = Vec::new();
        for one in &made {
            let (entry, encoded) = self.encode(one, base.entry(&one.form, one.period))?;
            entries.push(entry);
            files.extend(encoded.into_iter().filter_map(|one| Some((part_file(one.part.rows_sm3), one.bytes?))));
        }
        let manifest = base.with(entries.clone());
        conflict::refuse(&manifest, &entries, |entry| self.figures(entry, &made, last))?;

        self.keep_sources(&hashed, &entries)?;
        if !files.is_empty() {
            for (name, bytes) in &files {
                self.place.put(Folder::Parts, name, bytes)?;
            }
            self.place.settle(Folder::Parts)?;
        }
        let bytes = manifest.canonical().map_err(|error| ArchiveError::Encode { source: error.into() })?;
        let hash = Sm3::of(&bytes);
        let changes = |release, recorded| Published::new(release, recorded, &base, &entries);
        if let Some(last) = last.filter(|last| last.manifest == hash)
            && publication.name.is_none_or(|name| *name == last.name)
        {
            return Ok(changes(last.clone(), false));
        }
        let name = publication.name.map_or_else(|| next_name(&releases), |name| Ok(name.clone()))?;
        if releases.iter().any(|known| known.name == name) {
            return Err(ArchiveError::NameTaken { name });
        }
        let release = Release {
            name,
            manifest: hash,
            published_at: publication.published_at.to_owned(),
            title: publication.title.to_owned(),
        };
        self.ledger.record(&release, &bytes, last.map(|last| &last.name))?;
        Ok(changes(release, true))
    }

    /// The entry of one form and period, and its parts with their bytes where they must be written.
    fn encode(&self, made: &Made, before: Option<&Entry>) -> Result<(Entry, Vec<Encoded>), ArchiveError> {
        let (form, period) = (&made.form, made.period);
        let values = made.values.as_deref().map(|part| {
            let before = before.and_then(|entry| entry.values);
            let kept = |bytes| read_values(bytes, form.clone(), period).ok().map(|read| canonical::of_values(&read));
            self.encode_part(before, part.rows.len(), || canonical::of_values(part), || write_values(part), kept)
        });
        let subjects = made.subjects.as_ref().map(|part| {
            let before = before.and_then(|entry| entry.subjects);
            let kept =
                |bytes| read_subjects(bytes, form.clone(), period).ok().map(|read| canonical::of_subjects(&read));
            self.encode_part(before, part.rows.len(), || canonical::of_subjects(part), || write_subjects(part), kept)
        });
        let (values, subjects) = (values.transpose()?, subjects.transpose()?);
        let entry = Entry {
            attributes: made.subjects.as_ref().map_or_else(Vec::new, |part| part.attributes.clone()),
            demonstration: made.demonstration,
            form: form.clone(),
            indicators: made.values.as_deref().map_or_else(Vec::new, indicator_lines),
            inputs: made.inputs.clone(),
            period,
            subjects: subjects.as_ref().map(|one| one.part),
            values: values.as_ref().map(|one| one.part),
        };
        Ok((entry, values.into_iter().chain(subjects).collect()))
    }

    /// Hashes a part, and encodes it unless the same rows lie in the archive, whole. `kept` hashes the rows of a file.
    fn encode_part(
        &self,
        before: Option<Part>,
        rows: usize,
        hash: impl Fn() -> Sm3 + Sync,
        write: impl Fn() -> Result<Vec<u8>, ParquetError> + Sync,
        kept: impl Fn(Bytes) -> Option<Sm3>,
    ) -> Result<Encoded, ArchiveError> {
        let rows = rows as u64;
        let (rows_sm3, written) = if before.is_some_and(|part| part.rows == rows) {
            // Likely the same data again: the hash tells, and then nothing need be encoded.
            (hash(), None)
        } else {
            std::thread::scope(|scope| {
                let hashing = scope.spawn(&hash);
                let written = write();
                let hashed = hashing.join().unwrap_or_else(|_| hash());
                (hashed, Some(written))
            })
        };
        let name = part_file(rows_sm3);
        if let Some(bytes) = self.place.read(Folder::Parts, &name)? {
            let file_sm3 = Sm3::of(&bytes);
            let part = Part { bytes: bytes.len() as u64, file_sm3, rows, rows_sm3 };
            if before == Some(part) || kept(bytes) == Some(rows_sm3) {
                return Ok(Encoded { part, bytes: None });
            }
        }
        let bytes = written.unwrap_or_else(write).map_err(|error| ArchiveError::Encode { source: error.into() })?;
        let part = Part { bytes: bytes.len() as u64, file_sm3: Sm3::of(&bytes), rows, rows_sm3 };
        Ok(Encoded { part, bytes: Some(bytes) })
    }

    fn figures(
        &self,
        entry: &Entry,
        made: &[Made],
        last: Option<&Release>,
    ) -> Result<Option<Arc<ValuesPart>>, ArchiveError> {
        if let Some(one) = made.iter().find(|one| one.form == entry.form && one.period == entry.period) {
            return Ok(one.values.clone());
        }
        match last {
            Some(last) => self.release(&last.name)?.values(&entry.form, entry.period),
            None => Ok(None),
        }
    }

    /// Keeps files and mappings by their content, ahead of publishing what was read from them.
    ///
    /// # Errors
    /// [`ArchiveError::Disk`] when one cannot be written.
    pub fn keep(&self, files: &[InputFile<'_>]) -> Result<(), ArchiveError> {
        self.keep_all(files.iter().flat_map(|file| [file.bytes, file.mapping]))
    }

    /// Keeps one file by its content: what somebody handed in that no release rests on, as the spreadsheet of a register.
    ///
    /// # Errors
    /// [`ArchiveError::Disk`] when it cannot be written.
    pub fn keep_file(&self, bytes: &[u8]) -> Result<Sm3, ArchiveError> {
        self.keep_all([bytes])?;
        Ok(Sm3::of(bytes))
    }

    /// A file that was kept; none where there is none of that content.
    ///
    /// # Errors
    /// [`ArchiveError::Disk`] when it cannot be read.
    pub fn kept_file(&self, sm3: Sm3) -> Result<Option<Vec<u8>>, ArchiveError> {
        let found = self.place.read(Folder::Sources, &sm3.to_string())?;
        Ok(found.filter(|bytes| Sm3::of(bytes) == sm3).map(|bytes| bytes.to_vec()))
    }

    fn keep_all<'b>(&self, all: impl IntoIterator<Item = &'b [u8]>) -> Result<(), ArchiveError> {
        let mut written = false;
        for bytes in all {
            let name = Sm3::of(bytes).to_string();
            if self.place.read(Folder::Sources, &name)?.as_deref() != Some(bytes) {
                self.place.put(Folder::Sources, &name, bytes)?;
                written = true;
            }
        }
        if written { self.place.settle(Folder::Sources) } else { Ok(()) }
    }

    fn keep_sources(&self, files: &[Hashed<'_>], entries: &[Entry]) -> Result<(), ArchiveError> {
        let needed = |hash: Sm3| {
            let mut inputs = entries.iter().flat_map(|entry| &entry.inputs);
            inputs.any(|input| input.source == hash || input.mapping == hash)
        };
        let mut written = false;
        for (hash, bytes) in
            files.iter().flat_map(|file| [(file.source, file.file.bytes), (file.mapping, file.file.mapping)])
        {
            let name = hash.to_string();
            if needed(hash) && self.place.read(Folder::Sources, &name)?.as_deref() != Some(bytes) {
                self.place.put(Folder::Sources, &name, bytes)?;
                written = true;
            }
        }
        if written { self.place.settle(Folder::Sources) } else { Ok(()) }
    }
}

impl Published {
    fn new(release: Release, recorded: bool, base: &Manifest, entries: &[Entry]) -> Self {
        let mut published = Self { release, recorded, added: Vec::new(), replaced: Vec::new(), unchanged: Vec::new() };
        for entry in entries {
            let list = match base.entry(&entry.form, entry.period) {
                None => &mut published.added,
                Some(before) if before == entry => &mut published.unchanged,
                Some(_) => &mut published.replaced,
            };
            list.push((entry.form.clone(), entry.period));
        }
        published
    }
}

/// A file with its hashes.
pub(crate) struct Hashed<'a> {
    file: InputFile<'a>,
    source: Sm3,
    mapping: Sm3,
    name: String,
}

impl<'a> Hashed<'a> {
    pub(crate) fn of(file: InputFile<'a>) -> Self {
        Self { source: Sm3::of(file.bytes), mapping: Sm3::of(file.mapping), name: plain_name(file.name), file }
    }
}

/// The last part of a path, without control characters, at most 200 characters: a name to show, never one to open.
#[must_use]
pub fn plain_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn next_name(releases: &[Release]) -> Result<ReleaseName, ArchiveError> {
    let mut number = releases.len() + 1;
    loop {
        let text = format!("r{number:04}");
        if releases.iter().all(|known| known.name.as_str() != text) {
            return ReleaseName::new(&text).map_err(|error| ArchiveError::Encode { source: error.into() });
        }
        number += 1;
    }
}

fn indicator_lines(part: &ValuesPart) -> Vec<IndicatorLine> {
    let mut rows = vec![0; part.indicators.len()];
    let mut units = vec![vec![false; part.units.len()]; part.indicators.len()];
    for row in &part.rows {
        rows[usize::from(row.indicator)] += 1;
        units[usize::from(row.indicator)][usize::from(row.unit)] = true;
    }
    let used =
        |flags: &[bool]| part.units.iter().zip(flags).filter(|(_, used)| **used).map(|(unit, _)| *unit).collect();
    let lines = part.indicators.iter().zip(rows).zip(&units);
    lines.map(|((code, rows), flags)| IndicatorLine { code: code.clone(), rows, units: used(flags) }).collect()
}

/// Groups tables by form and period and builds their parts, several at once.
pub(crate) fn make(tables: &[CheckedTable], files: &[Hashed<'_>]) -> Result<Vec<Made>, ArchiveError> {
    let mut groups: BTreeMap<(FormId, String), Vec<(&CheckedTable, &Hashed<'_>)>> = BTreeMap::new();
    for table in tables {
        let file = files.iter().find(|file| file.source == table.source && file.mapping == table.mapping);
        let file = file.ok_or_else(|| ArchiveError::NoSource {
            form: table.form.clone(),
            period: table.period,
            source_file: table.source,
            mapping: table.mapping,
        })?;
        groups.entry((table.form.clone(), table.period.code())).or_default().push((table, file));
    }
    if groups.is_empty() {
        return Err(ArchiveError::NothingToPublish);
    }
    in_parallel(groups.into_values().collect(), threads(), |group| {
        make_one(&group).map_err(|fault| ArchiveError::Table(Box::new(fault)))?.ok_or(ArchiveError::NothingToPublish)
    })
}

fn make_one(group: &[(&CheckedTable, &Hashed<'_>)]) -> Result<Option<Made>, TableFault> {
    let Some((first, _)) = group.first() else { return Ok(None) };
    let (form, period) = (first.form.clone(), first.period);
    let given: Vec<Given<'_>> = group.iter().map(|(table, file)| Given { table, file: &file.name }).collect();
    let values = ValuesPart::build(&form, period, &given)?.map(Arc::new);
    let subjects = SubjectsPart::build(&form, period, &given)?;
    if values.is_none() && subjects.is_none() {
        return Ok(None);
    }
    let mut inputs: Vec<Input> = group
        .iter()
        .map(|(_, file)| Input {
            accept_clean: file.file.accept_clean,
            file_name: file.name.clone(),
            mapping: file.mapping,
            source: file.source,
        })
        .collect();
    inputs.sort_by(|one, two| (one.source, one.mapping, one).cmp(&(two.source, two.mapping, two)));
    inputs.dedup();
    let demonstration = group.iter().any(|(table, _)| table.demonstration);
    Ok(Some(Made { values, subjects, demonstration, inputs, form, period }))
}
