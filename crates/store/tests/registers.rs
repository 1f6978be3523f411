//! The registers on both engines: what was true when, and when that was known.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{act, attribute, because, benches, day};
use domain::register::{Kind, Role};
use rust_decimal::Decimal;
use store::register::{EntityId, New, Parent, RegisterError, Saying, Span, Wanted};
use store::{Acting, Moment, Store};

fn named(name: &str, code: &str, parents: &[(Role, Parent)]) -> New {
    New {
        from: day("2020-01-01"),
        to: None,
        attributes: vec![(attribute("name"), name.to_owned()), (attribute("code"), code.to_owned())],
        parents: parents.to_vec(),
    }
}

async fn one(acting: &mut Acting, kind: Kind, new: New) -> EntityId {
    acting.create(kind, &[new]).await.unwrap()[0]
}

/// A city with two districts, a zone in each.
async fn city(store: &Store) -> [EntityId; 5] {
    let mut acting = store.act(act("setup")).await.unwrap();
    let city = one(&mut acting, Kind::Region, named("示例市", "990100", &[])).await;
    let up = (Role::Parent, Parent::whole(city));
    let east = one(&mut acting, Kind::Region, named("东区", "990102", &[up])).await;
    let west = one(&mut acting, Kind::Region, named("西区", "990103", &[up])).await;
    let in_east = (Role::Region, Parent::whole(east));
    let in_west = (Role::Region, Parent::whole(west));
    let first = one(&mut acting, Kind::Zone, named("东区经济开发区", "Z1", &[in_east])).await;
    let second = one(&mut acting, Kind::Zone, named("西区高新区", "Z2", &[in_west])).await;
    acting.commit().await.unwrap();
    [city, east, west, first, second]
}

#[tokio::test]
async fn a_record_is_asked_as_of_a_day_and_as_known_at_a_moment() {
    for bench in benches().await {
        let [.., zone, _] = city(&bench.store).await;
        let mut acting = bench.store.act(act("zone.change")).await.unwrap();
        let area = attribute("area");
        let since = |text| Span::since(day(text));
        acting.set_attribute(zone, &area, Some("10"), since("2020-01-01"), Saying::Change).await.unwrap();
        acting.set_attribute(zone, &area, Some("12"), since("2024-01-01"), Saying::Change).await.unwrap();
        acting.commit().await.unwrap();
        let before: Moment = bench.store.now();

        let mut acting = bench.store.act(because("zone.correct", Some("批复文件写的是 11 平方公里"))).await.unwrap();
        let span = Span::new(day("2020-01-01"), Some(day("2024-01-01"))).unwrap();
        acting.set_attribute(zone, &area, Some("11"), span, Saying::Correct).await.unwrap();
        acting.commit().await.unwrap();

        let asked = async |on: &str, known| {
            let found = bench.store.entity(zone, day(on), known).await.unwrap().unwrap();
            found.value("area").map(str::to_owned)
        };
        let now = bench.store.now();
        assert_eq!(asked("2023-12-31", now).await.as_deref(), Some("11"), "{}", bench.name);
        assert_eq!(asked("2023-12-31", before).await.as_deref(), Some("10"), "{}", bench.name);
        assert_eq!(asked("2024-01-01", now).await.as_deref(), Some("12"), "{}", bench.name);
        assert_eq!(asked("2019-12-31", now).await, None, "{}", bench.name);
        let history = bench.store.history(zone).await.unwrap().unwrap();
        let of_area = history.attributes.iter().filter(|row| row.name == area).count();
        assert_eq!(of_area, 4, "what no longer counts is still there: {}", bench.name);
    }
}

#[tokio::test]
async fn the_past_is_changed_only_as_a_correction_with_a_reason() {
    for bench in benches().await {
        let [.., zone, _] = city(&bench.store).await;
        let mut acting = bench.store.act(act("zone.change")).await.unwrap();
        let (name, from) = (attribute("name"), Span::since(day("2022-01-01")));
        acting.set_attribute(zone, &name, Some("东区国家级开发区"), from, Saying::Change).await.unwrap();
        let early = Span::since(day("2021-01-01"));
        let refused = acting.set_attribute(zone, &name, Some("甲"), early, Saying::Change).await.unwrap_err();
        assert!(matches!(&refused, RegisterError::Overlaps { known, .. } if *known == day("2022-01-01")), "{refused}");
        let refused = acting.set_attribute(zone, &name, Some("甲"), early, Saying::Correct).await.unwrap_err();
        assert!(matches!(refused, RegisterError::NeedsReason { .. }), "{refused}");
    }
}

