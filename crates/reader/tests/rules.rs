//! Walks `tests/rules/*.txt`: short texts and the money and evaluation rules they hold. The files are also the list of
//! forms the grammar knows. A case is `=== title`, the text, `---`, then one line per rule. `BLESS=1` renews the answers;
//! what changed is then read in the diff.

use std::fmt::Write as _;
use std::path::Path;

use reader::model::{EvaluationRule, MoneyRule};

/// A money rule on one line: kind, figures, period, condition.
fn money(rule: &MoneyRule) -> String {
    let mut out = format!("money {}", rule.kind.as_deref().unwrap_or("-"));
    let sign = |compare: &Option<String>| compare.clone().unwrap_or_else(|| "=".to_owned());
    let mut figure = |name: &str, sign: String, value: Option<f64>, unit: Option<&str>| {
        if let Some(value) = value {
            let _ = write!(out, " {name}{sign}{value}{}", unit.unwrap_or_default());
        }
    };
    figure("amount", sign(&rule.amount_cmp), rule.amount, rule.unit.as_deref());
    figure("rate", sign(&rule.rate_cmp), rule.rate, Some("%"));
    figure("cap", "=".to_owned(), rule.cap, rule.cap_unit.as_deref());
    figure("total", "=".to_owned(), rule.total_cap, rule.total_cap_unit.as_deref());
    for (name, value) in [("of", &rule.rate_base), ("period", &rule.period), ("per", &rule.per), ("payer", &rule.payer)]
    {
        if let Some(value) = value {
            let _ = write!(out, " {name}={value}");
        }
    }
    format!("{out} | {}", rule.condition.as_deref().unwrap_or("-"))
}

/// An evaluation rule on one line: kind, condition, consequence.
fn evaluation(rule: &EvaluationRule) -> String {
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    format!("rule {} | {} => {}", word(&rule.kind), word(&rule.condition), word(&rule.consequence))
}

/// The rules of a text, one per line.
fn answer(text: &str) -> String {
    let Ok(reading) = reader::read(text.as_bytes()) else { return "unreadable".to_owned() };
    let mut out = String::new();
    for document in &reading.documents {
        let chars: Vec<char> = text.chars().collect();
        let places = document.money_rules.iter().map(|rule| (&rule.text, rule.offset));
        for (quoted, [start, end]) in
            places.chain(document.evaluation_rules.iter().map(|rule| (&rule.text, rule.offset)))
        {
            let there: String = chars.get(start..end).unwrap_or_default().iter().collect();
            assert_eq!(*quoted, there, "the words stand at their place");
        }
        for line in document.money_rules.iter().map(money).chain(document.evaluation_rules.iter().map(evaluation)) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// Holds every case of a file against what is read; returns what differs and the file with today's answers.
fn walk(file: &str) -> (String, String) {
    let (mut wrong, mut renewed) = (String::new(), String::new());
    for (at, case) in file.split("=== ").enumerate() {
        let Some((text, expected)) = case.split_once("\n---\n").filter(|_| at > 0) else {
            renewed.push_str(case);
            continue;
        };
        let (title, text) = text.split_once('\n').unwrap_or((text, ""));
        let found = answer(text);
        if found.trim() != expected.trim() {
            let _ = writeln!(wrong, "=== {title}\n{text}\n--- expected\n{}\n--- found\n{found}", expected.trim());
        }
        let _ = write!(renewed, "=== {title}\n{text}\n---\n{found}\n");
    }
    (wrong, renewed)
}

#[test]
fn the_rules_of_every_case_are_found_and_no_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = String::new();
    for path in files {
        let file = std::fs::read_to_string(&path).unwrap();
        let (differs, renewed) = walk(&file);
        wrong.push_str(&differs);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, renewed).unwrap();
        }
    }
    assert!(wrong.is_empty() || std::env::var_os("BLESS").is_some(), "{wrong}");
}
