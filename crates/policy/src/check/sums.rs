//! What a money rule pays: one sum, one rate or steps, each with its unit or base; and the caps over it.

use domain::dimension::Dimension;
use domain::say::{Lang, Say};
use domain::unit::Unit;
use rust_decimal::Decimal;

use super::Checker;
use crate::subsidy::{Money, Pay, Step, Steps, Sum};
use declared::{At, Table};

/// What the steps of a rule share with it.
struct Shared<'u> {
    unit: Option<&'u At<Unit>>,
    cap_unit: Option<&'u At<Unit>>,
    base: Option<String>,
}

impl Checker<'_> {
    /// The unit under a key, which counts money or money per something.
    pub(super) fn money_unit(&mut self, entry: &Table<'_>, name: &str) -> Option<At<Unit>> {
        let unit = entry.parsed::<Unit>(name)?;
        if unit.value.dimension().is_money_per() {
            return Some(unit);
        }
        let source = entry.source;
        self.findings
            .error(
                "pack::wrong_dimension",
                source.file,
                source.text,
                unit.span,
                format!("“{name}”要是金额的单位，这里是“{}”。", unit.value.say(Lang::Zh)),
                format!("“{name}” must count money; here it is {}.", unit.value.say(Lang::En)),
            )
            .help("如 wan_yuan、yuan/m2、wan_yuan/mu。", "As wan_yuan, yuan/m2, wan_yuan/mu.")
            .put();
        None
    }

    /// A cap: in its own unit, else in the first of the others that is plain money.
    pub(super) fn cap(
        &mut self,
        entry: &Table<'_>,
        (name, own_name): (&str, &str),
        own: Option<&At<Unit>>,
        others: &[Option<&At<Unit>>],
    ) -> Option<Money> {
        let value = entry.number(name)?;
        self.bounded(entry, name, &value, value.value > Decimal::ZERO, "上限须大于 0", "a cap must be above 0");
        let plain = |unit: &&At<Unit>| [Dimension::YUAN, Dimension::US_DOLLAR].contains(&unit.value.dimension());
        let unit = own.or_else(|| others.iter().copied().flatten().find(plain));
        if unit.is_none() && entry.get(own_name).is_none() {
            self.incomplete(entry, &value, ("上限", "cap"), own_name, &format!("{own_name} = \"wan_yuan\""));
        }
        Some(Money { value: value.value, unit: unit?.value })
    }

    /// Reports a key that says something about another that is not there.
    fn without(&mut self, entry: &Table<'_>, key: &str, other: &str) {
        let (zh, en) = (format!("没有“{other}”时"), format!("A rule without “{other}”"));
        self.misplaced(entry, &[key], &zh, &en);
    }

    /// What the rule pays; none where it says only caps.
    pub(super) fn sum(
        &mut self,
        entry: &Table<'_>,
        unit: Option<&At<Unit>>,
        cap_unit: Option<&At<Unit>>,
    ) -> Option<Sum> {
        let shared = Shared { unit, cap_unit, base: entry.text("base").map(|base| base.value) };
        let steps = entry.tables("step");
        let has = |name: &str| entry.get(name).is_some() || steps.iter().any(|step| step.get(name).is_some());
        if !has("rate") {
            self.without(entry, "base", "rate");
        }
        if !has("amount") && !has("cap") && !has("total_cap") {
            self.misplaced(entry, &["unit", "cap_unit"], "没有金额和上限时", "A rule without an amount or a cap");
        }
        if !has("total_cap") {
            self.without(entry, "total_cap_unit", "total_cap");
        }
        if steps.is_empty() {
            let (zh, en) = ("不分档时", "A rule without steps");
            self.misplaced(entry, &["step_of", "step_unit", "marginal"], zh, en);
            if !has("amount") && !has("rate") {
                let (zh, en) = ("没有金额或比例时", "A rule without an amount or a rate");
                self.misplaced(entry, &["at_most"], zh, en);
                return None;
            }
            return self.pay(entry, &shared).map(Sum::Flat);
        }
        let (zh, en) = ("分档的奖补把金额、比例写在每一档，这里", "A rule by steps, which pays by each,");
        self.misplaced(entry, &["amount", "rate"], zh, en);
        self.steps(entry, &steps, &shared).map(Sum::Steps)
    }

    /// An amount or a rate, one of the two.
    fn pay(&mut self, entry: &Table<'_>, shared: &Shared<'_>) -> Option<Pay> {
        let (amount, rate) = (entry.number("amount"), entry.number("rate"));
        match (amount, rate) {
            (Some(_), Some(_)) => {
                self.both(entry);
                None
            }
            (Some(amount), None) => {
                let fits = amount.value > Decimal::ZERO;
                self.bounded(entry, "amount", &amount, fits, "金额须大于 0", "an amount must be above 0");
                let Some(unit) = shared.unit else {
                    self.no_unit(entry, &amount);
                    return None;
                };
                Some(Pay::Amount(Money { value: amount.value, unit: unit.value }))
            }
            (None, Some(rate)) => {
                let fits = rate.value > Decimal::ZERO;
                self.bounded(entry, "rate", &rate, fits, "比例须大于 0", "a rate must be above 0");
                let Some(base) = shared.base.clone() else {
                    self.no_base(entry, &rate);
                    return None;
                };
                Some(Pay::Rate { share: rate.value / Decimal::ONE_HUNDRED, base })
            }
            (None, None) => {
                if ["amount", "rate"].iter().all(|name| entry.get(name).is_none()) {
                    self.lacks(entry, "这一档需要写明“amount”或“rate”。", "This step needs “amount” or “rate”.");
                }
                None
            }
        }
    }

    fn both(&mut self, entry: &Table<'_>) {
        let source = entry.source;
        self.findings
            .error(
                "pack::two_ways",
                source.file,
                source.text,
                entry.key_span("rate"),
                "amount、rate 只能写一个：或者定额，或者按比例。",
                "Only one of amount and rate may be given: a fixed sum or a share.",
            )
            .help(
                "最高限额写 cap；两种钱都给的，写成两项。",
                "Write a limit as cap; where both are paid, write two rules.",
            )
            .put();
    }

    fn no_unit(&mut self, entry: &Table<'_>, amount: &At<Decimal>) {
        self.incomplete(entry, amount, ("金额", "amount"), "unit", "unit = \"wan_yuan\"");
    }

    fn no_base(&mut self, entry: &Table<'_>, rate: &At<Decimal>) {
        self.incomplete(entry, rate, ("比例", "rate"), "base", "base = \"上年度实际投资额\"");
    }

    /// Reports a number that says nothing without another key of the rule.
    fn incomplete(&mut self, entry: &Table<'_>, at: &At<Decimal>, (zh, en): (&str, &str), key: &str, line: &str) {
        let source = entry.source;
        self.findings
            .error(
                "pack::missing_key",
                source.file,
                source.text,
                at.span.clone(),
                format!("{zh} {} 没有写明“{key}”。", at.value),
                format!("The {en} {} needs “{key}”.", at.value),
            )
            .help(format!("请在这项奖补加上一行，如：{line}"), format!("Add a line to the rule, as: {line}"))
            .put();
    }

    fn steps(&mut self, entry: &Table<'_>, steps: &[Table<'_>], shared: &Shared<'_>) -> Option<Steps> {
        let counted = steps.iter().any(|step| step.get("at_least").is_some());
        let of = entry.text("step_of").zip(entry.parsed::<Unit>("step_unit"));
        if counted {
            for (name, what) in [("step_of", "按什么数量"), ("step_unit", "数量的单位")] {
                if entry.get(name).is_none() {
                    let (zh, en) = (
                        format!("按数量分档需要写明“{name}”（{what}）。"),
                        format!("Steps by a quantity need “{name}”."),
                    );
                    self.lacks(entry, &zh, &en);
                }
            }
        } else {
            self.misplaced(entry, &["step_of", "step_unit", "marginal"], "按情形分档时", "A rule by cases");
        }
        let (mut read, mut last): (Vec<Step>, Option<Decimal>) = (Vec::new(), None);
        for step in steps {
            let (title, at_least) = (step.text("title"), step.number("at_least"));
            match &at_least {
                Some(at) => {
                    let fits = last.is_none_or(|last| at.value > last);
                    self.bounded(step, "at_least", at, fits, "各档从小到大写", "steps ascend");
                    last = Some(at.value);
                }
                None if step.get("at_least").is_some() => {}
                None if counted => {
                    self.lacks(
                        step,
                        "其他各档写了“at_least”，这一档也要写。",
                        "Other steps state “at_least”: this one too.",
                    );
                }
                None if step.get("title").is_none() => {
                    self.lacks(step, "这一档需要写明“at_least”或“title”。", "This step needs “at_least” or “title”.");
                }
                None => {}
            }
            let cap = self.cap(step, ("cap", "cap_unit"), shared.cap_unit, &[shared.unit]);
            let Some(pays) = self.pay(step, shared) else { continue };
            let (title, at_least) = (title.map(|at| at.value), at_least.map(|at| at.value));
            read.push(Step { title, at_least, pays, cap });
        }
        let of = of.filter(|_| counted).map(|(what, unit)| (what.value, unit.value));
        (read.len() == steps.len()).then(|| Steps { of, marginal: entry.truth("marginal"), steps: read })
    }
}