#[tokio::test]
async fn a_code_is_borne_by_one_record_at_a_time() {
    for bench in benches().await {
        city(&bench.store).await;
        let mut acting = bench.store.act(act("zone.create")).await.unwrap();
        let taken = acting.create(Kind::Zone, &[named("另一开发区", "Z1", &[])]).await.unwrap_err();
        assert!(matches!(&taken, RegisterError::CodeTaken { by, .. } if by == "东区经济开发区"), "{taken}");
        let twice = [named("甲", "Z9", &[]), named("乙", "Z9", &[])];
        assert!(matches!(acting.create(Kind::Zone, &twice).await, Err(RegisterError::CodeTaken { .. })));
        let one = acting.create(Kind::Region, &[named("另一地区", "Z1", &[])]).await;
        assert!(one.is_ok(), "another register: {}", bench.name);
    }
}

#[tokio::test]
async fn a_firm_counts_for_two_zones_by_share_and_never_for_more_than_the_whole() {
    for bench in benches().await {
        let [.., first, second] = city(&bench.store).await;
        let share = |entity, text: &str| Parent { entity, share: text.parse().unwrap() };
        let mut acting = bench.store.act(act("firm.create")).await.unwrap();
        let both = [(Role::Zone, share(first, "0.6")), (Role::Zone, share(second, "0.5"))];
        let over = acting.create(Kind::Firm, &[named("甲公司", "C1", &both)]).await.unwrap_err();
        assert!(
            matches!(&over, RegisterError::SharesOverOne { total, .. } if *total == "1.1".parse().unwrap()),
            "{over}"
        );
        let both = [(Role::Zone, share(first, "0.6")), (Role::Zone, share(second, "0.4"))];
        let firm = one(&mut acting, Kind::Firm, named("甲公司", "C1", &both)).await;
        let moved = Span::since(day("2023-07-01"));
        let whole = [Parent::whole(second)];
        acting.set_parents(firm, Role::Zone, &whole, moved, Saying::Change).await.unwrap();
        acting.commit().await.unwrap();
        let of = async |zone, on| bench.store.children(zone, Role::Zone, day(on), None, 10).await.unwrap();
        assert_eq!(of(first, "2023-06-30").await, [(firm, Decimal::new(6, 1))], "{}", bench.name);
        assert_eq!(of(first, "2023-07-01").await, [], "{}", bench.name);
        assert_eq!(of(second, "2023-07-01").await, [(firm, Decimal::ONE)], "{}", bench.name);
    }
}

#[tokio::test]
async fn nothing_stands_above_itself_on_any_day() {
    for bench in benches().await {
        let [city, east, west, ..] = city(&bench.store).await;
        let mut acting = bench.store.act(act("region.change")).await.unwrap();
        let (below, from) = ([Parent::whole(west)], Span::since(day("2024-01-01")));
        let circle = [Parent::whole(east)];
        acting.set_parents(east, Role::Parent, &below, from, Saying::Change).await.unwrap();
        let refused = acting.set_parents(city, Role::Parent, &circle, from, Saying::Change).await.unwrap_err();
        match refused {
            RegisterError::Cycle { chain, .. } => {
                assert_eq!(chain, ["示例市", "东区", "西区", "示例市"], "{}", bench.name);
            }
            other => panic!("{other}"),
        }
        // Before that day west is not above east: no day has a circle.
        let before = Span::new(day("2020-01-01"), Some(day("2024-01-01"))).unwrap();
        drop(acting);
        let mut acting = bench.store.act(because("region.correct", Some("区划调整"))).await.unwrap();
        acting.set_parents(east, Role::Parent, &below, from, Saying::Change).await.unwrap();
        acting.set_parents(west, Role::Parent, &circle, before, Saying::Correct).await.unwrap();
    }
}

