//! A register as a spreadsheet that can be read back.

use domain::register::{Column as Field, Kind, Row, Takes, Written, written_targets};
use domain::say::{Lang, Say};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::book::page::{Column, Kind as Shown, Page, Put, Top};
use crate::book::{BookError, begin};
use crate::limits::MAX_ROWS;

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The register.
    pub kind: Kind,
    /// Its rows, as the store gives them.
    pub rows: &'a [Row],
    /// What the rows are: as of which day, or the whole history.
    pub about: &'a str,
    /// Whether the data are generated.
    pub demonstration: bool,
    /// The language of title and headers.
    pub lang: Lang,
    /// When the file is made: RFC 3339, from the clock that was passed in.
    pub created: &'a str,
}

/// The register as an xlsx file. The same rows give the same bytes.
///
/// # Errors
/// [`BookError`] when there are more rows than a sheet holds, or `created` is no time.
pub fn export_register(export: &Export<'_>) -> Result<Vec<u8>, BookError> {
    if export.rows.len() + 16 > MAX_ROWS as usize {
        return Err(BookError::TooManyRows { rows: export.rows.len() });
    }
    let title = export.kind.say(export.lang);
    let fields = Field::of(export.kind);
    let columns: Vec<Column> = fields.iter().map(|field| Column::new(field.title(export.lang), Shown::Text)).collect();
    let mut book = begin(&title, export.created)?;
    let lines = [export.about.to_owned()];
    let top = Top {
        name: &title,
        title: &title,
        lines: &lines,
        mark: export.demonstration.then_some("示例数据：为演示而生成，不是真实情况"),
        groups: &[],
        columns: &columns,
        frozen: 2,
    };
    let mut page = Page::begin(&mut book, &top)?;
    for row in export.rows {
        let cells: Vec<Put<'_>> = fields.iter().map(|field| put(field, value(row, field))).collect();
        page.row(&cells)?;
    }
    page.finish(true)?;
    Ok(book.save_to_buffer()?)
}

/// The register as CSV in UTF-8 with a byte order mark, so that spreadsheets know what it is.
#[must_use]
pub fn export_csv(kind: Kind, rows: &[Row], lang: Lang) -> String {
    let fields = Field::of(kind);
    let line = |cells: Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n";
    let mut text = String::from("\u{FEFF}");
    text.push_str(&line(fields.iter().map(|field| field.title(lang).to_owned()).collect()));
    for row in rows {
        text.push_str(&line(fields.iter().map(|field| value(row, field)).collect()));
    }
    text
}

/// What begins as a formula would be run by a spreadsheet that opens the text: such a cell begins with a space, which is
/// left out again when it is read.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { " " } else { "" };
    if cell.contains(['"', ',', '\n', '\r', ';']) || !guard.is_empty() {
        return format!("\"{guard}{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

fn put(field: &Field, value: String) -> Put<'static> {
    let number = matches!(field, Field::Field(field) if matches!(field.takes, Takes::Measure(_) | Takes::Between(..)));
    // A number with more digits than a spreadsheet keeps stays text.
    let figure =
        value.parse::<Decimal>().ok().filter(|_| number && value.len() <= 15).and_then(|number| number.to_f64());
    figure.map_or(Put::Made(value), Put::Number)
}

fn value(row: &Row, column: &Field) -> String {
    match column {
        Field::Field(field) if field.name == "name" => row.name.clone(),
        Field::Field(field) if field.name == "code" => row.code.clone().unwrap_or_default(),
        Field::Field(field) => row
            .fields
            .iter()
            .find(|(name, _)| name.as_str() == field.name)
            .map(|(_, written)| match written {
                Written::Value(value) => value.clone(),
                Written::Nothing => "—".to_owned(),
            })
            .unwrap_or_default(),
        Field::Link(link) => match row.targets(link.role) {
            Some([]) => "—".to_owned(),
            Some(targets) => written_targets(link.role, targets),
            None => String::new(),
        },
        Field::From => row.from.map(|day| day.to_string()).unwrap_or_default(),
        Field::To => row.to.map(|day| day.to_string()).unwrap_or_default(),
        Field::Reason => row.reason.clone().unwrap_or_default(),
    }
}
