//! What is wrong with what was declared: where to the token, why, what is known, and how to mend it.

use std::ops::Range;

use domain::say::{Lang, Said, Say};
use serde::Serialize;

/// One finding about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding, as `pack::unknown_indicator`, `config::unknown_key`.
    pub code: &'static str,
    /// Whether it can be used all the same.
    pub severity: Severity,
    /// The file; for a pack within it. Or what else the text was given by, as `--listen`.
    pub file: String,
    /// The bytes of the file that are underlined.
    pub span: Range<usize>,
    /// The line, from 1; 0 where the file is missing.
    pub line: usize,
    /// The column in characters, from 1; 0 where the file is missing.
    pub column: usize,
    /// The text underlined.
    pub token: String,
    /// What is wrong and why.
    pub said: Said,
    /// What is known and how to go on.
    pub help: Option<Said>,
    /// A change that mends it, where there is one that is surely meant.
    pub mend: Option<Mend>,
    /// Other places that matter, with what stands there.
    pub related: Vec<Related>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be used.
    Error,
    /// It can be used; somebody should look.
    Warning,
}

/// A change of text that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The file to change.
    pub file: String,
    /// The bytes that go.
    pub span: Range<usize>,
    /// The text that comes.
    pub replacement: String,
}

impl Mend {
    /// The text with the change made.
    #[must_use]
    pub fn made(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let end = self.span.end.min(bytes.len());
        let start = self.span.start.min(end);
        bytes.splice(start..end, self.replacement.bytes());
        bytes
    }
}

/// Another place that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: String,
    /// The bytes underlined.
    pub span: Range<usize>,
    /// What stands there.
    pub said: Said,
}

/// Line and column, both from 1 and the column in characters, of a byte of `text`.
#[must_use]
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

impl Say for Diagnostic {
    fn say(&self, lang: Lang) -> String {
        let said = self.said.say(lang);
        let at =
            if self.line == 0 { self.file.clone() } else { format!("{}:{}:{}", self.file, self.line, self.column) };
        match &self.help {
            Some(help) => format!("{at}: {said} {}", help.say(lang)),
            None => format!("{at}: {said}"),
        }
    }
}

impl Diagnostic {
    /// The finding as JSON: the same facts, both languages.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let said = |said: &Said| serde_json::json!({ "zh": said.zh, "en": said.en });
        let span = |span: &Range<usize>| serde_json::json!([span.start, span.end]);
        serde_json::json!({
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "span": span(&self.span),
            "token": self.token,
            "message": said(&self.said),
            "help": self.help.as_ref().map(said),
            "mend": self.mend.as_ref().map(|mend| serde_json::json!({
                "file": mend.file, "span": span(&mend.span), "replacement": mend.replacement,
            })),
            "related": self.related.iter().map(|related| serde_json::json!({
                "file": related.file, "span": span(&related.span), "message": said(&related.said),
            })).collect::<Vec<_>>(),
        })
    }
}

/// The findings as they are made.
#[derive(Debug, Default)]
pub struct Findings(pub Vec<Diagnostic>);

/// A finding in the making.
#[derive(Debug)]
#[must_use = "a finding counts once it is put"]
pub struct Draft<'a> {
    findings: &'a mut Findings,
    diagnostic: Diagnostic,
}

impl Findings {
    /// Begins an error at `span` of `file`, whose whole text is `text`.
    pub fn error(
        &mut self,
        code: &'static str,
        file: &str,
        text: &str,
        span: Range<usize>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Draft<'_> {
        let (line, column) = position(text, span.start);
        let token = text.get(span.clone()).unwrap_or_default().to_owned();
        let diagnostic = Diagnostic {
            code,
            severity: Severity::Error,
            file: file.to_owned(),
            span,
            line,
            column,
            token,
            said: Said::new(zh, en),
            help: None,
            mend: None,
            related: Vec::new(),
        };
        Draft { findings: self, diagnostic }
    }

    /// An error about a file that is not there or cannot be read as text.
    pub fn missing_file(&mut self, code: &'static str, file: &str, zh: String, en: String) {
        self.0.push(Diagnostic {
            code,
            severity: Severity::Error,
            file: file.to_owned(),
            span: 0..0,
            line: 0,
            column: 0,
            token: String::new(),
            said: Said::new(zh, en),
            help: None,
            mend: None,
            related: Vec::new(),
        });
    }
}

impl Draft<'_> {
    /// Makes it a warning.
    pub fn warning(mut self) -> Self {
        self.diagnostic.severity = Severity::Warning;
        self
    }

    /// Adds what is known and how to go on.
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.diagnostic.help = Some(Said::new(zh, en));
        self
    }

    /// Adds a change of the same file that mends it.
    pub fn mend(mut self, span: Range<usize>, replacement: impl Into<String>) -> Self {
        let file = self.diagnostic.file.clone();
        self.diagnostic.mend = Some(Mend { file, span, replacement: replacement.into() });
        self
    }

    /// Offers the names nearest to `found`; the nearest, where it is near, becomes the mend at `span`.
    pub fn nearest<'n>(
        self,
        found: &str,
        known: impl IntoIterator<Item = &'n str>,
        span: Range<usize>,
        quote: &str,
    ) -> Self {
        let names = nearest(found, known);
        let Some(first) = names.first() else { return self };
        let list = names.join("、");
        let close = strsim::damerau_levenshtein(found, first) <= 1 + found.chars().count() / 3;
        let draft = self.help(format!("最接近的写法：{list}。"), format!("Nearest: {}.", names.join(", ")));
        if close { draft.mend(span, format!("{quote}{first}{quote}")) } else { draft }
    }

    /// Adds another place.
    pub fn related(mut self, file: &str, span: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.diagnostic.related.push(Related { file: file.to_owned(), span, said: Said::new(zh, en) });
        self
    }

    /// Records it.
    pub fn put(self) {
        self.findings.0.push(self.diagnostic);
    }
}

/// Up to three known names, nearest first.
#[must_use]
pub fn nearest<'n>(found: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let mut names: Vec<(usize, &str)> =
        known.into_iter().map(|name| (strsim::damerau_levenshtein(found, name), name)).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(position("第一行\n税收 = 1", "第一行\n税收 ".len()), (2, 4));
        assert_eq!(position("", 9), (1, 1));
    }

    #[test]
    fn the_nearest_names_come_first() {
        assert_eq!(nearest("tax_pad", ["land_mu", "tax_paid", "tax"]), ["tax_paid", "tax", "land_mu"]);
    }
}
