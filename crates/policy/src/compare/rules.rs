//! A pack told as rules with their facts: the document, its conflicts, indicators and targets; schemes beside.

use domain::id::PackId;
use domain::say::Said;

use super::fact::{Fact, Facts, both};
use super::{Difference, RuleKind, What, examples, scheme};
use crate::pack::{Cite, Conflict, Definition, Indicator, Meta, Pack, Rule as Ruled, Subjects, Target};

/// A rule and its facts.
#[derive(Debug)]
pub(super) struct Rule {
    pub kind: RuleKind,
    /// The ids from the outermost to its own.
    pub path: Vec<String>,
    pub pack: PackId,
    pub within: Vec<String>,
    pub name: Said,
    pub cite: Option<Cite>,
    pub facts: Vec<Fact>,
}

impl Rule {
    pub fn differs(&self, what: What) -> Difference {
        Difference {
            kind: self.kind,
            pack: self.pack.clone(),
            within: self.within.clone(),
            id: self.path.last().cloned().unwrap_or_default(),
            name: self.name.clone(),
            cite: self.cite.clone(),
            what,
        }
    }
}

/// What a rule stands in.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub pack: PackId,
    pub path: Vec<String>,
    pub within: Vec<String>,
}

impl Place {
    pub fn top(pack: &PackId) -> Self {
        Self { pack: pack.clone(), path: Vec::new(), within: Vec::new() }
    }

    /// Within the rule of that id and title.
    pub fn below(&self, id: &str, title: &str) -> Self {
        let mut below = self.clone();
        below.path.push(id.to_owned());
        below.within.push(title.to_owned());
        below
    }

    /// A rule here.
    pub fn rule(&self, kind: RuleKind, id: &str, name: Said, cite: Option<&Cite>, mut facts: Facts) -> Rule {
        if let Some(cite) = cite {
            facts.cite(cite);
        }
        let path = self.path.iter().cloned().chain([id.to_owned()]).collect();
        let Self { pack, within, .. } = self.clone();
        Rule { kind, path, pack, within, name, cite: cite.cloned(), facts: facts.0 }
    }
}

/// The same in both languages, in quotation marks.
pub(super) fn quoted(text: &str) -> Said {
    Said::new(format!("“{text}”"), format!("“{text}”"))
}

/// All rules of a pack.
pub(super) fn of(pack: &Pack) -> Vec<Rule> {
    // Its files are compared as such; what they build on is told by the rules that come from there.
    let Pack { meta, conflicts, indicators, schemes, targets, tests, files: _, upper: _ } = pack;
    let mut rules = vec![document(meta)];
    let top = Place::top(&meta.id);
    rules.extend(conflicts.iter().map(|conflict| of_conflict(&top, conflict)));
    rules.extend(indicators.iter().map(indicator));
    for one in schemes {
        scheme::scheme(pack, one, &mut rules);
    }
    rules.extend(targets.iter().map(|one| target(pack, one)));
    for test in tests {
        examples::example(pack, test, &mut rules);
    }
    rules
}

fn document(meta: &Meta) -> Rule {
    let Meta {
        id,
        title,
        issuer,
        number,
        issued,
        in_force_from,
        in_force_to,
        jurisdiction,
        source,
        demonstration,
        builds_on,
    } = meta;
    let mut facts = Facts::default();
    facts.text("id", "编号", "id", id.as_str());
    facts.text("title", "标题", "title", title);
    facts.text("issuer", "发布机关", "issuer", issuer);
    facts.text_if("number", "文号", "number", number.as_deref());
    facts.text_if("issued", "发布日期", "day of issue", issued.as_deref());
    facts.text_if("in_force_from", "生效日期", "first day in force", in_force_from.as_deref());
    facts.text_if("in_force_to", "失效日期", "first day no longer in force", in_force_to.as_deref());
    facts.text("jurisdiction", "适用地区", "jurisdiction", jurisdiction);
    facts.text("source", "文本来源", "source", source);
    facts.truth("demonstration", "仅作演示", "demonstration", *demonstration);
    facts.texts("builds_on", "所依据的上级政策包", "builds on", builds_on.iter().map(PackId::as_str));
    // One document, whatever its id.
    Place::top(id).rule(RuleKind::Document, "", Said::new(format!("《{title}》"), format!("“{title}”")), None, facts)
}

fn of_conflict(top: &Place, conflict: &Conflict) -> Rule {
    let Conflict { rule, prevails, cite } = conflict;
    let (kind, id) = match rule {
        Ruled::Indicator(code) => (RuleKind::Indicator, code.as_str()),
        Ruled::Scheme(id) => (RuleKind::Scheme, id.as_str()),
        Ruled::Target(id) => (RuleKind::Target, id.as_str()),
    };
    let name = Said { zh: format!("{} {id}", both(&kind).zh), en: format!("{} {id}", both(&kind).en) };
    let mut facts = Facts::default();
    facts.say("on_conflict", "取舍", "prevails", prevails);
    top.rule(RuleKind::Conflict, &format!("{}.{id}", kind.code()), name, Some(cite), facts)
}

fn indicator(indicator: &Indicator) -> Rule {
    let Indicator { code, title, aliases, unit, subject, direction, period, definition, cite, note, pack } = indicator;
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    facts.texts("aliases", "其他叫法", "other names", aliases.iter().map(String::as_str));
    facts.say("unit", "计量单位", "unit of measure", unit);
    facts.text("subject", "对象种类", "kind of subject", subject);
    facts.say("direction", "方向", "direction", direction);
    facts.say("period", "报告期", "reported", period);
    let formula = match definition {
        Definition::Reported => None,
        Definition::Derived(formula) => Some(formula),
    };
    facts.formula("formula", "公式", "formula", formula);
    facts.text_if("note", "说明", "note", note.as_deref());
    facts.text("pack", "规定它的政策包", "declared by", pack.as_str());
    Place::top(pack).rule(RuleKind::Indicator, code.as_str(), Said::new(title, title), Some(cite), facts)
}

fn target(pack: &Pack, target: &Target) -> Rule {
    let Target {
        id,
        title,
        indicator,
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
    binds(subjects, &mut facts);
    let year = |year: &i16| year.to_string();
    facts.text_if("from", "起算年份", "counts from", from.as_ref().map(year).as_deref());
    facts.text_if("by", "完成年份", "by the end of", by.as_ref().map(year).as_deref());
    facts.say("comparator", "比较方式", "comparator", comparator);
    let (zh, en) = by.map_or_else(Default::default, |by| (format!("{by} 年"), format!("{by} ")));
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

/// The title of an indicator of the pack.
pub(super) fn title_of(pack: &Pack, code: &str) -> String {
    pack.indicator(code).map_or_else(|| code.to_owned(), |indicator| indicator.title.clone())
}
