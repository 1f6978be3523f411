//! The attributes of subjects as one form and period gives them, in canonical order.

use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, SubjectId};
use domain::period::Period;
use domain::table::{Attribute, CellRef};

use crate::dictionary::merge;
use crate::error::Spot;
use crate::fault::TableFault;
use crate::values::{Given, each, file_of, used};
use domain::day::Day;

/// The attributes of one form and period. Dictionaries are sorted by their text and hold only what rows use.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectsPart {
    /// The form.
    pub form: FormId,
    /// The period.
    pub period: Period,
    /// Subjects.
    pub subjects: Vec<SubjectId>,
    /// Attributes.
    pub attributes: Vec<AttributeName>,
    /// Values of attributes.
    pub texts: Vec<Arc<str>>,
    /// Source files.
    pub sources: Vec<Sm3>,
    /// Names of sheets.
    pub sheets: Vec<Arc<str>>,
    /// The rows, sorted by subject, attribute and first day; spans of one attribute do not overlap.
    pub rows: Vec<AttributeRow>,
}

/// One attribute of one subject. Positions count in the dictionaries of its [`SubjectsPart`]; `cell.sheet` too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttributeRow {
    /// Position of the subject.
    pub subject: u32,
    /// Position of the attribute.
    pub attribute: u16,
    /// The first day it holds; without one, from the beginning.
    pub valid_from: Option<Day>,
    /// The first day it no longer holds; without one, still.
    pub valid_to: Option<Day>,
    /// Position of the value.
    pub text: u32,
    /// Position of the source file.
    pub source: u16,
    /// Where it stands in the source file.
    pub cell: CellRef,
}

impl AttributeRow {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }
}

impl SubjectsPart {
    /// The part that `given` make: tables of one form and period. Nothing when they hold no attributes.
    ///
    /// The same attribute said again in other cells (a name repeated on every line) is kept once, with its first cell.
    pub(crate) fn build(form: &FormId, period: Period, given: &[Given<'_>]) -> Result<Option<Self>, TableFault> {
        if given.iter().all(|one| one.table.attributes.is_empty()) {
            return Ok(None);
        }
        let outside = |list| TableFault::OutOfList { form: form.clone(), period, list };
        let flags = |list: &'static str, len: fn(&Given<'_>) -> usize, at: fn(&Attribute) -> usize| {
            given
                .iter()
                .map(|one| used(len(one), one.table.attributes.iter().map(at)).ok_or_else(|| outside(list)))
                .collect::<Result<Vec<_>, _>>()
        };
        let subjects = {
            let used = flags("subjects", |g| g.table.subjects.len(), |a| a.subject as usize)?;
            merge(&each(given, |t| &t.subjects), &used)
        };
        let sheets = {
            let used = flags("sheets", |g| g.table.sheets.len(), |a| usize::from(a.cell.sheet))?;
            merge(&each(given, |t| &t.sheets), &used)
        };
        let all = || given.iter().flat_map(|one| &one.table.attributes);
        let attributes = sorted(all().map(|attribute| &attribute.name).collect());
        let texts = sorted(all().map(|attribute| attribute.value.as_str()).collect());
        let sources =
            sorted(given.iter().filter(|one| !one.table.attributes.is_empty()).map(|one| one.table.source).collect());
        for (list, len, most) in [
            ("属性 attributes", attributes.len(), u64::from(u16::MAX)),
            ("属性值 values of attributes", texts.len(), u64::from(u32::MAX)),
            ("原始文件 source files", sources.len(), u64::from(u16::MAX)),
            ("工作表 sheets", sheets.entries.len(), u64::from(u16::MAX)),
        ] {
            if u64::try_from(len).is_ok_and(|len| len > most) {
                return Err(TableFault::TooMany { form: form.clone(), period, list, most });
            }
        }

        let mut rows = Vec::with_capacity(all().count());
        for (at, one) in given.iter().enumerate() {
            let source = place(&sources, &one.table.source);
            for attribute in &one.table.attributes {
                let (valid_from, valid_to) = days(*one, attribute)?;
                let sheet = sheets.places[at][usize::from(attribute.cell.sheet)];
                rows.push(AttributeRow {
                    subject: subjects.places[at][attribute.subject as usize],
                    attribute: small(place(&attributes, &&attribute.name)),
                    valid_from,
                    valid_to,
                    text: place(&texts, &attribute.value.as_str()),
                    source: small(source),
                    cell: CellRef { sheet: small(sheet), ..attribute.cell },
                });
            }
        }
        rows.sort_unstable();
        rows.dedup_by_key(|row| (row.subject, row.attribute, row.valid_from, row.valid_to, row.text));
        let part = Self {
            form: form.clone(),
            period,
            subjects: subjects.entries,
            attributes: attributes.into_iter().cloned().collect(),
            texts: texts.into_iter().map(Arc::from).collect(),
            sources,
            sheets: sheets.entries,
            rows,
        };
        let part = part.without_unused();
        part.refuse_overlaps(given)?;
        Ok(Some(part))
    }

