//! The page of a scheme and that of a target: every rule with its clause, and how things stand.

use axum::http::{Method, StatusCode};

use crate::common::{fill, fill_zones, page, send, site, texts};
use crate::posting::said;

#[tokio::test]
async fn a_scheme_shows_each_item_with_weight_and_clause_what_follows_the_score_and_its_evaluations() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    fill_zones(folder.path());
    let site = site(folder.path());
    let points = page(&site, "/packs/demo-province/schemes/zones").await;
    let items = texts(&points, "tbody .yh-rank");
    assert_eq!(items.len(), 10, "{items:?}");
    assert!(texts(&points, "tfoot").join(" ").contains("100"), "the weights add up to a hundred");
    let all = texts(&points, "main").join(" ");
    for part in ["加减分", "一票否决", "等级", "2024年"] {
        assert!(all.contains(part), "{part}: {all}");
    }
    assert!(all.contains("用的是这一版"), "{all}");
    let index = said(&site, "/packs/demo-province/schemes/zone-index").await;
    assert!(
        index.contains("层级和权重")
            && index.contains("编制方法")
            && index.contains("合成方法")
            && index.contains("名次稳健性"),
        "{index}"
    );
    let none = send(&site, Method::GET, "/packs/demo-province/schemes/nothing", &[]).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_target_shows_its_goal_by_year_its_clause_and_how_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let targets = page(&site, "/targets?pack=guiyang-hightech-2021").await;
    let link = scraper::Selector::parse("tbody th a").unwrap();
    let href = targets.select(&link).next().unwrap().value().attr("href").unwrap().to_owned();
    assert!(href.starts_with("/packs/guiyang-hightech-2021/targets/"), "{href}");
    let shown = said(&site, &href).await;
    assert!(shown.contains("完成情况") && shown.contains("目标值") && shown.contains("2024年"), "{shown}");
}
