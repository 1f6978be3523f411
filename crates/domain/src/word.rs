//! Lists of words: what files and the store hold, and what people read.

/// A file holds a word that is not in the list of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("未知的词“{0}”")]
pub struct UnknownWord(pub String);

/// An enum whose values each have a word, and are said in both languages.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that files hold.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl crate::say::Say for $name {
            fn say(&self, lang: crate::say::Lang) -> String {
                match (self, lang) {
                    $((Self::$variant, crate::say::Lang::Zh) => $zh.to_owned(),
                      (Self::$variant, crate::say::Lang::En) => $en.to_owned(),)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::word::UnknownWord;

            fn from_str(text: &str) -> Result<Self, crate::word::UnknownWord> {
                Self::ALL.iter().copied().find(|word| word.code() == text).ok_or_else(|| crate::word::UnknownWord(text.to_owned()))
            }
        }
    };
}
pub(crate) use words;
