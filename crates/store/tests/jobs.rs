//! Jobs and messages on both engines: each job by one runner, whoever is lost or stopped meanwhile.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

mod common;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Bench, act, benches, by};
use domain::say::Said;
use serde_json::json;
use store::Store;
use store::job::{Beat, JobError, JobFailure, JobId, JobState, Lease, NewJob, Pace, Progress, Runner, Wanted};
use store::message::NewMessage;
use tokio::sync::oneshot;

async fn enqueue(store: &Store, number: u32, most_attempts: u32) -> JobId {
    let mut acting = store.act(act("job.ask")).await.unwrap();
    let title = Said::new(format!("导入第 {number} 份"), format!("import {number}"));
    let job = NewJob { kind: "import", title, input: json!({ "number": number }), most_attempts };
    let id = acting.enqueue(job).await.unwrap();
    acting.commit().await.unwrap();
    id
}

async fn take(store: &Store, runner: &str) -> Option<Lease> {
    store.take_job(runner, &["import"], 60).await.unwrap()
}

fn quick() -> Pace {
    Pace {
        poll: Duration::from_millis(5),
        beat: Duration::from_millis(10),
        grace: Duration::from_millis(300),
        ..Pace::default()
    }
}

fn wrong() -> Said {
    Said::new("磁盘已满", "the disk is full")
}

async fn job(store: &Store, id: JobId) -> store::job::Job {
    store.job(id).await.unwrap().unwrap()
}

