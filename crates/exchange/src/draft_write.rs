//! A drafted mapping as a file that a person can read and mend.

use std::fmt::Write;

use domain::say::{Lang, Said, Say};

use crate::draft::KnownIndicator;
use crate::mapping::{Check, Layout, Mapping, Within};

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(", "))
}

/// Writes `mapping` with comments; `guesses` are by indicator code, or `@` and attribute name.
pub fn write(
    mapping: &Mapping,
    file: &str,
    notes: &[Said],
    guesses: &[(String, Said)],
    known: &[KnownIndicator],
) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = compose(&mut out, mapping, file, notes, guesses, known);
    out
}

fn compose(
    out: &mut String,
    mapping: &Mapping,
    file: &str,
    notes: &[Said],
    guesses: &[(String, Said)],
    known: &[KnownIndicator],
) -> std::fmt::Result {
    let one_line = |text: &str| -> String { text.split(char::is_control).collect() };
    writeln!(out, "# 映射文件（自动起草）：{}", one_line(file))?;
    writeln!(out, "# 每个键的含义见 docs/import.md。带“请核对”的地方由人确认后再导入。")?;
    for note in notes {
        writeln!(out, "# - {}", one_line(&note.say(Lang::Zh)))?;
    }
    writeln!(out, "\n# 这张表的编号：同一编号、同一报告期再次导入，即为更正。请改成固定的名称。")?;
    writeln!(out, "form = {}", quoted(mapping.form.as_str()))?;
    if !mapping.title.is_empty() {
        writeln!(out, "title = {}", quoted(&one_line(&mapping.title)))?;
    }
    let layout = if mapping.layout == Layout::Long { "long" } else { "wide" };
    writeln!(out, "layout = \"{layout}\"  # wide：一行一个对象，一列一个指标；long：一行一个数")?;
    if let Some(sheet) = &mapping.sheet {
        writeln!(out, "sheet = {}", quoted(sheet))?;
    }
    let rows: Vec<String> = mapping.header_rows.iter().map(u32::to_string).collect();
    writeln!(out, "header_rows = [{}]  # 表头所在行，行号与表中所见相同", rows.join(", "))?;
    writeln!(out, "stop_at = {}  # 以这些词开头的行，是表尾", list(&mapping.stop_at))?;
    writeln!(out, "skip = {}  # 以这些词开头的行，跳过", list(&mapping.skip))?;

    writeln!(out, "\n[period]")?;
    match (&mapping.period.column, mapping.period.within) {
        (Some(column), _) => writeln!(out, "column = {}", quoted(column))?,
        (None, Some(within)) => {
            let (word, place) = match within {
                Within::Title => ("title", "表头上方的标题"),
                Within::SheetName => ("sheet_name", "工作表名"),
                Within::FileName => ("file_name", "文件名"),
            };
            writeln!(out, "within = \"{word}\"  # 取自{place}，请核对；也可改为 fixed = \"2024\"")?;
        }
        (None, None) => writeln!(out, "# fixed = \"2024\"  # 没有找到报告期，请填写并去掉行首的 #")?,
    }

    writeln!(out, "\n[subject]")?;
    writeln!(out, "kind = {}  # 评价对象：zone 开发区、firm 企业、area 地区 …", quoted(&mapping.subject.kind))?;
    if let Some(id) = &mapping.subject.id {
        writeln!(out, "id = {}", quoted(id))?;
    }
    if let Some(name) = &mapping.subject.name {
        writeln!(out, "name = {}", quoted(name))?;
    }
    if mapping.subject.id.is_none() && mapping.subject.name.is_none() {
        writeln!(out, "# name = \"企业名称\"  # 没有找到评价对象所在的列，请填写并去掉行首的 #")?;
    }
    match mapping.subject.check {
        Check::None => (),
        Check::CreditCode => writeln!(out, "check = \"credit_code\"  # 按 GB 32100-2015 校验")?,
        Check::ZoneCode => writeln!(out, "check = \"zone_code\"  # 按 GB/T 37028 或 2018 年目录校验")?,
    }

    if let Some(long) = &mapping.long {
        writeln!(out, "\n[long]")?;
        writeln!(out, "indicator = {}", quoted(&long.indicator))?;
        writeln!(out, "value = {}", quoted(&long.value))?;
        if let Some(unit) = &long.unit {
            writeln!(out, "unit = {}", quoted(unit))?;
        }
    }

    for value in &mapping.values {
        writeln!(out, "\n[[value]]")?;
        for remark in remarks(guesses, value.indicator.as_str()) {
            writeln!(out, "# {}", one_line(&remark.say(Lang::Zh)))?;
        }
        writeln!(out, "column = {}", quoted(&value.column))?;
        let title = known.iter().find(|known| known.code == value.indicator).map(|known| one_line(&known.title));
        let title = title.map_or_else(String::new, |title| format!("  # {title}"));
        writeln!(out, "indicator = {}{title}", quoted(value.indicator.as_str()))?;
        if let Some(unit) = value.unit {
            writeln!(out, "unit = {}  # {}", quoted(&unit.code()), unit.say(Lang::Zh))?;
        }
    }
    for attribute in &mapping.attributes {
        writeln!(out, "\n[[attribute]]")?;
        for remark in remarks(guesses, &format!("@{}", attribute.name)) {
            writeln!(out, "# {}", one_line(&remark.say(Lang::Zh)))?;
        }
        writeln!(out, "column = {}", quoted(&attribute.column))?;
        writeln!(out, "name = {}", quoted(attribute.name.as_str()))?;
    }
    Ok(())
}

fn remarks<'g>(guesses: &'g [(String, Said)], key: &str) -> Vec<&'g Said> {
    guesses.iter().filter(|(code, _)| code == key).map(|(_, said)| said).collect()
}
