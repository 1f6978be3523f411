//! Targets: what of an indicator is to reach which goal by when, and whom that binds.

use domain::id::{IndicatorCode, PackId, TargetId};
use domain::unit::Unit;
use rust_decimal::Decimal;

use crate::deadline::Deadline;
use crate::pack::{AttributeFilter, Cite, choice};

/// What a zone, a city or a subject is to reach by when.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its id within the pack.
    pub id: TargetId,
    /// What is to be reached, in words.
    pub title: String,
    /// The indicator it is measured by.
    pub indicator: IndicatorCode,
    /// What of the indicator is held against the goal.
    pub measure: Measure,
    /// Whom it binds.
    pub subjects: Subjects,
    /// The first year it counts from, where the text states a span.
    pub from: Option<i16>,
    /// By when it is to be reached; without that, always.
    pub by: Option<Deadline>,
    /// How actual and goal are compared.
    pub comparator: Comparator,
    /// The goal, in [`Target::unit`].
    pub goal: Decimal,
    /// The upper end, for [`Comparator::Between`].
    pub goal_to: Option<Decimal>,
    /// The goal's unit of measure: of the indicator's dimension for its value, of what the measure gives otherwise.
    pub unit: Unit,
    /// The rule's source.
    pub cite: Cite,
    /// Remarks.
    pub note: Option<String>,
    /// The pack that declares it.
    pub pack: PackId,
}

impl Target {
    /// The year that growth and multiples are counted from: the base stated, else the year before the first.
    #[must_use]
    pub fn base(&self) -> Option<i16> {
        match self.measure {
            Measure::Growth { base } | Measure::YearlyGrowth { base } | Measure::Multiply { base } => {
                base.or_else(|| self.from?.checked_sub(1))
            }
            Measure::Value | Measure::Share(_) | Measure::Rank { .. } => None,
        }
    }
}

/// What of an indicator is held against a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Its value.
    Value,
    /// How far its value lies above that of a base year, as a share of that (比 2020 年增长).
    Growth {
        /// The base year as stated.
        base: Option<i16>,
    },
    /// The growth of a year, the same in each, that leads from the base year's value to the present one (年均增长).
    YearlyGrowth {
        /// The base year as stated.
        base: Option<i16>,
    },
    /// How many times the base year's value its value is: 2 for 翻一番.
    Multiply {
        /// The base year as stated.
        base: Option<i16>,
    },
    /// Its share of something (占比).
    Share(Share),
    /// Its place in a ranking, 1 the best (前 38 位).
    Rank {
        /// Among whom, in words.
        among: Option<String>,
    },
}

/// What a share is of. At least one of the two is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The indicator in the denominator, where it is another than the one above.
    pub of: Option<IndicatorCode>,
    /// The whole whose value stands there (占全市), where it is another subject than the one bound.
    pub of_whole: Option<String>,
}

choice! {
    /// The measures by their words in a pack.
    MeasureWord {
        /// [`Measure::Value`].
        Value = "value", "数值", "value";
        /// [`Measure::Growth`].
        Growth = "growth", "比基年增长", "growth over the base year";
        /// [`Measure::YearlyGrowth`].
        YearlyGrowth = "yearly_growth", "年均增长", "mean yearly growth";
        /// [`Measure::Multiply`].
        Multiply = "multiply", "为基年的倍数", "multiple of the base year";
        /// [`Measure::Share`].
        Share = "share", "占比", "share";
        /// [`Measure::Rank`].
        Rank = "rank", "名次", "rank";
    }
}

impl Measure {
    /// Its word.
    #[must_use]
    pub const fn word(&self) -> MeasureWord {
        match self {
            Self::Value => MeasureWord::Value,
            Self::Growth { .. } => MeasureWord::Growth,
            Self::YearlyGrowth { .. } => MeasureWord::YearlyGrowth,
            Self::Multiply { .. } => MeasureWord::Multiply,
            Self::Share(_) => MeasureWord::Share,
            Self::Rank { .. } => MeasureWord::Rank,
        }
    }
}

/// Whom a target binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subjects {
    /// The whole that the text names (the city, all zones together), reported under that name.
    Whole(String),
    /// Each subject named, by id or by its `name`.
    Named(Vec<String>),
    /// Each subject of the indicator's kind that passes the filter, but those named in `except`.
    Each {
        /// All must hold; none means every subject.
        filter: Vec<AttributeFilter>,
        /// Left out, by id or by `name`.
        except: Vec<String>,
    },
}

choice! {
    /// How an actual value is held against a goal.
    Comparator {
        /// At least the goal (以上, 不少于, 达到).
        AtLeast = "at_least", "不低于", "at least";
        /// At most the goal (以内, 不超过).
        AtMost = "at_most", "不高于", "at most";
        /// More than the goal (突破, 超过).
        MoreThan = "more_than", "超过", "more than";
        /// Less than the goal.
        LessThan = "less_than", "低于", "less than";
        /// The goal exactly.
        Equal = "equal", "等于", "equal to";
        /// About the goal (左右): within 5 % of it.
        About = "about", "左右", "about";
        /// Between two ends, both included.
        Between = "between", "介于", "between";
    }
}
