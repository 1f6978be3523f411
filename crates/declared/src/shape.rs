//! What a table may hold: one list of keys, from which files are checked and a JSON schema is made.

/// The keys of one kind of table.
#[derive(Debug)]
pub struct Shape {
    /// What the table is, in Chinese.
    pub title: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it says, in Chinese.
    pub doc: &'static str,
    /// The same in English; empty where it is said in Chinese only.
    pub en: &'static str,
    /// What holds where it is absent, as it would be written; empty where nothing does.
    pub usual: &'static str,
}

impl Key {
    /// What it says, in English where that is written.
    #[must_use]
    pub const fn in_english(&self) -> &'static str {
        if self.en.is_empty() { self.doc } else { self.en }
    }
}

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// Text, not empty.
    Text,
    /// An id: lower-case ASCII letters, digits, `_`, `-`, `.`.
    Code,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A unit of measure.
    Unit,
    /// A formula.
    Formula,
    /// A decimal number.
    Number,
    /// A whole number between the two.
    Whole(i64, i64),
    /// A year, as `2025`.
    Year,
    /// A day, as `2021-05-31`.
    Day,
    /// A year, a day, or one of these tables.
    DateOr(&'static [&'static Shape]),
    /// True or false.
    Truth,
    /// A list of texts.
    Texts,
    /// A list of codes.
    Codes,
    /// A list of some of these words.
    Words(&'static [&'static str]),
    /// A table of attribute → text or list of texts.
    Filter,
    /// A table of year → number.
    ByYear,
    /// A number, or one of these tables.
    NumberOr(&'static [&'static Shape]),
    /// One of these words, or one of these tables.
    WordOr(&'static [&'static str], &'static [&'static Shape]),
    /// A number, or the word `"none"`.
    NumberOrNone,
    /// Text, or the word `"none"`.
    TextOrNone,
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A list of tables whose further keys are indicator codes with numbers.
    TablesOfNumbers(&'static Shape),
    /// A table of any key → text.
    TextMap,
    /// A table of any key → number.
    Numbers,
    /// Rows of numbers, or of texts that this takes.
    Matrix(fn(&str) -> bool),
    /// Text that has to be readable as something.
    Checked(&'static Checked),
    /// The same, and not to be shown to anybody.
    Secret(&'static Checked),
}

/// Text that has to be readable as something.
#[derive(Debug)]
pub struct Checked {
    /// Whether it is.
    pub fits: fn(&str) -> bool,
    /// What it should be, in Chinese.
    pub zh: &'static str,
    /// What it should be, in English.
    pub en: &'static str,
}

impl Shape {
    /// The key of that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key that must be there.
#[must_use]
pub const fn must(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc, en: "", usual: "" }
}

/// A key that may be there.
#[must_use]
pub const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc, en: "", usual: "" }
}
