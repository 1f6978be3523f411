//! What was given, by which way, and where exactly.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use domain::say::{Lang, Say};

/// A flag of the command line that sets something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The flag as people write it, as `--listen`.
    pub flag: &'static str,
    /// The setting; none for `--set`, whose text names it.
    pub setting: Option<&'static str>,
    /// What was given.
    pub text: String,
}

/// All that was given to one run of the program.
#[derive(Clone, Default)]
pub struct Given<'a> {
    /// The file that `--config` names.
    pub config: Option<PathBuf>,
    /// The data folder, where settings may lie.
    pub home: Option<&'a Path>,
    /// Flags, in order.
    pub flags: Vec<Flag>,
    /// Environment variables; those of others are passed over.
    pub variables: Vec<(OsString, OsString)>,
    /// What this command has instead of what is usual, by name of the setting.
    pub usual: &'a [(&'static str, &'static str)],
}

/// Values may be secret.
impl fmt::Debug for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Given({:?}, {:?})", self.config, self.home)
    }
}

/// Where a value came from; the later beat the earlier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody set it.
    Usual,
    /// The file of settings.
    File {
        /// Its path.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// An environment variable.
    Variable(String),
    /// A flag.
    Flag(String),
}

impl Origin {
    /// Which of two ways goes before the other.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::Usual => 0,
            Self::File { .. } => 1,
            Self::Variable(_) => 2,
            Self::Flag(_) => 3,
        }
    }

    /// The word in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::File { .. } => "file",
            Self::Variable(_) => "environment",
            Self::Flag(_) => "flag",
        }
    }
}

impl Say for Origin {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Usual, Lang::Zh) => "缺省".to_owned(),
            (Self::Usual, Lang::En) => "usual".to_owned(),
            (Self::File { file, line }, Lang::Zh) => format!("{file} 第 {line} 行"),
            (Self::File { file, line }, Lang::En) => format!("{file}, line {line}"),
            (Self::Variable(name), Lang::Zh) => format!("环境变量 {name}"),
            (Self::Variable(name), Lang::En) => format!("environment variable {name}"),
            (Self::Flag(flag), Lang::Zh) => format!("选项 {flag}"),
            (Self::Flag(flag), Lang::En) => format!("flag {flag}"),
        }
    }
}
