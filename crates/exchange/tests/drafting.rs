//! Literate tests: each file in `tests/drafting` holds a table and the mapping that is drafted for it.
//! `BLESS=1 cargo test -p yuanheng-exchange --test drafting` writes what is drafted now; read the difference.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::path::Path;

use domain::hash::Sm3;
use domain::id::IndicatorCode;
use domain::unit::Unit;
use exchange::{KnownIndicator, MappingFile, Watch, Workbook, draft_mapping, read};

fn known() -> Vec<KnownIndicator> {
    let one = |code: &str, title: &str, unit: &str, aliases: &[&str]| KnownIndicator {
        subject: "firm".to_owned(),
        code: IndicatorCode::new(code).unwrap(),
        title: title.to_owned(),
        unit: Unit::parse(unit).unwrap(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
    };
    vec![
        one("tax_per_mu", "亩均税收", "万元/亩", &["每亩税收"]),
        one("value_added_per_mu", "亩均工业增加值", "万元/亩", &[]),
        one("output", "工业总产值", "万元", &["规上工业总产值"]),
        one("rd_share", "研发经费投入占主营业务收入比重", "%", &["研发投入占比"]),
        one("labour_productivity", "全员劳动生产率", "万元/人", &[]),
        one("land", "用地面积", "亩", &[]),
    ]
}

#[test]
fn every_table_is_drafted_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafting");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 3, "the tests are gone");
    let mut failed = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = format!("{}.csv", file.file_stem().unwrap().to_str().unwrap());
        let table = block(&text, "csv");
        let mut workbook = Workbook::open(table.as_bytes(), &name).unwrap();
        let draft = draft_mapping(&mut workbook, None, &known()).unwrap();
        let told = match MappingFile::parse(draft.toml.as_bytes(), "draft.toml") {
            // A draft that lacks nothing must say the same as its file, and read the table it was made for.
            Ok(parsed) => {
                assert_eq!(parsed.mapping, draft.mapping, "{name}");
                let reading = read(&mut workbook, Sm3::of(table.as_bytes()), &parsed, Watch::default()).unwrap();
                let values: usize = reading.tables.iter().map(|table| table.values.len()).sum();
                format!("# 试读：{} 行，{values} 个数，{} 处问题\n", reading.rows, reading.findings.total())
            }
            Err(error) => format!("# 试读：{error}\n"),
        };
        let given = draft.toml + &told;
        let expected = block(&text, "toml");
        if given != expected {
            if std::env::var_os("BLESS").is_some() {
                let start = expected.as_ptr() as usize - text.as_ptr() as usize;
                let renewed = [&text[..start], &given, &text[start + expected.len()..]].concat();
                std::fs::write(&file, renewed).unwrap();
            } else {
                println!("{}: expected\n{expected}\ngiven\n{given}", file.display());
                failed.push(name);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

/// What stands in the first fenced block of a kind.
fn block<'t>(text: &'t str, kind: &str) -> &'t str {
    let open = format!("```{kind}\n");
    let start = text.find(&open).unwrap_or_else(|| panic!("no {kind} block")) + open.len();
    let end = text[start..].find("```").unwrap();
    &text[start..start + end]
}

#[test]
fn of_two_indicators_with_one_title_the_one_of_the_tables_kind_is_meant() {
    let one = |code: &str, subject: &str| KnownIndicator {
        code: IndicatorCode::new(code).unwrap(),
        title: "工业增加值".to_owned(),
        unit: Unit::parse("万元").unwrap(),
        aliases: Vec::new(),
        subject: subject.to_owned(),
    };
    let known = [one("zone_value_added", "zone"), one("value_added", "firm"), one("region_value_added", "region")];
    for (header, expected) in [("企业名称", "value_added"), ("开发区名称", "zone_value_added")] {
        let table = format!("{header},工业增加值（万元）\n示例甲,12\n示例乙,34\n");
        let mut workbook = Workbook::open(table.as_bytes(), "2024年.csv").unwrap();
        let draft = draft_mapping(&mut workbook, None, &known).unwrap();
        let codes: Vec<&str> = draft.mapping.values.iter().map(|value| value.indicator.as_str()).collect();
        assert_eq!(codes, [expected], "{header}");
    }
}
