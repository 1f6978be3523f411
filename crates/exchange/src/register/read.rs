//! Reads a spreadsheet of a register: every row it can make out, and every cell that is wrong.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::register::{Column, Kind, Row, RowFault, Spot, Written, written_targets};
use domain::say::{Lang, Said};

use super::row::take;
use super::titles::{Found, Headers, TOP, find, of_register};
use crate::cell::{Cell, OwnedCell};
use crate::finding::{Finding, Findings, Reason};
use crate::limits::MAX_TEXT_CHARS;
use crate::open_error::OpenError;
use crate::read::{Progress, Watch};
use crate::sheet::{Sink, Workbook};

/// What a reading gave.
#[derive(Clone, Debug)]
pub struct RegisterReading {
    /// The register.
    pub kind: Kind,
    /// The sheet that was read.
    pub sheet: Arc<str>,
    /// The rows, those with a bad cell without it, so that everything else about them can be checked as well.
    pub rows: Vec<Row>,
    /// All that is wrong.
    pub findings: Findings,
    columns: Vec<Found<Column>>,
    /// Beside each row: what stands in the cells of its columns is looked up in the file again.
    lines: Vec<u32>,
}

impl RegisterReading {
    /// Adds what the register has against the rows; the whole is in the order of the sheet.
    pub fn refused(&mut self, faults: Vec<RowFault>) {
        for fault in faults {
            let Some(line) = self.lines.get(fault.row).copied() else { continue };
            let column = self.columns.iter().find(|found| matches_spot(&found.column, &fault.spot));
            let value = self.rows.get(fault.row).map(|row| value_at(row, &fault.spot)).unwrap_or_default();
            self.findings.push(Finding {
                sheet: Arc::clone(&self.sheet),
                row: Some(line),
                column: column.map(|found| found.at),
                header: column.map(|found| Arc::clone(&found.header)),
                value,
                reason: Reason::Stated { code: "register", said: fault.said },
            });
        }
        self.findings.sort();
    }
}

fn matches_spot(column: &Column, spot: &Spot) -> bool {
    match (column, spot) {
        (Column::Field(field), Spot::Field(name)) => field.name == name,
        (Column::Link(link), Spot::Link(role)) => link.role == *role,
        (Column::From, Spot::From) | (Column::To, Spot::To) => true,
        _ => false,
    }
}

fn value_at(row: &Row, spot: &Spot) -> String {
    let text = match spot {
        Spot::Row => row.name.clone(),
        Spot::Field(name) if name == "name" => row.name.clone(),
        Spot::Field(name) if name == "code" => row.code.clone().unwrap_or_default(),
        Spot::Field(name) => row
            .fields
            .iter()
            .find(|(own, _)| own.as_str() == name)
            .and_then(|(_, written)| match written {
                Written::Value(value) => Some(value.clone()),
                Written::Nothing => None,
            })
            .unwrap_or_default(),
        Spot::Link(role) => row.targets(*role).map(|targets| written_targets(*role, targets)).unwrap_or_default(),
        Spot::From => row.from.map(|day| day.to_string()).unwrap_or_default(),
        Spot::To => row.to.map(|day| day.to_string()).unwrap_or_default(),
    };
    text.chars().take(80).collect()
}

/// Reads the register of `kind` from a file: from the sheet named as the register, else the first that is shown.
///
/// A blank cell leaves things as they are; a dash says that there is nothing any more.
///
/// # Errors
/// [`OpenError`] when the sheet breaks its format or is too large, or the person stopped it.
pub fn read_register(kind: Kind, workbook: &mut Workbook, watch: Watch<'_>) -> Result<RegisterReading, OpenError> {
    let sheet = sheet_of(kind, workbook);
    let name = workbook.sheets().get(sheet).map(|sheet| Arc::clone(&sheet.name)).unwrap_or_default();
    let top = workbook.head(sheet, u32::try_from(TOP).unwrap_or(u32::MAX))?;
    let wanted = of_register(kind);
    let mut reading = RegisterReading {
        kind,
        sheet: Arc::clone(&name),
        rows: Vec::new(),
        findings: Findings::default(),
        columns: Vec::new(),
        lines: Vec::new(),
    };
    let whole = |reason| Finding {
        sheet: Arc::clone(&name),
        row: None,
        column: None,
        header: None,
        value: String::new(),
        reason,
    };
    let Some(Headers { row, columns, repeated }) = find(&top, &wanted) else {
        reading.findings.push(whole(no_headers(kind)));
        return Ok(reading);
    };
    for column in wanted.iter().filter(|one| matches!(one.column, Column::Field(field) if field.required)) {
        if !columns.iter().any(|found| found.column == column.column) {
            reading.findings.push(whole(missing(&column.column)));
        }
    }
    for one in repeated {
        let said = Said::new("有两列都是这个表头，请只留一列", "two columns have this header; keep one");
        reading.findings.push(Finding {
            row: u32::try_from(row).ok(),
            column: Some(one.at),
            header: Some(Arc::clone(&one.header)),
            ..whole(Reason::Stated { code: "ambiguous_column", said })
        });
    }
    reading.columns = columns;
    if reading.findings.is_empty() {
        let mut taking = Taking {
            reading: &mut reading,
            header: row,
            line: None,
            cells: Vec::new(),
            watch,
            total: 0,
            stopped: false,
        };
        workbook.stream(sheet, &mut taking)?;
        if taking.stopped {
            return Err(OpenError::Cancelled { file: workbook.file().to_owned() });
        }
        taking.flush();
        reading.findings.sort();
        if reading.rows.is_empty() && reading.findings.is_empty() {
            let said = Said::new("表头下面没有数据行。请填写后再导入", "there is no row below the headers; fill it in");
            reading.findings.push(whole(Reason::Stated { code: "no_rows", said }));
        }
    }
    Ok(reading)
}

