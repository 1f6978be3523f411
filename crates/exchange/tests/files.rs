//! Real files of every format, and files that are none: what is read, and what is said.
//! `fixtures/small.xls` and `small.ods` were saved by LibreOffice from the workbook that `small()` builds;
//! `password.xlsx` is that workbook encrypted with a password, `damaged.xlsx` its first 3,000 bytes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::path::Path;

use domain::hash::Sm3;
use domain::say::{Lang, Say};
use encoding_rs::GB18030;
use exchange::sheet::Format;
use exchange::{MappingFile, OpenError, Reading, Watch, Workbook, read};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook as Writer};

const MAPPING: &str = r#"
form = "small"
demonstration = true
header_rows = [2, 3]

[period]
column = "统计期"

[subject]
kind = "zone"
name = "园区"

[[value]]
column = "税收/本期"
indicator = "tax"

[[value]]
column = "税收/上年同期"
indicator = "tax_last_year"

[[value]]
column = "研发占比"
indicator = "rd_share"
"#;

/// Merged headers, a sum of doubles, full-width text, percentages, dates, a note below, a hidden sheet.
fn small() -> Vec<u8> {
    let mut book = Writer::new();
    let percent = CellFormat::new().set_num_format("0.0%");
    let month = CellFormat::new().set_num_format("yyyy\"年\"m\"月\"");
    let plain = CellFormat::new();
    let sheet = book.add_worksheet().set_name("季度").unwrap();
    sheet.merge_range(0, 0, 0, 4, "示例市主要指标（示例数据）", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "园区", &plain).unwrap();
    sheet.merge_range(1, 1, 1, 2, "税收（万元）", &plain).unwrap();
    sheet.write(2, 1, "本期").unwrap().write(2, 2, "上年同期").unwrap();
    sheet.merge_range(1, 3, 2, 3, "研发占比（%）", &plain).unwrap();
    sheet.merge_range(1, 4, 2, 4, "统计期", &plain).unwrap();
    sheet.write(3, 0, "示例甲园").unwrap().write(3, 1, 0.1 + 0.2).unwrap().write(3, 2, "１，２３４．５").unwrap();
    sheet.write(4, 0, "示例乙园").unwrap().write(4, 1, 1_234_567.89).unwrap().write(4, 2, "—").unwrap();
    sheet.write_with_format(3, 3, 0.125, &percent).unwrap().write_with_format(4, 3, 0.07, &percent).unwrap();
    for (row, day) in [(3, 1), (4, 30)] {
        sheet.write_with_format(row, 4, ExcelDateTime::from_ymd(2024, 6, day).unwrap(), &month).unwrap();
    }
    sheet.write(5, 0, "注：示例。").unwrap();
    book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

fn reading(bytes: &[u8], file: &str, mapping: &str) -> Reading {
    let mapping = MappingFile::parse(mapping.as_bytes(), "mapping.toml").unwrap();
    let mut workbook = Workbook::open(bytes, file).unwrap_or_else(|error| panic!("{file}: {error}"));
    read(&mut workbook, Sm3::of(bytes), &mapping, Watch::default()).unwrap()
}

fn figures(reading: &Reading) -> Vec<String> {
    let mut told: Vec<String> = reading.findings.kept().iter().map(|finding| finding.say(Lang::Zh)).collect();
    for table in &reading.tables {
        for value in &table.values {
            let figure = value.figure.map_or_else(|reason| reason.to_string(), |figure| figure.to_string());
            let subject = &table.subjects[value.subject as usize];
            let indicator = &table.indicators[value.indicator as usize];
            let unit = table.units[value.unit as usize].code();
            told.push(format!("{} {subject} {indicator} {figure} {unit} {}", table.period, value.cell.a1()));
        }
    }
    told
}

fn refused(bytes: &[u8], file: &str) -> OpenError {
    match Workbook::open(bytes, file) {
        Ok(_) => panic!("{file} was opened"),
        Err(error) => error,
    }
}

#[test]
fn the_same_table_reads_the_same_from_xlsx_xls_and_ods() {
    let expected = [
        "2024-06 示例甲园 tax 0.3 wan_yuan B4",
        "2024-06 示例甲园 tax_last_year 1234.5 wan_yuan C4",
        "2024-06 示例甲园 rd_share 12.5 percent D4",
        "2024-06 示例乙园 tax 1234567.89 wan_yuan B5",
        "2024-06 示例乙园 tax_last_year dash wan_yuan C5",
        "2024-06 示例乙园 rd_share 7 percent D5",
    ];
    // Content decides, not the extension: a WPS `.et` holds what an `.xls` holds.
    let files = [
        ("small.xlsx", small(), Format::Xlsx),
        ("small.et", small(), Format::Xlsx),
        ("small.xls", fixture("small.xls"), Format::Xls),
        ("wps.et", fixture("small.xls"), Format::Xls),
        ("small.ods", fixture("small.ods"), Format::Ods),
    ];
    for (file, bytes, format) in files {
        assert_eq!(Workbook::open(&bytes, file).unwrap().format(), format);
        let reading = reading(&bytes, file, MAPPING);
        assert_eq!(figures(&reading), expected, "{file}");
        assert_eq!(reading.skipped.stopped_at, Some(5), "{file}");
        assert!(reading.tables[0].demonstration);
    }
}

#[test]
fn a_chinese_csv_reads_in_every_encoding_that_offices_save() {
    let text = "企业名称,税收（万元）\n示例甲公司,１２．５\n";
    let mapping = r#"
        form = "csv"
        period = { fixed = "2024" }
        subject = { kind = "firm", name = "企业名称" }
        [[value]]
        column = "税收"
        indicator = "tax"
    "#;
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for bytes in [text.as_bytes(), &marked, &GB18030.encode(text).0, &utf16] {
        assert_eq!(figures(&reading(bytes, "表.csv", mapping)), ["2024 示例甲公司 tax 12.5 wan_yuan B2"]);
    }
}

#[test]
fn cells_that_hold_no_figure_are_told_by_what_they_hold() {
    let mut book = Writer::new();
    let day = CellFormat::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("表").unwrap();
    for (column, header) in (0..).zip(["企业名称", "税收（万元）"]) {
        sheet.write(0, column, header).unwrap();
    }
    for (row, name) in (1..).zip(["甲", "乙", "丙", "丁", "戊"]) {
        sheet.write(row, 0, name).unwrap();
    }
    sheet.write(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(2, 1, true).unwrap();
    sheet.write_with_format(3, 1, ExcelDateTime::from_ymd(2024, 6, 1).unwrap(), &day).unwrap();
    sheet.write(4, 1, "3百").unwrap();
    sheet.write(5, 1, 1e-20).unwrap();
    let mapping = r#"
        form = "cells"
        period = { fixed = "2024" }
        subject = { kind = "firm", name = "企业名称" }
        [[value]]
        column = "税收"
        indicator = "tax"
    "#;
    let reading = reading(&book.save_to_buffer().unwrap(), "cells.xlsx", mapping);
    let told: Vec<_> =
        reading.findings.kept().iter().map(|finding| (finding.row.unwrap() + 1, finding.reason.code())).collect();
    assert_eq!(told, [(2, "formula_error"), (3, "boolean"), (4, "date"), (5, "not_a_number"), (6, "too_fine")]);
    assert!(reading.tables.is_empty());
    assert_eq!(reading.left_out.subjects, 5);
}

#[test]
fn a_file_that_is_no_spreadsheet_is_told_what_it_is() {
    let small = small();
    let cases: [(&str, Vec<u8>, &str, &str); 9] = [
        ("空.xlsx", Vec::new(), "empty_file", "是空文件"),
        ("密.xlsx", fixture("password.xlsx"), "password", "设有打开密码"),
        ("坏.xlsx", fixture("damaged.xlsx"), "damaged", "已损坏"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "not_a_spreadsheet", "网页"),
        ("文.xlsx", b"%PDF-1.7 ...".to_vec(), "not_a_spreadsheet", "PDF"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n".to_vec(), "not_a_spreadsheet", "图片"),
        ("二进制.csv", vec![0, 1, 2, 3], "not_a_spreadsheet", "二进制"),
        ("乱.csv", b"a,b\n\xFF\xFF,1".to_vec(), "encoding", "GB18030"),
        ("半.xls", fixture("small.xls")[..2_000].to_vec(), "damaged", "已损坏"),
    ];
    for (file, bytes, code, words) in cases {
        let error = refused(&bytes, file);
        assert_eq!(error.code(), code, "{file}: {error}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.to_string().contains(file), "{error}");
        assert!(error.say(Lang::En).is_ascii() || error.say(Lang::En).contains(file));
    }
    for cut in (0..small.len()).step_by(211) {
        if let Ok(mut workbook) = Workbook::open(&small[..cut], "cut.xlsx") {
            let _ = workbook.head(0, 10);
        }
    }
}

#[test]
fn an_opendocument_table_that_repeats_without_end_is_refused() {
    use std::io::Write;
    let table = |content: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
        zip.start_file("META-INF/manifest.xml", stored).unwrap();
        zip.write_all(b"<manifest:manifest/>").unwrap();
        zip.start_file("content.xml", stored).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let cell = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>"#;
    let row = format!(r#"<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>"#);
    let whole = format!(r#"<office:document><table:table table:name="a">{row}</table:table></office:document>"#);
    assert_eq!(refused(&table(&whole), "repeat.ods").code(), "limit");
    // Cut off: the parser would wait for more for ever.
    let cut = format!(r#"<office:document><table:table table:name="a">{row}"#);
    assert_eq!(refused(&table(&cut), "cut.ods").code(), "damaged");
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
    let small = small();
    let mut workbook = Workbook::open(&small, "表.xlsx").unwrap();
    let mapping = MAPPING.replace("form = \"small\"", "form = \"small\"\nsheet = \"年度\"");
    let mapping = MappingFile::parse(mapping.as_bytes(), "mapping.toml").unwrap();
    let error = read(&mut workbook, Sm3::of(&small), &mapping, Watch::default()).unwrap_err();
    assert_eq!(error.code(), "no_such_sheet");
    assert!(error.to_string().contains("季度、隐藏"), "{error}");
}

#[test]
fn a_reading_can_be_stopped_and_tells_how_far_it_is() {
    use std::cell::Cell;
    use std::sync::atomic::{AtomicBool, Ordering};
    let rows: Vec<String> = (0..60_000).map(|row| format!("企业{row},{row}")).collect();
    let text = format!("企业名称,税收（万元）\n{}\n", rows.join("\n"));
    let mapping = r#"
        form = "long"
        period = { fixed = "2024" }
        subject = { kind = "firm", name = "企业名称" }
        [[value]]
        column = "税收"
        indicator = "tax"
    "#;
    let mapping = MappingFile::parse(mapping.as_bytes(), "mapping.toml").unwrap();
    let mut workbook = Workbook::open(text.as_bytes(), "long.csv").unwrap();
    let last = Cell::new(0);
    let progress = |told: exchange::Progress| {
        assert!(told.row > last.get() && told.total >= 60_000);
        last.set(told.row);
    };
    let watch = Watch { progress: Some(&progress), cancel: None };
    let reading = read(&mut workbook, Sm3::of(b""), &mapping, watch).unwrap();
    assert_eq!((reading.rows, last.get()), (60_000, 60_001));
    let cancel = AtomicBool::new(false);
    let stop = |_| cancel.store(true, Ordering::Relaxed);
    let watch = Watch { progress: Some(&stop), cancel: Some(&cancel) };
    assert_eq!(read(&mut workbook, Sm3::of(b""), &mapping, watch).unwrap_err().code(), "cancelled");
}

/// Opens, drafts, reads: whatever happens, nothing may panic.
fn survive(bytes: &[u8]) {
    for file in ["a.xlsx", "a.csv"] {
        if let Ok(mut workbook) = Workbook::open(bytes, file) {
            if let Ok(draft) = exchange::draft_mapping(&mut workbook, None, &[])
                && let Ok(mapping) = MappingFile::parse(draft.toml.as_bytes(), "draft.toml")
            {
                let _ = read(&mut workbook, Sm3::of(bytes), &mapping, Watch::default());
            }
            let mapping = MappingFile::parse(MAPPING.as_bytes(), "mapping.toml").unwrap();
            let _ = read(&mut workbook, Sm3::of(bytes), &mapping, Watch::default());
        }
    }
}

/// A sheet may claim any size; what it holds counts.
#[test]
fn a_claim_of_four_thousand_million_rows_is_not_believed() {
    let mut bytes = fixture("small.xls");
    let heads: Vec<usize> = (0..bytes.len() - 18).filter(|&at| bytes[at..at + 4] == [0x00, 0x02, 0x0E, 0x00]).collect();
    assert!(!heads.is_empty());
    for at in heads {
        bytes[at + 8..at + 12].fill(0xFF);
        bytes[at + 14..at + 16].fill(0xFF);
    }
    let grid = |bytes: &[u8]| Workbook::open(bytes, "a.xls").unwrap().head(0, 5).unwrap();
    assert_eq!(grid(&bytes), grid(&fixture("small.xls")));
}

/// A parser that takes the end of a part for more to come would never return.
#[test]
fn a_workbook_whose_parts_are_cut_off_is_survived() {
    use std::io::{Read, Write};
    for file in [small(), fixture("small.ods")] {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            parts.push((part.name().unwrap().into_owned(), bytes));
        }
        for cut in 0..parts.len() {
            for eighths in 0..8 {
                let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
                for (place, (name, bytes)) in parts.iter().enumerate() {
                    let end = if place == cut { bytes.len() * eighths / 8 } else { bytes.len() };
                    out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
                    out.write_all(&bytes[..end]).unwrap();
                }
                survive(&out.finish().unwrap().into_inner());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        survive(&bytes);
    }

    #[test]
    fn any_text_table_is_survived(text in "[,\"\n企业名称0-9年（万元）%；—\t]{0,300}") {
        survive(text.as_bytes());
    }

    #[test]
    fn a_workbook_with_bytes_changed_is_survived(
        which in 0_usize..3,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = match which { 0 => small(), 1 => fixture("small.xls"), _ => fixture("small.ods") };
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        survive(&bytes);
    }

    #[test]
    fn any_mapping_text_is_survived(text in ".{0,200}") {
        let _ = MappingFile::parse(text.as_bytes(), "m.toml");
    }
}
