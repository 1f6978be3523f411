//! Every public method of the store is called on both engines and answers the same.
//!
//! A new method gets a line in [`suite`]: its name as `Type::method`, and a call whose answer is text. The answers of both
//! engines are compared; a test reads the crate's source and names each method that has no line.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::io::Cursor;
use std::path::Path;

use common::filled::{fill, named, one};
use common::{Bench, act, attribute, because, by, day};
use domain::bundle::Bundle;
use domain::code::CreditCode;
use domain::hash::Sm3;
use domain::id::PackId;
use domain::ledger::Release;
use domain::register::{Kind, Role, Row, targets};
use domain::say::Said;
use store::audit::{ActFilter, KeepDays};
use store::document::{Decision, NewDocument};
use store::job::{Lease, NewJob, Pace, Progress, Runner, Wanted as JobsWanted};
use store::message::NewMessage;
use store::pack::{Checked, Upload};
use store::register::{EntityId, ImportWatch, Parent, Saying, Span, StatesOf, Wanted};
use store::{Acting, Attached, ExternalResult, ResultRow, Store, Submission, transfer};

/// What the calls need: a filled store, and another that is empty.
struct Case {
    bench: Bench,
    empty: Bench,
    zone: EntityId,
}

impl Case {
    fn store(&self) -> &Store {
        &self.bench.store
    }
}

/// The answer as text; an error is one as well.
fn said(answer: impl Debug) -> String {
    format!("{answer:?}")
}

macro_rules! suite {
    ($($name:literal: |$case:ident| $call:expr;)+) => {
        /// The methods that have a line.
        const METHODS: &[&str] = &[$($name),+];

        /// Calls them all, in their order; name and answer of each.
        async fn calls(case: &Case) -> Vec<(&'static str, String)> {
            let mut answers = Vec::new();
            $(
                let $case = case;
                answers.push(($name, $call));
            )+
            answers
        }
    };
}

