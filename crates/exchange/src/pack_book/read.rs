//! Reading back: every cell of the column for new figures is taken or told why not; all of them, or none.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use domain::say::Said;
use domain::unit::Unit;
use policy::Pack;
use policy::value::{Value, set, values};
use rust_decimal::Decimal;

use super::fault::{CellFault, PackBookError};
use super::{CellPlace, KEY, NEW, NOW, PackChanges};
use crate::cell::{Cell, OwnedCell};
use crate::number::{NumberFault, from_float, from_percent_float, from_text};
use crate::sheet::{Sink, Workbook};

/// Below how many rows the headers must have come.
const HEADERS_WITHIN: u32 = 30;

/// A row below the headers, as far as it is asked for.
#[derive(Default)]
struct Row {
    key: Option<String>,
    now: Option<OwnedCell>,
    new: Option<OwnedCell>,
}

/// Columns that were found.
#[derive(Clone, Copy)]
struct Headers {
    row: u32,
    key: u32,
    now: u32,
    new: u32,
}

#[derive(Default)]
struct Rows {
    head: BTreeMap<u32, BTreeMap<u32, String>>,
    headers: Option<Headers>,
    lines: BTreeMap<u32, Row>,
}

impl Sink for Rows {
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        let Some(headers) = self.headers else {
            if row > HEADERS_WITHIN {
                return ControlFlow::Break(());
            }
            if let Cell::Text(text) = cell {
                let here = self.head.entry(row).or_default();
                here.insert(column, text.trim().to_owned());
                let at =
                    |names: [&str; 2]| here.iter().find(|(_, text)| names.contains(&text.as_str())).map(|(at, _)| *at);
                if let (Some(key), Some(now), Some(new)) = (at(KEY), at(NOW), at(NEW)) {
                    self.headers = Some(Headers { row, key, now, new });
                }
            }
            return ControlFlow::Continue(());
        };
        if row <= headers.row || cell.is_blank() {
            return ControlFlow::Continue(());
        }
        let here = self.lines.entry(row).or_default();
        if column == headers.key {
            here.key = Some(cell.shown());
        } else if column == headers.now {
            here.now = Some(cell.into());
        } else if column == headers.new {
            here.new = Some(cell.into());
        }
        ControlFlow::Continue(())
    }
}

/// Takes the new figures of a spreadsheet that [`super::pack_book`] wrote for this pack. Where none is filled in the files
/// come back to the byte. `file` is the name that messages show.
///
/// # Errors
/// [`PackBookError`] with every cell that cannot be taken.
pub fn read_pack_book(pack: &Pack, bytes: &[u8], file: &str) -> Result<PackChanges, PackBookError> {
    let mut book = Workbook::open(bytes, file)?;
    let known = values(pack);
    let mut taken: Vec<(&Value, Decimal, CellPlace)> = Vec::new();
    let (mut faults, mut found) = (Vec::new(), false);
    for at in 0..book.sheets().len() {
        let sheet = book.sheets()[at].name.to_string();
        let mut rows = Rows::default();
        book.stream(at, &mut rows)?;
        let Some(headers) = rows.headers else { continue };
        found = true;
        for (row, line) in rows.lines {
            let Some(new) = &line.new else { continue };
            let place = CellPlace {
                sheet: sheet.clone(),
                row,
                column: headers.new,
                value: new.get().shown().chars().take(80).collect(),
                place: ("", 0..0),
            };
            match figure(&known, &line, new, &taken) {
                Ok((value, figure)) if value.now != Some(figure) => taken.push((value, figure, place)),
                Ok(_) => {}
                Err(said) => {
                    let CellPlace { sheet, row, column, value, .. } = place;
                    faults.push(CellFault { sheet, row, column, value, said });
                }
            }
        }
    }
    if !found {
        return Err(PackBookError::NoSheet);
    }
    if !faults.is_empty() {
        return Err(PackBookError::Cells(faults));
    }
    let figures: Vec<(&Value, Decimal)> = taken.iter().map(|(value, figure, _)| (*value, *figure)).collect();
    let changed = set(pack, &figures);
    let cells = taken.into_iter().zip(changed.places).map(|((_, _, cell), place)| CellPlace { place, ..cell });
    Ok(PackChanges { files: changed.files, cells: cells.collect() })
}

