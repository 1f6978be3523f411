//! Functions of own figures, classes and counts, lists and members: what a pack may say, and where it is wrong.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::members::MemberEffect;
use policy::scheme::{Benchmark, ItemFunction};
use policy::{Diagnostic, Library, Pack, PackFiles, check};

struct Nothing;

impl Library for Nothing {
    fn ids(&self) -> Vec<PackId> {
        Vec::new()
    }

    fn files(&self, _: &PackId) -> Option<PackFiles> {
        None
    }
}

const ITEMS: &str = r#"
[[scheme.population.item]]
indicator      = "tax_paid"
weight         = 10
function       = "base_steps"
base_indicator = "tax_last_year"
base_share     = 80
growth         = 5
step_points    = 1
falling        = "steps"
cap            = 1.5
cite           = "一"

[[scheme.population.item]]
indicator = "tax_per_mu"
weight    = 50
function  = "classes"
class     = [{ at_least = 20, share = 100 }, { at_least = 10, share = 60 }, { share = 0 }]
cite      = "一"

[[scheme.population.item]]
indicator   = "accidents"
weight      = 8
function    = "count"
points_each = 1
cite        = "一"

[[scheme.population.item]]
indicator = "tax_last_year"
weight    = 20
function  = "ratio_capped"
benchmark = { percentile = 75 }
cite      = "一"
"#;

const AFTER: &str = r#"
[[scheme.population.adjustment_list]]
id       = "deductions"
title    = "扣分合计"
rules    = ["accident"]
at_least = -5
cite     = "二"

[[scheme.population.member]]
id     = "utilities"
title  = "公用事业企业"
where  = { kind = "公用事业" }
effect = "exempt"
cite   = "二"

[[scheme.population.member]]
id     = "starred"
title  = "星级企业"
when   = "tax_paid >= 10000"
effect = "quota_free"
cite   = "二"

[[scheme.population.member]]
id     = "new"
title  = "新投产企业"
where  = { new = "是" }
effect = "protected"
grade  = "A"
cite   = "二"
"#;

/// The sound pack alone, with a figure of last year, these items and these rules.
fn outcome(old: &str, new: &str) -> Result<Pack, Vec<Diagnostic>> {
    let mut files = PackFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sound")).unwrap();
    let text = |files: &PackFiles, file: &str| std::str::from_utf8(files.get(file).unwrap()).unwrap().to_owned();
    let pack = text(&files, "pack.toml");
    let alone: String = pack
        .split("[[conflict]]")
        .next()
        .unwrap()
        .lines()
        .filter(|line| !line.contains("builds_on"))
        .fold(String::new(), |all, line| all + line + "\n");
    let last_year = "\n[[indicator]]\ncode = \"tax_last_year\"\ntitle = \"上年税收\"\nunit = \"wan_yuan\"\n\
                     subject = \"firm\"\ncite = \"二\"\n";
    let indicators = text(&files, "indicators.toml") + last_year;
    let schemes = text(&files, "schemes.toml");
    let (before, rest) = schemes.split_once("[[scheme.population.item]]").unwrap();
    let (_, after) = rest.split_once("[[scheme.population.adjustment]]").unwrap();
    let more = format!("{ITEMS}{AFTER}");
    assert!(old.is_empty() || more.matches(old).count() == 1, "{old:?}");
    let more = if old.is_empty() { more } else { more.replacen(old, new, 1) };
    let schemes = format!("{before}{more}\n[[scheme.population.adjustment]]{after}");
    files.put("pack.toml", alone.into_bytes());
    files.put("indicators.toml", indicators.into_bytes());
    files.put("schemes.toml", schemes.into_bytes());
    let kept = files.iter().filter(|(path, _)| !path.starts_with("tests/") && *path != "targets.toml");
    let kept = PackFiles::new(kept.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect::<Vec<_>>());
    check(&kept, &Nothing).map(|(pack, _)| pack)
}

#[test]
fn a_pack_says_steps_classes_counts_percentiles_lists_and_members() {
    let pack = outcome("", "").unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    let population = &pack.schemes[0].populations[0];
    let own: Vec<_> = population.items.iter().filter_map(|item| item.function.own()).collect();
    assert_eq!(own.iter().map(|own| own.indicator.as_str()).collect::<Vec<_>>(), ["tax_last_year"]);
    let ItemFunction::RatioCapped { benchmark: Benchmark::Percentile { share, .. }, .. } =
        &population.items[3].function
    else {
        panic!("{:?}", population.items[3]);
    };
    assert_eq!(share.to_string(), "0.75");
    assert_eq!(population.lists[0].rules, ["accident"]);
    let effects: Vec<_> = population.members.iter().map(|rule| rule.effect.clone()).collect();
    let expected = [MemberEffect::Exempt("T".into()), MemberEffect::QuotaFree, MemberEffect::Protected("A".into())];
    assert_eq!(effects, expected);
}

#[test]
fn each_wrong_use_is_pointed_at() {
    let wrong = [
        ("base_indicator = \"tax_last_year\"", "base_indicator = \"land_mu\"", "pack::own_indicator", "\"land_mu\""),
        (
            "base_indicator = \"tax_last_year\"",
            "base_indicator = \"tax_pad\"",
            "pack::unknown_indicator",
            "\"tax_pad\"",
        ),
        ("falling        = \"steps\"\n", "", "pack::item_function", "\"base_steps\""),
        ("growth         = 5", "growth         = 0", "pack::out_of_range", "0"),
        ("base_share     = 80", "base_share     = 160", "pack::out_of_range", "160"),
        ("{ at_least = 10, share = 60 }", "{ at_least = 30, share = 60 }", "pack::out_of_range", "30"),
        ("{ at_least = 10, share = 60 }", "{ at_least = 10, share = 101 }", "pack::out_of_range", "101"),
        ("{ at_least = 10, share = 60 }", "{ share = 60 }", "pack::classes", "{ share = 60 }"),
        ("points_each = 1\n", "points_each = 1\nfloor = 2\n", "pack::item_function", "floor"),
        ("percentile = 75", "percentile = 175", "pack::out_of_range", "175"),
        ("rules    = [\"accident\"]", "rules    = [\"accidnt\"]", "pack::unknown_rule", "\"accidnt\""),
        ("grade  = \"A\"", "grade  = \"C\"", "pack::unknown_grade", "\"C\""),
        ("effect = \"quota_free\"", "effect = \"quota_free\"\ngrade = \"A\"", "pack::member", "grade"),
        ("effect = \"exempt\"", "effect = \"exempt\"\ngrade = \"B\"", "pack::grades", "\"B\""),
    ];
    for (old, new, code, token) in wrong {
        let findings = outcome(old, new).unwrap_err();
        let found = findings.iter().find(|finding| finding.code == code);
        let found = found.unwrap_or_else(|| panic!("{new}: {}", findings[0].say(Lang::Zh)));
        assert_eq!((found.file.as_str(), found.token.as_str()), ("schemes.toml", token), "{}", found.say(Lang::Zh));
        assert!(found.line > 1 && found.column >= 1);
    }
}
