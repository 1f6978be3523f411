//! The register: which subjects a release knows, and what they were on a day.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, SubjectId};
use domain::period::Period;

use crate::dictionary::{UNUSED, merge};
use crate::subjects::SubjectsPart;
use domain::day::Day;

/// All subjects that a release gives attributes of, with their attributes as of one day.
///
/// Where several forms give an attribute for that day, the form of the latest period that has ended by the day is
/// believed; without one, that of the earliest period after it. Within a period, the span that began last, then the
/// form first in order of id.
#[derive(Clone, Debug)]
pub struct Register {
    day: Day,
    subjects: Vec<SubjectId>,
    names: Vec<AttributeName>,
    parts: Vec<Arc<SubjectsPart>>,
    /// Names of source files, beside the sources of each part.
    files: Vec<Vec<String>>,
    /// For each subject, where its attributes begin in `held`; one more at the end.
    starts: Vec<usize>,
    /// Attributes by subject, then name.
    held: Vec<Held>,
}

#[derive(Clone, Copy, Debug)]
struct Held {
    name: u32,
    part: u32,
    row: u32,
}

/// An attribute that holds on the day. Ordered so that the one believed comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    subject: u32,
    name: u32,
    rank: usize,
    began: Reverse<Option<Day>>,
    part: u32,
    row: u32,
}

/// An attribute of a subject, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed<'a> {
    /// Which attribute.
    pub name: &'a AttributeName,
    /// Its value.
    pub text: &'a str,
    /// The first day it holds; without one, from the beginning.
    pub valid_from: Option<Day>,
    /// The first day it no longer holds; without one, still.
    pub valid_to: Option<Day>,
    /// The form that gave it.
    pub form: &'a FormId,
    /// The period the form was for.
    pub period: Period,
    /// The file it stands in.
    pub source: Sm3,
    /// The file's name as it was given.
    pub file_name: &'a str,
    /// The sheet.
    pub sheet: &'a str,
    /// The cell, as `C14`.
    pub cell: String,
}

impl Register {
    pub(crate) fn new(day: Day, parts: Vec<Arc<SubjectsPart>>, file_name: impl Fn(Sm3) -> String) -> Self {
        let lists: Vec<&[SubjectId]> = parts.iter().map(|part| part.subjects.as_slice()).collect();
        let subjects = merge(&lists, &all(&lists));
        let lists: Vec<&[AttributeName]> = parts.iter().map(|part| part.attributes.as_slice()).collect();
        let names = merge(&lists, &all(&lists));

        let mut candidates = Vec::new();
        let ranks = believed(&parts, day);
        for (at, part) in parts.iter().enumerate() {
            for (row, held) in part.rows.iter().enumerate().filter(|(_, row)| row.holds_on(day)) {
                candidates.push(Candidate {
                    subject: subjects.places[at][held.subject as usize],
                    name: names.places[at][usize::from(held.attribute)],
                    rank: ranks[at],
                    began: Reverse(held.valid_from),
                    part: small(at),
                    row: small(row),
                });
            }
        }
        candidates.sort_unstable();
        candidates.dedup_by_key(|candidate| (candidate.subject, candidate.name));

        let mut starts = Vec::with_capacity(subjects.entries.len() + 1);
        let mut held = Vec::with_capacity(candidates.len());
        for Candidate { subject, name, part, row, .. } in candidates {
            while starts.len() <= subject as usize {
                starts.push(held.len());
            }
            held.push(Held { name, part, row });
        }
        starts.resize(subjects.entries.len() + 1, held.len());
        let files = parts.iter().map(|part| part.sources.iter().map(|hash| file_name(*hash)).collect()).collect();
        Self { day, subjects: subjects.entries, names: names.entries, parts, files, starts, held }
    }

    /// The day that the attributes are as of.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// All subjects, sorted by id.
    #[must_use]
    pub fn subjects(&self) -> &[SubjectId] {
        &self.subjects
    }

