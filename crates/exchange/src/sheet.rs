//! One file as sheets of cells, whatever its format and whatever its extension says.

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsx};

use crate::cell::{Cell, Day, OwnedCell};
use crate::delimited;
use crate::limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, MAX_SHEETS};
use crate::ods;
use crate::open_error::{Cause, Limit, OpenError, Other};
use crate::percent::{Percentages, shows_percent};
use crate::unpack::{Packed, UnpackError, Unpacked, unpack};
use crate::xls;

/// The format a file was found to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML (Excel 2007 and later, WPS).
    Xlsx,
    /// Excel 97–2003, and WPS files of the kind `et`.
    Xls,
    /// `OpenDocument`.
    Ods,
    /// Text with separators.
    Text,
}

/// A sheet's name, and whether it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetName {
    /// The name.
    pub name: Arc<str>,
    /// Whether a person sees it; hidden sheets are never chosen unasked.
    pub visible: bool,
}

/// Merged cells: first and last row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// Takes the cells of a sheet, row after row, left to right; blank cells are left out.
pub trait Sink {
    /// How many rows there are to come, where the file says so.
    fn rows(&mut self, _total: u32) {}

    /// A cell at `row` and `column`, from 0; a break ends the reading.
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()>;
}

/// A file, opened.
pub struct Workbook {
    file: String,
    format: Format,
    sheets: Vec<SheetName>,
    inner: Inner,
}

enum Inner {
    Xlsx(Box<Xlsx<Cursor<Vec<u8>>>>),
    Xls(Box<Xls<Cursor<Vec<u8>>>>, Vec<Percentages>),
    Ods(Box<Ods<Cursor<Vec<u8>>>>, Vec<Percentages>),
    Text(String),
}

impl Workbook {
    /// Opens `bytes` as the spreadsheet they are; `file` is the name that messages show.
    ///
    /// # Errors
    /// [`OpenError`] when they are not one, or beyond a limit of [`crate::limits`].
    pub fn open(bytes: &[u8], file: &str) -> Result<Self, OpenError> {
        let (format, inner) = open_inner(bytes, file)?;
        let sheets: Vec<SheetName> = match &inner {
            Inner::Xlsx(workbook) => names(workbook.sheets_metadata()),
            Inner::Xls(workbook, _) => names(workbook.sheets_metadata()),
            Inner::Ods(workbook, _) => names(workbook.sheets_metadata()),
            Inner::Text(_) => {
                let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
                let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
                vec![SheetName { name: stem.into(), visible: true }]
            }
        };
        if sheets.len() > MAX_SHEETS {
            return Err(OpenError::Limit { file: file.to_owned(), limit: Limit::Sheets });
        }
        Ok(Self { file: file.to_owned(), format, sheets, inner })
    }

    /// The file's name, as messages show it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The format it was found to have.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Its sheets, in order. A text has one, named as the file.
    #[must_use]
    pub fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// The position of the sheet named `name`.
    ///
    /// # Errors
    /// [`OpenError::NoSuchSheet`], with the names there are.
    pub fn sheet(&self, name: &str) -> Result<usize, OpenError> {
        let wanted = name.trim();
        self.sheets.iter().position(|sheet| sheet.name.trim() == wanted).ok_or_else(|| OpenError::NoSuchSheet {
            file: self.file.clone(),
            sheet: name.to_owned(),
            known: self.sheets.iter().map(|sheet| sheet.name.to_string()).collect(),
        })
    }

