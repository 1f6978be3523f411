//! Registers by spreadsheet on both engines: rows in, rows out, and what is refused.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use common::{act, attribute, because, benches, day};
use domain::register::{Kind, Role, Row, Spot, Written, targets};
use rust_decimal::Decimal;
use store::register::{ImportError, ImportWatch, Imported, RegisterError, Rule, StatesOf, Wanted, Why};
use store::{Act, ExternalResult, ResultRow, Store};

fn row(code: &str, name: &str, links: &[(Role, &str)], from: &str) -> Row {
    Row {
        code: (!code.is_empty()).then(|| code.to_owned()),
        links: links.iter().map(|(role, text)| (*role, targets(*role, text).unwrap())).collect(),
        from: (!from.is_empty()).then(|| day(from)),
        ..Row::named(0, name)
    }
}

fn firm(number: u32) -> String {
    domain::code::CreditCode::completed(&format!("91990121MA{number:06}")).unwrap().to_string()
}

async fn import(store: &Store, act: Act, kind: Kind, rows: &[Row]) -> Result<Imported, ImportError> {
    let mut acting = store.act(act).await.unwrap();
    let done = acting.import(kind, rows, ImportWatch::default()).await?;
    acting.commit().await.unwrap();
    Ok(done)
}

async fn imported(store: &Store, kind: Kind, rows: &[Row]) -> Imported {
    import(store, act("import"), kind, rows).await.unwrap()
}

/// A province with a city and two counties, a zone in each, the second with a park.
async fn province(store: &Store) {
    let up = |code| [(Role::Parent, code)];
    let regions = [
        row("990121", "青禾县", &up("990100"), "2000-01-01"),
        row("990122", "云笺县", &up("甲辰市"), "2000-01-01"),
        row("990100", "甲辰市", &up("990000"), "2000-01-01"),
        row("990000", "示例省", &[], "2000-01-01"),
    ];
    assert_eq!(imported(store, Kind::Region, &regions).await.created, 4);
    let zones = [
        row("S997001", "青禾经济开发区", &[(Role::Region, "990121")], "2005-01-01"),
        row("S997002", "云笺经济开发区", &[(Role::Region, "云笺县")], "2005-01-01"),
    ];
    assert_eq!(imported(store, Kind::Zone, &zones).await.created, 2);
    let parks = [row("P1", "东园", &[(Role::Parent, "S997002")], "2010-01-01")];
    assert_eq!(imported(store, Kind::Park, &parks).await.created, 1);
}

async fn firms(store: &Store) {
    let rows = [
        row(&firm(1), "宏图机械有限公司", &[(Role::Zone, "S997001")], "2015-01-01"),
        row(&firm(2), "宏远电子有限公司", &[(Role::Zone, "S997001:60%;S997002:40%")], "2015-01-01"),
        row(&firm(3), "大展科技有限公司", &[(Role::Zone, "P1")], "2015-01-01"),
    ];
    assert_eq!(imported(store, Kind::Firm, &rows).await.created, 3);
}

