//! An index (综合指数): indicators under nodes to any depth, brought to one scale step by step.
//!
//! The steps and their names are those of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008).

use domain::id::{AttributeName, IndicatorCode};
use domain::period::Period;
use rust_decimal::Decimal;

use crate::pack::{Cite, choice};

/// A node of the structure: an index, a dimension, a heading. Items and other nodes stand under it.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its id within the population.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The node it stands under; none at the top.
    pub under: Option<String>,
    /// Its weight among those under the same node. Of a heading over scored items, the points they add up to.
    pub weight: Decimal,
    /// The mean that makes it, where it differs from the method's.
    pub mean: Option<Mean>,
    /// The least share of what stands under it that must be there, from 0 to 1, where it differs from the method's.
    pub least: Option<Decimal>,
    /// The rule's source.
    pub cite: Cite,
}

/// How an index is built, where an item does not say otherwise.
#[derive(Clone, Debug)]
pub struct Method {
    /// The attribute by which steps that look at a group find it; that of the ranking unless given.
    pub groups: Option<AttributeName>,
    /// Who has too little data to be in it.
    pub screen: Screen,
    /// Where weights come from.
    pub weights: Weighing,
    /// The mean that makes a node.
    pub mean: Mean,
    /// A ranking by all items at once in the place of means; nodes only share out the weights then.
    pub ranking: Option<Ranking>,
    /// The least share of what stands under a node that must be there, from 0 to 1.
    pub least: Decimal,
    /// Which other years are looked at together with that of the evaluation.
    pub years: Years,
    /// The rule's source.
    pub cite: Cite,
}

/// The same period of other years, whose figures are handled together with those of the evaluation (panel data).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// How many years before.
    pub before: i16,
    /// How many years after: for an evaluation of a past year.
    pub after: i16,
}

impl Years {
    /// Whether there are none.
    #[must_use]
    pub const fn none(self) -> bool {
        self.before <= 0 && self.after <= 0
    }

    /// The other periods, ascending.
    pub fn of(self, now: Period) -> impl Iterator<Item = Period> {
        (-self.before..=self.after).filter(|years| *years != 0).filter_map(move |years| now.years_later(years))
    }
}

/// Subjects with too little data are left out.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// The least share of figures that must be there, from 0 to 1.
    pub available: Option<Decimal>,
    /// The least share of figures that must not be zero, from 0 to 1.
    pub nonzero: Option<Decimal>,
    /// Whether imputed figures count as there.
    pub when: ScreenWhen,
    /// Subjects that stay whatever their data, by code or name.
    pub keep: Vec<String>,
    /// Subjects that are left out whatever their data, by code or name.
    pub drop: Vec<String>,
}

choice! {
    /// Which figures screening counts.
    #[derive(Default)]
    ScreenWhen {
        /// Those there after imputation.
        #[default]
        Imputed = "imputed", "插补之后", "after imputation";
        /// Only those reported.
        Reported = "reported", "插补之前", "before imputation";
    }
}

/// Where weights come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weighing {
    /// They stand with nodes and items.
    Given,
    /// One of the population's named sets.
    Set(String),
    /// All beside each other weigh the same.
    Equal,
    /// The items under each node weigh by their figures; nodes weigh as given.
    Data(DataWeights),
}

choice! {
    /// Weights that follow from the figures.
    DataWeights {
        /// By how much information a column carries (entropy).
        Entropy = "entropy", "熵权法", "entropy";
        /// By contrast and conflict (CRITIC).
        Critic = "critic", "CRITIC 法", "CRITIC";
        /// By standard deviation.
        Deviation = "deviation", "标准差法", "standard deviation";
        /// By loadings on the first principal component.
        Pca = "pca", "主成分法", "principal component";
    }
}

/// What is done to the figures of one item of an index.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// What figures are divided by.
    pub per: Option<Per>,
    /// How missing ones are filled.
    pub impute: Fill,
    /// How outliers are treated.
    pub treat: Treatment,
    /// How they are brought to the common scale.
    pub normalise: Normalise,
    /// Among whom that is done.
    pub within: Among,
    /// What figures get where the method has no result, as where all are equal; none: they are missing.
    pub otherwise: Option<Decimal>,
}

/// A denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Per {
    /// The indicator divided by.
    pub indicator: IndicatorCode,
    /// What the quotient is multiplied with.
    pub times: Decimal,
}

