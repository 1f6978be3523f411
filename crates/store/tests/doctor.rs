//! The doctor finds what is wrong, and nothing where all is well.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::filled::{fill, meddle};
use common::{Bench, act, attribute, benches, day};
use domain::register::{Kind, Role};
use domain::say::{Lang, Say};
use store::doctor::{Check, Finding};
use store::register::{New, Parent, Saying, Span};

async fn ask(bench: &Bench) -> Vec<Finding> {
    bench.store.doctor(bench.folder()).await.unwrap()
}

/// What the doctor finds after `sql` was done behind the store's back; foreign keys are not asked.
async fn after(sql: &[&str]) -> Vec<(&'static str, Vec<Finding>)> {
    let mut all = Vec::new();
    for bench in benches().await {
        fill(&bench).await;
        assert_eq!(ask(&bench).await, [], "{}", bench.name);
        let quiet = match bench.address {
            store::Address::Sqlite(_) => "PRAGMA foreign_keys = off",
            store::Address::Postgres(_) => "SET session_replication_role = replica",
        };
        // One statement of several parts, so that all run on one connection.
        let script = [&[quiet], sql].concat().join("; ");
        meddle(&bench.address, &[&script]).await;
        all.push((bench.name, ask(&bench).await));
    }
    all
}

/// Whether some finding of `check` says each of `words`.
fn tells(found: &[Finding], check: Check, words: &[&str]) -> bool {
    found.iter().any(|one| {
        let said = one.say(Lang::En);
        one.check == check && words.iter().all(|word| said.contains(word)) && !one.say(Lang::Zh).is_empty()
    })
}

const NEVER: &str = "9223372036854775807";

#[tokio::test]
async fn a_store_as_the_program_leaves_it_is_sound() {
    for bench in benches().await {
        assert_eq!(ask(&bench).await, [], "an empty one: {}", bench.name);
        let zone = fill(&bench).await;
        // Records that are not yet, and those that are no longer, are listed as a rebuild lists them.
        let mut acting = bench.store.act(act("firm.create")).await.unwrap();
        for (at, (from, to)) in [("2030-01-01", None), ("2010-01-01", Some("2015-01-01"))].into_iter().enumerate() {
            let name = vec![(attribute("name"), format!("时间企业{at}")), (attribute("code"), format!("T{at}"))];
            let parents = vec![(Role::Zone, Parent::whole(zone))];
            let new = New { from: day(from), to: to.map(day), attributes: name, parents };
            let id = acting.create(Kind::Firm, &[new]).await.unwrap()[0];
            if at == 1 {
                let early = Span::new(day("2012-01-01"), Some(day("2015-01-01"))).unwrap();
                let name = attribute("scale");
                acting.set_attribute(id, &name, Some("大型"), early, Saying::Change).await.unwrap();
            }
        }
        acting.commit().await.unwrap();
        assert_eq!(ask(&bench).await, [], "{}", bench.name);
    }
}