    /// Drops sources and sheets that only repeated rows stood on, so that the part depends on its rows alone.
    fn without_unused(mut self) -> Self {
        let sheets = used(self.sheets.len(), self.rows.iter().map(|row| usize::from(row.cell.sheet)));
        let sources = used(self.sources.len(), self.rows.iter().map(|row| usize::from(row.source)));
        let (Some(sheets), Some(sources)) = (sheets, sources) else { return self };
        if sheets.iter().chain(&sources).all(|used| *used) {
            return self;
        }
        let sheets = merge(&[&self.sheets], &[sheets]);
        let sources = merge(&[&self.sources], &[sources]);
        for row in &mut self.rows {
            row.cell.sheet = small(sheets.places[0][usize::from(row.cell.sheet)]);
            row.source = small(sources.places[0][usize::from(row.source)]);
        }
        Self { sheets: sheets.entries, sources: sources.entries, ..self }
    }

    fn refuse_overlaps(&self, given: &[Given<'_>]) -> Result<(), TableFault> {
        // Sorted by first day: two spans overlap exactly where one begins before the one before it has ended.
        let overlap = self.rows.windows(2).find(|pair| {
            let (one, other) = (&pair[0], &pair[1]);
            (one.subject, one.attribute) == (other.subject, other.attribute)
                && one.valid_to.is_none_or(|to| other.valid_from.is_none_or(|from| from < to))
        });
        let Some([one, other]) = overlap else { return Ok(()) };
        let spot = |row: &AttributeRow| self.spot(row, |source| file_of(given, source));
        let text = |row: &AttributeRow| self.texts[row.text as usize].to_string();
        Err(TableFault::AttributeTwice {
            subject: self.subjects[one.subject as usize].clone(),
            attribute: self.attributes[usize::from(one.attribute)].clone(),
            values: Box::new([text(one), text(other)]),
            spots: Box::new([spot(one), spot(other)]),
        })
    }

    /// Where a row stands; `file` names a source file.
    pub(crate) fn spot(&self, row: &AttributeRow, file: impl Fn(Sm3) -> String) -> Spot {
        let source = self.sources.get(usize::from(row.source)).copied();
        Spot {
            form: self.form.clone(),
            file: source.map(file).unwrap_or_default(),
            sheet: self.sheets.get(usize::from(row.cell.sheet)).map_or_else(String::new, ToString::to_string),
            cell: row.cell.a1(),
        }
    }
}

fn days(given: Given<'_>, attribute: &Attribute) -> Result<(Option<Day>, Option<Day>), TableFault> {
    let fault = |text: &str| TableFault::Day { text: text.to_owned(), spot: given.spot(attribute.cell) };
    let day =
        |text: &Option<String>| text.as_deref().map(|text| text.parse::<Day>().map_err(|_| fault(text))).transpose();
    let (from, to) = (day(&attribute.valid_from)?, day(&attribute.valid_to)?);
    match (from, to) {
        (Some(first), Some(end)) if end <= first => Err(fault(&format!("{first} — {end}"))),
        days => Ok(days),
    }
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

fn place<T: Ord>(list: &[T], entry: &T) -> u32 {
    list.binary_search(entry).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
}

/// Lists were checked to be short enough.
fn small(place: u32) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
