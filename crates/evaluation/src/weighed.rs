//! How the weights that counted came about, where a set of the pack makes them: compared, allotted, or sought.

use domain::say::{Lang, Say};
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::result::{Clause, PopulationResult};

/// A set of weights that counted, and what it was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    /// The title of the set.
    pub title: String,
    /// What it was made from.
    pub by: WeighedBy,
    /// The rule's source.
    pub cite: Clause,
}

/// What weights were made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WeighedBy {
    /// They are stated.
    Stated,
    /// Comparisons in pairs, by node.
    Compared(Vec<ComparedNode>),
    /// Points of experts, by part.
    Allotted(Vec<AllottedPart>),
    /// Target importances.
    Sought {
        /// √ of the mean square by which importances miss their targets.
        residual: Figure,
        /// By part.
        parts: Vec<SoughtPart>,
    },
}

/// How well the comparisons under one node agree (analytic hierarchy process).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparedNode {
    /// The node's id.
    pub node: String,
    /// How many parts were compared.
    pub parts: usize,
    /// The principal eigenvalue of the matrix, λmax.
    pub eigenvalue: Figure,
    /// CI = (λmax − n) ÷ (n − 1).
    pub index: Figure,
    /// CR = CI ÷ RI.
    pub ratio: Figure,
    /// The ratio up to which they may be used.
    pub limit: Figure,
    /// Whether the ratio keeps to it.
    pub consistent: bool,
}

/// What the experts gave one node or item, as parts of their budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllottedPart {
    /// The node's id or the item's indicator.
    pub part: String,
    /// How many experts there are.
    pub experts: usize,
    /// The mean, which is the weight.
    pub mean: Figure,
    /// The standard deviation among them; none of one expert.
    pub deviation: Option<Figure>,
    /// The least.
    pub lowest: Figure,
    /// The most.
    pub highest: Figure,
}

/// How much one node or item matters to the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoughtPart {
    /// The node's id or the item's indicator.
    pub part: String,
    /// The importance it is meant to have, as a part of all targets.
    pub target: Figure,
    /// The importance it reaches: its correlation with the index, as a part of all.
    pub reached: Figure,
}

impl Weighed {
    /// What is to be said of the weight of a node or item that stands under `under`; nothing where it kept its own.
    #[must_use]
    pub fn of(&self, part: &str, under: Option<&str>) -> Option<&dyn Say> {
        match &self.by {
            WeighedBy::Stated => None,
            WeighedBy::Compared(nodes) => {
                nodes.iter().find(|node| Some(node.node.as_str()) == under).map(|node| node as &dyn Say)
            }
            WeighedBy::Allotted(parts) => parts.iter().find(|one| one.part == part).map(|one| one as &dyn Say),
            WeighedBy::Sought { parts, .. } => parts.iter().find(|one| one.part == part).map(|one| one as &dyn Say),
        }
    }

    /// What a person must know before relying on the weights: comparisons that contradict each other, targets that were
    /// not reached.
    #[must_use]
    pub fn remarks(&self, population: &PopulationResult, lang: Lang) -> Vec<String> {
        let title = |id: &str| {
            let node = population.nodes.iter().find(|node| node.id == id);
            node.map_or_else(|| id.to_owned(), |node| node.title.clone())
        };
        match &self.by {
            WeighedBy::Stated | WeighedBy::Allotted(_) => Vec::new(),
            WeighedBy::Compared(nodes) => nodes
                .iter()
                .filter(|node| !node.consistent)
                .map(|node| match lang {
                    Lang::Zh => format!("“{}”之下的{}，判断前后矛盾", title(&node.node), node.say(lang)),
                    Lang::En => {
                        format!("“{}”: {}; the comparisons contradict each other", title(&node.node), node.say(lang))
                    }
                })
                .collect(),
            WeighedBy::Sought { residual, .. } => vec![match lang {
                Lang::Zh => format!("实际重要性与目标的均方根差为 {residual}"),
                Lang::En => format!("importances miss their targets by {residual} (root mean square)"),
            }],
        }
    }
}

impl Say for ComparedNode {
    fn say(&self, lang: Lang) -> String {
        let Self { parts, eigenvalue, index, ratio, limit, .. } = self;
        let kept = match (self.consistent, lang) {
            (true, Lang::Zh) => "未超过",
            (true, Lang::En) => "within",
            (false, Lang::Zh) => "超过",
            (false, Lang::En) => "beyond",
        };
        match lang {
            Lang::Zh => format!(
                "{parts} 个部分两两比较：λmax {eigenvalue}，CI {index}，一致性比率 CR {ratio}（{kept}上限 {limit}）"
            ),
            Lang::En => format!(
                "{parts} parts compared in pairs: λmax {eigenvalue}, CI {index}, consistency ratio {ratio} ({kept} the \
                 limit of {limit})"
            ),
        }
    }
}

impl Say for AllottedPart {
    fn say(&self, lang: Lang) -> String {
        let Self { experts, mean, lowest, highest, .. } = self;
        let deviation = self.deviation.map_or_else(|| "—".to_owned(), |deviation| deviation.to_string());
        match lang {
            Lang::Zh => {
                format!("{experts} 位专家分配的平均 {mean}，标准差 {deviation}，最少 {lowest}，最多 {highest}")
            }
            Lang::En => {
                format!("the mean of {experts} experts, {mean}; deviation {deviation}, least {lowest}, most {highest}")
            }
        }
    }
}

impl Say for SoughtPart {
    fn say(&self, lang: Lang) -> String {
        let Self { target, reached, .. } = self;
        match lang {
            Lang::Zh => format!("按目标重要性反求：目标 {target}，达到 {reached}"),
            Lang::En => format!("sought by importance: target {target}, reached {reached}"),
        }
    }
}
