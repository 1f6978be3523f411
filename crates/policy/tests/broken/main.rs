//! Broken packs: each finding stands at its token, and the mend it offers makes the pack pass.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::{Diagnostic, Library, PackFiles, Severity, check};

/// What is found has a mend that leaves nothing to find.
macro_rules! broken {
    ($($name:ident: $file:literal, $old:literal => $new:literal, $code:literal at $at:expr, $token:literal;)+) => {$(
        #[test]
        fn $name() {
            let expected = crate::Expected { code: $code, file: $file, at: $at, token: $token };
            crate::finds_and_mends(crate::with($file, $old, $new), &crate::LIBRARY, &expected);
        }
    )+};
}

/// What is found is for a person to mend.
macro_rules! found {
    ($($name:ident: $file:literal, $old:literal => $new:literal, $code:literal at $at:expr, $token:literal;)+) => {$(
        #[test]
        fn $name() {
            let expected = crate::Expected { code: $code, file: $file, at: $at, token: $token };
            crate::finds(&crate::with($file, $old, $new), &crate::LIBRARY, &expected);
        }
    )+};
}

mod dynamics;
mod measures;
mod subsidies;
mod tasks;

/// A library of one upper pack, which builds on whatever `builds_on` says.
struct Upper {
    builds_on: &'static str,
}

impl Library for Upper {
    fn ids(&self) -> Vec<PackId> {
        vec![PackId::new("upper").unwrap()]
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        let pack = format!(
            "id = \"upper\"\ntitle = \"省办法\"\nissuer = \"示例省\"\njurisdiction = \"示例省\"\nsource = \"测试用\"\n{}",
            self.builds_on
        );
        let indicators = "[[indicator]]\ncode = \"land_mu\"\ntitle = \"用地\"\nunit = \"mu\"\nsubject = \"firm\"\ncite = \"一\"\n\n\
            [[indicator]]\ncode = \"output\"\ntitle = \"产值\"\nunit = \"yi_yuan\"\nsubject = \"firm\"\ncite = \"一\"\n";
        (id.as_str() == "upper").then(|| {
            PackFiles::new([
                ("pack.toml".to_owned(), pack.into_bytes()),
                ("indicators.toml".to_owned(), indicators.as_bytes().to_vec()),
            ])
        })
    }
}

const LIBRARY: Upper = Upper { builds_on: "" };

fn sound() -> PackFiles {
    PackFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sound")).unwrap()
}

/// The sound pack with `old` in `file` turned into `new`.
fn with(file: &str, old: &str, new: &str) -> PackFiles {
    let mut files = sound();
    let text = std::str::from_utf8(files.get(file).unwrap()).unwrap().to_owned();
    assert_eq!(text.matches(old).count(), 1, "{old:?} in {file}");
    files.put(file, text.replacen(old, new, 1).into_bytes());
    files
}

struct Expected {
    code: &'static str,
    file: &'static str,
    at: (usize, usize),
    token: &'static str,
}

/// There is a finding as expected.
fn finds(files: &PackFiles, library: &dyn Library, expected: &Expected) -> Diagnostic {
    let findings = match check(files, library) {
        Ok((_, warnings)) => warnings,
        Err(findings) => findings,
    };
    let all = || findings.iter().map(|finding| finding.say(Lang::Zh)).collect::<Vec<_>>().join("\n");
    let first = findings.iter().find(|finding| finding.code == expected.code).unwrap_or_else(|| panic!("{}", all()));
    assert_eq!(first.severity, Severity::Error);
    let said = first.say(Lang::Zh);
    assert_eq!(first.file, expected.file, "{said}");
    assert_eq!((first.line, first.column), expected.at, "{said}");
    assert_eq!(first.token, expected.token, "{said}");
    assert!(!first.say(Lang::En).is_empty());
    first.clone()
}

