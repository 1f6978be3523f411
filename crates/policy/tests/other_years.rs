//! Packs that look at other years: what passes, and where each wrong use is found.

use domain::say::{Lang, Say};
use policy::index::{Among, Fill, Years};
use policy::scheme::{ItemFunction, When};
use policy::{Diagnostic, Pack, PackFiles, check};

const PACK: &str = "id = \"years\"\ntitle = \"办法\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
indicator = [
    { code = "tax", title = "税收", unit = "wan_yuan", subject = "zone" },
    { code = "land", title = "用地", unit = "mu", subject = "zone" },
]
"#;

const SCHEMES: &str = r#"
[[scheme]]
id = "both"
title = "两类"
subject = "zone"
decimals = 2

[[scheme.population]]
id = "points"
title = "计分"
where = { level = "省级" }

[[scheme.population.item]]
indicator = "tax"
weight = 50
function = "base_steps"
base_years_ago = 1
base_share = 80
growth = 5
step_points = 1
falling = "steps"

[[scheme.population.item]]
indicator = "land"
weight = 50
function = "ratio_capped"
benchmark = { year = 2020 }

[[scheme.population]]
id = "index"
title = "指数"
node = [{ id = "top", title = "指数" }]

[scheme.population.method]
years_before = 4
years_after = 1
within = "period"
impute = { last_known = 2 }

[[scheme.population.item]]
indicator = "tax"
under = "top"
weight = 1
impute = { linear = 3 }
"#;

const TEST: &str = "title = \"上年\"\nperiod = \"2022\"\n[[given]]\nsubject = \"甲\"\ntax = 2\n\
                    [[given]]\nsubject = \"甲\"\nperiod = \"2021\"\ntax = 1\n[[expect]]\nsubject = \"甲\"\nscore = 1\n";

fn checked(schemes: &str, test: &str) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let files =
        [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", schemes), ("tests/one.toml", test)];
    check(&PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))), &())
}

#[test]
fn other_years_are_read_as_they_are_written() {
    let (pack, _) = checked(SCHEMES, TEST).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    let [points, index] = &pack.schemes[0].populations[..] else { panic!() };
    let own: Vec<_> = points.items.iter().filter_map(|item| item.function.own()).collect();
    assert_eq!((own[0].indicator.as_str(), own[0].when), ("tax", When::YearsAgo(1)));
    assert_eq!((own[1].indicator.as_str(), own[1].when), ("land", When::Year(2020)));
    let now = "2022Q3".parse().unwrap();
    assert_eq!([own[0].when.of(now), own[1].when.of(now)], ["2021Q3", "2020Q3"].map(|period| period.parse().ok()));
    let method = index.method.as_ref().unwrap();
    assert_eq!(method.years, Years { before: 4, after: 1 });
    let periods: Vec<String> = method.years.of("2022".parse().unwrap()).map(domain::period::Period::code).collect();
    assert_eq!(periods, ["2018", "2019", "2020", "2021", "2023"]);
    let ItemFunction::Index(steps) = &index.items[0].function else { panic!() };
    assert_eq!((&steps.impute, steps.within), (&Fill::Linear(3), Among::Period));
    for lang in [Lang::Zh, Lang::En] {
        assert!(!steps.say(lang).is_empty() && !method.years.say(lang).is_empty() && !own[0].when.say(lang).is_empty());
    }
    let given: Vec<String> = pack.tests[0].given.iter().map(|given| given.period.code()).collect();
    assert_eq!(given, ["2022", "2021"]);
}

#[test]
fn each_wrong_use_is_found_at_its_token() {
    let mut wrong = Vec::new();
    let mut found = |old: &str, new: &str, code: &'static str, line: usize, token: &str| {
        assert_eq!(SCHEMES.matches(old).count(), 1, "{old:?}");
        let found = checked(&SCHEMES.replacen(old, new, 1), TEST).err().unwrap_or_default();
        let first = found.first().map(|first| (first.code, first.line, first.token.as_str()));
        if first != Some((code, line, token)) {
            wrong.push(format!("{old:?} → {new:?}: {first:?} where {code} {line} {token:?} is expected"));
        }
    };
    found("base_years_ago = 1\n", "", "pack::item_function", 16, "\"base_steps\"");
    found("base_years_ago = 1", "base_years_ago = 0", "pack::out_of_range", 17, "0");
    found("base_years_ago = 1", "base_years_ago = 1\nbase_year = 2020", "pack::two_years", 18, "base_year");
    found("base_years_ago = 1", "base_indicator = \"tax\"", "pack::own_indicator", 17, "\"tax\"");
    found("base_years_ago = 1", "base_years_ago = 1\nbase_indicator = \"land\"", "pack::own_indicator", 18, "\"land\"");
    found("{ year = 2020 }", "{ year = 20 }", "pack::wrong_kind", 27, "20");
    found("{ year = 2020 }", "{ years_ago = 1, year = 2020 }", "pack::unknown_key", 27, "year");
    found("{ year = 2020 }", "{ own = \"land\", years_ago = 1, year = 2020 }", "pack::two_years", 27, "year");
    found("{ year = 2020 }", "{ own = \"land\" }", "pack::own_indicator", 27, "\"land\"");
    found("years_after = 1\n", "", "pack::no_years", 43, "{ linear = 3 }");
    found("years_before = 4\nyears_after = 1\n", "", "pack::no_years", 35, "\"period\"");
    found("{ linear = 3 }", "{ linear = 1 }", "pack::out_of_range", 44, "1");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_expected_of_an_example_is_of_its_own_period() {
    let only_then = TEST.replacen("subject = \"甲\"\ntax = 2", "subject = \"乙\"\ntax = 2", 1);
    let found = checked(SCHEMES, &only_then).unwrap_err();
    assert_eq!((found[0].code, found[0].token.as_str()), ("pack::unknown_subject", "\"甲\""));
    let wrong = TEST.replacen("\"2021\"", "\"去年\"", 1);
    assert_eq!(checked(SCHEMES, &wrong).unwrap_err()[0].code, "pack::wrong_kind");
}
