//! Words of the pages in Chinese and English.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::say::Lang;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

use crate::component::number;

static_loader! {
    static LOCALES = {
        locales: "../../assets/locales",
        fallback_language: "zh-CN",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static CHINESE: LanguageIdentifier = langid!("zh-CN");
static ENGLISH: LanguageIdentifier = langid!("en");

/// A message's key where it stands in a table, apart from its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub &'static str);

/// The words of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Lang);

impl Words {
    /// The language.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.0
    }

    /// The message under `key`.
    #[must_use]
    pub fn t(self, key: &str) -> String {
        LOCALES.lookup(self.id(), key)
    }

    /// The message under a key from a table.
    #[must_use]
    pub fn of(self, key: Key) -> String {
        self.t(key.0)
    }

    /// The message under `key` about `count` things: `$n` chooses the form, `$count` is the figure as shown.
    #[must_use]
    pub fn tn(self, key: &str, count: usize) -> String {
        // Plural forms of the two languages tell only one from many; the exact figure is `$count`.
        let plural = i32::try_from(count).unwrap_or(i32::MAX);
        self.with(key, &[("n", FluentValue::from(plural)), ("count", FluentValue::from(number::whole(count)))])
    }

    /// The message under `key` with the texts it names.
    #[must_use]
    pub fn ta(self, key: &str, texts: &[(&'static str, &str)]) -> String {
        let values: Vec<_> = texts.iter().map(|(name, text)| (*name, FluentValue::from((*text).to_owned()))).collect();
        self.with(key, &values)
    }

    fn with(self, key: &str, values: &[(&'static str, FluentValue<'static>)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'static>> =
            values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        LOCALES.lookup_with_args(self.id(), key, &values)
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self.0 {
            Lang::Zh => &CHINESE,
            Lang::En => &ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    fn texts(folder: &Path, ending: &str, into: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                texts(&path, ending, into);
            } else if path.extension().is_some_and(|own| own == ending) {
                into.push_str(&fs::read_to_string(&path).expect("a text"));
                into.push('\n');
            }
        }
    }

    fn keys(language: &str) -> Vec<String> {
        let mut all = String::new();
        texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/locales").join(language), "ftl", &mut all);
        all.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect()
    }

    fn used() -> BTreeSet<String> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = String::new();
        texts(&own.join("src"), "rs", &mut all);
        texts(&own.join("templates"), "html", &mut all);
        let mut keys = BTreeSet::new();
        for opening in [".t(", ".tn(", ".ta(", "Key("] {
            // The formatter may have put the key on a line of its own.
            for rest in all.split(opening).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')) {
                keys.extend(rest.split_once('"').map(|(key, _)| key.to_owned()));
            }
        }
        // What this very test looks for is not a key.
        keys.retain(|key| key.starts_with(|c: char| c.is_ascii_lowercase()));
        keys
    }

    #[test]
    fn both_languages_say_the_same_things_once_each() {
        let (chinese, english) = (keys("zh-CN"), keys("en"));
        let unique: BTreeSet<_> = chinese.iter().collect();
        assert_eq!(unique.len(), chinese.len(), "a key stands twice");
        assert_eq!(unique, english.iter().collect(), "the two languages differ");
        assert_eq!(chinese.len(), english.len(), "a key stands twice in English");
    }

    #[test]
    fn every_key_used_exists_and_every_key_is_used() {
        let known: BTreeSet<_> = keys("zh-CN").into_iter().collect();
        let used = used();
        let missing: Vec<_> = used.difference(&known).collect();
        assert!(missing.is_empty(), "used and not there: {missing:?}");
        let idle: Vec<_> = known.difference(&used).collect();
        assert!(idle.is_empty(), "there and not used: {idle:?}");
    }

    #[test]
    fn a_count_is_said_in_the_form_of_its_language() {
        let zones = |lang, count| Words(lang).tn("count-zones", count);
        assert_eq!(zones(Lang::Zh, 1200), "1,200 个开发区");
        assert_eq!(zones(Lang::En, 1), "1 zone");
        assert_eq!(zones(Lang::En, 1200), "1,200 zones");
    }
}
