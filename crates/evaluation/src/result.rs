//! What an evaluation says: populations, items, and for every subject its score, rank, grade and the reasons.
//!
//! Everything here is written into the seal in this order of fields and lists; no map that hashes is used. Figures are
//! kept at twelve significant digits, rounded scores exactly.

mod firmness;
mod item;

use domain::hash::Sm3;
use domain::id::{AttributeName, IndicatorCode, PackId, PopulationId, SchemeId, SubjectId};
use domain::period::Period;
use domain::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::{Figure, Score};
use crate::ranked::Ranked;
use crate::reason::Reason;
use crate::weighed::Weighed;

pub use firmness::{Assumed, Assumption, Effect, Failed, Firmness, Firmnesses, Removed};
pub use item::{Basis, Imputed, ItemResult, Limit, MissingCause, MissingRule, Moved, Stepped};

/// The result of one scheme on one release for one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The pack.
    pub pack: PackId,
    /// The pack's title.
    pub pack_title: String,
    /// The hash of the pack's files and those it builds on.
    pub pack_sm3: Sm3,
    /// The scheme.
    pub scheme: SchemeId,
    /// The scheme's title.
    pub title: String,
    /// The scheme's source.
    pub cite: Clause,
    /// The period.
    pub period: Period,
    /// The hash of the release's manifest.
    pub manifest: Sm3,
    /// Whether data or pack are a demonstration (示例数据).
    pub demonstration: bool,
    /// Decimals of scores.
    pub decimals: u8,
    /// Populations in the order of the scheme, those without subjects too.
    pub populations: Vec<PopulationResult>,
    /// Subjects of the release that were not scored, and why; by id.
    pub outside: Vec<Outside>,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The clause, or what the rule demonstrates.
    pub text: String,
    /// Whether the rule answers to no document.
    pub demonstration: bool,
}

impl From<&policy::Cite> for Clause {
    fn from(cite: &policy::Cite) -> Self {
        Self { text: cite.text().to_owned(), demonstration: cite.is_demonstration() }
    }
}

/// The subjects scored by one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationResult {
    /// The population.
    pub id: PopulationId,
    /// Its title.
    pub title: String,
    /// The rule's source.
    pub cite: Clause,
    /// The attribute by which subjects are ranked apart, where they are.
    pub group_by: Option<AttributeName>,
    /// The groups there are, sorted; none where subjects are ranked together.
    pub groups: Vec<String>,
    /// The nodes that items stand under, in the order of the scheme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<NodeHead>,
    /// The items, in order.
    pub items: Vec<ItemHead>,
    /// Bonus and deduction rules, in order.
    pub adjustments: Vec<RuleHead>,
    /// Bounds over several of them, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<RuleHead>,
    /// Rules for members that are not treated as the others, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<RuleHead>,
    /// Vetoes, in order.
    pub vetoes: Vec<RuleHead>,
    /// Grades from best to worst, with how many got them, then what exempt members bear in the place of one; none where
    /// the scheme gives none.
    pub grades: Vec<GradeCount>,
    /// The ranking by all items at once that stands in the place of means, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranking: Option<Ranked>,
    /// The set of weights that counted; none where weights stand with nodes and items, are equal or follow from figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Weighed>,
    /// How it was told how firm ranks are; none where nothing was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmness: Option<Firmnesses>,
    /// The subjects: by group, then rank (those without one last), then score, then id.
    pub subjects: Vec<SubjectResult>,
}

/// A node as the result names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeHead {
    /// Its id within the population.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The node it stands under; none at the top.
    pub under: Option<String>,
    /// In an index its weight among those under the same node, as it counted; over scored items all their points.
    pub weight: Figure,
    /// The share of the whole that it has, from 0 to 1, where all figures are there.
    pub share: Figure,
    /// The rule's source.
    pub cite: Clause,
}

/// An item as the result names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemHead {
    /// The indicator scored.
    pub indicator: IndicatorCode,
    /// Its title.
    pub title: String,
    /// Its unit of measure.
    pub unit: Unit,
    /// The weight as the scheme states it: in points, or, in an index, among the items under the same node.
    pub weight: Decimal,
    /// The function's word in packs, as `ratio_capped`; `index` for an item of an index.
    pub function: String,
    /// The node it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// What stands for an item of an index alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexedHead>,
    /// The rule's source.
    pub cite: Clause,
}

/// What an item of an index has beside its weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexedHead {
    /// Whether less is better.
    pub lower_is_better: bool,
    /// The unit of measure once divided.
    pub unit: Unit,
    /// The weight that counted, among the items under the same node.
    pub weight: Figure,
    /// The share of the index that it has, from 0 to 1, where all figures are there.
    pub share: Figure,
    /// What became of its outliers.
    pub outliers: Outliers,
    /// Skewness and kurtosis before and after treatment; none where a column has no such thing.
    pub shapes: [Option<[Figure; 2]>; 2],
}

