//! Two versions of a pack: whatever a key says, when it says something else that is told.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

mod mutation;

use std::collections::BTreeSet;
use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::compare::{Comparison, What, compare};
use policy::shape::{FILES, Kind, Shape};
use policy::{Library, Pack, PackFiles, check};

struct Upper;

impl Library for Upper {
    fn ids(&self) -> Vec<PackId> {
        vec![PackId::new("upper").unwrap()]
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        let pack =
            "id = \"upper\"\ntitle = \"省办法\"\nissuer = \"示例省\"\njurisdiction = \"示例省\"\nsource = \"测试用\"\n";
        let indicators =
            "[[indicator]]\ncode = \"land_mu\"\ntitle = \"用地\"\nunit = \"mu\"\nsubject = \"firm\"\ncite = \"一\"\n";
        let files = [("pack.toml", pack), ("indicators.toml", indicators)];
        (id.as_str() == "upper").then(|| PackFiles::new(files.map(|(p, t)| (p.to_owned(), t.as_bytes().to_vec()))))
    }
}

fn everything() -> PackFiles {
    PackFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/everything")).unwrap()
}

fn pack(files: &PackFiles) -> Option<Pack> {
    check(files, &Upper).ok().map(|(pack, _)| pack)
}

fn with(file: &str, old: &str, new: &str) -> PackFiles {
    with_all(file, &[(old, new)])
}

fn with_all(file: &str, changes: &[(&str, &str)]) -> PackFiles {
    let mut files = everything();
    let mut text = std::str::from_utf8(files.get(file).unwrap()).unwrap().to_owned();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {file}");
        text = text.replacen(old, new, 1);
    }
    files.put(file, text.into_bytes());
    files
}

fn told(files: &PackFiles) -> Comparison {
    let new = check(files, &Upper).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0;
    compare(&pack(&everything()).unwrap(), &new)
}

fn lines(files: &PackFiles) -> Vec<String> {
    told(files).differences.iter().map(|one| one.say(Lang::Zh)).collect()
}

/// Every key of every table that a file may hold; `*` where a table takes keys of its own.
fn keys(shape: &'static Shape, open: bool, into: &mut BTreeSet<(&'static str, &'static str)>) {
    if open {
        into.insert((shape.title, "*"));
    }
    for key in shape.keys {
        match &key.kind {
            // A table is told by what stands in it.
            Kind::Table(below) | Kind::Tables(below) => keys(below, false, into),
            Kind::TablesOfNumbers(below) => keys(below, true, into),
            Kind::NumberOr(shapes) | Kind::WordOr(_, shapes) | Kind::DateOr(shapes) => {
                into.insert((shape.title, key.name));
                shapes.iter().for_each(|below| keys(below, false, into));
            }
            _ => drop(into.insert((shape.title, key.name))),
        }
    }
}

/// A table's key, what becomes what in `schemes.toml`, and a line that tells it.
type Together = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// Keys of which no other value passes the check unless others change with it.
const TOGETHER: &[Together] = &[
    // No other word for the method goes without other bounds.
    (
        "等级划分 [scheme.population.grading]",
        "method",
        &[
            (
                "method = \"cut_off\"\ncite   = \"第七条\"",
                "method = \"quota\"\nrounding = \"floor\"\nboundary = \"better\"\ncite = \"第七条\"",
            ),
            ("code     = \"A\"\nat_least = 90", "code = \"A\"\nup_to = 30"),
        ],
        "等级划分 方法 按分数 → 按比例",
    ),
    // A part stands under one node, so that another node has other parts.
    (
        "两两比较 [[scheme.population.weight_set.comparison]]",
        "under",
        &[(
            "under  = \"top\"\nof     = [\"yield\", \"patents\"]",
            "under = \"yield\"\nof = [\"tax_paid\", \"land_mu\"]",
        )],
        "“两两比较” 税收 比 用地面积 （无） → 3",
    ),
    (
        "专家分配分数 [[scheme.population.weight_set.expert]]",
        "under",
        &[("under   = \"top\"\nyield   = 7\npatents = 3", "under = \"yield\"\ntax_paid = 7\nland_mu = 3")],
        "“专家分配” 王专家 给 税收 的分数 （无） → 7",
    ),
    // What an expert gives adds up to the budget.
    (
        "专家分配分数 [[scheme.population.weight_set.expert]]",
        "*",
        &[("yield   = 7\npatents = 3", "yield = 6\npatents = 4")],
        "“专家分配” 王专家 给 产出 的分数 7 → 6",
    ),
    (
        "另一套权重 [[scheme.population.weight_set]]",
        "budget",
        &[("budget = 10", "budget = 20"), ("yield   = 7\npatents = 3", "yield = 14\npatents = 6")],
        "“专家分配” 每人可分配的分数 10 → 20",
    ),
];

