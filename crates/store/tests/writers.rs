//! Writers beside a backup: nobody waits long, and what they write meanwhile is whole.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what was measured is said")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use common::filled::{meddle, named, one, registers};
use common::{Bench, act, benches};
use domain::register::Kind;
use store::transfer;

const WRITERS: usize = 20;
/// Between two acts of one writer: far shorter than a person's.
const PAUSE: Duration = Duration::from_millis(200);

/// Makes the store about `megabytes` large, by traces of changes.
async fn grow(bench: &Bench, megabytes: u64) {
    let rows = megabytes * 1024 * 1024 / 1_000;
    let text = "'{\"name\":\"示例企业' || n || '\",\"level\":\"省级\"' || substr(' ".to_owned()
        + &"园衡审计 ".repeat(30)
        + "', 1, 120) || '}'";
    let sql = format!(
        "INSERT INTO change (act, number, kind, record, label, was, became) WITH RECURSIVE c (n) AS \
         (SELECT 1000 UNION ALL SELECT n + 1 FROM c WHERE n < {}) SELECT 1, n, 'firm', 'r' || n, '示例', {text}, {text} FROM c",
        rows + 1000
    );
    meddle(&bench.address, &[&sql]).await;
}

/// The longest that any of the writers took for an act while `beside` went on, and how many acts there were.
async fn longest_wait(bench: &Bench, name: &'static str, beside: impl Future<Output = ()>) -> (Duration, u64) {
    let (done, mut writers) = (Arc::new(AtomicBool::new(false)), Vec::new());
    for writer in 0..WRITERS {
        let (store, done) = (bench.store.clone(), Arc::clone(&done));
        writers.push(tokio::spawn(async move {
            let (mut longest, mut acts) = (Duration::ZERO, 0_u64);
            while !done.load(Ordering::SeqCst) {
                let begun = Instant::now();
                let mut acting = store.act(act("zone.create")).await.unwrap();
                one(&mut acting, Kind::Zone, named("并发开发区", &format!("{name}{writer}-{acts}"), &[])).await;
                acting.commit().await.unwrap();
                longest = longest.max(begun.elapsed());
                acts += 1;
                tokio::time::sleep(PAUSE).await;
            }
            (longest, acts)
        }));
    }
    beside.await;
    done.store(true, Ordering::SeqCst);
    let (mut longest, mut acts) = (Duration::ZERO, 0);
    for writer in writers {
        let (own, count) = writer.await.unwrap();
        longest = longest.max(own);
        acts += count;
    }
    (longest, acts)
}

/// Backs up beside the writers and restores; the longest wait, that without a backup, and how many acts there were.
async fn backed_up_beside(bench: &Bench) -> (Duration, Duration, u64) {
    let (quiet, _) = longest_wait(bench, "Q", tokio::time::sleep(Duration::from_secs(2))).await;
    let file = bench.folder().join("backup.zip");
    let begun = Instant::now();
    let backup = async { drop(transfer::backup(&bench.store, bench.folder(), &file).await.unwrap()) };
    let (longest, acts) = longest_wait(bench, "W", backup).await;
    let took = begun.elapsed();
    let made = transfer::check(&file).await.unwrap();
    println!(
        "{}: {WRITERS} writers, {acts} acts beside a backup of {took:?} ({} MB of lines): the longest took {longest:?}; \
         without a backup {:?}",
        bench.name,
        made.store.bytes / 1_000_000,
        quiet
    );
    let begun = Instant::now();
    let home = bench.folder().join("home");
    transfer::restore(&file, &home, None, bench.clock.clone()).await.unwrap();
    println!("{}: restored in {:?}", bench.name, begun.elapsed());
    let restored = store::Store::open(&store::Address::of_home(&home), bench.clock.clone()).await.unwrap();
    assert_eq!(restored.dump(std::io::sink()).await.unwrap().1.sums, made.tables, "{}", bench.name);
    (longest, quiet, acts)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_writers_go_on_while_a_backup_runs_and_it_restores_sound() {
    for bench in benches().await {
        registers(&bench.store, 500).await;
        grow(&bench, 8).await;
        let (longest, quiet, acts) = backed_up_beside(&bench).await;
        assert!(acts >= WRITERS as u64, "{}: {acts} acts", bench.name);
        // What the machine does beside this slows both down; a backup that kept writers out would hold them for its whole
        // length.
        let most = Duration::from_secs(2) + quiet * 4;
        assert!(longest < most, "{}: {longest:?}, without a backup {quiet:?}", bench.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "a store of 1 GB, run by scripts/bench store; YUANHENG_TEST_MEGABYTES says another size"]
async fn twenty_writers_beside_the_backup_of_a_large_store() {
    let megabytes = std::env::var("YUANHENG_TEST_MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    for bench in benches().await {
        grow(&bench, megabytes).await;
        backed_up_beside(&bench).await;
    }
}
