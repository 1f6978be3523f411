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

#[tokio::test]
async fn a_pack_shows_who_does_what_by_when_what_is_paid_and_what_follows_from_results() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let real = said(&site, "/packs/guiyang-2021").await;
    for part in
        ["任务分工", "牵头单位", "配合单位", "责任单位", "市自然资源和规划局", "二/（四）/10", "保障措施", "挂钩"]
    {
        assert!(real.contains(part), "{part}: {real}");
    }
    assert!(!real.contains("奖补合计"), "a section that says nothing is not shown");
    let invented = said(&site, "/packs/demo-province").await;
    for part in [
        "2024年12月31日",
        "2023年1月1日起 6 个月内（至2023年7月1日）",
        "示例省统计局",
        "国家级：200 万元；省级：100 万元",
        "不超过 150 元/平方米",
        "省级财政 : 市县财政 = 1 : 1",
        "设备投资额的 5%",
        "新增营业收入达到 5 亿元",
        "合计不超过 3 亿元",
        "单个企业一年合计",
        "连续 2 年",
        "前 20%",
        "移出开发区名录",
    ] {
        assert!(invented.contains(part), "{part}: {invented}");
    }
}

#[tokio::test]
async fn a_target_that_cannot_be_measured_yet_says_so_and_has_no_bar() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    fill_zones(folder.path());
    let site = site(folder.path());
    let rank = page(&site, "/packs/demo-province/targets/t12").await;
    let said = texts(&rank, "main").join(" ");
    assert!(said.contains("全国经开区中 前 100 位") && said.contains("尚不能测算"), "{said}");
    assert!(texts(&rank, "tbody .yh-target svg").is_empty());
    let share = texts(&page(&site, "/packs/demo-province/targets/t11").await, "main").join(" ");
    assert!(share.contains("占营业收入 不低于 6%"), "{share}");
    assert!(!share.contains("尚不能测算"), "both figures are in the data: {share}");
    let waiting = texts(&page(&site, "/targets?pack=demo-province&state=not_measured").await, "tbody tr");
    assert!(!waiting.is_empty());
}
