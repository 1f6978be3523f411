//! How the program ends: one number for each kind of end, as `docs/cli.md` lists them.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done,
    /// A file, a folder or the network refused.
    Trouble,
    /// What was given has findings: bad cells, a broken pack, a failed example. Nothing was published.
    Findings,
    /// What was named is not there: home, release, scheme, subject.
    NotFound,
    /// What was checked is not what it was: a damaged file, a seal that does not verify.
    Damaged,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Trouble => 1,
            // 2 is clap's: the command line itself is wrong.
            Exit::Findings => 3,
            Exit::NotFound => 4,
            Exit::Damaged => 5,
        })
    }
}
