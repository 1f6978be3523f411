//! The page `literate/lishui-2019.md` read as a test: its arithmetic, what follows from its table, what the program says.
#![expect(clippy::panic, clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

#[path = "literate/arithmetic.rs"]
mod arithmetic;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use arithmetic::{rounded, value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const PAGE: &str = include_str!("literate/lishui-2019.md");

/// The rows of the table below the heading that begins with `heading`, without its header.
fn table(heading: &str) -> Vec<Vec<String>> {
    let section = PAGE.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands after the last `=` of the lines `- name = …`, by the third-level heading they stand under.
fn written() -> BTreeMap<(String, String), String> {
    let mut area = String::new();
    let mut found = BTreeMap::new();
    for line in PAGE.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            heading.clone_into(&mut area);
        } else if let Some((name, rest)) = line.strip_prefix("- ").and_then(|line| line.split_once(" = "))
            && !line.contains('x')
        {
            let result = rest.rsplit(" = ").next().unwrap().split(['，', '（']).next().unwrap();
            found.insert((area.clone(), name.to_owned()), result.to_owned());
        }
    }
    found
}

/// Name, score at four decimals and rank of each area, as the page ends.
fn results() -> Vec<(String, Decimal, u64)> {
    let result = |row: &Vec<String>| (row[1].clone(), row[2].parse().unwrap(), row[0].parse().unwrap());
    table("得分与名次").iter().map(result).collect()
}

#[test]
fn every_line_of_arithmetic_comes_out_as_written() {
    let mut lines = 0;
    for line in PAGE.lines().filter(|line| line.starts_with("- ") && line.matches(" = ").count() == 2) {
        let Some(expression) = line.split(" = ").nth(1).filter(|expression| !expression.contains('x')) else {
            continue;
        };
        let result = line.rsplit(" = ").next().unwrap();
        let (exact, kept) = result.split_once("，保留四位：").unwrap_or((result, ""));
        assert_eq!(rounded(value(expression), 8), exact.parse().unwrap(), "{line}");
        if !kept.is_empty() {
            assert_eq!(rounded(exact.parse().unwrap(), 4), kept.parse().unwrap(), "{line}");
        }
        lines += 1;
    }
    // Six items of ten areas less three without a figure, the ten sums, the mean.
    assert_eq!(lines, 57 + 10 + 1);
}

#[test]
fn items_sums_and_ranks_follow_from_the_table() {
    let (data, stated, written) = (table("数据"), table("权重"), written());
    let number = |text: &String| text.parse::<Decimal>().ok();
    let names = ["亩均税收", "亩均增加值", "单位能耗增加值", "单位排放增加值", "R&D占比", "全员劳动生产率"];
    let mut sums = vec![Decimal::ZERO; data.len()];
    for (item, name) in names.into_iter().enumerate() {
        let figures: Vec<Option<Decimal>> = data.iter().map(|row| number(&row[item + 1])).collect();
        let (least, most) = (figures.iter().flatten().min().unwrap(), figures.iter().flatten().max().unwrap());
        assert_eq!((stated[1][item + 1].parse(), stated[2][item + 1].parse()), (Ok(*least), Ok(*most)), "{name}");
        let weight = number(&stated[0][item + 1]).unwrap();
        let (twenty, eighty) = (Decimal::from(20), Decimal::from(80));
        let points = |x: Decimal| weight * (twenty + eighty * (x - least) / (most - least)) / Decimal::ONE_HUNDRED;
        let earned: Vec<Decimal> = figures.iter().flatten().map(|&x| points(x)).collect();
        let mean = earned.iter().sum::<Decimal>() / Decimal::from(earned.len());
        for (area, figure) in figures.iter().enumerate() {
            let score = figure.map_or(mean, points);
            let shown = &written[&(data[area][0].clone(), name.to_owned())];
            assert_eq!(rounded(score, 8), shown.parse().unwrap(), "{} {name}", data[area][0]);
            sums[area] += score;
        }
    }
    let scores: Vec<Decimal> = sums.into_iter().map(|sum| rounded(sum, 4)).collect();
    let results = results();
    assert_eq!(results.len(), data.len());
    for (row, score) in data.iter().zip(&scores) {
        let better = scores.iter().filter(|other| *other > score).count().to_u64().unwrap();
        let (_, shown, rank) = results.iter().find(|(name, ..)| *name == row[0]).unwrap();
        assert_eq!((shown, *rank), (score, better + 1), "{}", row[0]);
    }
}

#[test]
fn the_program_gives_the_scores_and_ranks_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result.xlsx");
    let run = Command::new(env!("CARGO_BIN_EXE_yuanheng"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .args(["evaluate", "--pack", "packs/mu-average-2019", "--data", "examples/lishui-2019.xlsx", "--json", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let found: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let found = found.as_array().unwrap();
    let expected = results();
    assert_eq!(found.len(), expected.len());
    for (name, score, rank) in expected {
        let row = found.iter().find(|row| row["name"] == name || row["subject"] == name).unwrap();
        // The number as printed, not as a float: four decimals are promised.
        let printed: Decimal = row["score"].to_string().parse().unwrap();
        assert_eq!((printed, &row["rank"]), (score, &serde_json::json!(rank)), "{name}");
        assert_eq!((&row["population"], &row["group"], &row["grade"]), (&"areas".into(), &().into(), &().into()));
        assert!(row["reason"].is_string(), "{name}: {}", row["reason"]);
    }
    assert!(std::fs::metadata(&out).unwrap().len() > 0, "the workbook stands where it was asked for");
    let seal = folder.path().join("result.xlsx.seal");
    assert!(std::fs::metadata(seal).unwrap().len() > 0, "the seal stands beside it");
}
