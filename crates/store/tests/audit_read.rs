//! Reading the audit on both engines: by filter, page by page; one act; one record; as rows for a file.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod common;

use common::{Bench, benches, day};
use store::audit::{ActFilter, ActMark, EXPORT_COLUMNS, differences};
use store::{Act, Actor, Change, Origin};

async fn noted(
    bench: &Bench,
    clock: &str,
    kind: &'static str,
    person: &str,
    changes: &[(&'static str, &str, &str)],
) -> i64 {
    bench.clock.set(clock);
    let act = Act {
        kind,
        actor: Actor::said(person, &format!("{person}某")),
        origin: Origin::Page,
        origin_detail: "127.0.0.1".to_owned(),
        request: "r-1".to_owned(),
        reason: Some(format!("{kind} 的原因")),
    };
    let mut acting = bench.store.act(act).await.unwrap();
    for (kind, record, label) in changes {
        let became = Some(format!(r#"{{"label":"{label}"}}"#));
        acting.note(Change { kind, record: (*record).to_owned(), label: (*label).to_owned(), was: None, became });
    }
    acting.commit().await.unwrap()
}

/// Four acts, each an hour or more after the other.
async fn written(bench: &Bench) -> [i64; 4] {
    let firm = ("firm", "1", "宏图机械ABC_100%");
    [
        noted(bench, "2024-03-01T15:59:59Z", "firm.create", "zhang", &[firm]).await,
        noted(bench, "2024-03-01T16:00:00Z", "firm.change", "li", &[firm, ("zone", "1", "东区")]).await,
        noted(bench, "2024-03-02T10:00:00Z", "pack.approve", "li", &[]).await,
        noted(bench, "2024-03-04T10:00:00Z", "firmament", "wang", &[("firm", "2", "大展\"科技")]).await,
    ]
}

#[tokio::test]
async fn acts_are_found_by_person_kind_record_day_and_label() {
    for bench in benches().await {
        let [a, b, c, d] = written(&bench).await;
        let found = async |filter: ActFilter| {
            let page = bench.store.acts(&filter, None, 100).await.unwrap();
            assert_eq!(page.next, None);
            page.acts.into_iter().map(|act| act.id).collect::<Vec<_>>()
        };
        let some = |text: &str| Some(text.to_owned());
        let all = ActFilter::default;
        assert_eq!(found(all()).await, [d, c, b, a], "the latest first: {}", bench.name);
        assert_eq!(found(ActFilter { actor: some("li"), ..all() }).await, [c, b], "{}", bench.name);
        assert_eq!(found(ActFilter { kind: some("firm.create"), ..all() }).await, [a], "{}", bench.name);
        assert_eq!(found(ActFilter { kind: some("firm."), ..all() }).await, [b, a], "{}", bench.name);
        assert_eq!(found(ActFilter { record_kind: some("zone"), ..all() }).await, [b], "{}", bench.name);
        let firm = |record| ActFilter { record_kind: some("firm"), record: some(record), ..all() };
        assert_eq!(found(firm("1")).await, [b, a], "{}", bench.name);
        assert_eq!(found(firm("3")).await, [0_i64; 0], "{}", bench.name);
        let within = |from, to| ActFilter { from: Some(day(from)), to: Some(day(to)), ..all() };
        assert_eq!(found(within("2024-03-01", "2024-03-02")).await, [a], "days of China: {}", bench.name);
        assert_eq!(found(within("2024-03-02", "2024-03-04")).await, [c, b], "{}", bench.name);
        let label = |text: &str| ActFilter { label: text.to_owned(), ..all() };
        assert_eq!(found(label(" 机械 ")).await, [b, a], "{}", bench.name);
        assert_eq!(found(label("abc_100%")).await, [b, a], "Latin letters in any case: {}", bench.name);
        assert_eq!(found(label("Bc_1")).await, [b, a], "{}", bench.name);
        for none in ["ABC!100", "A_C", "A%C", "%_%", "'", "\0", "\\", "机械\0"] {
            assert_eq!(found(label(none)).await, [0_i64; 0], "{none:?}: {}", bench.name);
        }
        assert_eq!(found(label(&"长".repeat(100_000))).await, [0_i64; 0], "{}", bench.name);
        let both = ActFilter { record_kind: some("zone"), label: "机械".to_owned(), ..all() };
        assert_eq!(found(both).await, [0_i64; 0], "asked of one and the same change: {}", bench.name);
        assert_eq!(found(ActFilter { actor: some("li\0"), ..all() }).await, [0_i64; 0], "{}", bench.name);
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_whatever_is_written_between() {
    for bench in benches().await {
        // All at one moment, so that only the numbers tell them apart.
        let mut ids = Vec::new();
        for number in 0..25 {
            let clock = if number < 20 { "2024-03-01T00:00:00Z" } else { "2024-03-02T00:00:00Z" };
            ids.push(noted(&bench, clock, "any", "zhang", &[]).await);
        }
        ids.reverse();
        let (mut seen, mut mark): (Vec<i64>, Option<ActMark>) = (Vec::new(), None);
        loop {
            let page = bench.store.acts(&ActFilter::default(), mark, 7).await.unwrap();
            seen.extend(page.acts.iter().map(|act| act.id));
            noted(&bench, "2024-03-03T00:00:00Z", "later", "zhang", &[]).await;
            match page.next {
                Some(next) => mark = Some(next.to_string().parse().unwrap()),
                None => break,
            }
        }
        assert_eq!(seen, ids, "{}", bench.name);
    }
}

#[tokio::test]
async fn one_act_is_read_with_what_it_changed_piece_by_piece() {
    for bench in benches().await {
        let [_, b, ..] = written(&bench).await;
        let act = bench.store.act_of(b).await.unwrap().unwrap();
        assert_eq!((act.kind.as_str(), act.changes, act.actor.code.as_str()), ("firm.change", 2, "li"));
        assert_eq!((act.reason.as_deref(), act.origin.as_str()), (Some("firm.change 的原因"), "page"));
        let first = bench.store.changes_of(b, 0, 1).await.unwrap();
        let second = bench.store.changes_of(b, first[0].number, 10).await.unwrap();
        let told = [&first[0], &second[0]].map(|change| (change.number, change.kind.as_str()));
        assert_eq!(told, [(1, "firm"), (2, "zone")], "{}", bench.name);
        assert_eq!(second.len(), 1);
        assert_eq!(bench.store.act_of(7).await.unwrap(), None, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_records_history_is_told_from_its_beginning_with_who_when_and_why() {
    for bench in benches().await {
        let [a, b, ..] = written(&bench).await;
        let first = bench.store.record_history("firm", "1", None, 1).await.unwrap();
        let second = bench.store.record_history("firm", "1", first.next, 1).await.unwrap();
        assert_eq!((first.changes[0].act.id, second.changes[0].act.id), (a, b), "{}", bench.name);
        assert_eq!(second.next, None, "{}", bench.name);
        let later = &second.changes[0];
        assert_eq!(later.act.reason.as_deref(), Some("firm.change 的原因"));
        assert_eq!(differences(first.changes[0].change.became.as_deref(), later.change.became.as_deref()), []);
        let none = bench.store.record_history("firm", "1\0", None, 1).await.unwrap();
        assert_eq!(none.changes, [], "{}", bench.name);
    }
}

#[tokio::test]
async fn an_export_has_a_row_for_each_change_and_one_for_an_act_without() {
    for bench in benches().await {
        let [a, b, c, d] = written(&bench).await;
        bench.store.link_acts(2).await.unwrap();
        let (mut rows, mut mark) = (Vec::new(), None);
        loop {
            let page = bench.store.export_acts(&ActFilter::default(), mark, 1).await.unwrap();
            rows.extend(page.rows);
            mark = page.next;
            if mark.is_none() {
                break;
            }
        }
        let acts: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(acts, [a, b, b, c, d].map(|id| id.to_string()), "{}", bench.name);
        assert_eq!(rows[1][1..5], ["2024-03-02 00:00:00", "li", "li某", "否"].map(str::to_owned));
        assert_eq!(rows[2][11..17], ["2", "zone", "1", "东区", "", r#"{"label":"东区"}"#].map(str::to_owned));
        assert_eq!((rows[2][17].as_str(), rows[2][18].len()), ("2", 64), "{}", bench.name);
        assert_eq!(rows[3][11..], [const { String::new() }; 8], "neither a change nor a link: {}", bench.name);
        assert_eq!(EXPORT_COLUMNS.len(), rows[0].len());
        let filter = ActFilter { actor: Some("zhang".to_owned()), ..ActFilter::default() };
        assert_eq!(bench.store.export_acts(&filter, None, 100).await.unwrap().rows, rows[..1], "{}", bench.name);
    }
}
