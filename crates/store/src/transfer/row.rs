//! A row as one line of JSON, always the same for the same values: numbers bare, texts quoted, bytes in hexadecimal.

use std::io::Write;

use sea_orm::{DbErr, QueryResult, Value};

use crate::schema::{Holds, Table};

/// The values of a row, in the order of the table's columns.
pub(crate) type Row = Vec<Value>;

/// A row as the database gave it.
pub(crate) fn of_result(table: &Table, found: &QueryResult) -> Result<Row, DbErr> {
    let read = |(at, column): (usize, &crate::schema::Column)| {
        Ok(match column.holds {
            Holds::Int => Value::BigInt(found.try_get_by_index(at)?),
            Holds::Text => Value::String(found.try_get_by_index(at)?),
            Holds::Bytes => Value::Bytes(found.try_get_by_index(at)?),
        })
    };
    table.columns.iter().enumerate().map(read).collect()
}

/// Adds the row's line to `lines`.
pub(crate) fn write(row: &Row, lines: &mut Vec<u8>) -> std::io::Result<()> {
    for (at, value) in row.iter().enumerate() {
        lines.push(if at == 0 { b'[' } else { b',' });
        match value {
            Value::BigInt(Some(number)) => write!(lines, "{number}")?,
            Value::String(Some(text)) => serde_json::to_writer(&mut *lines, text)?,
            Value::Bytes(Some(bytes)) => {
                lines.push(b'"');
                for byte in bytes {
                    lines.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
                }
                lines.push(b'"');
            }
            _ => lines.extend(b"null"),
        }
    }
    lines.extend(b"]\n");
    Ok(())
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The row of a line; none where the line is not one of this table.
pub(crate) fn read(table: &Table, line: &[u8]) -> Option<Row> {
    let found: Vec<serde_json::Value> = serde_json::from_slice(line).ok()?;
    if found.len() != table.columns.len() {
        return None;
    }
    let value = |(value, column): (serde_json::Value, &crate::schema::Column)| {
        Some(match (column.holds, value) {
            (Holds::Int, serde_json::Value::Null) => Value::BigInt(None),
            (Holds::Int, serde_json::Value::Number(number)) => Value::BigInt(Some(number.as_i64()?)),
            (Holds::Text, serde_json::Value::Null) => Value::String(None),
            (Holds::Text, serde_json::Value::String(text)) => text.into(),
            (Holds::Bytes, serde_json::Value::Null) => Value::Bytes(None),
            (Holds::Bytes, serde_json::Value::String(text)) => unhex(&text)?.into(),
            _ => return None,
        })
    };
    found.into_iter().zip(table.columns).map(value).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes().chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn version() -> &'static Table {
        Table::named("pack_version").unwrap()
    }

    #[test]
    fn a_row_is_one_line_whatever_stands_in_it() {
        let row: Row = vec![
            "ab".into(),
            "行\n\"引\"".into(),
            Value::String(None),
            vec![0_u8, 255].into(),
            (-5_i64).into(),
            Value::BigInt(None),
        ];
        let mut lines = Vec::new();
        write(&row, &mut lines).unwrap();
        let line = String::from_utf8(lines).unwrap();
        assert_eq!(line, "[\"ab\",\"行\\n\\\"引\\\"\",null,\"00ff\",-5,null]\n");
        assert_eq!(read(version(), line.as_bytes()), Some(row));
    }

    #[test]
    fn what_is_no_row_of_the_table_is_refused() {
        for bad in [
            "",
            "[]",
            "[1,2,3,4,5,6]",
            r#"["a","b","c","0",1,2]"#,
            r#"["a","b","c","zz",1,2]"#,
            r#"["a","b","c","00",1.5,2]"#,
        ] {
            assert_eq!(read(version(), bad.as_bytes()), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_row_reads_back(a in ".*", b in prop::option::of(".*"), c in prop::collection::vec(any::<u8>(), 0..9), n in any::<i64>()) {
            let row: Row = vec![a.into(), b.into(), "".into(), c.into(), n.into(), Value::BigInt(None)];
            let mut lines = Vec::new();
            write(&row, &mut lines).unwrap();
            prop_assert_eq!(lines.split(|byte| *byte == b'\n').count(), 2);
            prop_assert_eq!(read(version(), &lines), Some(row));
        }
    }
}
