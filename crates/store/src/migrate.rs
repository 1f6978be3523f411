//! The store's structure, step by step. A step that has been released is never changed: its checksum is kept in the
//! store and in a test.

use domain::hash::Sm3;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, Statement, Value};

use crate::clock::Moment;
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::open::{Store, begin};

/// One step: its number, what it brings, and its statements in the dialect that [`Engine::statements`] reads.
struct Migration {
    number: i64,
    title: &'static str,
    script: &'static str,
}

const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    title: "acts, registers, packs, submissions, releases, jobs",
    script: include_str!("../migrations/0001.sql"),
}];

impl Migration {
    /// The checksum that freezes it.
    fn sum(&self) -> String {
        Sm3::of(self.script.as_bytes()).to_string()
    }
}

/// The newest structure that this program knows.
pub(crate) fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |last| last.number)
}

/// Runs what is missing, all or nothing, one program at a time.
pub(crate) async fn run(
    engine: Engine,
    write: &DatabaseConnection,
    address: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let fault = |source| StoreError::of(address, source);
    let transaction = begin(write).await.map_err(fault)?;
    if let Some(lock) = engine.migration_lock() {
        transaction.execute_unprepared(lock).await.map_err(fault)?;
    }
    let done = done(engine, &transaction).await.map_err(fault)?;
    for migration in missing(&done, address)? {
        step(engine, &transaction, migration, now).await.map_err(fault)?;
    }
    transaction.commit().await.map_err(fault)
}

/// The steps that are not done, where all that are done are known.
fn missing(done: &[(i64, String)], address: &str) -> Result<Vec<&'static Migration>, StoreError> {
    let (address, known) = (|| address.to_owned(), known());
    if let Some(found) = done.iter().map(|(number, _)| *number).max().filter(|found| *found > known) {
        return Err(StoreError::Newer { address: address(), found, known });
    }
    let mut missing = Vec::new();
    for migration in MIGRATIONS {
        match done.iter().find(|(number, _)| *number == migration.number) {
            Some((_, sum)) if *sum == migration.sum() => {}
            Some(_) => return Err(StoreError::Foreign { address: address(), migration: migration.number }),
            None => missing.push(migration),
        }
    }
    Ok(missing)
}

impl Store {
    /// Whether its structure is still the one that this program knows: another program may have changed it meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when it is not, or cannot be read.
    pub async fn structure(&self) -> Result<(), StoreError> {
        let done = done(self.engine(), self.reader()).await.map_err(|source| self.fault(source))?;
        match missing(&done, self.address())?.first() {
            Some(first) => Err(StoreError::Foreign { address: self.address().to_owned(), migration: first.number }),
            None => Ok(()),
        }
    }
}

async fn done<C: ConnectionTrait>(engine: Engine, transaction: &C) -> Result<Vec<(i64, String)>, DbErr> {
    let table = Statement::from_sql_and_values(engine.backend(), engine.has_table(), [Value::from("migration")]);
    let there = transaction.query_one_raw(table).await?.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    if there.unwrap_or(0) == 0 {
        return Ok(Vec::new());
    }
    let all = Statement::from_string(engine.backend(), "SELECT number, sm3 FROM migration ORDER BY number");
    let rows = transaction.query_all_raw(all).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

async fn step(
    engine: Engine,
    transaction: &DatabaseTransaction,
    migration: &Migration,
    now: Moment,
) -> Result<(), DbErr> {
    for statement in engine.statements(migration.script) {
        transaction.execute_unprepared(&statement).await?;
    }
    let record = Statement::from_sql_and_values(
        engine.backend(),
        "INSERT INTO migration (number, title, sm3, run_at) VALUES ($1, $2, $3, $4)",
        [migration.number.into(), migration.title.into(), migration.sum().into(), now.micros().into()],
    );
    transaction.execute_raw(record).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checksums of what has been released. Add a line for a new migration; never change one.
    const FROZEN: &[(i64, &str)] = &[];

    #[test]
    fn no_migration_that_was_released_has_changed() {
        for (number, sum) in FROZEN {
            let migration = MIGRATIONS.iter().find(|one| one.number == *number).expect("a released migration is gone");
            assert_eq!(migration.sum(), *sum, "migration {number} was changed: write a new one instead");
        }
    }

    #[test]
    fn migrations_are_numbered_from_one_without_a_gap() {
        assert!(MIGRATIONS.iter().zip(1..).all(|(one, number)| one.number == number));
    }
}