    /// Hands every cell of a sheet to `sink`.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] when the sheet breaks its format, [`OpenError::Limit`] when it is too large.
    pub fn stream(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), OpenError> {
        let file = self.file.clone();
        let name = self.sheets.get(sheet).map(|sheet| Arc::clone(&sheet.name)).unwrap_or_default();
        let mut ordered = Ordered { sink, last: None, fault: None };
        let inner = &mut self.inner;
        let done = guarded(|| match inner {
            Inner::Xlsx(workbook) => stream_xlsx(workbook, &name, &mut ordered),
            Inner::Xls(workbook, percentages) => {
                let range = workbook.worksheet_range(&name).map_err(calamine::Error::from)?;
                stream_range(&range, percentages.get(sheet), &mut ordered);
                Ok(())
            }
            Inner::Ods(workbook, percentages) => {
                let range = workbook.worksheet_range(&name).map_err(calamine::Error::from)?;
                stream_range(&range, percentages.get(sheet), &mut ordered);
                Ok(())
            }
            Inner::Text(text) => {
                let lines = text.bytes().filter(|&byte| byte == b'\n').count();
                ordered.sink.rows(u32::try_from(lines).unwrap_or(u32::MAX));
                delimited::stream(text, delimited::separator(text), &mut |row, column, cell| {
                    ordered.take(row, column, cell)
                })?;
                Ok(())
            }
        });
        match (ordered.fault, done) {
            (Some(Fault::Limit(limit)), _) => Err(OpenError::Limit { file, limit }),
            (Some(Fault::Order), _) => {
                Err(OpenError::Damaged { file, cause: Cause::Rule("cells do not stand in order") })
            }
            (None, Err(cause)) => Err(OpenError::Damaged { file, cause }),
            (None, Ok(())) => Ok(()),
        }
    }

    /// The first `rows` rows of a sheet, each as long as its last cell.
    ///
    /// # Errors
    /// As [`Workbook::stream`].
    pub fn head(&mut self, sheet: usize, rows: u32) -> Result<Vec<Vec<OwnedCell>>, OpenError> {
        let mut head = Head { rows, found: Vec::new() };
        self.stream(sheet, &mut head)?;
        Ok(head.found)
    }

    /// The merged cells of a sheet; `None` where the format does not tell.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] when the sheet breaks its format.
    pub fn merged(&mut self, sheet: usize) -> Result<Option<Vec<Merged>>, OpenError> {
        let name = self.sheets.get(sheet).map(|sheet| Arc::clone(&sheet.name)).unwrap_or_default();
        let inner = &mut self.inner;
        let found = guarded(|| match inner {
            Inner::Xlsx(workbook) => {
                Ok(Some(workbook.merge_cells_by_sheet_name(&name).map_err(calamine::Error::from)?))
            }
            Inner::Xls(workbook, _) => {
                Ok(Some(workbook.merge_cells_by_sheet_name(&name).map_err(calamine::Error::from)?))
            }
            Inner::Ods(..) | Inner::Text(_) => Ok(None),
        });
        let found = found.map_err(|cause| OpenError::Damaged { file: self.file.clone(), cause })?;
        Ok(found.map(|regions| {
            regions
                .iter()
                .map(|region| Merged {
                    top: region.start.0,
                    left: region.start.1,
                    bottom: region.end.0,
                    right: region.end.1,
                })
                .collect()
        }))
    }
}

fn names(sheets: &[calamine::Sheet]) -> Vec<SheetName> {
    sheets
        .iter()
        .map(|sheet| SheetName {
            name: sheet.name.as_str().into(),
            visible: sheet.visible == SheetVisible::Visible && sheet.typ == calamine::SheetType::WorkSheet,
        })
        .collect()
}

/// Runs a parser that was written by others over bytes that may be hostile: should it panic, the file is damaged.
fn guarded<T>(parse: impl FnOnce() -> Result<T, Cause>) -> Result<T, Cause> {
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or(Err(Cause::GaveUp))
}

