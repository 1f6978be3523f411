//! Bad files: a clear message that says where, an exit code, and nothing published.

use domain::code::CreditCode;

use super::{Scratch, done, root, stderr, text, yuanheng};

const MAPPING: &str = "form = \"firms\"\n[period]\nfixed = \"2024\"\n[subject]\nkind = \"firm\"\nid = \"信用代码\"\nname = \"企业\"\ncheck = \"credit_code\"\n\
    [[value]]\ncolumn = \"税收\"\nindicator = \"tax_paid\"\n[[value]]\ncolumn = \"用地\"\nindicator = \"land_mu\"\nunit = \"mu\"\n";

/// Imports `csv` and expects refusal: the exit code, and every one of `parts` in the message.
fn refused(csv: impl AsRef<[u8]>, exit: i32, parts: &[&str]) {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let mapping = scratch.file("m.toml", MAPPING);
    let file = scratch.file("表.csv", csv);
    let output = yuanheng(&["import", "--home", text(&home), "--mapping", text(&mapping), text(&file)]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(exit), "{said}");
    for part in parts {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
    if home.is_dir() {
        assert_eq!(done(&["facts", "releases", "--home", text(&home)]), "", "nothing was published");
    }
}

/// A valid code of a firm that cannot be: no region is numbered 99.
fn code() -> String {
    CreditCode::completed("9199000000000000").unwrap().to_string()
}

#[test]
fn text_in_a_number_names_row_and_column() {
    refused(
        format!("信用代码,企业,税收（万元）,用地\n{},甲,三百,1\n", code()),
        3,
        &["第 2 行", "C 列", "税收", "三百"],
    );
}

#[test]
fn a_wrong_credit_code_says_what_is_wrong_with_it() {
    refused(
        "信用代码,企业,税收（万元）,用地\n911101080000000000,甲,3,1\n",
        3,
        &["第 2 行", "A 列", "911101080000000000"],
    );
}

#[test]
fn a_missing_column_is_named_with_those_near_to_it() {
    refused(format!("信用代码,企业,税收（万元）,用地面\n{},甲,3,1\n", code()), 3, &["用地"]);
}

#[test]
fn an_unknown_unit_is_named() {
    refused(format!("信用代码,企业,税收（万圆）,用地\n{},甲,3,1\n", code()), 3, &["万圆", "万元"]);
}

#[test]
fn two_rows_for_one_subject_and_period_are_both_named() {
    let code = code();
    let twice = format!("信用代码,企业,税收（万元）,用地\n{code},甲,3,1\n{code},甲,4,1\n");
    refused(twice, 3, &["第 3 行", "第 2 行"]);
}

#[test]
fn a_damaged_workbook_is_said_to_be_damaged() {
    let mut bytes = std::fs::read(root().join("examples/lishui-2019.xlsx")).unwrap();
    bytes.truncate(bytes.len() / 2);
    refused(bytes, 1, &["损坏"]);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let scratch = Scratch::new();
    let output = yuanheng(&["import", "--home", text(&scratch.path("home")), "没有.xlsx"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("没有.xlsx"), "{}", stderr(&output));
}

#[test]
fn accept_clean_publishes_the_rest_and_says_what_was_left_out() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let mapping = scratch.file("m.toml", "form = \"f\"\n[period]\nfixed = \"2024\"\n[subject]\nkind = \"firm\"\nname = \"企业\"\n[[value]]\ncolumn = \"税收\"\nindicator = \"tax_paid\"\nunit = \"wan_yuan\"\n");
    let file = scratch.file("表.csv", "企业,税收\n甲,1\n乙,三\n丙,3\n");
    let arguments = ["import", "--home", text(&home), "--mapping", text(&mapping), "--json", text(&file)];
    assert_eq!(yuanheng(&arguments).status.code(), Some(3));
    let accepted = done(&[&arguments[..], &["--accept-clean"]].concat());
    let report: serde_json::Value = serde_json::from_str(&accepted).unwrap();
    assert_eq!((&report["findings_total"], &report["release"]["name"]), (&1.into(), &"r0001".into()));
    assert!(done(&["facts", "rebuild", "--home", text(&home)]).contains("0 处不同"), "the rebuild leaves out the same");
}
