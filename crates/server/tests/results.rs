//! What the views of an evaluation show, of points and of an index, by CSS selector, in process.

mod common;

use common::{address_of, fill_zones, page, site, texts};

/// What stands in a column of a table's rows, as numbers; what is none is left out.
fn numbers(page: &scraper::Html, rows: &str, column: usize) -> Vec<f64> {
    let cells = texts(page, &format!("{rows} > :nth-child({column})"));
    cells.iter().filter_map(|text| text.replace('−', "-").replace(',', "").parse().ok()).collect()
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