fn faults(error: ImportError) -> Vec<(usize, Spot, String)> {
    match error {
        ImportError::Faults(faults) => faults.into_iter().map(|fault| (fault.row, fault.spot, fault.said.zh)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_export_read_again_changes_nothing() {
    for bench in benches().await {
        province(&bench.store).await;
        firms(&bench.store).await;
        // A history: a rename, a move, an end.
        let mut renamed = row(&firm(1), "宏图智能装备有限公司", &[(Role::Zone, "S997002")], "2020-07-01");
        renamed.fields.push((attribute("scale"), Written::Value("规上".to_owned())));
        let mut gone = row(&firm(3), "大展科技有限公司", &[], "2016-01-01");
        gone.to = Some(day("2024-01-01"));
        let done = imported(&bench.store, Kind::Firm, &[renamed, gone]).await;
        assert_eq!((done.created, done.changed), (0, 2), "{}", bench.name);
        for kind in [Kind::Region, Kind::Zone, Kind::Park, Kind::Firm] {
            for wanted in [StatesOf::Ever, StatesOf::Day(day("2026-03-01")), StatesOf::Day(day("2018-01-01"))] {
                let rows = bench.store.states(kind, wanted).await.unwrap();
                assert!(!rows.is_empty() || wanted == StatesOf::Day(day("2026-03-01")));
                let done = imported(&bench.store, kind, &rows).await;
                assert_eq!((done.created, done.changed), (0, 0), "{} {kind:?} {wanted:?}: {rows:#?}", bench.name);
            }
        }
        let rows = bench.store.states(Kind::Firm, StatesOf::Ever).await.unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.from, row.to)).collect();
        let at = |text| Some(day(text));
        assert_eq!(
            told,
            [
                ("宏图机械有限公司", at("2015-01-01"), None),
                ("宏图智能装备有限公司", at("2020-07-01"), None),
                ("宏远电子有限公司", at("2015-01-01"), None),
                ("大展科技有限公司", at("2015-01-01"), at("2024-01-01")),
            ]
        );
        let now = bench.store.listing(Kind::Firm, &Wanted { most: 10, ..Wanted::default() }).await.unwrap();
        let active = now.rows.iter().filter(|line| line.active).count();
        assert_eq!((now.count, active), (3, 2), "{}", bench.name);
    }
}

#[tokio::test]
async fn everything_wrong_in_a_file_is_told_at_once_and_nothing_is_written() {
    for bench in benches().await {
        province(&bench.store).await;
        firms(&bench.store).await;
        let mut bad_value = row(&firm(7), "甲公司", &[], "");
        bad_value.fields.push((attribute("scale"), Written::Value("中等".to_owned())));
        let rows = [
            row(&firm(8), "乙公司", &[(Role::Zone, "S997009")], ""),
            bad_value,
            row(&firm(1), "宏图机械有限公司", &[(Role::Zone, "S997002")], "2014-01-01"),
            row(&firm(9), "丙公司", &[], "2026-01-01"),
            row(&firm(9), "丙公司", &[], "2026-01-01"),
        ];
        let found = faults(import(&bench.store, act("import"), Kind::Firm, &rows).await.unwrap_err());
        let told: Vec<_> = found.iter().map(|(row, spot, _)| (*row, spot.clone())).collect();
        assert_eq!(
            told,
            [
                (0, Spot::Link(Role::Zone)),
                (1, Spot::Field("scale".to_owned())),
                (2, Spot::Field("name".to_owned())),
                (2, Spot::Field("code".to_owned())),
                (2, Spot::Link(Role::Zone)),
                (4, Spot::Row),
            ]
            .map(|(row, spot)| (row, spot)),
            "{}: {found:?}",
            bench.name
        );
        assert!(found[0].2.contains("名录里没有“S997009”"), "{}", found[0].2);
        let count = bench.store.listing(Kind::Firm, &Wanted { most: 10, ..Wanted::default() }).await.unwrap().count;
        assert_eq!(count, 3, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_new_park_says_its_zone_and_a_known_one_need_not() {
    for bench in benches().await {
        province(&bench.store).await;
        let new = [row("P2", "西园", &[], "2020-01-01")];
        let found = faults(import(&bench.store, act("import"), Kind::Park, &new).await.unwrap_err());
        assert_eq!(found[0].1, Spot::Link(Role::Parent), "{}: {found:?}", bench.name);
        let known = [row("P1", "东部产业园", &[], "2020-01-01")];
        assert_eq!(imported(&bench.store, Kind::Park, &known).await.changed, 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn the_past_is_corrected_by_a_row_that_says_why() {
    for bench in benches().await {
        province(&bench.store).await;
        let mut renamed = row("S997001", "青禾高新区", &[], "2020-01-01");
        imported(&bench.store, Kind::Zone, std::slice::from_ref(&renamed)).await;
        renamed.from = Some(day("2019-01-01"));
        assert!(import(&bench.store, act("import"), Kind::Zone, std::slice::from_ref(&renamed)).await.is_err());
        renamed.reason = Some("批复文件的日期是 2019 年 1 月 1 日".to_owned());
        assert_eq!(imported(&bench.store, Kind::Zone, &[renamed]).await.changed, 1, "{}", bench.name);
        let id = bench.store.entity_of_code(Kind::Zone, "S997001", day("2019-06-01")).await.unwrap().unwrap();
        let found = bench.store.entity(id, day("2019-06-01"), bench.store.now()).await.unwrap().unwrap();
        assert_eq!(found.name(), Some("青禾高新区"), "{}", bench.name);
    }
}

#[tokio::test]
async fn nothing_comes_to_stand_above_itself_by_file_or_store() {
    for bench in benches().await {
        let agencies = [
            row("A", "甲厅", &[(Role::Parent, "C")], "2020-01-01"),
            row("B", "乙局", &[(Role::Parent, "A")], "2020-01-01"),
            row("C", "丙处", &[(Role::Parent, "B")], "2020-01-01"),
        ];
        let found = faults(import(&bench.store, act("import"), Kind::Agency, &agencies).await.unwrap_err());
        assert!(found.iter().all(|(_, spot, _)| *spot == Spot::Link(Role::Parent)));
        assert!(found[0].2.contains("甲厅 → 丙处 → 乙局 → 甲厅"), "{found:?}");
        let fine = [row("A", "甲厅", &[], "2020-01-01"), agencies[1].clone(), agencies[2].clone()];
        assert_eq!(imported(&bench.store, Kind::Agency, &fine).await.created, 3);
        let closing = [row("A", "甲厅", &[(Role::Parent, "丙处")], "2022-01-01")];
        let found = faults(import(&bench.store, act("import"), Kind::Agency, &closing).await.unwrap_err());
        assert_eq!(found.len(), 1, "{}: {found:?}", bench.name);
    }
}

#[tokio::test]
async fn without_a_code_name_and_zone_find_the_record_and_a_code_comes_later() {
    for bench in benches().await {
        province(&bench.store).await;
        let at = |zone| [(Role::Zone, zone)];
        let rows = [row("", "甲公司", &at("S997001"), "2020-01-01"), row("", "甲公司", &at("S997002"), "2020-01-01")];
        assert_eq!(imported(&bench.store, Kind::Firm, &rows).await.created, 2, "{}", bench.name);
        assert_eq!(imported(&bench.store, Kind::Firm, &rows).await.unchanged, 2, "{}", bench.name);
        let found =
            faults(import(&bench.store, act("import"), Kind::Firm, &[row("", "甲公司", &[], "")]).await.unwrap_err());
        assert!(found[0].2.contains("名录里有 2 个“甲公司”"), "{found:?}");
        let coded = [row(&firm(5), "甲公司", &at("S997001"), "2024-01-01")];
        let done = imported(&bench.store, Kind::Firm, &coded).await;
        assert_eq!((done.created, done.changed), (0, 1), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_merged_record_points_to_the_other_and_its_firms_come_with_it() {
    for bench in benches().await {
        province(&bench.store).await;
        firms(&bench.store).await;
        let id = async |code: &str| {
            let kind = if code.starts_with('S') { Kind::Zone } else { Kind::Firm };
            bench.store.entity_of_code(kind, code, day("2026-01-01")).await.unwrap().unwrap()
        };
        let (first, second) = (id("S997001").await, id("S997002").await);
        let mut acting = bench.store.act(act("merge")).await.unwrap();
        let firm = id(&firm(1)).await;
        assert!(matches!(acting.merge(first, firm).await, Err(RegisterError::KindsDiffer { .. })));
        assert!(matches!(acting.merge(first, first).await, Err(RegisterError::MergedIntoItself { .. })));
        acting.merge(first, second).await.unwrap();
        assert!(matches!(acting.merge(second, first).await, Err(RegisterError::MergedAlready { .. })));
        assert!(matches!(acting.merge(first, second).await, Err(RegisterError::MergedAlready { .. })));
        acting.commit().await.unwrap();
        let counting = bench.store.counted(second, day("2026-01-01")).await.unwrap();
        assert_eq!(counting.firms(), Decimal::from(3), "60 % and 40 % are one again: {} {counting:?}", bench.name);
        assert!(bench.store.counted(first, day("2026-01-01")).await.unwrap().counted.is_empty());
        let gone = bench.store.entity(first, day("2026-01-01"), bench.store.now()).await.unwrap().unwrap();
        assert_eq!(gone.name(), Some("青禾经济开发区"), "{}", bench.name);
        assert_eq!(gone.parents(Role::Same).map(|link| link.parent).collect::<Vec<_>>(), [second]);
        let zones = bench.store.listing(Kind::Zone, &Wanted { most: 10, ..Wanted::default() }).await.unwrap();
        assert_eq!(zones.rows.iter().filter(|line| line.active).map(|line| line.id).collect::<Vec<_>>(), [second]);
        // An old file that still speaks of it does not bring it back.
        let old = [row("S997001", "青禾经济开发区", &[], "")];
        let found = faults(import(&bench.store, act("import"), Kind::Zone, &old).await.unwrap_err());
        assert!(found[0].2.contains("已并入“云笺经济开发区”"), "{found:?}");
    }
}

#[tokio::test]
async fn candidates_for_merging_are_told_with_why() {
    for bench in benches().await {
        province(&bench.store).await;
        let at = |zone| [(Role::Zone, zone)];
        let rows = [
            row(&firm(1), "示例（甲辰）机械有限责任公司", &at("S997001"), "2015-01-01"),
            row(&firm(2), "示例(甲辰)机械 有限公司", &at("S997002"), "2015-01-01"),
            row(&firm(3), "大展科技有限公司", &at("S997001"), "2015-01-01"),
            row(&firm(4), "宏远电子有限公司", &at("S997001"), "2015-01-01"),
        ];
        imported(&bench.store, Kind::Firm, &rows).await;
        imported(&bench.store, Kind::Firm, &[row(&firm(3), "大展集团", &[], "2020-01-01")]).await;
        imported(&bench.store, Kind::Firm, &[row("", "大展科技有限公司", &at("S997002"), "2021-01-01")]).await;
        let found = bench.store.duplicates(Kind::Firm, 10).await.unwrap();
        let told: Vec<_> = found.iter().map(|one| (one.why, one.records.len())).collect();
        assert_eq!(told, [(Why::Name, 2), (Why::FormerName, 2)], "{}: {found:?}", bench.name);
        let mut acting = bench.store.act(act("merge")).await.unwrap();
        acting.merge(found[0].records[1].id, found[0].records[0].id).await.unwrap();
        acting.commit().await.unwrap();
        assert_eq!(bench.store.duplicates(Kind::Firm, 10).await.unwrap().len(), 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_merged_zone_counts_the_firms_of_its_territory_and_a_divided_one_nobodys() {
    for bench in benches().await {
        province(&bench.store).await;
        firms(&bench.store).await;
        let mut ended = row("S997002", "云笺经济开发区", &[(Role::Successor, "S997001")], "2005-01-01");
        ended.to = Some(day("2022-01-01"));
        imported(&bench.store, Kind::Zone, &[ended]).await;
        let zone = bench.store.entity_of_code(Kind::Zone, "S997001", day("2024-01-01")).await.unwrap().unwrap();
        let before = bench.store.counted(zone, day("2021-12-31")).await.unwrap();
        assert_eq!(before.firms(), Decimal::new(16, 1), "1 and 60 %: {}", bench.name);
        let after = bench.store.counted(zone, day("2022-01-01")).await.unwrap();
        assert_eq!(after.firms(), Decimal::from(3), "{}: {after:?}", bench.name);
        let merged = Rule::Merged { name: "云笺经济开发区".to_owned() };
        // 40 % of the second firm, and the one in the park of the zone that was merged.
        assert_eq!(after.rules()[&merged], Decimal::new(14, 1), "{}: {after:?}", bench.name);
        let other = [row("S997003", "新区", &[], "2022-01-01")];
        imported(&bench.store, Kind::Zone, &other).await;
        let mut divided = row("S997002", "云笺经济开发区", &[(Role::Successor, "S997001;S997003")], "2005-01-01");
        divided.to = Some(day("2022-01-01"));
        import(&bench.store, because("import", Some("按批复，该区一分为二")), Kind::Zone, &[divided]).await.unwrap();
        let after = bench.store.counted(zone, day("2022-01-01")).await.unwrap();
        assert_eq!((after.firms(), after.undecided.len()), (Decimal::new(16, 1), 2), "{}: {after:?}", bench.name);
    }
}

#[tokio::test]
async fn the_regions_of_the_country_are_a_register_with_their_successors() {
    for bench in benches().await {
        let rows = domain::register::national_regions();
        let done = imported(&bench.store, Kind::Region, &rows).await;
        assert!(done.created > 6_000, "{done:?}");
        assert_eq!(imported(&bench.store, Kind::Region, &rows).await.changed, 0, "{}", bench.name);
        let id = async |code, on| bench.store.entity_of_code(Kind::Region, code, day(on)).await.unwrap().unwrap();
        let wudang = bench
            .store
            .entity(id("520112", "2020-01-01").await, day("2020-01-01"), bench.store.now())
            .await
            .unwrap()
            .unwrap();
        let next: Vec<_> = wudang.parents(Role::Successor).map(|link| link.parent_name.as_str()).collect();
        assert_eq!(next, ["观山湖区"], "{}", bench.name);
        assert_eq!(bench.store.doctor(bench.folder()).await.unwrap(), [], "{}", bench.name);
        let again = bench.store.states(Kind::Region, StatesOf::Ever).await.unwrap();
        let done = imported(&bench.store, Kind::Region, &again).await;
        assert_eq!((done.created, done.changed), (0, 0), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_result_by_others_is_recorded_once_and_corrected_by_ending_it() {
    for bench in benches().await {
        province(&bench.store).await;
        let result = |place| ExternalResult {
            issuer: "商务部".to_owned(),
            title: "综合发展水平考核评价".to_owned(),
            year: 2021,
            ranking: String::new(),
            place: Some(place),
            places: None,
            grade: None,
            document: "公布的前三十名".to_owned(),
        };
        let rows = |place| [ResultRow { zone: "青禾经济开发区".to_owned(), result: result(place) }];
        let mut acting = bench.store.act(act("result.import")).await.unwrap();
        assert_eq!(acting.import_results(&rows(3)).await.unwrap().recorded, 1);
        assert_eq!(acting.import_results(&rows(3)).await.unwrap().unchanged, 1);
        assert!(matches!(acting.import_results(&rows(4)).await, Err(ImportError::Faults(_))));
        let twice = [rows(3), rows(4)].concat();
        assert!(matches!(acting.import_results(&twice).await, Err(ImportError::Faults(_))));
        acting.commit().await.unwrap();
        let mut acting = bench.store.act(because("result.correct", Some("公告更正"))).await.unwrap();
        assert_eq!(acting.import_results(&rows(4)).await.unwrap().corrected, 1);
        acting.commit().await.unwrap();
        let zone = bench.store.entity_of_code(Kind::Zone, "S997001", day("2024-01-01")).await.unwrap().unwrap();
        let places = async |ever| {
            let kept = bench.store.results(zone, ever).await.unwrap();
            kept.iter().map(|kept| (kept.result.place, kept.ended_by.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(places(false).await, [(Some(4), false)], "{}", bench.name);
        assert_eq!(places(true).await, [(Some(3), true), (Some(4), false)], "{}", bench.name);
        let mut acting = bench.store.act(act("result.record")).await.unwrap();
        assert!(acting.record_result(zone, &result(4)).await.is_err(), "it is there already");
        let kept = bench.store.results(zone, false).await.unwrap()[0].id;
        assert!(matches!(acting.correct_result(kept, &result(5)).await, Err(RegisterError::NeedsReason { .. })));
    }
}

#[tokio::test]
async fn an_import_is_followed_and_stopped_and_then_nothing_is_kept() {
    for bench in benches().await {
        let rows: Vec<Row> =
            (0..50).map(|number| row(&firm(number), &format!("公司{number}"), &[], "2020-01-01")).collect();
        let told = AtomicUsize::new(0);
        let progress = |done: usize, total: usize| {
            assert!(done <= total);
            told.fetch_add(1, Ordering::Relaxed);
        };
        let mut acting = bench.store.act(act("import")).await.unwrap();
        let watch = ImportWatch { progress: Some(&progress), cancel: None };
        assert!(acting.check_import(Kind::Firm, &rows, watch).await.unwrap().is_empty());
        assert!(told.load(Ordering::Relaxed) > 0);
        let stop = AtomicBool::new(true);
        let watch = ImportWatch { progress: None, cancel: Some(&stop) };
        let stopped = acting.import(Kind::Firm, &rows, watch).await;
        assert!(matches!(stopped, Err(ImportError::Cancelled)), "{}", bench.name);
        drop(acting);
        let left = bench.store.listing(Kind::Firm, &Wanted { most: 10, ..Wanted::default() }).await.unwrap();
        assert_eq!(left.count, 0, "{}", bench.name);
    }
}
