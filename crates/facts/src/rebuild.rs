//! Rebuilding a release from its kept sources: the same rows must come out, whichever program reads them.

use std::collections::BTreeMap;

use bytes::Bytes;
use domain::hash::Sm3;
use domain::id::{FormId, ReleaseName};
use domain::period::Period;
use domain::say::{Lang, Say};
use domain::table::CheckedTable;
use parquet::errors::ParquetError;

use crate::archive::{Archive, source};
use crate::canonical;
use crate::error::ArchiveError;
use crate::manifest::{Entry, Input, Part};
use crate::part_file::{read_subjects, read_values, write_subjects, write_values};
use crate::place::Folder;
use crate::publish::{Hashed, InputFile, make};

/// What came of a rebuild. `E` is why the reader refused a file.
#[derive(Debug)]
pub struct Rebuilt<E> {
    /// How many parts came out with the hash they are named by.
    pub same: usize,
    /// Paths of part files that were missing or altered and have been written anew.
    pub restored: Vec<String>,
    /// Where something else came out, or nothing.
    pub differences: Vec<Difference<E>>,
}

/// In which way a rebuild went differently.
#[derive(Debug)]
pub enum Difference<E> {
    /// A kept source file or mapping is missing or altered.
    Source(ArchiveError),
    /// The reader refused a kept file.
    Unread {
        /// The file and how it was read.
        input: Input,
        /// Why.
        error: E,
    },
    /// What the reader gave breaks the promises of a checked table.
    Table(ArchiveError),
    /// A part came out with other rows, or did not come out.
    Rows {
        /// The form.
        form: FormId,
        /// The period.
        period: Period,
        /// `values` or `subjects`.
        kind: &'static str,
        /// The hash in the manifest; none when the release has no such part.
        expected: Option<Sm3>,
        /// The hash that came out; none when no such part did.
        found: Option<Sm3>,
    },
}

impl<E: Say> Say for Difference<E> {
    fn say(&self, lang: Lang) -> String {
        let hash = |hash: &Option<Sm3>| hash.map_or_else(|| "—".to_owned(), |hash| hash.short());
        match (self, lang) {
            (Self::Source(error) | Self::Table(error), lang) => error.say(lang),
            (Self::Unread { input, error }, Lang::Zh) => {
                format!("保存的 {} 读不出来：{}", input.file_name, error.say(lang))
            }
            (Self::Unread { input, error }, Lang::En) => {
                format!("the kept {} cannot be read: {}", input.file_name, error.say(lang))
            }
            (Self::Rows { form, period, kind, expected, found }, Lang::Zh) => format!(
                "报表 {form} {} 的 {kind}：清单记的是 {}，重建得到 {}",
                period.say(lang),
                hash(expected),
                hash(found)
            ),
            (Self::Rows { form, period, kind, expected, found }, Lang::En) => format!(
                "{kind} of form {form}, {}: the manifest says {}, the rebuild gives {}",
                period.say(lang),
                hash(expected),
                hash(found)
            ),
        }
    }
}

