//! Measuring a release by a pack: units, formulas, reasons, cells.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

#[expect(dead_code, reason = "other tests use the rest")]
mod common;

use common::{Sheet, publish};
use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use domain::say::{Lang, Say};
use domain::table::MissingReason;
use facts::{
    Archive, Basis, Compiled, Formulas, MeasureError, Measured, Missing, ReleaseView, measure, measure_example,
};
use policy::formula::{CompareOp, Expr, Formula};
use policy::test::Given;
use policy::{Pack, PackFiles, check};

const PACK: &str = r#"
id           = "test"
title        = "办法"
issuer       = "示例市人民政府"
jurisdiction = "示例市"
source       = "测试用"
"#;

fn pack(indicators: &[(&str, &str, &str)]) -> Pack {
    let mut text = String::new();
    for (code, unit, formula) in indicators {
        let formula = if formula.is_empty() { String::new() } else { format!("formula = '''{formula}'''\n") };
        let one = format!(
            "[[indicator]]\ncode = \"{code}\"\ntitle = \"{code}\"\nunit = \"{unit}\"\nsubject = \"firm\"\n{formula}cite = \"一\"\n"
        );
        text.push_str(&one);
    }
    let files = [("pack.toml", PACK), ("indicators.toml", &text)];
    let files = PackFiles::new(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    let (pack, _) = check(&files, &()).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    pack
}

/// Derived first, so that the order of declaration is not the order of need.
fn firms() -> Formulas {
    let pack = pack(&[
        ("double", "wan_yuan/mu", "tax_per_mu * 2"),
        ("tax_per_mu", "wan_yuan/mu", "ratio(tax, land)"),
        ("tax", "wan_yuan", ""),
        ("land", "mu", ""),
        ("share", "percent", "land / (land + land)"),
        ("step", "wan_yuan", "case when land >= 10 then tax when land < 5 then 0 * tax end"),
    ]);
    Formulas::compile(&pack).unwrap()
}

fn release(sheets: &[Sheet<'_>]) -> ReleaseView {
    let archive = Archive::in_memory();
    for sheet in sheets {
        publish(&archive, sheet.table(), &sheet.source()).unwrap();
    }
    archive.release(&archive.latest().unwrap().unwrap().name).unwrap()
}

fn measured(columns: &[(&str, &str)], rows: &[(&str, &[&str])]) -> Measured {
    let view = release(&[Sheet { form: "firms", period: "2024", columns, rows, attributes: &[] }]);
    measure(&view, &firms(), "2024".parse().unwrap()).unwrap()
}

fn value(measured: &Measured, subject: &str, indicator: &str) -> Result<f64, Missing> {
    let (subject, indicator) = (SubjectId::new(subject).unwrap(), IndicatorCode::new(indicator).unwrap());
    measured.cell(&subject, &indicator).unwrap().value
}

fn code(text: &str) -> IndicatorCode {
    text.parse().unwrap()
}

#[test]
fn figures_convert_to_declared_units_and_formulas_follow() {
    let columns = [("tax", "元"), ("land", "公顷")];
    let measured = measured(&columns, &[("乙", &["12345678.9", "1"]), ("甲", &["3000000", "2.5"])]);
    assert_eq!(measured.subjects().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["乙", "甲"]);
    // 12,345,678.9 yuan are 1,234.56789 wan yuan; 1 hectare is 15 mu.
    assert_eq!(value(&measured, "乙", "tax"), Ok(1234.56789));
    assert_eq!(value(&measured, "乙", "land"), Ok(15.0));
    assert_eq!(value(&measured, "甲", "tax_per_mu"), Ok(300.0 / 37.5));
    assert_eq!(value(&measured, "甲", "double"), Ok(16.0));
    assert_eq!(value(&measured, "甲", "share"), Ok(50.0), "a half is 50 percent");
    assert_eq!(measured.column(&code("land")).unwrap().values(), [Some(15.0), Some(37.5)]);
}

#[test]
fn every_value_leads_to_its_cell_as_entered() {
    let measured = measured(&[("tax", "元"), ("land", "亩")], &[("甲", &["12.50", "2"])]);
    let cell = measured.cell(&SubjectId::new("甲").unwrap(), &code("tax")).unwrap();
    let reported = cell.reported.unwrap();
    assert_eq!((reported.figure.unwrap().to_string(), reported.unit.code()), ("12.5".to_owned(), "yuan".to_owned()));
    assert_eq!((reported.file_name, reported.sheet, reported.cell.as_str()), ("甲.xlsx", "数据", "B2"));
    assert_eq!((cell.basis, cell.unit.code()), (Basis::Reported, "wan_yuan".to_owned()));
    let derived = measured.cell(&SubjectId::new("甲").unwrap(), &code("tax_per_mu")).unwrap();
    assert_eq!((derived.basis, derived.reported), (Basis::Formula, None));
}

#[test]
fn each_missing_value_has_its_own_reason() {
    let columns = [("tax", "万元"), ("land", "亩")];
    let measured =
        measured(&columns, &[("甲", &["1", "0"]), ("乙", &["dash", "3"]), ("丙", &["1", ""]), ("丁", &["1", "7"])]);
    assert_eq!(value(&measured, "甲", "tax_per_mu"), Err(Missing::ZeroDivisor(vec![code("land")])));
    assert_eq!(value(&measured, "甲", "double"), Err(Missing::Input(code("tax_per_mu"))));
    assert_eq!(value(&measured, "乙", "tax"), Err(Missing::Stated(MissingReason::Dash)));
    assert_eq!(value(&measured, "乙", "tax_per_mu"), Err(Missing::Input(code("tax"))));
    assert_eq!(value(&measured, "丙", "land"), Err(Missing::NotReported));
    assert_eq!(value(&measured, "丙", "double"), Err(Missing::Input(code("tax_per_mu"))));
    assert_eq!(value(&measured, "丁", "step"), Err(Missing::NoCase));
    assert_eq!(value(&measured, "甲", "step"), Ok(0.0));
    assert!(Missing::ZeroDivisor(vec![code("land")]).say(Lang::Zh).contains("land"));
}

#[test]
fn a_reported_figure_of_a_derived_indicator_stands_before_its_formula() {
    let columns = [("tax", "万元"), ("land", "亩"), ("tax_per_mu", "元/亩")];
    let measured = measured(&columns, &[("甲", &["10", "2", "70000"]), ("乙", &["10", "2", "blank"])]);
    assert_eq!(value(&measured, "甲", "tax_per_mu"), Ok(7.0));
    assert_eq!(value(&measured, "甲", "double"), Ok(14.0));
    let basis = |id: &str| measured.cell(&SubjectId::new(id).unwrap(), &code("tax_per_mu")).unwrap().basis;
    assert_eq!(basis("甲"), Basis::Reported);
    assert_eq!((value(&measured, "乙", "tax_per_mu"), basis("乙")), (Ok(5.0), Basis::Formula));
}

#[test]
fn a_result_too_large_for_a_number_is_missing() {
    let power = ["x"; 17].join(" * ");
    let formulas = Formulas::compile(&pack(&[("x", "one", ""), ("huge", "one", &power)])).unwrap();
    let rows: &[(&str, &[&str])] = &[("甲", &["9999999999999999999"]), ("乙", &["2"])];
    let view = release(&[Sheet { form: "f", period: "2024", columns: &[("x", "one")], rows, attributes: &[] }]);
    let measured = measure(&view, &formulas, "2024".parse().unwrap()).unwrap();
    assert_eq!(value(&measured, "甲", "huge"), Err(Missing::TooLarge));
    assert_eq!(value(&measured, "乙", "huge"), Ok(131_072.0));
}

#[test]
fn a_unit_that_measures_something_else_is_refused_with_its_cell() {
    let rows: &[(&str, &[&str])] = &[("甲", &["1", "2"])];
    let columns = [("tax", "万元"), ("land", "吨")];
    let view = release(&[Sheet { form: "firms", period: "2024", columns: &columns, rows, attributes: &[] }]);
    let error = measure(&view, &firms(), "2024".parse().unwrap()).unwrap_err();
    assert!(matches!(&error, MeasureError::Unit { .. }), "{error}");
    let said = error.say(Lang::Zh);
    assert!(said.contains("C2") && said.contains("land") && said.contains("甲.xlsx"), "{said}");
}

#[test]
fn subjects_are_those_the_period_names_and_those_dated_to_its_last_day() {
    let view = release(&[
        Sheet {
            form: "register",
            period: "2020",
            columns: &[],
            rows: &[],
            attributes: &[
                ("未报", "level", "省级", "2019-01-01", ""),
                ("撤销", "level", "省级", "2019-01-01", "2024-12-31"),
                ("旧", "level", "省级", "", ""),
            ],
        },
        Sheet {
            form: "firms",
            period: "2024",
            columns: &[("tax", "万元"), ("other", "个")],
            rows: &[("甲", &["1", "2"])],
            attributes: &[("乙", "name", "乙厂", "", "")],
        },
    ]);
    let measured = measure(&view, &firms(), "2024".parse().unwrap()).unwrap();
    assert_eq!(measured.subjects().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["乙", "未报", "甲"]);
    assert_eq!(value(&measured, "未报", "tax"), Err(Missing::NotReported));
    assert_eq!(measured.unknown_indicators(), [code("other")]);
    let level = measured.register().text(&SubjectId::new("未报").unwrap(), &AttributeName::new("level").unwrap());
    assert_eq!(level, Some("省级"));
}

#[test]
fn conditions_and_points_run_over_all_subjects() {
    let measured =
        measured(&[("tax", "万元"), ("land", "亩")], &[("甲", &["1", "4"]), ("乙", &["1", "2"]), ("丙", &["1", ""])]);
    let large = Formula {
        text: "land >= 3".to_owned(),
        expr: Expr::Compare(
            CompareOp::AtLeast,
            Box::new(Expr::Indicator(code("land"))),
            Box::new(Expr::Number(3.into())),
        ),
        unit: None,
    };
    // Subjects in order of id: 丙, 乙, 甲.
    assert_eq!(measured.holds(&Compiled::new(&large).unwrap()).unwrap(), [None, Some(false), Some(true)]);
    let points =
        Formula { text: "land".to_owned(), expr: Expr::Indicator(code("land")), unit: Some(domain::unit::Unit::ONE) };
    assert_eq!(measured.numbers(&Compiled::new(&points).unwrap()).unwrap(), [None, Some(2.0), Some(4.0)]);
    let unknown = Formula { expr: Expr::Indicator(code("nothing")), ..points };
    assert!(measured.numbers(&Compiled::new(&unknown).unwrap()).is_err());
}

#[test]
fn an_example_of_a_pack_is_measured_without_an_archive() {
    let given = |subject: &str, values: &[(&str, &str)]| Given {
        subject: subject.parse().unwrap(),
        period: "2024".parse().unwrap(),
        values: values.iter().map(|(name, value)| (code(name), value.parse().unwrap())).collect(),
        attributes: vec![("scale".parse().unwrap(), "规上".to_owned())],
    };
    let given = [
        given("乙", &[("tax_per_mu", "24.097")]),
        given("甲", &[("tax", "10"), ("land", "4")]),
        Given { attributes: Vec::new(), ..given("丙", &[]) },
    ];
    let form = FormId::new("example").unwrap();
    let of = |given: &[Given]| {
        measure_example(&firms(), "2024".parse().unwrap(), given, &form, "tests/one.toml", Sm3::of(b"one"))
    };
    let measured = of(&given).unwrap();
    assert_eq!(measured.subjects().len(), 3);
    assert_eq!(value(&measured, "乙", "double"), Ok(48.194));
    assert_eq!(value(&measured, "甲", "tax_per_mu"), Ok(2.5));
    assert_eq!(value(&measured, "丙", "tax"), Err(Missing::NotReported));
    assert_eq!(measured.register().text(&given[0].subject, &given[0].attributes[0].0), Some("规上"));
    assert!(matches!(of(&[given[0].clone(), given[0].clone()]), Err(MeasureError::Example(_))));
}
