//! Opening a store: connections, the engine's settings, migrations.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::address::Address;
use crate::clock::{Clock, Moment};
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::migrate;

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long to wait for a connection before the server counts as lost.
const REACH: Duration = Duration::from_secs(5);

/// An open store. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    /// Without a password.
    address: String,
    /// Connections for reading; on PostgreSQL for writing as well.
    read: DatabaseConnection,
    /// The one connection that writes on SQLite.
    write: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl Store {
    /// Opens the store at `address`, makes it where there is none, and brings its structure up to date.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reached, is damaged, or was made by a newer program.
    pub async fn open(address: &Address, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let shown = address.to_string();
        let fault = |source| StoreError::of(&shown, source);
        let (engine, read, write) = match address {
            Address::Sqlite(_) => {
                let write = connect(address, 1).await.map_err(fault)?;
                // The file is there now, in the mode that lets readers go on beside the writer.
                (Engine::Sqlite, connect(address, 6).await.map_err(fault)?, write)
            }
            Address::Postgres(_) => {
                let pool = connect(address, 20).await.map_err(fault)?;
                (Engine::Postgres, pool.clone(), pool)
            }
        };
        migrate::run(engine, &write, &shown, clock.now()).await?;
        Ok(Self { inner: Arc::new(Inner { engine, address: shown, read, write, clock }) })
    }

    /// The engine beneath.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Its address, without a password.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.inner.address
    }

    /// Now, by the clock that was passed in.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.inner.clock.now()
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] when it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.inner.read.ping().await.map_err(|source| self.fault(source))
    }

    /// Lets go of all connections; those at work finish first.
    ///
    /// # Errors
    /// [`StoreError`] when the engine cannot end them.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.inner.read.close_by_ref().await.map_err(|source| self.fault(source))?;
        self.inner.write.close_by_ref().await.map_err(|source| self.fault(source))
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.read
    }

    pub(crate) fn fault(&self, source: DbErr) -> StoreError {
        StoreError::of(&self.inner.address, source)
    }

    /// A transaction that may write; it holds the only writer of SQLite from its beginning.
    pub(crate) async fn transaction(&self) -> Result<DatabaseTransaction, StoreError> {
        begin(&self.inner.write).await.map_err(|source| self.fault(source))
    }

    /// A transaction that reads one state of the store, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        use sea_orm::{AccessMode, IsolationLevel};
        let options = match self.inner.engine {
            Engine::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            },
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        self.inner.read.begin_with_options(options).await.map_err(|source| self.fault(source))
    }
}

pub(crate) async fn begin(write: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let immediate = Some(SqliteTransactionMode::Immediate);
    write
        .begin_with_options(TransactionOptions { sqlite_transaction_mode: immediate, ..TransactionOptions::default() })
        .await
}

async fn connect(address: &Address, most: u32) -> Result<DatabaseConnection, DbErr> {
    let url = match address {
        Address::Sqlite(_) => "sqlite::memory:".to_owned(),
        Address::Postgres(url) => url.clone(),
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(most).min_connections(1).sqlx_logging(false).connect_timeout(REACH);
    match address {
        Address::Sqlite(path) => {
            let path = path.clone();
            options.acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None);
            options.map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .in_memory(false)
                    .shared_cache(false)
                    .filename(&path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(PATIENCE)
                    .pragma("cache_size", "-65536")
                    .pragma("temp_store", "memory")
                    .pragma("trusted_schema", "off")
            });
        }
        Address::Postgres(_) => {
            options.acquire_timeout(REACH).set_application_name("yuanheng");
            options.map_sqlx_postgres_opts(|postgres| {
                postgres.options([
                    ("lock_timeout", "60s"),
                    ("timezone", "UTC"),
                    ("client_min_messages", "warning"),
                    ("jit", "off"),
                ])
            });
        }
    }
    Database::connect(options).await
}
