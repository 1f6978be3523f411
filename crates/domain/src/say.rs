//! What a person reads: every message exists in Chinese and in English.

/// The language a message is read in. Chinese is the default, English a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag: `zh-CN` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language a POSIX locale (`LC_ALL`, `LANG`) or a BCP 47 tag asks for; Chinese where it does not say.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("en") { Self::En } else { Self::Zh }
    }
}

/// Something that can be said to a person: what happened, where, why, and the next step.
///
/// The cause (an I/O error, a parser's words) belongs to the log and is reached through
/// [`std::error::Error::source`]; it is never part of what is said.
pub trait Say {
    /// The message in `lang`.
    fn say(&self, lang: Lang) -> String;
}

/// Two wordings of one message, formatted where it is known what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl Said {
    /// A message from its two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

impl Say for Said {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh.clone(),
            Lang::En => self.en.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_that_does_not_ask_for_english_gets_chinese() {
        assert_eq!(Lang::from_locale("en_US.UTF-8"), Lang::En);
        assert_eq!(Lang::from_locale("zh_CN.GB18030"), Lang::Zh);
        assert_eq!(Lang::from_locale("C.UTF-8"), Lang::Zh);
    }
}
