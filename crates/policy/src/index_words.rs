//! The steps of an index in words, for pages and workbooks.

use domain::say::{Lang, Say};
use rust_decimal::Decimal;

use crate::index::{Among, Bounds, Fill, Mean, Normalise, Screen, Steps, Treatment, Weighing, Years};

fn plain(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}

fn percent(share: Decimal) -> String {
    format!("{}%", plain(share * Decimal::ONE_HUNDRED))
}

/// Among whom, in a word or two.
const fn short(among: Among, lang: Lang) -> &'static str {
    match (among, lang) {
        (Among::All, Lang::Zh) => "全体",
        (Among::All, Lang::En) => "all",
        (Among::Group, Lang::Zh) => "本组",
        (Among::Group, Lang::En) => "the group",
        (Among::Period, Lang::Zh) => "同一年全体",
        (Among::Period, Lang::En) => "all of the same year",
        (Among::GroupAndPeriod, Lang::Zh) => "同一年本组",
        (Among::GroupAndPeriod, Lang::En) => "the group in the same year",
    }
}

impl Say for Years {
    fn say(&self, lang: Lang) -> String {
        let Self { before, after } = self;
        match lang {
            Lang::Zh => format!("连同以前 {before} 年、以后 {after} 年的同期数据"),
            Lang::En => format!("together with {before} years before and {after} years after"),
        }
    }
}

impl Say for Fill {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::None, Lang::Zh) => "不插补".to_owned(),
            (Self::None, Lang::En) => "not filled".to_owned(),
            (Self::Constant(value), Lang::Zh) => format!("取固定值 {}", plain(*value)),
            (Self::Constant(value), Lang::En) => format!("the fixed figure {}", plain(*value)),
            (Self::Mean(among), Lang::Zh) => format!("取{}平均值", short(*among, lang)),
            (Self::Mean(among), Lang::En) => format!("the mean of {}", short(*among, lang)),
            (Self::Median(among), Lang::Zh) => format!("取{}中位数", short(*among, lang)),
            (Self::Median(among), Lang::En) => format!("the median of {}", short(*among, lang)),
            (Self::LastKnown(years), Lang::Zh) => format!("取本对象最近一年的数值，最多 {years} 年以前"),
            (Self::LastKnown(years), Lang::En) => format!("the subject's last figure, at most {years} years old"),
            (Self::Linear(years), Lang::Zh) => format!("在本对象前后两年的数值之间线性插补，最多相隔 {years} 年"),
            (Self::Linear(years), Lang::En) => {
                format!("on the line between the subject's figures before and after, at most {years} years apart")
            }
            (Self::Row, Lang::Zh) => "按本对象其他各项的平均位置".to_owned(),
            (Self::Row, Lang::En) => "as the subject stands on average in its other items".to_owned(),
            (Self::Siblings, Lang::Zh) => "按本对象同一节点其他各项的平均位置".to_owned(),
            (Self::Siblings, Lang::En) => "as the subject stands on average in the items beside it".to_owned(),
        }
    }
}

impl Say for Bounds {
    fn say(&self, lang: Lang) -> String {
        let (skewness, kurtosis) = (plain(self.skewness), plain(self.kurtosis));
        match lang {
            Lang::Zh => format!("偏度绝对值达到 {skewness} 且峰度达到 {kurtosis}"),
            Lang::En => format!("|skewness| from {skewness} and kurtosis from {kurtosis}"),
        }
    }
}

impl Say for Treatment {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::None, Lang::Zh) => "不处理".to_owned(),
            (Self::None, Lang::En) => "not treated".to_owned(),
            (Self::Winsorise { points, bounds, then }, Lang::Zh) => {
                let then = then.map_or_else(String::new, |curve| format!("；仍不合格改用{}", curve.say(lang)));
                format!("{} 时缩尾，最多 {points} 个点{then}", bounds.say(lang))
            }
            (Self::Winsorise { points, bounds, then }, Lang::En) => {
                let then = then.map_or_else(String::new, |curve| format!("; then {}", curve.say(lang)));
                format!("winsorised at {}, at most {points} points{then}", bounds.say(lang))
            }
            (Self::Bend { curve, bounds: None }, _) => curve.say(lang),
            (Self::Bend { curve, bounds: Some(bounds) }, Lang::Zh) => {
                format!("{} 时{}", bounds.say(lang), curve.say(lang))
            }
            (Self::Bend { curve, bounds: Some(bounds) }, Lang::En) => {
                format!("{} at {}", curve.say(lang), bounds.say(lang))
            }
            (Self::Trim { low, high }, Lang::Zh) => format!("截断到第 {} 至 {} 百分位", percent(*low), percent(*high)),
            (Self::Trim { low, high }, Lang::En) => {
                format!("trimmed to the {} and {} quantiles", percent(*low), percent(*high))
            }
        }
    }
}