fn sheet_of(kind: Kind, workbook: &Workbook) -> usize {
    use domain::say::Say;
    let (zh, en) = (kind.say(Lang::Zh), kind.say(Lang::En));
    let named = workbook.sheets().iter().position(|sheet| *sheet.name == *zh || *sheet.name == *en);
    named.or_else(|| workbook.sheets().iter().position(|sheet| sheet.visible)).unwrap_or(0)
}

fn no_headers(kind: Kind) -> Reason {
    use domain::say::Say;
    Reason::Stated {
        code: "no_headers",
        said: Said::new(
            format!("前 {TOP} 行里没有找到{}的表头。请用模板填写（yuanheng register template）", kind.say(Lang::Zh)),
            format!("none of the first {TOP} rows holds the headers of a {}; use the template", kind.say(Lang::En)),
        ),
    }
}

fn missing(column: &Column) -> Reason {
    Reason::Stated {
        code: "missing_column",
        said: Said::new(
            format!("缺少“{}”列。请按模板补上这一列", column.title(Lang::Zh)),
            format!("the column “{}” is missing; add it as in the template", column.title(Lang::En)),
        ),
    }
}

struct Taking<'a> {
    reading: &'a mut RegisterReading,
    header: usize,
    line: Option<u32>,
    cells: Vec<(u32, OwnedCell)>,
    watch: Watch<'a>,
    total: u32,
    stopped: bool,
}

impl Sink for Taking<'_> {
    fn rows(&mut self, total: u32) {
        self.total = total;
    }

    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        if row as usize <= self.header {
            return ControlFlow::Continue(());
        }
        if self.line != Some(row) {
            self.flush();
            self.line = Some(row);
            if row.is_multiple_of(1024) {
                if self.watch.cancel.is_some_and(|cancel| cancel.load(std::sync::atomic::Ordering::Relaxed)) {
                    self.stopped = true;
                    return ControlFlow::Break(());
                }
                if let Some(progress) = self.watch.progress {
                    progress(Progress { row, total: self.total });
                }
            }
        }
        if !cell.is_blank() && self.reading.columns.iter().any(|found| found.at == column) {
            self.cells.push((column, shortened(cell)));
        }
        ControlFlow::Continue(())
    }
}

/// A text that is too long to keep is kept so far that it is seen to be so.
fn shortened(cell: Cell<'_>) -> OwnedCell {
    match cell {
        Cell::Text(text) => OwnedCell::Text(text.chars().take(MAX_TEXT_CHARS + 1).collect()),
        other => other.into(),
    }
}

impl Taking<'_> {
    fn flush(&mut self) {
        let (Some(line), false) = (self.line, self.cells.is_empty()) else { return };
        let mut row = Row::named(line + 1, "");
        let mut named = true;
        for found in &self.reading.columns {
            let cell = self.cells.iter().find(|(at, _)| *at == found.at).map(|(_, cell)| cell);
            let get = cell.map_or(Cell::Blank, OwnedCell::get);
            if let Err(reason) = take(&mut row, &found.column, get) {
                named &= !matches!(found.column, Column::Field(field) if field.name == "name");
                let mut value = get.shown();
                value = value.chars().take(80).collect();
                self.reading.findings.push(Finding {
                    sheet: Arc::clone(&self.reading.sheet),
                    row: Some(line),
                    column: Some(found.at),
                    header: Some(Arc::clone(&found.header)),
                    value,
                    reason,
                });
            }
        }
        self.cells.clear();
        if named {
            self.reading.rows.push(row);
            self.reading.lines.push(line);
        }
    }
}
