//! The chain of the audit on both engines: acts are linked once, in order, whoever links and whatever breaks off.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod common;

use std::time::{Duration, Instant};

use common::raw::Raw;
use common::{act, benches, day};
use futures::future::join_all;
use proptest::test_runner::{Config, TestRunner};
use store::audit::{Anchor, Linked, read_anchors, write_anchors};
use store::{Act, Change, Store};

fn change(record: usize) -> Change {
    Change {
        kind: "firm",
        record: record.to_string(),
        label: format!("第{record}公司"),
        was: None,
        became: Some(format!(r#"{{"name":"第{record}公司"}}"#)),
    }
}

/// An act with so many changes.
async fn done(store: &Store, act: Act, changes: usize) -> i64 {
    let mut acting = store.act(act).await.unwrap();
    (1..=changes).for_each(|record| acting.note(change(record)));
    acting.commit().await.unwrap()
}

async fn all_linked(store: &Store) -> u64 {
    let mut acts = 0;
    loop {
        let linked = store.link_acts(100).await.unwrap();
        acts += linked.acts;
        if linked.left == 0 {
            return acts;
        }
    }
}

#[tokio::test]
async fn acts_are_linked_in_the_order_of_time_and_late_ones_behind() {
    for bench in benches().await {
        let raw = Raw::to(&bench).await;
        // On PostgreSQL an act may begin first and end last.
        bench.clock.set("2024-03-01T02:00:00Z");
        let second = done(&bench.store, act("b"), 1).await;
        bench.clock.set("2024-03-01T01:00:00Z");
        let first = done(&bench.store, act("a"), 700).await;
        let third = done(&bench.store, act("c"), 0).await;
        assert_eq!(bench.store.verify_audit(&[]).await.unwrap().tail, 3, "{}", bench.name);
        let linked = bench.store.link_acts(2).await.unwrap();
        assert_eq!(linked, Linked { acts: 2, anchors: 0, left: 1 }, "{}", bench.name);
        bench.clock.set("2024-03-01T00:00:00Z");
        let late = done(&bench.store, act("late"), 2).await;
        assert_eq!(all_linked(&bench.store).await, 2);
        for (number, act) in (1..).zip([first, third, late, second]) {
            let linked = raw.number(&format!("SELECT act FROM audit_link WHERE number = {number}")).await;
            assert_eq!(linked, act, "{number}: {}", bench.name);
        }
        let verified = bench.store.verify_audit(&[]).await.unwrap();
        assert_eq!((verified.links, verified.tail, verified.broken), (4, 0, None), "{}", bench.name);
        assert_eq!(bench.store.link_acts(100).await.unwrap(), Linked::default(), "nothing left: {}", bench.name);
    }
}

#[tokio::test]
async fn two_programs_that_link_while_others_write_link_a_thousand_acts_once_each() {
    for bench in benches().await {
        let other = bench.again().await;
        let writers = join_all((0..4).map(|writer| {
            let store = if writer % 2 == 0 { &bench.store } else { &other };
            async move {
                for number in 0..250 {
                    done(store, act("firm.change"), number % 3).await;
                }
            }
        }));
        let linking =
            |store: Store| async move { store.keep_linking(Duration::from_millis(1), std::future::pending()).await };
        let runners = join_all([linking(bench.store.clone()), linking(other.clone()), linking(other.clone())]);
        // Whoever verifies meanwhile sees a chain that holds.
        let watching = async {
            loop {
                assert_eq!(bench.store.verify_audit(&[]).await.unwrap().broken, None, "{}", bench.name);
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::select! {
            _ = writers => {}
            _ = runners => panic!("a runner stopped by itself"),
            () = watching => {}
        }
        all_linked(&bench.store).await;
        let verified = other.verify_audit(&[]).await.unwrap();
        assert_eq!((verified.links, verified.tail, verified.broken), (1_000, 0, None), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_runner_killed_at_any_moment_leaves_a_chain_that_holds() {
    for bench in benches().await {
        let mut acts = 0;
        for wait in 0..40_u64 {
            for _ in 0..5 {
                done(&bench.store, act("firm.change"), 3).await;
                acts += 1;
            }
            // Dropped in the middle, at moments that grow by a quarter of a millisecond.
            let _ = tokio::time::timeout(Duration::from_micros(wait * 250), bench.store.link_acts(100)).await;
            let verified = bench.store.verify_audit(&[]).await.unwrap();
            assert_eq!(verified.broken, None, "{wait}: {}", bench.name);
            assert_eq!(verified.links + verified.tail, acts, "{wait}: {}", bench.name);
        }
        all_linked(&bench.store).await;
        assert_eq!(bench.store.verify_audit(&[]).await.unwrap().links, acts, "{}", bench.name);
    }
}

#[tokio::test]
async fn whatever_is_written_and_linked_in_whatever_order_the_chain_holds() {
    for bench in benches().await {
        let runtime = tokio::runtime::Handle::current();
        let bench = std::sync::Arc::new(bench);
        let checked = tokio::task::spawn_blocking(move || {
            let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
            // Steps: write an act with so many changes at this hour, or link so many.
            let steps = proptest::collection::vec((0..4_u64, 0..6_usize, 0..48_u32), 1..12);
            runner
                .run(&steps, |steps| {
                    runtime.block_on(async {
                        for (step, changes, hour) in steps {
                            if step == 0 {
                                bench.store.link_acts(changes as u64).await.unwrap();
                            } else {
                                let (day, hour) = (1 + hour / 24, hour % 24);
                                bench.clock.set(&format!("2024-03-0{day}T{hour:02}:00:00Z"));
                                done(&bench.store, act("any"), changes).await;
                            }
                        }
                        let verified = bench.store.verify_audit(&[]).await.unwrap();
                        assert_eq!(verified.broken, None, "{}", bench.name);
                        let tail = verified.tail;
                        assert_eq!(all_linked(&bench.store).await, tail);
                    });
                    Ok(())
                })
                .unwrap();
        });
        checked.await.unwrap();
    }
}

#[tokio::test]
async fn each_finished_day_with_acts_is_anchored_once_and_the_sheet_proves_the_chain() {
    for bench in benches().await {
        // 23:30 in China, then half past midnight, then four days later.
        for (clock, acts) in [("2024-03-01T15:30:00Z", 2), ("2024-03-01T16:30:00Z", 1), ("2024-03-05T00:00:00Z", 3)] {
            bench.clock.set(clock);
            for _ in 0..acts {
                done(&bench.store, act("firm.change"), 1).await;
            }
            all_linked(&bench.store).await;
        }
        bench.clock.set("2024-03-06T00:00:00Z");
        assert_eq!(bench.store.link_acts(100).await.unwrap().anchors, 1, "without a new act: {}", bench.name);
        // A clock that goes back does not open a closed day.
        bench.clock.set("2024-03-02T00:00:00Z");
        done(&bench.store, act("late"), 1).await;
        assert_eq!(all_linked(&bench.store).await, 1);
        let anchors = bench.store.anchors(None, None).await.unwrap();
        let told: Vec<_> = anchors.iter().map(|one| (one.day.to_string(), one.link, one.acts)).collect();
        let expected = [("2024-03-01", 2, 2), ("2024-03-02", 3, 1), ("2024-03-05", 6, 3)];
        assert_eq!(told, expected.map(|(day, link, acts)| (day.to_owned(), link, acts)), "{}", bench.name);
        let some = bench.store.anchors(Some(day("2024-03-02")), Some(day("2024-03-05"))).await.unwrap();
        assert_eq!(some, anchors[1..2]);

        let deposited = read_anchors(&write_anchors(&anchors)).unwrap();
        let verified = bench.store.verify_audit(&deposited).await.unwrap();
        assert_eq!((verified.anchors, verified.broken), (6, None), "{}", bench.name);
        let last = verified.last.unwrap();
        assert_eq!(last.0, 7);
        assert_eq!(bench.store.verify_audit(&[Anchor { acts: 2, ..anchors[0] }]).await.unwrap().broken, None);
    }
}

#[tokio::test]
async fn a_runner_links_within_its_interval_outlives_a_lost_database_and_stops_when_told() {
    for bench in benches().await {
        let raw = Raw::to(&bench).await;
        let (stop, stopped) = futures::channel::oneshot::channel::<()>();
        let store = bench.store.clone();
        let runner = tokio::spawn(async move {
            store.keep_linking(Duration::from_millis(20), async { stopped.await.unwrap() }).await;
        });
        let linked = async |number: i64| {
            let begun = Instant::now();
            while raw.number("SELECT COUNT(*) FROM audit_link").await < number {
                assert!(begun.elapsed() < Duration::from_secs(20), "{number} were never linked: {}", bench.name);
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        done(&bench.store, act("first"), 1).await;
        linked(1).await;
        raw.run("ALTER TABLE audit_link RENAME TO lost").await.unwrap();
        done(&bench.store, act("second"), 1).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(raw.number("SELECT COUNT(*) FROM audit_tail").await, 1, "{}", bench.name);
        raw.run("ALTER TABLE lost RENAME TO audit_link").await.unwrap();
        linked(2).await;
        if bench.name == "PostgreSQL" {
            // Every connection of the program is cut off.
            raw.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await
            .unwrap();
            let mut written = false;
            for _ in 0..50 {
                match bench.store.act(act("third")).await {
                    Ok(acting) => written = acting.commit().await.is_ok(),
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                }
                if written {
                    break;
                }
            }
            assert!(written);
            linked(3).await;
        }
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(5), runner).await.unwrap().unwrap();
        assert_eq!(bench.store.verify_audit(&[]).await.unwrap().broken, None, "{}", bench.name);
    }
}
