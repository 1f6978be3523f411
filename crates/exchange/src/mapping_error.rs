//! What can be wrong with a mapping file, and where.

use domain::say::{Lang, Said, Say};

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
        let what = in_words(error.message());
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
