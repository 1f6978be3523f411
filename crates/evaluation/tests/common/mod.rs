//! A small pack, a small release, and the arithmetic of what must come out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, SubjectId};
use domain::table::{Attribute, CellRef, CheckedTable, MissingReason, State, Value};
use domain::unit::Unit;
use facts::{After, Archive, InputFile, Publication, ReleaseView};
use policy::{Pack, PackFiles};
use rust_decimal::Decimal;

const PACK: &str = r#"
id = "test-2022"
title = "测试办法"
issuer = "测试"
jurisdiction = "测试"
source = "为测试而写"
"#;

const INDICATORS: &str = r#"
[[indicator]]
code = "tax"
title = "税收"
unit = "wan_yuan"
subject = "firm"
cite = "一"

[[indicator]]
code = "land"
title = "用地"
unit = "mu"
subject = "firm"
cite = "一"

[[indicator]]
code = "tax_per_mu"
title = "亩均税收"
unit = "wan_yuan/mu"
subject = "firm"
formula = "ratio(tax, land)"
cite = "二"

[[indicator]]
code = "energy"
title = "单位能耗税收"
unit = "wan_yuan/tce"
subject = "firm"
cite = "三"

[[indicator]]
code = "accidents"
title = "安全事故"
unit = "ci"
subject = "firm"
direction = "lower"
cite = "四"

[[indicator]]
code = "honour"
title = "荣誉加分"
unit = "point"
subject = "firm"
cite = "五"
"#;

const SCHEMES: &str = r#"
[[scheme]]
id = "firms"
title = "亩均评价"
subject = "firm"
decimals = 2
cite = "六"

[[scheme.population]]
id = "above"
title = "规上企业"
where = { scale = "规上" }
cite = "六/（一）"

[[scheme.population.item]]
indicator = "tax_per_mu"
weight = 60
function = "ratio_capped"
benchmark = { by_year = { 2022 = 24 } }
cite = "六/（二）"

[[scheme.population.item]]
indicator = "energy"
weight = 40
function = "min_max_floor"
floor = 20
missing = "mean_of_others"
cite = "六/（三）"

[[scheme.population.adjustment]]
id = "honour"
title = "荣誉"
points = "honour"
at_most = 2
cite = "七"

[[scheme.population.veto]]
id = "safety"
title = "发生安全事故"
when = "accidents > 0"
effect = "grade_ceiling"
grade = "C"
cite = "八"

[scheme.population.grading]
method = "quota"
rounding = "half_up"
boundary = "better"
cite = "九"

[[scheme.population.grading.grade]]
code = "A"
up_to = 25

[[scheme.population.grading.grade]]
code = "B"
up_to = 75

[[scheme.population.grading.grade]]
code = "C"
"#;

const TARGETS: &str = r#"
[[target]]
id = "t1"
title = "2025年每家企业亩均税收达到20万元"
indicator = "tax_per_mu"
where = { scale = "规上" }
from = 2021
by = 2025
comparator = "at_least"
goal = 200000
unit = "yuan/mu"
cite = "十"

[[target]]
id = "t2"
title = "丁公司2022年税收1亿元"
indicator = "tax"
subjects = ["丁公司"]
by = 2022
comparator = "at_least"
goal = 1
unit = "yi_yuan"
cite = "十"

[[target]]
id = "t3"
title = "不在数据中的企业"
indicator = "tax"
subjects = ["戊公司"]
comparator = "at_least"
goal = 1
unit = "yi_yuan"
cite = "十"
"#;

/// The pack.
pub fn pack() -> Pack {
    let files =
        [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", SCHEMES), ("targets.toml", TARGETS)];
    let files = PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    match policy::check(&files, &()) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:#?}"),
    }
}

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

/// The rows of `firms` as a checked table for 2022.
pub fn table(firms: &[Firm]) -> CheckedTable {
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
        period: "2022".parse().unwrap(),
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

/// Publishes `firms` upon what `archive` holds.
pub fn publish(archive: &Archive, firms: &[Firm]) -> ReleaseView {
    let published = archive
        .publish(&Publication {
            tables: &[table(firms)],
            files: &[InputFile {
                name: "企业2022.csv", bytes: &source(firms), mapping: MAPPING, accept_clean: false
            }],
            after: After::Latest,
            name: None,
            title: "测试数据",
            published_at: "2023-03-01T00:00:00+08:00",
        })
        .unwrap();
    archive.release(&published.release.name).unwrap()
}
