//! An explanation as indented text for a terminal.

use std::fmt::Write;

use domain::say::{Lang, Say};

use super::{Explanation, Node, Source};
use crate::result::Clause;

impl Say for Explanation {
    fn say(&self, lang: Lang) -> String {
        let mut text = match lang {
            Lang::Zh => format!("{}　{}　{}　{}", self.name, self.scheme, self.period.say(lang), self.pack),
            Lang::En => format!("{} · {} · {} · {}", self.name, self.scheme, self.period.say(lang), self.pack),
        };
        if self.demonstration {
            text.push_str(match lang {
                Lang::Zh => "　【示例数据】",
                Lang::En => " [demonstration data]",
            });
        }
        text.push('\n');
        line(&self.root, 0, lang, &mut text);
        text
    }
}

fn line(node: &Node, depth: usize, lang: Lang, text: &mut String) {
    let indent = "  ".repeat(depth);
    let mut parts = vec![node.label.say(lang)];
    if let Some(value) = &node.value {
        let value = value.say(lang);
        let unit = node.unit.as_ref().map_or_else(String::new, |unit| format!(" {}", unit.say(lang)));
        parts.push(format!("{value}{unit}"));
    }
    if let Some(how) = &node.how {
        parts.push(match (node.value.is_some(), lang) {
            (true, Lang::Zh) => format!("（{}）", how.say(lang)),
            (true, Lang::En) => format!("({})", how.say(lang)),
            (false, _) => how.say(lang),
        });
    }
    if let Some(source) = &node.source {
        parts.push(source.say(lang));
    }
    if let Some(cite) = &node.cite {
        parts.push(cite.say(lang));
    }
    let joined = match lang {
        Lang::Zh => parts.join("　"),
        Lang::En => parts.join("  "),
    };
    // Writing into a string does not fail.
    let _ = writeln!(text, "{indent}{joined}");
    for child in &node.children {
        line(child, depth + 1, lang, text);
    }
}

impl Say for Source {
    fn say(&self, lang: Lang) -> String {
        let Self { file, sm3, sheet, cell, state } = self;
        let (sm3, state) = (sm3.short(), state.say(lang));
        match lang {
            Lang::Zh => format!("出处：{file}，工作表“{sheet}”，单元格 {cell}（{state}，文件 SM3 {sm3}…）"),
            Lang::En => format!("source: {file}, sheet “{sheet}”, cell {cell} ({state}, file SM3 {sm3}…)"),
        }
    }
}

impl Say for Clause {
    fn say(&self, lang: Lang) -> String {
        match (self.demonstration, lang) {
            (false, Lang::Zh) => format!("〔依据：{}〕", self.text),
            (false, Lang::En) => format!("[clause: {}]", self.text),
            (true, Lang::Zh) => format!("〔示例规则：{}〕", self.text),
            (true, Lang::En) => format!("[demonstration rule: {}]", self.text),
        }
    }
}
