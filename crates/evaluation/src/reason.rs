//! Reasons: all that is particular about a result, typed, and said with the titles of items and rules.

use domain::id::IndicatorCode;
use domain::say::{Lang, Said, Say};
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::result::{Imputed, Limit, MissingCause, MissingRule, PopulationResult};

/// Something particular about a subject's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason", deny_unknown_fields)]
pub enum Reason {
    /// The item's points come from its missing rule.
    Imputed {
        /// The item.
        item: IndicatorCode,
        /// Which rule.
        rule: MissingRule,
        /// Why it was needed.
        cause: MissingCause,
    },
    /// Items were left out and the others' weights multiplied.
    Reweighted {
        /// The items left out.
        left_out: Vec<IndicatorCode>,
        /// What the weights were multiplied by.
        factor: Figure,
    },
    /// A function's limit decided the item's points.
    Limited {
        /// The item.
        item: IndicatorCode,
        /// Which limit.
        limit: Limit,
    },
    /// A bound held the points of a bonus or deduction.
    AdjustmentHeld {
        /// The rule.
        rule: String,
    },
    /// A bound held the points of several bonus or deduction rules together.
    ListHeld {
        /// The rule of the bound.
        rule: String,
    },
    /// No item could be scored: there is no score.
    NothingToScore,
    /// Neither ranked nor graded, because this item is missing and its rule says so.
    UnrankedByItem {
        /// The item.
        item: IndicatorCode,
    },
    /// The item takes the mean of those who have it, and nobody has: no points.
    NobodyHasItem {
        /// The item.
        item: IndicatorCode,
    },
    /// Equal scores stood across the boundary of a grade.
    BoundaryTie,
    /// Neither ranked nor graded: not suitable.
    Exempt {
        /// The rule.
        rule: String,
        /// What it bears in the place of a grade.
        grade: String,
    },
    /// No head in a quota, graded by the places of those that are.
    QuotaFree {
        /// The rule.
        rule: String,
    },
    /// Outside the quota, and there is no head to be graded by: no grade.
    NoHeads,
    /// Lifted to the grade that protects it.
    Protected {
        /// The rule.
        rule: String,
        /// That grade.
        to: String,
        /// The grade by score.
        before: String,
    },
    /// A veto held.
    Vetoed {
        /// The rule.
        veto: String,
        /// What followed.
        effect: Effect,
        /// The grade before all vetoes.
        before: Option<String>,
    },
}

/// What followed from a veto.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// No better than this grade.
    Ceiling(String),
    /// This grade, whatever the score.
    Forced(String),
    /// Scored, neither ranked nor graded.
    Excluded,
    /// Loses the award.
    AwardLost,
}

impl Reason {
    /// Whether a person must read it beside the result: limits by cap and floor are ordinary and stand with the item.
    #[must_use]
    pub const fn notable(&self) -> bool {
        !matches!(self, Self::Limited { limit: Limit::Capped | Limit::Floored, .. })
    }

    /// The reason in words, with the titles that `population` gives.
    #[must_use]
    pub fn words(&self, population: &PopulationResult) -> Said {
        let title = |code: &IndicatorCode| {
            let head = population.items.iter().find(|head| head.indicator == *code);
            head.map_or_else(|| code.to_string(), |head| head.title.clone())
        };
        let rule = |id: &str, heads: &[crate::result::RuleHead]| {
            heads.iter().find(|head| head.id == id).map_or_else(|| id.to_owned(), |head| head.title.clone())
        };
        match self {
            Self::Imputed { item, rule, cause } => {
                let item = title(item);
                let imputed = Imputed { rule: *rule, cause: cause.clone() };
                Said::new(format!("{item}：{}", imputed.say(Lang::Zh)), format!("{item}: {}", imputed.say(Lang::En)))
            }
            Self::Reweighted { left_out, factor } => {
                let items = left_out.iter().map(title).collect::<Vec<_>>();
                Said::new(
                    format!("{}不计分，其余各项权重乘以 {factor}", items.join("、")),
                    format!("{} left out; the other weights are multiplied by {factor}", items.join(", ")),
                )
            }
            Self::Limited { item, limit } => {
                let item = title(item);
                Said::new(format!("{item}：{}", limit.say(Lang::Zh)), format!("{item}: {}", limit.say(Lang::En)))
            }
            Self::AdjustmentHeld { rule: id } => {
                let title = rule(id, &population.adjustments);
                Said::new(format!("{title}：按规定的上下限计"), format!("{title}: held at its stated bound"))
            }
            Self::ListHeld { rule: id } => {
                let title = rule(id, &population.lists);
                Said::new(
                    format!("{title}：合计按规定的上下限计"),
                    format!("{title}: together held at the stated bound"),
                )
            }
            Self::NothingToScore => Said::new("各项数据全部缺失，不计分", "every item is missing: there is no score"),
            Self::UnrankedByItem { item } => {
                let item = title(item);
                Said::new(
                    format!("{item}缺失，按规定不参加排名和评级"),
                    format!("{item} is missing: by rule neither ranked nor graded"),
                )
            }
            Self::NobodyHasItem { item } => {
                let item = title(item);
                Said::new(
                    format!("{item}无一对象有数据，无从取平均，该项计 0 分"),
                    format!("nobody has {item}, so there is no mean to take: no points"),
                )
            }
            Self::BoundaryTie => Said::new(
                "与等级分界处的对象同分，按规定的同分办法定级",
                "tied across the boundary of a grade: graded by the stated rule for ties",
            ),
            Self::Exempt { rule: id, grade } => {
                let title = rule(id, &population.members);
                Said::new(
                    format!("{title}：列为 {grade}，计分但不参加排名和评级，不占名额"),
                    format!("{title}: {grade}; scored, but neither ranked nor graded, and no head in a quota"),
                )
            }
            Self::QuotaFree { rule: id } => {
                let title = rule(id, &population.members);
                Said::new(
                    format!("{title}：不占等级名额，按占名额对象的分数线定级"),
                    format!("{title}: outside the quota, graded by the cut scores of those within it"),
                )
            }
            Self::NoHeads => Said::new(
                "不占等级名额，又没有占名额的对象，没有分数线，不定级",
                "outside the quota, and nobody is within it: there is no cut score and no grade",
            ),
            Self::Protected { rule: id, to, before } => {
                let title = rule(id, &population.members);
                Said::new(
                    format!("{title}：不低于 {to}（按得分为 {before}）"),
                    format!("{title}: not below {to} ({before} by score)"),
                )
            }
            Self::Vetoed { veto, effect, before } => {
                let title = rule(veto, &population.vetoes);
                let zh = effect.words(before.as_deref(), Lang::Zh);
                let en = effect.words(before.as_deref(), Lang::En);
                Said::new(format!("{title}：{zh}"), format!("{title}: {en}"))
            }
        }
    }
}

