//! What the views of an evaluation show, of points and of an index, by CSS selector, in process.

mod common;

use axum::http::{Method, StatusCode};
use common::{Form, address_of, evaluate, fill, fill_zones, page, send, site, text, texts};

/// What stands in a column of a table's rows, as numbers; what is none is left out.
fn numbers(page: &scraper::Html, rows: &str, column: usize) -> Vec<f64> {
    let cells = texts(page, &format!("{rows} > :nth-child({column})"));
    cells.iter().filter_map(|text| text.replace('−', "-").replace([',', '+'], "").parse().ok()).collect()
}

#[tokio::test]
async fn the_points_of_the_headings_of_an_index_add_up_and_what_was_filled_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    let address = address_of(&site, "zone-index", "2024").await;
    let why = page(&site, &format!("{address}/subjects/Z003")).await;
    let table = ".yh-sec:first-of-type";
    // Headings stand at the top; what is not deeper adds up to the score.
    let top: f64 = numbers(&why, &format!("{table} tbody tr.is-head:not(:has(.d1)):not(:has(.d2))"), 3).iter().sum();
    let score = numbers(&why, &format!("{table} tfoot tr"), 3)[0];
    assert!((top - score).abs() < 0.0051, "{top} {score}");
    let deepest: f64 = numbers(&why, &format!("{table} tbody tr:not(.is-head)"), 3).iter().sum();
    assert!((deepest - score).abs() < 0.0051, "items, bonus and rounding: {deepest} {score}");
    assert!(texts(&why, ".yh-made").contains(&"插补".to_owned()), "the foreign investment was filled");
}

#[tokio::test]
async fn the_framework_shows_shares_that_add_up_rules_in_words_and_how_many_figures_were_filled() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    for scheme in ["zones", "zone-index"] {
        let address = address_of(&site, scheme, "2024").await;
        assert!(texts(&page(&site, &address).await, ".yh-tabs a").contains(&"指标体系".to_owned()));
        let shown = page(&site, &format!("{address}/structure")).await;
        let whole: f64 = numbers(&shown, ".yh-sec:nth-last-of-type(2) tbody tr:not(.is-head)", 3).iter().sum();
        assert!((whole - 100.0).abs() < 0.1, "{scheme}: {whole}");
        let rows = texts(&shown, ".yh-sec:last-of-type tbody tr");
        let foreign = rows.iter().find(|row| row.starts_with("实际利用外资")).unwrap();
        assert!(foreign.contains("1111"), "{scheme}: eleven there, one missing, one filled: {foreign}");
        assert_eq!(texts(&shown, "svg.yh-icicle").len(), 1, "{scheme}");
        assert!(texts(&shown, "main").iter().all(|text| !text.contains("zone_")), "codes are not for people");
    }
}

#[tokio::test]
async fn a_profile_names_strengths_and_weaknesses_and_holds_each_part_against_the_group() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    for scheme in ["zones", "zone-index"] {
        let address = format!("{}/subjects/Z005", address_of(&site, scheme, "2024").await);
        let why = page(&site, &address).await;
        assert!(texts(&why, ".yh-acts a").contains(&"对象画像".to_owned()), "{scheme}");
        let shown = page(&site, &format!("{address}/profile")).await;
        assert_eq!(texts(&shown, "h1"), ["示例第5开发区：画像"]);
        let said = texts(&shown, ".yh-said p").join("");
        assert!(said.contains("强项：") && said.contains("短板："), "{scheme}: {said}");
        let rows = texts(&shown, "tbody tr");
        assert_eq!(texts(&shown, "svg.yh-stand").len(), rows.len(), "{scheme}: a drawing in each row");
        // Places stand as "3 / 9": nobody is below the last.
        let places = texts(&shown, "tbody tr > :nth-child(4)");
        for place in places.iter().filter(|place| place.contains('/')) {
            let (rank, of) = place.split_once(" / ").unwrap();
            assert!(rank.parse::<usize>().unwrap() <= of.parse().unwrap(), "{place}");
        }
    }
}

