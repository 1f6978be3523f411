//! The canonical bytes of a part, and their hash: its name, whoever writes it and whenever.
//!
//! A header, the dictionaries, then rows of fixed width; all numbers little-endian. docs/releases.md has the layout.

use std::io::Write;

use domain::hash::{Sm3, Sm3Writer};
use domain::table::{CellRef, MissingReason, State};

use crate::subjects::SubjectsPart;
use crate::values::ValuesPart;
use domain::day::Day;

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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::subjects::AttributeRow;
    use crate::values::ValueRow;

    const CELL: CellRef = CellRef { sheet: 0, row: 13, column: 2 };

    /// A dictionary as docs/releases.md lays it out.
    fn dictionary(entries: &[&[u8]]) -> Vec<u8> {
        let mut bytes = (entries.len() as u64).to_le_bytes().to_vec();
        for entry in entries {
            bytes.extend((entry.len() as u64).to_le_bytes());
            bytes.extend(*entry);
        }
        bytes
    }

    #[test]
    fn a_part_of_figures_hashes_as_the_documented_bytes() {
        let source = Sm3::of(b"source");
        let row = ValueRow {
            scaled: -1_500_000_000_000_000_000,
            missing: None,
            state: State::Adjusted,
            subject: 0,
            indicator: 0,
            unit: 0,
            source: 0,
            cell: CELL,
        };
        let part = ValuesPart {
            form: "f".parse().unwrap(),
            period: "2024-06c".parse().unwrap(),
            subjects: vec!["甲".parse().unwrap()],
            indicators: vec!["a".parse().unwrap(), "b".parse().unwrap()],
            units: vec!["wan_yuan".parse().unwrap()],
            sources: vec![source],
            sheets: vec![Arc::from("表")],
            rows: vec![row, ValueRow { scaled: 0, missing: Some(MissingReason::Dash), indicator: 1, ..row }],
        };
        let mut bytes = b"yuanheng values 1\nf\n2024-06c\n".to_vec();
        bytes.extend(dictionary(&["甲".as_bytes()]));
        bytes.extend(dictionary(&[b"a", b"b"]));
        bytes.extend(dictionary(&[b"wan_yuan"]));
        bytes.extend(dictionary(&[source.as_bytes()]));
        bytes.extend(dictionary(&["表".as_bytes()]));
        bytes.extend([2, 0, 0, 0, 0, 0, 0, 0]);
        let head = |indicator: u8| [0, 0, 0, 0, indicator, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 2, 0, 1];
        bytes.extend(head(0));
        bytes.push(0);
        bytes.extend((-1_500_000_000_000_000_000_i128).to_le_bytes());
        bytes.extend(head(1));
        bytes.push(2);
        bytes.extend([0; 16]);
        assert_eq!(of_values(&part), Sm3::of(&bytes));
    }

    #[test]
    fn a_part_of_attributes_hashes_as_the_documented_bytes() {
        let source = Sm3::of(b"source");
        let part = SubjectsPart {
            form: "f".parse().unwrap(),
            period: "2024".parse().unwrap(),
            subjects: vec!["甲".parse().unwrap()],
            attributes: vec!["name".parse().unwrap()],
            texts: vec![Arc::from("甲厂")],
            sources: vec![source],
            sheets: vec![Arc::from("表")],
            rows: vec![AttributeRow {
                subject: 0,
                attribute: 0,
                valid_from: None,
                valid_to: Some("1970-01-02".parse().unwrap()),
                text: 0,
                source: 0,
                cell: CELL,
            }],
        };
        let mut bytes = b"yuanheng subjects 1\nf\n2024\n".to_vec();
        bytes.extend(dictionary(&["甲".as_bytes()]));
        bytes.extend(dictionary(&[b"name"]));
        bytes.extend(dictionary(&["甲厂".as_bytes()]));
        bytes.extend(dictionary(&[source.as_bytes()]));
        bytes.extend(dictionary(&["表".as_bytes()]));
        bytes.extend([1, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend([0; 10]);
        bytes.extend([0, 0, 0, 0x80, 1, 0, 0, 0]);
        bytes.extend([0, 0, 0, 0, 13, 0, 0, 0, 2, 0]);
        assert_eq!(of_subjects(&part), Sm3::of(&bytes));
    }
}
