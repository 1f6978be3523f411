//! Reads a spreadsheet of evaluations by others: a zone, who evaluated, the year, the place.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::register::{RowFault, Spot};
use domain::say::Said;

use super::cells::{is_dash, text};
use super::row::{blank, stated};
use super::titles::{Found, Headers, TOP, Wanted, find};
use crate::cell::{Cell, OwnedCell};
use crate::finding::{Finding, Findings, Reason};
use crate::open_error::OpenError;
use crate::sheet::{Sink, Workbook};

/// A row of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultEntry {
    /// The zone, by code or name.
    pub zone: String,
    /// Who evaluated.
    pub issuer: String,
    /// What the evaluation is called.
    pub title: String,
    /// The year it is called by.
    pub year: i16,
    /// The group; empty where there is one ranking.
    pub ranking: String,
    /// The place.
    pub place: Option<u32>,
    /// Of how many.
    pub places: Option<u32>,
    /// The grade.
    pub grade: Option<String>,
    /// The document that says so.
    pub document: String,
}

/// What a reading gave.
#[derive(Clone, Debug)]
pub struct ResultsReading {
    /// The sheet that was read.
    pub sheet: Arc<str>,
    /// The rows that are sound.
    pub rows: Vec<ResultEntry>,
    /// All that is wrong.
    pub findings: Findings,
    columns: Vec<Found<&'static str>>,
    lines: Vec<u32>,
}

/// Name, headers, whether it must be there.
const COLUMNS: [(&str, &[&str], bool); 9] = [
    ("zone", &["开发区", "开发区代码", "开发区名称", "园区", "Zone"], true),
    ("issuer", &["评价单位", "发布单位", "评价机关", "发布机关", "Issuer"], true),
    ("title", &["评价名称", "考评名称", "考核名称", "Evaluation"], true),
    ("year", &["年度", "年份", "评价年度", "Year"], true),
    ("ranking", &["榜单", "组别", "分组", "类别", "Ranking"], false),
    ("place", &["名次", "排名", "位次", "Place"], false),
    ("places", &["总数", "参评数", "Of"], false),
    ("grade", &["等级", "等次", "档次", "Grade"], false),
    ("document", &["文件", "依据", "来源", "Document"], false),
];

/// The columns that a spreadsheet of evaluations by others has: the title, and whether it must be there.
pub fn result_columns() -> impl Iterator<Item = (&'static str, bool)> {
    COLUMNS.iter().map(|(_, titles, must)| (titles.first().copied().unwrap_or_default(), *must))
}

impl ResultsReading {
    /// Adds what the register has against the rows.
    pub fn refused(&mut self, faults: Vec<RowFault>) {
        for fault in faults {
            let Some(line) = self.lines.get(fault.row).copied() else { continue };
            let column =
                self.columns.iter().find(|found| matches!(&fault.spot, Spot::Field(name) if name == found.column));
            let value = self.rows.get(fault.row).map(|row| row.zone.chars().take(80).collect()).unwrap_or_default();
            self.findings.push(Finding {
                sheet: Arc::clone(&self.sheet),
                row: Some(line),
                column: column.map(|found| found.at),
                header: column.map(|found| Arc::clone(&found.header)),
                value,
                reason: stated("register", fault.said),
            });
        }
        self.findings.sort();
    }
}

