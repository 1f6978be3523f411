//! Money rules: for what a policy pays how much to whom, up to which cap and from which budgets.

use domain::id::{PackId, SubsidyId, SubsidyListId};
use domain::say::{Lang, Say};
use domain::unit::Unit;
use rust_decimal::Decimal;

use crate::pack::{Cite, choice};

/// A rule by which money is paid, lent or given up.
#[derive(Clone, Debug)]
pub struct Subsidy {
    /// Its id within the pack.
    pub id: SubsidyId,
    /// What it is, in a few words.
    pub title: String,
    /// Who may claim it for what, in words.
    pub condition: String,
    /// In what form the money comes.
    pub kind: SubsidyKind,
    /// How much; none where only a cap is stated.
    pub sum: Option<Sum>,
    /// Whether the sum is the most that is paid, not what is paid (不超过, 最高).
    pub at_most: bool,
    /// The most that one claim may come to.
    pub cap: Option<Money>,
    /// The most that all claims together may come to.
    pub total_cap: Option<Money>,
    /// How often it is paid, where the text says so.
    pub period: Option<Payment>,
    /// For each of whom or what it is paid and capped, in words (每户企业, 单个园区).
    pub per: Option<String>,
    /// The budgets that pay, where the text names them.
    pub payers: Vec<Payer>,
    /// Whether only the highest of this and like policies is paid (就高不重复).
    pub highest_only: bool,
    /// The rule's source.
    pub cite: Cite,
    /// Remarks.
    pub note: Option<String>,
    /// The pack that declares it.
    pub pack: PackId,
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    /// The same for all who may claim.
    Flat(Pay),
    /// By steps.
    Steps(Steps),
}

/// A fixed sum or a share of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pay {
    /// This sum; or, with a unit such as yuan per m², so much for each.
    Amount(Money),
    /// This share of what `base` says.
    Rate {
        /// As a fraction: 0.03 for 3 %.
        share: Decimal,
        /// What it is a share of, in words (上年度实际投资额).
        base: String,
    },
}

/// A number of yuan or US dollars, or of either per something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// How many, in [`Money::unit`].
    pub value: Decimal,
    /// The unit of measure.
    pub unit: Unit,
}

/// Sums by steps: by a quantity that reaches a threshold, or by cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// What is held against the thresholds, and in which unit; none where the steps are cases.
    pub of: Option<(String, Unit)>,
    /// Whether each step pays only for the part within it (超额累进), not for the whole.
    pub marginal: bool,
    /// The steps: thresholds ascending, cases in the order of the text.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The case, in words (国家级); it may also name a threshold's step.
    pub title: Option<String>,
    /// From how much on, in the unit of [`Steps::of`]; none for a case.
    pub at_least: Option<Decimal>,
    /// What it pays.
    pub pays: Pay,
    /// The most that a claim on this step may come to.
    pub cap: Option<Money>,
}

/// How often money is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Once (一次性).
    Once,
    /// Every year as long as the document is in force.
    Yearly,
    /// So many years.
    Years(u8),
}

/// A budget that pays, and its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// The budget, in words (市本级财政).
    pub budget: String,
    /// Its part among the parts of all payers: 1 and 1 for 1∶1; none where the text does not divide.
    pub part: Option<Decimal>,
}

/// A bound over several money rules together.
#[derive(Clone, Debug)]
pub struct SubsidyList {
    /// Its id within the pack.
    pub id: SubsidyListId,
    /// What it bounds.
    pub title: String,
    /// The money rules it is over.
    pub subsidies: Vec<SubsidyId>,
    /// The most they may come to together.
    pub cap: Option<Money>,
    /// Within which time, where the text says so.
    pub period: Option<Payment>,
    /// For each of whom, in words.
    pub per: Option<String>,
    /// Whether only the highest of them is paid (就高不重复).
    pub highest_only: bool,
    /// The rule's source.
    pub cite: Cite,
    /// Remarks.
    pub note: Option<String>,
    /// The pack that declares it.
    pub pack: PackId,
}

