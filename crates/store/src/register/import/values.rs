//! The values of rows: each as its field takes it, and written the one way in which the register keeps it.

use domain::register::{Kind, Row, RowFault, Written};
use domain::say::Said;

use super::plan::field;
use crate::register::{CODE, NAME};

/// What of the rows' values is not as the register keeps them.
pub(super) fn check_values(kind: Kind, rows: &[Row], faults: &mut Vec<RowFault>) {
    for (at, row) in rows.iter().enumerate() {
        let mut check = |name: &str, value: &str| {
            let read = match kind.field(name) {
                Some(field) => field.read(value).map(|read| read == value),
                None => Err(Said::new("这个名录没有这一项", "the register has no such field")),
            };
            match read {
                Ok(true) => {}
                Ok(false) => faults.push(RowFault { row: at, spot: field(name), said: expected(kind, name) }),
                Err(said) => faults.push(RowFault { row: at, spot: field(name), said }),
            }
        };
        check(NAME, &row.name);
        if let Some(code) = &row.code {
            check(CODE, code);
        }
        for (name, written) in &row.fields {
            if let Written::Value(value) = written {
                check(name.as_str(), value);
            }
        }
        if row.name.is_empty() {
            faults.push(RowFault {
                row: at,
                spot: field(NAME),
                said: Said::new("没有写名称，请补写", "the name is missing; fill it in"),
            });
        }
    }
}

fn expected(kind: Kind, name: &str) -> Said {
    kind.field(name).map_or_else(|| Said::new("写法不对", "not written so"), domain::register::Field::expected)
}
