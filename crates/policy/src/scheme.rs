//! An evaluation scheme (考核方案): who is scored, by which items, and what follows from the score.

use domain::id::{AttributeName, IndicatorCode, PackId, PopulationId, SchemeId};
use domain::period::Period;
use domain::say::{Lang, Say};
use rust_decimal::Decimal;

use crate::firmness::Firmness;
use crate::formula::Formula;
use crate::index::{Method, Node, Steps};
use crate::members::{List, Member};
use crate::pack::{AttributeFilter, Cite, Frequency, choice};
use crate::weights::WeightSet;

/// An evaluation scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its id within the pack.
    pub id: SchemeId,
    /// Its title.
    pub title: String,
    /// The kind of subject it evaluates.
    pub subject: String,
    /// How often it is run.
    pub period: Frequency,
    /// Decimals that a score is rounded to, half away from zero; ranks and grades use the rounded score.
    pub decimals: u32,
    /// How ranks count when scores are equal.
    pub ties: Ties,
    /// Kinds of subject scored by different models; a subject belongs to the first that takes it.
    pub populations: Vec<Population>,
    /// The rule's source.
    pub cite: Cite,
    /// The pack that declares it.
    pub pack: PackId,
}

choice! {
    /// How ranks count when scores are equal.
    Ties {
        /// Equal scores share the best rank, the next is counted after them: 1, 2, 2, 4.
        Competition = "competition", "并列占位（1、2、2、4）", "competition (1, 2, 2, 4)";
        /// Equal scores share a rank, the next follows at once: 1, 2, 2, 3.
        Dense = "dense", "并列不占位（1、2、2、3）", "dense (1, 2, 2, 3)";
    }
}

/// Subjects scored by one model.
#[derive(Clone, Debug)]
pub struct Population {
    /// Its id within the scheme.
    pub id: PopulationId,
    /// Its title.
    pub title: String,
    /// Conditions on attributes; all must hold.
    pub filter: Vec<AttributeFilter>,
    /// A condition on indicators, as `land_mu >= 3`; a missing value does not pass.
    pub when: Option<Formula>,
    /// The attribute by which subjects are ranked and graded apart.
    pub group_by: Option<AttributeName>,
    /// Nodes that the items stand under, in the order declared: of an index always, of scored items where the document
    /// has headings.
    pub nodes: Vec<Node>,
    /// What is scored, in order.
    pub items: Vec<Item>,
    /// How an index is built of the items; without it their points are added up.
    pub method: Option<Method>,
    /// Named sets of weights, in the order declared.
    pub weight_sets: Vec<WeightSet>,
    /// How it is told how firm ranks are.
    pub firmness: Firmness,
    /// Points added or taken off after the items, in order.
    pub adjustments: Vec<Adjustment>,
    /// Bounds over several of them together, in order.
    pub lists: Vec<List>,
    /// Members that are not treated as the others after the score, in order.
    pub members: Vec<Member>,
    /// Facts that bound the grade or take the subject out.
    pub vetoes: Vec<Veto>,
    /// How grades follow from scores; without it there are none.
    pub grading: Option<Grading>,
    /// The rule's source.
    pub cite: Cite,
}

/// One scored item.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is scored.
    pub indicator: IndicatorCode,
    /// The node it stands under, where there are nodes.
    pub under: Option<String>,
    /// Its weight: in points, or, in an index, among the items under the same node.
    pub weight: Decimal,
    /// How a value becomes points.
    pub function: ItemFunction,
    /// What happens where the value is missing.
    pub missing: MissingRule,
    /// The rule's source.
    pub cite: Cite,
}

/// How a value becomes points; `w` is the item's weight.
#[derive(Clone, Debug)]
pub enum ItemFunction {
    /// `w × x / benchmark`, without limit.
    Ratio {
        /// What full points are given for.
        benchmark: Benchmark,
    },
    /// `w × x / benchmark`, at most `w × cap`, at least 0.
    RatioCapped {
        /// What full points are given for.
        benchmark: Benchmark,
        /// The limit as a multiple of the weight; 1 unless stated.
        cap: Decimal,
    },
    /// `w × [floor + (100 − floor) × (x − min)/(max − min)] / 100`.
    MinMaxFloor {
        /// Points of a hundred that the smallest value gets, from 0 to 100.
        floor: Decimal,
        /// Over whom minimum and maximum are taken.
        over: Over,
    },
    /// `w × (2 − x / benchmark)`, from 0 (at twice the benchmark) to `w × cap`: less is better.
    Inverse {
        /// What full points are given for; usually the mean.
        benchmark: Benchmark,
        /// The limit as a multiple of the weight; 1 unless stated.
        cap: Decimal,
    },
    /// `w × (x − base)/(target − base)`, from 0 to `w`.
    Target {
        /// The value that gets no points.
        base: Benchmark,
        /// The value that gets full points.
        target: Benchmark,
    },
    /// The level of the base year earns a share of `w`, each further step of growth points more.
    BaseSteps(Box<BaseSteps>),
    /// The class whose bound the value meets first decides the share of `w`.
    Classes {
        /// Classes from best to worst.
        classes: Vec<Class>,
        /// Whether less is better: bounds are the most, not the least.
        lower: bool,
    },
    /// `x × points each`, from 0 to `w × cap`.
    Count {
        /// Points for each one counted.
        points_each: Decimal,
        /// The limit as a multiple of the weight; 1 unless stated.
        cap: Decimal,
    },
    /// By the steps of an index; never together with the others.
    Index(Box<Steps>),
}

