//! How findings about settings are called.

use declared::Codes;

/// Those about the writing of a value, wherever it was given.
pub(crate) static CONFIG: Codes = Codes {
    toml: "config::toml",
    unknown_key: "config::unknown_key",
    missing_key: "config::missing_key",
    wrong_kind: "config::wrong_kind",
    out_of_range: "config::out_of_range",
    unknown_word: "config::unknown_word",
    unknown_unit: "config::unknown_unit",
};

/// A file of settings that was named and is not there, or cannot be read.
pub(crate) const NO_FILE: &str = "config::no_file";
/// A file of settings that is longer than any.
pub(crate) const TOO_LONG: &str = "config::too_long";
/// A file of settings that is not UTF-8.
pub(crate) const NOT_UTF8: &str = "config::not_utf8";
/// An environment variable that looks like one of ours and is none.
pub(crate) const UNKNOWN_VARIABLE: &str = "config::unknown_variable";
/// An environment variable that is not UTF-8.
pub(crate) const VARIABLE_NOT_UTF8: &str = "config::variable_not_utf8";
/// A flag `--set` without `=`.
pub(crate) const NO_VALUE: &str = "config::no_value";
/// An address of the store given twice by the same way.
pub(crate) const TWICE: &str = "config::twice";
/// The file that holds the address of the store cannot be used.
pub(crate) const DATABASE_FILE: &str = "config::database_file";
/// The file that holds the address of the store can be read by others.
pub(crate) const OPEN_TO_OTHERS: &str = "config::open_to_others";