#[tokio::test]
async fn correlations_are_shown_as_a_square_and_pair_by_pair_by_either_coefficient() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    let address = format!("{}/correlation", address_of(&site, "zone-index", "2024").await);
    let shown = page(&site, &address).await;
    let rows = texts(&shown, ".yh-heat tbody tr").len();
    assert_eq!(texts(&shown, ".yh-heat tbody td").len(), rows * rows);
    assert_eq!(texts(&shown, ".yh-heat td.self").len(), rows);
    assert_eq!(texts(&shown, ".yh-sec:last-of-type tbody tr").len(), (rows * (rows - 1) / 2).min(100));
    let ranks = page(&site, &format!("{address}?measure=spearman&level=all")).await;
    assert!(texts(&ranks, ".yh-heat tbody tr").len() > rows, "nodes stand with the items");
    let points = format!("{}/correlation?group=省级", address_of(&site, "zones", "2024").await);
    let group = page(&site, &points).await;
    assert!(texts(&group, ".yh-lead")[0].contains("按 9 个对象"), "{:?}", texts(&group, ".yh-lead"));
    let wrong = send(&site, Method::GET, &format!("{address}?measure=x"), &[]).await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn each_rank_has_its_interval_in_the_ranking_and_the_causes_on_a_page_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    let address = address_of(&site, "zone-index", "2024").await;
    let ranking = page(&site, &address).await;
    assert_eq!(texts(&ranking, ".yh-sec:last-of-type tbody svg.yh-iv").len(), 12, "one a subject");
    let shown = page(&site, &format!("{address}/firmness")).await;
    let rows = texts(&shown, ".yh-sec:nth-of-type(2) tbody tr");
    assert_eq!(rows.len(), 12);
    assert_eq!(texts(&shown, ".yh-sec:nth-of-type(2) svg.yh-iv").len(), 12);
    assert!(texts(&shown, ".yh-lead")[0].contains("12 个对象中"), "{:?}", texts(&shown, ".yh-lead"));
    let causes = texts(&shown, ".yh-sec:nth-of-type(3) tbody tr");
    assert!(causes.iter().any(|row| row.starts_with("权重")), "{causes:?}");
    let removed = texts(&shown, ".yh-sec:nth-of-type(4) tbody tr");
    assert!(removed.iter().any(|row| row.starts_with("亩均税收")), "{removed:?}");
}

#[tokio::test]
async fn two_years_are_compared_and_the_parts_of_a_change_add_up_to_it() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    for scheme in ["zones", "zone-index"] {
        let (one, other) = (address_of(&site, scheme, "2023").await, address_of(&site, scheme, "2024").await);
        let (one, other) = (one.rsplit('/').next().unwrap(), other.rsplit('/').next().unwrap());
        let address = format!("/evaluations/compare?one={one}&other={other}");
        let shown = page(&site, &address).await;
        assert_eq!(texts(&shown, ".yh-sec h2 + .yh-list a"), ["示例第12开发区", "示例第0开发区"], "new and gone");
        let figures = texts(&shown, ".yh-fig dd");
        let count = |at: usize| figures[at].parse::<usize>().unwrap();
        assert_eq!(count(0), 11);
        assert!(count(1) + count(2) + count(3) <= 11);
        assert!(!texts(&shown, "svg.yh-slope a").is_empty());
        assert_eq!(texts(&page(&site, &format!("{address}&q=第7")).await, ".yh-scroll tbody tr").len(), 1);
        let one = page(&site, &format!("/evaluations/compare/Z007?one={one}&other={other}")).await;
        let parts: f64 = numbers(&one, "tbody tr:not(.is-head)", 6).iter().sum();
        let told = numbers(&one, "tfoot tr", 6)[0];
        assert!((parts - told).abs() < 0.01, "{scheme}: {parts} {told}");
    }
}

