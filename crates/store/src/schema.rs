//! All tables as data: what a dump takes out, what a load puts in, and which column names a record of which table.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A whole number.
    Int,
    /// A text.
    Text,
    /// A run of bytes.
    Bytes,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub name: &'static str,
    pub holds: Holds,
    /// The table whose key it names.
    pub of: Option<&'static str>,
}

/// A table. Its primary key are its first columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    /// How many columns the key has.
    pub key: usize,
    pub columns: &'static [Column],
}

const fn column(name: &'static str, holds: Holds) -> Column {
    Column { name, holds, of: None }
}

const fn int(name: &'static str) -> Column {
    column(name, Holds::Int)
}

const fn text(name: &'static str) -> Column {
    column(name, Holds::Text)
}

const fn bytes(name: &'static str) -> Column {
    column(name, Holds::Bytes)
}

impl Column {
    const fn of(self, table: &'static str) -> Self {
        Self { of: Some(table), ..self }
    }
}

const fn table(name: &'static str, key: usize, columns: &'static [Column]) -> Table {
    Table { name, key, columns }
}

/// The tables that travel, in an order in which no row names one that comes later.
pub(crate) const TABLES: &[Table] = &[
    table(
        "act",
        1,
        &[
            int("id"),
            int("at"),
            int("day"),
            text("kind"),
            text("actor"),
            text("actor_name"),
            int("authenticated"),
            text("on_behalf"),
            text("origin"),
            text("origin_detail"),
            text("request"),
            text("reason"),
            int("changes"),
        ],
    ),
    table(
        "change",
        2,
        &[
            int("act").of("act"),
            int("number"),
            text("kind"),
            text("record"),
            text("label"),
            text("was"),
            text("became"),
        ],
    ),
    table("audit_tail", 1, &[int("act").of("act")]),
    table(
        "audit_link",
        1,
        &[
            int("number"),
            int("act").of("act"),
            int("day"),
            text("act_sm3"),
            text("changes_sm3"),
            text("sm3"),
            int("linked_at"),
        ],
    ),
    table("audit_anchor", 1, &[int("day"), int("number"), int("acts"), text("sm3"), int("made_at")]),
    table("audit_pruning", 1, &[int("before_day"), int("decided_on"), int("act").of("act")]),
    table("entity", 1, &[int("id"), text("kind"), int("act").of("act")]),
    table(
        "attribute",
        1,
        &[
            int("id"),
            int("entity").of("entity"),
            text("name"),
            text("value"),
            int("valid_from"),
            int("valid_to"),
            int("known_from"),
            int("known_to"),
            int("act").of("act"),
            int("ended_by").of("act"),
        ],
    ),
    table(
        "link",
        1,
        &[
            int("id"),
            int("child").of("entity"),
            text("role"),
            int("parent").of("entity"),
            text("share"),
            int("valid_from"),
            int("valid_to"),
            int("known_from"),
            int("known_to"),
            int("act").of("act"),
            int("ended_by").of("act"),
        ],
    ),
    table(
        "external_result",
        1,
        &[
            int("id"),
            int("entity").of("entity"),
            text("issuer"),
            text("title"),
            int("year"),
            text("ranking"),
            int("place"),
            int("places"),
            text("grade"),
            text("document"),
            int("known_from"),
            int("known_to"),
            int("act").of("act"),
            int("ended_by").of("act"),
        ],
    ),
    table(
        "pack_version",
        1,
        &[text("sm3"), text("pack"), text("title"), bytes("files"), int("made_at"), int("act").of("act")],
    ),
    table(
        "pack_step",
        2,
        &[
            text("pack"),
            int("number"),
            text("sm3").of("pack_version"),
            text("step"),
            int("from_day"),
            text("person"),
            text("on_behalf"),
            text("note"),
            int("passed"),
            text("findings"),
            text("upper"),
            int("at"),
            int("act").of("act"),
        ],
    ),
    table("attachment", 1, &[text("sm3"), text("name"), int("length"), int("act").of("act")]),
    table("submission", 1, &[int("id"), text("form"), text("respondent"), text("period"), int("act").of("act")]),
    table(
        "revision",
        1,
        &[
            int("id"),
            int("submission").of("submission"),
            int("number"),
            int("accept_clean"),
            int("made_at"),
            int("act").of("act"),
        ],
    ),
    table(
        "revision_file",
        2,
        &[
            int("revision").of("revision"),
            int("number"),
            text("name"),
            text("source").of("attachment"),
            text("mapping").of("attachment"),
        ],
    ),
    table("manifest", 1, &[text("sm3"), bytes("content")]),
    table(
        "release",
        1,
        &[
            int("number"),
            text("name"),
            text("manifest").of("manifest"),
            text("published_at"),
            text("title"),
            int("act").of("act"),
        ],
    ),
    table(
        "job",
        1,
        &[
            int("id"),
            text("kind"),
            text("title"),
            text("title_en"),
            text("input"),
            text("state"),
            int("done"),
            int("total"),
            text("note"),
            text("note_en"),
            int("attempts"),
            int("most_attempts"),
            int("run_at"),
            int("lease_until"),
            text("lease_by"),
            int("cancel"),
            text("result"),
            text("error"),
            text("error_en"),
            text("person"),
            int("made_at"),
            int("ended_at"),
            int("act").of("act"),
        ],
    ),
    table(
        "message",
        1,
        &[
            int("id"),
            text("person"),
            text("title"),
            text("title_en"),
            text("body"),
            text("body_en"),
            text("link"),
            int("at"),
            int("read_at"),
        ],
    ),
    table(
        "document",
        1,
        &[
            int("id"),
            text("name"),
            text("title"),
            text("file").of("attachment"),
            text("reading").of("attachment"),
            int("items"),
            text("person"),
            int("at"),
            int("act").of("act"),
        ],
    ),
    table(
        "document_decision",
        1,
        &[
            int("id"),
            int("document").of("document"),
            text("item"),
            text("decision"),
            text("value"),
            text("person"),
            int("at"),
            int("act").of("act"),
        ],
    ),
];

/// The tables that [`crate::Store::rebuild_listing`] makes again of the registers.
pub(crate) const DERIVED: &[Table] = &[
    table(
        "listing",
        1,
        &[int("entity").of("entity"), text("kind"), text("code"), text("name"), text("names"), int("active")],
    ),
    table("listing_place", 3, &[text("kind"), int("parent"), int("entity").of("entity")]),
    table("listing_gram", 3, &[int("gram"), int("parent"), int("entity").of("entity")]),
];

/// The tables that migrations make and fill, on each engine as it needs them.
pub(crate) const STRUCTURE: &[Table] = &[
    table("migration", 1, &[int("number"), text("title"), text("sm3"), int("run_at")]),
    table("register_lock", 1, &[text("kind")]),
    // SQLite's; PostgreSQL has a sequence in its place.
    table("counter", 0, &[int("next")]),
];

impl Table {
    /// The table of this name that travels.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|one| one.name == name)
    }

    pub(crate) fn column_names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    /// How many rows are taken at a time: few where one may be large.
    pub(crate) fn page(&self) -> usize {
        if self.columns.iter().any(|column| column.holds == Holds::Bytes) { 16 } else { 2_000 }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_table_names_one_that_comes_later() {
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for table in TABLES {
            before.insert(table.name);
            for column in table.columns {
                assert!(column.of.is_none_or(|of| before.contains(of)), "{}.{}", table.name, column.name);
            }
        }
    }

    #[test]
    fn no_table_stands_here_twice() {
        let all: Vec<&str> = TABLES.iter().chain(DERIVED).chain(STRUCTURE).map(|table| table.name).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}
