//! Typed ids: the kinds of name that people and files give to things, each its own type.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::say::{Lang, Say};

/// A kind of id, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdKind {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// Why a text cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum IdError {
    /// Nothing, or only spaces.
    Empty {
        /// The kind of id.
        kind: IdKind,
    },
    /// Longer than an id of this kind may be.
    TooLong {
        /// The kind of id.
        kind: IdKind,
        /// The longest allowed, in characters.
        most: usize,
        /// How the text begins.
        text: String,
    },
    /// A character that an id of this kind may not hold.
    Character {
        /// The kind of id.
        kind: IdKind,
        /// The text.
        text: String,
        /// The first character refused.
        character: char,
    },
}

impl Say for IdError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Empty { kind }, Lang::Zh) => format!("{}为空", kind.zh),
            (Self::Empty { kind }, Lang::En) => format!("the {} is empty", kind.en),
            (Self::TooLong { kind, most, text }, Lang::Zh) => {
                format!("{}过长（最多 {most} 个字符）：{text}…", kind.zh)
            }
            (Self::TooLong { kind, most, text }, Lang::En) => {
                format!("the {} is longer than {most} characters: {text}…", kind.en)
            }
            (Self::Character { kind, text, character }, Lang::Zh) => {
                format!("{}“{text}”含有不允许的字符 {character:?}", kind.zh)
            }
            (Self::Character { kind, text, character }, Lang::En) => {
                format!("the {} “{text}” holds {character:?}, which is not allowed there", kind.en)
            }
        }
    }
}

fn begin(text: &str) -> String {
    text.chars().take(24).collect()
}

/// Lower-case ASCII letters, digits, `_`, `-`, `.`: what stands in file names, addresses and formulas.
fn check_code(kind: IdKind, most: usize, text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty { kind });
    }
    if text.len() > most {
        return Err(IdError::TooLong { kind, most, text: begin(text) });
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    match text.chars().find(|&c| !allowed(c)) {
        Some(character) => Err(IdError::Character { kind, text: begin(text), character }),
        None if text.starts_with(['.', '-']) => {
            Err(IdError::Character { kind, text: begin(text), character: text.chars().next().unwrap_or('.') })
        }
        None => Ok(()),
    }
}

/// Any writing, without control characters and without spaces at either end.
fn check_name(kind: IdKind, most: usize, text: &str) -> Result<(), IdError> {
    if text.trim().is_empty() {
        return Err(IdError::Empty { kind });
    }
    if text.chars().count() > most {
        return Err(IdError::TooLong { kind, most, text: begin(text) });
    }
    let edge = |c: Option<char>| c.filter(|c| c.is_whitespace());
    let bad = text
        .chars()
        .find(|c| c.is_control())
        .or_else(|| edge(text.chars().next()))
        .or_else(|| edge(text.chars().last()));
    match bad {
        Some(character) => Err(IdError::Character { kind, text: begin(text), character }),
        None => Ok(()),
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $zh:literal, $en:literal, $most:literal, $check:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes `text` as an id of this kind.
            ///
            /// # Errors
            /// [`IdError`] when it is empty, too long, or holds a character that is not allowed.
            pub fn new(text: &str) -> Result<Self, IdError> {
                $check(IdKind { zh: $zh, en: $en }, $most, text)?;
                Ok(Self(text.into()))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), &*self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A policy pack: the name of its folder, as `huangyan-2022`.
    PackId, "政策包编号", "pack id", 64, check_code;
    /// An indicator within a pack, as `tax_per_mu`.
    IndicatorCode, "指标代码", "indicator code", 64, check_code;
    /// A scheme within a pack.
    SchemeId, "考核方案编号", "scheme id", 64, check_code;
    /// A population within a scheme.
    PopulationId, "评价对象类别编号", "population id", 64, check_code;
    /// A target within a pack.
    TargetId, "目标编号", "target id", 64, check_code;
    /// A task within a pack.
    TaskId, "任务编号", "task id", 64, check_code;
    /// A money rule within a pack.
    SubsidyId, "奖补编号", "subsidy id", 64, check_code;
    /// A bound over several money rules of a pack.
    SubsidyListId, "奖补合计编号", "subsidy list id", 64, check_code;
    /// A rule of dynamic management within a pack.
    DynamicId, "动态管理规则编号", "dynamic rule id", 64, check_code;
    /// A form; before forms exist, the id of the mapping that read the file.
    FormId, "报表编号", "form id", 64, check_code;
    /// An attribute of a subject, as `level` or `region`.
    AttributeName, "属性名", "attribute name", 64, check_code;
    /// A release's name, as `r0001`.
    ReleaseName, "发布版本名", "release name", 64, check_code;
    /// What is evaluated: a zone's code, a firm's credit code, or the name under which it was reported.
    SubjectId, "评价对象编号", "subject id", 128, check_name;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_safe_in_paths_and_formulas() {
        assert!(IndicatorCode::new("tax_per_mu").is_ok());
        for bad in ["", "../x", "-x", "税收", "a b", "a/b", "A"] {
            assert!(IndicatorCode::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_refusal_is_said_in_either_language() {
        let error = FormId::new("Zones").unwrap_err();
        assert_eq!(error.to_string(), "报表编号“Zones”含有不允许的字符 'Z'");
        assert_eq!(error.say(Lang::En), "the form id “Zones” holds 'Z', which is not allowed there");
    }

    #[test]
    fn a_subject_may_be_named_in_chinese_but_not_by_control_characters() {
        assert!(SubjectId::new("莲都区").is_ok());
        for bad in [" ", "甲\u{0}", " 甲", "甲\n"] {
            assert!(SubjectId::new(bad).is_err(), "{bad:?}");
        }
        assert!(SubjectId::new(&"长".repeat(129)).is_err());
    }
}
