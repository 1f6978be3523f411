//! All that differs between the two engines. No other file asks which engine it is.

mod guards;

use sea_orm::{DbBackend, DbErr, RuntimeErr, Statement};

/// The engine beneath a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, one process or several on one machine.
    Sqlite,
    /// A server.
    Postgres,
}

/// Why the database refused, as far as what to do next depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A key stands there already.
    Taken,
    /// A trigger of ours: the audit is not to be changed.
    Kept,
    /// Somebody else held what was needed for too long.
    Busy,
    /// The disk or the quota is full.
    Full,
    /// The server or the file cannot be reached.
    Unreachable,
    /// What the file holds is not a database, or a damaged one.
    Damaged,
    /// Something else.
    Other,
}

/// What our triggers say when somebody tries to change what must stay.
pub(crate) const KEPT: &str = "yuanheng: kept";

/// How many numbers for records are taken at a time.
pub(crate) const BLOCK: i64 = 64;

impl Engine {
    pub(crate) const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// The engine behind a connection.
    pub(crate) const fn of(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Sqlite => Self::Sqlite,
            _ => Self::Postgres,
        }
    }

    /// The place of value number `number` in a statement that gives its values in order. `SQLite` looks the name of every
    /// numbered place up one by one: of four thousand that takes longer than the rows themselves.
    pub(crate) fn place(self, number: usize) -> String {
        match self {
            Self::Sqlite => "?".to_owned(),
            Self::Postgres => format!("${number}"),
        }
    }

    /// The type of a text column. Texts are ordered and compared byte by byte on both engines.
    const fn text(self) -> &'static str {
        match self {
            Self::Sqlite => "TEXT",
            Self::Postgres => "TEXT COLLATE \"C\"",
        }
    }

    const fn bytes(self) -> &'static str {
        match self {
            Self::Sqlite => "BLOB",
            Self::Postgres => "BYTEA",
        }
    }

    /// A whole number of 64 bits, as SQLite needs to hear it to know an INTEGER PRIMARY KEY.
    const fn whole(self) -> &'static str {
        match self {
            Self::Sqlite => "INTEGER",
            Self::Postgres => "BIGINT",
        }
    }

    /// Today in China Standard Time by the database's own clock, in days since 1970-01-01.
    const fn today(self) -> &'static str {
        match self {
            Self::Sqlite => "((CAST(strftime('%s', 'now') AS INTEGER) + 28800) / 86400)",
            Self::Postgres => "((FLOOR(EXTRACT(EPOCH FROM now()))::BIGINT + 28800) / 86400)",
        }
    }

    /// The statements of a migration: the types `{text}`, `{bytes}`, `{int}` and the day `{today}` filled in; `NUMBERS` makes
    /// what [`Engine::blocks`] takes from; a table that ends in `KEYED` is kept in the order of its key; each `KEEP table (key) UNLESS condition` becomes triggers that stop every UPDATE,
    /// and every DELETE unless the condition holds for the row `OLD`; each `REFUSE table WHEN condition` one that stops an
    /// INSERT when the condition holds for the row `NEW`.
    pub(crate) fn statements(self, script: &str) -> Vec<String> {
        let script: String =
            script.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        let script = script
            .replace("{text}", self.text())
            .replace("{bytes}", self.bytes())
            .replace("{int}", self.whole())
            .replace("{today}", self.today());
        let statements = script.split(";\n").map(|one| one.trim().trim_end_matches(';')).filter(|one| !one.is_empty());
        statements.flat_map(|one| self.statement(one)).collect()
    }

    fn statement(self, statement: &str) -> Vec<String> {
        if statement == "NUMBERS" {
            return match self {
                Self::Sqlite => vec![
                    "CREATE TABLE counter (next INTEGER NOT NULL)".to_owned(),
                    "INSERT INTO counter (next) VALUES (64)".to_owned(),
                ],
                Self::Postgres => vec!["CREATE SEQUENCE record_number INCREMENT BY 64 START WITH 64".to_owned()],
            };
        }
        if let Some((kept, unless)) = statement.strip_prefix("KEEP ").and_then(|rest| rest.split_once(" UNLESS ")) {
            let (table, keys) = kept.split_once(' ').unwrap_or((kept, ""));
            return self.keep(table, keys, unless);
        }
        if let Some((table, when)) = statement.strip_prefix("REFUSE ").and_then(|rest| rest.split_once(" WHEN ")) {
            return self.refuse(table, when);
        }
        let (statement, keyed) = statement.strip_suffix(" KEYED").map_or((statement, false), |table| (table, true));
        // SQLite's columns take anything unless told; PostgreSQL's never do.
        let strict = self == Self::Sqlite && statement.starts_with("CREATE TABLE ");
        vec![match (strict, keyed) {
            (true, true) => format!("{statement} STRICT, WITHOUT ROWID"),
            (true, false) => format!("{statement} STRICT"),
            (false, _) => statement.to_owned(),
        }]
    }

    /// What a column is one of the numbers in: those of the text at `place`, parted by commas.
    pub(crate) fn numbers(self, place: &str) -> String {
        match self {
            Self::Sqlite => format!("IN (SELECT value FROM json_each('[' || {place} || ']'))"),
            Self::Postgres => format!("= ANY (string_to_array({place}, ',')::BIGINT[])"),
        }
    }

    /// What a column is one of the texts in: those of the JSON list at `place`.
    pub(crate) fn texts(self, place: &str) -> String {
        match self {
            Self::Sqlite => format!("IN (SELECT value FROM json_each({place}))"),
            Self::Postgres => format!("= ANY (ARRAY(SELECT jsonb_array_elements_text({place}::JSONB)))"),
        }
    }

    /// Puts many rows of whole numbers in at once: each column's numbers as one text, parted by commas. SQLite has no such
    /// statement that is quicker than rows one after the other.
    pub(crate) fn insert_numbers(self, table: &str, columns: &[&str]) -> Option<String> {
        let arrays = (1..=columns.len()).map(|at| format!("string_to_array(${at}, ',')::BIGINT[]"));
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(format!(
                "INSERT INTO {table} ({}) SELECT * FROM unnest({})",
                columns.join(", "),
                arrays.collect::<Vec<_>>().join(", ")
            )),
        }
    }

    /// Whether a table of this name is there; the name is `$1`.
    pub(crate) const fn has_table(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1",
            Self::Postgres => {
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1"
            }
        }
    }

    /// Every column of our tables: table, column.
    pub(crate) const fn columns(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid"
            }
            Self::Postgres => {
                "SELECT table_name, column_name FROM information_schema.columns \
                 WHERE table_schema = current_schema() ORDER BY table_name COLLATE \"C\", ordinal_position"
            }
        }
    }

    /// Takes the lock under which migrations run, for the transaction. SQLite's transaction holds it from its beginning.
    pub(crate) const fn migration_lock(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_advisory_xact_lock(7246510338295147)"),
        }
    }

    /// Takes the lock under which the chain of the audit grows or is cut, for the transaction.
    pub(crate) const fn chain_lock(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_advisory_xact_lock(7246510338295148)"),
        }
    }

    /// Takes so many blocks of [`BLOCK`] numbers; each row says where one begins and how many it has.
    pub(crate) fn blocks(self, count: i64) -> Statement {
        let sql = match self {
            Self::Sqlite => {
                "UPDATE counter SET next = next + 64 * $1 RETURNING next - 64 * $1 AS start, 64 * $1 AS length"
            }
            // A sequence, so that one who takes numbers does not wait for another to end.
            Self::Postgres => {
                "SELECT nextval('record_number') AS start, 64::BIGINT AS length FROM generate_series(1, $1::BIGINT)"
            }
        };
        Statement::from_sql_and_values(self.backend(), sql, [count.into()])
    }

    /// Where the next block of numbers begins.
    pub(crate) const fn next_block(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT next FROM counter",
            Self::Postgres => "SELECT CASE WHEN is_called THEN last_value + 64 ELSE last_value END FROM record_number",
        }
    }

    /// Lets the next block of numbers begin at `$1`.
    pub(crate) const fn set_next_block(self) -> &'static str {
        match self {
            Self::Sqlite => "UPDATE counter SET next = $1",
            Self::Postgres => "SELECT setval('record_number', $1, false)",
        }
    }

    /// What follows a SELECT whose rows nobody else may change until the transaction ends. SQLite has one writer.
    pub(crate) const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// What follows a SELECT that takes rows nobody else is just taking.
    pub(crate) const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Keeps everybody else from writing to `tables` until the transaction ends. SQLite has one writer.
    pub(crate) fn lock_tables(self, tables: &[&str]) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(format!("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", tables.join(", "))),
        }
    }

    /// Asks the engine to look its own files through; the first column of the first row is `ok` where all is well.
    pub(crate) const fn integrity(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("PRAGMA integrity_check(20)"),
            Self::Postgres => None,
        }
    }

    /// Renews what the engine knows about its tables, so that it finds the shortest way to rows.
    pub(crate) const fn analyse(self) -> &'static str {
        match self {
            Self::Sqlite => "PRAGMA optimize=0x10002",
            Self::Postgres => "ANALYZE",
        }
    }

    /// The same after an act that wrote very many rows. `PostgreSQL` would take the registers for as small as they were and
    /// read all of them for each record until it looks by itself; `SQLite` goes by its indexes.
    pub(crate) const fn analyse_registers(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("ANALYZE entity, attribute, link, listing, listing_place, listing_gram"),
        }
    }

    /// Why the database refused.
    pub(crate) fn refusal(error: &DbErr) -> Refusal {
        let runtime = match error {
            DbErr::ConnectionAcquire(_) => return Refusal::Unreachable,
            DbErr::Conn(error) | DbErr::Exec(error) | DbErr::Query(error) => error,
            _ => return Refusal::Other,
        };
        let RuntimeErr::SqlxError(error) = runtime else { return Refusal::Other };
        let sea_orm::SqlxError::Database(error) = &**error else {
            return match &**error {
                sea_orm::SqlxError::Io(_) | sea_orm::SqlxError::PoolTimedOut | sea_orm::SqlxError::PoolClosed => {
                    Refusal::Unreachable
                }
                _ => Refusal::Other,
            };
        };
        if error.message().contains(KEPT) {
            return Refusal::Kept;
        }
        // SQLite gives its result codes (sqlite3.h), PostgreSQL its SQLSTATE (appendix A of its manual).
        match error.code().as_deref() {
            Some("1555" | "2067" | "23505") => Refusal::Taken,
            Some("5" | "261" | "517" | "6" | "55P03" | "40001" | "40P01") => Refusal::Busy,
            Some("13" | "53100") => Refusal::Full,
            Some("14" | "57P01" | "57P02" | "57P03" | "53300") => Refusal::Unreachable,
            Some("11" | "26" | "267" | "523" | "779" | "XX001" | "XX002") => Refusal::Damaged,
            Some(state) if state.len() == 5 && state.starts_with("08") => Refusal::Unreachable,
            _ => Refusal::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_becomes_statements_of_each_engine() {
        let script = "-- why; so\nCREATE TABLE a (n {int} PRIMARY KEY, t {text}, b {bytes});\n\nKEEP a (n) (t, b) UNLESS OLD.n < 3;\n";
        let sqlite = Engine::Sqlite.statements(script);
        assert_eq!(sqlite[0], "CREATE TABLE a (n INTEGER PRIMARY KEY, t TEXT, b BLOB) STRICT");
        assert_eq!(sqlite.len(), 4);
        let replaced = "WHEN EXISTS (SELECT 1 FROM a k WHERE k.n = NEW.n) \
                        OR EXISTS (SELECT 1 FROM a k WHERE k.t = NEW.t AND k.b = NEW.b) BEGIN";
        assert!(sqlite[3].contains(replaced), "{}", sqlite[3]);
        let keyed = "CREATE TABLE a (n {int}, PRIMARY KEY (n)) KEYED;\n";
        assert_eq!(
            Engine::Sqlite.statements(keyed),
            ["CREATE TABLE a (n INTEGER, PRIMARY KEY (n)) STRICT, WITHOUT ROWID"]
        );
        assert_eq!(Engine::Postgres.statements(keyed), ["CREATE TABLE a (n BIGINT, PRIMARY KEY (n))"]);
        let postgres = Engine::Postgres.statements(script);
        assert_eq!(postgres[0], "CREATE TABLE a (n BIGINT PRIMARY KEY, t TEXT COLLATE \"C\", b BYTEA)");
        assert!(postgres[1].contains("IF OLD.n < 3 THEN RETURN OLD"), "{}", postgres[1]);
    }
}
