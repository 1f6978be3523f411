//! The workbook of an index: where weights come from, which year a figure is of, and nothing that a ranking cannot tell.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use domain::say::Lang;
use evaluation::{Seal, seal};
use exchange::{Report, result_workbook};
use facts::Archive;
use firms::{FIRMS, publish, publish_of};
use policy::{Pack, PackFiles};

#[path = "../../evaluation/tests/common/firms.rs"]
mod firms;

const PACK: &str = "id = \"index\"\ntitle = \"测试指数\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
indicator = [
    { code = "tax", title = "税收", unit = "wan_yuan", subject = "firm" },
    { code = "energy", title = "单位能耗税收", unit = "wan_yuan/tce", subject = "firm" },
]
"#;

const SCHEMES: &str = r#"
[[scheme]]
id = "firms"
title = "企业指数"
subject = "firm"
decimals = 4

[[scheme.population]]
id = "above"
title = "规上企业"
where = { scale = "规上" }
node = [{ id = "index", title = "指数" }]

[scheme.population.method]
METHOD
weights = "experts"
impute = "mean"

[[scheme.population.item]]
indicator = "tax"
under = "index"
weight = 1

[[scheme.population.item]]
indicator = "energy"
under = "index"
weight = 1

[[scheme.population.weight_set]]
id = "experts"
title = "专家两两比较"

[[scheme.population.weight_set.comparison]]
under = "index"
of = ["tax", "energy"]
matrix = [[1, 3], ["1/3", 1]]
"#;

fn pack(method: &str) -> Pack {
    let schemes = SCHEMES.replacen("METHOD", method, 1);
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", &schemes)];
    let files = PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    match policy::check(&files, &()) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:#?}"),
    }
}

/// The sheets of the result workbook, each with all its text.
fn sheets(method: &str) -> Vec<(String, String)> {
    let archive = Archive::in_memory();
    publish_of(&archive, &[("f1", "甲公司", "规上", ["0.20", "100", "1", "", ""])], "2021");
    let (release, pack) = (publish(&archive, &FIRMS), pack(method));
    let evaluated = evaluation::run(&pack, None, &release, "2022".parse().unwrap()).unwrap();
    let sealed = Seal::read(&seal(&evaluated, &pack, &release, false).unwrap()).unwrap();
    let report = Report::of_seal(&sealed, "指数.xlsx.seal", "2023-03-01T09:00:00+08:00", Lang::Zh);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(result_workbook(&report).unwrap())).unwrap();
    let text = |book: &mut Xlsx<_>, name: &str| {
        let range = book.worksheet_range(name).unwrap();
        range.rows().flatten().map(Data::to_string).collect::<Vec<_>>().join("\n")
    };
    let names = book.sheet_names();
    names.into_iter().map(|name| (name.clone(), text(&mut book, &name))).collect()
}

fn of<'s>(sheets: &'s [(String, String)], name: &str) -> Option<&'s str> {
    sheets.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
}

#[test]
fn weights_say_where_they_come_from_and_figures_of_which_year_they_are() {
    let sheets = sheets("years_before = 1");
    let structure = of(&sheets, "指标体系").unwrap();
    for part in ["权重由来", "权重：专家两两比较", "2 个部分两两比较：λmax 2，CI 0，一致性比率 CR 0（未超过上限 0.1）"]
    {
        assert!(structure.contains(part), "{part} is not in {structure}");
    }
    let data = of(&sheets, "所用数据").unwrap();
    assert!(data.contains("2021年　税收") && data.contains("企业2021.csv"), "{data}");
}

#[test]
fn a_ranking_has_no_sheets_of_scales_and_points() {
    let sheets = sheets("ranking = \"topsis\"");
    let named = |name: &str| of(&sheets, name).is_some();
    assert!(named("步骤4 异常值处理") && !named("步骤5 标准化") && !named("步骤6 计入得分") && !named("分项得分"));
    assert!(of(&sheets, "指标体系").unwrap().contains("不能分解为各项的分数"));
    let borda = self::sheets("ranking = \"borda\"");
    assert!(of(&borda, "步骤6 计入得分").is_some());
}
