//! The figures of a pack in tables, and what is wrong with a spreadsheet of them.

use domain::say::Say;
use exchange::CellFault;
use policy::Pack;
use policy::value::{Value, ValueKind, values};

use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::locale::Words;

/// Faults shown on the page; the marked file holds all.
const MOST: usize = 100;

/// A table of each kind of figure that the pack has.
#[must_use]
pub fn tables(pack: &Pack, words: Words) -> Vec<(String, Html)> {
    let found = values(pack);
    let mut tables = Vec::new();
    for kind in [ValueKind::Weight, ValueKind::Benchmark, ValueKind::Target] {
        // A year that may be added is a row of the spreadsheet only.
        let here: Vec<&Value> = found.iter().filter(|value| value.kind == kind && value.now.is_some()).collect();
        if !here.is_empty() {
            tables.push((kind.say(words.lang()), table(kind, &here, words)));
        }
    }
    if tables.is_empty() {
        let empty = Empty::new(words.t("figures-none"), words.t("figures-none-why"));
        tables.push((words.t("view-figures"), empty.show()));
    }
    tables
}

fn table(kind: ValueKind, found: &[&Value], words: Words) -> Html {
    let lang = words.lang();
    let cited = found.iter().any(|value| !value.cite.is_empty());
    let dated = found.iter().any(|value| value.year.is_some());
    let mut heads = vec![
        Head::new(words.t("figures-rule")).align(Align::Wide),
        Head::new(words.t("figures-what")).align(Align::Text),
        Head::new(words.t("figures-now")).align(Align::Number),
    ];
    if cited {
        heads.push(Head::new(words.t("cite")).optional());
    }
    if dated {
        heads.insert(2, Head::new(words.t("figures-year")).align(Align::Line).optional());
    }
    let rows = found.iter().map(|value| {
        let figure = value.now.map(number::plain).unwrap_or_default();
        let unit = value.unit.map(|unit| unit.say(lang)).unwrap_or_default();
        let mut cells = vec![
            Cell::Noted { text: value.title.clone(), href: None, note: value.within.join(" / ") },
            Cell::Text(value.field.say(lang)),
            Cell::Text(number::with_unit(&figure, &unit)),
        ];
        if cited {
            cells.push(Cell::text(&value.cite));
        }
        if dated {
            cells.insert(2, Cell::maybe(value.year.map(|year| year.to_string())));
        }
        Row::new(cells)
    });
    Table::new(kind.say(lang), heads, rows.collect()).tall().show(words)
}

/// What is wrong, cell by cell.
#[must_use]
pub fn faults(found: &[CellFault], words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("fault-cell")).align(Align::Line),
        Head::new(words.t("fault-value")).align(Align::Text),
        Head::new(words.t("fault-why")).align(Align::Long),
    ];
    let rows = found.iter().take(MOST).map(|fault| {
        Row::new(vec![
            Cell::Text(format!("{} {}", fault.sheet, fault.a1())),
            Cell::text(&fault.value),
            Cell::Text(fault.said.say(words.lang())),
        ])
    });
    Table::new(words.t("figures-faults"), heads, rows.collect()).show(words)
}