fn open_inner(bytes: &[u8], file: &str) -> Result<(Format, Inner), OpenError> {
    let name = || file.to_owned();
    let other = |other| OpenError::NotASpreadsheet { file: name(), other };
    if bytes.len() > MAX_FILE_BYTES {
        return Err(OpenError::Limit { file: name(), limit: Limit::FileBytes });
    }
    match sniff(bytes) {
        Sniffed::Empty => Err(OpenError::Empty { file: name() }),
        Sniffed::Other(what) => Err(other(what)),
        Sniffed::Encrypted => Err(OpenError::Password { file: name() }),
        Sniffed::Zip => {
            let unpacked = unpack(bytes).map_err(|error| match error {
                UnpackError::Other(what) => other(what),
                UnpackError::Password => OpenError::Password { file: name() },
                UnpackError::Limit(limit) => OpenError::Limit { file: name(), limit },
                UnpackError::Damaged(cause) => OpenError::Damaged { file: name(), cause },
            })?;
            open_zip(unpacked, &name)
        }
        Sniffed::Ole => {
            let surveyed = guarded(|| Ok(xls::survey(bytes)));
            let surveyed = surveyed.unwrap_or_else(|cause| Err(xls::SurveyError::Damaged(cause)));
            let xls::Surveyed { percentages, bytes } = surveyed.map_err(|error| match error {
                xls::SurveyError::Password => OpenError::Password { file: name() },
                xls::SurveyError::Limit(limit) => OpenError::Limit { file: name(), limit },
                xls::SurveyError::Damaged(cause) => OpenError::Damaged { file: name(), cause },
            })?;
            match guarded(|| Ok(Xls::new(Cursor::new(bytes)).map_err(calamine::Error::from)?)) {
                Ok(workbook) => Ok((Format::Xls, Inner::Xls(Box::new(workbook), percentages))),
                Err(Cause::Workbook(calamine::Error::Xls(calamine::XlsError::Password))) => {
                    Err(OpenError::Password { file: name() })
                }
                Err(cause) => Err(OpenError::Damaged { file: name(), cause }),
            }
        }
        Sniffed::Text => match delimited::decode(bytes).map(Cow::into_owned) {
            None => Err(OpenError::Encoding { file: name() }),
            Some(text) if text.trim().is_empty() => Err(OpenError::Empty { file: name() }),
            Some(text) if text.trim_start().starts_with('<') => Err(other(Other::Markup)),
            Some(text) => Ok((Format::Text, Inner::Text(text))),
        },
    }
}

fn open_zip(unpacked: Unpacked, name: &dyn Fn() -> String) -> Result<(Format, Inner), OpenError> {
    let damaged = |cause| OpenError::Damaged { file: name(), cause };
    match unpacked.kind {
        Packed::Xlsx => {
            let workbook = guarded(|| Ok(Xlsx::new(Cursor::new(unpacked.zip)).map_err(calamine::Error::from)?));
            Ok((Format::Xlsx, Inner::Xlsx(Box::new(workbook.map_err(damaged)?))))
        }
        Packed::Ods => {
            let percentages = ods::survey(&unpacked.content).map_err(|error| match error {
                ods::SurveyError::Limit(limit) => OpenError::Limit { file: name(), limit },
                ods::SurveyError::Damaged(cause) => damaged(cause),
            })?;
            match guarded(|| Ok(Ods::new(Cursor::new(unpacked.zip)).map_err(calamine::Error::from)?)) {
                Ok(workbook) => Ok((Format::Ods, Inner::Ods(Box::new(workbook), percentages))),
                Err(cause) => Err(damaged(cause)),
            }
        }
    }
}

enum Sniffed {
    Empty,
    Zip,
    Ole,
    Encrypted,
    Text,
    Other(Other),
}

/// What the first bytes say; names and extensions are not asked.
fn sniff(bytes: &[u8]) -> Sniffed {
    const SIGNATURES: [(&[u8], Other); 9] = [
        (b"%PDF", Other::Pdf),
        (b"\x89PNG", Other::Picture),
        (b"\xFF\xD8\xFF", Other::Picture),
        (b"GIF8", Other::Picture),
        (b"Rar!", Other::Archive),
        (b"7z\xBC\xAF", Other::Archive),
        (b"\x1F\x8B", Other::Archive),
        (b"BZh", Other::Archive),
        (b"{\\rtf", Other::Word),
    ];
    if bytes.is_empty() {
        return Sniffed::Empty;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Sniffed::Zip;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return sniff_ole(bytes);
    }
    if let Some((_, other)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Sniffed::Other(*other);
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    // Text has no control characters but these; a NUL says binary at once.
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B);
    if !utf16 && bytes.iter().take(65_536).any(control) {
        return Sniffed::Other(Other::Binary);
    }
    Sniffed::Text
}

/// An OLE container: an old workbook, an encrypted new one, or another program's document.
fn sniff_ole(bytes: &[u8]) -> Sniffed {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        Sniffed::Encrypted
    } else if has("WordDocument") {
        Sniffed::Other(Other::Word)
    } else if has("PowerPoint Document") {
        Sniffed::Other(Other::Slides)
    } else {
        Sniffed::Ole
    }
}

/// Sees that cells come in order and within limits.
struct Ordered<'a> {
    sink: &'a mut dyn Sink,
    last: Option<(u32, u32)>,
    fault: Option<Fault>,
}

enum Fault {
    Order,
    Limit(Limit),
}

