//! How findings about the writing of a pack's files are called.

use declared::Codes;

/// They begin with `pack::`, and are listed in `docs/packs.md`.
pub(crate) static PACK: Codes = Codes {
    toml: "pack::toml",
    unknown_key: "pack::unknown_key",
    missing_key: "pack::missing_key",
    wrong_kind: "pack::wrong_kind",
    out_of_range: "pack::out_of_range",
    unknown_word: "pack::unknown_word",
    unknown_unit: "pack::unknown_unit",
};
