//! Literate tests: each file in `tests/reading` holds a table, a mapping and what reading gives.
//! `BLESS=1 cargo test -p yuanheng-exchange --test reading` writes what reading gives now; read the difference.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::fmt::Write;
use std::path::Path;

use domain::hash::Sm3;
use domain::say::{Lang, Say};
use domain::table::{CheckedTable, Value, column_letters};
use exchange::{MappingFile, Reading, Watch, Workbook, read};

#[test]
fn every_file_gives_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 8, "the tests are gone");
    let mut failed = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = format!("{}.csv", file.file_stem().unwrap().to_str().unwrap());
        let given = run(block(&text, "csv"), block(&text, "toml"), &name);
        let expected = block(&text, "text");
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

fn run(table: &str, mapping: &str, file: &str) -> String {
    let mapping = match MappingFile::parse(mapping.as_bytes(), "mapping.toml") {
        Ok(mapping) => mapping,
        Err(error) => return format!("{}\n", error.say(Lang::Zh)),
    };
    let mut workbook = Workbook::open(table.as_bytes(), file).unwrap();
    match read(&mut workbook, Sm3::of(table.as_bytes()), &mapping, Watch::default()) {
        Ok(reading) => told(&reading),
        Err(error) => format!("{}\n", error.say(Lang::Zh)),
    }
}

fn told(reading: &Reading) -> String {
    let mut out = String::new();
    for finding in reading.findings.kept() {
        writeln!(out, "! {}", finding.say(Lang::Zh)).unwrap();
    }
    for (row, begin) in &reading.skipped.first {
        writeln!(out, "跳过第 {} 行：{begin}", row + 1).unwrap();
    }
    if let Some(row) = reading.skipped.stopped_at {
        writeln!(out, "止于第 {} 行", row + 1).unwrap();
    }
    for (subject, period) in &reading.left_out.first {
        writeln!(out, "未收 {subject} {period}").unwrap();
    }
    if reading.left_out.rows > 0 {
        writeln!(out, "未收 {} 行（没有对象或报告期）", reading.left_out.rows).unwrap();
    }
    writeln!(out, "{} 行", reading.rows).unwrap();
    for table in &reading.tables {
        let demonstration = if table.demonstration { " 示例数据" } else { "" };
        writeln!(out, "{} {}{demonstration}", table.form, table.period).unwrap();
        for (place, subject) in table.subjects.iter().enumerate() {
            let place = u32::try_from(place).unwrap();
            let traits = table.attributes.iter().filter(|attribute| attribute.subject == place);
            let traits: Vec<_> = traits.map(|attribute| format!("{}={}", attribute.name, attribute.value)).collect();
            writeln!(out, "  {subject}  {}", traits.join(" ")).unwrap();
            for value in table.values.iter().filter(|value| value.subject == place) {
                writeln!(out, "    {}", figure(table, value)).unwrap();
            }
        }
    }
    out
}

fn figure(table: &CheckedTable, value: &Value) -> String {
    let figure = match value.figure {
        Ok(figure) => format!("{figure} {}", table.units[value.unit as usize].say(Lang::Zh)),
        Err(reason) => reason.say(Lang::Zh),
    };
    let cell = format!("{}{}", column_letters(value.cell.column), value.cell.row + 1);
    format!("{} = {figure}  [{cell}]", table.indicators[value.indicator as usize])
}
