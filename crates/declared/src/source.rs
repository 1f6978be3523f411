//! A text of TOML with the place of every key and value.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Findings;

/// How findings of one family of files are called, as `pack::unknown_key`.
#[derive(Debug)]
pub struct Codes {
    /// What is no TOML.
    pub toml: &'static str,
    /// A key that there is not.
    pub unknown_key: &'static str,
    /// A key that must be there.
    pub missing_key: &'static str,
    /// A value of another kind.
    pub wrong_kind: &'static str,
    /// A number beyond its bounds.
    pub out_of_range: &'static str,
    /// A word that is none of those possible.
    pub unknown_word: &'static str,
    /// A unit of measure that there is not.
    pub unknown_unit: &'static str,
}

/// One text, and how findings about it are called.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its file, as people name it.
    pub file: &'a str,
    /// Its whole text.
    pub text: &'a str,
    /// How findings about it are called.
    pub codes: &'static Codes,
}

/// A table that was held against a shape.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// The text that it stands in.
    pub source: &'a Source<'a>,
    /// Its keys and values.
    pub entries: &'a DeTable<'a>,
    /// Where it begins: its header, or the whole inline table.
    pub span: (usize, usize),
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The bytes that it was written in.
    pub span: Range<usize>,
}

/// Parses a file and holds it against `shape`.
#[must_use]
pub fn parse<'a>(source: &'a Source<'a>, findings: &mut Findings) -> Option<Spanned<DeTable<'a>>> {
    match DeTable::parse(source.text) {
        Ok(table) => Some(table),
        Err(cause) => {
            let span = cause.span().unwrap_or(0..0);
            let end = span.end.max(span.start + 1).min(source.text.len());
            let span = floor(source.text, span.start)..floor(source.text, end).max(floor(source.text, span.start));
            let words = cause.message().to_owned();
            findings
                .error(
                    source.codes.toml,
                    source.file,
                    source.text,
                    span,
                    "这里不是正确的 TOML 写法。",
                    format!("This is not valid TOML: {words}."),
                )
                .help(
                    "检查引号是否成对、等号两边是否齐全；中文放在引号里，键只用英文字母、数字和下划线。",
                    "Check that quotes are paired and that keys use ASCII letters, digits and underscores only.",
                )
                .put();
            None
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'a> Table<'a> {
    /// The whole file as a table.
    #[must_use]
    pub fn whole(source: &'a Source<'a>, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self { source, entries: table.get_ref(), span: (0, first_line_end(source.text)) }
    }

    /// Where findings about the table as a whole point.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.0..self.span.1
    }

    /// The value of a key and its span.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.entries.get(name)
    }

    /// Where a key stands, else where the table begins.
    #[must_use]
    pub fn key_span(&self, name: &str) -> Range<usize> {
        self.entries.get_key_value(name).map_or_else(|| self.span(), |(key, _)| key.span())
    }

    pub(crate) fn below(&self, table: &'a DeTable<'a>, value: &'a Spanned<DeValue<'a>>) -> Self {
        let span = value.span();
        let line_end = self.source.text[span.start..].find('\n').map_or(self.source.text.len(), |at| span.start + at);
        Self { source: self.source, entries: table, span: (span.start, span.end.min(line_end).max(span.start)) }
    }
}

fn first_line_end(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}
