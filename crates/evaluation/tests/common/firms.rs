//! A small release, and the arithmetic of what must come out of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, SubjectId};
use domain::table::{Attribute, CellRef, CheckedTable, MissingReason, State, Value};
use domain::unit::Unit;
use facts::{After, Archive, InputFile, Publication, ReleaseView};
use rust_decimal::Decimal;

/// Subject, name, scale; tax in 亿元, land in mu, energy, accidents, honour. Empty is missing.
pub type Firm = (&'static str, &'static str, &'static str, [&'static str; 5]);

/// Four firms above scale and one below.
///
/// 甲: 0.24 亿元 = 2400 万元 ÷ 100 亩 = 24 → 60. 乙: 1200 ÷ 100 = 12 → 30. 丙: 3600 ÷ 100 = 36, capped → 60.
/// 丁: 600 ÷ 100 = 6 → 15.
/// Energy: 甲 1 → 40 × 20 % = 8; 乙 3 → 40; 丙 missing; 丁 2 → 40 × [20 + 80 × (2 − 1) ÷ (3 − 1)] ÷ 100 = 24.
/// The mean of 8, 40 and 24 is 24. Sums: 甲 68, 乙 70 + 2 (5 capped at 2) = 72, 丙 84, 丁 39.
/// Four are ranked: 4 × 25 % = 1 A, 4 × 75 % = 3 up to B. 丙 had an accident: no better than C.
pub const FIRMS: [Firm; 5] = [
    ("f1", "甲公司", "规上", ["0.24", "100", "1", "", ""]),
    ("f2", "乙公司", "规上", ["0.12", "100", "3", "", "5"]),
    ("f3", "丙公司", "规上", ["0.36", "100", "—", "1", ""]),
    ("f4", "丁公司", "规上", ["0.06", "100", "2", "0", ""]),
    ("f5", "戊厂", "规下", ["0.01", "10", "1", "", ""]),
];

/// The rows of `firms` as a checked table.
fn table(firms: &[Firm], period: &str) -> CheckedTable {
    let columns =
        [("tax", "yi_yuan"), ("land", "mu"), ("energy", "wan_yuan/tce"), ("accidents", "ci"), ("honour", "point")];
    let cell = |row: usize, column: usize| CellRef {
        sheet: 0,
        row: u32::try_from(row + 1).unwrap(),
        column: u16::try_from(column).unwrap(),
    };
    let mut values = Vec::new();
    let mut attributes = Vec::new();
    for (row, (_, name, scale, figures)) in firms.iter().enumerate() {
        let subject = u32::try_from(row).unwrap();
        for (text, value) in [("name", *name), ("scale", *scale), ("subject_kind", "firm")] {
            let name = AttributeName::new(text).unwrap();
            let (value, cell) = (value.to_owned(), cell(row, 1));
            attributes.push(Attribute { subject, name, value, valid_from: None, valid_to: None, cell });
        }
        for (at, figure) in figures.iter().enumerate().filter(|(_, figure)| !figure.is_empty()) {
            let figure = figure.parse::<Decimal>().map_err(|_| MissingReason::Dash);
            let indicator = u32::try_from(at).unwrap();
            let (state, cell) = (State::Reported, cell(row, at + 2));
            values.push(Value { subject, indicator, unit: indicator, figure, state, cell });
        }
    }
    CheckedTable {
        form: FormId::new("firms").unwrap(),
        period: period.parse().unwrap(),
        source: Sm3::of(&source(firms)),
        mapping: Sm3::of(MAPPING),
        demonstration: false,
        sheets: vec![Arc::from("企业")],
        subjects: firms.iter().map(|(id, ..)| SubjectId::new(id).unwrap()).collect(),
        indicators: columns.iter().map(|(code, _)| code.parse().unwrap()).collect(),
        units: columns.iter().map(|(_, unit)| Unit::parse(unit).unwrap()).collect(),
        values,
        attributes,
    }
}

const MAPPING: &[u8] = b"form = 'firms'";

fn source(firms: &[Firm]) -> Vec<u8> {
    format!("{firms:?}").into_bytes()
}

/// Publishes `firms` of 2022 upon what `archive` holds.
pub fn publish(archive: &Archive, firms: &[Firm]) -> ReleaseView {
    publish_of(archive, firms, "2022")
}

/// Publishes `firms` of a period upon what `archive` holds.
pub fn publish_of(archive: &Archive, firms: &[Firm], period: &str) -> ReleaseView {
    let name = format!("企业{period}.csv");
    let published = archive
        .publish(&Publication {
            tables: &[table(firms, period)],
            files: &[InputFile { name: &name, bytes: &source(firms), mapping: MAPPING, accept_clean: false }],
            after: After::Latest,
            name: None,
            title: "测试数据",
            published_at: "2023-03-01T00:00:00+08:00",
        })
        .unwrap();
    archive.release(&published.release.name).unwrap()
}
