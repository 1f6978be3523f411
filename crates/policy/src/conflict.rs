//! Conflicts: what a pack and one it builds on both rule on, and which prevails.

use domain::id::{DynamicId, IndicatorCode, SchemeId, SubsidyId, SubsidyListId, TargetId, TaskId};

use crate::pack::{Cite, choice};

/// Which policy prevails where two packs rule on the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What both rule on, as `indicator.tax_per_mu`, `scheme.firms`, `target.t01`.
    pub rule: Rule,
    /// Which prevails.
    pub prevails: Prevails,
    /// The clause that says so.
    pub cite: Cite,
}

/// A thing that a pack rules on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// An indicator's definition.
    Indicator(IndicatorCode),
    /// A scheme.
    Scheme(SchemeId),
    /// A target.
    Target(TargetId),
    /// A task.
    Task(TaskId),
    /// A money rule.
    Subsidy(SubsidyId),
    /// A bound over several money rules.
    SubsidyList(SubsidyListId),
    /// A rule of dynamic management.
    Dynamic(DynamicId),
}

impl Rule {
    /// The rule that `text` names, as `target.t01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once('.')?;
        match kind {
            "indicator" => id.parse().ok().map(Self::Indicator),
            "scheme" => id.parse().ok().map(Self::Scheme),
            "target" => id.parse().ok().map(Self::Target),
            "task" => id.parse().ok().map(Self::Task),
            "subsidy" => id.parse().ok().map(Self::Subsidy),
            "subsidy_list" => id.parse().ok().map(Self::SubsidyList),
            "dynamic" => id.parse().ok().map(Self::Dynamic),
            _ => None,
        }
    }

    /// What it is and its id: the two sides of the dot.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Indicator(code) => ("indicator", code.as_str()),
            Self::Scheme(id) => ("scheme", id.as_str()),
            Self::Target(id) => ("target", id.as_str()),
            Self::Task(id) => ("task", id.as_str()),
            Self::Subsidy(id) => ("subsidy", id.as_str()),
            Self::SubsidyList(id) => ("subsidy_list", id.as_str()),
            Self::Dynamic(id) => ("dynamic", id.as_str()),
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, id) = self.parts();
        write!(f, "{kind}.{id}")
    }
}

choice! {
    /// Which of two rules on the same thing prevails.
    Prevails {
        /// The pack's own.
        Own = "own", "从本办法", "this pack's own";
        /// That of the pack it builds on.
        Upper = "upper", "从上级办法", "the upper pack's";
        /// For targets the one easier to meet, for money rules the one that pays more.
        MoreGenerous = "more_generous", "从优（就高不就低）", "the more generous one";
    }
}