/// Waits until a job is as wanted; fails after ten seconds.
async fn until(bench: &Bench, id: JobId, wanted: impl Fn(&store::job::Job) -> bool) -> store::job::Job {
    for _ in 0..1_000 {
        let now = job(&bench.store, id).await;
        if wanted(&now) {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{}: {:?}", bench.name, job(&bench.store, id).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runners_that_race_for_two_hundred_jobs_run_each_exactly_once() {
    for bench in benches().await {
        let mut ids = Vec::new();
        let mut acting = bench.store.act(act("job.ask")).await.unwrap();
        for number in 0..200_u32 {
            let title = Said::new("导入", "import");
            let job = NewJob { kind: "import", title, input: json!({ "number": number }), most_attempts: 3 };
            ids.push(acting.enqueue(job).await.unwrap());
        }
        acting.commit().await.unwrap();
        let runs: Arc<Mutex<BTreeMap<u32, Vec<String>>>> = Arc::default();
        let other = bench.again().await;
        let mut racing = Vec::new();
        let (mut stops, left) = (Vec::new(), Arc::new(AtomicU32::new(200)));
        for (name, store) in [("first", bench.store.clone()), ("second", other)] {
            let (runs, left) = (runs.clone(), left.clone());
            let pace = Pace { at_once: 4, ..quick() };
            let runner = Runner::new(store, name, pace).handle("import", move |context| {
                let (runs, left) = (runs.clone(), left.clone());
                async move {
                    let number: BTreeMap<String, u32> = context.input()?;
                    let by = context.job().runner.clone().unwrap();
                    runs.lock().unwrap().entry(number["number"]).or_default().push(by);
                    left.fetch_sub(1, Ordering::SeqCst);
                    Ok(json!({ "rows": number["number"] }))
                }
            });
            let (stop, stopped) = oneshot::channel::<()>();
            stops.push(stop);
            racing.push(tokio::spawn(async move { runner.run(async { drop(stopped.await) }).await }));
        }
        for id in &ids {
            until(&bench, *id, |job| job.state == JobState::Done).await;
        }
        drop(stops);
        for runner in racing {
            runner.await.unwrap();
        }
        let runs = runs.lock().unwrap().clone();
        assert_eq!(runs.len(), 200, "{}", bench.name);
        assert!(runs.values().all(|by| by.len() == 1), "{}: {runs:?}", bench.name);
        assert_eq!(left.load(Ordering::SeqCst), 0);
        let told = bench.store.messages("zhang", true, 0, 10).await.unwrap();
        assert_eq!((told.count, told.rows.len()), (200, 10), "each end is told: {}", bench.name);
    }
}

#[tokio::test]
async fn a_job_whose_runner_is_lost_is_taken_up_again_when_its_lease_has_run_out() {
    for bench in benches().await {
        let id = enqueue(&bench.store, 1, 2).await;
        bench.clock.set("2026-03-01T02:00:00Z");
        let lost = take(&bench.store, "first").await.unwrap();
        assert_eq!(take(&bench.store, "second").await, None, "{}", bench.name);
        bench.clock.set("2026-03-01T02:00:59Z");
        assert_eq!(take(&bench.store, "second").await, None, "the lease holds a minute: {}", bench.name);
        bench.clock.set("2026-03-01T02:01:01Z");
        let again = take(&bench.store, "second").await.unwrap();
        assert_eq!((again.job.id, again.job.attempts), (id, 2));
        // The first comes back to life: it holds nothing any more.
        let now = Progress::default();
        assert_eq!(bench.store.beat(&lost, &now, 60).await.unwrap(), Beat::Lost);
        assert!(!bench.store.finish_job(&lost, &now, &json!(1)).await.unwrap(), "{}", bench.name);
        assert_eq!(job(&bench.store, id).await.state, JobState::Running);
        // Lost in its last try, it has failed, and who asked is told.
        bench.clock.set("2026-03-01T02:03:00Z");
        assert_eq!(take(&bench.store, "third").await, None);
        let failed = job(&bench.store, id).await;
        assert_eq!((failed.state, failed.attempts), (JobState::Failed, 2), "{}", bench.name);
        assert!(failed.error.unwrap().zh.contains("中断"));
        assert_eq!(bench.store.messages("zhang", true, 0, 5).await.unwrap().rows[0].title.zh, "任务失败：导入第 1 份");
    }
}

#[tokio::test]
async fn a_sign_of_life_holds_the_job_and_tells_how_far_it_has_come() {
    for bench in benches().await {
        let id = enqueue(&bench.store, 1, 1).await;
        bench.clock.set("2026-03-01T02:00:00Z");
        let lease = take(&bench.store, "first").await.unwrap();
        bench.clock.set("2026-03-01T02:00:50Z");
        let half = Progress { done: 50, total: 100, note: Said::new("第 50 行", "row 50") };
        assert_eq!(bench.store.beat(&lease, &half, 60).await.unwrap(), Beat::On);
        bench.clock.set("2026-03-01T02:01:40Z");
        assert_eq!(take(&bench.store, "second").await, None, "{}", bench.name);
        assert_eq!(job(&bench.store, id).await.progress, half, "{}", bench.name);
        let whole = Progress { done: 100, ..half };
        assert!(bench.store.finish_job(&lease, &whole, &json!({ "rows": 100 })).await.unwrap());
        let done = job(&bench.store, id).await;
        assert_eq!((done.state, done.result, done.progress), (JobState::Done, Some(json!({ "rows": 100 })), whole));
        assert!(done.ended_at.is_some() && done.runner.is_none());
    }
}

#[tokio::test]
async fn what_failed_is_tried_again_later_and_later_and_then_has_failed() {
    for bench in benches().await {
        let id = enqueue(&bench.store, 1, 3).await;
        let now = Progress::default();
        bench.clock.set("2026-03-01T02:00:00Z");
        let first = take(&bench.store, "r").await.unwrap();
        assert!(bench.store.fail_job(&first, &now, &wrong(), true).await.unwrap());
        assert_eq!(job(&bench.store, id).await.error, Some(wrong()), "why it waits: {}", bench.name);
        bench.clock.set("2026-03-01T02:00:09Z");
        assert_eq!(take(&bench.store, "r").await, None, "ten seconds after the first: {}", bench.name);
        bench.clock.set("2026-03-01T02:00:11Z");
        let second = take(&bench.store, "r").await.unwrap();
        assert!(bench.store.fail_job(&second, &now, &wrong(), true).await.unwrap());
        bench.clock.set("2026-03-01T02:00:50Z");
        assert_eq!(take(&bench.store, "r").await, None, "forty seconds after the second: {}", bench.name);
        bench.clock.set("2026-03-01T02:00:52Z");
        let third = take(&bench.store, "r").await.unwrap();
        assert!(bench.store.fail_job(&third, &now, &wrong(), true).await.unwrap());
        assert_eq!(job(&bench.store, id).await.state, JobState::Failed, "{}", bench.name);
        let told = bench.store.messages("zhang", true, 0, 5).await.unwrap();
        assert_eq!((told.count, &told.rows[0].body), (1, &wrong()), "told once, with the cause: {}", bench.name);

        let for_good = enqueue(&bench.store, 2, 3).await;
        let lease = take(&bench.store, "r").await.unwrap();
        assert!(bench.store.fail_job(&lease, &now, &wrong(), false).await.unwrap());
        assert_eq!(job(&bench.store, for_good).await.state, JobState::Failed, "no second try: {}", bench.name);
    }
}

#[tokio::test]
async fn a_job_is_cancelled_at_once_where_it_waits_and_by_its_runner_where_it_runs() {
    for bench in benches().await {
        let (waiting, running) = (enqueue(&bench.store, 1, 3).await, enqueue(&bench.store, 2, 3).await);
        let cancel = async |id| {
            let mut acting = bench.store.act(by("li", "job.cancel", None)).await.unwrap();
            acting.cancel_job(id).await?;
            acting.commit().await.unwrap();
            Ok::<(), JobError>(())
        };
        cancel(waiting).await.unwrap();
        assert_eq!(job(&bench.store, waiting).await.state, JobState::Cancelled, "{}", bench.name);
        assert!(matches!(cancel(waiting).await, Err(JobError::Ended { .. })));
        assert!(matches!(cancel(JobId::of_number(9_999_999)).await, Err(JobError::NoSuch { .. })));

        let runner = Runner::new(bench.store.clone(), "r", quick()).handle("import", |context| async move {
            context.progress(7, 10, Said::new("第 7 行", "row 7"));
            Err(context.halted().await)
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let going = tokio::spawn(async move { runner.run(async { drop(stopped.await) }).await });
        until(&bench, running, |job| job.progress.done == 7).await;
        cancel(running).await.unwrap();
        let ended = until(&bench, running, |job| job.state.is_ended()).await;
        assert_eq!((ended.state, ended.progress.done), (JobState::Cancelled, 7), "{}", bench.name);
        drop(stop);
        going.await.unwrap();
    }
}

#[tokio::test]
async fn a_runner_that_stops_gives_back_what_is_not_done_and_the_try_does_not_count() {
    for bench in benches().await {
        let (listens, deaf) = (enqueue(&bench.store, 1, 1).await, enqueue(&bench.store, 2, 1).await);
        let runner = Runner::new(bench.store.clone(), "r", quick()).handle("import", |context| async move {
            let number: BTreeMap<String, u32> = context.input()?;
            if number["number"] == 1 {
                return Err(context.halted().await);
            }
            std::future::pending::<()>().await;
            Ok(json!(null))
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let going = tokio::spawn(async move { runner.run(async { drop(stopped.await) }).await });
        for id in [listens, deaf] {
            until(&bench, id, |job| job.state == JobState::Running).await;
        }
        drop(stop);
        going.await.unwrap();
        for id in [listens, deaf] {
            let back = job(&bench.store, id).await;
            assert_eq!((back.state, back.attempts), (JobState::Waiting, 0), "{}", bench.name);
        }
        let mut taken = [take(&bench.store, "other").await.unwrap(), take(&bench.store, "other").await.unwrap()];
        taken.sort_by_key(|lease| lease.job.id);
        assert_eq!(taken.map(|lease| lease.job.id), [listens, deaf], "at once: {}", bench.name);
    }
}

#[tokio::test]
async fn a_handler_that_breaks_off_counts_as_gone_wrong() {
    for bench in benches().await {
        let id = enqueue(&bench.store, 1, 1).await;
        let runner = Runner::new(bench.store.clone(), "r", quick()).handle("import", |context| async move {
            assert!(context.job().attempts > 1, "broken on purpose");
            Err(JobFailure::Cancelled)
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let going = tokio::spawn(async move { runner.run(async { drop(stopped.await) }).await });
        let ended = until(&bench, id, |job| job.state.is_ended()).await;
        assert_eq!(ended.state, JobState::Failed, "{}", bench.name);
        assert!(ended.error.unwrap().zh.contains("出错中断"));
        drop(stop);
        going.await.unwrap();
    }
}

#[tokio::test]
async fn jobs_are_listed_by_state_kind_and_person_the_newest_first() {
    for bench in benches().await {
        let ids =
            [enqueue(&bench.store, 1, 1).await, enqueue(&bench.store, 2, 1).await, enqueue(&bench.store, 3, 1).await];
        let lease = take(&bench.store, "r").await.unwrap();
        assert_eq!(lease.job.id, ids[0], "who has waited longest comes first: {}", bench.name);
        let listed = async |wanted: Wanted| {
            let jobs = bench.store.jobs(&Wanted { most: 2, ..wanted }).await.unwrap();
            (jobs.count, jobs.rows.iter().map(|job| job.id).collect::<Vec<_>>())
        };
        assert_eq!(listed(Wanted::default()).await, (3, vec![ids[2], ids[1]]), "{}", bench.name);
        assert_eq!(listed(Wanted { skip: 2, ..Wanted::default() }).await, (3, vec![ids[0]]));
        let running = Wanted { state: Some(JobState::Running), ..Wanted::default() };
        assert_eq!(listed(running).await, (1, vec![ids[0]]));
        assert_eq!(listed(Wanted { kind: Some("export".to_owned()), ..Wanted::default() }).await, (0, vec![]));
        let both = Wanted { person: Some("zhang".to_owned()), kind: Some("import".to_owned()), ..Wanted::default() };
        assert_eq!(listed(both).await.0, 3);
        assert_eq!(listed(Wanted { person: Some("li".to_owned()), ..Wanted::default() }).await.0, 0);
        assert_eq!(bench.store.take_job("r", &["export"], 60).await.unwrap(), None, "not its kind: {}", bench.name);
    }
}

#[tokio::test]
async fn a_job_of_an_act_that_is_not_kept_is_never_run() {
    for bench in benches().await {
        let mut acting = bench.store.act(act("job.ask")).await.unwrap();
        let job = NewJob { kind: "import", title: wrong(), input: json!({}), most_attempts: 1 };
        acting.enqueue(job).await.unwrap();
        drop(acting);
        assert_eq!(take(&bench.again().await, "r").await, None, "{}", bench.name);
    }
}

#[tokio::test]
async fn messages_are_read_by_whom_they_are_for() {
    for bench in benches().await {
        let mut acting = bench.store.act(act("message.send")).await.unwrap();
        let mut sent = Vec::new();
        for (person, text) in [("li", "甲"), ("li", "乙"), ("wang", "丙")] {
            let said = Said::new(text, text);
            let message = NewMessage { person, title: said.clone(), body: said, link: Some("/packs".to_owned()) };
            sent.push(acting.send(&message).await.unwrap());
        }
        acting.commit().await.unwrap();
        let all = bench.store.messages("li", false, 0, 10).await.unwrap();
        let titles: Vec<&str> = all.rows.iter().map(|one| one.title.zh.as_str()).collect();
        assert_eq!((titles, all.count, all.unread), (vec!["乙", "甲"], 2, 2), "{}", bench.name);
        assert_eq!(bench.store.mark_read("li", &[sent[0], sent[2]]).await.unwrap(), 1, "not another's: {}", bench.name);
        assert_eq!(bench.store.mark_read("li", &[sent[0]]).await.unwrap(), 0, "once: {}", bench.name);
        let unread = bench.store.messages("li", true, 0, 10).await.unwrap();
        assert_eq!((unread.count, unread.unread, unread.rows[0].id), (1, 1, sent[1]));
        let page = bench.store.messages("li", false, 1, 1).await.unwrap();
        assert_eq!((page.count, page.rows[0].id), (2, sent[0]));
        assert!(page.rows[0].read_at.is_some());
        assert_eq!(bench.store.unread("wang").await.unwrap(), 1, "{}", bench.name);
    }
}
