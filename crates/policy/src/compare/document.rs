//! What a document says beside figures, told as rules: tasks and dynamic management.

use super::RuleKind;
use super::fact::{Facts, percent};
use super::rules::{Place as Standing, Rule, quoted};
use crate::dynamic::{Counted, Dynamic, Place};
use crate::pack::Pack;
use crate::task::Task;

pub(super) fn task(task: &Task) -> Rule {
    let Task { id, title, kind, text, lead, support, responsible, open_ended, by, cite, note, pack } = task;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.say("kind", "种类", "kind", kind);
    facts.text_if("text", "内容", "text", text.as_deref());
    facts.texts("lead", "牵头单位", "lead agencies", lead.iter().map(String::as_str));
    facts.texts("support", "配合单位", "support agencies", support.iter().map(String::as_str));
    facts.texts("responsible", "责任单位", "responsible agencies", responsible.iter().map(String::as_str));
    facts.truth("open_ended", "名单之后还有“等”", "further agencies", *open_ended);
    if let Some(by) = by {
        facts.say("by", "期限", "by", by);
    }
    facts.text_if("note", "说明", "note", note.as_deref());
    facts.text("pack", "规定它的政策包", "declared by", pack.as_str());
    Standing::top(pack).rule(RuleKind::Task, id.as_str(), quoted(title), Some(cite), facts)
}

pub(super) fn dynamic(pack: &Pack, rule: &Dynamic) -> Rule {
    let Dynamic { id, title, condition, consequence, kind, scheme, counted, cite, note, pack: declared_by } = rule;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.text("condition", "情形", "condition", condition);
    facts.text("consequence", "后果", "consequence", consequence);
    facts.say("kind", "种类", "kind", kind);
    if let Some(id) = scheme {
        let title = pack.scheme(id.as_str()).map_or_else(|| id.to_string(), |found| format!("{}（{id}）", found.title));
        facts.text("scheme", "看哪个考核方案", "looks at the scheme", &title);
    }
    of_counted(counted, &mut facts);
    facts.text_if("note", "说明", "note", note.as_deref());
    facts.text("pack", "规定它的政策包", "declared by", declared_by.as_str());
    Standing::top(declared_by).rule(RuleKind::Dynamic, id.as_str(), quoted(title), Some(cite), facts)
}

fn of_counted(counted: &Counted, facts: &mut Facts) {
    let Counted { at_least, below, place, grade, trend, in_a_row } = counted;
    facts.number_if("at_least", "得分不低于", "score at least", *at_least);
    facts.number_if("below", "得分低于", "score below", *below);
    match place {
        Some(Place::First(count)) => facts.number("first", "前几位", "among the first", (*count).into()),
        Some(Place::Last(count)) => facts.number("last", "最后几位", "among the last", (*count).into()),
        Some(Place::FirstShare(share)) => facts.text("first_percent", "前百分之几", "first", &percent(*share)),
        Some(Place::LastShare(share)) => facts.text("last_percent", "后百分之几", "last", &percent(*share)),
        None => {}
    }
    facts.text_if("grade", "等级", "grade", grade.as_deref());
    if let Some(trend) = trend {
        facts.say("trend", "位次走势", "trend", trend);
    }
    if let Some(row) = in_a_row {
        facts.say("in_a_row", "连续", "in a row", row);
    }
}