/// The figure of the pack that a row is about, and its new one.
fn figure<'v>(
    known: &'v [Value],
    line: &Row,
    new: &OwnedCell,
    taken: &[(&'v Value, Decimal, CellPlace)],
) -> Result<(&'v Value, Decimal), Said> {
    let Some(key) = &line.key else {
        return Err(Said::new(
            "这一行没有编号，不知道改的是哪一项。请从导出的表格中填写。",
            "this row has no id. Fill in the exported spreadsheet.",
        ));
    };
    let value = known.iter().find(|value| value.key == *key).ok_or_else(|| {
        Said::new(
            format!("政策包里没有编号为“{key}”的数。请重新导出表格再填写。"),
            format!("the pack has no figure of the id “{key}”. Export the spreadsheet again."),
        )
    })?;
    if let Some((_, _, other)) = taken.iter().find(|(own, _, _)| own.key == *key) {
        let row = u64::from(other.row) + 1;
        return Err(Said::new(
            format!("“{key}”在第 {row} 行已填过新值，只能填一处。"),
            format!("“{key}” has a new figure in row {row} already."),
        ));
    }
    if !is_as_exported(line.now.as_ref(), value) {
        let now = value.now.map_or_else(|| "—".to_owned(), |now| now.normalize().to_string());
        return Err(Said::new(
            format!("导出之后这个数已改为 {now}。请重新导出表格再填写。"),
            format!("since the export this figure has become {now}. Export the spreadsheet again."),
        ));
    }
    Ok((value, number(new.get(), value.unit)?))
}

/// Whether the column of figures as they are still says what the pack says.
fn is_as_exported(now: Option<&OwnedCell>, value: &Value) -> bool {
    use rust_decimal::prelude::ToPrimitive;
    match (now.map(OwnedCell::get), value.now) {
        (None, None) => true,
        // A spreadsheet keeps fifteen digits.
        (Some(Cell::Number(shown)), Some(now)) => {
            now.to_f64().is_some_and(|now| (now - shown).abs() <= now.abs() * 1e-14)
        }
        (Some(Cell::Text(text)), Some(now)) => from_text(text, false).is_ok_and(|shown| shown.value == now),
        _ => false,
    }
}

/// The number in a cell. A percent sign is taken where the unit of measure is a percentage.
fn number(cell: Cell<'_>, unit: Option<Unit>) -> Result<Decimal, Said> {
    let percent = unit.is_some_and(|unit| matches!(unit.code().as_str(), "percent" | "percentage_point"));
    let no_percent = || {
        Said::new(
            "这里不能写百分号。请按“现值”一列的写法填写数字。",
            "no percent sign here. Write the number as the column “now” has it.",
        )
    };
    let plain = || Said::new("这里应填一个数。请只写数字，不改则留空。", "a number belongs here, or nothing.");
    let fault = |fault: NumberFault| match fault {
        NumberFault::TooFine => Said::new("小数位数过多，请减少。", "too many decimals."),
        NumberFault::TooLarge => Said::new("数字过大，请核对。", "the number is too large."),
        NumberFault::Exponent => {
            Said::new("请不要用科学计数法，写出全部数字。", "write all digits, without an exponent.")
        }
        NumberFault::Separators => {
            Said::new("千位分隔符位置不对，请去掉逗号。", "separators stand in the wrong places.")
        }
        NumberFault::NotANumber => plain(),
    };
    match cell {
        Cell::Number(number) => from_float(number).map_err(fault),
        Cell::Percent(number) if percent => from_percent_float(number).map_err(fault),
        Cell::Text(text) => match from_text(text, false).map_err(fault)? {
            number if number.percent && !percent => Err(no_percent()),
            number => Ok(number.value),
        },
        Cell::Percent(_) => Err(no_percent()),
        Cell::Error(_) => Err(Said::new(
            "公式出错，没有得出数。请改正公式或直接填数。",
            "the formula failed. Mend it, or write the number.",
        )),
        Cell::Blank | Cell::Bool(_) | Cell::Date(_) | Cell::Time => Err(plain()),
    }
}
