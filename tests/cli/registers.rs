//! The registers as an office keeps them: the demonstration's history, a city by spreadsheet, what others evaluated.

use std::path::Path;

use serde_json::Value;

use super::{Scratch, done, stderr, stdout, text, yuanheng};

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&done(arguments)).unwrap()
}

/// The values that a record's time line gives `name`, each with its first day and its last.
fn line(home: &Path, kind: &str, record: &str, of: &str, name: &str) -> Vec<(String, String, Option<String>)> {
    let told = json(&["register", "history", "--home", text(home), "--kind", kind, record, "--json"]);
    let rows = told[of].as_array().unwrap().iter().filter(|row| row["name"] == name || row["role"] == name);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let value = |row: &Value| text(&row["value"]).or_else(|| text(&row["name"])).unwrap();
    let still_known = |row: &&Value| row["ended_by"].is_null();
    let mut found: Vec<_> =
        rows.filter(still_known).map(|row| (value(row), text(&row["from"]).unwrap(), text(&row["to"]))).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

#[test]
fn the_demonstration_has_registers_with_an_upgrade_a_boundary_change_a_merger_and_a_firm_that_moved() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    done(&["demo", "--no-serve", "--home", text(&home)]);
    let upgrade = line(&home, "zone", "G991003", "attributes", "level");
    assert_eq!(upgrade[0], ("省级".to_owned(), "2006-01-01".to_owned(), Some("2013-03-01".to_owned())));
    assert_eq!(upgrade[1], ("国家级".to_owned(), "2013-03-01".to_owned(), None));
    assert_eq!(line(&home, "zone", "G991003", "attributes", "name").len(), 2, "it is called otherwise since");
    let area = line(&home, "zone", "S997001", "attributes", "area");
    assert_eq!((area.len(), area[1].1.as_str()), (2, "2021-07-01"));
    let merged = line(&home, "zone", "S999011", "links", "successor");
    assert_eq!((merged.len(), merged[0].1.as_str()), (1, "2022-01-01"));
    let shown =
        yuanheng(&["register", "show", "--home", text(&home), "--kind", "zone", "S999011", "--day", "2022-01-01"]);
    assert!(!stdout(&shown).contains("示例省柳浪工业园区\t2"), "it has no name any more: {}", stdout(&shown));

    // The zones and firms are those that the releases speak of.
    let zones = json(&["register", "list", "--home", text(&home), "--kind", "zone", "--text", "示例", "--json"]);
    assert_eq!(zones["count"], 31);
    let firms =
        json(&["register", "list", "--home", text(&home), "--kind", "firm", "--text", "示例", "--most", "1", "--json"]);
    assert_eq!(firms["count"], 3_000);
    let moved = line(&home, "firm", "示例企业0001", "links", "zone");
    assert_eq!((moved.len(), moved[1].1.as_str()), (2, "2022-07-01"));
    assert_ne!(moved[0].0, moved[1].0);
    let counted = json(&["register", "counted", "--home", text(&home), "S999001", "--day", "2024-12-31", "--json"]);
    let of_merged =
        counted["counted"].as_array().unwrap().iter().filter(|one| one["rule"].as_str().unwrap().contains("柳浪"));
    assert_eq!(of_merged.count(), 5);

    // Who changed the area stands in the audit, with why.
    let acts = json(&["audit", "acts", "--home", text(&home), "--actor", "LI", "--json"]).to_string();
    assert!(acts.contains("李蓉（示例）") && acts.contains("调整四至范围"), "{acts}");
    assert_eq!(done(&["store", "doctor", "--home", text(&home)]).trim(), "库和数据目录完好。");
    let before = done(&["audit", "acts", "--home", text(&home), "--json"]);
    done(&["demo", "--no-serve", "--home", text(&home)]);
    assert_eq!(done(&["audit", "acts", "--home", text(&home), "--json"]), before, "built once");
}