/// Reads evaluations by others from the first sheet that is shown.
///
/// # Errors
/// [`OpenError`] when the sheet breaks its format or is too large.
pub fn read_results(workbook: &mut Workbook) -> Result<ResultsReading, OpenError> {
    let sheet = workbook.sheets().iter().position(|sheet| sheet.visible).unwrap_or(0);
    let name = workbook.sheets().get(sheet).map(|sheet| Arc::clone(&sheet.name)).unwrap_or_default();
    let wanted: Vec<Wanted<&'static str>> =
        COLUMNS.iter().map(|(column, headers, _)| Wanted { column: *column, headers: headers.to_vec() }).collect();
    let top = workbook.head(sheet, u32::try_from(TOP).unwrap_or(u32::MAX))?;
    let mut reading = ResultsReading {
        sheet: Arc::clone(&name),
        rows: Vec::new(),
        findings: Findings::default(),
        columns: Vec::new(),
        lines: Vec::new(),
    };
    let headers = find(&top, &wanted);
    let columns = headers.as_ref().map(|headers| headers.columns.as_slice()).unwrap_or_default();
    for (column, titles, _) in COLUMNS.iter().filter(|(.., must)| *must) {
        if !columns.iter().any(|found| found.column == *column) {
            let title = titles.first().copied().unwrap_or_default();
            let said =
                Said::new(format!("缺少“{title}”列。请补上这一列"), format!("the column “{title}” is missing; add it"));
            reading.findings.push(Finding {
                sheet: Arc::clone(&name),
                row: None,
                column: None,
                header: None,
                value: String::new(),
                reason: stated("missing_column", said),
            });
        }
    }
    let Some(Headers { row: header, columns, .. }) = headers.filter(|_| reading.findings.is_empty()) else {
        return Ok(reading);
    };
    reading.columns = columns;
    let mut taking = Taking { reading: &mut reading, header, line: None, cells: Vec::new() };
    workbook.stream(sheet, &mut taking)?;
    taking.flush();
    reading.findings.sort();
    Ok(reading)
}

struct Taking<'a> {
    reading: &'a mut ResultsReading,
    header: usize,
    line: Option<u32>,
    cells: Vec<(u32, OwnedCell)>,
}

impl Sink for Taking<'_> {
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        if row as usize > self.header {
            if self.line != Some(row) {
                self.flush();
                self.line = Some(row);
            }
            if !cell.is_blank() && self.reading.columns.iter().any(|found| found.at == column) {
                self.cells.push((column, cell.into()));
            }
        }
        ControlFlow::Continue(())
    }
}

impl Taking<'_> {
    fn flush(&mut self) {
        let (Some(line), false) = (self.line, self.cells.is_empty()) else { return };
        let (mut entry, mut sound) = (ResultEntry::default(), true);
        for found in &self.reading.columns {
            let cell = self.cells.iter().find(|(at, _)| *at == found.at).map(|(_, cell)| cell);
            let get = cell.map_or(Cell::Blank, OwnedCell::get);
            if let Err(reason) = take(&mut entry, found.column, get) {
                sound = false;
                self.reading.findings.push(Finding {
                    sheet: Arc::clone(&self.reading.sheet),
                    row: Some(line),
                    column: Some(found.at),
                    header: Some(Arc::clone(&found.header)),
                    value: get.shown().chars().take(80).collect(),
                    reason,
                });
            }
        }
        self.cells.clear();
        if sound {
            self.reading.rows.push(entry);
            self.reading.lines.push(line);
        }
    }
}

fn take(entry: &mut ResultEntry, column: &str, cell: Cell<'_>) -> Result<(), Reason> {
    let text = text(cell, None)?;
    let text = if is_dash(&text) { String::new() } else { text };
    let must = COLUMNS.iter().any(|(name, _, must)| *name == column && *must);
    if text.is_empty() {
        return if must { Err(blank()) } else { Ok(()) };
    }
    let whole = || {
        let digits =
            domain::code::narrowed(text.trim_start_matches('第').trim_end_matches(['年', '名', '位', '家', '个']));
        let wrong = Said::new("不是整数。请填写数字", "is no whole number; enter one");
        digits.parse::<u32>().map_err(|_| stated("not_a_number", wrong))
    };
    match column {
        "zone" => entry.zone = text,
        "issuer" => entry.issuer = text,
        "title" => entry.title = text,
        "year" => {
            let wrong = || stated("not_a_year", Said::new("应为四位年度，如 2021", "a year, as 2021"));
            entry.year = i16::try_from(whole()?).ok().filter(|year| (1980..=2200).contains(year)).ok_or_else(wrong)?;
        }
        "ranking" => entry.ranking = text,
        "place" => entry.place = Some(whole()?),
        "places" => entry.places = Some(whole()?),
        "grade" => entry.grade = Some(text),
        _ => entry.document = text,
    }
    Ok(())
}
