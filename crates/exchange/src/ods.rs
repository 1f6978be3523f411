//! A look through an `OpenDocument` table before it is parsed: whole, small enough, and which cells show percentages.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{MAX_COLUMNS, MAX_GRID_CELLS, MAX_ROWS};
use crate::open_error::{Cause, Limit};
use crate::percent::Percentages;

/// Why a table will not be parsed.
#[derive(Debug)]
pub enum SurveyError {
    /// Too many cells, repeats counted.
    Limit(Limit),
    /// Not well-formed.
    Damaged(Cause),
}

impl<E: Into<Cause>> From<E> for SurveyError {
    fn from(cause: E) -> Self {
        Self::Damaged(cause.into())
    }
}

#[derive(Default)]
struct Table {
    percentages: Percentages,
    row: u32,
    row_repeat: u32,
    column: u32,
    row_columns: Vec<(u32, u32)>,
    used_columns: u32,
    widest: u32,
    used_rows: u32,
    // Cells the parser will hold before it expands rows.
    held: u64,
}

/// Walks `content` (content.xml) once.
///
/// The parser takes the end of a cut-off table for more to come, and expands repeats: so the nesting must be whole, and
/// the cells, repeats counted, within [`MAX_GRID_CELLS`].
///
/// # Errors
/// [`SurveyError`].
pub fn survey(content: &[u8]) -> Result<Vec<Percentages>, SurveyError> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_u32;
    let mut tables = Vec::new();
    let mut table: Option<Table> = None;
    let mut total = 0_u64;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let empty = matches!(event, Event::Empty(_));
                depth += u32::from(!empty);
                match element.name().0 {
                    "table:table" if !empty && table.is_none() => table = Some(Table::default()),
                    "table:table-row" => {
                        if let Some(table) = table.as_mut() {
                            table.begin_row(element)?;
                            if empty {
                                table.end_row();
                            }
                        }
                    }
                    "table:table-cell" | "table:covered-table-cell" => {
                        if let Some(table) = table.as_mut() {
                            table.cell(element, empty)?;
                        }
                    }
                    _ => (),
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                match element.name().0 {
                    "table:table-row" => {
                        if let Some(table) = table.as_mut() {
                            table.end_row();
                        }
                    }
                    "table:table" => {
                        if let Some(table) = table.take() {
                            let grid = u64::from(table.used_rows) * u64::from(table.widest);
                            total = total.saturating_add(grid.max(table.held));
                            tables.push(table.percentages);
                        }
                    }
                    _ => (),
                }
            }
            Event::Eof => break,
            _ => (),
        }
        let open = table.as_ref().map_or(0, |table| table.held);
        if total.saturating_add(open) > MAX_GRID_CELLS {
            return Err(SurveyError::Limit(Limit::GridCells));
        }
    }
    if depth != 0 || table.is_some() {
        return Err(SurveyError::Damaged(Cause::Rule("the table is cut off")));
    }
    Ok(tables)
}

impl Table {
    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), SurveyError> {
        self.row_repeat = repeat(element, "table:number-rows-repeated")?;
        self.column = 0;
        self.used_columns = 0;
        self.row_columns.clear();
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), SurveyError> {
        let repeat = repeat(element, "table:number-columns-repeated")?;
        let kind = attribute(element, "office:value-type")?;
        let next = self.column.saturating_add(repeat);
        let has_content = !empty || kind.is_some() || attribute(element, "table:formula")?.is_some();
        if has_content {
            self.used_columns = next;
            if kind.is_some() && next > MAX_COLUMNS {
                return Err(SurveyError::Limit(Limit::Columns));
            }
        }
        if kind.as_deref() == Some("percentage") {
            self.row_columns.push((self.column, next.saturating_sub(1)));
        }
        self.column = next;
        Ok(())
    }

    fn end_row(&mut self) {
        let next = self.row.saturating_add(self.row_repeat).min(MAX_ROWS);
        if !self.row_columns.is_empty() {
            let columns = std::mem::take(&mut self.row_columns);
            self.percentages.add(self.row, next.saturating_sub(1), &columns);
        }
        self.held = self.held.saturating_add(u64::from(self.used_columns));
        if self.used_columns > 0 {
            self.used_rows = next;
            self.widest = self.widest.max(self.used_columns);
        }
        self.row = next;
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, SurveyError> {
    let found = element.try_get_attribute(name).map_err(|_| Cause::Rule("a broken attribute"))?;
    Ok(found.map(|attribute| attribute.value.into_owned()))
}

fn repeat(element: &BytesStart<'_>, name: &str) -> Result<u32, SurveyError> {
    match attribute(element, name)? {
        None => Ok(1),
        Some(text) => text.parse().map_err(|_| SurveyError::Damaged(Cause::Rule("a repeat that is no number"))),
    }
}
