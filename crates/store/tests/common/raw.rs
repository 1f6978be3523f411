//! A connection past the store, as somebody with the database's password has it.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbErr};
use store::{Address, Engine};

use super::Bench;

pub struct Raw {
    on: DatabaseConnection,
    engine: Engine,
}

impl Raw {
    pub async fn to(bench: &Bench) -> Self {
        let url = match &bench.address {
            Address::Sqlite(path) => format!("sqlite://{}", path.display()),
            Address::Postgres(url) => url.clone(),
        };
        Self { on: Database::connect(url).await.unwrap(), engine: bench.store.engine() }
    }

    /// How many rows it changed.
    pub async fn run(&self, sql: &str) -> Result<u64, DbErr> {
        Ok(self.on.execute_unprepared(sql).await?.rows_affected())
    }

    pub async fn number(&self, sql: &str) -> i64 {
        let statement = sea_orm::Statement::from_string(self.on.get_database_backend(), sql);
        self.on.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Runs `sql` with the guards of the audit taken away, and puts them back.
    pub async fn tamper(&self, sql: &str) {
        let tables = ["act", "change", "audit_tail", "audit_link", "audit_anchor", "audit_pruning"];
        match self.engine {
            Engine::Sqlite => {
                let backend = self.on.get_database_backend();
                let all = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
                let guards = self.on.query_all_raw(sea_orm::Statement::from_string(backend, all)).await.unwrap();
                for guard in &guards {
                    let name: String = guard.try_get_by_index(0).unwrap();
                    self.run(&format!("DROP TRIGGER {name}")).await.unwrap();
                }
                assert!(self.run(sql).await.unwrap() > 0, "{sql}");
                for guard in &guards {
                    self.run(&guard.try_get_by_index::<String>(1).unwrap()).await.unwrap();
                }
            }
            Engine::Postgres => {
                for table in tables {
                    self.run(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await.unwrap();
                }
                assert!(self.run(sql).await.unwrap() > 0, "{sql}");
                for table in tables {
                    self.run(&format!("ALTER TABLE {table} ENABLE TRIGGER USER")).await.unwrap();
                }
            }
        }
    }
}
