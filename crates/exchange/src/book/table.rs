//! One plain table as a workbook: for files that are made, such as demonstration data.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::page::{Column, Kind, Page, Put, Top, decimals};
use super::{BookError, begin};
use crate::limits::MAX_ROWS;

/// A table to be written.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// The title, above the headers.
    pub title: &'a str,
    /// The headers, with their units of measure: 税收（万元）.
    pub headers: &'a [String],
    /// The rows.
    pub rows: &'a [Vec<DemoCell>],
    /// Whether the data are generated: then 示例数据 stands on a line of its own below the title.
    pub demonstration: bool,
    /// When the file was made: RFC 3339, from the clock that was passed in.
    pub created: &'a str,
}

/// A cell to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DemoCell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A figure; a spreadsheet keeps 15 digits of it.
    Number(Decimal),
}

impl Sheet<'_> {
    /// The row of the headers, as spreadsheets and mappings count: 2, or 3 below the mark of generated data.
    #[must_use]
    pub const fn header_row(&self) -> u32 {
        if self.demonstration { 3 } else { 2 }
    }
}

/// The table as an xlsx file. The same table gives the same bytes.
///
/// # Errors
/// [`BookError`] when there are more rows than a sheet holds, or `created` is no time.
pub fn write_table(table: &Sheet<'_>) -> Result<Vec<u8>, BookError> {
    if table.rows.len() + 16 > MAX_ROWS as usize {
        return Err(BookError::TooManyRows { rows: table.rows.len() });
    }
    let number = |cell: &DemoCell| match cell {
        DemoCell::Number(number) => number.to_f64(),
        _ => None,
    };
    let columns: Vec<Column> = table
        .headers
        .iter()
        .enumerate()
        .map(|(at, header)| {
            let figures = table.rows.iter().filter_map(|row| row.get(at).and_then(number));
            let any = table.rows.iter().any(|row| row.get(at).and_then(number).is_some());
            let kind = if any { Kind::Number(decimals(figures, 6)) } else { Kind::Text };
            Column::new(header, kind)
        })
        .collect();
    let mut book = begin(table.title, table.created)?;
    let top = Top {
        name: table.name,
        title: table.title,
        lines: &[],
        mark: table.demonstration.then_some("示例数据：为演示而生成，不是真实情况"),
        groups: &[],
        columns: &columns,
        frozen: 1,
    };
    let mut page = Page::begin(&mut book, &top)?;
    for row in table.rows {
        let cells: Vec<Put<'_>> = row
            .iter()
            .map(|cell| match cell {
                DemoCell::Blank => Put::Blank,
                DemoCell::Text(text) => Put::Text(text),
                DemoCell::Number(number) => Put::figure(number.to_f64()),
            })
            .collect();
        page.row(&cells)?;
    }
    page.finish(true)?;
    Ok(book.save_to_buffer()?)
}
