//! Measures publishing and reading a large release: `cargo run --release -p yuanheng-facts --example publish_speed`.
//!
//! Arguments: subjects (100,000) and indicators (18). Figures are made by a fixed rule; nothing is random.

#![expect(clippy::print_stdout, reason = "the figures are what it is run for")]

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use domain::table::{Attribute, CellRef, CheckedTable, State, Value};
use domain::unit::Unit;
use facts::{After, Archive, Formulas, InputFile, MemoryLedger, Publication, measure};
use policy::{PackFiles, check};
use rust_decimal::Decimal;

fn table(subjects: u32, indicators: u16) -> Result<CheckedTable, Box<dyn Error>> {
    let ids = (0..subjects).map(|at| SubjectId::new(&format!("91330000MA{at:08}"))).collect::<Result<_, _>>()?;
    let codes = (0..indicators).map(|at| IndicatorCode::new(&format!("x{at:02}"))).collect::<Result<_, _>>()?;
    let mut values = Vec::new();
    let mut attributes = Vec::new();
    for subject in 0..subjects {
        for column in 0..indicators {
            let digits = i64::from(subject) * 7_919 % 1_000_003 + i64::from(column) * 31;
            let cell = CellRef { sheet: 0, row: subject + 1, column: column + 2 };
            let figure = Ok(Decimal::new(digits, 2));
            values.push(Value { subject, indicator: u32::from(column), unit: 0, figure, state: State::Reported, cell });
        }
        attributes.push(Attribute {
            subject,
            name: AttributeName::new("name")?,
            value: format!("示例企业{subject}"),
            valid_from: None,
            valid_to: None,
            cell: CellRef { sheet: 0, row: subject + 1, column: 1 },
        });
    }
    Ok(CheckedTable {
        form: FormId::new("firms")?,
        period: "2024".parse()?,
        source: Sm3::of(b"source"),
        mapping: Sm3::of(b"mapping"),
        demonstration: true,
        sheets: vec![Arc::from("Sheet1")],
        subjects: ids,
        indicators: codes,
        units: vec![Unit::parse("wan_yuan")?],
        values,
        attributes,
    })
}

fn formulas(indicators: u16) -> Result<Formulas, Box<dyn Error>> {
    let head = "id = \"speed\"\ntitle = \"t\"\nissuer = \"i\"\njurisdiction = \"j\"\nsource = \"s\"\n";
    let mut text = String::new();
    for at in 0..indicators {
        let reported = format!(
            "[[indicator]]\ncode = \"x{at:02}\"\ntitle = \"x\"\nunit = \"wan_yuan\"\nsubject = \"firm\"\ncite = \"1\"\n"
        );
        text.push_str(&reported);
        let derived = format!(
            "[[indicator]]\ncode = \"y{at:02}\"\ntitle = \"y\"\nunit = \"one\"\nsubject = \"firm\"\n\
             formula = \"clamp(ratio(x{at:02}, x00), 0, 1)\"\ncite = \"1\"\n"
        );
        text.push_str(&derived);
    }
    let files = [("pack.toml", head.to_owned()), ("indicators.toml", text)];
    let files = PackFiles::new(files.map(|(path, text)| (path.to_owned(), text.into_bytes())));
    let (pack, _) = check(&files, &()).map_err(|found| format!("{found:?}"))?;
    Ok(Formulas::compile(&pack)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let subjects: u32 = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let indicators: u16 = arguments.next().map_or(Ok(18), |text| text.parse())?;
    let table = table(subjects, indicators)?;
    println!("{} values of {subjects} subjects", table.values.len());
    let folder = tempfile::tempdir()?;
    let archive = Archive::create(folder.path(), Arc::new(MemoryLedger::default()))?;
    let file = InputFile { name: "firms.xlsx", bytes: b"source", mapping: b"mapping", accept_clean: false };
    let publication = Publication {
        tables: std::slice::from_ref(&table),
        files: &[file],
        after: After::Latest,
        name: None,
        title: "",
        published_at: "2024-07-01T08:00:00+08:00",
    };
    let timed = |what: &str, start: Instant| println!("{what:<24}{:>8.3} s", start.elapsed().as_secs_f64());

    let start = Instant::now();
    let published = archive.publish(&publication)?;
    timed("publish", start);
    let start = Instant::now();
    archive.publish(&publication)?;
    timed("publish the same again", start);
    let view = archive.release(&published.release.name)?;
    let sizes = view.manifest().entries.iter().flat_map(|entry| [entry.values, entry.subjects]).flatten();
    println!("{:<24}{:>8} bytes", "parts", sizes.map(|part| part.bytes).sum::<u64>());
    let start = Instant::now();
    let read = view.values_of("2024".parse()?)?;
    timed("read", start);
    drop(read);
    let start = Instant::now();
    let formulas = formulas(indicators)?;
    timed("compile the pack", start);
    let start = Instant::now();
    let measured = measure(&view, &formulas, "2024".parse()?)?;
    timed("measure", start);
    println!("{:<24}{:>8} subjects", "measured", measured.subjects().len());
    let start = Instant::now();
    let faults = view.check();
    timed("check all", start);
    println!("{:<24}{:>8} faults", "found", faults.len());
    Ok(())
}
