//! Codes of the national standards: firms, regions, zones, industries.

mod credit;
mod industry;
mod region;
mod zone;

pub use self::credit::{CreditCode, CreditCodeError};
pub use self::industry::{IndustryCode, IndustryCodeError, IndustryLevel};
pub use self::region::{Region, RegionCode, RegionCodeError, RegionLevel, Successor};
pub use self::zone::{ZoneCatalogue, ZoneCode, ZoneCodeError, ZoneKind, ZoneLevel};

/// What a person typed, for an error: cut to the length at which it still helps.
fn shown(text: &str) -> String {
    text.trim().chars().take(24).collect()
}

/// A code as it is kept: upper-case ASCII without spaces, full-width letters and digits made narrow.
#[must_use]
pub fn narrowed(text: &str) -> String {
    narrow(text).collect()
}

/// Upper-case ASCII without spaces, full-width letters and digits made narrow.
pub(crate) fn narrow(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c).to_ascii_uppercase(),
        _ => c.to_ascii_uppercase(),
    })
}

/// Text, `FromStr`, `Display` and serde for a code that has `parse` and `as_str`.
macro_rules! as_text {
    ($name:ident, $error:ident) => {
        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
use as_text;