#[test]
fn an_office_sets_up_a_city_by_spreadsheet_and_gets_its_own_file_back_with_what_is_wrong() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let import = |kind: &str, file: &Path, more: &[&str]| {
        let asked = ["register", "import", "--home", text(&home), "--as", "张三", "--kind", kind, text(file)];
        yuanheng(&[&asked, more].concat())
    };
    let regions = scratch
        .file("地区.csv", "代码,名称,上级,生效日期\n990000,示例省,,2000-01-01\n990100,甲辰市,990000,2000-01-01\n");
    let zones = scratch
        .file("开发区.csv", "开发区代码,开发区名称,级别,所在地区,生效日期\nS997901,甲开发区,省级,990100,2010-01-01\n");
    assert_eq!(stdout(&import("region", &regions, &[])).trim(), "行政区划：新登记 2，变更 0，未变 0");
    assert!(import("zone", &zones, &[]).status.success());
    let wrong = scratch.file(
        "企业.csv",
        "企业名称,所在开发区,用地面积（亩）,生效日期\n甲公司,S997901,12,2015-01-01\n乙公司,没有的开发区,-3,2015-01-01\n",
    );
    let output = import("firm", &wrong, &["--json"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(told["findings_total"], 2, "{told}");
    let marked = scratch.path("企业.错误.xlsx");
    assert_eq!(told["marked"], text(&marked));
    assert!(std::fs::read(&marked).unwrap().starts_with(b"PK"));
    let firms = json(&["register", "list", "--home", text(&home), "--kind", "firm", "--json"]);
    assert_eq!(firms["count"], 0, "all or nothing");

    let right = scratch.file(
        "企业.csv",
        "企业名称,所在开发区,用地面积（亩）,生效日期\n甲公司,S997901,12,2015-01-01\n甲公司,S997901,15,2016-01-01\n",
    );
    assert!(import("firm", &right, &["--check"]).status.success());
    assert!(import("firm", &right, &[]).status.success());
    // What is written out is read back and changes nothing.
    for name in ["全部.xlsx", "全部.csv"] {
        let file = scratch.path(name);
        done(&["register", "export", "--home", text(&home), "--kind", "firm", "--all", text(&file)]);
        assert!(stdout(&import("firm", &file, &[])).contains("新登记 0，变更 0"), "{name}");
    }
    let template = scratch.path("模板.xlsx");
    done(&["register", "template", "--kind", "zone", text(&template)]);
    assert!(std::fs::read(&template).unwrap().starts_with(b"PK"));
    let missing = yuanheng(&["register", "show", "--home", text(&home), "--kind", "zone", "没有"]);
    assert_eq!(missing.status.code(), Some(4), "{}", stderr(&missing));
}

#[test]
fn the_published_ranking_of_2021_is_registered_as_an_evaluation_by_others() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let results =
        |file: &str, more: &[&str]| yuanheng(&[&["register", "results", "--home", text(&home), file], more].concat());
    let early = results("examples/etdz-rank-2021.csv", &["--marked", text(&scratch.path("m.xlsx"))]);
    assert_eq!(early.status.code(), Some(3), "the zones are not registered yet: {}", stdout(&early));
    done(&["register", "regions", "--home", text(&home)]);
    done(&["register", "import", "--home", text(&home), "--kind", "zone", "examples/etdz-zones-2021.csv"]);
    assert_eq!(stdout(&results("examples/etdz-rank-2021.csv", &[])).trim(), "新登记 30，更正 0，未变 0");
    assert_eq!(stdout(&results("examples/etdz-rank-2021.csv", &[])).trim(), "新登记 0，更正 0，未变 30");
    let shown = json(&["register", "show", "--home", text(&home), "--kind", "zone", "苏州工业园区", "--json"]);
    assert_eq!((&shown["results"][0]["place"], &shown["results"][0]["year"]), (&Value::from(1), &Value::from(2021)));
    assert!(shown["results"][0]["document"].as_str().unwrap().contains("未与原公告核对"), "{shown}");
    // Another place for the same ranking is a correction, which says why.
    let ranking = std::fs::read_to_string(super::root().join("examples/etdz-rank-2021.csv")).unwrap();
    let other = scratch.file("更正.csv", ranking.replace("考核评价,2021,1,", "考核评价,2021,31,"));
    let refused = results(text(&other), &["--marked", text(&scratch.path("m.xlsx"))]);
    assert_eq!(refused.status.code(), Some(3), "{}", stdout(&refused));
    let corrected = results(text(&other), &["--reason", "公告更正"]);
    assert_eq!(stdout(&corrected).trim(), "新登记 0，更正 1，未变 29", "{}", stderr(&corrected));
    assert_eq!(done(&["store", "doctor", "--home", text(&home)]).trim(), "库和数据目录完好。");
}
