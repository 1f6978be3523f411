//! What the database itself does not let anybody do to the audit, on both engines.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod common;

use common::raw::Raw;
use common::{Bench, TestClock, act, benches};
use store::Change;

const TABLES: [&str; 6] = ["act", "change", "audit_tail", "audit_link", "audit_anchor", "audit_pruning"];

/// An act linked and anchored, another in the tail.
async fn written(bench: &Bench) {
    let noted = async |clock: &TestClock, at| {
        clock.set(at);
        let mut acting = bench.store.act(act("firm.change")).await.unwrap();
        let (kind, record, label) = ("firm", "1".to_owned(), "甲公司".to_owned());
        acting.note(Change { kind, record, label, was: None, became: Some("{}".to_owned()) });
        acting.commit().await.unwrap();
    };
    noted(&bench.clock, "2024-01-01T00:00:00Z").await;
    bench.store.link_acts(10).await.unwrap();
    bench.clock.set("2024-01-02T00:00:00Z");
    bench.store.link_acts(10).await.unwrap();
    noted(&bench.clock, "2024-01-02T00:00:00Z").await;
}

/// What the store makes of the refusal.
fn kept(error: &sea_orm::DbErr) -> bool {
    error.to_string().contains("yuanheng: kept")
}

#[tokio::test]
async fn rows_of_the_audit_are_neither_changed_nor_deleted_nor_replaced() {
    for bench in benches().await {
        written(&bench).await;
        let raw = Raw::to(&bench).await;
        let mut tries: Vec<String> = [
            "UPDATE act SET reason = 'x'",
            "UPDATE act SET id = id + 1",
            "UPDATE change SET became = NULL",
            "UPDATE audit_link SET sm3 = 'x' WHERE number = 1",
            "UPDATE audit_anchor SET acts = 5",
            "UPDATE audit_tail SET act = act + 1",
            "INSERT INTO act SELECT * FROM act WHERE 1 = 1 ON CONFLICT (id) DO UPDATE SET reason = 'x'",
            "WITH gone AS (SELECT id FROM act) DELETE FROM act WHERE id IN (SELECT id FROM gone)",
        ]
        .map(str::to_owned)
        .to_vec();
        tries.extend(
            TABLES.iter().filter(|table| **table != "audit_pruning").map(|table| format!("DELETE FROM {table}")),
        );
        if bench.name == "PostgreSQL" {
            tries.extend(
                TABLES.iter().flat_map(|table| {
                    [format!("TRUNCATE {table}"), format!("TRUNCATE {table} RESTART IDENTITY CASCADE")]
                }),
            );
        } else {
            let columns = "id, at, day, kind, 'li', actor_name, authenticated, on_behalf, origin, origin_detail, request, \
                           reason, changes";
            tries.push(format!("INSERT OR REPLACE INTO act SELECT {columns} FROM act"));
            tries.push(format!("REPLACE INTO act SELECT {columns} FROM act"));
            tries.push("REPLACE INTO change SELECT act, number, kind, record, 'x', was, became FROM change".to_owned());
            tries.push(
                "REPLACE INTO audit_link SELECT number + 9, act, day, act_sm3, changes_sm3, sm3, 0 FROM audit_link"
                    .to_owned(),
            );
            tries.push("REPLACE INTO audit_anchor SELECT day, number, 5, sm3, made_at FROM audit_anchor".to_owned());
            tries.push("UPDATE OR REPLACE act SET id = (SELECT MIN(id) FROM act)".to_owned());
        }
        for sql in &tries {
            let refused = raw.run(sql).await.expect_err(sql);
            assert!(kept(&refused), "{}: {sql}: {refused}", bench.name);
        }
        assert_eq!(raw.number("SELECT COUNT(*) FROM act WHERE actor = 'zhang' AND reason IS NULL").await, 2);
        let verified = bench.store.verify_audit(&[]).await.unwrap();
        assert_eq!((verified.links, verified.tail, verified.broken), (1, 1, None), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_deletion_younger_than_six_months_cannot_be_decided_by_whatever_dates() {
    for bench in benches().await {
        let raw = Raw::to(&bench).await;
        let today = if bench.name == "PostgreSQL" {
            "SELECT (FLOOR(EXTRACT(EPOCH FROM now()))::BIGINT + 28800) / 86400"
        } else {
            "SELECT (CAST(strftime('%s', 'now') AS INTEGER) + 28800) / 86400"
        };
        let today = raw.number(today).await;
        let decide = async |before: i64, decided_on: i64| {
            raw.run(&format!("INSERT INTO audit_pruning VALUES ({before}, {decided_on}, 1)")).await
        };
        assert!(decide(today - 183, today).await.is_err(), "{}", bench.name);
        // The CHECK is content with a day to come, the trigger is not.
        assert!(kept(&decide(today - 183, today + 1).await.unwrap_err()), "{}", bench.name);
        assert!(kept(&decide(today, today + 1_000).await.unwrap_err()), "{}", bench.name);
        // The trigger is content with a day long past, the CHECK is not.
        assert!(decide(today - 300, today - 200).await.is_err(), "{}", bench.name);
        assert!(decide(today - 184, today).await.is_ok(), "{}", bench.name);
        for sql in ["DELETE FROM audit_pruning", "UPDATE audit_pruning SET before_day = before_day + 1"] {
            assert!(kept(&raw.run(sql).await.unwrap_err()), "{}: {sql}", bench.name);
        }
    }
}

#[tokio::test]
async fn what_is_not_linked_yet_stays_however_old_it_is() {
    for bench in benches().await {
        bench.clock.set("2020-01-01T00:00:00Z");
        bench.store.act(act("old")).await.unwrap().commit().await.unwrap();
        let raw = Raw::to(&bench).await;
        raw.run("INSERT INTO audit_pruning VALUES (18500, 18700, 1)").await.unwrap();
        for table in ["act", "audit_tail"] {
            let refused = raw.run(&format!("DELETE FROM {table}")).await.unwrap_err();
            assert!(kept(&refused), "{}: {table}: {refused}", bench.name);
        }
    }
}

#[tokio::test]
async fn a_text_is_not_taken_where_a_number_stands_on_either_engine() {
    for bench in benches().await {
        let raw = Raw::to(&bench).await;
        assert!(raw.run("INSERT INTO audit_tail VALUES ('first')").await.is_err(), "{}", bench.name);
    }
}