impl Archive {
    /// Reads the kept sources of a release again with `read` and compares what comes out with its parts. Part files
    /// that are missing or altered and came out right are written anew.
    ///
    /// # Errors
    /// [`ArchiveError`] when the release itself cannot be read or a part cannot be written; all else is told in the
    /// result.
    pub fn rebuild<E>(
        &self,
        release: &ReleaseName,
        read: impl Fn(&InputFile<'_>) -> Result<Vec<CheckedTable>, E>,
    ) -> Result<Rebuilt<E>, ArchiveError> {
        let view = self.release(release)?;
        let _lock = self.place.lock()?;
        let mut rebuilt = Rebuilt { same: 0, restored: Vec::new(), differences: Vec::new() };
        // One file may give many periods: it is read once.
        let mut tables: BTreeMap<&Input, Vec<CheckedTable>> = BTreeMap::new();
        let mut kept: BTreeMap<Sm3, Bytes> = BTreeMap::new();
        for input in view.manifest().entries.iter().flat_map(|entry| &entry.inputs) {
            if tables.contains_key(input) {
                continue;
            }
            for hash in [input.source, input.mapping] {
                match source(&self.place, Some(release), hash) {
                    Ok(bytes) => drop(kept.insert(hash, bytes)),
                    Err(error) => rebuilt.differences.push(Difference::Source(error)),
                }
            }
            let read = file(input, &kept).map_or_else(|| Ok(Vec::new()), |file| read(&file));
            let read = read.unwrap_or_else(|error| {
                rebuilt.differences.push(Difference::Unread { input: input.clone(), error });
                Vec::new()
            });
            tables.insert(input, read);
        }
        for entry in &view.manifest().entries {
            self.compare(entry, &tables, &kept, &mut rebuilt)?;
        }
        if !rebuilt.restored.is_empty() {
            self.place.settle(Folder::Parts)?;
        }
        Ok(rebuilt)
    }

    fn compare<E>(
        &self,
        entry: &Entry,
        tables: &BTreeMap<&Input, Vec<CheckedTable>>,
        kept: &BTreeMap<Sm3, Bytes>,
        rebuilt: &mut Rebuilt<E>,
    ) -> Result<(), ArchiveError> {
        let files: Vec<Hashed<'_>> =
            entry.inputs.iter().filter_map(|input| file(input, kept)).map(Hashed::of).collect();
        let given: Vec<CheckedTable> = entry
            .inputs
            .iter()
            .filter_map(|input| tables.get(input))
            .flatten()
            .filter(|table| table.form == entry.form && table.period == entry.period)
            .cloned()
            .collect();
        let made = match make(&given, &files) {
            Ok(made) => made.into_iter().next(),
            Err(ArchiveError::NothingToPublish) => None,
            Err(error) => {
                rebuilt.differences.push(Difference::Table(error));
                return Ok(());
            }
        };
        let (form, period) = (&entry.form, entry.period);
        let values = made.as_ref().and_then(|made| made.values.as_deref());
        let found = values.map(canonical::of_values);
        if same(rebuilt, entry, "values", entry.values, found)
            && let (Some(expected), Some(part)) = (entry.values, values)
        {
            let read = |bytes| Ok(canonical::of_values(&read_values(bytes, form.clone(), period)?));
            self.restore(expected, read, || write_values(part), rebuilt)?;
        }
        let subjects = made.as_ref().and_then(|made| made.subjects.as_ref());
        let found = subjects.map(canonical::of_subjects);
        if same(rebuilt, entry, "subjects", entry.subjects, found)
            && let (Some(expected), Some(part)) = (entry.subjects, subjects)
        {
            let read = |bytes| Ok(canonical::of_subjects(&read_subjects(bytes, form.clone(), period)?));
            self.restore(expected, read, || write_subjects(part), rebuilt)?;
        }
        Ok(())
    }

    fn restore<E>(
        &self,
        part: Part,
        read: impl Fn(Bytes) -> Result<Sm3, ParquetError>,
        write: impl Fn() -> Result<Vec<u8>, ParquetError>,
        rebuilt: &mut Rebuilt<E>,
    ) -> Result<(), ArchiveError> {
        let name = part.file();
        if let Some(bytes) = self.place.read(Folder::Parts, &name)?
            && (Sm3::of(&bytes) == part.file_sm3 || read(bytes).is_ok_and(|rows| rows == part.rows_sm3))
        {
            return Ok(());
        }
        let bytes = write().map_err(|error| ArchiveError::Encode { source: error.into() })?;
        self.place.put(Folder::Parts, &name, &bytes)?;
        rebuilt.restored.push(self.place.shown(Folder::Parts, &name));
        Ok(())
    }
}

/// Notes whether a part came out as it is named.
fn same<E>(
    rebuilt: &mut Rebuilt<E>,
    entry: &Entry,
    kind: &'static str,
    part: Option<Part>,
    found: Option<Sm3>,
) -> bool {
    let expected = part.map(|part| part.rows_sm3);
    if expected == found {
        rebuilt.same += usize::from(found.is_some());
        return true;
    }
    let (form, period) = (entry.form.clone(), entry.period);
    rebuilt.differences.push(Difference::Rows { form, period, kind, expected, found });
    false
}

fn file<'a>(input: &'a Input, kept: &'a BTreeMap<Sm3, Bytes>) -> Option<InputFile<'a>> {
    Some(InputFile {
        name: &input.file_name,
        bytes: kept.get(&input.source)?,
        mapping: kept.get(&input.mapping)?,
        accept_clean: input.accept_clean,
    })
}
