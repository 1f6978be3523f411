//! What a table holds, typed.

use std::str::FromStr;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use crate::shape::Shape;
use crate::source::{At, Table};
use crate::value::{by_year, day, decimal, rows, texts, whole, year};

/// Typed values of a table; `None` where the key is absent or its value was already reported.
impl<'a> Table<'a> {
    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<At<String>> {
        let value = self.get(name)?;
        let text = value.get_ref().as_str()?.trim();
        (!text.is_empty()).then(|| At { value: text.to_owned(), span: value.span() })
    }

    /// A text that parses as `T`.
    #[must_use]
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<At<T>> {
        let text = self.text(name)?;
        Some(At { value: text.value.parse().ok()?, span: text.span })
    }

    /// A decimal number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<At<Decimal>> {
        let value = self.get(name)?;
        Some(At { value: decimal(value.get_ref())?, span: value.span() })
    }

    /// A whole number.
    #[must_use]
    pub fn whole_number(&self, name: &str) -> Option<i64> {
        whole(self.get(name)?.get_ref())
    }

    /// A year.
    #[must_use]
    pub fn year(&self, name: &str) -> Option<i16> {
        year(self.get(name)?.get_ref())
    }

    /// A day as `YYYY-MM-DD`.
    #[must_use]
    pub fn day(&self, name: &str) -> Option<At<String>> {
        let value = self.get(name)?;
        Some(At { value: day(value.get_ref())?, span: value.span() })
    }

    /// True where the key says so.
    #[must_use]
    pub fn truth(&self, name: &str) -> bool {
        self.get(name).and_then(|value| value.get_ref().as_bool()).unwrap_or(false)
    }

    /// A list of texts; empty where absent.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<At<String>> {
        self.get(name).and_then(|value| texts(value.get_ref())).unwrap_or_default()
    }

    /// Year → number, ascending; `None` where absent.
    #[must_use]
    pub fn by_year(&self, name: &str) -> Option<Vec<(i16, Decimal)>> {
        by_year(self.get(name)?.get_ref())
    }

    /// Rows of entries, each read by `read`; `None` where absent.
    pub fn rows<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<At<Vec<At<T>>>>> {
        rows(self.get(name)?.get_ref(), read)
    }

    /// A table below.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Self> {
        let value = self.get(name)?;
        Some(self.below(value.get_ref().as_table()?, value))
    }

    /// The tables of a list; empty where absent.
    #[must_use]
    pub fn tables(&self, name: &str) -> Vec<Self> {
        self.get(name).and_then(|value| self.tables_of(value)).unwrap_or_default()
    }

    pub(crate) fn tables_of(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Vec<Self>> {
        let list = value.get_ref().as_array()?;
        list.iter().map(|value| Some(self.below(value.get_ref().as_table()?, value))).collect()
    }

    /// Key and value of every entry, in order of key.
    #[must_use]
    pub fn all(&self) -> Vec<(At<String>, &'a Spanned<DeValue<'a>>)> {
        let named = |(key, value): (&Spanned<toml::de::DeString<'_>>, &'a Spanned<DeValue<'a>>)| {
            (At { value: key.get_ref().to_string(), span: key.span() }, value)
        };
        self.entries.iter().map(named).collect()
    }

    /// Key and value of every entry that `shape` does not have, in order of key.
    #[must_use]
    pub fn others(&self, shape: &Shape) -> Vec<(At<String>, &'a Spanned<DeValue<'a>>)> {
        self.all().into_iter().filter(|(key, _)| shape.key(&key.value).is_none()).collect()
    }
}
