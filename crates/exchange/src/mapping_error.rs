//! What can be wrong with a mapping file, and where.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::id::{AttributeName, FormId, IndicatorCode};
use domain::period::Period;
use domain::say::{Lang, Said, Say};
use domain::unit::Unit;

use crate::limits::MAX_MAPPING_BYTES;

/// Why a mapping file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// It is larger than [`MAX_MAPPING_BYTES`].
    TooLarge {
        /// The file's name.
        file: String,
    },
    /// It is not UTF-8.
    NotUtf8 {
        /// The file's name.
        file: String,
    },
    /// A line cannot be understood.
    Line {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The character on the line, from 1.
        column: usize,
        /// The line itself.
        text: String,
        /// What is wrong.
        what: Said,
    },
    /// Keys that need or exclude each other.
    Rule {
        /// The file's name.
        file: String,
        /// What is wrong.
        what: Said,
    },
}

impl MappingError {
    pub(crate) fn rule(file: &str, zh: &str, en: &str) -> Self {
        Self::Rule { file: file.to_owned(), what: Said::new(zh, en) }
    }

    pub(crate) fn from_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let written = error.span().and_then(|span| text.get(span)).unwrap_or_default();
        let what = refused(error.message(), written).unwrap_or_else(|| in_words(error.message()));
        let Some(span) = error.span() else {
            return Self::Rule { file: file.to_owned(), what };
        };
        let before = text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let shown = text.lines().nth(line - 1).unwrap_or_default().chars().take(200).collect();
        Self::Line { file: file.to_owned(), line, column, text: shown, what }
    }
}

/// Where one of our own types refused what is written: the parser hands on its words in one language only, so it is asked
/// again and says them in both.
fn refused(message: &str, written: &str) -> Option<Said> {
    let text = plain(written);
    let all = [
        both::<Unit>(&text),
        both::<Period>(&text),
        both::<FormId>(&text),
        both::<IndicatorCode>(&text),
        both::<AttributeName>(&text),
    ];
    all.into_iter().flatten().find(|said| said.zh == message)
}

fn both<T: FromStr<Err: Say>>(text: &str) -> Option<Said> {
    let error = T::from_str(text).err()?;
    Some(Said::new(error.say(Lang::Zh), error.say(Lang::En)))
}

/// A value without its quotes; a key may stand without any.
fn plain(written: &str) -> String {
    let read: Result<BTreeMap<String, String>, _> = toml::from_str(&format!("text = {written}"));
    read.ok().and_then(|mut read| read.remove("text")).unwrap_or_else(|| written.to_owned())
}

/// The parser's words for what people get wrong, in both languages.
fn in_words(message: &str) -> Said {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [field, known @ ..] if message.starts_with("unknown field") => {
            let near = crate::nearest::nearest(field, known.iter().copied());
            let near_zh = near.first().map_or_else(String::new, |near| format!("（是不是“{near}”？）"));
            let near_en = near.first().map_or_else(String::new, |near| format!(" (did you mean “{near}”?)"));
            Said::new(
                format!("未知的键“{field}”{near_zh}；可用的键：{}", known.join("、")),
                format!("unknown key “{field}”{near_en}; known keys: {}", known.join(", ")),
            )
        }
        [word, known @ ..] if message.starts_with("unknown variant") => Said::new(
            format!("“{word}”不在可选的词里；可选：{}", known.join("、")),
            format!("“{word}” is not one of: {}", known.join(", ")),
        ),
        [field] if message.starts_with("missing field") => {
            Said::new(format!("缺少“{field}”，请补写"), format!("“{field}” is missing"))
        }
        [field] if message.starts_with("duplicate") => {
            Said::new(format!("“{field}”写了两次"), format!("“{field}” stands twice"))
        }
        _ if message.starts_with("invalid type") => {
            let expected = message.rsplit_once("expected ").map_or(message, |(_, expected)| expected);
            let zh = match expected {
                "a string" => "带引号的文字",
                "a boolean" => "true 或 false",
                "a sequence" => "方括号里的一组值",
                "u32" => "整数",
                other if other.starts_with("struct") || other == "a map" => "一节（方括号里的节名，或花括号）",
                other => other,
            };
            Said::new(format!("值的类型不对，应为{zh}"), format!("a value of the wrong type; expected {expected}"))
        }
        _ => Said::new(format!("写法不对：{message}"), message.to_owned()),
    }
}

impl Say for MappingError {
    fn say(&self, lang: Lang) -> String {
        let said = match self {
            Self::TooLarge { file } => {
                let most = MAX_MAPPING_BYTES >> 10;
                Said::new(
                    format!("映射文件“{file}”超过 {most} KiB，不像是映射文件，请核对文件名。"),
                    format!("The mapping “{file}” is larger than {most} KiB; check that it is the right file."),
                )
            }
            Self::NotUtf8 { file } => Said::new(
                format!("映射文件“{file}”不是 UTF-8 编码，请用 UTF-8 另存。"),
                format!("The mapping “{file}” is not UTF-8; save it as UTF-8."),
            ),
            Self::Line { file, line, column, text, what } => Said::new(
                format!("映射文件“{file}”第 {line} 行第 {column} 个字符：{}。该行是：{}", what.zh, text.trim()),
                format!("Mapping “{file}”, line {line}, character {column}: {}. The line is: {}", what.en, text.trim()),
            ),
            Self::Rule { file, what } => {
                Said::new(format!("映射文件“{file}”：{}。", what.zh), format!("Mapping “{file}”: {}.", what.en))
            }
        };
        said.say(lang)
    }
}

impl std::fmt::Display for MappingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::Zh))
    }
}

impl std::error::Error for MappingError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::MappingFile;

    /// What is said of a mapping with one line of its own, in either language.
    fn said(form: &str, period: &str, unit: &str, attribute: &str) -> [String; 2] {
        let text = format!(
            "form = {form}\n[period]\nfixed = {period}\n[subject]\nkind = \"firm\"\nname = \"a\"\n\
             [[value]]\ncolumn = \"b\"\nindicator = \"tax\"\nunit = {unit}\n[constants]\n{attribute} = \"c\"\n"
        );
        let error = MappingFile::parse(text.as_bytes(), "m.toml").unwrap_err();
        [error.say(Lang::Zh), error.say(Lang::En)]
    }

    #[test]
    fn english_does_not_quote_the_chinese_words_of_what_was_refused() {
        let good = ("\"zones\"", "\"2024\"", "\"yuan\"", "level");
        for (found, zh, en) in [
            (said("\"Zones\"", good.1, good.2, good.3), "报表编号“Zones”", "the form id “Zones” holds 'Z'"),
            (said(good.0, "\"soon\"", good.2, good.3), "“soon”不是报告期", "“soon” is not a period"),
            (said(good.0, good.1, "'furlong'", good.3), "未知的计量单位“furlong”", "unknown unit of measure “furlong”"),
            (said(good.0, good.1, good.2, "Level"), "属性名“Level”", "the attribute name “Level” holds 'L'"),
            (said(good.0, "2024", good.2, good.3), "应为带引号的文字", "expected a string"),
        ] {
            assert!(found[0].contains(zh), "{}", found[0]);
            assert!(found[1].contains(en), "{}", found[1]);
            let chinese = found[1].chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(!chinese, "{}", found[1]);
        }
    }
}
