//! Weights from experts and by importance: what passes, and where each mistake is found.

#![expect(clippy::panic, reason = "what a test needs and does not get fails the test")]

use domain::say::{Lang, Say};
use policy::weights::{Inconsistent, WeightSource};
use policy::{Diagnostic, Pack, PackFiles, check};

const PACK: &str = "id = \"index\"\ntitle = \"指数\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
indicator = [
    { code = "tax", title = "税收", unit = "wan_yuan", subject = "zone" },
    { code = "land", title = "用地", unit = "mu", subject = "zone" },
    { code = "patents", title = "专利", unit = "ge", subject = "zone" },
]
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
method = { weights = "pairs" }
node = [{ id = "top", title = "指数" }, { id = "yield", title = "产出", under = "top" }]

[[scheme.population.item]]
indicator = "tax"
under = "yield"
weight = 1

[[scheme.population.item]]
indicator = "land"
under = "yield"
weight = 1

[[scheme.population.item]]
indicator = "patents"
under = "top"
weight = 1

[[scheme.population.weight_set]]
id = "pairs"
title = "两两比较"
consistency = 0.05
inconsistent = "warn"

[[scheme.population.weight_set.comparison]]
under = "top"
of = ["yield", "patents"]
matrix = [
    [1, 3],
    ["1/3", 1],
]

[[scheme.population.weight_set]]
id = "budget"
title = "专家打分"
budget = 10

[[scheme.population.weight_set.expert]]
name = "甲"
under = "yield"
tax = 7
land = 3

[[scheme.population.weight_set]]
id = "balanced"
title = "按重要性"
importance = { yield = 2, patents = 1 }
"#;

fn checked(schemes: &str) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", schemes)];
    check(&PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))), &())
}

#[test]
fn sets_of_weights_are_read_as_they_are_written() {
    let (pack, _) = checked(SCHEMES).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    let sets = &pack.schemes[0].populations[0].weight_sets;
    let WeightSource::Compared(pairs) = &sets[0].from else { panic!("{sets:?}") };
    assert_eq!((pairs.limit, pairs.beyond), ("0.05".parse().unwrap(), Inconsistent::Warn));
    let matrix: Vec<String> = pairs.comparisons[0].matrix.iter().flatten().map(ToString::to_string).collect();
    assert_eq!(matrix, ["1", "3", "1/3", "1"]);
    let WeightSource::Allotted(budget) = &sets[1].from else { panic!("{sets:?}") };
    assert_eq!(budget.nodes[0].of, ["tax", "land"]);
    assert_eq!(budget.nodes[0].experts, [("甲".to_owned(), vec!["7".parse().unwrap(), "3".parse().unwrap()])]);
    let targets = vec![("patents".to_owned(), "1".parse().unwrap()), ("yield".to_owned(), "2".parse().unwrap())];
    assert_eq!(sets[2].from, WeightSource::Sought(targets));
    for set in sets {
        assert!(!set.from.say(Lang::Zh).is_empty() && !set.from.say(Lang::En).is_empty());
    }
}

/// The findings with `old` turned into `new`: code, line and token of the first, and the text that mends it.
fn finding(old: &str, new: &str) -> (&'static str, usize, String, Option<String>) {
    assert_eq!(SCHEMES.matches(old).count(), 1, "{old:?}");
    let Err(found) = checked(&SCHEMES.replacen(old, new, 1)) else { panic!("{new:?} passes") };
    let first = &found[0];
    assert!(!first.say(Lang::Zh).is_empty() && !first.say(Lang::En).is_empty());
    (first.code, first.line, first.token.clone(), first.mend.as_ref().map(|mend| mend.replacement.clone()))
}

#[test]
fn each_mistake_is_found_at_its_token() {
    let mut wrong = Vec::new();
    let mut found = |old: &str, new: &str, code: &'static str, line: usize, token: &str| {
        let (is, at, of, _) = finding(old, new);
        if (is, at, of.as_str()) != (code, line, token) {
            wrong.push(format!("{old:?} → {new:?}: {is} {at} {of:?} where {code} {line} {token:?} is expected"));
        }
    };
    found("\"1/3\", 1]", "0.33, 1]", "pack::comparison", 40, "0.33");
    found("[1, 3]", "[2, 3]", "pack::comparison", 39, "2");
    found("[1, 3]", "[1, 3, 4]", "pack::comparison", 39, "[1, 3, 4]");
    found("    [1, 3],\n", "", "pack::comparison", 38, "matrix");
    found("[1, 3]", "[1, 3000]", "pack::out_of_range", 39, "3000");
    found("[1, 3]", "[1, -3]", "pack::wrong_kind", 38, "[\n    [1, -3],\n    [\"1/3\", 1],\n]");
    found("\"yield\", \"patents\"]", "\"yield\", \"tax\"]", "pack::comparison", 37, "of");
    found("of = [\"yield\", \"patents\"]", "of = [\"yield\", \"yield\", \"patents\"]", "pack::twice", 37, "\"yield\"");
    found("under = \"top\"\nof", "under = \"tops\"\nof", "pack::unknown_node", 36, "\"tops\"");
    found("consistency = 0.05", "consistency = 0", "pack::out_of_range", 32, "0");
    found("inconsistent = \"warn\"", "inconsistent = \"wran\"", "pack::unknown_word", 33, "\"wran\"");
    found("budget = 10", "budget = 0", "pack::out_of_range", 46, "0");
    found("tax = 7", "tax = 8", "pack::budget", 48, "[[scheme.population.weight_set.expert]]");
    found("land = 3\n", "", "pack::missing_key", 48, "[[scheme.population.weight_set.expert]]");
    found("land = 3", "patents = 3", "pack::unknown_node", 52, "patents");
    found("land = 3", "land = \"3\"", "pack::wrong_kind", 52, "\"3\"");
    found("patents = 1 }", "patent = 1 }", "pack::unknown_node", 57, "patent");
    found("patents = 1 }", "patents = 0 }", "pack::out_of_range", 57, "0");
    found("yield = 2, patents = 1 }", "yield = 2 }", "pack::importance", 57, "importance");
    found("yield = 2,", "yield = 2, top = 3,", "pack::importance", 57, "top");
    found("importance = {", "tax = 3\nimportance = {", "pack::weight_source", 57, "tax");
    found("title = \"按重要性\"", "title = \"按重要性\"\nbudget = 5", "pack::misplaced_key", 57, "budget");
    found("title = \"专家打分\"", "title = \"专家打分\"\nconsistency = 0.1", "pack::misplaced_key", 46, "consistency");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rounded_reciprocal_is_mended_to_the_fraction() {
    assert_eq!(finding("\"1/3\", 1]", "0.33, 1]").3, Some("\"1/3\"".to_owned()));
    assert_eq!(finding("[1, 3]", "[1, \"1/4\"]").3, Some("4".to_owned()));
}
