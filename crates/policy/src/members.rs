//! What follows the score beside adjustments and vetoes: bounds over several adjustments, members treated apart.

use rust_decimal::Decimal;

use crate::formula::Formula;
use crate::pack::{AttributeFilter, Cite};

/// A bound over several bonus or deduction rules together.
#[derive(Clone, Debug)]
pub struct List {
    /// Its id within the population.
    pub id: String,
    /// What it bounds.
    pub title: String,
    /// The ids of its rules; a rule stands in one list at most.
    pub rules: Vec<String>,
    /// The most they may come to together.
    pub at_most: Option<Decimal>,
    /// The least they may come to together.
    pub at_least: Option<Decimal>,
    /// The rule's source.
    pub cite: Cite,
}

/// A rule for members that are not treated as the others after the score; both conditions must hold.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id within the population.
    pub id: String,
    /// Who they are.
    pub title: String,
    /// Conditions on attributes.
    pub filter: Vec<AttributeFilter>,
    /// A condition on indicators; a missing value does not pass.
    pub when: Option<Formula>,
    /// How they are treated.
    pub effect: MemberEffect,
    /// The rule's source.
    pub cite: Cite,
}

/// How such members are treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberEffect {
    /// Scored, neither ranked nor graded, no head in a quota; bears this word in the place of a grade.
    Exempt(String),
    /// Ranked, no head in a quota, graded by the cut scores of those that are.
    QuotaFree,
    /// Never below this grade, unless a veto puts it there.
    Protected(String),
}

impl MemberEffect {
    /// The words a pack may use.
    pub const CODES: &'static [&'static str] = &["exempt", "quota_free", "protected"];
}