/// There is a finding as expected, and once its mend is applied nothing is left to find.
fn finds_and_mends(mut files: PackFiles, library: &dyn Library, expected: &Expected) {
    let first = finds(&files, library, expected);
    files.mend(first.mend.as_ref().unwrap_or_else(|| panic!("no mend: {}", first.say(Lang::Zh))));
    if let Err(left) = check(&files, library) {
        panic!("still wrong after the mend: {}", left[0].say(Lang::Zh));
    }
}

#[test]
fn the_sound_pack_passes() {
    let (pack, warnings) = check(&sound(), &LIBRARY).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    assert!(warnings.is_empty(), "{warnings:?}");
    let codes: Vec<_> = pack.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
    assert_eq!(codes, ["land_mu", "output", "tax_paid", "accidents", "tax_per_mu"], "upper ones first");
    assert_eq!(pack.indicator("land_mu").unwrap().pack.as_str(), "sound", "on_conflict says own");
}

broken! {
    a_misspelt_key: "indicators.toml", "title   = \"税收\"" => "titel   = \"税收\"",
        "pack::unknown_key" at (10, 1), "titel";
    an_unknown_indicator_in_an_item: "schemes.toml", "indicator = \"tax_per_mu\"" => "indicator = \"tax_per_mo\"",
        "pack::unknown_indicator" at (15, 13), "\"tax_per_mo\"";
    an_unknown_indicator_in_a_formula: "indicators.toml", "ratio(tax_paid, land_mu)" => "ratio(tax_pad, land_mu)",
        "pack::unknown_indicator" at (27, 18), "tax_pad";
    an_unknown_function: "indicators.toml", "ratio(tax_paid, land_mu)" => "raito(tax_paid, land_mu)",
        "pack::unknown_function" at (27, 12), "raito";
    a_full_width_comma: "indicators.toml", "ratio(tax_paid, land_mu)" => "ratio(tax_paid， land_mu)",
        "pack::full_width" at (27, 26), "，";
    an_unknown_word: "schemes.toml", "function  = \"ratio_capped\"" => "function  = \"ratio_caped\"",
        "pack::unknown_word" at (17, 13), "\"ratio_caped\"";
    an_unknown_unit: "targets.toml", "unit       = \"wan_yuan/mu\"" => "unit       = \"wan_yaun/mu\"",
        "pack::unknown_unit" at (8, 14), "\"wan_yaun/mu\"";
    a_formula_of_another_dimension: "indicators.toml", "unit    = \"wan_yuan/mu\"" => "unit    = \"wan_yuan\"",
        "pack::wrong_dimension" at (27, 12), "ratio(tax_paid, land_mu)";
    a_goal_of_another_dimension: "targets.toml", "unit       = \"wan_yuan/mu\"" => "unit       = \"tce\"",
        "pack::wrong_dimension" at (8, 14), "\"tce\"";
    a_number_in_quotes: "schemes.toml", "weight    = 100" => "weight    = \"100\"",
        "pack::wrong_kind" at (16, 13), "\"100\"";
    an_unknown_grade_in_a_veto: "schemes.toml", "grade  = \"B\"" => "grade  = \"C\"",
        "pack::unknown_grade" at (34, 10), "\"C\"";
    an_unknown_upper_pack: "pack.toml", "[\"upper\"]" => "[\"uper\"]",
        "pack::unknown_pack" at (6, 18), "\"uper\"";
    an_expectation_about_nobody: "tests/one.toml", "subject = \"甲\"" => "subject = \"乙\"",
        "pack::unknown_subject" at (11, 11), "\"乙\"";
}

#[test]
fn a_circle_of_packs() {
    // The mend takes the entry out, so the conflict it was declared for goes first.
    let files = with(
        "pack.toml",
        "[[conflict]]\nrule        = \"indicator.land_mu\"\non_conflict = \"own\"\ncite        = \"第二条\"\n",
        "",
    );
    let expected = Expected { code: "pack::cycle", file: "pack.toml", at: (6, 18), token: "\"upper\"" };
    finds_and_mends(files, &Upper { builds_on: "builds_on = [\"sound\"]" }, &expected);
}

