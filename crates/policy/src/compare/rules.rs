//! A pack told as rules with their facts: the document, its conflicts and indicators; the others beside.

use domain::id::PackId;
use domain::say::Said;

use super::fact::{Fact, Facts, both};
use super::{Difference, RuleKind, What, document, examples, scheme, subsidy, target};
use crate::conflict::{Conflict, Rule as Ruled};
use crate::pack::{Cite, Definition, Indicator, Meta, Pack};

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
    let Pack {
        meta,
        conflicts,
        indicators,
        schemes,
        targets,
        tasks,
        subsidies,
        subsidy_lists,
        dynamics,
        tests,
        files: _,
        upper: _,
    } = pack;
    let mut rules = vec![of_document(meta)];
    let top = Place::top(&meta.id);
    rules.extend(conflicts.iter().map(|conflict| of_conflict(&top, conflict)));
    rules.extend(indicators.iter().map(indicator));
    for one in schemes {
        scheme::scheme(pack, one, &mut rules);
    }
    rules.extend(targets.iter().map(|one| target::target(pack, one)));
    rules.extend(tasks.iter().map(document::task));
    rules.extend(subsidies.iter().map(subsidy::subsidy));
    rules.extend(subsidy_lists.iter().map(|one| subsidy::list(pack, one)));
    rules.extend(dynamics.iter().map(|one| document::dynamic(pack, one)));
    for test in tests {
        examples::example(pack, test, &mut rules);
    }
    rules
}

fn of_document(meta: &Meta) -> Rule {
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
    let kind = match rule {
        Ruled::Indicator(_) => RuleKind::Indicator,
        Ruled::Scheme(_) => RuleKind::Scheme,
        Ruled::Target(_) => RuleKind::Target,
        Ruled::Task(_) => RuleKind::Task,
        Ruled::Subsidy(_) => RuleKind::Subsidy,
        Ruled::SubsidyList(_) => RuleKind::SubsidyList,
        Ruled::Dynamic(_) => RuleKind::Dynamic,
    };
    let (_, id) = rule.parts();
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

/// The title of an indicator of the pack.
pub(super) fn title_of(pack: &Pack, code: &str) -> String {
    pack.indicator(code).map_or_else(|| code.to_owned(), |indicator| indicator.title.clone())
}
