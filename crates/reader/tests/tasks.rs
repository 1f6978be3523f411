//! Tasks and agencies as documents write them: each case of `tasks.txt` is a text and what is read from it.

use std::fmt::Write as _;

use reader::model::Task;

const CASES: &str = include_str!("tasks.txt");

/// A task on one line: its path, its agencies by role, its deadline.
fn line(task: &Task) -> String {
    let mut out = task.path.clone();
    let lists = [
        ("牵头", &task.lead_agencies),
        ("配合", &task.support_agencies),
        ("责任", &task.responsible_agencies),
        ("沿用", &task.inherited_agencies),
    ];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        out += &[" ", name, "=", &list.join(" ")].concat();
    }
    if task.open_ended {
        out.push_str(" 等");
    }
    if let Some(deadline) = &task.deadline {
        out += &[" 时限=", deadline].concat();
    }
    if task.kind.is_some() {
        out.push_str(" 保障");
    }
    out
}

/// What is read from a text, a task on each line; 无 where there is none.
fn read(text: &str) -> String {
    let Ok(reading) = reader::read(text.as_bytes()) else { return "not read".to_owned() };
    let tasks: Vec<String> = reading.documents.iter().flat_map(|document| &document.tasks).map(line).collect();
    if tasks.is_empty() { "无".to_owned() } else { tasks.join("\n") }
}

#[test]
fn every_case_is_read_as_written() {
    let (mut wrong, mut count) = (String::new(), 0);
    for case in CASES.split("\n## ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (text, expected) = rest.split_once("\n-->\n").unwrap_or_else(|| panic!("{name} has no arrow"));
        let found = read(text);
        count += 1;
        if found != expected.trim_end() {
            writeln!(wrong, "## {name}\n{text}\n-->\n{found}\nand not\n{}\n", expected.trim_end()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 60, "only {count} cases");
}

#[test]
fn every_task_leads_back_to_its_place_in_the_text() {
    for case in CASES.split("\n## ").skip(1) {
        let text = case.split_once('\n').and_then(|(_, rest)| rest.split_once("\n-->\n")).unwrap().0;
        let chars: Vec<char> = text.chars().collect();
        let slice = |[start, end]: [usize; 2]| chars.get(start..end).unwrap().iter().collect::<String>();
        for task in reader::read(text.as_bytes()).unwrap().documents.iter().flat_map(|document| &document.tasks) {
            assert_eq!(slice(task.offset), task.text);
            if let (Some(offset), Some(words)) = (task.unit_offset, &task.unit_text) {
                assert_eq!(&slice(offset), words);
            }
        }
    }
}

#[test]
fn long_and_broken_texts_are_read_in_linear_time() {
    let texts = [
        "（责任单位：".repeat(20_000),
        "（甲局负责）".repeat(10_000),
        format!("一、{}", "由市科技局和".repeat(20_000)),
        format!("一、{}", "各区(".repeat(40_000)),
        "（一）修路。\n责任单位：市科技局、\n".repeat(3_000),
        format!("{}负责{}", "(".repeat(50_000), "负责)".repeat(50_000)),
    ];
    for text in texts {
        assert!(reader::read(text.as_bytes()).is_ok());
    }
}
