//! What pages show, by CSS selector, in process.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod common;

use axum::http::{Method, StatusCode};
use common::{Form, fill, page, send, site, text, texts};

#[tokio::test]
async fn an_empty_home_opens_on_the_guide() {
    let folder = tempfile::tempdir().unwrap();
    let home = page(&site(folder.path()), "/").await;
    assert_eq!(texts(&home, ".yh-steps li h3").len(), 5);
    assert!(texts(&home, ".yh-figs").is_empty());
}

#[tokio::test]
async fn the_register_is_searched_filtered_and_says_as_of_when_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let all = page(&site, "/zones").await;
    assert_eq!(texts(&all, "tbody tr").len(), 3);
    assert!(texts(&all, ".yh-head p")[0].contains("r0002"), "{:?}", texts(&all, ".yh-head p"));
    assert!(texts(&all, ".yh-head p")[0].contains("2026年11月22日 15:27"));
    assert_eq!(texts(&page(&site, "/zones?q=贵阳").await, "tbody tr").len(), 1, "two characters suffice");
    assert_eq!(texts(&page(&site, "/zones?level=national").await, "tbody tr").len(), 2);
    assert_eq!(
        texts(&page(&site, "/zones?level=national&kind=etdz&region=昆明市").await, "tbody th a"),
        ["云南嵩明杨林经济技术开发区"]
    );
    let none = page(&site, "/zones?q=没有的").await;
    assert_eq!(texts(&none, ".yh-empty b"), ["没有符合条件的开发区"]);
    assert_eq!(texts(&none, ".yh-chip").len(), 1);
}

#[tokio::test]
async fn a_zone_shows_each_figure_with_unit_and_cell_and_why_one_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let zone = page(&site(folder.path()), "/subjects/S527002").await;
    assert_eq!(texts(&zone, "h1"), ["贵州清镇经济开发区"]);
    assert!(
        texts(&zone, "tbody tr")
            .iter()
            .any(|row| row.contains("96") && row.contains("亿元") && row.contains("开发区名录.xlsx · 数据 · G3")),
        "{:?}",
        texts(&zone, "tbody tr")
    );
    assert_eq!(texts(&zone, "tbody [title*='无数据']"), ["—"]);
}

#[tokio::test]
async fn generated_data_are_marked_and_real_ones_are_not() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let form = Form {
        id: "demo-firms",
        period: "2024",
        demonstration: true,
        attributes: &["name", "subject_kind"],
        columns: &[("tax_paid_firm", "万元")],
        rows: &[("示例企业一", &["示例企业一", "firm"], &["12"])],
    };
    form.publish(folder.path());
    let site = site(folder.path());
    assert_eq!(texts(&page(&site, "/subjects").await, ".yh-ribbon b"), ["示例数据"]);
    assert_eq!(texts(&page(&site, "/subjects/示例企业一").await, ".yh-ribbon b"), ["示例数据"]);
    assert!(texts(&page(&site, "/zones").await, ".yh-ribbon").is_empty());
    assert!(texts(&page(&site, "/subjects/G521001").await, ".yh-ribbon").is_empty());
}

#[tokio::test]
async fn an_indicator_is_said_in_words_and_as_written_with_its_clause() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(folder.path());
    let list = page(&site, "/indicators?kind=derived").await;
    let first =
        list.select(&scraper::Selector::parse("tbody th a").unwrap()).next().unwrap().attr("href").unwrap().to_owned();
    let one = page(&site, &first).await;
    assert!(texts(&one, ".yh-sum")[0].contains(" = "));
    assert_eq!(texts(&one, "pre").len(), 1);
    assert!(!texts(&one, ".yh-head p")[0].is_empty(), "the clause stands under the title");
}

#[tokio::test]
async fn english_is_chosen_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(folder.path());
    let chosen = send(&site, Method::GET, "/?lang=en", &[]).await;
    assert!(chosen.headers()["set-cookie"].to_str().unwrap().starts_with("lang=en;"));
    assert!(text(chosen).await.contains("<html lang=\"en\""));
    let kept = send(&site, Method::GET, "/", &[("cookie", "lang=en")]).await;
    assert!(text(kept).await.contains("Monitoring and evaluating development zones"));
}

#[tokio::test]
async fn a_new_publication_is_seen_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(folder.path());
    assert!(texts(&page(&site, "/releases").await, "tbody tr").is_empty());
    fill(folder.path());
    assert_eq!(texts(&page(&site, "/releases").await, "tbody tr").len(), 2);
    assert_eq!(page(&site, "/releases/r0001").await.errors.len(), 0);
}

