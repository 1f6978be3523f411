//! Policy packs by content, and what people decided about each version: uploaded, checked, approved, in force.
//!
//! The store knows a pack's files as a [`Bundle`] and no more; what they say is read by those who ask. Steps are only ever
//! added, so a pack's history is all of them, and what was in force can be asked as of any day, as known at any moment.

mod error;
mod line;
mod read;
mod standing;
mod step;

use std::fmt;

use domain::bundle::Bundle;
use domain::day::Day;
use domain::hash::Sm3;
use domain::id::PackId;
use domain::say::{Lang, Say};

use crate::clock::Moment;

pub use error::PackError;
pub use line::InForce;
pub use standing::{Check, Standing, State};

/// A pack that another builds on, as it was when that one was checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upper {
    /// Which pack.
    pub pack: PackId,
    /// The content of its files.
    pub sm3: Sm3,
}

/// A version to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// The pack it is a version of.
    pub pack: &'a PackId,
    /// The title that it bears.
    pub title: &'a str,
    /// Its files.
    pub files: &'a Bundle,
}

/// What the check of a version gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether it may be used.
    pub passed: bool,
    /// The findings, as JSON.
    pub findings: String,
    /// The packs it builds on, directly or not, as they were.
    pub upper: Vec<Upper>,
}

/// A version of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The name of its content.
    pub sm3: Sm3,
    /// The pack.
    pub pack: PackId,
    /// The title that it bears.
    pub title: String,
    /// When it came into the store.
    pub made_at: Moment,
    /// What was decided about it.
    pub standing: Standing,
}

/// What was done with a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It came into the store.
    Uploaded,
    /// It was checked.
    Checked(Checked),
    /// A second person approved what had been checked.
    Approved {
        /// The packs it builds on, as they were.
        upper: Vec<Upper>,
    },
    /// It is in force from this day on, until another is.
    Forced {
        /// The first day.
        from: Day,
    },
    /// From this day on it is no longer in force.
    Ended {
        /// The first day without it.
        from: Day,
    },
    /// It is not to be used: what was decided about it counts no more.
    Withdrawn,
}

impl Step {
    /// The word in the store.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checked(_) => "checked",
            Self::Approved { .. } => "approved",
            Self::Forced { .. } => "in_force",
            Self::Ended { .. } => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Say for Step {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Uploaded => ("上传".to_owned(), "uploaded".to_owned()),
            Self::Checked(Checked { passed: true, .. }) => ("检查通过".to_owned(), "checked, sound".to_owned()),
            Self::Checked(_) => ("检查未通过".to_owned(), "checked, with errors".to_owned()),
            Self::Approved { .. } => ("审批通过".to_owned(), "approved".to_owned()),
            Self::Forced { from } => (format!("自 {from} 起生效"), format!("in force from {from}")),
            Self::Ended { from } => (format!("自 {from} 起停用"), format!("no longer in force from {from}")),
            Self::Withdrawn => ("撤回".to_owned(), "withdrawn".to_owned()),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// A step with who took it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its number within the pack, from 1.
    pub number: i64,
    /// The version.
    pub sm3: Sm3,
    /// What was done.
    pub step: Step,
    /// The code of who did it.
    pub person: String,
    /// The code of the person it was done for, where that is another.
    pub on_behalf: Option<String>,
    /// Why, in the person's words.
    pub note: Option<String>,
    /// When.
    pub at: Moment,
    /// The act it was part of.
    pub act: i64,
}

/// A pack with its newest title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which pack.
    pub pack: PackId,
    /// The title of its newest version.
    pub title: String,
    /// How many versions there are.
    pub versions: u64,
    /// The version in force today.
    pub in_force: Option<Sm3>,
}

/// A list of packs as the store keeps it: one to a line, in order.
pub(crate) struct Uppers<'a>(pub &'a [Upper]);

impl fmt::Display for Uppers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted: Vec<&Upper> = self.0.iter().collect();
        sorted.sort();
        sorted.dedup();
        sorted.into_iter().try_for_each(|upper| writeln!(f, "{} {}", upper.pack, upper.sm3))
    }
}

/// What [`Uppers`] wrote; none where it is something else.
pub(crate) fn read_uppers(text: &str) -> Option<Vec<Upper>> {
    let line = |line: &str| {
        let (pack, sm3) = line.split_once(' ')?;
        Some(Upper { pack: pack.parse().ok()?, sm3: sm3.parse().ok()? })
    };
    text.lines().map(line).collect()
}