#[tokio::test]
async fn a_row_that_names_what_is_not_there_is_found() {
    let sql = ["UPDATE link SET parent = 999999 WHERE id = (SELECT MIN(id) FROM link)"];
    for (name, found) in after(&sql).await {
        assert!(tells(&found, Check::References, &["link", "entity 999999"]), "{name}: {found:?}");
    }
    let sql = ["UPDATE attribute SET act = 999999 WHERE id = (SELECT MIN(id) FROM attribute)"];
    for (name, found) in after(&sql).await {
        assert!(tells(&found, Check::References, &["attribute", "act 999999"]), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn two_values_on_one_day_and_moments_that_cannot_be_are_found() {
    let twice = format!(
        "INSERT INTO attribute SELECT 900001, entity, name, 'x', valid_from + 9, valid_to, known_from, {NEVER}, act, NULL \
         FROM attribute WHERE id = (SELECT MIN(id) FROM attribute WHERE name = 'name')"
    );
    let moment = "UPDATE attribute SET ended_by = act WHERE id = (SELECT MIN(id) FROM attribute WHERE name = 'code')";
    for (name, found) in after(&[&twice, moment]).await {
        assert!(tells(&found, Check::Overlaps, &["name has two values"]), "{name}: {found:?}");
        assert!(tells(&found, Check::Spans, &["attribute"]), "{name}: {found:?}");
    }
    let day = "UPDATE attribute SET valid_to = 2000000000 WHERE id = (SELECT MAX(id) FROM attribute)";
    for (name, found) in after(&[day]).await {
        assert!(tells(&found, Check::Spans, &["its days cannot be"]), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn a_code_used_twice_and_a_record_without_a_name_are_found() {
    let twice = "UPDATE attribute SET value = 'F000001' WHERE value = 'F000000' AND name = 'code'";
    let nameless = "UPDATE attribute SET name = 'alias' WHERE name = 'name' AND value = '示例市'";
    for (name, found) in after(&[twice, nameless]).await {
        assert!(tells(&found, Check::Codes, &["firm", "F000001"]), "{name}: {found:?}");
        assert!(tells(&found, Check::Codes, &["region", "no name"]), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn links_and_shares_that_cannot_be_are_found() {
    let link = |id: u32, role: &str, child: &str, parent: &str, share: &str| {
        format!(
            "INSERT INTO link SELECT {id}, c.entity, '{role}', p.entity, '{share}', c.valid_from, c.valid_to, 1, {NEVER}, \
             c.act, NULL FROM attribute c, attribute p WHERE c.name = 'code' AND c.value = '{child}' \
             AND p.name = 'code' AND p.value = '{parent}'"
        )
    };
    let sql = [
        link(900_001, "zone", "F000005", "Z1", "0.25"),
        link(900_002, "authority", "F000006", "Z1", "1"),
        link(900_003, "region", "Z1", "990100", "1"),
        link(900_004, "zone", "F000007", "Z1", "much"),
    ];
    for (name, found) in after(&sql.each_ref().map(String::as_str)).await {
        assert!(tells(&found, Check::Shares, &["1.25"]), "{name}: {found:?}");
        assert!(tells(&found, Check::Links, &["link 900002"]), "{name}: {found:?}");
        assert!(tells(&found, Check::Overlaps, &["900003", "region twice"]), "{name}: {found:?}");
        assert!(tells(&found, Check::Shares, &["link 900004"]), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn a_circle_is_found() {
    let circle = format!(
        "INSERT INTO link SELECT 900001, entity, 'parent', entity, '1', valid_from, valid_to, 1, {NEVER}, act, NULL \
         FROM attribute WHERE name = 'code' AND value = '990100'"
    );
    for (name, found) in after(&[&circle]).await {
        assert!(tells(&found, Check::Cycles, &["parent"]), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn a_listing_that_differs_is_found_and_made_again() {
    for bench in benches().await {
        fill(&bench).await;
        for sql in [
            "UPDATE listing SET active = 0 WHERE entity = (SELECT MAX(entity) FROM listing)",
            "DELETE FROM listing_gram WHERE entity = (SELECT MAX(entity) FROM listing)",
            "UPDATE listing_gram SET parent = 0 WHERE entity = (SELECT MAX(entity) FROM listing)",
            "UPDATE listing SET names = '' WHERE entity = (SELECT MAX(entity) FROM listing)",
            "DELETE FROM listing_place",
            "INSERT INTO listing SELECT id + 1000000, kind, '', '', '', 1 FROM entity WHERE kind = 'zone'",
        ] {
            meddle(&bench.address, &[sql]).await;
            let found = ask(&bench).await;
            assert!(
                tells(&found, Check::Listing, &["rebuild-listing"]) || tells(&found, Check::References, &["listing"]),
                "{sql}: {found:?}"
            );
            let listed = bench.store.rebuild_listing().await.unwrap();
            assert_eq!(listed, 32, "{}", bench.name);
            assert_eq!(ask(&bench).await, [], "{sql}: {}", bench.name);
        }
    }
}

#[tokio::test]
async fn files_that_are_missing_or_altered_are_found() {
    for bench in benches().await {
        fill(&bench).await;
        let first = |folder: &str| {
            let entry = std::fs::read_dir(bench.folder().join(folder)).unwrap().next().unwrap();
            entry.unwrap().path()
        };
        std::fs::write(first("parts"), "other").unwrap();
        std::fs::remove_file(first("sources")).unwrap();
        let found = ask(&bench).await;
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(tells(&found, Check::Files, &["parts/", "altered"]), "{found:?}");
        assert!(tells(&found, Check::Files, &["sources/", "missing", "Take this file from a backup"]), "{found:?}");
        meddle(
            &bench.address,
            &["UPDATE manifest SET sm3 = 'aa' WHERE 1 = 0", "DELETE FROM release", "UPDATE manifest SET sm3 = 'aa'"],
        )
        .await;
        assert!(tells(&ask(&bench).await, Check::Files, &["manifest aa", "hash"]), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_table_that_is_not_as_it_must_be_is_found() {
    for bench in benches().await {
        meddle(&bench.address, &["CREATE TABLE stranger (a INTEGER)"]).await;
        assert!(tells(&ask(&bench).await, Check::Structure, &["stranger"]), "{}", bench.name);
        meddle(&bench.address, &["ALTER TABLE message ADD COLUMN colour TEXT"]).await;
        assert!(tells(&ask(&bench).await, Check::Structure, &["message", "columns"]), "{}", bench.name);
        meddle(&bench.address, &["DROP TABLE message"]).await;
        assert!(tells(&ask(&bench).await, Check::Structure, &["message", "missing"]), "{}", bench.name);
    }
}
