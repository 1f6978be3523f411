//! What correlations say: flags, alpha, and why there is no value.

use evaluation::correlate::{Flag, Undefined};

use crate::shell::locale::Words;

/// The sign of a flag.
#[must_use]
pub const fn sign(flag: Flag) -> &'static str {
    match flag {
        Flag::Alike => "≈",
        Flag::Against | Flag::OwnNode => "!",
    }
}

/// What a flag says.
#[must_use]
pub fn flagged(flag: Flag, words: Words) -> String {
    match flag {
        Flag::Alike => words.t("flag-alike"),
        Flag::Against => words.t("flag-against"),
        Flag::OwnNode => words.t("flag-own-node"),
    }
}

/// What Cronbach's alpha says of the parts of a node.
#[must_use]
pub fn verdict(alpha: f64, words: Words) -> String {
    // The customary levels of the handbook on composite indicators.
    if alpha >= 0.7 {
        words.t("alpha-good")
    } else if alpha >= 0.5 {
        words.t("alpha-fair")
    } else {
        words.t("alpha-low")
    }
}

/// Why a statistic has no value.
#[must_use]
pub fn undefined(why: Undefined, words: Words) -> String {
    match why {
        Undefined::TooFew { .. } => words.t("undefined-few"),
        Undefined::TooMany { .. } => words.t("undefined-many"),
        Undefined::Constant => words.t("undefined-constant"),
        Undefined::TooLarge => words.t("undefined-large"),
    }
}
