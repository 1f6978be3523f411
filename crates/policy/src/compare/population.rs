//! What follows the items, told as facts: adjustments, their bounds, members treated apart, vetoes, grades.

use domain::say::Said;
use rust_decimal::Decimal;

use super::RuleKind;
use super::fact::{Facts, percent, plain};
use super::rules::{Place, Rule, quoted};
use crate::members::{List, Member, MemberEffect};
use crate::scheme::{Adjustment, Grade, Grading, GradingMethod, Veto, VetoEffect};

pub(super) fn adjustment(place: &Place, one: &Adjustment) -> Rule {
    let Adjustment { id, title, points, at_most, at_least, cite } = one;
    let mut facts = Facts::default();
    facts.text("title", "事由", "title", title);
    facts.formula("points", "分数公式", "points", Some(points));
    bounds(*at_most, *at_least, &mut facts);
    place.rule(RuleKind::Adjustment, id, quoted(title), Some(cite), facts)
}

fn bounds(at_most: Option<Decimal>, at_least: Option<Decimal>, facts: &mut Facts) {
    facts.number_if("at_most", "最多", "at most", at_most);
    facts.number_if("at_least", "最低", "at least", at_least);
}

pub(super) fn list(place: &Place, one: &List) -> Rule {
    let List { id, title, rules, at_most, at_least, cite } = one;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.texts("rules", "包括", "rules", rules.iter().map(String::as_str));
    bounds(*at_most, *at_least, &mut facts);
    place.rule(RuleKind::AdjustmentList, id, quoted(title), Some(cite), facts)
}

pub(super) fn member(place: &Place, one: &Member) -> Rule {
    let Member { id, title, filter, when, effect, cite } = one;
    let mut facts = Facts::default();
    facts.text("title", "哪些对象", "who", title);
    facts.filter(filter);
    facts.formula("when", "指标条件", "condition on indicators", when.as_ref());
    let effect = match effect {
        MemberEffect::Exempt(word) => Said::new(format!("不参评，记 {word}"), format!("exempt, bears {word}")),
        MemberEffect::QuotaFree => Said::new("不占名额", "takes no place of a quota"),
        MemberEffect::Protected(grade) => Said::new(format!("不低于 {grade}"), format!("never below {grade}")),
    };
    facts.said("effect", "办法", "effect", effect);
    place.rule(RuleKind::Member, id, quoted(title), Some(cite), facts)
}

pub(super) fn veto(place: &Place, one: &Veto) -> Rule {
    let Veto { id, title, when, effect, cite } = one;
    let mut facts = Facts::default();
    facts.text("title", "事由", "title", title);
    facts.formula("when", "条件", "condition", Some(when));
    let effect = match effect {
        VetoEffect::Ceiling(grade) => Said::new(format!("最高 {grade}"), format!("no better than {grade}")),
        VetoEffect::Forced(grade) => Said::new(format!("定为 {grade}"), format!("{grade}, whatever the score")),
        VetoEffect::Excluded => Said::new("不参加排名", "neither ranked nor graded"),
        VetoEffect::AwardLost => Said::new("取消奖励", "loses the award"),
    };
    facts.said("effect", "后果", "effect", effect);
    place.rule(RuleKind::Veto, id, quoted(title), Some(cite), facts)
}

pub(super) fn grading(place: &Place, grading: &Grading, rules: &mut Vec<Rule>) {
    let Grading { method, over, grades, cite } = grading;
    let mut facts = Facts::default();
    let quota = matches!(method, GradingMethod::Quota { .. });
    match method {
        GradingMethod::Quota { rounding, boundary } => {
            facts.said("method", "方法", "method", Said::new("按比例", "by share"));
            facts.say("rounding", "名额取整", "rounding", rounding);
            facts.say("boundary", "跨界同分", "ties at a boundary", boundary);
        }
        GradingMethod::CutOff => facts.said("method", "方法", "method", Said::new("按分数", "by score")),
    }
    facts.say("over", "名额的范围", "quotas over", over);
    rules.push(place.rule(RuleKind::Grading, "", Said::new("等级划分", "grading"), Some(cite), facts));
    for Grade { code, title, bound } in grades {
        let mut facts = Facts::default();
        facts.text_if("title", "名称", "title", title.as_deref());
        if let Some(bound) = bound {
            let (zh, en, value) = if quota {
                ("累计占比上限", "cumulative share", percent(*bound))
            } else {
                ("最低得分", "least score", plain(*bound))
            };
            facts.text("bound", zh, en, &value);
        }
        let name = Said::new(format!("等级 {code}"), format!("grade {code}"));
        let mut rule = place.rule(RuleKind::Grade, code, name, None, facts);
        rule.cite = Some(cite.clone());
        rules.push(rule);
    }
}
