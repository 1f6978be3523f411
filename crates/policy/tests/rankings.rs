//! Indices that rank by all items at once: what passes, and where each wrong use is found.

use domain::say::{Lang, Say};
use policy::index::Ranking;
use policy::{Diagnostic, Pack, PackFiles, check};

const PACK: &str = "id = \"index\"\ntitle = \"指数\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str =
    "indicator = [{ code = \"tax\", title = \"税收\", unit = \"wan_yuan\", subject = \"zone\" }]\n";

const SCHEMES: &str = r#"
[[scheme]]
id = "index"
title = "指数"
subject = "zone"
decimals = 4

[[scheme.population]]
id = "all"
title = "全部"

[scheme.population.method]
ranking = "kemeny"

[[scheme.population.node]]
id = "top"
title = "指数"

[[scheme.population.item]]
indicator = "tax"
under = "top"
weight = 1

[scheme.population.firmness]
runs = 100
ranking = ["borda", "topsis"]

[scheme.population.grading]
method = "quota"
rounding = "half_up"
boundary = "better"
grade = [{ code = "A", up_to = 20 }, { code = "B" }]
"#;

fn checked(schemes: &str) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", schemes)];
    check(&PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))), &())
}

#[test]
fn a_ranking_is_read_as_it_is_written() {
    let (pack, _) = checked(SCHEMES).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    let population = &pack.schemes[0].populations[0];
    assert_eq!(population.method.as_ref().unwrap().ranking, Some(Ranking::Kemeny));
    assert_eq!(population.firmness.ranking, [Ranking::Borda, Ranking::Topsis]);
    assert!(Ranking::Borda.adds_up() && Ranking::Topsis.has_scores() && !Ranking::Kemeny.has_scores());
}

#[test]
fn each_wrong_use_is_found_at_its_token() {
    let mut wrong = Vec::new();
    let mut found = |old: &str, new: &str, code: &'static str, line: usize, token: &str| {
        assert_eq!(SCHEMES.matches(old).count(), 1, "{old:?}");
        let found = checked(&SCHEMES.replacen(old, new, 1)).err().unwrap_or_default();
        let first = found.first().map(|first| (first.code, first.line, first.token.as_str()));
        if first != Some((code, line, token)) {
            wrong.push(format!("{old:?} → {new:?}: {first:?} where {code} {line} {token:?} is expected"));
        }
    };
    found("\"kemeny\"", "\"kemeni\"", "pack::unknown_word", 13, "\"kemeni\"");
    found("ranking = \"kemeny\"", "ranking = \"kemeny\"\nmean = \"geometric\"", "pack::misplaced_key", 14, "mean");
    found("ranking = \"kemeny\"", "ranking = \"kemeny\"\nnormalise = \"rank\"", "pack::misplaced_key", 14, "normalise");
    found(
        "title = \"指数\"\n\n[[scheme.population.item]]",
        "title = \"指数\"\nleast = 50\n\n[[scheme.population.item]]",
        "pack::misplaced_key",
        18,
        "least",
    );
    found("weight = 1", "weight = 1\notherwise = 5", "pack::misplaced_key", 23, "otherwise");
    found("runs = 100", "runs = 100\nmean = [\"geometric\"]", "pack::misplaced_key", 26, "mean");
    found("ranking = \"kemeny\"", "impute = \"mean\"", "pack::misplaced_key", 26, "ranking");
    let bonus = "[[scheme.population.adjustment]]\nid = \"b\"\ntitle = \"荣誉\"\npoints = \"0\"\n\n[scheme.population.firmness]";
    found("[scheme.population.firmness]", bonus, "pack::positions_only", 24, "[[scheme.population.adjustment]]");
    let sought = "[[scheme.population.weight_set]]\nid = \"w\"\ntitle = \"重要性\"\nimportance = { tax = 1, tax2 = 1 }\n\n[scheme.population.firmness]";
    found("[scheme.population.firmness]", sought, "pack::misplaced_key", 27, "importance");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn grades_by_score_need_a_score() {
    let by_score = SCHEMES
        .replacen("\"quota\"\nrounding = \"half_up\"\nboundary = \"better\"\n", "\"cut_off\"\n", 1)
        .replacen("up_to = 20", "at_least = 20", 1);
    let found = checked(&by_score).unwrap_err();
    assert_eq!((found[0].code, found[0].token.as_str()), ("pack::positions_only", "\"cut_off\""));
    assert!(checked(&by_score.replacen("\"kemeny\"", "\"topsis\"", 1)).is_ok());
}