choice! {
    /// Among whom a mean is taken or a figure is normalised.
    #[derive(Default)]
    Among {
        /// All subjects.
        #[default]
        All = "all", "全体评价对象", "all subjects";
        /// The subject's own group.
        Group = "group", "本组", "the group";
        /// All subjects of the same year.
        Period = "period", "同一年的全体评价对象", "all subjects of the same year";
        /// The subject's own group in the same year.
        GroupAndPeriod = "group_and_period", "同一年的本组", "the group in the same year";
    }
}

impl Among {
    /// Whether it looks at years as such.
    #[must_use]
    pub const fn needs_years(self) -> bool {
        matches!(self, Self::Period | Self::GroupAndPeriod)
    }
}

/// How missing figures are filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Not at all.
    None,
    /// This figure, in the unit of the denominated indicator.
    Constant(Decimal),
    /// The mean of those who have one.
    Mean(Among),
    /// Their median.
    Median(Among),
    /// As the subject stands on average in its other items.
    Row,
    /// As it stands on average in the items under the same node.
    Siblings,
    /// Its last figure, at most so many years old.
    LastKnown(u32),
    /// On the line between its figures before and after, at most so many years apart.
    Linear(u32),
}

impl Fill {
    /// The words a pack may use; others are tables: `{ constant = 0 }`, `{ last_known = 2 }`, `{ linear = 3 }`.
    pub const CODES: &'static [&'static str] = &[
        "none",
        "mean",
        "median",
        "group_mean",
        "group_median",
        "period_mean",
        "period_median",
        "group_period_mean",
        "group_period_median",
        "row_mean",
        "sibling_mean",
    ];

    /// Whether it looks at years as such.
    #[must_use]
    pub const fn needs_years(&self) -> bool {
        use Among::{GroupAndPeriod, Period};
        matches!(
            self,
            Self::LastKnown(_)
                | Self::Linear(_)
                | Self::Mean(Period | GroupAndPeriod)
                | Self::Median(Period | GroupAndPeriod)
        )
    }

    /// The rule of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "none" => Self::None,
            "mean" => Self::Mean(Among::All),
            "median" => Self::Median(Among::All),
            "group_mean" => Self::Mean(Among::Group),
            "group_median" => Self::Median(Among::Group),
            "period_mean" => Self::Mean(Among::Period),
            "period_median" => Self::Median(Among::Period),
            "group_period_mean" => Self::Mean(Among::GroupAndPeriod),
            "group_period_median" => Self::Median(Among::GroupAndPeriod),
            "row_mean" => Self::Row,
            "sibling_mean" => Self::Siblings,
            _ => return None,
        })
    }
}

/// How outliers are treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Not at all.
    None,
    /// Points are moved to the next figure while skewness and kurtosis are out of bounds; then a curve.
    Winsorise {
        /// The most points.
        points: u32,
        /// The bounds.
        bounds: Bounds,
        /// What is done to the original figures if that is not enough.
        then: Option<Curve>,
    },
    /// A curve over all figures.
    Bend {
        /// The curve.
        curve: Curve,
        /// Only when these are reached; none: always.
        bounds: Option<Bounds>,
    },
    /// Figures beyond two quantiles are set to these, from 0 to 1.
    Trim {
        /// The lower one.
        low: Decimal,
        /// The upper one.
        high: Decimal,
    },
}

/// When figures count as having outliers: both reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Skewness of either sign.
    pub skewness: Decimal,
    /// Kurtosis in excess of the normal's.
    pub kurtosis: Decimal,
}

impl Default for Bounds {
    /// 2 and 3.5, as the handbook's practice has them.
    fn default() -> Self {
        Self { skewness: Decimal::TWO, kurtosis: Decimal::new(35, 1) }
    }
}

impl Treatment {
    /// The words a pack may use; others are tables.
    pub const CODES: &'static [&'static str] = &["none", "standard"];

    /// At most five points, then the logarithm.
    #[must_use]
    pub fn standard() -> Self {
        Self::Winsorise { points: 5, bounds: Bounds::default(), then: Some(Curve::LogOfRange) }
    }
}

choice! {
    /// Curves that pull in a long tail.
    Curve {
        /// ln(x − min + 0.01 × range).
        LogOfRange = "log_of_range", "对数（自最小值起，移动极差的 1%）", "logarithm from a hundredth of the range";
        /// ln(x − min + 1).
        LogOfOne = "log_of_one", "对数（自 1 起）", "logarithm from 1";
        /// ln x.
        Log = "log", "对数", "logarithm";
        /// The logarithm towards the side of the tail.
        LogBySkew = "log_by_skew", "按偏斜方向取对数", "logarithm towards the tail";
        /// Box and Cox with the likeliest exponent.
        BoxCox = "box_cox", "Box-Cox 变换", "Box–Cox";
    }
}

