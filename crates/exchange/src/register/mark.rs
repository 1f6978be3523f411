//! The same file with the errors marked in its cells: a colour, a note that says why, and a list of all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use domain::say::{Lang, Say};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Note, Workbook as Book, Worksheet, XlsxError};

use crate::book::BookError;
use crate::book::begin;
use crate::book::page::{Column, Kind, Page, Put, Top, cut, sheet_name};
use crate::cell::Cell;
use crate::finding::{Finding, Findings};
use crate::limits::MAX_ROWS;
use crate::open_error::OpenError;
use crate::sheet::{Sink, Workbook};

/// The most cells that are written again; a larger file is told its errors as a list alone.
const MOST_CELLS: usize = 5_000_000;
/// The longest note.
const MOST_NOTE: usize = 1_000;

/// Why the marked file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The file cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The workbook cannot be written.
    #[error(transparent)]
    Book(#[from] BookError),
}

impl Say for MarkError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Open(error) => error.say(lang),
            Self::Book(error) => error.say(lang),
        }
    }
}

/// The file's sheets as an xlsx workbook: every value where it stood, the cells with errors coloured and noted, and a sheet
/// that lists the errors. Formulas stand there as what they gave.
///
/// # Errors
/// [`MarkError`] when the file cannot be read, or the workbook not written.
pub fn marked(workbook: &mut Workbook, findings: &Findings, lang: Lang, created: &str) -> Result<Vec<u8>, MarkError> {
    let mut book = begin(workbook.file(), created)?;
    let sheets = workbook.sheets().to_vec();
    let mut cells = 0;
    for (at, sheet) in sheets.iter().enumerate() {
        let mut by_cell: BTreeMap<(u32, u16), Vec<&Finding>> = BTreeMap::new();
        for finding in findings.kept().iter().filter(|finding| finding.sheet == sheet.name) {
            let column = finding.column.and_then(|column| u16::try_from(column).ok()).unwrap_or(0);
            by_cell.entry((finding.row.unwrap_or(0), column)).or_default().push(finding);
        }
        let mut copy = Copying {
            sheet: Worksheet::new(),
            marks: &by_cell,
            formats: Formats::new(),
            cells: &mut cells,
            seen: BTreeSet::new(),
            fault: None,
        };
        copy.sheet.set_name(sheet_name(&sheet.name)).map_err(BookError::from)?;
        if !sheet.visible {
            copy.sheet.set_hidden(true);
        }
        workbook.stream(at, &mut copy)?;
        copy.finish(lang).map_err(BookError::from)?;
        let Copying { sheet, .. } = copy;
        book.push_worksheet(sheet);
    }
    list(&mut book, &sheets.iter().map(|sheet| sheet.name.to_string()).collect::<Vec<_>>(), findings, lang)?;
    Ok(book.save_to_buffer().map_err(BookError::from)?)
}

struct Formats {
    wrong: Format,
    day: Format,
    wrong_day: Format,
    percent: Format,
}

impl Formats {
    fn new() -> Self {
        let wrong = Format::new().set_background_color(Color::RGB(0x00FF_C7CE)).set_font_color(Color::RGB(0x009C_0006));
        Self {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            wrong_day: wrong.clone().set_num_format("yyyy-mm-dd"),
            percent: Format::new().set_num_format("0.00%"),
            wrong,
        }
    }
}

struct Copying<'a> {
    sheet: Worksheet,
    marks: &'a BTreeMap<(u32, u16), Vec<&'a Finding>>,
    formats: Formats,
    cells: &'a mut usize,
    seen: BTreeSet<(u32, u16)>,
    fault: Option<XlsxError>,
}

impl Sink for Copying<'_> {
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        *self.cells += 1;
        let Ok(column) = u16::try_from(column) else { return ControlFlow::Continue(()) };
        if *self.cells > MOST_CELLS {
            return ControlFlow::Break(());
        }
        match self.copy(row, column, cell) {
            Ok(()) => ControlFlow::Continue(()),
            Err(fault) => {
                self.fault = Some(fault);
                ControlFlow::Break(())
            }
        }
    }
}