suite! {
    "Store::open": |case| said(Store::open(&case.bench.address, case.bench.clock.clone()).await.is_ok());
    "Store::structure": |case| said(case.store().structure().await);
    "Store::ping": |case| said(case.store().ping().await);
    "Store::act": |case| said(case.store().act(act("test")).await.unwrap().commit().await);
    "Acting::commit": |case| said(case.store().act(because("test", Some("原因"))).await.unwrap().commit().await);
    "Acting::create": |case| {
        let mut acting = case.store().act(act("firm.create")).await.unwrap();
        let made = acting.create(Kind::Firm, &[named("合规企业", "K1", &[(Role::Zone, Parent::whole(case.zone))])]).await;
        said((made, acting.commit().await))
    };
    "Acting::set_attribute": |case| {
        let mut acting = case.store().act(act("zone.change")).await.unwrap();
        let since = Span::since(day("2025-01-01"));
        let set = acting.set_attribute(case.zone, &attribute("level"), Some("省级"), since, Saying::Change).await;
        said((set, acting.commit().await))
    };
    "Acting::set_parents": |case| {
        let mut acting = case.store().act(act("zone.change")).await.unwrap();
        let region = one(&mut acting, Kind::Region, named("新区", "990199", &[])).await;
        let since = Span::since(day("2025-01-01"));
        let set = acting.set_parents(case.zone, Role::Region, &[Parent::whole(region)], since, Saying::Change).await;
        said((set, acting.commit().await))
    };
    "Acting::end": |case| {
        let mut acting = case.store().act(act("zone.change")).await.unwrap();
        let end = acting.end(case.zone, day("2026-03-01"), Saying::Change).await;
        let act = acting.commit().await;
        let after = case.store().entity(case.zone, day("2026-03-01"), case.store().now()).await;
        said((end, act, after))
    };
    "Store::entity": |case| said(case.store().entity(case.zone, day("2025-06-01"), case.store().now()).await);
    "Store::history": |case| said(case.store().history(case.zone).await);
    "Store::entity_of_code": |case| said(case.store().entity_of_code(Kind::Firm, "K1", day("2025-06-01")).await);
    "Store::children": |case| said(case.store().children(case.zone, Role::Zone, day("2025-06-01"), None, 50).await);
    "Store::listing": |case| {
        let wanted = Wanted { within: Some(case.zone), text: "企业".to_owned(), skip: 3, most: 20 };
        said(case.store().listing(Kind::Firm, &wanted).await)
    };
    "Store::search": |case| said(case.store().search("更名", 5).await);
    "Store::subtree": |case| said(case.store().subtree(case.zone).await);
    "Store::subtree_on": |case| said(case.store().subtree_on(case.zone, day("2021-01-01")).await);
    "Store::names": |case| {
        let found = case.store().names(Kind::Zone, 100).await.unwrap();
        said(found.into_iter().map(|one| (one.name, one.short, one.former)).collect::<Vec<_>>())
    };
    "Store::record": |case| {
        let known = case.store().record(Kind::Firm, "K1").await.map_err(|error| error.to_string());
        said((known, case.store().record(Kind::Zone, "没有").await.map_err(|error| error.to_string())))
    };
    "Acting::check_import": |case| {
        let mut acting = case.store().act(act("register.check")).await.unwrap();
        let mut rows = firm_rows();
        rows[1].links = vec![(Role::Zone, targets(Role::Zone, "没有").unwrap())];
        let faults = acting.check_import(Kind::Firm, &rows, ImportWatch::default()).await;
        said((faults, acting.commit().await))
    };
    "Acting::import": |case| {
        let mut acting = case.store().act(act("register.import")).await.unwrap();
        let done = acting.import(Kind::Firm, &firm_rows(), ImportWatch::default()).await;
        let again = acting.import(Kind::Firm, &firm_rows(), ImportWatch::default()).await;
        said((done.unwrap(), again.unwrap(), acting.commit().await))
    };
    "Store::states": |case| {
        let on = StatesOf::Day(day("2021-06-01"));
        said((case.store().states(Kind::Firm, on).await, case.store().states(Kind::Firm, StatesOf::Ever).await))
    };
    "Store::duplicates": |case| said(case.store().duplicates(Kind::Firm, 10).await);
    "Store::counted": |case| said(case.store().counted(case.zone, day("2025-06-01")).await);
    "Acting::merge": |case| {
        let (gone, into) = (case.store().record(Kind::Firm, &firm(2)).await, case.store().record(Kind::Firm, &firm(1)).await);
        let mut acting = case.store().act(act("register.merge")).await.unwrap();
        let merged = acting.merge(gone.unwrap(), into.unwrap()).await;
        said((merged.unwrap(), acting.commit().await, case.store().states(Kind::Firm, StatesOf::Ever).await.unwrap().len()))
    };
    "Acting::record_result": |case| {
        let mut acting = case.store().act(act("external_result.record")).await.unwrap();
        let first = acting.record_result(case.zone, &result(3)).await;
        let twice = acting.record_result(case.zone, &result(3)).await.map_err(|error| error.to_string());
        said((first, twice, acting.commit().await))
    };
    "Acting::correct_result": |case| {
        let kept = case.store().results(case.zone, false).await.unwrap().into_iter().find(|kept| kept.result == result(3));
        let mut acting = case.store().act(because("external_result.correct", Some("公告更正"))).await.unwrap();
        let right = acting.correct_result(kept.unwrap().id, &result(4)).await;
        said((right, acting.commit().await))
    };
    "Acting::import_results": |case| {
        let rows = [ResultRow { zone: "Z1".to_owned(), result: ExternalResult { year: 2022, ..result(7) } }];
        let mut acting = case.store().act(act("external_result.import")).await.unwrap();
        let (first, again) = (acting.import_results(&rows).await.unwrap(), acting.import_results(&rows).await.unwrap());
        said((first, again, acting.commit().await))
    };
    "Store::results": |case| {
        let kept = case.store().results(case.zone, true).await.unwrap();
        said(kept.iter().map(|kept| (kept.id, kept.result.clone(), kept.ended_by)).collect::<Vec<_>>())
    };
    "Acting::submit": |case| {
        let mut acting = case.store().act(act("submission.submit")).await.unwrap();
        let first = acting.submit(&submission()).await.unwrap();
        let again = acting.submit(&submission()).await.unwrap();
        acting.commit().await.unwrap();
        said((first.0.number, first.1, again.0.number, again.1))
    };
    "Acting::attach": |case| {
        let mut acting = case.store().act(act("register.import")).await.unwrap();
        let first = acting.attach("企业.xlsx", Sm3::of(b"attached"), 8).await;
        let again = acting.attach("又一个名字.xlsx", Sm3::of(b"attached"), 8).await;
        acting.commit().await.unwrap();
        said((first, again))
    };
    "Store::revisions": |case| {
        let asked = submission();
        let found = case.store().revisions(&asked.form, &asked.respondent, asked.period).await.unwrap();
        said(found.iter().map(|one| (one.number, one.submission == asked)).collect::<Vec<_>>())
    };
    "Acting::record_release": |case| {
        let mut acting = case.store().act(act("release.publish")).await.unwrap();
        let first = acting.record_release(&release("r0001"), b"{}", None).await;
        let taken = acting.record_release(&release("r0001"), b"{}", None).await.map_err(|error| error.to_string());
        let late = acting.record_release(&release("r0002"), b"{}", None).await.map_err(|error| error.to_string());
        acting.commit().await.unwrap();
        said((first, taken, late))
    };
    "Store::releases": |case| said(case.store().releases().await);
    "Store::release_count": |case| said(case.store().release_count().await);
    "Store::manifest": |case| {
        let known = case.store().manifest(release("r0001").manifest).await;
        said((known, case.store().manifest(Sm3::of(b"unknown")).await))
    };
    "Store::link_acts": |case| {
        let linked = case.store().link_acts(1_000).await.unwrap();
        said((linked.acts, linked.anchors, linked.left))
    };
    "Store::keep_linking": |case| {
        case.store().keep_linking(std::time::Duration::from_secs(9), async {}).await;
        said(())
    };
    "Store::anchors": |case| said(case.store().anchors(None, None).await.unwrap().len());
    "Store::verify_audit": |case| {
        let found = case.store().verify_audit(&[]).await.unwrap();
        said((found.links, found.tail, found.broken))
    };
    "Store::acts": |case| {
        let filter = ActFilter { kind: Some("release.".to_owned()), ..ActFilter::default() };
        let page = case.store().acts(&filter, None, 10).await.unwrap();
        said(page.acts.iter().map(|act| (act.kind.clone(), act.changes)).collect::<Vec<_>>())
    };
    "Store::act_of": |case| said(case.store().act_of(i64::MAX).await);
    "Store::changes_of": |case| said(case.store().changes_of(i64::MAX, 0, 10).await);
    "Store::record_history": |case| {
        let history = case.store().record_history("release", "r0001", None, 10).await.unwrap();
        said(history.changes.iter().map(|one| one.change.became.clone()).collect::<Vec<_>>())
    };
    "Store::export_acts": |case| {
        let page = case.store().export_acts(&ActFilter::default(), None, 3).await.unwrap();
        said((page.rows.len(), page.next.is_some()))
    };
    "Acting::prune_audit": |case| {
        let mut acting = case.store().act(act("audit.prune")).await.unwrap();
        let pruned = acting.prune_audit(KeepDays::new(184).unwrap()).await.map_err(|error| error.to_string());
        // Given up, the act would leave a gap in PostgreSQL's numbers and none in SQLite's.
        said((pruned, acting.commit().await.is_ok()))
    };
    "Acting::upload_pack": |case| said(pack_act(case, "zhang", async |acting, _| {
        let files = pack_files();
        let upload = Upload { pack: &pack(), title: "示例", files: &files };
        acting.upload_pack(upload).await.map_err(|error| error.to_string())
    }).await);
    "Acting::check_pack": |case| said(pack_act(case, "zhang", async |acting, version| {
        let checked = Checked { passed: true, findings: "[]".to_owned(), upper: Vec::new() };
        acting.check_pack(version, checked).await.map_err(|error| error.to_string())
    }).await);
    "Acting::approve_pack": |case| {
        let own = pack_act(case, "zhang", async |acting, version| {
            acting.approve_pack(version, &[]).await.map_err(|error| error.to_string())
        }).await;
        let other = pack_act(case, "li", async |acting, version| {
            acting.approve_pack(version, &[]).await.map_err(|error| error.to_string())
        }).await;
        said((own, other))
    };
    "Acting::force_pack": |case| said(pack_act(case, "li", async |acting, version| {
        acting.force_pack(version, day("2026-04-01"), &[]).await.map_err(|error| error.to_string())
    }).await);
    "Acting::end_pack": |case| said(pack_act(case, "li", async |acting, version| {
        acting.end_pack(version, day("2027-04-01")).await.map_err(|error| error.to_string())
    }).await);
    "Acting::withdraw_pack": |case| said(pack_act(case, "li", async |acting, version| {
        acting.withdraw_pack(version).await.map_err(|error| error.to_string())
    }).await);
    "Store::pack_files": |case| said(case.store().pack_files(pack_files().sm3()).await.map(|found| found.is_some()));
    "Store::packs": |case| said(case.store().packs().await.map(|found| found.len()).map_err(|error| error.to_string()));
    "Store::pack_versions": |case| said(case.store().pack_versions(&pack()).await.map(|found| found.len()));
    "Store::pack_version": |case| {
        said(case.store().pack_version(pack_files().sm3()).await.unwrap().map(|version| version.title))
    };
    "Store::pack_history": |case| {
        said(case.store().pack_history(&pack()).await.unwrap().iter().map(|taken| taken.step.clone()).collect::<Vec<_>>())
    };
    "Store::pack_in_force": |case| {
        said(case.store().pack_in_force(&pack(), day("2026-06-01"), case.store().now()).await)
    };
    "Store::pack_spans": |case| said(case.store().pack_spans(&pack(), case.store().now()).await.unwrap().len());
    "Store::pack_step_count": |case| said(case.store().pack_step_count().await);
    "Store::packs_in_force": |case| said(case.store().packs_in_force(day("2026-06-01"), case.store().now()).await);
    "Acting::enqueue": |case| {
        let mut acting = case.store().act(act("job.ask")).await.unwrap();
        let mut ids = Vec::new();
        for number in 0..12 {
            let title = Said::new("导入", "import");
            let input = serde_json::json!({ "number": number });
            ids.push(acting.enqueue(NewJob { kind: "import", title, input, most_attempts: 2 }).await.unwrap());
        }
        acting.commit().await.unwrap();
        said(ids.len())
    };
    "Store::jobs": |case| {
        let wanted = JobsWanted { kind: Some("import".to_owned()), most: 4, ..JobsWanted::default() };
        let jobs = case.store().jobs(&wanted).await.unwrap();
        said((jobs.count, jobs.rows.iter().map(|job| job.state).collect::<Vec<_>>()))
    };
    "Store::take_job": |case| said(lease(case).await.job.kind);
    "Store::beat": |case| said(case.store().beat(&lease(case).await, &Progress::default(), 60).await);
    "Store::finish_job": |case| {
        said(case.store().finish_job(&lease(case).await, &Progress::default(), &serde_json::json!({ "rows": 3 })).await)
    };
    "Store::fail_job": |case| {
        let error = Said::new("磁盘已满", "the disk is full");
        said(case.store().fail_job(&lease(case).await, &Progress::default(), &error, false).await)
    };
    "Acting::cancel_job": |case| {
        let id = lease(case).await.job.id;
        let mut acting = case.store().act(act("job.cancel")).await.unwrap();
        let asked = acting.cancel_job(id).await.map_err(|error| error.to_string());
        acting.commit().await.unwrap();
        said(asked)
    };
    "Store::job": |case| {
        let wanted = JobsWanted { kind: Some("import".to_owned()), most: 1, ..JobsWanted::default() };
        let newest = case.store().jobs(&wanted).await.unwrap().rows[0].id;
        said(case.store().job(newest).await.unwrap().map(|job| job.kind))
    };
    "Store::cancelled_job": |case| said(case.store().cancelled_job(&lease(case).await, &Progress::default()).await);
    "Store::give_back_job": |case| {
        let lease = lease(case).await;
        said(case.store().give_back_job(&lease, &Progress::default()).await)
    };
    "Runner::run": |case| {
        Runner::new(case.store().clone(), "test", Pace::default()).run(async {}).await;
        said(())
    };
    "Acting::send": |case| {
        let mut acting = case.store().act(act("message.send")).await.unwrap();
        let (title, body) = (Said::new("导入完成", "import done"), Said::new("共三行", "three rows"));
        let sent = acting.send(&NewMessage { person: "wang", title, body, link: None }).await.is_ok();
        acting.commit().await.unwrap();
        said(sent)
    };
    "Store::messages": |case| {
        let found = case.store().messages("wang", true, 0, 10).await.unwrap();
        said(found.rows.iter().map(|message| message.title.clone()).collect::<Vec<_>>())
    };
    "Store::unread": |case| said(case.store().unread("wang").await);
    "Store::mark_read": |case| {
        let ids: Vec<i64> =
            case.store().messages("wang", true, 0, 10).await.unwrap().rows.iter().map(|message| message.id).collect();
        said((case.store().mark_read("wang", &ids).await, case.store().unread("wang").await))
    };
    "Acting::add_document": |case| {
        let mut acting = case.store().act(act("document.read")).await.unwrap();
        let (file, reading) = (Sm3::of(b"notice"), Sm3::of(b"read"));
        acting.attach("notice.txt", file, 6).await.unwrap();
        acting.attach("notice.json", reading, 4).await.unwrap();
        let new = NewDocument { name: "notice.txt", title: "通知", file, reading, items: 3 };
        let kept = acting.add_document(&new).await.is_ok();
        acting.commit().await.unwrap();
        said(kept)
    };
    "Store::documents": |case| {
        let found = case.store().documents(0, 10).await.unwrap();
        said((found.count, found.rows.iter().map(|one| (one.title.clone(), one.items, one.decided)).collect::<Vec<_>>()))
    };
    "Store::document": |case| {
        let newest = case.store().documents(0, 1).await.unwrap().rows.remove(0);
        let none = case.store().document(1).await.unwrap();
        said((case.store().document(newest.id).await.unwrap() == Some(newest), none))
    };
    "Acting::decide_items": |case| {
        let document = case.store().documents(0, 1).await.unwrap().rows.remove(0);
        let item = |name: &str, decision| (name.to_owned(), decision);
        let mut acting = case.store().act(act("document.decide")).await.unwrap();
        let first = [
            item("1-task-1", Decision::Accepted),
            item("1-task-2", Decision::Dropped),
            item("1-target-1", Decision::Corrected("{\"value\":3}".to_owned())),
        ];
        let first = acting.decide_items(&document, &first).await.unwrap();
        let again = [item("1-task-1", Decision::Accepted), item("1-task-2", Decision::Open)];
        let again = acting.decide_items(&document, &again).await.unwrap();
        acting.commit().await.unwrap();
        said((first, again))
    };
    "Store::decisions": |case| {
        let document = case.store().documents(0, 1).await.unwrap().rows.remove(0);
        let found = case.store().decisions(document.id).await.unwrap();
        let found: Vec<_> = found.into_iter().map(|(item, one)| (item, one.decision, one.person)).collect();
        said((found, document.decided))
    };
    "Store::rebuild_listing": |case| said(case.store().rebuild_listing().await);
    "Store::doctor": |case| said(case.store().doctor(case.bench.folder()).await);
    "Store::dump": |case| {
        let (bytes, dump) = case.store().dump(Vec::new()).await.unwrap();
        said((without_bytes(&bytes), dump.sums.iter().map(|sum| (sum.table.clone(), sum.rows)).collect::<Vec<_>>()))
    };
    "Store::load": |case| {
        let (bytes, dump) = case.store().dump(Vec::new()).await.unwrap();
        let empty = Store::open(&case.empty.address, case.bench.clock.clone()).await.unwrap();
        let loaded = empty.load(Cursor::new(bytes)).await.unwrap();
        said((loaded == dump, empty.dump(Vec::new()).await.unwrap().1 == dump))
    };
    "Store::move_to": |case| {
        let folder = tempfile::tempdir().unwrap();
        let to = Store::open(&store::Address::of_home(folder.path()), case.bench.clock.clone()).await.unwrap();
        let moved = case.store().move_to(&to).await.unwrap();
        said(to.dump(Vec::new()).await.unwrap().1 == moved)
    };
    "backup": |case| {
        let file = case.bench.folder().join("backup.zip");
        let made = transfer::backup(case.store(), case.bench.folder(), &file).await.unwrap();
        said((made.contents.files, made.contents.absent))
    };
    "check": |case| {
        let contents = transfer::check(&case.bench.folder().join("backup.zip")).await.unwrap();
        said((contents.rows(), contents.files.len()))
    };
    "restore": |case| {
        let (file, home) = (case.bench.folder().join("backup.zip"), case.bench.folder().join("home"));
        said(transfer::restore(&file, &home, None, case.bench.clock.clone()).await.map(|contents| contents.rows()))
    };
    "Store::close": |case| {
        let again = case.bench.again().await;
        said((again.close().await, again.ping().await.is_err()))
    };
    // Last, for how often a runner looks in the meantime is not the same twice.
    "JobContext::halted": |case| {
        let (told, heard) = std::sync::mpsc::sync_channel(1);
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let runner = Runner::new(case.store().clone(), "test", Pace::default()).handle("import", move |context| {
            let told = told.clone();
            async move {
                let _ = told.send(());
                Err(context.halted().await)
            }
        });
        let working = tokio::spawn(async move { runner.run(async { let _ = stopped.await; }).await });
        tokio::task::spawn_blocking(move || heard.recv_timeout(std::time::Duration::from_secs(20)).unwrap()).await.unwrap();
        stop.send(()).unwrap();
        working.await.unwrap();
        said(())
    };
}

