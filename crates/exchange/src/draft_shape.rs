//! What a sheet looks like before anybody says what it means: where its headers stand, what its columns hold.

use std::collections::BTreeSet;

use domain::code::{CreditCode, ZoneCode};
use domain::period::Period;

use crate::cell::{Cell, OwnedCell};
use crate::mapping::MissingWords;
use crate::number::from_text;

/// What a column's cells look like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Cells that are neither blank nor a word for a missing figure.
    pub filled: u32,
    /// … of them numbers.
    pub numbers: u32,
    /// … of them periods.
    pub periods: u32,
    /// … of them valid credit codes.
    pub credit_codes: u32,
    /// … of them zone codes.
    pub zone_codes: u32,
    /// How many different ones.
    pub different: u32,
}

impl Look {
    /// Whether `count` is most of what is filled.
    pub fn mostly(self, count: u32) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 7
    }
}

/// How many cells of a row are not blank.
pub fn filled(cells: &[OwnedCell]) -> usize {
    cells.iter().filter(|cell| !cell.get().is_blank()).count()
}

fn is_number(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Number(_) | Cell::Percent(_) => true,
        Cell::Text(text) => from_text(text, true).is_ok(),
        _ => false,
    }
}

/// Where the headers stand: the first row from 0, and how many rows.
///
/// The last header row is the text row above the first row that holds a number or looks like the rows after it; rows
/// above belong to the headers while they too name more than one column.
pub fn header_rows(rows: &[Vec<OwnedCell>]) -> (usize, usize) {
    let widest = rows.iter().map(|cells| filled(cells)).max().unwrap_or(0);
    let wide = |row: usize| rows.get(row).is_some_and(|cells| filled(cells) * 2 >= widest && filled(cells) >= 2);
    // A bare year may head a column; a row of headers holds no other number.
    let data = |row: usize| {
        rows.get(row).is_some_and(|cells| {
            let numbers = cells.iter().filter(|cell| is_number(cell.get())).count();
            let years = cells.iter().filter(|cell| cell.get().shown().parse::<Period>().is_ok()).count();
            numbers > years
        })
    };
    let last = (0..rows.len()).find(|&row| wide(row) && !data(row));
    let Some(first) = last else { return (0, 1) };
    let mut count = 1;
    // Rows that are still text and more than a title, up to the first row of data.
    while count < 3 && first + count < rows.len() && !data(first + count) && (first + count + 1..rows.len()).any(data) {
        let below = rows.get(first + count).map_or(0, |cells| filled(cells));
        let next_is_data = (first + count..rows.len()).take(3).skip(1).any(data);
        if below == 0 || !next_is_data || has_subject_text(rows, first + count) {
            break;
        }
        count += 1;
    }
    (first, count)
}

/// Whether a row's first text stands where the row above also has text: then it is a row of data, not of headers.
fn has_subject_text(rows: &[Vec<OwnedCell>], row: usize) -> bool {
    let text = |row: usize, column: usize| {
        rows.get(row).and_then(|cells| cells.get(column)).is_some_and(|cell| !cell.get().is_blank())
    };
    let first = rows.get(row).and_then(|cells| cells.iter().position(|cell| !cell.get().is_blank()));
    // The first column's header is as a rule merged downwards, so that a second header row leaves it blank.
    first == Some(0) && text(row - 1, 0)
}

/// What the cells of a column look like from row `first` on.
pub fn look(rows: &[Vec<OwnedCell>], first: usize, column: usize) -> Look {
    let mut look = Look::default();
    let mut seen = BTreeSet::new();
    for cells in rows.iter().skip(first) {
        let Some(cell) = cells.get(column).map(OwnedCell::get).filter(|cell| !cell.is_blank()) else { continue };
        let shown = cell.shown();
        if MissingWords::default().reason(&shown).is_some() {
            continue;
        }
        look.filled += 1;
        look.numbers += u32::from(is_number(cell));
        look.periods += u32::from(matches!(cell, Cell::Date(_)) || shown.parse::<Period>().is_ok());
        look.credit_codes += u32::from(CreditCode::parse(&shown).is_ok());
        look.zone_codes += u32::from(ZoneCode::parse(&shown).is_ok());
        seen.insert(shown);
    }
    look.different = u32::try_from(seen.len()).unwrap_or(u32::MAX);
    look
}