/// How figures are brought to the common scale, on which more is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Normalise {
    /// From the worst to the best figure onto a range.
    MinMax {
        /// What the worst gets.
        low: Decimal,
        /// What the best gets.
        high: Decimal,
    },
    /// By mean and standard deviation.
    ZScore {
        /// The mean of the result.
        mean: Decimal,
        /// Its standard deviation.
        deviation: Decimal,
    },
    /// Distance to a target.
    Target {
        /// The target, in the unit of the denominated indicator.
        target: Decimal,
        /// Whether what is better counts as the target.
        cap: bool,
    },
    /// Distance to a reference subject.
    Reference {
        /// The subject, by code or name.
        subject: String,
        /// Whether who is better counts as the reference.
        cap: bool,
    },
    /// Between two stated figures.
    Goalposts {
        /// The lower one.
        low: Decimal,
        /// The upper one.
        high: Decimal,
        /// What the better of them gets.
        scale: Decimal,
        /// Whether figures beyond count as the goalpost.
        truncate: bool,
    },
    /// A fixed line.
    Linear {
        /// What figures are multiplied with.
        factor: Decimal,
        /// What is added then.
        offset: Decimal,
    },
    /// A method without parameters.
    Plain(Scale),
}

impl Default for Normalise {
    /// Min-max onto 0 to 100.
    fn default() -> Self {
        Self::MinMax { low: Decimal::ZERO, high: Decimal::ONE_HUNDRED }
    }
}

choice! {
    /// Methods without parameters.
    Scale {
        /// Rank from the worst, 1.
        Rank = "rank", "名次", "rank";
        /// Share of the others that are worse.
        PercentileRank = "percentile_rank", "百分位名次", "percentile rank";
        /// How many are worse.
        Borda = "borda", "Borda 计数", "Borda count";
        /// Distance to the best.
        ToMaximum = "to_maximum", "与最优值的距离", "distance to the best";
        /// Fraction of the best.
        Fraction = "fraction", "占最优值的比例", "fraction of the best";
        /// Fraction of the greatest, or what is left of it.
        Complement = "complement", "占最大值的比例（逆向取余）", "fraction of the greatest or its complement";
        /// Share of the sum.
        Sum = "sum", "占总和的比例", "share of the sum";
        /// Share of the length of the vector.
        Vector = "vector", "向量归一", "share of the vector's length";
    }
}

choice! {
    /// A ranking of the subjects by all items at once, without a common scale.
    Ranking {
        /// Subjects left behind, item by item.
        Borda = "borda", "Borda 计数（各项落在其后的对象数，加权相加）", "Borda's count (subjects left behind, item by item)";
        /// Wins less losses in pairs.
        Copeland = "copeland", "Copeland 法（两两比较的胜场减负场）", "Copeland's rule (wins less losses in pairs)";
        /// The order that contradicts the items least.
        Kemeny = "kemeny", "Kemeny 法（与各项矛盾最少的次序）", "Kemeny's order (that which contradicts the items least)";
        /// Closeness to the ideal, columns scaled by their length.
        Topsis = "topsis", "TOPSIS（与理想点的接近度，向量归一）", "TOPSIS (closeness to the ideal, columns by length)";
        /// Closeness to the ideal, columns scaled by their range.
        TopsisMinMax = "topsis_min_max", "TOPSIS（与理想点的接近度，极差标准化）", "TOPSIS (closeness to the ideal, columns by range)";
    }
}

impl Ranking {
    /// Whether a score is the sum of what each item gives.
    #[must_use]
    pub const fn adds_up(self) -> bool {
        matches!(self, Self::Borda)
    }

    /// Whether there are scores at all, and not positions only.
    #[must_use]
    pub const fn has_scores(self) -> bool {
        !matches!(self, Self::Kemeny)
    }
}

/// How what stands under a node becomes one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mean {
    /// Σ wᵢ xᵢ.
    Arithmetic,
    /// exp(Σ wᵢ ln xᵢ).
    Geometric,
    /// 1 ÷ Σ (wᵢ ÷ xᵢ).
    Harmonic,
    /// (Σ wᵢ xᵢᵖ)^(1/p).
    Power(Decimal),
}

impl Mean {
    /// The words a pack may use; a power mean is written `{ power = 0.5 }`.
    pub const CODES: &'static [&'static str] = &["arithmetic", "geometric", "harmonic"];

    /// The mean of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "arithmetic" => Self::Arithmetic,
            "geometric" => Self::Geometric,
            "harmonic" => Self::Harmonic,
            _ => return None,
        })
    }
}
