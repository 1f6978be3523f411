//! Times the reading of a large workbook: `cargo run --release -p yuanheng-exchange --example read_speed [FILE]`.
//!
//! Without a file it makes one: 100,000 firms, 18 columns of figures, invented throughout. Prints one line of JSON.

#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::fmt::Write as _;
use std::time::Instant;

use domain::hash::Sm3;
use exchange::{MappingFile, Watch, Workbook, draft_mapping, read};
use rust_xlsxwriter::Workbook as Writer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bytes = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => made(100_000)?,
    };
    let mut fastest = f64::INFINITY;
    let mut line = String::new();
    for _ in 0..3 {
        let began = Instant::now();
        let source = Sm3::of(&bytes);
        let hashed = began.elapsed();
        let mut workbook = Workbook::open(&bytes, "firms.xlsx")?;
        let opened = began.elapsed();
        let draft = draft_mapping(&mut workbook, None, &[])?;
        let mapping = MappingFile::parse(draft.toml.as_bytes(), "mapping.toml")?;
        let drafted = began.elapsed();
        let reading = read(&mut workbook, source, &mapping, Watch::default())?;
        let done = began.elapsed();
        let values: usize = reading.tables.iter().map(|table| table.values.len()).sum();
        if done.as_secs_f64() < fastest {
            fastest = done.as_secs_f64();
            line.clear();
            write!(
                line,
                "{{\"rows\":{},\"values\":{values},\"findings\":{},\"sm3_ms\":{},\"open_ms\":{},\"draft_ms\":{},\"read_ms\":{},\"total_ms\":{}}}",
                reading.rows,
                reading.findings.total(),
                hashed.as_millis(),
                opened.saturating_sub(hashed).as_millis(),
                drafted.saturating_sub(opened).as_millis(),
                done.saturating_sub(drafted).as_millis(),
                done.as_millis()
            )?;
        }
    }
    println!("{line}");
    Ok(())
}

fn made(rows: u32) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "企业名称")?.write(0, 1, "统计期")?;
    for column in 0..18_u16 {
        sheet.write(0, column + 2, format!("指标{:02}（万元）", column + 1))?;
    }
    let mut seed = 3_u64;
    for row in 1..=rows {
        sheet.write(row, 0, format!("示例企业{row:06}"))?.write(row, 1, "2024年")?;
        for column in 0..18_u16 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            #[expect(clippy::cast_precision_loss, reason = "a figure below 2^20")]
            let figure = ((seed >> 44) as f64) / 100.0;
            sheet.write(row, column + 2, figure)?;
        }
    }
    Ok(book.save_to_buffer()?)
}