#[tokio::test]
async fn search_finds_zones_indicators_and_pages_by_two_characters() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    assert!(texts(&page(&site, "/search?q=清镇").await, ".yh-list a").contains(&"贵州清镇经济开发区".to_owned()));
    assert!(!texts(&page(&site, "/search?q=税收").await, ".yh-list a").is_empty());
    assert!(texts(&page(&site, "/search?q=名录").await, ".yh-list a").contains(&"开发区名录".to_owned()));
    assert_eq!(texts(&page(&site, "/search?q=没有这样的").await, ".yh-empty b"), ["没有找到“没有这样的”"]);
}

#[tokio::test]
async fn what_is_not_there_is_said_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    for address in
        ["/nowhere", "/subjects/X", "/packs/x", "/packs/huangyan-2022/indicators/x", "/releases/r9", "/assets/0/x.css"]
    {
        let response = send(&site, Method::GET, address, &[]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{address}");
        let shown = scraper::Html::parse_document(&text(response).await);
        assert!(texts(&shown, "main .yh-btn").iter().any(|way| way == "首页"), "{address}");
    }
}

/// The address of the only evaluation.
async fn evaluation(site: &axum::Router) -> String {
    let list = page(site, "/evaluations").await;
    let link = scraper::Selector::parse("tbody th a").unwrap();
    list.select(&link).next().unwrap().attr("href").unwrap().to_owned()
}

#[tokio::test]
async fn a_ranking_shows_rank_score_and_points_and_its_chart_is_drawn_from_a_table() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let address = evaluation(&site).await;
    let ranking = page(&site, &address).await;
    // Cells follow each other without a space: name, rank, score. The best in every item gets all points; the least 20 of a hundred; the missing emission gets the others' mean.
    let rows = texts(&ranking, ".yh-sec:last-of-type tbody tr");
    assert!(rows[0].starts_with("甲县1100.0000"), "{rows:?}");
    assert!(rows[1].starts_with("丙县260.0000"), "{rows:?}");
    assert!(rows[2].starts_with("乙县320.0000"), "{rows:?}");
    assert_eq!(texts(&ranking, "figure[data-chart] td[data-v]").len(), 10, "scores in ten classes");
    let by_name = page(&site, &format!("{address}?sort=-score")).await;
    assert_eq!(texts(&by_name, "th[aria-sort=descending]"), ["得分"]);
    let found = page(&site, &format!("{address}?q=丙")).await;
    assert_eq!(texts(&found, ".yh-sec:last-of-type tbody tr").len(), 1);
}

#[tokio::test]
async fn an_explanation_leads_from_the_rank_to_the_cell_and_its_points_add_up() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let why = page(&site, &format!("{}/subjects/{}", evaluation(&site).await, "%E4%B8%99%E5%8E%BF")).await;
    assert_eq!(texts(&why, "h1"), ["丙县"]);
    let points: f64 =
        texts(&why, "tbody tr td:nth-child(3)").iter().map(|text| text.replace('−', "-").parse::<f64>().unwrap()).sum();
    assert!((points - 60.0).abs() < 1e-9, "{points}");
    let leaves = texts(&why, ".yh-tree .leaf");
    assert!(leaves.iter().any(|leaf| leaf.contains("开发区名录.xlsx") && leaf.contains("D4")), "{leaves:?}");
    assert!(texts(&why, ".yh-list li")[0].contains("无数据"), "the missing emission is said");
}

#[tokio::test]
async fn a_target_is_held_against_the_actual_value() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let targets = page(&site, "/targets?pack=guiyang-hightech-2021").await;
    let rows = texts(&targets, "tbody tr");
    let output = rows.iter().find(|row| row.contains("812.5 亿元")).unwrap();
    assert!(output.contains("已达到") && output.contains("700 亿元"), "{output}");
    assert!(texts(&targets, ".yh-fig dt").contains(&"已达到".to_owned()));
}

#[tokio::test]
async fn a_seal_that_cannot_be_read_is_named_and_the_others_are_still_shown() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let name = "0".repeat(64);
    std::fs::write(folder.path().join(format!("seals/{name}.seal")), b"not a seal").unwrap();
    let site = site(folder.path());
    let list = page(&site, "/evaluations").await;
    assert_eq!(texts(&list, "tbody tr").len(), 1);
    assert!(texts(&list, "[role=alert] li")[0].starts_with("000000000000 "));
}

#[tokio::test]
async fn where_the_data_cannot_be_read_the_releases_and_policies_are_still_shown() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    for part in std::fs::read_dir(folder.path().join("parts")).unwrap() {
        std::fs::write(part.unwrap().path(), b"broken").unwrap();
    }
    let site = site(folder.path());
    assert_eq!(texts(&page(&site, "/releases").await, "tbody tr").len(), 2);
    assert!(!texts(&page(&site, "/packs").await, "tbody tr").is_empty());
    assert_eq!(send(&site, Method::GET, "/", &[]).await.status(), StatusCode::INTERNAL_SERVER_ERROR);
}
