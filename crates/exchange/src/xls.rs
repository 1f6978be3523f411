//! A look through an Excel 97–2003 workbook before it is parsed: small enough, and which cells show percentages.
//!
//! Records as in [MS-XLS] 2.4: a type and a length of two bytes each, then the data.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use crate::limits::{MAX_FILE_BYTES, MAX_GRID_CELLS, MAX_SHEETS};
use crate::open_error::{Cause, Limit};
use crate::percent::{Percentages, shows_percent};

/// Why a workbook will not be parsed.
#[derive(Debug)]
pub enum SurveyError {
    /// Encrypted.
    Password,
    /// Too many cells or sheets.
    Limit(Limit),
    /// Not well-formed.
    Damaged(Cause),
}

impl From<std::io::Error> for SurveyError {
    fn from(error: std::io::Error) -> Self {
        Self::Damaged(error.into())
    }
}

const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const LABEL: u16 = 0x0204;
const LABEL_SST: u16 = 0x00FD;
const RSTRING: u16 = 0x00D6;
const BOOL_ERR: u16 = 0x0205;
const DIMENSIONS: u16 = 0x0200;

/// The built-in formats `0%` and `0.00%`.
const BUILT_IN_PERCENT: [u16; 2] = [9, 10];

/// A workbook that may be parsed.
#[derive(Debug)]
pub struct Surveyed {
    /// Where each sheet shows percentages.
    pub percentages: Vec<Percentages>,
    /// The workbook stream alone in a new container: what was looked through is what the parser gets.
    pub bytes: Vec<u8>,
}

/// Walks the workbook stream once, and each sheet's part of it.
///
/// The parser holds every sheet as a full grid between its first and last cell: so the grids together must stay within
/// [`MAX_GRID_CELLS`]. It also sets aside as much memory as a sheet's own record of its size asks for, whatever the sheet
/// holds: so these records are emptied.
///
/// # Errors
/// [`SurveyError`].
pub fn survey(bytes: &[u8]) -> Result<Surveyed, SurveyError> {
    let mut stream = workbook_stream(bytes)?;
    let globals = globals(&stream)?;
    for &position in &globals.sheets {
        empty_dimensions(&mut stream, position);
    }
    let mut percentages = Vec::new();
    let mut cells = 0_u64;
    for position in globals.sheets {
        let sheet = Sheet::survey(stream.get(position..).unwrap_or_default(), &globals.percent_styles);
        cells = cells.saturating_add(sheet.grid());
        if cells > MAX_GRID_CELLS {
            return Err(SurveyError::Limit(Limit::GridCells));
        }
        if sheet.claims_size {
            // Sheets that lie across each other.
            return Err(SurveyError::Damaged(Cause::GaveUp));
        }
        percentages.push(sheet.percentages);
    }
    Ok(Surveyed { percentages, bytes: container_of(&stream)? })
}

fn container_of(stream: &[u8]) -> Result<Vec<u8>, SurveyError> {
    // The parser does not find its stream in the younger version that is the default.
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    container.create_stream("/Workbook")?.write_all(stream)?;
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

fn empty_dimensions(stream: &mut [u8], position: usize) {
    let mut at = position;
    let mut depth = 0_u32;
    while let Some((kind, data)) = Records(stream.get(at..).unwrap_or_default()).next() {
        let length = data.len();
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            DIMENSIONS => stream[at + 4..at + 4 + length].fill(0),
            _ => (),
        }
        at += 4 + length;
    }
}

fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, SurveyError> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes))?;
    let name = if container.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    container.open_stream(name)?.take(MAX_FILE_BYTES as u64).read_to_end(&mut stream)?;
    Ok(stream)
}

struct Globals {
    sheets: Vec<usize>,
    // Positions of XF records whose number format shows a percentage.
    percent_styles: BTreeSet<u16>,
}

fn globals(stream: &[u8]) -> Result<Globals, SurveyError> {
    let mut sheets = Vec::new();
    let mut formats: BTreeSet<u16> = BUILT_IN_PERCENT.into();
    let mut styles: Vec<u16> = Vec::new();
    let mut wide_strings = true;
    for (kind, data) in Records(stream) {
        match kind {
            FILE_PASS if short(data, 0) != Some(0) => return Err(SurveyError::Password),
            BOF => wide_strings = short(data, 0) == Some(0x0600),
            BOUND_SHEET => {
                let position = short(data, 0).zip(short(data, 2));
                let position = position.map(|(low, high)| usize::from(low) | usize::from(high) << 16);
                sheets.extend(position);
                if sheets.len() > MAX_SHEETS {
                    return Err(SurveyError::Limit(Limit::Sheets));
                }
            }
            FORMAT => {
                if let Some(id) = short(data, 0)
                    && shows_percent(&format_text(data, wide_strings))
                {
                    formats.insert(id);
                }
            }
            XF => styles.push(short(data, 2).unwrap_or(0)),
            EOF => break,
            _ => (),
        }
    }
    let percent_styles =
        (0..=u16::MAX).zip(styles).filter(|(_, format)| formats.contains(format)).map(|(style, _)| style).collect();
    Ok(Globals { sheets, percent_styles })
}

/// The format's text; other than ASCII characters do not matter here.
fn format_text(data: &[u8], wide_strings: bool) -> String {
    let bytes = if wide_strings { data.get(5..) } else { data.get(3..) }.unwrap_or_default();
    let two_bytes = wide_strings && data.get(4).is_some_and(|flags| flags & 1 == 1);
    let step = if two_bytes { 2 } else { 1 };
    bytes.iter().step_by(step).map(|&byte| char::from(byte)).collect()
}

#[derive(Default)]
struct Sheet {
    percentages: Percentages,
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    claims_size: bool,
}

impl Sheet {
    fn survey(stream: &[u8], percent: &BTreeSet<u16>) -> Self {
        let mut sheet = Self::default();
        // A chart within the sheet has its own beginning and end.
        let mut depth = 0_u32;
        for (kind, data) in Records(stream) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                DIMENSIONS => sheet.claims_size |= data.iter().any(|&byte| byte != 0),
                FORMULA | NUMBER | RK | LABEL | LABEL_SST | RSTRING | BOOL_ERR => {
                    if let (Some(row), Some(column), Some(style)) = (short(data, 0), short(data, 2), short(data, 4)) {
                        sheet.cell(row, column, percent.contains(&style));
                    }
                }
                MUL_RK => {
                    let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) else { continue };
                    let cells = data.len().saturating_sub(6) / 6;
                    for place in 0..cells {
                        let style = short(data, 4 + place * 6).unwrap_or(0);
                        let Some(column) = u16::try_from(place).ok().and_then(|place| first.checked_add(place)) else {
                            break;
                        };
                        sheet.cell(row, column, percent.contains(&style));
                    }
                }
                _ => (),
            }
        }
        sheet
    }

    fn cell(&mut self, row: u16, column: u16, percent: bool) {
        let widen = |range: Option<(u16, u16)>, at: u16| {
            Some(range.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
        };
        self.rows = widen(self.rows, row);
        self.columns = widen(self.columns, column);
        if percent {
            self.percentages.add(row.into(), row.into(), &[(column.into(), column.into())]);
        }
    }

    fn grid(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

/// The records of a stream, until one is cut off.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = short(self.0, 0)?;
        let length = usize::from(short(self.0, 2)?);
        let data = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..)?;
        Some((kind, data))
    }
}