/// What became of an item's outliers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outliers {
    /// The scheme treats none.
    NoRule,
    /// The figures were within the bounds.
    None,
    /// They were treated.
    Treated,
    /// They were treated and are out of bounds still.
    StillOut,
    /// Nothing could be done: the figures are constant, too few, or the curve has no value for them.
    LeftAlone,
}

/// A bonus, deduction or veto rule as the result names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleHead {
    /// Its id within the population.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The rule's source.
    pub cite: Clause,
}

/// A grade and how many got it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeCount {
    /// Its letter or word.
    pub code: String,
    /// Its longer name, where it has one.
    pub title: Option<String>,
    /// Subjects that got it.
    pub count: usize,
}

/// A subject's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectResult {
    /// The subject.
    pub subject: SubjectId,
    /// Its name, where the release gives one other than the id.
    pub name: Option<String>,
    /// Its group, where subjects are ranked apart.
    pub group: Option<String>,
    /// All points before rounding.
    pub sum: Option<Figure>,
    /// The rounded score.
    pub score: Option<Score>,
    /// The place, from 1, within its group or population.
    pub rank: Option<usize>,
    /// How many are ranked there.
    pub ranked: Option<usize>,
    /// The grade, or what an exempt member bears in its place.
    pub grade: Option<String>,
    /// One entry per node, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<NodeResult>,
    /// One entry per item, in order.
    pub items: Vec<ItemResult>,
    /// One entry per bonus or deduction rule, in order.
    pub adjustments: Vec<AdjustmentResult>,
    /// One entry per bound over several of them, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListResult>,
    /// How firm its place is; none where that was not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmness: Option<Firmness>,
    /// All that is particular about this result.
    pub reasons: Vec<Reason>,
}

impl SubjectResult {
    /// The name for people: the name, or the id where there is none.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(self.subject.as_str())
    }
}

/// What a subject got for a node.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeResult {
    /// The mean of what stands under it; over scored items their points together. None where too little is there.
    pub value: Option<Figure>,
    /// The share of the whole that it had, from 0 to 1; none where it was not there.
    pub share: Option<Figure>,
    /// Points of the score that are due to it.
    pub points: Option<Figure>,
    /// The place by value, from 1, within the group or population.
    pub rank: Option<usize>,
}

/// What a bonus or deduction rule came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentResult {
    /// The points by its formula; none where that is missing.
    pub given: Option<Figure>,
    /// The points that count.
    pub points: Figure,
}

/// What a bound over several bonus and deduction rules did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListResult {
    /// The points of its rules together.
    pub total: Figure,
    /// What is added to the sum to bring them within the bound; none where they are.
    pub correction: Option<Figure>,
}

/// A subject of the release that was not scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// The subject.
    pub subject: SubjectId,
    /// Its name, where the release gives one other than the id.
    pub name: Option<String>,
    /// Why it was not scored.
    pub why: WhyOutside,
}

/// Why a subject of the release was not scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WhyOutside {
    /// The release holds none of the figures that the scheme reads, for this period.
    NoData,
    /// No population takes it.
    NoPopulation,
    /// The population ranks by an attribute that the subject does not have.
    NoGroup {
        /// The population.
        population: PopulationId,
        /// The attribute.
        attribute: AttributeName,
    },
    /// Too little of its data is there.
    Screened {
        /// The population.
        population: PopulationId,
        /// The share of its figures that are there, from 0 to 1.
        available: Figure,
        /// The share of those that are not zero, from 0 to 1; none without figures.
        nonzero: Option<Figure>,
    },
    /// The scheme leaves it out by name.
    LeftOut {
        /// The population.
        population: PopulationId,
    },
}

impl Evaluation {
    /// The result of a subject, by id or by name, and the population it belongs to.
    #[must_use]
    pub fn find(&self, subject: &str) -> Option<(&PopulationResult, &SubjectResult)> {
        let of = |matches: &dyn Fn(&SubjectResult) -> bool| {
            self.populations.iter().find_map(|population| {
                population.subjects.iter().find(|result| matches(result)).map(|result| (population, result))
            })
        };
        of(&|result| result.subject.as_str() == subject)
            .or_else(|| of(&|result| result.name.as_deref() == Some(subject)))
    }

    /// Every result with its population, in order.
    pub fn results(&self) -> impl Iterator<Item = (&PopulationResult, &SubjectResult)> {
        self.populations
            .iter()
            .flat_map(|population| population.subjects.iter().map(move |result| (population, result)))
    }
}
