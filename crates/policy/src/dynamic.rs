//! Rules of dynamic management: what follows for a zone, a firm or an agency from how it was evaluated.

use domain::id::{DynamicId, PackId, SchemeId};
use domain::say::{Lang, Say};
use rust_decimal::Decimal;

use crate::pack::{Cite, choice};

/// A condition and its consequence.
#[derive(Clone, Debug)]
pub struct Dynamic {
    /// Its id within the pack.
    pub id: DynamicId,
    /// What it is, in a few words.
    pub title: String,
    /// When it applies, in words; what of it can be counted stands in [`Dynamic::counted`].
    pub condition: String,
    /// What follows, in words.
    pub consequence: String,
    /// What kind of consequence it is.
    pub kind: DynamicKind,
    /// The scheme whose results it looks at, where the pack has it.
    pub scheme: Option<SchemeId>,
    /// What of the condition can be counted; all that is said must hold.
    pub counted: Counted,
    /// The rule's source.
    pub cite: Cite,
    /// Remarks.
    pub note: Option<String>,
    /// The pack that declares it.
    pub pack: PackId,
}

/// What of a condition can be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The score is at least this.
    pub at_least: Option<Decimal>,
    /// The score is below this.
    pub below: Option<Decimal>,
    /// The rank is among the first or the last.
    pub place: Option<Place>,
    /// The grade is this one.
    pub grade: Option<String>,
    /// The rank rises or falls from one evaluation to the next.
    pub trend: Option<Trend>,
    /// How often in a row it must be so; once where not said.
    pub in_a_row: Option<InARow>,
}

/// Among the first or the last of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first so many (前 3 名).
    First(u32),
    /// The last so many (最后 5 位).
    Last(u32),
    /// The first so many of a hundred, as a fraction.
    FirstShare(Decimal),
    /// The last so many of a hundred, as a fraction.
    LastShare(Decimal),
}

/// How often in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InARow {
    /// So often, at least twice.
    pub times: u8,
    /// What is counted.
    pub of: RowOf,
}

choice! {
    /// What is counted in a row.
    RowOf {
        /// Years (连续两年).
        Years = "years", "年", "years";
        /// Evaluations, which may be more than a year apart (连续两次考核).
        Evaluations = "evaluations", "次考核", "evaluations";
    }
}

choice! {
    /// How a rank moves.
    Trend {
        /// It gets better (位次上升).
        Rising = "rising", "位次上升", "rank rising";
        /// It gets worse (位次下降).
        Falling = "falling", "位次下降", "rank falling";
    }
}

choice! {
    /// What kind of consequence it is.
    DynamicKind {
        /// Money, honour or preference (奖励, 通报表扬).
        Reward = "reward", "奖励激励", "reward";
        /// Criticism, accountability (通报批评, 问责).
        Penalty = "penalty", "通报问责", "penalty";
        /// A band or class (分档, 分级).
        Band = "band", "分档", "band";
        /// Points added or taken in another evaluation.
        Points = "points", "加分扣分", "points";
        /// Policies, projects, money or land follow the result (挂钩).
        Linkage = "linkage", "挂钩", "linkage";
        /// Land, power, energy, water, discharge or credit on other terms (差别化配置).
        DifferentiatedAllocation = "differentiated_allocation", "差别化配置", "differentiated allocation";
        /// Expansion or a higher level (扩区, 升级).
        Upgrade = "upgrade", "扩区升级", "upgrade";
        /// A lower level (降级).
        Downgrade = "downgrade", "降级", "downgrade";
        /// A warning (警告, 亮牌).
        Warning = "warning", "警示", "warning";
        /// To be mended within a time (限期整改).
        Rectification = "rectification", "限期整改", "rectification";
        /// A talk with those in charge (约谈).
        Talk = "talk", "约谈", "talk";
        /// Another zone takes over the management (委托管理).
        Entrust = "entrust", "委托管理", "entrusted management";
        /// Struck off (摘牌, 撤销, 移出名录).
        Exit = "exit", "退出", "exit";
    }
}

impl Say for Place {
    fn say(&self, lang: Lang) -> String {
        let percent = |share: &Decimal| (share * Decimal::ONE_HUNDRED).normalize();
        match (self, lang) {
            (Self::First(count), Lang::Zh) => format!("前 {count} 位"),
            (Self::First(count), Lang::En) => format!("the first {count}"),
            (Self::Last(count), Lang::Zh) => format!("最后 {count} 位"),
            (Self::Last(count), Lang::En) => format!("the last {count}"),
            (Self::FirstShare(share), Lang::Zh) => format!("前 {}%", percent(share)),
            (Self::FirstShare(share), Lang::En) => format!("the first {} %", percent(share)),
            (Self::LastShare(share), Lang::Zh) => format!("后 {}%", percent(share)),
            (Self::LastShare(share), Lang::En) => format!("the last {} %", percent(share)),
        }
    }
}

impl Say for InARow {
    fn say(&self, lang: Lang) -> String {
        let of = self.of.say(lang);
        match lang {
            Lang::Zh => format!("连续 {} {of}", self.times),
            Lang::En => format!("{} {of} in a row", self.times),
        }
    }
}

impl Counted {
    /// Each part that is said, in words.
    #[must_use]
    pub fn parts(&self, lang: Lang) -> Vec<String> {
        let Self { at_least, below, place, grade, trend, in_a_row } = self;
        let zh = lang == Lang::Zh;
        let mut parts = Vec::new();
        parts.extend(in_a_row.map(|row| row.say(lang)));
        parts.extend(at_least.map(|score| {
            if zh {
                format!("得分不低于 {}", score.normalize())
            } else {
                format!("score at least {}", score.normalize())
            }
        }));
        parts.extend(below.map(|score| {
            if zh {
                format!("得分低于 {}", score.normalize())
            } else {
                format!("score below {}", score.normalize())
            }
        }));
        parts.extend(place.map(|place| place.say(lang)));
        parts.extend(grade.as_ref().map(|grade| if zh { format!("等级为 {grade}") } else { format!("grade {grade}") }));
        parts.extend(trend.map(|trend| trend.say(lang)));
        parts
    }
}
