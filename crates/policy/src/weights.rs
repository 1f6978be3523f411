//! Sets of weights (权重): stated, from experts' comparisons in pairs or points, or sought by importance.

use domain::say::{Lang, Say};
use rust_decimal::Decimal;

use crate::pack::{Cite, choice};

/// A named set of weights; nodes and items that it does not name keep their own.
#[derive(Clone, Debug)]
pub struct WeightSet {
    /// Its id within the population.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where its weights come from.
    pub from: WeightSource,
    /// The rule's source.
    pub cite: Cite,
}

/// Where the weights of a set come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightSource {
    /// Node id or indicator code → weight.
    Stated(Vec<(String, Decimal)>),
    /// Comparisons in pairs (analytic hierarchy process).
    Compared(Compared),
    /// Points that experts allot.
    Allotted(Allotted),
    /// Node id or indicator code → the importance it is meant to have, in any unit: weights are sought under which its
    /// correlation with the index, as a part of all, is its part of the targets.
    Sought(Vec<(String, Decimal)>),
}

/// Comparisons in pairs, node by node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// One for each node whose parts are compared.
    pub comparisons: Vec<Comparison>,
    /// The consistency ratio up to which comparisons agree well enough.
    pub limit: Decimal,
    /// What follows beyond.
    pub beyond: Inconsistent,
}

/// The parts of one node, compared in pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The node.
    pub under: String,
    /// What stands under it, in the order of the rows.
    pub of: Vec<String>,
    /// Row by row: how many times as important the part of the row is as that of the column.
    pub matrix: Vec<Vec<Times>>,
}

choice! {
    /// What follows where comparisons contradict each other more than the limit allows.
    #[derive(Default)]
    Inconsistent {
        /// The evaluation is refused.
        #[default]
        Refuse = "refuse", "不得使用", "they are not used";
        /// They are used, and the result says so.
        Warn = "warn", "照用并注明", "they are used, with a remark";
    }
}

/// How many times as important: a number or a fraction, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Above the line.
    pub above: Decimal,
    /// Below the line.
    pub below: Decimal,
}

impl Times {
    /// The largest number on either side of the line.
    pub const MOST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

    /// A number, or a fraction as `1/3`; both sides above 0 and up to a million.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let side = |text: &str| {
            text.trim().parse().ok().filter(|number: &Decimal| *number > Decimal::ZERO && *number <= Self::MOST)
        };
        Some(Self { above: side(above)?, below: side(below)? })
    }

    /// The number that makes 1 with this one.
    #[must_use]
    pub const fn reciprocal(self) -> Self {
        Self { above: self.below, below: self.above }
    }

    /// The nearest decimal.
    #[must_use]
    pub fn value(self) -> Decimal {
        // Not zero, and both sides are bounded: the quotient is one.
        self.above.checked_div(self.below).unwrap_or_default()
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.below == Decimal::ONE {
            self.above.normalize().fmt(f)
        } else {
            write!(f, "{}/{}", self.above.normalize(), self.below.normalize())
        }
    }
}

/// Points that experts allot to the parts of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allotted {
    /// What each expert has to give under a node.
    pub budget: Decimal,
    /// By node, then expert.
    pub nodes: Vec<NodePoints>,
}

/// The points that the parts of one node got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodePoints {
    /// The node.
    pub under: String,
    /// What stands under it.
    pub of: Vec<String>,
    /// Each expert with the points of these parts; they add up to the budget.
    pub experts: Vec<(String, Vec<Decimal>)>,
}

impl Say for WeightSource {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Stated(_), Lang::Zh) => "规定的权重".to_owned(),
            (Self::Stated(_), Lang::En) => "weights as stated".to_owned(),
            (Self::Compared(own), Lang::Zh) => {
                format!("层次分析法（AHP）；一致性比率超过 {} 时{}", own.limit.normalize(), own.beyond.say(lang))
            }
            (Self::Compared(own), Lang::En) => {
                let limit = own.limit.normalize();
                format!("comparisons in pairs (AHP); beyond a consistency ratio of {limit} {}", own.beyond.say(lang))
            }
            (Self::Allotted(own), Lang::Zh) => format!("专家分配分数的平均（每人 {} 分）", own.budget.normalize()),
            (Self::Allotted(own), Lang::En) => {
                format!("the mean of points allotted by experts ({} each)", own.budget.normalize())
            }
            (Self::Sought(_), Lang::Zh) => "按目标重要性反求（各部分与指数的相关系数之比趋近目标）".to_owned(),
            (Self::Sought(_), Lang::En) => {
                "sought so that correlations with the index are in the proportion of the targets".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_exact_and_turn_over() {
        let third = Times::read("1/3").unwrap();
        assert_eq!((third.to_string(), third.reciprocal().to_string()), ("1/3".to_owned(), "3".to_owned()));
        assert_eq!(Times::read("3").unwrap().reciprocal(), third);
        assert_eq!(Times::read("0.5").unwrap().value().to_string(), "0.5");
        for wrong in ["0", "-1", "1/0", "", "a", "1/2/3", "1000001"] {
            assert_eq!(Times::read(wrong), None, "{wrong}");
        }
    }
}