fn pack() -> PackId {
    PackId::new("conformance").unwrap()
}

fn pack_files() -> Bundle {
    [("pack.toml".to_owned(), b"id = \"conformance\"\n".to_vec())].into_iter().collect()
}

/// Two firms of one name, one of which was renamed and counts by a share since.
fn firm_rows() -> [Row; 3] {
    let row = |number, name: &str, from: &str, zone: &str| Row {
        code: Some(firm(number)),
        links: vec![(Role::Zone, targets(Role::Zone, zone).unwrap())],
        from: Some(day(from)),
        ..Row::named(0, name)
    };
    [
        row(1, "导入企业", "2020-01-01", "Z1"),
        row(1, "改名企业", "2021-01-01", "Z1:60%"),
        row(2, "导入企业", "2020-01-01", "Z1"),
    ]
}

/// The code of the firm of this number that the suite imports.
fn firm(number: u32) -> String {
    CreditCode::completed(&format!("91990121MA{number:06}")).unwrap().to_string()
}

fn result(place: u32) -> ExternalResult {
    ExternalResult {
        issuer: "商务部".to_owned(),
        title: "综合评价".to_owned(),
        year: 2021,
        ranking: String::new(),
        place: Some(place),
        places: Some(30),
        grade: None,
        document: "公告".to_owned(),
    }
}

