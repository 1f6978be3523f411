//! Statements and rows: the little that every query needs, over one connection or transaction.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, TryGetable, Value};

use crate::dialect::Engine;

/// The most values one statement may have: SQLite's limit is 32,766, PostgreSQL's 65,535.
const MOST_VALUES: usize = 30_000;
/// The most rows that one INSERT puts in: longer ones take longer to read than they save.
const MOST_ROWS: usize = 400;

fn statement<C: ConnectionTrait>(on: &C, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(on.get_database_backend(), sql, values)
}

/// All rows.
pub(crate) async fn all<C: ConnectionTrait>(
    on: &C,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>, DbErr> {
    on.query_all_raw(statement(on, sql, values)).await
}

/// The first row, where there is any.
pub(crate) async fn one<C: ConnectionTrait>(
    on: &C,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>, DbErr> {
    on.query_one_raw(statement(on, sql, values)).await
}

/// The first column of the first row, where there is any.
pub(crate) async fn value<C: ConnectionTrait, T: TryGetable>(
    on: &C,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>, DbErr> {
    one(on, sql, values).await?.map(|row| row.try_get_by_index(0)).transpose()
}

/// How many rows it changed.
pub(crate) async fn run<C: ConnectionTrait>(
    on: &C,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, DbErr> {
    Ok(on.execute_raw(statement(on, sql, values)).await?.rows_affected())
}

/// Puts rows of `columns.len()` values each, one after the other in `values`, into `table`, many to a statement.
pub(crate) async fn insert<C: ConnectionTrait>(
    on: &C,
    table: &str,
    columns: &[&str],
    values: Vec<Value>,
) -> Result<(), DbErr> {
    let width = columns.len();
    let most = (MOST_VALUES / width).min(MOST_ROWS);
    let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    let engine = Engine::of(on.get_database_backend());
    let full = rows(engine, &head, width, most);
    let mut values = values.into_iter();
    loop {
        let chunk: Vec<Value> = values.by_ref().take(most * width).collect();
        match chunk.len() / width {
            0 => return Ok(()),
            count if count == most => run(on, &full, chunk).await?,
            count => run(on, &rows(engine, &head, width, count), chunk).await?,
        };
    }
}

/// Numbers as a query takes many of them, see [`Engine::numbers`].
pub(crate) fn numbers(all: &[i64]) -> String {
    all.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

/// Texts as a query takes many of them, see [`Engine::texts`].
pub(crate) fn texts(all: &[&str]) -> String {
    serde_json::Value::from(all.to_vec()).to_string()
}

/// The most rows of numbers in one statement.
const MOST_NUMBERS: usize = 20_000;

/// Puts rows of whole numbers into `table`.
pub(crate) async fn insert_numbers<C: ConnectionTrait, const WIDTH: usize>(
    on: &C,
    table: &str,
    columns: [&str; WIDTH],
    numbers: &[[i64; WIDTH]],
) -> Result<(), DbErr> {
    let at_once = Engine::of(on.get_database_backend()).insert_numbers(table, &columns);
    for some in numbers.chunks(MOST_NUMBERS) {
        match &at_once {
            Some(sql) => {
                let column = |at: usize| {
                    let texts: Vec<String> = some.iter().filter_map(|row| row.get(at)).map(i64::to_string).collect();
                    Value::from(texts.join(","))
                };
                run(on, sql, (0..WIDTH).map(column)).await?;
            }
            None => {
                insert(on, table, &columns, some.iter().flatten().map(|number| Value::from(*number)).collect()).await?;
            }
        }
    }
    Ok(())
}

/// `head` with `count` rows of `width` places for values.
fn rows(engine: Engine, head: &str, width: usize, count: usize) -> String {
    let mut sql = head.to_owned();
    for row in 0..count {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                sql.push(',');
            }
            sql.push_str(&engine.place(row * width + column + 1));
        }
        sql.push(')');
    }
    sql
}

/// Places for `count` values, the first of them number `first`: `$3, $4, $5`.
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_their_values_counted_through() {
        let head = "INSERT INTO a (b, c) VALUES ";
        assert_eq!(rows(Engine::Postgres, head, 2, 2), "INSERT INTO a (b, c) VALUES ($1,$2), ($3,$4)");
        assert_eq!(rows(Engine::Sqlite, head, 2, 2), "INSERT INTO a (b, c) VALUES (?,?), (?,?)");
        assert_eq!(places(3, 2), "$3, $4");
    }
}