impl Copying<'_> {
    fn copy(&mut self, row: u32, column: u16, cell: Cell<'_>) -> Result<(), XlsxError> {
        let wrong = self.marks.contains_key(&(row, column)).then_some(&self.formats.wrong);
        if wrong.is_some() {
            self.seen.insert((row, column));
        }
        let plain = Format::new();
        let format = wrong.unwrap_or(&plain);
        match cell {
            Cell::Blank | Cell::Time => {}
            Cell::Text(text) => {
                self.sheet.write_string_with_format(row, column, cut(text), format)?;
            }
            Cell::Number(number) => {
                self.sheet.write_number_with_format(row, column, number, format)?;
            }
            Cell::Percent(number) => {
                self.sheet.write_number_with_format(row, column, number, wrong.unwrap_or(&self.formats.percent))?;
            }
            Cell::Bool(truth) => {
                self.sheet.write_boolean_with_format(row, column, truth, format)?;
            }
            Cell::Error(text) => {
                self.sheet.write_string_with_format(row, column, text, format)?;
            }
            Cell::Date(day) => {
                let format = if wrong.is_some() { &self.formats.wrong_day } else { &self.formats.day };
                match ExcelDateTime::from_ymd(u16::try_from(day.year).unwrap_or(0), day.month, day.day) {
                    Ok(date) => self.sheet.write_datetime_with_format(row, column, &date, format)?,
                    Err(_) => self.sheet.write_string_with_format(row, column, cell.shown(), format)?,
                };
            }
        }
        Ok(())
    }

    /// Colours blank cells that should not be blank, and puts the notes.
    fn finish(&mut self, lang: Lang) -> Result<(), XlsxError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        for ((row, column), findings) in self.marks {
            if !self.seen.contains(&(*row, *column)) && findings.iter().any(|one| one.row.is_some()) {
                self.sheet.write_blank(*row, *column, &self.formats.wrong)?;
            }
            let text = findings.iter().map(|finding| finding.reason.say(lang)).collect::<Vec<_>>().join("\n");
            let text: String = text.chars().take(MOST_NOTE).collect();
            let note = Note::new(text).set_author("园衡").add_author_prefix(false).set_width(320);
            self.sheet.insert_note(*row, *column, &note)?;
        }
        self.sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

fn list(book: &mut Book, names: &[String], findings: &Findings, lang: Lang) -> Result<(), BookError> {
    let words = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let columns = [
        Column::new(words("工作表", "Sheet"), Kind::Text),
        Column::new(words("行", "Row"), Kind::Whole),
        Column::new(words("列", "Column"), Kind::Text),
        Column::new(words("表头", "Header"), Kind::Text),
        Column::new(words("内容", "Value"), Kind::Text),
        Column::new(words("问题和下一步", "What is wrong, and what to do"), Kind::Long),
    ];
    let mut name = words("错误清单", "Errors").to_owned();
    while names.iter().any(|own| own.eq_ignore_ascii_case(&name)) {
        name.push('*');
        name = sheet_name(&name.replace('*', "+"));
    }
    let count = match lang {
        Lang::Zh => format!("共 {} 处", findings.total()),
        Lang::En => format!("{} in all", findings.total()),
    };
    let top = Top {
        name: &name,
        title: words("错误清单", "Errors"),
        lines: &[count],
        mark: None,
        groups: &[],
        columns: &columns,
        frozen: 0,
    };
    let mut page = Page::begin(book, &top)?;
    for finding in findings.kept().iter().take(MAX_ROWS as usize - 16) {
        let view = finding.view(lang);
        page.row(&[
            Put::Made(view.sheet),
            view.row.map_or(Put::Blank, |row| Put::Number(row.into())),
            Put::Made(view.column.unwrap_or_default()),
            Put::Made(view.header.unwrap_or_default()),
            Put::Made(view.value),
            Put::Made(finding.reason.say(lang)),
        ])?;
    }
    page.finish(true)?;
    Ok(())
}