#[tokio::test]
async fn what_cannot_be_compared_says_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let empty = page(&site(folder.path()), "/evaluations/compare").await;
    assert_eq!(texts(&empty, ".yh-empty b"), ["还没有考评"]);
    fill(folder.path());
    let site = site(folder.path());
    let alone = page(&site, "/evaluations/compare").await;
    assert!(texts(&alone, ".yh-empty p")[0].contains("再运行一次考评"));
    fill_zones(folder.path());
    let (areas, zones) = (address_of(&site, "areas", "2024").await, address_of(&site, "zones", "2024").await);
    let (areas, zones) = (areas.rsplit('/').next().unwrap(), zones.rsplit('/').next().unwrap());
    let kinds = page(&site, &format!("/evaluations/compare?one={areas}&other={zones}")).await;
    assert!(texts(&kinds, ".yh-empty p")[0].contains("不是同一类"));
    let same = page(&site, &format!("/evaluations/compare?one={zones}&other={zones}")).await;
    assert!(texts(&same, ".yh-empty p")[0].contains("同一次"));
    let gone = send(&site, Method::GET, "/evaluations/compare?one=000000000000", &[]).await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    let never = format!("/evaluations/compare/Z000?one={zones}&other={zones}");
    assert_eq!(send(&site, Method::GET, &never, &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_would_lift_a_zone_one_rank_is_told_item_by_item_smallest_change_first() {
    let folder = tempfile::tempdir().unwrap();
    fill_zones(folder.path());
    let site = site(folder.path());
    for scheme in ["zones", "zone-index"] {
        let address = address_of(&site, scheme, "2024").await;
        let ranked: serde_json::Value =
            serde_json::from_str(&text(send(&site, Method::GET, &format!("/api/v1{address}"), &[]).await).await)
                .unwrap();
        let all = ranked["results"].as_array().unwrap();
        let (first, third) = (&all[0], all.iter().find(|one| one["rank"] == 3).unwrap());
        let lift = format!("{address}/subjects/{}/lift", third["subject"].as_str().unwrap());
        let shown = page(&site, &lift).await;
        assert!(texts(&shown, ".yh-lead")[0].contains("改动最小的是"), "{scheme}: {:?}", texts(&shown, ".yh-lead"));
        let table = ".yh-sec:nth-of-type(2)";
        let shares: Vec<f64> = texts(&shown, &format!("{table} tbody tr > :nth-child(5)"))
            .iter()
            .filter_map(|text| text.replace('−', "-").trim_end_matches('%').parse::<f64>().ok())
            .map(f64::abs)
            .collect();
        assert!(!shares.is_empty() && shares.is_sorted(), "{scheme}: {shares:?}");
        let ranks = texts(&shown, &format!("{table} tbody tr > :last-child"));
        assert!(ranks.iter().all(|rank| rank.parse::<usize>().unwrap() <= 2), "{scheme}: {ranks:?}");
        assert_eq!(texts(&shown, &format!("{table} svg.yh-reach")).len(), ranks.len());
        // Programs are told the same.
        let told: serde_json::Value =
            serde_json::from_str(&text(send(&site, Method::GET, &format!("/api/v1{lift}"), &[]).await).await).unwrap();
        let lifts = told["items"].as_array().unwrap().iter().filter(|item| item["outcome"] == "lifts");
        assert_eq!(lifts.count(), ranks.len(), "{scheme}");
        assert!(!told["rivals"].as_array().unwrap().is_empty());
        let top = page(&site, &format!("{address}/subjects/{}/lift", first["subject"].as_str().unwrap())).await;
        assert_eq!(texts(&top, ".yh-empty b"), ["已是第一名"]);
        assert!(texts(&top, "table").is_empty());
    }
}

#[tokio::test]
async fn who_was_left_out_is_told_why_on_each_page_that_would_speak_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let rows: &[(&str, &[&str], &[&str])] = &[
        ("甲县", &["甲县", "area"], &["20"]),
        ("乙县", &["乙县", "area"], &["10"]),
        ("丁县", &["丁县", "area"], &[""]),
    ];
    let attributes = &["name", "subject_kind"];
    let columns = &[("tax_per_mu", "万元/亩")];
    Form { id: "areas", period: "2024", demonstration: false, attributes, columns, rows }.publish(folder.path());
    evaluate(folder.path(), "mu-average-2019");
    let site = site(folder.path());
    let address = format!("{}/subjects/%E4%B8%81%E5%8E%BF", address_of(&site, "areas", "2024").await);
    for page in ["", "/profile", "/lift"] {
        let response = send(&site, Method::GET, &format!("{address}{page}"), &[]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        let shown = text(response).await;
        assert!(shown.contains("“丁县”没有参加本次考评：本期没有该方案所用的任何数据"), "{page}");
    }
    let problem = send(&site, Method::GET, &format!("/api/v1{address}/lift"), &[]).await;
    assert_eq!(problem.status(), StatusCode::NOT_FOUND);
    assert!(text(problem).await.contains("not-ranked"));
}
