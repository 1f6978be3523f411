//! A row of a register, cell by cell.

use domain::id::AttributeName;
use domain::register::{Column, Field, Row, Takes, Written, targets};
use domain::say::Said;

use super::cells::{day, is_dash, text};
use crate::cell::Cell;
use crate::finding::Reason;

/// Puts what a cell says into the row.
pub(super) fn take(row: &mut Row, column: &Column, cell: Cell<'_>) -> Result<(), Reason> {
    match column {
        Column::Field(field) => take_field(row, field, cell),
        Column::Link(link) => {
            let text = text(cell, Some(Takes::Region))?;
            match text.as_str() {
                // Whether a new record lacks what it must belong to, the register knows.
                "" => Ok(()),
                dash if is_dash(dash) => {
                    row.links.push((link.role, Vec::new()));
                    Ok(())
                }
                text => {
                    let found = targets(link.role, text).map_err(|error| stated("link", error.said()))?;
                    row.links.push((link.role, found));
                    Ok(())
                }
            }
        }
        Column::From => day(cell).map(|day| row.from = day),
        Column::To => day(cell).map(|day| row.to = day),
        Column::Reason => {
            // A reason is kept on one line.
            let text = text(cell, None)?.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned();
            row.reason = Some(text).filter(|text| !text.is_empty() && !is_dash(text));
            Ok(())
        }
    }
}

fn take_field(row: &mut Row, field: &Field, cell: Cell<'_>) -> Result<(), Reason> {
    let text = if field.takes == Takes::Day {
        match cell {
            Cell::Text(text) if is_dash(text) => text.trim().to_owned(),
            _ => day(cell)?.map(|day| day.to_string()).unwrap_or_default(),
        }
    } else {
        text(cell, Some(field.takes))?
    };
    let nothing = text.is_empty() || is_dash(&text);
    if nothing && field.required {
        return Err(blank());
    }
    match field.name {
        "name" => {
            row.name = field.read(&text).map_err(|said| stated("value", said))?;
        }
        "code" if nothing => {}
        "code" => match field.read(&text) {
            Ok(code) => row.code = Some(code),
            Err(said) => {
                // Rows stay told apart by what was meant to be a code.
                row.code = Some(text);
                return Err(Reason::Code(said));
            }
        },
        _ if text.is_empty() => {}
        name => {
            let written = if nothing {
                Written::Nothing
            } else {
                Written::Value(field.read(&text).map_err(|said| stated("value", said))?)
            };
            if let Ok(name) = AttributeName::new(name) {
                row.fields.push((name, written));
            }
        }
    }
    Ok(())
}

pub(super) fn blank() -> Reason {
    stated("blank", Said::new("没有填写。请补写", "missing; fill it in"))
}

pub(super) fn stated(code: &'static str, said: Said) -> Reason {
    Reason::Stated { code, said }
}