    /// All attributes that any form gives, in order.
    #[must_use]
    pub fn names(&self) -> &[AttributeName] {
        &self.names
    }

    /// The attributes of a subject that hold on the day, by name.
    pub fn attributes<'a>(&'a self, subject: &SubjectId) -> impl Iterator<Item = Attributed<'a>> + use<'a> {
        let range = match self.subjects.binary_search(subject) {
            Ok(at) => self.range(at),
            Err(_) => 0..0,
        };
        range.filter_map(|at| self.attributed(self.held.get(at)?))
    }

    /// One attribute of a subject.
    #[must_use]
    pub fn attribute(&self, subject: &SubjectId, name: &AttributeName) -> Option<Attributed<'_>> {
        self.attributed(self.held(subject, name)?)
    }

    /// The value of an attribute of a subject.
    #[must_use]
    pub fn text(&self, subject: &SubjectId, name: &AttributeName) -> Option<&str> {
        let held = self.held(subject, name)?;
        let part = self.parts.get(held.part as usize)?;
        let row = part.rows.get(held.row as usize)?;
        part.texts.get(row.text as usize).map(AsRef::as_ref)
    }

    /// The subjects that a form of `period` names, and those with a dated attribute that holds on the day; sorted.
    pub(crate) fn present(&self, period: Period) -> Vec<SubjectId> {
        let mut present: Vec<SubjectId> =
            self.parts.iter().filter(|part| part.period == period).flat_map(|part| part.subjects.clone()).collect();
        for part in self.parts.iter().filter(|part| part.period != period) {
            let dated = part.rows.iter().filter(|row| row.valid_from.is_some() && row.holds_on(self.day));
            present.extend(dated.filter_map(|row| part.subjects.get(row.subject as usize).cloned()));
        }
        present.sort_unstable();
        present.dedup();
        present
    }

    fn range(&self, at: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(at).copied().unwrap_or(0);
        start..self.starts.get(at + 1).copied().unwrap_or(start)
    }

    fn held(&self, subject: &SubjectId, name: &AttributeName) -> Option<&Held> {
        let subject = self.subjects.binary_search(subject).ok()?;
        let name = small(self.names.binary_search(name).ok()?);
        let held = self.held.get(self.range(subject))?;
        held.binary_search_by_key(&name, |held| held.name).ok().and_then(|at| held.get(at))
    }

    fn attributed(&self, held: &Held) -> Option<Attributed<'_>> {
        let part = self.parts.get(held.part as usize)?;
        let row = part.rows.get(held.row as usize)?;
        let source = usize::from(row.source);
        Some(Attributed {
            name: self.names.get(held.name as usize)?,
            text: part.texts.get(row.text as usize)?,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            form: &part.form,
            period: part.period,
            source: *part.sources.get(source)?,
            file_name: self.files.get(held.part as usize)?.get(source)?,
            sheet: part.sheets.get(usize::from(row.cell.sheet))?,
            cell: row.cell.a1(),
        })
    }
}

fn all<T>(lists: &[&[T]]) -> Vec<Vec<bool>> {
    lists.iter().map(|list| vec![true; list.len()]).collect()
}

fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(UNUSED)
}

/// For each part, how far back in the order of belief it stands; parts come sorted by form.
fn believed(parts: &[Arc<SubjectsPart>], day: Day) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let distance = |at: &usize| {
        let last = Day::last_of(parts[*at].period);
        if last <= day {
            (false, day.number().abs_diff(last.number()))
        } else {
            (true, last.number().abs_diff(day.number()))
        }
    };
    order.sort_by_key(distance);
    let mut ranks = vec![0; parts.len()];
    let mut rank = 0;
    for pair in 0..order.len() {
        // Parts of one distance share a rank: among them the span decides, then the form.
        if pair > 0 && distance(&order[pair]) != distance(&order[pair - 1]) {
            rank = pair;
        }
        ranks[order[pair]] = rank;
    }
    ranks
}