impl Effect {
    fn words(&self, before: Option<&str>, lang: Lang) -> String {
        let was = |open: &str, close: &str| before.map_or_else(String::new, |grade| format!("{open}{grade}{close}"));
        match (self, lang) {
            (Self::Ceiling(grade), Lang::Zh) => format!("等级不高于 {grade}{}", was("（按得分为 ", "）")),
            (Self::Ceiling(grade), Lang::En) => format!("no better than {grade}{}", was(" (", " by score)")),
            (Self::Forced(grade), Lang::Zh) => format!("直接定为 {grade}{}", was("（按得分为 ", "）")),
            (Self::Forced(grade), Lang::En) => format!("graded {grade} outright{}", was(" (", " by score)")),
            (Self::Excluded, Lang::Zh) => "不参加排名和评级".to_owned(),
            (Self::Excluded, Lang::En) => "neither ranked nor graded".to_owned(),
            (Self::AwardLost, Lang::Zh) => "取消评优、奖励资格".to_owned(),
            (Self::AwardLost, Lang::En) => "loses the award".to_owned(),
        }
    }
}

impl Say for Imputed {
    fn say(&self, lang: Lang) -> String {
        let cause = self.cause.say(lang);
        match (self.rule, lang) {
            (MissingRule::Zero, Lang::Zh) => format!("{cause}，按规定计 0 分"),
            (MissingRule::Zero, Lang::En) => format!("{cause}: no points by rule"),
            (MissingRule::Penalty, Lang::Zh) => format!("{cause}，按规定扣分"),
            (MissingRule::Penalty, Lang::En) => format!("{cause}: points taken off by rule"),
            (MissingRule::MeanOfOthers, Lang::Zh) => format!("{cause}，按规定取有数据对象该项得分的平均值"),
            (MissingRule::MeanOfOthers, Lang::En) => {
                format!("{cause}: by rule the mean of the points of those who have it")
            }
            (MissingRule::Reweight, Lang::Zh) => format!("{cause}，该项不计，权重分摊到其余各项"),
            (MissingRule::Reweight, Lang::En) => format!("{cause}: left out, its weight goes to the other items"),
            (MissingRule::Unranked, Lang::Zh) => format!("{cause}，该项不得分，不参加排名和评级"),
            (MissingRule::Unranked, Lang::En) => format!("{cause}: no points, neither ranked nor graded"),
            (MissingRule::Filled, Lang::Zh) => format!("{cause}，按规定插补"),
            (MissingRule::Filled, Lang::En) => format!("{cause}: filled by rule"),
        }
    }
}

impl Say for MissingCause {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoFigure, Lang::Zh) => "无数据".to_owned(),
            (Self::NoFigure, Lang::En) => "no figure".to_owned(),
            (Self::NoOwnFigure, Lang::Zh) => "没有用来对比的本对象数值".to_owned(),
            (Self::NoOwnFigure, Lang::En) => "no figure of its own to be held against".to_owned(),
            (Self::NoBenchmark { found: None }, Lang::Zh) => "无一对象有数据，基准值无从计算".to_owned(),
            (Self::NoBenchmark { found: None }, Lang::En) => {
                "nobody has a figure to take the benchmark from".to_owned()
            }
            (Self::NoBenchmark { found: Some(found) }, Lang::Zh) => format!("基准值为 {found}，不能作除数"),
            (Self::NoBenchmark { found: Some(found) }, Lang::En) => {
                format!("the benchmark came out at {found} and cannot be divided by")
            }
        }
    }
}

impl Say for Limit {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Capped => ("封顶", "capped"),
            Self::Floored => ("按下限计", "lifted to the floor"),
            Self::Constant => ("各对象数值相同，计满分", "all figures are equal: full points"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

impl Say for crate::result::Assumption {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Imputation => ("插补", "imputation"),
            Self::Treatment => ("异常值处理", "outliers"),
            Self::Normalisation => ("标准化", "normalisation"),
            Self::Weights => ("权重", "weights"),
            Self::Aggregation => ("合成方法", "aggregation"),
            Self::Removal => ("去掉一项", "leaving one out"),
            Self::Missing => ("缺失规则", "missing rule"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}
