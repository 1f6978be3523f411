//! The patterns of targets, as examples: every case of `targets.txt` is read and compared.
//!
//! A case is a line `== name`, a text, a line `--`, and one line for each target: indicator | comparator, value, unit | deadline | subject.
//! A text without a numbered heading is put into a plan of 2021, under a task. `BLESS=1` writes what was read.

#[cfg(test)]
mod examples {
    use std::fmt::Write as _;

    const CASES: &str = include_str!("targets.txt");

    struct Case<'t> {
        name: &'t str,
        text: &'t str,
        expected: &'t str,
    }

    fn cases() -> Vec<Case<'static>> {
        let case = |case: &'static str| {
            let (name, rest) = case.split_once('\n')?;
            let (text, expected) = rest.split_once("\n--")?;
            Some(Case { name, text, expected: expected.trim() })
        };
        CASES.split("\n== ").skip(1).map(|part| case(part).unwrap_or_else(|| panic!("{part}"))).collect()
    }

    /// What is read from a text, one line for each target.
    fn read(text: &str) -> String {
        let whole = if text.contains("\n一、") || text.contains("\n第一") {
            text.to_owned()
        } else {
            format!(
                "关于加快开发区建设的实施方案\n\n2021年6月1日\n\n各有关单位：\n\n一、重点任务\n\n（一）做强产业。\n\n{text}\n"
            )
        };
        let reading = reader::read(whole.as_bytes()).unwrap();
        let mut out = String::new();
        for target in reading.documents.iter().flat_map(|document| &document.targets) {
            let value = match (target.value, target.value_min, target.value_max) {
                (Some(value), ..) => value.to_string(),
                (None, Some(low), Some(high)) => format!("{low}—{high}"),
                _ => String::new(),
            };
            let chars: Vec<char> = whole.chars().collect();
            let [start, end] = target.offset;
            assert_eq!(target.text, chars.get(start..end).unwrap().iter().collect::<String>(), "text and offset agree");
            let of = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            let unit = target.unit.clone().unwrap_or_default();
            let base = target.base.as_ref().map(|base| format!(" | {base}")).unwrap_or_default();
            writeln!(
                out,
                "{} | {} {value}{unit} | {} | {}{base}",
                of(&target.indicator),
                of(&target.comparator),
                of(&target.deadline),
                of(&target.subject)
            )
            .unwrap();
        }
        out.trim().to_owned()
    }

    #[test]
    fn every_example_is_read_as_written() {
        let cases = cases();
        if std::env::var_os("BLESS").is_some() {
            let head = CASES.split("\n== ").next().unwrap();
            let mut whole = head.to_owned();
            for case in &cases {
                let read = read(case.text);
                let sep = if read.is_empty() { "" } else { "\n" };
                writeln!(whole, "\n== {}\n{}\n--{sep}{read}", case.name, case.text).unwrap();
            }
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/targets.txt"), whole).unwrap();
            return;
        }
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|case| {
                let read = read(case.text);
                (read != case.expected)
                    .then(|| format!("== {}\n{}\nexpected\n{}\nread\n{read}\n", case.name, case.text, case.expected))
            })
            .collect();
        assert!(wrong.is_empty(), "{} of {} cases\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
        assert!(cases.len() >= 60);
    }
}
