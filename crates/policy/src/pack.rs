//! A checked policy pack: what a policy document says, as data that a program can run.

use domain::id::{AttributeName, IndicatorCode, PackId};
use domain::unit::Unit;

use crate::conflict::Conflict;
use crate::dynamic::Dynamic;
use crate::formula::Formula;
use crate::scheme::Scheme;
use crate::subsidy::{Subsidy, SubsidyList};
use crate::target::Target;
use crate::task::Task;

/// A policy pack that passed every check: names resolved, units agreed, rules cited.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What the document is.
    pub meta: Meta,
    /// Which rule prevails where it and a pack it builds on both make one, in the order declared.
    pub conflicts: Vec<Conflict>,
    /// Indicators in the order declared: those of the packs it builds on first, its own after them.
    pub indicators: Vec<Indicator>,
    /// Schemes in the order declared, inherited ones first.
    pub schemes: Vec<Scheme>,
    /// Targets in the order declared, inherited ones first.
    pub targets: Vec<Target>,
    /// Tasks in the order declared, inherited ones first.
    pub tasks: Vec<Task>,
    /// Money rules in the order declared, inherited ones first.
    pub subsidies: Vec<Subsidy>,
    /// Bounds over several money rules, inherited ones first.
    pub subsidy_lists: Vec<SubsidyList>,
    /// Rules of dynamic management in the order declared, inherited ones first.
    pub dynamics: Vec<Dynamic>,
    /// The pack's own examples.
    pub tests: Vec<crate::test::PackTest>,
    /// The files it was read from, its own only.
    pub files: crate::files::PackFiles,
    /// The packs it builds on, directly or not, in the order they were taken in.
    pub upper: Vec<crate::files::PackFiles>,
}

impl Pack {
    /// The indicator of that code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code.as_str() == code)
    }

    /// The scheme of that id.
    #[must_use]
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id.as_str() == id)
    }

    /// The target of that id.
    #[must_use]
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.id.as_str() == id)
    }

    /// The packs it builds on, directly or not, by id and content.
    #[must_use]
    pub fn upper_hashes(&self) -> Vec<(PackId, domain::hash::Sm3)> {
        let named = |files: &crate::files::PackFiles| Some((files.named()?.0, files.hash()));
        let mut upper: Vec<_> = self.upper.iter().filter_map(named).collect();
        upper.sort();
        upper
    }

    /// The content address: over the pack's own files and those it builds on.
    #[must_use]
    pub fn hash(&self) -> domain::hash::Sm3 {
        crate::files::hash_all(std::iter::once(&self.files).chain(&self.upper))
    }
}

/// What the document is, and where and when it is in force.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The pack's id, the name of its folder.
    pub id: PackId,
    /// The document's title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Its number (文号), where it has one.
    pub number: Option<String>,
    /// The day it was issued, `YYYY-MM-DD`, where known.
    pub issued: Option<String>,
    /// The first day it is in force, where known.
    pub in_force_from: Option<String>,
    /// The first day it is no longer in force, where stated.
    pub in_force_to: Option<String>,
    /// The place it is in force for, in words.
    pub jurisdiction: String,
    /// Where the text was published, and what should be checked against the issuing office.
    pub source: String,
    /// Whether the whole pack is a demonstration and answers to no document.
    pub demonstration: bool,
    /// The packs it builds on, as declared.
    pub builds_on: Vec<PackId>,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cite {
    /// A clause of the document, as `二/（四）/9`.
    Clause(String),
    /// No document: the rule is there to demonstrate, and says what for.
    Demonstration(String),
}

impl Cite {
    /// The words as written.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Clause(text) | Self::Demonstration(text) => text,
        }
    }

    /// Whether the rule is a demonstration.
    #[must_use]
    pub const fn is_demonstration(&self) -> bool {
        matches!(self, Self::Demonstration(_))
    }
}

/// Something measured about each subject of a kind.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its code, as formulas and items name it.
    pub code: IndicatorCode,
    /// Its title on pages.
    pub title: String,
    /// Other names under which spreadsheets know it.
    pub aliases: Vec<String>,
    /// The unit of measure its values are shown and scored in.
    pub unit: Unit,
    /// The kind of subject it is measured for: `zone`, `firm`, `area` …
    pub subject: String,
    /// Whether more or less is better.
    pub direction: Direction,
    /// How often it is reported.
    pub period: Frequency,
    /// Reported, or derived from others.
    pub definition: Definition,
    /// The rule's source.
    pub cite: Cite,
    /// Remarks: what it includes, where it is found.
    pub note: Option<String>,
    /// The pack that declares it.
    pub pack: PackId,
}

impl Indicator {
    /// The formula, where it is derived.
    #[must_use]
    pub fn formula(&self) -> Option<&Formula> {
        match &self.definition {
            Definition::Reported => None,
            Definition::Derived(formula) => Some(formula),
        }
    }
}

/// Where an indicator's values come from.
#[derive(Clone, Debug)]
pub enum Definition {
    /// Respondents report it.
    Reported,
    /// A formula makes it from other indicators of the same subject and period.
    Derived(Formula),
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// The words a pack may use.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The value that a pack's word stands for.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The word a pack uses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl domain::say::Say for $name {
            fn say(&self, lang: domain::say::Lang) -> String {
                match (self, lang) {
                    $((Self::$variant, domain::say::Lang::Zh) => $zh.to_owned(),
                      (Self::$variant, domain::say::Lang::En) => $en.to_owned(),)+
                }
            }
        }
    };
}
pub(crate) use choice;

choice! {
    /// Whether more or less of an indicator is better.
    Direction {
        /// More is better.
        Higher = "higher", "越高越好", "higher is better";
        /// Less is better.
        Lower = "lower", "越低越好", "lower is better";
        /// Neither.
        Neutral = "neutral", "中性", "neutral";
    }
}

choice! {
    /// How often an indicator is reported.
    Frequency {
        /// Once a year.
        Year = "year", "年", "yearly";
        /// Twice a year.
        Half = "half", "半年", "half-yearly";
        /// Four times a year.
        Quarter = "quarter", "季", "quarterly";
        /// Twelve times a year.
        Month = "month", "月", "monthly";
    }
}

/// A condition on an attribute: its value is one of those listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeFilter {
    /// The attribute.
    pub attribute: AttributeName,
    /// The values that pass.
    pub any_of: Vec<String>,
}
