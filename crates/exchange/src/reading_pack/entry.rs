//! Tables of a pack's files as they are written, and where each came to stand.

use std::fmt::Write as _;
use std::ops::Range;

use policy::PackFiles;

/// A table of one of a pack's files.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The file: `tasks.toml`.
    pub file: &'static str,
    /// The table: `task`.
    pub table: &'static str,
    /// Keys and values, as TOML.
    pub keys: Vec<(&'static str, String)>,
    /// The clause that it was read from.
    pub path: String,
    /// The words.
    pub text: String,
    /// Their place.
    pub offset: [usize; 2],
}

impl Entry {
    pub fn new(file: &'static str, table: &'static str, (path, text, offset): (&str, &str, [usize; 2])) -> Self {
        let text = text.split_whitespace().collect();
        Self { file, table, keys: Vec::new(), path: path.to_owned(), text, offset }
    }

    /// With a text, where there is one.
    pub fn text(mut self, key: &'static str, text: Option<&str>) -> Self {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            self.keys.push((key, quoted(text)));
        }
        self
    }

    /// With texts, where there are any.
    pub fn texts(mut self, key: &'static str, texts: &[String]) -> Self {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            self.keys.push((key, format!("[{}]", texts.join(", "))));
        }
        self
    }

    /// With a number, where there is one.
    pub fn number(mut self, key: &'static str, number: Option<f64>) -> Self {
        if let Some(number) = number.filter(|number| number.is_finite()) {
            self.keys.push((key, format!("{number}")));
        }
        self
    }

    /// With a value that is TOML already.
    pub fn toml(mut self, key: &'static str, value: Option<String>) -> Self {
        if let Some(value) = value {
            self.keys.push((key, value));
        }
        self
    }
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Where an entry stands.
pub(super) struct Place {
    pub file: &'static str,
    pub bytes: Range<usize>,
    pub entry: usize,
}

/// The files of a pack: `about` is `pack.toml`, the entries follow in their order.
pub(super) fn written(about: &str, entries: &[Entry]) -> (PackFiles, Vec<Place>) {
    const FILES: [&str; 5] = ["indicators.toml", "targets.toml", "tasks.toml", "subsidies.toml", "dynamics.toml"];
    let mut files = vec![("pack.toml".to_owned(), about.as_bytes().to_vec())];
    let mut places = Vec::new();
    for file in FILES {
        let mut text = String::new();
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.file == file) {
            let start = text.len();
            // Writing to a text cannot fail.
            let _ = writeln!(text, "[[{}]]", entry.table);
            let width = entry.keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
            for (key, value) in &entry.keys {
                let _ = writeln!(text, "{key:width$} = {value}");
            }
            text.push('\n');
            places.push(Place { file, bytes: start..text.len(), entry: at });
        }
        if !text.is_empty() || file == "indicators.toml" {
            files.push((file.to_owned(), text.into_bytes()));
        }
    }
    (PackFiles::new(files), places)
}