impl ItemFunction {
    /// The words a pack may use; an item of an index has none.
    pub const CODES: &'static [&'static str] =
        &["ratio", "ratio_capped", "min_max_floor", "inverse", "target", "base_steps", "classes", "count"];

    /// The word a pack uses.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ratio { .. } => "ratio",
            Self::RatioCapped { .. } => "ratio_capped",
            Self::MinMaxFloor { .. } => "min_max_floor",
            Self::Inverse { .. } => "inverse",
            Self::Target { .. } => "target",
            Self::BaseSteps(_) => "base_steps",
            Self::Classes { .. } => "classes",
            Self::Count { .. } => "count",
            Self::Index(_) => "index",
        }
    }
}

impl ItemFunction {
    /// The subject's own value to compare with: of the base year, or its own target.
    #[must_use]
    pub fn own(&self) -> Option<&Own> {
        match self {
            Self::Ratio { benchmark } | Self::RatioCapped { benchmark, .. } | Self::Inverse { benchmark, .. } => {
                benchmark.own()
            }
            Self::Target { base, target } => base.own().or(target.own()),
            Self::BaseSteps(steps) => Some(&steps.base),
            Self::MinMaxFloor { .. } | Self::Classes { .. } | Self::Count { .. } | Self::Index(_) => None,
        }
    }
}

/// Steps of growth over the subject's own base year.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseSteps {
    /// The value of the base year, in the same unit.
    pub base: Own,
    /// What the level of the base year earns, as a share of the weight.
    pub base_share: Decimal,
    /// The growth that makes a step, as a share of the base.
    pub growth: Decimal,
    /// Points for a step.
    pub points: Decimal,
    /// Whether a step counts only when it is complete.
    pub whole: bool,
    /// What a value below the base earns.
    pub falling: Falling,
    /// The limit as a multiple of the weight; 1 unless stated.
    pub cap: Decimal,
}

choice! {
    /// What a value worse than that of the base year earns.
    Falling {
        /// Each step takes off what a step of growth adds.
        Steps = "steps", "每降一步扣同样的分", "each step of a fall takes off as much";
        /// The base share in proportion.
        Proportion = "proportion", "按比例折算", "in proportion";
        /// Nothing.
        Nothing = "nothing", "不得分", "nothing";
    }
}

/// A threshold class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The bound, which belongs to the class; the last class takes the rest and has none.
    pub bound: Option<Decimal>,
    /// The share of the weight it earns.
    pub share: Decimal,
}

/// A value that others are held against, in the indicator's unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Benchmark {
    /// The same in every period.
    Fixed(Decimal),
    /// By year, ascending; a year that is not listed has no benchmark and the evaluation is refused.
    ByYear(Vec<(i16, Decimal)>),
    /// A multiple of the mean of those that have a value.
    Mean {
        /// The multiple.
        times: Decimal,
        /// Over whom.
        over: Over,
    },
    /// The best value: the greatest, or the least where less is better.
    Best {
        /// Over whom.
        over: Over,
    },
    /// The value below which a share of those that have one lies (quantile of type 7).
    Percentile {
        /// The share, from 0 to 1.
        share: Decimal,
        /// Over whom.
        over: Over,
    },
    /// The subject's own value of another indicator or another year, in the same unit.
    Own(Own),
}

/// A value of the subject's own that it is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The indicator: another one, or in another year the one that is scored.
    pub indicator: IndicatorCode,
    /// Of which period.
    pub when: When,
}

/// Of which period a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// That of the evaluation.
    Now,
    /// The same period so many years before.
    YearsAgo(i16),
    /// The same period of this year.
    Year(i16),
}

impl When {
    /// The period, seen from that of the evaluation; none outside the years there are.
    #[must_use]
    pub fn of(self, now: Period) -> Option<Period> {
        match self {
            Self::Now => Some(now),
            Self::YearsAgo(years) => now.years_later(years.checked_neg()?),
            Self::Year(year) => now.years_later(year.checked_sub(now.calendar_year())?),
        }
    }
}

