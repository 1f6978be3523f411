//! Weights, benchmarks and goals by spreadsheet: down, changed, up again, and what is wrong marked in the person's own file.

use axum::http::{Method, StatusCode};
use domain::say::Lang;
use exchange::pack_book;
use policy::Pack;
use rust_xlsxwriter::Workbook;

use crate::common::{fill, packs, page, send, site, texts};
use crate::posting::{again, on_to, post_files, said, wrong};

const FIGURES: &str = "/packs/huangyan-2022/figures";

fn pack() -> Pack {
    packs().iter().find(|pack| pack.meta.id.as_str() == "huangyan-2022").unwrap().as_ref().clone()
}

/// The key and the figure of the first weight.
fn first() -> (String, f64) {
    let found = policy::value::values(&pack());
    let weight = found.iter().find(|value| value.key.ends_with("/weight")).unwrap();
    (weight.key.clone(), weight.now.unwrap().to_string().parse().unwrap())
}

/// A spreadsheet as a person sends it: one row with something in the column for new figures.
fn sheet(key: &str, now: f64, new: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("权重").unwrap();
    for (column, head) in (0..).zip(["编号", "现值", "新值"]) {
        sheet.write_string(0, column, head).unwrap();
    }
    sheet.write_string(1, 0, key).unwrap();
    sheet.write_number(1, 1, now).unwrap();
    match new.parse::<f64>() {
        Ok(number) => sheet.write_number(1, 2, number).unwrap(),
        Err(_) => sheet.write_string(1, 2, new).unwrap(),
    };
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn the_spreadsheet_is_that_of_the_version_that_counts_under_a_name_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let response = send(&site, Method::GET, &format!("{FIGURES}.xlsx"), &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 24).await.unwrap();
    let created = crate::common::store(folder.path()).now().to_string();
    assert_eq!(bytes, pack_book(&pack(), &created, Lang::Zh).unwrap());
    let shown = said(&site, FIGURES).await;
    assert!(shown.contains("亩均税收") && shown.contains("只在“新值”一列填"), "{shown}");
}

#[tokio::test]
async fn a_weight_changed_in_the_spreadsheet_makes_a_version_whose_page_tells_the_change() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let (key, now) = first();
    let bytes = sheet(&key, now, "35");
    let sent = [("file", "权重.xlsx", bytes.as_slice())];
    let version = on_to(post_files(&site, FIGURES, "zhang", &[("note", "局务会")], &sent).await).await;
    let shown = said(&site, &version).await;
    assert!(shown.contains("权重 30 → 35"), "{shown}");
    // Only that figure is another: the rest of the text is the same to the byte.
    assert_eq!(texts(&page(&site, &version).await, ".yh-diff").len(), 1);
}

#[tokio::test]
async fn what_cannot_be_taken_is_listed_by_cell_and_marked_in_the_persons_own_file() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let (key, now) = first();
    for (bytes, why) in [
        (sheet(&key, now, "三十五"), "这里应填一个数"),
        (sheet(&key, now + 1.0, "35"), "请重新导出表格再填写"),
        (sheet("no/such/key", now, "35"), "没有编号为"),
        // The whole pack is checked with the new figure in its place.
        (sheet(&key, now, "-5"), "权重"),
    ] {
        let sent = [("file", "权重.xlsx", bytes.as_slice())];
        let shown = again(post_files(&site, FIGURES, "zhang", &[("note", "试")], &sent).await).await;
        let faults = texts(&shown, "table").join(" ");
        assert!(faults.contains("权重 C2") && faults.contains(why), "{faults}");
        let link = scraper::Selector::parse("a[download^='权重']").unwrap();
        let link = shown.select(&link).next().unwrap().value().attr("href").unwrap().to_owned();
        let marked = content(&link);
        let list = exchange_text(&marked);
        assert!(list.contains("错误清单") && list.contains(why), "{list}");
    }
    assert!(!said(&site, "/packs/huangyan-2022/versions").await.contains("检查"), "nothing was kept");
    for (bytes, why) in [(sheet(&key, now, "30"), "没有改动"), (b"no spreadsheet".to_vec(), "请先导出本政策包的表格")]
    {
        let sent = [("file", "权重.xlsx", bytes.as_slice())];
        let shown = again(post_files(&site, FIGURES, "zhang", &[], &sent).await).await;
        assert!(wrong(&shown).contains(why), "{}", wrong(&shown));
    }
    let nothing = again(post_files(&site, FIGURES, "zhang", &[], &[]).await).await;
    assert!(wrong(&nothing).contains("请选择文件"), "{}", wrong(&nothing));
}

/// What an address of the kind `data:` carries.
fn content(address: &str) -> Vec<u8> {
    let (_, encoded) = address.split_once(',').unwrap();
    let bytes = encoded.as_bytes();
    let mut at = 0;
    let mut out = Vec::new();
    while at < bytes.len() {
        if bytes[at] == b'%' {
            out.push(u8::from_str_radix(&encoded[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

/// All texts of a workbook and the names of its sheets.
fn exchange_text(bytes: &[u8]) -> String {
    struct All(String);
    impl exchange::sheet::Sink for All {
        fn cell(&mut self, _: u32, _: u32, cell: exchange::cell::Cell<'_>) -> std::ops::ControlFlow<()> {
            self.0.push_str(&cell.shown());
            self.0.push('\n');
            std::ops::ControlFlow::Continue(())
        }
    }
    let mut book = exchange::Workbook::open(bytes, "marked.xlsx").unwrap();
    let mut all = All(String::new());
    for at in 0..book.sheets().len() {
        all.0.push_str(book.sheets()[at].name.as_ref());
        book.stream(at, &mut all).unwrap();
    }
    all.0
}