#[test]
fn a_silent_override_is_an_error_that_names_the_rule() {
    let files = with("pack.toml", "indicator.land_mu", "indicator.output");
    let findings = check(&files, &LIBRARY).unwrap_err();
    let finding = findings.iter().find(|finding| finding.code == "pack::silent_override").unwrap();
    assert_eq!((finding.file.as_str(), finding.line, finding.token.as_str()), ("indicators.toml", 2, "\"land_mu\""));
    assert!(finding.help.as_ref().unwrap().zh.contains("indicator.land_mu"));
    assert!(findings.iter().any(|finding| finding.code == "pack::no_conflict"), "and the idle one is pointed out");
}

#[test]
fn a_formula_that_needs_itself() {
    let files = with(
        "indicators.toml",
        "code    = \"tax_paid\"\n",
        "code    = \"tax_paid\"\nformula = '''tax_per_mu * land_mu'''\n",
    );
    let findings = check(&files, &LIBRARY).unwrap_err();
    assert_eq!(findings[0].code, "pack::formula_cycle");
    assert!(findings[0].said.zh.contains("tax_paid → tax_per_mu → tax_paid"), "{}", findings[0].said.zh);
}

#[test]
fn text_that_is_no_toml_is_pointed_at() {
    let files = with("schemes.toml", "decimals = 2", "decimals = ");
    let findings = check(&files, &LIBRARY).unwrap_err();
    let found = findings.iter().find(|finding| finding.code == "pack::toml").unwrap();
    assert_eq!((found.file.as_str(), found.line), ("schemes.toml", 5));
}

#[test]
fn a_rule_without_a_source_is_an_error() {
    let files = with("targets.toml", "cite       = \"第七条\"\n", "");
    let findings = check(&files, &LIBRARY).unwrap_err();
    assert_eq!((findings[0].code, findings[0].line), ("pack::no_source", 1));
}

#[test]
fn all_findings_come_at_once() {
    let mut files = with("indicators.toml", "ratio(tax_paid, land_mu)", "ratio(tax_pad, land_m)");
    let text =
        std::str::from_utf8(files.get("schemes.toml").unwrap()).unwrap().replace("decimals = 2", "decimals = 200");
    files.put("schemes.toml", text.into_bytes());
    let codes: Vec<_> = check(&files, &LIBRARY).unwrap_err().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["pack::unknown_indicator", "pack::out_of_range"]);
}

#[test]
fn findings_are_json_too() {
    let findings = check(&with("schemes.toml", "weight    = 100", "weight    = \"100\""), &LIBRARY).unwrap_err();
    let json = findings[0].to_json();
    assert_eq!(json["code"], "pack::wrong_kind");
    assert_eq!((&json["line"], &json["column"]), (&16.into(), &13.into()));
    assert_eq!(json["mend"]["replacement"], "100");
    assert!(json["message"]["en"].as_str().unwrap().contains("number"));
}

const FILES: [&str; 7] =
    ["pack.toml", "indicators.toml", "schemes.toml", "targets.toml", "tasks.toml", "subsidies.toml", "dynamics.toml"];

proptest::proptest! {
    #[test]
    fn no_text_makes_the_check_panic(text in "\\PC{0,200}", file in 0..FILES.len()) {
        let mut files = sound();
        files.put(FILES[file], text.into_bytes());
        let _ = check(&files, &LIBRARY);
    }

    #[test]
    fn no_cut_makes_the_check_panic(cut in 0..2000usize, file in 0..FILES.len()) {
        let mut files = sound();
        let name = FILES[file];
        let mut bytes = files.get(name).unwrap().to_vec();
        let at = cut.min(bytes.len());
        bytes.remove(at.min(bytes.len() - 1));
        files.put(name, bytes);
        let _ = check(&files, &LIBRARY);
    }
}
