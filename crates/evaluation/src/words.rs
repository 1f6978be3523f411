//! One text in both languages, as results and explanations carry it.

use domain::say::{Lang, Said, Say};
use serde::{Deserialize, Serialize};

/// A text in Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// A text from its two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same in both languages: a name, a number.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// What `make` says in each language.
    pub fn of(make: impl Fn(Lang) -> String) -> Self {
        Self { zh: make(Lang::Zh), en: make(Lang::En) }
    }

    /// What something says.
    pub fn said(what: &impl Say) -> Self {
        Self::of(|lang| what.say(lang))
    }
}

impl From<Said> for Words {
    fn from(said: Said) -> Self {
        Self { zh: said.zh, en: said.en }
    }
}

impl Say for Words {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh.clone(),
            Lang::En => self.en.clone(),
        }
    }
}
