//! A target told as a rule.

use domain::say::Said;

use super::RuleKind;
use super::fact::Facts;
use super::rules::{Place, Rule, title_of};
use crate::pack::Pack;
use crate::target::{Measure, Share, Subjects, Target};

pub(super) fn target(pack: &Pack, target: &Target) -> Rule {
    let Target {
        id,
        title,
        indicator,
        measure,
        subjects,
        from,
        by,
        comparator,
        goal,
        goal_to,
        unit,
        cite,
        note,
        pack: declared_by,
    } = target;
    let mut facts = Facts::default();
    facts.text("title", "内容", "title", title);
    facts.text("indicator", "指标", "indicator", &title_of(pack, indicator.as_str()));
    facts.text("indicator.code", "指标代码", "indicator's code", indicator.as_str());
    of_measure(pack, measure, &mut facts);
    binds(subjects, &mut facts);
    facts.text_if("from", "起算年份", "counts from", from.map(|year| year.to_string()).as_deref());
    if let Some(by) = by {
        facts.say("by", "期限", "by the end of", by);
    }
    facts.say("comparator", "比较方式", "comparator", comparator);
    let (zh, en) = by.map_or_else(Default::default, |by| (format!("{} 年", by.year()), format!("{} ", by.year())));
    facts.number("goal", format!("{zh}目标值"), format!("{en}goal"), *goal);
    if let Some(to) = goal_to {
        facts.number("goal_to", format!("{zh}目标上限"), format!("{en}upper end of the goal"), *to);
    }
    facts.say("unit", "计量单位", "unit of measure", unit);
    facts.text_if("note", "说明", "note", note.as_deref());
    facts.text("pack", "规定它的政策包", "declared by", declared_by.as_str());
    let name = Said::new(format!("目标 {id}"), format!("target {id}"));
    Place::top(declared_by).rule(RuleKind::Target, id.as_str(), name, Some(cite), facts)
}

fn of_measure(pack: &Pack, measure: &Measure, facts: &mut Facts) {
    facts.say("measure", "比较的是", "held against the goal", &measure.word());
    match measure {
        Measure::Value => {}
        Measure::Growth { base } | Measure::YearlyGrowth { base } | Measure::Multiply { base } => {
            facts.text_if("base", "基年", "base year", base.map(|year| year.to_string()).as_deref());
        }
        Measure::Share(Share { of, of_whole }) => {
            let title = of.as_ref().map(|of| format!("{}（{of}）", title_of(pack, of.as_str())));
            facts.text_if("of", "分母的指标", "share of", title.as_deref());
            facts.text_if("of_whole", "占哪个整体", "share of the whole", of_whole.as_deref());
        }
        Measure::Rank { among } => facts.text_if("among", "在哪些对象中", "among", among.as_deref()),
    }
}

fn binds(subjects: &Subjects, facts: &mut Facts) {
    match subjects {
        Subjects::Whole(name) => facts.text("whole", "针对整体", "binds the whole", name),
        Subjects::Named(names) => {
            facts.texts("subjects", "针对的对象", "binds", names.iter().map(String::as_str));
        }
        Subjects::Each { filter, except } => {
            facts.filter(filter);
            facts.texts("except", "除外的对象", "except", except.iter().map(String::as_str));
        }
    }
}
