//! A ranking by all items at once in the place of an index of means: which one, and what it cannot tell.

use domain::say::{Lang, Say};
use policy::index::Ranking;
use scoring::index::{Built, Direction, Framework};
use scoring::rankings::{Criteria, kemeny};
use scoring::{Matrix, ScoringError};
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::record::kept;

/// The ranking that made the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    /// Its word in packs, as `topsis`.
    pub method: String,
    /// How well Kemeny's order agrees with the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
}

/// How well an order agrees with the items.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The weight of the items that contradict it, summed over all pairs of subjects.
    pub disagreement: Figure,
    /// Whether no other order does as well.
    pub unique: bool,
}

impl Ranked {
    /// What `ranking` made of the built index.
    pub(crate) fn of(ranking: Ranking, framework: &Framework, built: &Built) -> Result<Self, ScoringError> {
        let order = match ranking {
            Ranking::Kemeny => Some(Order::of(framework, &built.normalised.matrix)?),
            _ => None,
        };
        Ok(Self { method: ranking.code().to_owned(), order })
    }

    /// The rule, where this program knows it.
    #[must_use]
    pub fn rule(&self) -> Option<Ranking> {
        Ranking::from_code(&self.method)
    }

    /// Whether a score is the sum of what each item gives.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.rule().is_some_and(Ranking::adds_up)
    }

    /// What a person must know of the scores: that they do not fall into points, that there are none, that other orders do
    /// as well.
    #[must_use]
    pub fn remark(&self, lang: Lang) -> String {
        let what = match (self.rule(), lang) {
            (Some(Ranking::Borda), Lang::Zh) => {
                "得分是各项落在其后的对象数加权相加；有对象退出时，其余对象的先后可能改变"
            }
            (Some(Ranking::Borda), Lang::En) => {
                "a score is the weighted sum of subjects left behind; when a subject leaves, others may change places"
            }
            (Some(Ranking::Kemeny), Lang::Zh) => "只有位次，没有得分，不能分解到各项",
            (Some(Ranking::Kemeny), Lang::En) => {
                "there are positions and no scores, and nothing is due to single items"
            }
            (_, Lang::Zh) => "得分由全部各项一起得出，不能分解为各项的分数；有对象退出时，其余对象的先后可能改变",
            (_, Lang::En) => {
                "a score comes from all items together and does not fall into points of each; when a subject leaves, \
                 others may change places"
            }
        };
        let Some(order) = self.order else { return what.to_owned() };
        let Order { disagreement, unique } = order;
        match (unique, lang) {
            (true, Lang::Zh) => format!("{what}；与各项的矛盾 {disagreement}，没有同样好的其他次序"),
            (true, Lang::En) => format!("{what}; disagreement {disagreement}, and no other order does as well"),
            (false, Lang::Zh) => {
                format!("{what}；与各项的矛盾 {disagreement}，另有同样好的次序，按对象编号取在前的一种")
            }
            (false, Lang::En) => {
                format!("{what}; disagreement {disagreement}; other orders do as well, this is the first by subject id")
            }
        }
    }
}

impl Order {
    fn of(framework: &Framework, figures: &Matrix) -> Result<Self, ScoringError> {
        let directions = vec![Direction::Higher; framework.indicators()];
        let weights = framework.effective_weights();
        let found = kemeny(&Criteria::new(figures, &directions, &weights[..framework.indicators()])?)?;
        Ok(Self { disagreement: kept(found.disagreement), unique: found.unique })
    }
}

impl Say for Ranked {
    fn say(&self, lang: Lang) -> String {
        self.rule().map_or_else(|| self.method.clone(), |rule| rule.say(lang))
    }
}
