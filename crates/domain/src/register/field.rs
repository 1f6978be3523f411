//! A field of a register: what it is called, and what may stand in it.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::code::{CreditCode, IndustryCode, RegionCode, ZoneCode};
use crate::day::Day;
use crate::say::{Lang, Said, Say};

/// The longest name or code; longer texts are remarks, which have no field.
pub(super) const MOST: usize = 200;
/// The longest code of an office's own.
const LONGEST_CODE: usize = 32;

/// One of a list: the word that is kept, its English, and other words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word that is kept.
    pub zh: &'static str,
    /// What it is in English.
    pub en: &'static str,
    /// Other words that people write for it.
    pub also: &'static [&'static str],
}

/// What values a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any text of at most so many characters.
    Text(usize),
    /// A code of GB/T 2260.
    Region,
    /// A unified social credit code, GB 32100.
    Credit,
    /// A code of GB/T 4754.
    Industry,
    /// A code of GB/T 37028 or of the 2018 catalogue, or one of the office's own, which begins otherwise.
    Zone,
    /// A code of the office's own; 18 characters are a credit code.
    Own,
    /// A number of at least 0 in this unit of measure (its code); or, without a unit, from a lowest to a highest.
    Measure(&'static str),
    /// A number from a lowest to a highest.
    Between(i32, i32),
    /// One of a list.
    OneOf(&'static [Choice]),
    /// A day.
    Day,
}

/// A field of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The attribute that keeps it.
    pub name: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// What values it takes.
    pub takes: Takes,
    /// Whether a record must have it.
    pub required: bool,
    /// What else heads its column in spreadsheets.
    pub headers: &'static [&'static str],
}

impl Field {
    /// What a person calls it.
    #[must_use]
    pub const fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The value in its one writing: codes upper case and checked, the list's own word, a number without needless zeros.
    ///
    /// # Errors
    /// What is wrong with the text, and what is expected.
    pub fn read(&self, text: &str) -> Result<String, Said> {
        self.takes.read(text)
    }

    /// What is expected, for instructions.
    #[must_use]
    pub fn expected(&self) -> Said {
        self.takes.expected()
    }
}

fn both(error: &impl Say) -> Said {
    Said::new(error.say(Lang::Zh), error.say(Lang::En))
}

fn narrow(text: &str) -> String {
    crate::code::narrow(text).collect()
}

impl Takes {
    fn read(self, text: &str) -> Result<String, Said> {
        let text = text.trim();
        let refuse = || self.expected();
        match self {
            Self::Text(most) => {
                let fits = text.chars().count() <= most && !text.chars().any(|c| c.is_control() && c != '\n');
                if fits { Ok(text.to_owned()) } else { Err(refuse()) }
            }
            Self::Region => RegionCode::parse(text).map(|code| code.to_string()).map_err(|error| both(&error)),
            Self::Credit => CreditCode::parse(text).map(|code| code.to_string()).map_err(|error| both(&error)),
            Self::Industry => {
                IndustryCode::parse(text).map(|code| code.code().to_owned()).map_err(|error| both(&error))
            }
            Self::Zone => {
                let code = narrow(text);
                let official = code.strip_prefix(['G', 'S']).unwrap_or(&code);
                if !official.is_empty() && official.bytes().all(|byte| byte.is_ascii_digit()) {
                    return ZoneCode::parse(text).map(|code| code.to_string()).map_err(|error| both(&error));
                }
                own_code(code).ok_or_else(refuse)
            }
            Self::Own => {
                let code = narrow(text);
                if code.chars().count() == 18 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    return CreditCode::parse(text).map(|code| code.to_string()).map_err(|error| both(&error));
                }
                own_code(code).ok_or_else(refuse)
            }
            Self::Measure(_) => {
                let number = number(text).filter(|number| !number.is_sign_negative() || number.is_zero());
                number.map(written).ok_or_else(refuse)
            }
            Self::Between(low, high) => {
                let number = number(text).filter(|number| (Decimal::from(low)..=Decimal::from(high)).contains(number));
                number.map(written).ok_or_else(refuse)
            }
            Self::OneOf(choices) => {
                let plain = plain(text);
                let found = choices.iter().find(|choice| {
                    [choice.zh, choice.en].iter().chain(choice.also).any(|word| self::plain(word) == plain)
                });
                found.map(|choice| choice.zh.to_owned()).ok_or_else(refuse)
            }
            Self::Day => Day::from_str(text).map(|day| day.to_string()).map_err(|_| refuse()),
        }
    }

    /// What is expected, for instructions.
    #[must_use]
    pub fn expected(self) -> Said {
        match self {
            Self::Text(most) => {
                Said::new(format!("应为不超过 {most} 个字的文字"), format!("text of at most {most} characters"))
            }
            Self::Region => {
                Said::new("应为 6 位行政区划代码（GB/T 2260），如 520115", "a region code of GB/T 2260, as 520115")
            }
            Self::Credit => Said::new(
                "应为 18 位统一社会信用代码（GB 32100）",
                "a unified social credit code of GB 32100, 18 characters",
            ),
            Self::Industry => Said::new(
                "应为国民经济行业代码（GB/T 4754），如 C39 或 3911",
                "an industry code of GB/T 4754, as C39 or 3911",
            ),
            Self::Zone => Said::new(
                "应为 GB/T 37028 的 8 位代码、2018 年目录代码（G 或 S 加 6 位数字），或自编代码（字母、数字、“-”、“_”，不超过 32 个，不全是数字）",
                "a code of GB/T 37028 (eight digits), of the 2018 catalogue (G or S and six digits), or one of your own: \
                 letters, digits, - and _, at most 32, not digits alone",
            ),
            Self::Own => Said::new(
                "应为自编代码（字母、数字、“-”、“_”，不超过 32 个）或 18 位统一社会信用代码",
                "a code of your own (letters, digits, - and _, at most 32) or a credit code of 18 characters",
            ),
            Self::Measure(unit) => {
                let unit = crate::unit::Unit::parse(unit)
                    .map_or_else(|_| Said::new(unit, unit), |unit| Said::new(unit.say(Lang::Zh), unit.say(Lang::En)));
                Said::new(
                    format!("应为不小于 0 的数字，单位是{}", unit.zh),
                    format!("a number of at least 0, in {}", unit.en),
                )
            }
            Self::Between(low, high) => {
                Said::new(format!("应为 {low} 到 {high} 之间的数字"), format!("a number from {low} to {high}"))
            }
            Self::OneOf(choices) => {
                let list = |of: fn(&Choice) -> &'static str| choices.iter().map(of).collect::<Vec<_>>();
                Said::new(
                    format!("应为以下之一：{}", list(|choice| choice.zh).join("、")),
                    format!("one of: {}", list(|choice| choice.en).join(", ")),
                )
            }
            Self::Day => Said::new("应为日期，如 2024-06-30", "a day, as 2024-06-30"),
        }
    }
}

/// Letters, digits, `-` and `_`, upper case.
fn own_code(code: String) -> Option<String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (!code.is_empty() && code.len() <= LONGEST_CODE && code.bytes().all(allowed)).then_some(code)
}

/// A plain decimal; separators of thousands are put right.
fn number(text: &str) -> Option<Decimal> {
    let digits: String = narrow(text).chars().filter(|c| *c != ',').collect();
    let fits = digits.len() <= 28 && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if fits { Decimal::from_str_exact(&digits).ok() } else { None }
}

/// A number without needless zeros; nothing is never below nothing.
fn written(number: Decimal) -> String {
    if number.is_zero() { "0".to_owned() } else { number.normalize().to_string() }
}

fn plain(text: &str) -> String {
    narrow(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