#[test]
fn whatever_key_says_something_else_that_is_told() {
    let files = everything();
    let old = check(&files, &Upper).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0;
    let mut covered = BTreeSet::new();
    let mut silent = Vec::new();
    for place in mutation::places(&files) {
        let put = |text: String| {
            let mut changed = files.clone();
            place.put(&mut changed, &text);
            (text, changed)
        };
        let renamed = place.renamed(&files).map(|files| ("its name".to_owned(), files));
        for (text, changed) in place.candidates().into_iter().map(put).chain(renamed) {
            let Some(new) = pack(&changed) else { continue };
            covered.insert((place.table, place.key));
            let comparison = compare(&old, &new);
            assert!(!comparison.files.is_empty());
            if comparison.differences.is_empty() {
                silent.push(format!("{} {}: {} → {text}", place.table, place.key, place.raw));
            }
        }
    }
    assert!(silent.is_empty(), "not told:\n{}", silent.join("\n"));
    for (table, key, changes, line) in TOGETHER {
        let lines = lines(&with_all("schemes.toml", changes));
        assert!(lines.contains(&(*line).to_owned()), "{table} {key}: {lines:?}");
        covered.insert((*table, *key));
    }
    let mut all = BTreeSet::new();
    for (_, shape) in FILES {
        keys(shape, false, &mut all);
    }
    let missed: Vec<_> = all.iter().filter(|key| !covered.contains(*key)).collect();
    assert!(missed.is_empty(), "no change of these passes the check, so that nothing is known of them: {missed:#?}");
    assert!(covered.len() > 180, "{}", covered.len());
}

#[test]
fn the_same_pack_does_not_differ() {
    assert_eq!(told(&everything()), Comparison::default());
}

#[test]
fn a_number_written_another_way_changes_a_file_and_no_rule() {
    let found = told(&with("schemes.toml", "2024 = 22.0", "2024 = 22.00 "));
    assert_eq!(found.differences, []);
    let files: Vec<_> = found.files.iter().map(|one| (one.path.as_str(), one.was, one.is)).collect();
    assert_eq!(files, [("schemes.toml", true, true)]);
}

#[test]
fn a_change_is_told_in_the_words_of_the_office() {
    assert_eq!(lines(&with("schemes.toml", "weight    = 30", "weight    = 35")), ["亩均税收 权重 30 → 35"]);
    assert_eq!(lines(&with("schemes.toml", "2025 = 23", "2025 = 24")), ["亩均税收 2025 年基准值 23 → 24"]);
    assert_eq!(
        lines(&with("schemes.toml", "2025 = 23", "2025 = 23, 2026 = 25")),
        ["亩均税收 2026 年基准值 （无） → 25"]
    );
    assert_eq!(
        lines(&with("targets.toml", "goal       = 22", "goal       = 23.5")),
        ["目标 t1 2025 年目标值 22 → 23.5"]
    );
    assert_eq!(lines(&with("schemes.toml", "up_to = 20", "up_to = 25")), ["等级 A 累计占比上限 20% → 25%"]);
    assert_eq!(
        lines(&with("indicators.toml", "ratio(tax_paid, land_mu)", "ratio(tax_last_year, land_mu)")),
        ["亩均税收 公式 ratio(tax_paid, land_mu) → ratio(tax_last_year, land_mu)"]
    );
}

