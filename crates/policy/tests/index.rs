//! Packs that state an index: what passes, and where each mistake is found.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use domain::say::{Lang, Say};
use policy::index::{Among, Curve, Fill, Mean, Normalise, Steps, Treatment, Weighing};
use policy::scheme::ItemFunction;
use policy::{Diagnostic, Pack, PackFiles, check};

const PACK: &str = "id = \"index\"\ntitle = \"指数\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
[[indicator]]
code = "tax"
title = "税收"
unit = "wan_yuan"
subject = "zone"

[[indicator]]
code = "land"
title = "用地"
unit = "mu"
subject = "zone"

[[indicator]]
code = "share"
title = "占比"
unit = "percent"
subject = "zone"

[[indicator]]
code = "output"
title = "产值"
unit = "wan_yuan"
subject = "firm"
"#;

const SCHEMES: &str = r#"
[[scheme]]
id = "index"
title = "指数"
subject = "zone"
decimals = 2

[[scheme.population]]
id = "all"
title = "全部"

[scheme.population.method]
groups = "level"
available = 80
impute = "group_mean"
treat = "standard"
normalise = { low = 1, high = 100 }
weights = "experts"
mean = { power = 0.5 }
least = 50

[[scheme.population.node]]
id = "top"
title = "指数"

[[scheme.population.node]]
id = "yield"
title = "产出"
under = "top"
weight = 3
mean = "geometric"

[[scheme.population.item]]
indicator = "tax"
under = "yield"
weight = 2
per = "land"
per_times = 100
impute = { constant = 0 }
treat = { curve = "box_cox", skewness = 3 }

[[scheme.population.item]]
indicator = "share"
under = "top"
weight = 1
impute = "row_mean"
treat = { trim_low = 5, trim_high = 95 }
normalise = { from = 0, to = 80, truncate = false }
within = "group"
otherwise = 50

[[scheme.population.weight_set]]
id = "experts"
title = "专家"
yield = 4
share = 1
"#;

fn checked(schemes: &str) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", schemes)];
    check(&PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))), &())
}

#[test]
fn an_index_is_read_as_it_is_written() {
    let (pack, warnings) = checked(SCHEMES).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    assert!(warnings.is_empty(), "{warnings:?}");
    let population = &pack.schemes[0].populations[0];
    let method = population.method.as_ref().unwrap();
    assert_eq!(method.weights, Weighing::Set("experts".to_owned()));
    assert_eq!(method.mean, Mean::Power("0.5".parse().unwrap()));
    assert_eq!(method.screen.available, Some("0.8".parse().unwrap()));
    assert_eq!((method.least, population.nodes[1].mean.clone()), ("0.5".parse().unwrap(), Some(Mean::Geometric)));
    let steps = |at: usize| -> &Steps {
        match &population.items[at].function {
            ItemFunction::Index(steps) => steps,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(steps(0).impute, Fill::Constant("0".parse().unwrap()));
    assert_eq!(steps(0).per.as_ref().unwrap().times, "100".parse().unwrap());
    let Treatment::Bend { curve: Curve::BoxCox, bounds: Some(bounds) } = &steps(0).treat else { panic!() };
    assert_eq!((bounds.skewness, bounds.kurtosis), ("3".parse().unwrap(), "3.5".parse().unwrap()));
    assert_eq!(steps(0).normalise, Normalise::MinMax { low: "1".parse().unwrap(), high: "100".parse().unwrap() });
    let Normalise::Goalposts { truncate: false, scale, .. } = steps(1).normalise else { panic!() };
    assert_eq!((scale, steps(1).within), ("100".parse().unwrap(), Among::Group));
    assert_eq!(
        steps(0).say(Lang::Zh),
        "除以 land，再乘以 100；缺失时取固定值 0；偏度绝对值达到 3 且峰度达到 3.5 时Box-Cox 变换；极差标准化到 1～100"
    );
    for lang in [Lang::Zh, Lang::En] {
        assert!(!steps(1).say(lang).is_empty() && !method.mean.say(lang).is_empty());
    }
}

/// The first finding of the index with `old` turned into `new`: its code, line and token.
fn finding(old: &str, new: &str) -> (&'static str, usize, String) {
    assert_eq!(SCHEMES.matches(old).count(), 1, "{old:?}");
    let found = checked(&SCHEMES.replacen(old, new, 1)).unwrap_err();
    let first = &found[0];
    assert_eq!(first.file, "schemes.toml");
    assert!(!first.say(Lang::Zh).is_empty() && !first.say(Lang::En).is_empty());
    (first.code, first.line, first.token.clone())
}

#[test]
fn each_mistake_is_found_at_its_token() {
    let mut wrong = Vec::new();
    let mut found = |old: &str, new: &str, code: &'static str, line: usize, token: &str| {
        let (is, expected) = (finding(old, new), (code, line, token.to_owned()));
        if is != expected {
            wrong.push(format!("{old:?} → {new:?}: {is:?} where {expected:?} is expected"));
        }
    };
    found("under = \"yield\"", "under = \"yeild\"", "pack::unknown_node", 35, "\"yeild\"");
    found("under = \"yield\"\n", "", "pack::missing_key", 33, "[[scheme.population.item]]");
    found(
        "id = \"top\"\ntitle = \"指数\"",
        "id = \"top\"\ntitle = \"指数\"\nunder = \"yield\"",
        "pack::node_cycle",
        25,
        "\"yield\"",
    );
    found("under = \"top\"\nweight = 3\n", "", "pack::second_index", 27, "\"yield\"");
    found("weight = 2", "weight = -2", "pack::out_of_range", 36, "-2");
    found("weight = 2\n", "weight = 2\nfunction = \"ratio\"\n", "pack::misplaced_key", 37, "function");
    found("per = \"land\"", "per = \"share\"", "pack::denominator", 37, "\"share\"");
    found("per = \"land\"", "per = \"output\"", "pack::unknown_indicator", 37, "\"output\"");
    found("per_times = 100", "per_times = 0", "pack::out_of_range", 38, "0");
    found("impute = \"group_mean\"", "impute = \"group_maen\"", "pack::unknown_word", 15, "\"group_maen\"");
    found("low = 1, high = 100", "low = 100, high = 1", "pack::out_of_range", 17, "{ low = 100, high = 1 }");
    found("trim_low = 5", "trim_low = 99", "pack::out_of_range", 47, "{ trim_low = 99, trim_high = 95 }");
    found("weights = \"experts\"", "weights = \"expert\"", "pack::unknown_word", 18, "\"expert\"");
    found("available = 80", "available = 180", "pack::out_of_range", 14, "180");
    found("power = 0.5", "power = 0", "pack::out_of_range", 19, "{ power = 0 }");
    found("share = 1\n", "shore = 1\n", "pack::unknown_node", 56, "shore");
    found("yield = 4", "yield = -4", "pack::out_of_range", 55, "-4");
    found("id = \"top\"\n", "id = \"tax\"\n", "pack::twice", 23, "\"tax\"");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn steps_without_a_method_are_out_of_place() {
    let method = SCHEMES.find("[scheme.population.method]").unwrap();
    let nodes = SCHEMES.find("[[scheme.population.node]]").unwrap();
    let found = checked(&format!("{}{}", &SCHEMES[..method], &SCHEMES[nodes..])).unwrap_err();
    let of = |code: &str| found.iter().filter(|finding| finding.code == code).count();
    assert_eq!(of("pack::missing_key"), 2, "each item needs a function: {found:#?}");
    assert!(of("pack::misplaced_key") >= 8, "steps and means are out of place: {found:#?}");
}
