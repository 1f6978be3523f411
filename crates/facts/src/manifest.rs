//! A manifest: the list of parts that a release is made of, as canonical JSON named by its own hash.

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode};
use domain::period::Period;
use domain::unit::Unit;
use serde::{Deserialize, Serialize};

/// The format this program writes. It reads no newer one.
pub const FORMAT: u32 = 1;

/// What a release holds. No time and no name stands in it: the same data make the same manifest.
///
/// Fields are declared in alphabetical order, which is the order of keys in the canonical JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// One entry per form and period, sorted by form, then period code.
    pub entries: Vec<Entry>,
    /// The format's number.
    pub format: u32,
}

/// What one form gives for one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The attributes it gives, sorted.
    pub attributes: Vec<AttributeName>,
    /// Whether any of it is generated for demonstration (示例数据).
    pub demonstration: bool,
    /// The form; before forms exist, the mapping's id.
    pub form: FormId,
    /// The indicators it gives, sorted by code.
    pub indicators: Vec<IndicatorLine>,
    /// The files it was read from, sorted by source, then mapping.
    pub inputs: Vec<Input>,
    /// The period.
    pub period: Period,
    /// The part of attributes, where it gives any.
    pub subjects: Option<Part>,
    /// The part of figures, where it gives any.
    pub values: Option<Part>,
}

/// An indicator that a part of figures gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorLine {
    /// Its code.
    pub code: IndicatorCode,
    /// How many rows, missing ones included.
    pub rows: u64,
    /// The units of measure as entered, sorted by code.
    pub units: Vec<Unit>,
}

/// A file that data were read from, and how it was read: all that a rebuild needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Whether bad cells were left out by decision (`--accept-clean`).
    pub accept_clean: bool,
    /// The file's name as it was given, without folders.
    pub file_name: String,
    /// The mapping that read it.
    pub mapping: Sm3,
    /// The file.
    pub source: Sm3,
}

/// A Parquet file of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The file's size.
    pub bytes: u64,
    /// The hash of the file.
    pub file_sm3: Sm3,
    /// How many rows it holds.
    pub rows: u64,
    /// The hash of the canonical rows: the part's name.
    pub rows_sm3: Sm3,
}

impl Part {
    /// The file's name within `parts/`.
    #[must_use]
    pub fn file(&self) -> String {
        part_file(self.rows_sm3)
    }
}

pub(crate) fn part_file(rows: Sm3) -> String {
    format!("{rows}.parquet")
}

impl Manifest {
    /// The manifest of an empty archive.
    pub(crate) const fn empty() -> Self {
        Self { entries: Vec::new(), format: FORMAT }
    }

    /// The canonical bytes: JSON without spaces, keys and lists sorted, a line feed at the end.
    pub(crate) fn canonical(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The entry of a form and period.
    #[must_use]
    pub fn entry(&self, form: &FormId, period: Period) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.form == *form && entry.period == period)
    }

    /// This manifest with `entries` added, each in the place of the one of its form and period.
    pub(crate) fn with(&self, entries: Vec<Entry>) -> Self {
        let mut all = entries;
        let new = all.len();
        for old in &self.entries {
            if !all[..new].iter().any(|entry| entry.form == old.form && entry.period == old.period) {
                all.push(old.clone());
            }
        }
        all.sort_by_cached_key(|entry| (entry.form.clone(), entry.period.code()));
        Self { entries: all, format: FORMAT }
    }

    /// The inputs that read `source`, over all entries.
    pub(crate) fn file_name(&self, source: Sm3) -> String {
        self.entries
            .iter()
            .flat_map(|entry| &entry.inputs)
            .find(|input| input.source == source)
            .map_or_else(String::new, |input| input.file_name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_json_has_its_keys_sorted_and_reads_back() {
        let part = Part { bytes: 9, file_sm3: Sm3::of(b"f"), rows: 1, rows_sm3: Sm3::of(b"r") };
        let manifest = Manifest::empty().with(vec![Entry {
            attributes: vec![AttributeName::new("name").unwrap()],
            demonstration: false,
            form: FormId::new("f").unwrap(),
            indicators: vec![IndicatorLine {
                code: IndicatorCode::new("tax").unwrap(),
                rows: 1,
                units: vec![Unit::parse("万元").unwrap()],
            }],
            inputs: vec![Input {
                accept_clean: false,
                file_name: "甲.xlsx".to_owned(),
                mapping: Sm3::of(b"m"),
                source: Sm3::of(b"s"),
            }],
            period: "2024".parse().unwrap(),
            subjects: Some(part),
            values: Some(part),
        }]);
        let text = String::from_utf8(manifest.canonical().unwrap()).unwrap();
        assert_eq!(serde_json::from_str::<Manifest>(&text).unwrap(), manifest);
        assert_keys_sorted(&text);
    }

    /// Keys are read in the order of the text, whatever map the JSON library keeps.
    fn assert_keys_sorted(text: &str) {
        let mut open: Vec<Option<String>> = Vec::new();
        let mut quoted = text.split('"');
        let mut outside = quoted.next().unwrap();
        while let Some(inside) = quoted.next() {
            for sign in outside.chars() {
                match sign {
                    '{' | '[' => open.push(None),
                    '}' | ']' => drop(open.pop()),
                    _ => {}
                }
            }
            outside = quoted.next().unwrap();
            if outside.starts_with(':') {
                let last = open.last_mut().unwrap();
                assert!(last.as_deref().is_none_or(|last| last < inside), "{last:?} before {inside:?}");
                *last = Some(inside.to_owned());
            }
        }
    }
}
