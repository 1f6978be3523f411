//! The canonical bytes of a part, and their hash: its name, whoever writes it and whenever.
//!
//! A header, the dictionaries, then rows of fixed width; all numbers little-endian. docs/releases.md has the layout.

use std::io::Write;

use domain::hash::{Sm3, Sm3Writer};
use domain::table::{CellRef, MissingReason, State};

use crate::day::Day;
use crate::subjects::SubjectsPart;
use crate::values::ValuesPart;

/// Stands for a day that is not given.
const NO_DAY: i32 = i32::MIN;
/// Bytes handed to the hash at once.
const CHUNK: usize = 1 << 16;

/// The code of a state in canonical bytes. Once given, never changed.
const fn state(state: State) -> u8 {
    match state {
        State::Reported => 0,
        State::Adjusted => 1,
        State::Forced => 2,
        State::Estimated => 3,
        State::Withheld => 4,
    }
}

/// The code of a missing reason in canonical bytes; 0 is a figure. Once given, never changed.
const fn missing(reason: Option<MissingReason>) -> u8 {
    match reason {
        None => 0,
        Some(MissingReason::Blank) => 1,
        Some(MissingReason::Dash) => 2,
        Some(MissingReason::NotApplicable) => 3,
        Some(MissingReason::Withheld) => 4,
    }
}

fn header(hash: &mut Sm3Writer, kind: &str, form: &str, period: &str) {
    hash.update(format!("yuanheng {kind} 1\n{form}\n{period}\n").as_bytes());
}

fn dictionary<'a>(hash: &mut Sm3Writer, entries: impl ExactSizeIterator<Item = &'a [u8]>) {
    let mut bytes = Vec::with_capacity(CHUNK);
    bytes.extend_from_slice(&(entries.len() as u64).to_le_bytes());
    for entry in entries {
        bytes.extend_from_slice(&(entry.len() as u64).to_le_bytes());
        bytes.extend_from_slice(entry);
        flush(hash, &mut bytes);
    }
    hash.update(&bytes);
}

fn flush(hash: &mut Sm3Writer, bytes: &mut Vec<u8>) {
    if bytes.len() >= CHUNK {
        hash.update(bytes);
        bytes.clear();
    }
}

fn cell(cell: CellRef) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes[..2].copy_from_slice(&cell.sheet.to_le_bytes());
    bytes[2..6].copy_from_slice(&cell.row.to_le_bytes());
    bytes[6..].copy_from_slice(&cell.column.to_le_bytes());
    bytes
}

/// Hashes rows of fixed width, `WIDTH` bytes each.
fn rows<Row, const WIDTH: usize>(hash: &mut Sm3Writer, rows: &[Row], write: impl Fn(&Row, &mut [u8; WIDTH])) {
    hash.update(&(rows.len() as u64).to_le_bytes());
    let mut bytes = Vec::with_capacity(CHUNK + WIDTH);
    for row in rows {
        let mut one = [0; WIDTH];
        write(row, &mut one);
        bytes.extend_from_slice(&one);
        flush(hash, &mut bytes);
    }
    hash.update(&bytes);
}

/// Writes fields one after the other into a row of fixed width.
fn fields(mut row: &mut [u8], fields: &[&[u8]]) {
    for field in fields {
        // The widths below add up to the row's; a slice never refuses what fits.
        let _ = row.write_all(field);
    }
}

/// The name of a part of figures.
pub(crate) fn of_values(part: &ValuesPart) -> Sm3 {
    let mut hash = Sm3Writer::default();
    header(&mut hash, "values", part.form.as_str(), &part.period.code());
    dictionary(&mut hash, part.subjects.iter().map(|id| id.as_str().as_bytes()));
    dictionary(&mut hash, part.indicators.iter().map(|code| code.as_str().as_bytes()));
    let units: Vec<String> = part.units.iter().map(domain::unit::Unit::code).collect();
    dictionary(&mut hash, units.iter().map(String::as_bytes));
    dictionary(&mut hash, part.sources.iter().map(|hash| hash.as_bytes().as_slice()));
    dictionary(&mut hash, part.sheets.iter().map(|name| name.as_bytes()));
    rows::<_, 36>(&mut hash, &part.rows, |row, bytes| {
        fields(
            bytes,
            &[
                &row.subject.to_le_bytes(),
                &row.indicator.to_le_bytes(),
                &row.unit.to_le_bytes(),
                &row.source.to_le_bytes(),
                &cell(row.cell),
                &[state(row.state), missing(row.missing)],
                &row.scaled.to_le_bytes(),
            ],
        );
    });
    hash.finish()
}

/// The name of a part of attributes.
pub(crate) fn of_subjects(part: &SubjectsPart) -> Sm3 {
    let mut hash = Sm3Writer::default();
    header(&mut hash, "subjects", part.form.as_str(), &part.period.code());
    dictionary(&mut hash, part.subjects.iter().map(|id| id.as_str().as_bytes()));
    dictionary(&mut hash, part.attributes.iter().map(|name| name.as_str().as_bytes()));
    dictionary(&mut hash, part.texts.iter().map(|text| text.as_bytes()));
    dictionary(&mut hash, part.sources.iter().map(|hash| hash.as_bytes().as_slice()));
    dictionary(&mut hash, part.sheets.iter().map(|name| name.as_bytes()));
    let day = |day: Option<Day>| day.map_or(NO_DAY, Day::number).to_le_bytes();
    rows::<_, 28>(&mut hash, &part.rows, |row, bytes| {
        fields(
            bytes,
            &[
                &row.subject.to_le_bytes(),
                &row.attribute.to_le_bytes(),
                &row.text.to_le_bytes(),
                &day(row.valid_from),
                &day(row.valid_to),
                &row.source.to_le_bytes(),
                &cell(row.cell),
            ],
        );
    });
    hash.finish()
}