#[tokio::test]
async fn two_records_may_have_given_each_other_a_part_while_both_exist() {
    for bench in benches().await {
        let [_, east, west, ..] = city(&bench.store).await;
        let mut acting = bench.store.act(act("region.change")).await.unwrap();
        let from = Span::since(day("2024-01-01"));
        for (gave, took) in [(east, west), (west, east)] {
            acting.set_parents(gave, Role::Successor, &[Parent::whole(took)], from, Saying::Change).await.unwrap();
        }
        let gone = Span::since(day("2025-01-01"));
        acting.set_attribute(west, &attribute("name"), None, gone, Saying::Change).await.unwrap();
        acting.commit().await.unwrap();
        assert_eq!(bench.store.doctor(bench.folder()).await.unwrap(), [], "{}", bench.name);
        // Were east gone as well, each would have come in the other's place.
        let mut acting = bench.store.act(act("region.change")).await.unwrap();
        let refused = acting.set_attribute(east, &attribute("name"), None, gone, Saying::Change).await;
        assert!(matches!(refused, Err(RegisterError::Cycle { .. })), "{}: {refused:?}", bench.name);
    }
}

#[tokio::test]
async fn a_register_is_listed_by_subtree_and_by_two_characters_of_any_name_it_had() {
    for bench in benches().await {
        let [city, east, _, first, second] = city(&bench.store).await;
        let mut acting = bench.store.act(act("firm.create")).await.unwrap();
        let at = |zone| [(Role::Zone, Parent::whole(zone))];
        let a = one(&mut acting, Kind::Firm, named("宏图机械有限公司", "C1", &at(first))).await;
        let b = one(&mut acting, Kind::Firm, named("宏远电子有限公司", "C2", &at(second))).await;
        let renamed = Span::since(day("2025-01-01"));
        acting.set_attribute(b, &attribute("name"), Some("大展科技有限公司"), renamed, Saying::Change).await.unwrap();
        acting.commit().await.unwrap();
        let found = async |within, text: &str| {
            let wanted = Wanted { within, text: text.to_owned(), skip: 0, most: 10 };
            let listing = bench.store.listing(Kind::Firm, &wanted).await.unwrap();
            assert_eq!(listing.count, listing.rows.len() as u64);
            listing.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(found(None, "宏远").await, [b], "by a former name: {}", bench.name);
        assert_eq!(found(None, "有限公司").await, [a, b], "{}", bench.name);
        assert_eq!(found(Some(east), "公司").await, [a], "{}", bench.name);
        assert_eq!(found(Some(city), "").await, [a, b], "{}", bench.name);
        assert_eq!(found(Some(second), "机械").await, [], "{}", bench.name);
        assert_eq!(found(None, "c1").await, [a], "by its code: {}", bench.name);
        assert_eq!(found(Some(east), "C2").await, [], "{}", bench.name);
        let recoded = Span::since(day("2025-06-01"));
        let mut acting = bench.store.act(act("firm.change")).await.unwrap();
        acting.set_attribute(a, &attribute("code"), Some("D1234"), recoded, Saying::Change).await.unwrap();
        acting.commit().await.unwrap();
        assert_eq!(found(None, "D12").await, [a], "by the beginning of its code: {}", bench.name);
        assert_eq!(found(None, "C1").await, [a], "by a former code: {}", bench.name);
        assert_eq!(bench.store.doctor(bench.folder()).await.unwrap(), [], "{}", bench.name);
        assert_eq!(bench.store.search("开发", 5).await.unwrap()[0].line.id, first);
    }
}

#[tokio::test]
async fn an_act_that_is_not_ended_leaves_nothing() {
    for bench in benches().await {
        let mut acting = bench.store.act(act("zone.create")).await.unwrap();
        acting.create(Kind::Zone, &[named("甲开发区", "Z1", &[])]).await.unwrap();
        drop(acting);
        let again = bench.again().await;
        assert_eq!(again.entity_of_code(Kind::Zone, "Z1", day("2024-01-01")).await.unwrap(), None, "{}", bench.name);
    }
}
