//! Columns recognised by their titles: those of the template, and others that people use.

use domain::register::{Column, Kind};
use domain::say::Lang;

use crate::cell::OwnedCell;
use crate::header::{normalise, split_unit, squash};

/// So many rows at the top may hold a title, a mark, remarks.
pub(super) const TOP: usize = 20;

/// A column that was recognised.
#[derive(Clone, Debug)]
pub(super) struct Found<C> {
    /// From 0.
    pub at: u32,
    pub column: C,
    /// As people see it.
    pub header: std::sync::Arc<str>,
}

/// The row of the headers, and the columns that it names; `repeated` are headers that name a column twice.
#[derive(Clone, Debug)]
pub(super) struct Headers<C> {
    pub row: usize,
    pub columns: Vec<Found<C>>,
    pub repeated: Vec<Found<C>>,
}

/// A column that is looked for: what it is, and all that may head it.
pub(super) struct Wanted<C> {
    pub column: C,
    pub headers: Vec<&'static str>,
}

pub(super) fn of_register(kind: Kind) -> Vec<Wanted<Column>> {
    let wanted = |column: Column| Wanted {
        headers: [column.title(Lang::Zh), column.title(Lang::En)].iter().chain(column.headers()).copied().collect(),
        column,
    };
    Column::of(kind).into_iter().map(wanted).collect()
}

/// Finds the row that names most of what is wanted.
pub(super) fn find<C: Copy + PartialEq>(rows: &[Vec<OwnedCell>], wanted: &[Wanted<C>]) -> Option<Headers<C>> {
    let found = rows.iter().take(TOP).enumerate().map(|(row, cells)| recognise(row, cells, wanted));
    // Of rows that name as many, the first.
    found.rev().max_by_key(|headers| headers.columns.len()).filter(|headers| !headers.columns.is_empty())
}

fn recognise<C: Copy + PartialEq>(row: usize, cells: &[OwnedCell], wanted: &[Wanted<C>]) -> Headers<C> {
    let mut found = Headers { row, columns: Vec::new(), repeated: Vec::new() };
    // What is headed just so comes before what is headed so but for a unit of measure.
    for exact in [true, false] {
        for (at, cell) in (0_u32..).zip(cells) {
            let shown = cell.get().shown();
            let header = shown.trim().trim_end_matches(['*', '＊']).trim();
            if header.is_empty() || found.columns.iter().any(|one| one.at == at) {
                continue;
            }
            let Some(column) = wanted.iter().find(|one| heads(header, &one.headers, exact)).map(|one| one.column)
            else {
                continue;
            };
            let one = Found { at, column, header: header.into() };
            if found.columns.iter().any(|own| own.column == column) {
                if exact {
                    found.repeated.push(one);
                }
            } else {
                found.columns.push(one);
            }
        }
    }
    found
}

fn heads(header: &str, titles: &[&str], exact: bool) -> bool {
    let own = normalise(header);
    if exact {
        return titles.iter().any(|title| normalise(title) == own);
    }
    let bare = |text: &str| split_unit(&squash(text)).0.to_lowercase();
    titles.iter().any(|title| bare(title) == bare(header))
}