choice! {
    /// In what form the money comes.
    SubsidyKind {
        /// For what was achieved (奖励).
        Reward = "reward", "奖励", "reward";
        /// Towards what was spent (补助, 补贴).
        Subsidy = "subsidy", "补助", "subsidy";
        /// Towards what is to be done (资助).
        Grant = "grant", "资助", "grant";
        /// As a voucher (创新券, 服务券).
        Voucher = "voucher", "补贴券", "voucher";
        /// As rent that is lowered or given up.
        Rent = "rent", "租金减免", "rent relief";
        /// As a loan.
        Loan = "loan", "贷款", "loan";
        /// As interest that is paid for the borrower (贴息).
        Interest = "interest", "贴息", "interest subsidy";
        /// As a share in the firm.
        Equity = "equity", "股权投资", "equity";
        /// For what lenders and insurers lose (风险补偿).
        RiskCompensation = "risk_compensation", "风险补偿", "risk compensation";
        /// Beside money of another level of government (配套).
        Matching = "matching", "配套", "matching funds";
        /// As a fund that is set up or fed.
        Fund = "fund", "基金", "fund";
        /// As revenue that is given back or divided (收益分享, 税收分成).
        RevenueShare = "revenue_share", "收益分享", "share of revenue";
        /// Nothing but the most that is spent in all (资金总额).
        AggregateCap = "aggregate_cap", "资金总额", "ceiling over all";
    }
}

impl Say for Money {
    fn say(&self, lang: Lang) -> String {
        format!("{} {}", self.value.normalize(), self.unit.say(lang))
    }
}

impl Say for Payment {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Once, Lang::Zh) => "一次性".to_owned(),
            (Self::Once, Lang::En) => "once".to_owned(),
            (Self::Yearly, Lang::Zh) => "每年".to_owned(),
            (Self::Yearly, Lang::En) => "yearly".to_owned(),
            (Self::Years(years), Lang::Zh) => format!("连续 {years} 年"),
            (Self::Years(years), Lang::En) => format!("for {years} years"),
        }
    }
}

/// Whether `own` is the more generous of two rules; `None` where they are alike in nothing or each is so in part.
pub(crate) fn more_generous(own: &Subsidy, upper: &Subsidy) -> Option<bool> {
    let same = own.kind == upper.kind && own.per == upper.per && own.period == upper.period;
    let sums = match (&own.sum, &upper.sum) {
        (Some(Sum::Flat(own)), Some(Sum::Flat(upper))) => pays(own, upper)?,
        (None, None) => std::cmp::Ordering::Equal,
        _ => return None,
    };
    let parts = [sums, caps(own.cap, upper.cap)?, caps(own.total_cap, upper.total_cap)?];
    match (parts.iter().any(|part| part.is_gt()), parts.iter().any(|part| part.is_lt())) {
        (true, false) if same => Some(true),
        (false, true) if same => Some(false),
        _ => None,
    }
}

fn pays(own: &Pay, upper: &Pay) -> Option<std::cmp::Ordering> {
    match (own, upper) {
        (Pay::Amount(own), Pay::Amount(upper)) => against(*own, *upper),
        (Pay::Rate { share: own, base: of }, Pay::Rate { share, base }) if of == base => Some(own.cmp(share)),
        _ => None,
    }
}

/// Without a cap more may be paid than with any.
fn caps(own: Option<Money>, upper: Option<Money>) -> Option<std::cmp::Ordering> {
    match (own, upper) {
        (Some(own), Some(upper)) => against(own, upper),
        (own, upper) => Some(own.is_none().cmp(&upper.is_none())),
    }
}

fn against(own: Money, upper: Money) -> Option<std::cmp::Ordering> {
    Some(own.value.cmp(&upper.unit.convert(upper.value, &own.unit).ok()?))
}
