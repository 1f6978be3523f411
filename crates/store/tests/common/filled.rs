//! A store with a row in every table, those that nobody writes yet put in by hand.

use std::path::Path;

use domain::hash::Sm3;
use domain::register::{Kind, Role};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use store::audit::KeepDays;
use store::register::{EntityId, New, Parent, Saying, Span};
use store::{Acting, Address, Store};

use super::{Bench, act, attribute, because, day};

/// A connection of the test's own, as another program would have it.
pub async fn raw(address: &Address) -> DatabaseConnection {
    let url = match address {
        Address::Sqlite(path) => format!("sqlite://{}", path.display()),
        Address::Postgres(url) => url.clone(),
    };
    sea_orm::Database::connect(url).await.unwrap()
}

/// Does something to the store behind its back.
pub async fn meddle(address: &Address, sql: &[&str]) {
    let on = raw(address).await;
    for one in sql {
        on.execute_unprepared(one).await.unwrap_or_else(|error| panic!("{one}: {error}"));
    }
    on.close().await.unwrap();
}

pub fn named(name: &str, code: &str, parents: &[(Role, Parent)]) -> New {
    New {
        from: day("2020-01-01"),
        to: None,
        attributes: vec![(attribute("name"), name.to_owned()), (attribute("code"), code.to_owned())],
        parents: parents.to_vec(),
    }
}

pub async fn one(acting: &mut Acting, kind: Kind, new: New) -> EntityId {
    acting.create(kind, &[new]).await.unwrap()[0]
}

/// A city, a zone in it, and so many firms in the zone; one moved, one was corrected.
pub async fn registers(store: &Store, firms: usize) -> EntityId {
    let mut acting = store.act(act("setup")).await.unwrap();
    let city = one(&mut acting, Kind::Region, named("示例市", "990100", &[])).await;
    let zone = one(&mut acting, Kind::Zone, named("示例开发区", "Z1", &[(Role::Region, Parent::whole(city))])).await;
    let in_zone = [(Role::Zone, Parent::whole(zone))];
    let new: Vec<New> = (0..firms).map(|at| named(&format!("第{at}企业"), &format!("F{at:06}"), &in_zone)).collect();
    let ids = acting.create(Kind::Firm, &new).await.unwrap();
    acting.commit().await.unwrap();
    let mut acting = store.act(because("firm.correct", Some("登记有误\n“引号”"))).await.unwrap();
    let since = Span::since(day("2024-01-01"));
    for id in ids.iter().take(3) {
        acting.set_attribute(*id, &attribute("name"), Some("更名企业"), since, Saying::Correct).await.unwrap();
    }
    acting.commit().await.unwrap();
    zone
}