impl Say for When {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Now, Lang::Zh) => "本期".to_owned(),
            (Self::Now, Lang::En) => "this period".to_owned(),
            (Self::YearsAgo(1), Lang::Zh) => "上年同期".to_owned(),
            (Self::YearsAgo(1), Lang::En) => "a year before".to_owned(),
            (Self::YearsAgo(years), Lang::Zh) => format!("{years} 年前同期"),
            (Self::YearsAgo(years), Lang::En) => format!("{years} years before"),
            (Self::Year(year), Lang::Zh) => format!("{year} 年同期"),
            (Self::Year(year), Lang::En) => format!("{year}"),
        }
    }
}

impl Benchmark {
    /// The subject's own value, where that is it.
    #[must_use]
    pub const fn own(&self) -> Option<&Own> {
        match self {
            Self::Own(own) => Some(own),
            _ => None,
        }
    }
}

choice! {
    /// Over whom a minimum, maximum or mean is taken.
    Over {
        /// The whole population.
        Population = "population", "全体评价对象", "the population";
        /// The subject's own group.
        Group = "group", "本组", "the group";
    }
}

/// What happens to an item whose value is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingRule {
    /// No points.
    Zero,
    /// Points taken off, stated as a negative number.
    Penalty(Decimal),
    /// The mean item score of the subjects of the population that have the value.
    MeanOfOthers,
    /// The item is left out and the other items' weights grow in proportion.
    Reweight,
    /// The subject is scored but not ranked.
    Unranked,
}

impl MissingRule {
    /// The words a pack may use; a penalty is written `{ penalty = -3 }`.
    pub const CODES: &'static [&'static str] = &["zero", "mean_of_others", "reweight", "unranked"];
}

/// Points added or taken off after the items.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Its id within the population.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// Points, in the unit 分; a missing value adds nothing.
    pub points: Formula,
    /// The most it may add.
    pub at_most: Option<Decimal>,
    /// The least it may come to (the most it may take off).
    pub at_least: Option<Decimal>,
    /// The rule's source.
    pub cite: Cite,
}

/// A fact that bounds the grade or takes the subject out (一票否决).
#[derive(Clone, Debug)]
pub struct Veto {
    /// Its id within the population.
    pub id: String,
    /// What happened.
    pub title: String,
    /// The fact, as a condition on indicators; a missing value is no veto.
    pub when: Formula,
    /// What follows.
    pub effect: VetoEffect,
    /// The rule's source.
    pub cite: Cite,
}

/// What follows from a veto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VetoEffect {
    /// No better than this grade.
    Ceiling(String),
    /// This grade, whatever the score.
    Forced(String),
    /// Scored, neither ranked nor graded.
    Excluded,
    /// Ranked and graded, but loses the award.
    AwardLost,
}

impl VetoEffect {
    /// The words a pack may use.
    pub const CODES: &'static [&'static str] = &["grade_ceiling", "forced_grade", "excluded", "award_lost"];
}

/// How grades follow from scores.
#[derive(Clone, Debug)]
pub struct Grading {
    /// By share of the ranked, or by score.
    pub method: GradingMethod,
    /// Over whom quotas are counted.
    pub over: Over,
    /// Grades from best to worst.
    pub grades: Vec<Grade>,
    /// The rule's source.
    pub cite: Cite,
}

/// By what grades are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradingMethod {
    /// By share of the ranked subjects, best first: [`Grade::bound`] is the cumulative share, from 0 to 1.
    Quota {
        /// How a share of heads becomes a number of heads.
        rounding: HeadRounding,
        /// Which grade those tied across a boundary get.
        boundary: Boundary,
    },
    /// By rounded score: [`Grade::bound`] is the least score.
    CutOff,
}

choice! {
    /// How a share of heads becomes a number of heads.
    HeadRounding {
        /// Down.
        Floor = "floor", "舍去", "down";
        /// Up.
        Ceil = "ceil", "进一", "up";
        /// To the nearest, half up.
        HalfUp = "half_up", "四舍五入", "half up";
    }
}

choice! {
    /// Which grade those tied across a boundary get.
    Boundary {
        /// All the better one.
        Better = "better", "同分从高", "all the better grade";
        /// All the worse one.
        Worse = "worse", "同分从低", "all the worse grade";
    }
}

/// One grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Its letter or word, as `A`.
    pub code: String,
    /// What it is called, where it has a longer name.
    pub title: Option<String>,
    /// Cumulative share (quota) or least score (cut-off); the last grade takes the rest and has none.
    pub bound: Option<Decimal>,
}
