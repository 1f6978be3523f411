//! Deleting what is old enough, on both engines: the anchors stay, and the chain still proves what is left.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod common;

use common::raw::Raw;
use common::{Bench, act, benches, day};
use store::audit::{ActFilter, AuditError, Fault, KeepDays, Pruned};
use store::{Change, Store};

/// Two acts on each of these days, linked on it.
async fn written(bench: &Bench, days: &[&str]) {
    for day in days {
        bench.clock.set(&format!("{day}T01:00:00Z"));
        for _ in 0..2 {
            let mut acting = bench.store.act(act("firm.change")).await.unwrap();
            let (kind, record, label) = ("firm", "1".to_owned(), "甲公司".to_owned());
            acting.note(Change { kind, record, label, was: None, became: Some("{}".to_owned()) });
            acting.commit().await.unwrap();
        }
        bench.store.link_acts(100).await.unwrap();
    }
}

async fn prune(store: &Store, keep: u32) -> Result<Pruned, AuditError> {
    let mut acting = store.act(act("audit.prune")).await?;
    let pruned = acting.prune_audit(KeepDays::new(keep).unwrap()).await?;
    acting.commit().await?;
    Ok(pruned)
}

#[tokio::test]
async fn whole_days_go_their_anchors_stay_and_the_rest_is_verified_from_there() {
    for bench in benches().await {
        written(&bench, &["2024-01-01", "2024-01-02", "2024-01-05", "2024-07-01"]).await;
        let deposited = bench.store.anchors(None, None).await.unwrap();
        // 184 days after 2 January is 4 July.
        bench.clock.set("2024-07-04T12:00:00Z");
        let pruned = prune(&bench.store, 184).await.unwrap();
        assert_eq!(pruned, Pruned { before: Some(day("2024-01-02")), acts: 2 }, "{}", bench.name);
        bench.clock.set("2024-07-05T12:00:00Z");
        let again = prune(&bench.store, 184).await.unwrap();
        assert_eq!(again, Pruned { before: Some(day("2024-01-03")), acts: 2 }, "{}", bench.name);
        let none = prune(&bench.store, 184).await.unwrap();
        assert_eq!(none, Pruned { before: None, acts: 0 }, "{}", bench.name);
        bench.store.link_acts(100).await.unwrap();

        let verified = bench.store.verify_audit(&deposited).await.unwrap();
        assert_eq!(verified.broken, None, "{}", bench.name);
        // Links 5 to 8 and those of the three acts of deletion.
        assert_eq!((verified.after, verified.links, verified.tail), (Some(deposited[1]), 7, 0), "{}", bench.name);
        assert_eq!(verified.last.unwrap().0, 11);
        assert_eq!(bench.store.anchors(None, None).await.unwrap()[..3], deposited[..3]);
        let raw = Raw::to(&bench).await;
        assert_eq!(raw.number("SELECT COUNT(*) FROM change WHERE kind = 'firm'").await, 4, "{}", bench.name);

        // The deletion is itself an act that says what went.
        let filter = ActFilter { record_kind: Some("audit".to_owned()), ..ActFilter::default() };
        let acts = bench.store.acts(&filter, None, 10).await.unwrap().acts;
        let changes = bench.store.changes_of(acts[1].id, 0, 10).await.unwrap();
        assert_eq!((acts.len(), acts[1].kind.as_str()), (2, "audit.prune"));
        assert_eq!(changes[0].record, "2024-01-02");
        assert_eq!(changes[0].was.as_deref(), Some(r#"{"acts":2,"first_link":1,"last_link":2}"#));
    }
}

#[tokio::test]
async fn a_store_whose_acts_have_all_gone_goes_on_after_the_anchor() {
    for bench in benches().await {
        written(&bench, &["2023-01-01", "2023-01-02"]).await;
        bench.clock.set("2024-01-01T00:00:00Z");
        let mut acting = bench.store.act(act("audit.prune")).await.unwrap();
        let pruned = acting.prune_audit(KeepDays::new(200).unwrap()).await.unwrap();
        assert_eq!(pruned.acts, 4, "{}", bench.name);
        acting.commit().await.unwrap();
        let verified = bench.store.verify_audit(&[]).await.unwrap();
        assert_eq!((verified.links, verified.tail, verified.broken), (0, 1, None), "{}", bench.name);
        bench.store.link_acts(100).await.unwrap();
        let verified = bench.store.verify_audit(&[]).await.unwrap();
        assert_eq!((verified.links, verified.last.unwrap().0, verified.broken), (1, 5, None), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_deletion_that_is_not_ended_deletes_nothing() {
    for bench in benches().await {
        written(&bench, &["2023-01-01"]).await;
        bench.clock.set("2024-01-01T00:00:00Z");
        let mut acting = bench.store.act(act("audit.prune")).await.unwrap();
        acting.prune_audit(KeepDays::new(184).unwrap()).await.unwrap();
        drop(acting);
        let verified = bench.again().await.verify_audit(&[]).await.unwrap();
        assert_eq!((verified.after, verified.links, verified.broken), (None, 2, None), "{}", bench.name);
    }
}

#[tokio::test]
async fn what_is_not_linked_and_what_is_dated_later_than_its_link_is_kept() {
    for bench in benches().await {
        written(&bench, &["2023-01-01"]).await;
        // A clock that was a year ahead for an act, and right again when it was linked.
        bench.clock.set("2024-01-02T01:00:00Z");
        bench.store.act(act("ahead")).await.unwrap().commit().await.unwrap();
        bench.clock.set("2023-01-02T01:00:00Z");
        bench.store.link_acts(100).await.unwrap();
        written(&bench, &["2023-01-03"]).await;
        bench.clock.set("2023-01-04T01:00:00Z");
        let waiting = bench.store.act(act("waiting")).await.unwrap().commit().await.unwrap();
        bench.clock.set("2024-01-03T01:00:00Z");
        let pruned = prune(&bench.store, 184).await.unwrap();
        assert_eq!(pruned, Pruned { before: Some(day("2023-01-02")), acts: 2 }, "{}", bench.name);
        assert!(bench.store.act_of(waiting).await.unwrap().is_some(), "{}", bench.name);
        assert_eq!(bench.store.verify_audit(&[]).await.unwrap().broken, None, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_program_whose_clock_is_ahead_is_stopped_by_the_databases_own() {
    for bench in benches().await {
        written(&bench, &["2090-01-01"]).await;
        bench.clock.set("2091-01-01T00:00:00Z");
        let mut acting = bench.store.act(act("audit.prune")).await.unwrap();
        let refused = acting.prune_audit(KeepDays::new(184).unwrap()).await.unwrap_err();
        assert!(matches!(refused, AuditError::TooEarlyForDatabase { .. }), "{}: {refused}", bench.name);
        drop(acting);
        assert_eq!(bench.store.verify_audit(&[]).await.unwrap().links, 2, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_deletion_that_no_act_decided_is_found() {
    for bench in benches().await {
        written(&bench, &["2023-01-01", "2023-01-02"]).await;
        bench.clock.set("2024-01-01T00:00:00Z");
        bench.store.link_acts(100).await.unwrap();
        let raw = Raw::to(&bench).await;
        let before = i64::from(day("2023-01-02").number());
        let act = raw.number("SELECT MAX(id) FROM act").await;
        // The database lets days go that are old enough; that nobody decided it stays visible.
        raw.run(&format!("INSERT INTO audit_pruning VALUES ({before}, {}, {act})", before + 184)).await.unwrap();
        raw.run(&format!("DELETE FROM change WHERE act IN (SELECT act FROM audit_link WHERE day < {before})"))
            .await
            .unwrap();
        raw.run(&format!("DELETE FROM act WHERE id IN (SELECT act FROM audit_link WHERE day < {before})"))
            .await
            .unwrap();
        assert_eq!(raw.run(&format!("DELETE FROM audit_link WHERE day < {before}")).await.unwrap(), 2);
        let found = bench.store.verify_audit(&[]).await.unwrap().broken.unwrap();
        assert_eq!((found.fault, found.act), (Fault::DeletionUndecided, Some(act)), "{}", bench.name);
    }
}
