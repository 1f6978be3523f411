//! The whole way: a table is written, read, published, evaluated, sealed, and the result workbook read back.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};
use domain::hash::Sm3;
use domain::id::PackId;
use domain::say::Lang;
use evaluation::{Seal, seal};
use exchange::book::{DemoCell, Sheet};
use exchange::{MappingFile, Report, Watch, Workbook, draft_mapping, read, result_workbook, write_table};
use facts::{After, Archive, InputFile, Publication};
use policy::{Library, Pack, PackFiles};
use rust_decimal::Decimal;

const NOW: &str = "2023-03-01T09:00:00+08:00";

const MAPPING: &str = r#"
form = "firms"
demonstration = true
header_rows = [3]

[period]
within = "title"

[subject]
kind = "firm"
name = "企业名称"

[[value]]
column = "税收"
indicator = "tax_paid"

[[value]]
column = "用地"
indicator = "land_mu"

[[value]]
column = "增加值"
indicator = "value_added"

[[value]]
column = "能耗"
indicator = "energy"

[[value]]
column = "排放量"
indicator = "emission"

[[value]]
column = "职工人数"
indicator = "employees"

[[value]]
column = "营业收入"
indicator = "revenue"

[[value]]
column = "研发费用"
indicator = "rd_expense"

[[value]]
column = "用电量"
indicator = "electricity"

[[attribute]]
column = "规模"
name = "scale"
"#;

struct Nothing;

impl Library for Nothing {
    fn ids(&self) -> Vec<PackId> {
        Vec::new()
    }

    fn files(&self, _: &PackId) -> Option<PackFiles> {
        None
    }
}

fn pack() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/huangyan-2022");
    match policy::check(&PackFiles::read(&folder).unwrap(), &Nothing) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:?}"),
    }
}

/// Invented firms; one's name would be a formula in a careless program.
fn table() -> Vec<u8> {
    let headers = [
        "企业名称",
        "规模",
        "税收（亿元）",
        "用地（亩）",
        "增加值（万元）",
        "能耗（吨标准煤）",
        "排放量（吨）",
        "职工人数（人）",
        "营业收入（万元）",
        "研发费用（万元）",
        "用电量（万千瓦时）",
    ];
    let rows: [(&str, &str, [&str; 9]); 4] = [
        ("示例甲公司", "规上", ["0.24097", "100", "13616", "5054.2", "2.762", "750.6", "50000", "1510", "9000"]),
        ("=HYPERLINK(\"x\")", "规上", ["0.12", "100", "13616", "5054.2", "", "750.6", "50000", "1510", "9000"]),
        ("示例丙公司", "规下", ["0.01", "10", "", "", "", "", "", "", "400"]),
        ("示例丁公司", "未定", ["0.01", "10", "", "", "", "", "", "", "400"]),
    ];
    let cells = rows.map(|(name, scale, figures)| {
        let figures = figures.map(|figure| match figure {
            "" => DemoCell::Text("—".to_owned()),
            figure => DemoCell::Number(figure.parse::<Decimal>().unwrap()),
        });
        [DemoCell::Text(name.to_owned()), DemoCell::Text(scale.to_owned())]
            .into_iter()
            .chain(figures)
            .collect::<Vec<_>>()
    });
    let sheet = Sheet {
        name: "企业",
        title: "示例省2022年企业数据",
        headers: &headers.map(str::to_owned),
        rows: &cells,
        demonstration: true,
        created: NOW,
    };
    assert_eq!(sheet.header_row(), 3);
    let bytes = write_table(&sheet).unwrap();
    assert_eq!(bytes, write_table(&sheet).unwrap());
    bytes
}