impl Say for Normalise {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::MinMax { low, high }, Lang::Zh) => format!("极差标准化到 {}～{}", plain(*low), plain(*high)),
            (Self::MinMax { low, high }, Lang::En) => format!("min–max onto {} to {}", plain(*low), plain(*high)),
            (Self::ZScore { mean, deviation }, Lang::Zh) => {
                format!("Z 分数（平均 {}，标准差 {}）", plain(*mean), plain(*deviation))
            }
            (Self::ZScore { mean, deviation }, Lang::En) => {
                format!("z-score (mean {}, deviation {})", plain(*mean), plain(*deviation))
            }
            (Self::Target { target, .. }, Lang::Zh) => format!("与目标值 {} 的距离", plain(*target)),
            (Self::Target { target, .. }, Lang::En) => format!("distance to the target {}", plain(*target)),
            (Self::Reference { subject, .. }, Lang::Zh) => format!("与“{subject}”的距离"),
            (Self::Reference { subject, .. }, Lang::En) => format!("distance to “{subject}”"),
            (Self::Goalposts { low, high, scale, .. }, Lang::Zh) => {
                format!("{} 与 {} 之间，满值 {}", plain(*low), plain(*high), plain(*scale))
            }
            (Self::Goalposts { low, high, scale, .. }, Lang::En) => {
                format!("between {} and {}, onto {}", plain(*low), plain(*high), plain(*scale))
            }
            (Self::Linear { factor, offset }, _) => format!("× {} + {}", plain(*factor), plain(*offset)),
            (Self::Plain(scale), lang) => scale.say(lang),
        }
    }
}

impl Say for Mean {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Arithmetic, Lang::Zh) => "加权算术平均".to_owned(),
            (Self::Arithmetic, Lang::En) => "weighted arithmetic mean".to_owned(),
            (Self::Geometric, Lang::Zh) => "加权几何平均".to_owned(),
            (Self::Geometric, Lang::En) => "weighted geometric mean".to_owned(),
            (Self::Harmonic, Lang::Zh) => "加权调和平均".to_owned(),
            (Self::Harmonic, Lang::En) => "weighted harmonic mean".to_owned(),
            (Self::Power(power), Lang::Zh) => format!("加权幂平均（幂次 {}）", plain(*power)),
            (Self::Power(power), Lang::En) => format!("weighted power mean (power {})", plain(*power)),
        }
    }
}

impl Say for Weighing {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Given, Lang::Zh) => "按方案规定".to_owned(),
            (Self::Given, Lang::En) => "as the scheme states".to_owned(),
            (Self::Set(id), Lang::Zh) => format!("按权重表 {id}"),
            (Self::Set(id), Lang::En) => format!("by the set {id}"),
            (Self::Equal, Lang::Zh) => "同级等权".to_owned(),
            (Self::Equal, Lang::En) => "equal beside each other".to_owned(),
            (Self::Data(from), lang) => from.say(lang),
        }
    }
}

impl Say for Screen {
    fn say(&self, lang: Lang) -> String {
        let shares = [(self.available, "数据齐全率", "share of figures"), (self.nonzero, "非零率", "share not zero")];
        let parts: Vec<String> = shares
            .iter()
            .filter_map(|(share, zh, en)| {
                let share = percent((*share)?);
                Some(match lang {
                    Lang::Zh => format!("{zh}不低于 {share}（{}）", self.when.say(lang)),
                    Lang::En => format!("{en} at least {share} ({})", self.when.say(lang)),
                })
            })
            .collect();
        match (parts.is_empty(), lang) {
            (true, Lang::Zh) => "不筛选".to_owned(),
            (true, Lang::En) => "nobody is left out".to_owned(),
            (false, Lang::Zh) => parts.join("，"),
            (false, Lang::En) => parts.join(", "),
        }
    }
}

impl Steps {
    /// How figures are brought to the common scale, and among whom.
    #[must_use]
    pub fn scaling(&self, lang: Lang) -> String {
        let scale = self.normalise.say(lang);
        match (self.within, lang) {
            (Among::All, _) => scale,
            (among, Lang::Zh) => format!("{scale}，在{}内", short(among, lang)),
            (among, Lang::En) => format!("{scale}, within {}", short(among, lang)),
        }
    }
}

/// The steps that do something, in order.
impl Say for Steps {
    fn say(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        if let Some(per) = &self.per {
            let times = plain(per.times);
            parts.push(match (times.as_str(), lang) {
                ("1", Lang::Zh) => format!("除以 {}", per.indicator),
                ("1", Lang::En) => format!("per {}", per.indicator),
                (times, Lang::Zh) => format!("除以 {}，再乘以 {times}", per.indicator),
                (times, Lang::En) => format!("per {}, times {times}", per.indicator),
            });
        }
        if self.impute != Fill::None {
            parts.push(match lang {
                Lang::Zh => format!("缺失时{}", self.impute.say(lang)),
                Lang::En => format!("where missing {}", self.impute.say(lang)),
            });
        }
        if self.treat != Treatment::None {
            parts.push(self.treat.say(lang));
        }
        parts.push(self.scaling(lang));
        parts.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    }
}

impl Say for crate::scheme::MissingRule {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Zero, Lang::Zh) => "计 0 分".to_owned(),
            (Self::Zero, Lang::En) => "no points".to_owned(),
            (Self::Penalty(points), Lang::Zh) => format!("计 {} 分", plain(*points)),
            (Self::Penalty(points), Lang::En) => format!("{} points", plain(*points)),
            (Self::MeanOfOthers, Lang::Zh) => "取有数据对象的平均得分".to_owned(),
            (Self::MeanOfOthers, Lang::En) => "the mean of the points of those who have it".to_owned(),
            (Self::Reweight, Lang::Zh) => "不计，权重分摊".to_owned(),
            (Self::Reweight, Lang::En) => "left out, its weight shared".to_owned(),
            (Self::Unranked, Lang::Zh) => "不参加排名".to_owned(),
            (Self::Unranked, Lang::En) => "unranked".to_owned(),
        }
    }
}