/// An act of `person` on the version that the suite uploads.
async fn pack_act<T>(case: &Case, person: &str, work: impl AsyncFnOnce(&mut Acting, Sm3) -> T) -> T {
    let mut acting = case.store().act(by(person, "pack.step", None)).await.unwrap();
    let done = work(&mut acting, pack_files().sm3()).await;
    acting.commit().await.unwrap();
    done
}

/// The next job of the suite.
async fn lease(case: &Case) -> Lease {
    case.store().take_job("suite", &["import"], 60).await.unwrap().unwrap()
}

fn submission() -> Submission {
    let hash = |text: &[u8]| Sm3::of(text);
    Submission {
        form: "zones".parse().unwrap(),
        respondent: "office".to_owned(),
        period: "2024".parse().unwrap(),
        files: vec![Attached {
            name: "开发区.xlsx".to_owned(),
            source: hash(b"source"),
            length: 6,
            mapping: hash(b"mapping"),
            mapping_length: 7,
        }],
        accept_clean: false,
    }
}

fn release(name: &str) -> Release {
    Release {
        name: name.parse().unwrap(),
        manifest: Sm3::of(b"{}"),
        published_at: "2024-07-01T08:00:00+08:00".to_owned(),
        title: "年报".to_owned(),
    }
}

/// The lines of a dump but for where the next numbers begin: `PostgreSQL` counts on after an act that was given up.
fn without_bytes(dump: &[u8]) -> String {
    let text = String::from_utf8(dump.to_vec()).unwrap();
    text.lines().filter(|line| !line.contains("\"next\"")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_method_answers_the_same_on_both_engines() {
    let (benches, empties) = (common::benches().await, common::benches().await);
    let mut first: Option<Vec<(&'static str, String)>> = None;
    for (bench, empty) in benches.into_iter().zip(empties) {
        let zone = fill(&bench).await;
        let case = Case { bench, empty, zone };
        let answers = Box::pin(calls(&case)).await;
        match &first {
            None => first = Some(answers),
            Some(first) => {
                for ((name, one), (_, other)) in first.iter().zip(&answers) {
                    assert_eq!(one, other, "{name} answers differently on {}", case.bench.name);
                }
            }
        }
    }
}

/// The public async functions under `folder`, as `Type::method` or, outside of an `impl`, by their name.
fn written(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            written(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let mut within: Option<String> = None;
        for line in text.lines() {
            if line.starts_with("mod tests") {
                break;
            }
            if let Some(rest) = line.strip_prefix("impl") {
                // `impl Store {`, `impl<'a> Pages<'a> {`, `impl Trait for Type {`
                let after = if rest.starts_with('<') { without_brackets(rest) } else { rest };
                let of = after.split_once(" for ").map_or(after, |(_, of)| of);
                let name = of.trim_start().chars().take_while(|sign| sign.is_alphanumeric()).collect();
                within = Some(name);
            } else if line == "}" {
                within = None;
            }
            if let Some(rest) = line.trim_start().strip_prefix("pub async fn ") {
                let name: String = rest.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
                found.insert(within.as_ref().map_or_else(|| name.clone(), |within| format!("{within}::{name}")));
            }
        }
    }
}

/// What follows the bracket that closes the one with which `text` begins.
fn without_brackets(text: &str) -> &str {
    let mut depth = 0;
    for (at, sign) in text.char_indices() {
        match sign {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    text
}

#[test]
fn the_scan_sees_methods_with_the_type_they_belong_to() {
    let folder = tempfile::tempdir().unwrap();
    let text = "impl Store {\n    pub async fn a(&self) {}\n    pub(crate) async fn b(&self) {}\n}\n\npub async fn c() {}\n\n\
                impl<'a, C: X<Y>> Pages<'a, C> {\n    pub async fn d() {}\n}\n\nimpl Say for Acting {\n    pub async fn e<T>() {}\n}\n";
    std::fs::write(folder.path().join("x.rs"), text).unwrap();
    let mut found = BTreeSet::new();
    written(folder.path(), &mut found);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["Acting::e", "Pages::d", "Store::a", "c"]);
}

#[test]
fn no_public_method_is_without_its_line() {
    let mut found = BTreeSet::new();
    written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let called: BTreeSet<String> = METHODS.iter().map(|name| (*name).to_owned()).collect();
    let missing: Vec<_> = found.difference(&called).collect();
    assert!(missing.is_empty(), "give a line in tests/conformance.rs to {missing:?}");
    let gone: Vec<_> = called.difference(&found).collect();
    assert!(gone.is_empty(), "no such method any more: {gone:?}");
}
