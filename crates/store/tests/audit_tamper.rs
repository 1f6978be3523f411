//! Whoever changes the audit behind the program's back, with the guards of the database taken away, is found out by name.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

mod common;

use common::raw::Raw;
use common::{Bench, act, benches, day};
use domain::say::{Lang, Say};
use store::audit::{Anchor, Broken, Fault};
use store::{Act, Actor, Change};

/// Six acts of 张三 in six links: acts 1 to 3 on 1 January, 4 and 5 on the 2nd, both days anchored, 6 on the 3rd. Each has
/// three changes.
async fn written(bench: &Bench) -> Vec<i64> {
    let mut ids = Vec::new();
    for (clock, acts) in [("2024-01-01T01:00:00Z", 3), ("2024-01-02T01:00:00Z", 2), ("2024-01-03T01:00:00Z", 1)] {
        bench.clock.set(clock);
        for _ in 0..acts {
            let reason = Some("年度更新".to_owned());
            let mut acting = bench.store.act(Act { reason, ..act("firm.change") }).await.unwrap();
            for record in 1..=3 {
                let (label, became) = (format!("第{record}公司"), Some(r#"{"area":"12"}"#.to_owned()));
                acting.note(Change { kind: "firm", record: record.to_string(), label, was: None, became });
            }
            ids.push(acting.commit().await.unwrap());
        }
        bench.store.link_acts(100).await.unwrap();
    }
    ids
}

async fn broken(bench: &Bench, deposited: &[Anchor]) -> Option<Broken> {
    bench.store.verify_audit(deposited).await.unwrap().broken
}

/// What is found after `sql`, with `{2}` for the number of the second act.
async fn found(sql: &str) -> Vec<(Bench, Vec<i64>, Broken)> {
    let mut all = Vec::new();
    for bench in benches().await {
        let ids = written(&bench).await;
        assert_eq!(broken(&bench, &[]).await, None);
        let mut own = sql.to_owned();
        for (number, id) in (1..).zip(&ids) {
            own = own.replace(&format!("{{{number}}}"), &id.to_string());
        }
        Raw::to(&bench).await.tamper(&own).await;
        let broken = broken(&bench, &[]).await.unwrap_or_else(|| panic!("{}: {own} was not found out", bench.name));
        all.push((bench, ids, broken));
    }
    all
}

/// That `sql` is found out as `fault` at the link `link`, with the act `act` (its place, from 1).
async fn is_found(sql: &str, fault: Fault, link: Option<i64>, act: Option<usize>) {
    for (bench, ids, broken) in found(sql).await {
        let act = act.map(|place| ids[place - 1]);
        assert_eq!((&broken.fault, broken.link, broken.act), (&fault, link, act), "{}: {sql}", bench.name);
    }
}

/// That each of `changes` of `table`, where `act` is the number of the act, is found out as `fault`: one act for each, the
/// last tampered with first, so that each time an earlier link is the first that is broken.
async fn are_found(table: &str, act: &str, changes: &[&str], fault: Fault) {
    for bench in benches().await {
        let mut ids = Vec::new();
        while ids.len() < changes.len() {
            ids.extend(written(&bench).await);
        }
        let raw = Raw::to(&bench).await;
        for ((number, id), change) in (1_i64..).zip(&ids).zip(changes).collect::<Vec<_>>().into_iter().rev() {
            raw.tamper(&format!("UPDATE {table} SET {change} WHERE {act} = {id}")).await;
            let found = broken(&bench, &[]).await.unwrap();
            let expected = (&fault, Some(number), Some(*id));
            assert_eq!((&found.fault, found.link, found.act), expected, "{}: {table}.{change}", bench.name);
        }
    }
}

#[tokio::test]
async fn every_column_of_an_act_is_guarded() {
    let changes = [
        "reason = NULL",
        "reason = '别的原因'",
        "actor = 'li'",
        "actor_name = '李四'",
        "authenticated = 1",
        "authenticated = 2",
        "on_behalf = ''",
        "kind = 'firm.chang'",
        "origin = 'page'",
        "origin_detail = 'tests'",
        "request = 'r-2'",
        "at = at + 1",
        "day = day - 1",
        "changes = 2",
    ];
    are_found("act", "id", &changes, Fault::ActChanged).await;
}

#[tokio::test]
async fn the_message_names_act_time_and_person_and_what_was_done() {
    for (bench, ids, broken) in found("UPDATE act SET reason = '别的' WHERE id = {5}").await {
        let expected = format!(
            "第 5 号链节，操作 {}，2024-01-02 09:00:00，张三（zhang），firm.change：这条操作记录被改动过。\
             请先另存一份库，再与备份核对，并报告审计负责人。",
            ids[4]
        );
        assert_eq!(broken.say(Lang::Zh), expected, "{}", bench.name);
        assert!(broken.say(Lang::En).contains("2024-01-02 09:00:00 China time, 张三 (zhang), firm.change: the row"));
    }
}

#[tokio::test]
async fn every_column_of_a_change_is_guarded() {
    let changes = ["kind = 'zone'", "record = '9'", "label = '乙'", "was = '{}'", "became = NULL", "became = ''"];
    are_found("change", "number = 2 AND act", &changes, Fault::ChangeChanged).await;
}

#[tokio::test]
async fn rows_taken_away_and_put_in_are_told_by_their_numbers() {
    for number in 1..=3 {
        let sql = format!("DELETE FROM change WHERE act = {{3}} AND number = {number}");
        is_found(&sql, Fault::ChangeMissing { number }, Some(3), Some(3)).await;
    }
    let sql = "INSERT INTO change VALUES ({3}, 4, 'firm', '9', '丁公司', NULL, '{}')";
    is_found(sql, Fault::ChangeAdded { number: 4 }, Some(3), Some(3)).await;
    let sql = "UPDATE change SET act = {1}, number = 4 WHERE act = {3} AND number = 3";
    is_found(sql, Fault::ChangeAdded { number: 4 }, Some(1), Some(1)).await;
    is_found("DELETE FROM act WHERE id = {3}", Fault::ActMissing, Some(3), Some(3)).await;
    let sql = "INSERT INTO act SELECT 5, at, day, kind, 'li', '李四', 1, NULL, origin, '', '', NULL, 0 FROM act WHERE id = {1}";
    for (bench, _, broken) in found(sql).await {
        assert_eq!((broken.fault, broken.act), (Fault::NeverLinked, Some(5)), "{}", bench.name);
        assert_eq!(broken.row.unwrap().actor, Actor { authenticated: true, ..Actor::said("li", "李四") });
    }
}

#[tokio::test]
async fn a_link_that_was_altered_or_taken_away_is_found() {
    let changes =
        ["sm3 = act_sm3", "sm3 = 'x'", "act_sm3 = sm3", "changes_sm3 = sm3", "day = day + 1", "linked_at = 0"];
    are_found("audit_link", "act", &changes, Fault::LinkAltered).await;
    is_found("DELETE FROM audit_link WHERE number = 1", Fault::LinkMissing { first: 1, last: 1 }, None, None).await;
    let missing = Fault::LinkMissing { first: 2, last: 3 };
    is_found("DELETE FROM audit_link WHERE number IN (2, 3)", missing, None, Some(2)).await;
    is_found("DELETE FROM audit_link WHERE number = 6", Fault::NeverLinked, None, Some(6)).await;
    is_found("DELETE FROM audit_link", Fault::NeverLinked, None, Some(1)).await;
    // With the act gone as well, it is the gap that tells.
    let sql =
        "DELETE FROM audit_link WHERE number = 2; DELETE FROM change WHERE act = {2}; DELETE FROM act WHERE id = {2}";
    is_found(sql, Fault::LinkMissing { first: 2, last: 2 }, None, None).await;
}

#[tokio::test]
async fn the_end_of_the_chain_cut_off_without_a_trace_is_told_by_the_anchors() {
    let cut = "DELETE FROM audit_link WHERE number > 4; DELETE FROM change WHERE act IN ({5}, {6}); \
               DELETE FROM act WHERE id IN ({5}, {6})";
    let not_met = |deposited| Fault::AnchorNotMet { day: day("2024-01-02"), deposited };
    is_found(cut, not_met(false), Some(5), None).await;
    for bench in benches().await {
        written(&bench).await;
        let deposited = bench.store.anchors(None, None).await.unwrap();
        let (raw, all) = (
            Raw::to(&bench).await,
            "DELETE FROM audit_anchor; DELETE FROM change; DELETE FROM audit_link; DELETE FROM act",
        );
        raw.tamper(all).await;
        assert_eq!(broken(&bench, &[]).await, None, "nothing is left that could tell: {}", bench.name);
        let found = broken(&bench, &deposited).await.unwrap();
        let first = Fault::AnchorNotMet { day: day("2024-01-01"), deposited: true };
        assert_eq!((found.fault, found.link), (first, Some(3)), "but the deposited sheet: {}", bench.name);
    }
}

#[tokio::test]
async fn anchors_that_were_altered_or_taken_away_are_found() {
    let first = day("2024-01-01");
    let not_met = || Fault::AnchorNotMet { day: first, deposited: false };
    for change in ["acts = 2", "sm3 = (SELECT sm3 FROM audit_link WHERE number = 2)"] {
        let sql = format!("UPDATE audit_anchor SET {change} WHERE number = 3");
        is_found(&sql, not_met(), Some(3), None).await;
    }
    is_found("UPDATE audit_anchor SET number = 2 WHERE number = 3", not_met(), Some(2), None).await;
    let number = i64::from(first.number());
    is_found("UPDATE audit_anchor SET sm3 = '' WHERE number = 3", Fault::AnchorAltered { day: number }, None, None)
        .await;
    let gone = Fault::AnchorMissing { day: Some(number) };
    is_found("DELETE FROM audit_anchor WHERE number = 3", gone, Some(3), None).await;
}

#[tokio::test]
async fn a_chain_made_anew_after_a_forgery_is_not_that_of_the_deposited_anchors() {
    for bench in benches().await {
        let ids = written(&bench).await;
        let deposited = bench.store.anchors(None, None).await.unwrap();
        let raw = Raw::to(&bench).await;
        // Somebody who knows the program well: changes an act, throws the chain away, and has it made again.
        raw.tamper(&format!("UPDATE act SET actor_name = '李四' WHERE id = {}", ids[1])).await;
        raw.tamper("DELETE FROM audit_anchor; DELETE FROM audit_link; INSERT INTO audit_tail SELECT id FROM act").await;
        bench.store.link_acts(100).await.unwrap();
        assert_eq!(broken(&bench, &[]).await, None, "{}", bench.name);
        let found = broken(&bench, &deposited[..1]).await.unwrap();
        let fault = Fault::AnchorNotMet { day: day("2024-01-01"), deposited: true };
        assert_eq!((found.fault, found.link), (fault, Some(3)), "{}", bench.name);
    }
}

#[tokio::test]
async fn an_act_of_the_tail_that_is_gone_and_one_put_there_twice_are_seen() {
    for bench in benches().await {
        let ids = written(&bench).await;
        let raw = Raw::to(&bench).await;
        let waiting = bench.store.act(act("waiting")).await.unwrap().commit().await.unwrap();
        raw.tamper(&format!("INSERT INTO audit_tail VALUES ({})", ids[0])).await;
        assert_eq!(bench.store.link_acts(100).await.unwrap().acts, 1, "the other goes on: {}", bench.name);
        assert_eq!(broken(&bench, &[]).await, None, "{}", bench.name);
        let gone = bench.store.act(act("gone")).await.unwrap().commit().await.unwrap();
        assert!(waiting < gone);
        raw.tamper(&format!("DELETE FROM act WHERE id = {gone}")).await;
        let found = bench.store.verify_audit(&[]).await.unwrap();
        let fault = found.broken.map(|broken| (broken.fault, broken.act));
        assert_eq!((fault, found.links, found.tail), (Some((Fault::ActMissing, Some(gone))), 7, 1), "{}", bench.name);
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_a_change_and_no_failure() {
    for bench in benches().await.into_iter().filter(|bench| bench.name == "SQLite") {
        let ids = written(&bench).await;
        let raw = Raw::to(&bench).await;
        raw.tamper(&format!("UPDATE change SET label = CAST(x'ff' AS TEXT) WHERE act = {} AND number = 1", ids[3]))
            .await;
        assert_eq!(broken(&bench, &[]).await.map(|found| found.fault), Some(Fault::ChangeChanged));
        raw.tamper(&format!("UPDATE act SET kind = CAST(x'ff' AS TEXT) WHERE id = {}", ids[2])).await;
        let found = broken(&bench, &[]).await.unwrap();
        assert_eq!((found.fault, found.act, found.row), (Fault::ActChanged, Some(ids[2]), None));
    }
}
