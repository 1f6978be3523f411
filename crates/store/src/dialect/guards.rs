//! Triggers by which the database itself keeps what must stay.

use super::{Engine, KEPT};

impl Engine {
    /// Triggers that stop every UPDATE of `table`, and every DELETE unless the condition holds for the row `OLD`. `keys` are
    /// its unique keys, each in brackets.
    pub(super) fn keep(self, table: &str, keys: &str, unless: &str) -> Vec<String> {
        match self {
            Self::Sqlite => {
                let keys = keys.split(')').map(|key| key.trim_matches([' ', '('])).filter(|key| !key.is_empty());
                let taken: Vec<String> = keys
                    .map(|key| {
                        let same: Vec<String> =
                            key.split(", ").map(|column| format!("k.{column} = NEW.{column}")).collect();
                        format!("EXISTS (SELECT 1 FROM {table} k WHERE {})", same.join(" AND "))
                    })
                    .collect();
                vec![
                    format!(
                        "CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} \
                         BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
                    ),
                    format!(
                        "CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} WHEN NOT ({unless}) \
                         BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
                    ),
                    // INSERT OR REPLACE deletes the row of the same key without asking the trigger above.
                    format!(
                        "CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {} \
                         BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
                        taken.join(" OR ")
                    ),
                ]
            }
            Self::Postgres => vec![
                format!(
                    "CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                     IF TG_OP = 'DELETE' THEN IF {unless} THEN RETURN OLD; END IF; END IF; \
                     RAISE EXCEPTION '{KEPT}'; END $$"
                ),
                format!(
                    "CREATE TRIGGER {table}_change BEFORE UPDATE OR DELETE ON {table} \
                     FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
                ),
                format!(
                    "CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} \
                     FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept()"
                ),
            ],
        }
    }

    /// A trigger that stops an INSERT when the condition holds for the row `NEW`.
    pub(super) fn refuse(self, table: &str, when: &str) -> Vec<String> {
        match self {
            Self::Sqlite => vec![format!(
                "CREATE TRIGGER {table}_refuse BEFORE INSERT ON {table} WHEN {when} \
                 BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )],
            Self::Postgres => vec![
                format!(
                    "CREATE FUNCTION {table}_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                     IF {when} THEN RAISE EXCEPTION '{KEPT}'; END IF; RETURN NEW; END $$"
                ),
                format!(
                    "CREATE TRIGGER {table}_refuse BEFORE INSERT ON {table} \
                     FOR EACH ROW EXECUTE FUNCTION {table}_refused()"
                ),
            ],
        }
    }
}
