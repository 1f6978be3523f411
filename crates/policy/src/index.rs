//! An index (综合指数): indicators under nodes to any depth, brought to one scale step by step.
//!
//! The steps and their names are those of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008).

use domain::id::{AttributeName, IndicatorCode};
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
    /// The least share of what stands under a node that must be there, from 0 to 1.
    pub least: Decimal,
    /// The rule's source.
    pub cite: Cite,
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

/// A named set of weights.
#[derive(Clone, Debug)]
pub struct WeightSet {
    /// Its id within the population.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Node id or indicator code → weight; those not named keep their own.
    pub weights: Vec<(String, Decimal)>,
    /// The rule's source.
    pub cite: Cite,
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
}

impl Fill {
    /// The words a pack may use; a constant is written `{ constant = 0 }`.
    pub const CODES: &'static [&'static str] =
        &["none", "mean", "median", "group_mean", "group_median", "row_mean", "sibling_mean"];

    /// The rule of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "none" => Self::None,
            "mean" => Self::Mean(Among::All),
            "median" => Self::Median(Among::All),
            "group_mean" => Self::Mean(Among::Group),
            "group_median" => Self::Median(Among::Group),
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