fn sealed() -> Vec<u8> {
    let source = table();
    let mapping = MappingFile::parse(MAPPING.as_bytes(), "firms.toml").unwrap();
    let mut workbook = Workbook::open(&source, "示例企业.xlsx").unwrap();
    let reading = read(&mut workbook, Sm3::of(&source), &mapping, Watch::default()).unwrap();
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let archive = Archive::in_memory();
    let published = archive
        .publish(&Publication {
            tables: &reading.tables,
            files: &[InputFile {
                name: "示例企业.xlsx",
                bytes: &source,
                mapping: MAPPING.as_bytes(),
                accept_clean: false,
            }],
            after: After::Latest,
            name: None,
            title: "示例数据",
            published_at: NOW,
        })
        .unwrap();
    let release = archive.release(&published.release.name).unwrap();
    let pack = pack();
    let evaluated = evaluation::run(&pack, None, &release, "2022".parse().unwrap()).unwrap();
    seal(&evaluated, &pack, &release, true).unwrap()
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The row whose column `at` holds `text`.
fn row<'r>(range: &'r Range<Data>, at: usize, text: &str) -> &'r [Data] {
    range
        .rows()
        .find(|row| matches!(row.get(at), Some(Data::String(found)) if found == text))
        .unwrap_or_else(|| panic!("no row of {text}"))
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn the_workbook_holds_the_figures_of_the_seal() {
    let bytes = sealed();
    let seal = Seal::read(&bytes).unwrap();
    let report = Report::of_seal(&seal, "result.seal", NOW, Lang::Zh);
    let book = result_workbook(&report).unwrap();
    assert_eq!(book, result_workbook(&report).unwrap(), "the same report gives the same bytes");
    let mut book = Xlsx::new(Cursor::new(book)).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "排名",
            "指标得分1 规上企业",
            "指标得分2 规下企业",
            "名次稳健性1 规上企业",
            "名次稳健性2 规下企业",
            "等级概率1 规上企业",
            "等级概率2 规下企业",
            "理由",
            "所用数据",
            "政策文本",
            "封存",
        ]
    );

    let ranking = sheet(&mut book, "排名");
    for (population, result) in seal.evaluation.results() {
        let row = row(&ranking, 1, result.subject.as_str());
        assert_eq!(row[3], Data::String(population.title.clone()));
        assert_eq!(result.rank.map(|rank| rank.to_string()), Some(number(&row[0]).to_string()));
        assert!((number(&row[4]) - result.score.unwrap().to_f64()).abs() < 1e-9);
        assert_eq!(row[5], Data::String(result.grade.clone().unwrap()));
        let told = result.firmness.as_ref().unwrap();
        let interval = [told.median, told.low, told.high].map(|rank| rank.unwrap().get());
        for (cell, rank) in row[6..9].iter().zip(interval) {
            assert!((number(cell) - rank).abs() < 1e-9);
        }
    }
    // 甲: every item at its benchmark of 2022. 30 + 20 + 20 + 10 + 10 + 10.
    assert!((number(&row(&ranking, 1, "示例甲公司")[4]) - 100.0).abs() < 0.01);

    let items = sheet(&mut book, "指标得分1 规上企业");
    let first = row(&items, 1, "示例甲公司");
    assert!((number(&first[3]) - 24.097).abs() < 1e-9, "0.24097 亿元 on 100 亩 is 24.097 万元/亩");
    assert!((number(&first[4]) - 1.0).abs() < 1e-9 && (number(&first[6]) - 30.0).abs() < 1e-9);

    let reasons = sheet(&mut book, "理由");
    let imputed = row(&reasons, 0, "=HYPERLINK(\"x\")");
    assert!(imputed[3].to_string().contains("单位排放工业增加值"), "{imputed:?}");
    assert!(row(&reasons, 0, "示例丁公司")[3].to_string().contains("不属于方案规定的任何一类"));

    let data = sheet(&mut book, "所用数据");
    let used = row(&data, 0, "示例甲公司");
    let place = used.iter().position(|cell| cell.to_string().contains("企业!C4")).unwrap();
    assert!((number(&used[place - 1]) - 2409.7).abs() < 1e-9);
    assert_eq!(used[place].to_string(), "[1] 企业!C4　录入为 0.24097 亿元");

    let policy = sheet(&mut book, "政策文本");
    assert!(policy.rows().any(|row| row[0] == "schemes.toml" && row[2].to_string().contains("ratio")));
    let sealed = sheet(&mut book, "封存");
    assert_eq!(row(&sealed, 0, "封存文件的 SM3")[1].to_string(), seal.sm3.to_string());

    for name in book.sheet_names() {
        let range = sheet(&mut book, &name);
        assert!(range.get_value((1, 0)).unwrap().to_string().starts_with("示例数据"), "{name}");
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{name} has a formula");
    }
}

#[test]
fn libreoffice_opens_the_workbook_and_shows_the_same_ranking() {
    let found = Command::new("soffice").arg("--version").output();
    if found.is_err() {
        println!("NOT TESTED: LibreOffice (soffice) is not installed; install libreoffice-calc");
        return;
    }
    let bytes = sealed();
    let seal = Seal::read(&bytes).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.xlsx");
    std::fs::write(&path, result_workbook(&Report::of_seal(&seal, "result.seal", NOW, Lang::Zh)).unwrap()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir"])
        .arg(folder.path())
        .arg(&path)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let shown = std::fs::read_to_string(folder.path().join("result.csv")).unwrap();
    assert!(shown.contains("1,\"示例甲公司\",\"示例甲公司\",\"规上企业\",100.00,"), "{shown}");
    assert!(shown.contains("\"=HYPERLINK(\"\"x\"\")\""), "{shown}");
}

#[test]
fn a_table_that_is_written_drafts_and_reads_without_a_question() {
    let source = table();
    let mut workbook = Workbook::open(&source, "示例企业.xlsx").unwrap();
    let known: Vec<_> = pack()
        .indicators
        .iter()
        .map(|indicator| exchange::KnownIndicator {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            unit: indicator.unit,
            aliases: indicator.aliases.clone(),
            subject: indicator.subject.clone(),
        })
        .collect();
    let draft = draft_mapping(&mut workbook, None, &known).unwrap();
    let parsed = MappingFile::parse(draft.toml.as_bytes(), "draft.toml").unwrap();
    let reading = read(&mut workbook, Sm3::of(&source), &parsed, Watch::default()).unwrap();
    assert!(reading.findings.is_empty(), "{:?}\n{}", reading.findings, draft.toml);
    let by_hand = MappingFile::parse(MAPPING.as_bytes(), "firms.toml").unwrap();
    let expected = read(&mut workbook, Sm3::of(&source), &by_hand, Watch::default()).unwrap();
    let codes = |reading: &exchange::Reading| {
        let mut codes: Vec<_> = reading.tables[0].indicators.iter().map(ToString::to_string).collect();
        codes.sort();
        codes
    };
    assert_eq!(codes(&reading), codes(&expected));
}