impl Ordered<'_> {
    #[inline]
    fn take(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        self.fault = if self.last.is_some_and(|last| last >= (row, column)) {
            Some(Fault::Order)
        } else if row >= MAX_ROWS {
            Some(Fault::Limit(Limit::Rows))
        } else if column >= MAX_COLUMNS {
            Some(Fault::Limit(Limit::Columns))
        } else {
            self.last = Some((row, column));
            return self.sink.cell(row, column, cell);
        };
        ControlFlow::Break(())
    }
}

fn stream_xlsx(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str, out: &mut Ordered<'_>) -> Result<(), Cause> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A chart sheet has no cells.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(other) => return Err(calamine::Error::from(other).into()),
    };
    let percent: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| shows_percent(&format.format_code)))
        .collect();
    out.sink.rows(reader.dimensions().end.0.saturating_add(1));
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(calamine::Error::from)? {
        let (row, column) = cell.get_position();
        let cell = match cell.get_value() {
            DataRef::Float(number) if percent.get(style) == Some(&true) => Cell::Percent(*number),
            DataRef::Float(number) => Cell::Number(*number),
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet itself keeps no more than a double")]
            DataRef::Int(number) => Cell::Number(*number as f64),
            DataRef::SharedString(text) => Cell::Text(text),
            DataRef::String(text) => Cell::Text(text),
            DataRef::Bool(truth) => Cell::Bool(*truth),
            DataRef::DateTime(moment) => day(moment),
            DataRef::DateTimeIso(text) => Day::from_iso(text).map_or(Cell::Text(text), Cell::Date),
            DataRef::DurationIso(_) => Cell::Time,
            DataRef::Error(error) => Cell::Error(error_text(error)),
            DataRef::Empty => continue,
        };
        if matches!(cell, Cell::Text("")) {
            continue;
        }
        if out.take(row, column, cell).is_break() {
            break;
        }
    }
    Ok(())
}

fn stream_range(range: &calamine::Range<Data>, percentages: Option<&Percentages>, out: &mut Ordered<'_>) {
    let Some((top, left)) = range.start() else { return };
    out.sink.rows(range.end().map_or(0, |(bottom, _)| bottom.saturating_add(1)));
    for (row, cells) in (top..).zip(range.rows()) {
        for (column, cell) in (left..).zip(cells) {
            let cell = match cell {
                Data::Float(number) if percentages.is_some_and(|shown| shown.contains(row, column)) => {
                    Cell::Percent(*number)
                }
                Data::Float(number) => Cell::Number(*number),
                #[expect(clippy::cast_precision_loss, reason = "a spreadsheet itself keeps no more than a double")]
                Data::Int(number) => Cell::Number(*number as f64),
                Data::String(text) if text.is_empty() => continue,
                Data::String(text) => Cell::Text(text),
                Data::Bool(truth) => Cell::Bool(*truth),
                Data::DateTime(moment) => day(moment),
                Data::DateTimeIso(text) => Day::from_iso(text).map_or(Cell::Text(text), Cell::Date),
                Data::DurationIso(_) => Cell::Time,
                Data::Error(error) => Cell::Error(error_text(error)),
                Data::Empty => continue,
            };
            if out.take(row, column, cell).is_break() {
                return;
            }
        }
    }
}

fn day(moment: &ExcelDateTime) -> Cell<'static> {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Time;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Cell::Date(Day { year: i16::try_from(year).unwrap_or(i16::MAX), month, day })
}

fn error_text(error: &calamine::CellErrorType) -> &'static str {
    use calamine::CellErrorType as E;
    match error {
        E::Div0 => "#DIV/0!",
        E::NA => "#N/A",
        E::Name => "#NAME?",
        E::Null => "#NULL!",
        E::Num => "#NUM!",
        E::Ref => "#REF!",
        E::Value => "#VALUE!",
        E::GettingData => "#DATA!",
    }
}

struct Head {
    rows: u32,
    found: Vec<Vec<OwnedCell>>,
}

impl Sink for Head {
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        if row >= self.rows {
            return ControlFlow::Break(());
        }
        let (row, column) = (row as usize, column as usize);
        if self.found.len() <= row {
            self.found.resize(row + 1, Vec::new());
        }
        if let Some(cells) = self.found.get_mut(row) {
            cells.resize(column, OwnedCell::Plain(Cell::Blank));
            cells.push(cell.into());
        }
        ControlFlow::Continue(())
    }
}
