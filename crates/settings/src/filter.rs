//! What is logged: a level for all, and others for single parts of the program.

use std::fmt;
use std::str::FromStr;

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Off,
    /// What failed.
    Error,
    /// What somebody should look at.
    Warn,
    /// What was done.
    Info,
    /// How.
    Debug,
    /// Everything.
    Trace,
}

impl Level {
    const ALL: [(&'static str, Self); 6] = [
        ("off", Self::Off),
        ("error", Self::Error),
        ("warn", Self::Warn),
        ("info", Self::Info),
        ("debug", Self::Debug),
        ("trace", Self::Trace),
    ];
}

impl FromStr for Level {
    type Err = NoFilter;

    fn from_str(text: &str) -> Result<Self, NoFilter> {
        let word = text.trim().to_ascii_lowercase();
        Self::ALL.iter().find(|(own, _)| *own == word).map(|(_, level)| *level).ok_or(NoFilter)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(_, own)| own == self).map_or("", |(word, _)| *word))
    }
}

/// What is logged, as `info` or `info,store=debug`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What holds for all that is not named.
    pub all: Level,
    /// Parts by the beginning of their path, as `store::job`.
    pub parts: Vec<(String, Level)>,
}

/// A text that is no filter. What is wrong is told by [`crate::list`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a filter of the log")]
pub struct NoFilter;

impl Filter {
    /// A level for all.
    #[must_use]
    pub const fn of(all: Level) -> Self {
        Self { all, parts: Vec::new() }
    }
}

impl FromStr for Filter {
    type Err = NoFilter;

    fn from_str(text: &str) -> Result<Self, NoFilter> {
        let mut pieces = text.split(',');
        let mut filter = Self::of(pieces.next().unwrap_or_default().parse()?);
        for piece in pieces {
            let (part, level) = piece.split_once('=').ok_or(NoFilter)?;
            let part = part.trim();
            let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':');
            if part.is_empty() || !part.bytes().all(sound) {
                return Err(NoFilter);
            }
            filter.parts.push((part.to_owned(), level.parse()?));
        }
        Ok(filter)
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all.fmt(f)?;
        self.parts.iter().try_for_each(|(part, level)| write!(f, ",{part}={level}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_level_and_levels_of_parts() {
        let filter: Filter = " Info, store::job=debug ,sqlx=off".parse().unwrap();
        assert_eq!(filter.to_string(), "info,store::job=debug,sqlx=off");
        assert_eq!("off".parse(), Ok(Filter::of(Level::Off)));
    }

    #[test]
    fn what_could_be_taken_for_another_filter_is_none() {
        // A word that is no level would name a part, and log all of it.
        for wrong in
            ["", "inof", "info,", "info,store", "store=debug", "info,=debug", "info,st ore=debug", "info,[x]=debug"]
        {
            assert_eq!(wrong.parse::<Filter>(), Err(NoFilter), "{wrong}");
        }
    }
}