/// A row in every table, and the files that they name in the bench's folder.
pub async fn fill(bench: &Bench) -> EntityId {
    // An act of long ago, which will be pruned.
    bench.clock.set("2025-01-01T01:00:00Z");
    bench.store.act(act("test")).await.unwrap().commit().await.unwrap();
    bench.store.link_acts(100).await.unwrap();
    bench.clock.set("2026-03-01T01:00:00Z");
    let zone = registers(&bench.store, 30).await;
    let folder = bench.folder();
    let put = |path: String, bytes: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let (source, mapping, part) = (b"source".as_slice(), b"mapping".as_slice(), b"PAR1 rows PAR1".as_slice());
    let (of_source, of_mapping, of_part, of_rows) =
        (Sm3::of(source), Sm3::of(mapping), Sm3::of(part), Sm3::of(b"canonical rows"));
    put("home.json".to_owned(), b"{\"format\":1}\n");
    put(format!("sources/{of_source}"), source);
    put(format!("sources/{of_mapping}"), mapping);
    put(format!("parts/{of_rows}.parquet"), part);
    put("seals/one.seal".to_owned(), b"seal");
    put("packs/example/pack.toml".to_owned(), "id = \"example\" # 政策包\n".as_bytes());
    put("tmp/archive-1".to_owned(), b"half");
    let manifest = format!(
        "{{\"entries\":[{{\"inputs\":[{{\"mapping\":\"{of_mapping}\",\"source\":\"{of_source}\"}}],\"subjects\":null,\
         \"values\":{{\"file_sm3\":\"{of_part}\",\"rows_sm3\":\"{of_rows}\"}}}}],\"format\":1}}\n"
    );
    let of_manifest = Sm3::of(manifest.as_bytes());
    put(format!("manifests/{of_manifest}.json"), manifest.as_bytes());
    let bytes = |bytes: &[u8]| -> String {
        let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        match bench.address {
            Address::Sqlite(_) => format!("x'{hex}'"),
            Address::Postgres(_) => format!("'\\x{hex}'::bytea"),
        }
    };
    // The acts so far make the chain of a day that is finished; one more waits for its link.
    bench.store.link_acts(100).await.unwrap();
    bench.clock.set("2026-03-02T01:00:00Z");
    let mut acting = bench.store.act(act("zone.change")).await.unwrap();
    acting
        .set_attribute(zone, &attribute("area"), Some("12"), Span::since(day("2026-01-01")), Saying::Change)
        .await
        .unwrap();
    let last = acting.id();
    acting.commit().await.unwrap();
    assert_eq!(bench.store.link_acts(1).await.unwrap().anchors, 1);
    let mut acting = bench.store.act(act("audit.prune")).await.unwrap();
    let pruned = acting.prune_audit(KeepDays::new(184).unwrap()).await.unwrap();
    acting.commit().await.unwrap();
    assert_eq!(pruned.acts, 1);
    let (pack, content) = (Sm3::of(b"pack"), bytes(&[0, 1, 254, 255]));
    let statements = [
        format!(
            "INSERT INTO external_result VALUES (1, {}, '省商务厅', '综合评价', 2023, '全省', 3, NULL, 'A', '文件', 1, \
             9223372036854775807, {last}, NULL)",
            zone.number()
        ),
        format!("INSERT INTO pack_version VALUES ('{pack}', 'example', '示例', {content}, 7, {last})"),
        format!(
            "INSERT INTO pack_step VALUES ('example', 1, '{pack}', 'approved', NULL, 'li', NULL, NULL, NULL, NULL, NULL, 8, {last})"
        ),
        format!(
            "INSERT INTO attachment VALUES ('{of_source}', '报表.xlsx', 6, {last}), ('{of_mapping}', 'm.toml', 7, {last})"
        ),
        format!("INSERT INTO submission VALUES (3, 'form', 'office', '2024', {last})"),
        format!("INSERT INTO revision VALUES (4, 3, 1, 0, 9, {last})"),
        format!("INSERT INTO revision_file VALUES (4, 1, '报表.xlsx', '{of_source}', '{of_mapping}')"),
        format!("INSERT INTO manifest VALUES ('{of_manifest}', {})", bytes(manifest.as_bytes())),
        format!("INSERT INTO release VALUES (1, 'r0001', '{of_manifest}', '2024-07-01T08:00:00+08:00', '', {last})"),
        format!(
            "INSERT INTO job VALUES (5, 'k', 't', 't', '{{}}', 'done', 1, 1, '', '', 1, 1, 0, 0, NULL, 0, NULL, NULL, NULL, \
             'zhang', 1, 2, {last})"
        ),
        "INSERT INTO message VALUES (6, 'zhang', 't', 't', 'b', 'b', NULL, 1, NULL)".to_owned(),
        format!(
            "INSERT INTO document VALUES (7, '通知.txt', '通知', '{of_source}', '{of_mapping}', 2, '张', 1, {last})"
        ),
        format!("INSERT INTO document_decision VALUES (8, 7, '1-task-1', 'dropped', NULL, '张', 1, {last})"),
    ];
    meddle(&bench.address, &statements.iter().map(String::as_str).collect::<Vec<_>>()).await;
    zone
}

/// The files below `folder` with their bytes, those of the database left out.
pub fn tree(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut all = std::collections::BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                open.push(path);
            } else if !name.starts_with("store.sqlite") {
                all.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    all
}