#[test]
fn a_rule_that_is_new_or_gone_or_stands_elsewhere_is_told_as_such() {
    let veto = "[[scheme.population.veto]]\nid = \"tax\"\ntitle = \"欠税\"\nwhen = \"unused > 0\"\neffect = \"excluded\"\ncite = \"第十条\"\n\n";
    let found = told(&with(
        "schemes.toml",
        "[scheme.population.grading]\nmethod   = \"quota\"",
        &format!("{veto}[scheme.population.grading]\nmethod   = \"quota\""),
    ));
    assert_eq!(found.differences.len(), 1, "{:?}", found.differences);
    let new = &found.differences[0];
    assert_eq!(new.say(Lang::Zh), "新增 一票否决 “欠税”");
    assert_eq!(new.within, ["企业评价", "规模以上企业"]);
    assert_eq!(new.cite.as_ref().map(policy::Cite::text), Some("第十条"));
    let What::New(facts) = &new.what else { panic!("{new:?}") };
    assert!(facts.iter().any(|fact| fact.value.zh == "不参加排名"), "{facts:?}");

    let target = "\n[[target]]\nid         = \"t2\"";
    let text = String::from_utf8(everything().get("targets.toml").unwrap().to_vec()).unwrap();
    let at = text.find(target).unwrap();
    let end = at + 1 + text[at + 1..].find("\n[[target]]").unwrap();
    let mut without = everything();
    without.put("targets.toml", format!("{}{}", &text[..at], &text[end..]).into_bytes());
    assert_eq!(lines(&without), ["删去 目标 目标 t2"]);
    let mut moved = everything();
    moved.put("targets.toml", format!("{}{}\n{}", &text[..at], &text[end..], &text[at..end]).into_bytes());
    assert_eq!(
        lines(&moved),
        [
            "目标的次序 目标 t1 · 目标 t2 · 目标 t3 · 目标 g1 · 目标 g2 · 目标 g3 → 目标 t1 · 目标 t3 · 目标 g1 · 目标 g2 · 目标 g3 · 目标 t2"
        ]
    );
}

#[test]
fn what_a_pack_builds_on_is_told_with_the_pack_that_declares_it() {
    struct Other;
    impl Library for Other {
        fn ids(&self) -> Vec<PackId> {
            Upper.ids()
        }
        fn files(&self, id: &PackId) -> Option<PackFiles> {
            let mut files = Upper.files(id)?;
            let text = String::from_utf8(files.get("indicators.toml")?.to_vec()).unwrap();
            let more =
                "[[indicator]]\ncode = \"roads\"\ntitle = \"道路\"\nunit = \"mu\"\nsubject = \"zone\"\ncite = \"三\"\n";
            files.put("indicators.toml", format!("{text}\n{more}").into_bytes());
            Some(files)
        }
    }
    let new = check(&everything(), &Other).unwrap().0;
    let upper = |pack: &Pack| pack.upper_hashes();
    let old = pack(&everything()).unwrap();
    assert_eq!(upper(&old).len(), 1);
    assert_eq!(upper(&old)[0].0.as_str(), "upper");
    assert_ne!(upper(&old), upper(&new), "another content of the pack above");
    let found = compare(&pack(&everything()).unwrap(), &new);
    let told: Vec<_> = found.differences.iter().map(|one| (one.pack.as_str(), one.say(Lang::Zh))).collect();
    assert_eq!(told, [("upper", "新增 指标 道路".to_owned())]);
    assert_eq!(found.files, [], "its own files are the same");
}
