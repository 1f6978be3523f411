//! Parts as Parquet files, with plain columns that any Parquet reader understands.

use std::fmt::Write as _;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Int32Array, StringArray, StringBuilder,
};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef};
use bytes::Bytes;
use domain::hash::Sm3;
use domain::id::FormId;
use domain::period::Period;
use domain::table::{CellRef, MissingReason, State, column_letters};
use domain::unit::Unit;
use parquet::errors::{ParquetError, Result};

use crate::dictionary::{UNUSED, merge};
use crate::parquet_file::{Column, column, decode, encode};
use crate::subjects::{AttributeRow, SubjectsPart};
use crate::values::{Coded, SCALE, ValueRow, ValuesPart};
use domain::day::Day;

type Words = DictionaryArray<Int32Type>;

fn word_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn figure_type() -> DataType {
    DataType::Decimal128(38, 18)
}

/// Eighteen as the type that arrow counts decimals in, tied to the scale of the rows.
const ARROW_SCALE: i8 = 18;
const _: () = assert!(SCALE == 18);

/// Columns of a kind of part: name, type, whether a value may be missing.
type Shape = [(&'static str, fn() -> DataType, bool)];

const VALUES: &Shape = &[
    ("subject", word_type, false),
    ("indicator", word_type, false),
    ("value", figure_type, true),
    ("unit", word_type, false),
    ("state", word_type, false),
    ("missing_reason", word_type, true),
    ("source_sm3", word_type, false),
    ("sheet", word_type, false),
    ("cell", || DataType::Utf8, false),
];

const SUBJECTS: &Shape = &[
    ("subject", word_type, false),
    ("attribute", word_type, false),
    ("value", word_type, false),
    ("valid_from", || DataType::Date32, true),
    ("valid_to", || DataType::Date32, true),
    ("source_sm3", word_type, false),
    ("sheet", word_type, false),
    ("cell", || DataType::Utf8, false),
];

fn schema(columns: &Shape) -> SchemaRef {
    let field =
        |(name, data_type, nullable): &(&str, fn() -> DataType, bool)| Field::new(*name, data_type(), *nullable);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

fn about(kind: &str, form: &FormId, period: Period) -> [(&'static str, String); 3] {
    [("yuanheng.kind", kind.to_owned()), ("yuanheng.form", form.to_string()), ("yuanheng.period", period.code())]
}

fn number(position: usize) -> Result<i32> {
    i32::try_from(position).map_err(|_| ParquetError::General("a dictionary is too large".to_owned()))
}

fn words(dictionary: &Arc<StringArray>, keys: impl Iterator<Item = Option<i32>>) -> Result<ArrayRef> {
    let keys: Int32Array = keys.collect();
    Ok(Arc::new(Words::try_new(keys, Arc::clone(dictionary) as ArrayRef)?))
}

fn cells(cells: impl ExactSizeIterator<Item = CellRef>) -> ArrayRef {
    let mut builder = StringBuilder::with_capacity(cells.len(), cells.len() * 8);
    let mut letters = (u16::MAX, column_letters(u16::MAX));
    for cell in cells {
        if letters.0 != cell.column {
            letters = (cell.column, column_letters(cell.column));
        }
        // Writing into memory does not fail.
        let _ = write!(builder, "{}{}", letters.1, u64::from(cell.row) + 1);
        builder.append_value("");
    }
    Arc::new(builder.finish())
}

type Make<'a> = Box<dyn Fn(Range<usize>) -> Result<ArrayRef> + Sync + 'a>;

fn columns<'a>(shape: &'static Shape, plain: &[&str], makes: Vec<Make<'a>>) -> Vec<Column<'a>> {
    shape
        .iter()
        .zip(makes)
        .map(|((name, data_type, nullable), make)| Column {
            name,
            data_type: data_type(),
            nullable: *nullable,
            repeats: !plain.contains(name),
            make,
        })
        .collect()
}

/// Writes a part of figures.
pub(crate) fn write_values(part: &ValuesPart) -> Result<Vec<u8>> {
    let rows = part.rows.as_slice();
    let dictionary = |texts: Vec<&str>| Arc::new(StringArray::from(texts));
    let subjects = dictionary(part.subjects.iter().map(AsRef::as_ref).collect());
    let indicators = dictionary(part.indicators.iter().map(AsRef::as_ref).collect());
    let units = Arc::new(part.units.iter().map(|unit| Some(unit.code())).collect::<StringArray>());
    let states = dictionary(State::ALL.iter().map(|state| state.code()).collect());
    let reasons = dictionary(MissingReason::ALL.iter().map(|reason| reason.code()).collect());
    let sources = Arc::new(part.sources.iter().map(|hash| Some(hash.to_string())).collect::<StringArray>());
    let sheets = dictionary(part.sheets.iter().map(AsRef::as_ref).collect());
    number(part.subjects.len())?;
    let state_key = |state| State::ALL.iter().position(|one| *one == state).and_then(|at| i32::try_from(at).ok());
    let reason_key =
        |reason| MissingReason::ALL.iter().position(|one| *one == reason).and_then(|at| i32::try_from(at).ok());
    let makes: Vec<Make<'_>> = vec![
        Box::new(|range| words(&subjects, rows[range].iter().map(|row| i32::try_from(row.subject).ok()))),
        Box::new(|range| words(&indicators, rows[range].iter().map(|row| Some(i32::from(row.indicator))))),
        Box::new(|range| {
            let figures = rows[range].iter().map(|row| row.missing.is_none().then_some(row.scaled));
            Ok(Arc::new(figures.collect::<Decimal128Array>().with_precision_and_scale(38, ARROW_SCALE)?))
        }),
        Box::new(|range| words(&units, rows[range].iter().map(|row| Some(i32::from(row.unit))))),
        Box::new(|range| words(&states, rows[range].iter().map(|row| state_key(row.state)))),
        Box::new(|range| words(&reasons, rows[range].iter().map(|row| row.missing.and_then(reason_key)))),
        Box::new(|range| words(&sources, rows[range].iter().map(|row| Some(i32::from(row.source))))),
        Box::new(|range| words(&sheets, rows[range].iter().map(|row| Some(i32::from(row.cell.sheet))))),
        Box::new(|range| Ok(cells(rows[range].iter().map(|row| row.cell)))),
    ];
    encode(&columns(VALUES, &["value", "cell"], makes), rows.len(), &about("values", &part.form, part.period))
}

/// Writes a part of attributes.
pub(crate) fn write_subjects(part: &SubjectsPart) -> Result<Vec<u8>> {
    let rows = part.rows.as_slice();
    let dictionary = |texts: Vec<&str>| Arc::new(StringArray::from(texts));
    let subjects = dictionary(part.subjects.iter().map(AsRef::as_ref).collect());
    let attributes = dictionary(part.attributes.iter().map(AsRef::as_ref).collect());
    let texts = dictionary(part.texts.iter().map(AsRef::as_ref).collect());
    let sources = Arc::new(part.sources.iter().map(|hash| Some(hash.to_string())).collect::<StringArray>());
    let sheets = dictionary(part.sheets.iter().map(AsRef::as_ref).collect());
    number(part.subjects.len())?;
    number(part.texts.len())?;
    let days = |days: &mut dyn Iterator<Item = Option<Day>>| -> ArrayRef {
        Arc::new(days.map(|day| day.map(Day::number)).collect::<Date32Array>())
    };
    let makes: Vec<Make<'_>> = vec![
        Box::new(|range| words(&subjects, rows[range].iter().map(|row| i32::try_from(row.subject).ok()))),
        Box::new(|range| words(&attributes, rows[range].iter().map(|row| Some(i32::from(row.attribute))))),
        Box::new(|range| words(&texts, rows[range].iter().map(|row| i32::try_from(row.text).ok()))),
        Box::new(move |range| Ok(days(&mut rows[range].iter().map(|row| row.valid_from)))),
        Box::new(move |range| Ok(days(&mut rows[range].iter().map(|row| row.valid_to)))),
        Box::new(|range| words(&sources, rows[range].iter().map(|row| Some(i32::from(row.source))))),
        Box::new(|range| words(&sheets, rows[range].iter().map(|row| Some(i32::from(row.cell.sheet))))),
        Box::new(|range| Ok(cells(rows[range].iter().map(|row| row.cell)))),
    ];
    encode(&columns(SUBJECTS, &["cell"], makes), rows.len(), &about("subjects", &part.form, part.period))
}

fn broken(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

/// A column of words over all batches: one sorted dictionary, and each row's place in it ([`UNUSED`] where null).
struct Read<T> {
    entries: Vec<T>,
    rows: Vec<u32>,
}

fn read_words<T: Ord + Clone>(
    batches: &[arrow::array::RecordBatch],
    at: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Read<T>> {
    let mut lists = Vec::new();
    let mut flags = Vec::new();
    let mut keys = Vec::new();
    for batch in batches {
        let words: Words = column(batch, at)?;
        let texts = words.values().as_any().downcast_ref::<StringArray>().ok_or_else(|| broken("not words"))?.clone();
        let mut used = vec![false; texts.len()];
        for key in words.keys().iter().flatten() {
            let place = usize::try_from(key).ok().and_then(|key| used.get_mut(key));
            *place.ok_or_else(|| broken("a key outside its dictionary"))? = true;
        }
        // Entries nobody uses may hold anything: the first used one stands for them.
        let parsed: Vec<Option<T>> =
            texts.iter().zip(&used).map(|(text, used)| text.filter(|_| *used).and_then(&parse)).collect();
        if parsed.iter().zip(&used).any(|(entry, used)| *used && entry.is_none()) {
            return Err(broken("a word that cannot stand in its column"));
        }
        lists.push(parsed);
        flags.push(used);
        keys.push(words.keys().clone());
    }
    let merged = merge(&lists.iter().map(Vec::as_slice).collect::<Vec<_>>(), &flags);
    let mut rows = Vec::with_capacity(keys.iter().map(Array::len).sum());
    for (keys, places) in keys.iter().zip(&merged.places) {
        for key in keys {
            let place = key.and_then(|key| usize::try_from(key).ok()).and_then(|key| places.get(key).copied());
            rows.push(place.unwrap_or(UNUSED));
        }
    }
    Ok(Read { entries: merged.entries.into_iter().flatten().collect(), rows })
}

impl<T> Read<T> {
    fn small(&self) -> Result<Vec<u16>> {
        self.rows.iter().map(|row| u16::try_from(*row).map_err(|_| broken("too many words in a column"))).collect()
    }
}

fn read_cells(batches: &[arrow::array::RecordBatch], at: usize, sheets: &[u16]) -> Result<Vec<CellRef>> {
    let mut cells = Vec::with_capacity(sheets.len());
    for batch in batches {
        let texts: StringArray = column(batch, at)?;
        for text in &texts {
            let sheet = sheets.get(cells.len()).copied().unwrap_or(0);
            let cell = text.and_then(|text| cell(sheet, text)).ok_or_else(|| broken("not the name of a cell"))?;
            cells.push(cell);
        }
    }
    Ok(cells)
}

/// Reads `C14` as a spreadsheet counts it.
fn cell(sheet: u16, text: &str) -> Option<CellRef> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = text.split_at_checked(letters)?;
    let column = letters
        .bytes()
        .try_fold(0_u32, |column, letter| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1))?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let row = digits.parse::<u64>().ok()?.checked_sub(1)?;
    Some(CellRef { sheet, row: u32::try_from(row).ok()?, column: u16::try_from(column.checked_sub(1)?).ok()? })
}

fn hash(text: &str) -> Option<Sm3> {
    text.parse().ok()
}

/// Reads a part of figures as [`write_values`] writes it.
pub(crate) fn read_values(bytes: Bytes, form: FormId, period: Period) -> Result<ValuesPart> {
    let batches = decode(bytes, schema(VALUES))?;
    let subjects = read_words(&batches, 0, |text| text.parse().ok())?;
    let indicators = read_words(&batches, 1, |text| text.parse().ok())?;
    let units = read_words(&batches, 3, |text| Unit::parse(text).ok().map(Coded::from))?;
    let states = read_words(&batches, 4, |text| State::from_str(text).ok())?;
    let reasons = read_words(&batches, 5, |text| MissingReason::from_str(text).ok())?;
    let sources = read_words(&batches, 6, hash)?;
    let sheets = read_words(&batches, 7, |text| Some(Arc::<str>::from(text)))?;
    let cells = read_cells(&batches, 8, &sheets.small()?)?;
    let (indicator, unit, source) = (indicators.small()?, units.small()?, sources.small()?);
    let mut rows = Vec::with_capacity(cells.len());
    for batch in &batches {
        let figures: Decimal128Array = column(batch, 2)?;
        for figure in &figures {
            let at = rows.len();
            let missing = reasons.entries.get(reasons.rows[at] as usize).copied();
            if figure.is_none() != missing.is_some() {
                return Err(broken("a figure with a missing reason, or neither"));
            }
            let state = states.entries.get(states.rows[at] as usize).copied();
            let subject = subjects.rows[at];
            if subject == UNUSED {
                return Err(broken("a row without subject"));
            }
            rows.push(ValueRow {
                scaled: figure.unwrap_or(0),
                missing,
                state: state.ok_or_else(|| broken("a row without state"))?,
                subject,
                indicator: indicator[at],
                unit: unit[at],
                source: source[at],
                cell: cells[at],
            });
        }
    }
    if !rows.is_sorted_by(|one, other| (one.subject, one.indicator) < (other.subject, other.indicator)) {
        return Err(broken("rows are not in canonical order"));
    }
    Ok(ValuesPart {
        form,
        period,
        subjects: subjects.entries,
        indicators: indicators.entries,
        units: units.entries.into_iter().map(|coded| coded.unit).collect(),
        sources: sources.entries,
        sheets: sheets.entries,
        rows,
    })
}

/// Reads a part of attributes as [`write_subjects`] writes it.
pub(crate) fn read_subjects(bytes: Bytes, form: FormId, period: Period) -> Result<SubjectsPart> {
    let batches = decode(bytes, schema(SUBJECTS))?;
    let subjects = read_words(&batches, 0, |text| text.parse().ok())?;
    let attributes = read_words(&batches, 1, |text| text.parse().ok())?;
    let texts = read_words(&batches, 2, |text| Some(Arc::<str>::from(text)))?;
    let sources = read_words(&batches, 5, hash)?;
    let sheets = read_words(&batches, 6, |text| Some(Arc::<str>::from(text)))?;
    let cells = read_cells(&batches, 7, &sheets.small()?)?;
    let (attribute, source) = (attributes.small()?, sources.small()?);
    let mut rows = Vec::with_capacity(cells.len());
    for batch in &batches {
        let (from, to): (Date32Array, Date32Array) = (column(batch, 3)?, column(batch, 4)?);
        for (from, to) in from.iter().zip(&to) {
            let at = rows.len();
            let day = |number: Option<i32>| {
                number
                    .map(|number| Day::from_number(number).ok_or_else(|| broken("a day outside the calendar")))
                    .transpose()
            };
            let (subject, text) = (subjects.rows[at], texts.rows[at]);
            if subject == UNUSED || text == UNUSED {
                return Err(broken("a row without subject or value"));
            }
            rows.push(AttributeRow {
                subject,
                attribute: attribute[at],
                valid_from: day(from)?,
                valid_to: day(to)?,
                text,
                source: source[at],
                cell: cells[at],
            });
        }
    }
    if !rows.is_sorted() {
        return Err(broken("rows are not in canonical order"));
    }
    Ok(SubjectsPart {
        form,
        period,
        subjects: subjects.entries,
        attributes: attributes.entries,
        texts: texts.entries,
        sources: sources.entries,
        sheets: sheets.entries,
        rows,
    })
}
