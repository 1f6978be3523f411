//! Two versions of a pack held against each other, told in words: rule by rule, what was and what is.
//!
//! Both are first told as rules with their facts, every field of the typed pack by name; then one list is held against the
//! other. What is not told as a fact cannot be told as a difference, so each telling takes its rule apart without a rest.

mod differ;
mod document;
mod examples;
mod fact;
mod function;
mod index;
mod population;
mod rules;
mod scheme;
mod subsidy;
mod target;
mod weights;

use domain::id::PackId;
use domain::say::{Lang, Said, Say};

use crate::pack::{Cite, Pack, choice};

pub use fact::Fact;

choice! {
    /// What kind of rule it is that differs.
    RuleKind {
        /// The document as such.
        Document = "document", "文件", "document";
        /// Which rule prevails.
        Conflict = "conflict", "规则取舍", "conflict";
        /// An indicator.
        Indicator = "indicator", "指标", "indicator";
        /// A scheme.
        Scheme = "scheme", "考核方案", "scheme";
        /// A population.
        Population = "population", "评价对象类别", "population";
        /// A node.
        Node = "node", "层级", "node";
        /// An item.
        Item = "item", "考核项", "item";
        /// How an index is built.
        Method = "method", "编制方法", "method";
        /// A named set of weights.
        WeightSet = "weight_set", "权重表", "set of weights";
        /// How the firmness of ranks is told.
        Firmness = "firmness", "名次稳健性", "firmness of ranks";
        /// A bonus or deduction.
        Adjustment = "adjustment", "加分、扣分", "bonus or deduction";
        /// A bound over several of them.
        AdjustmentList = "adjustment_list", "加扣分合计", "bound over adjustments";
        /// Members treated apart.
        Member = "member", "特殊对象", "special members";
        /// A veto.
        Veto = "veto", "一票否决", "veto";
        /// How grades follow.
        Grading = "grading", "等级划分", "grading";
        /// A grade.
        Grade = "grade", "等级", "grade";
        /// A target.
        Target = "target", "目标", "target";
        /// A task.
        Task = "task", "任务", "task";
        /// A money rule.
        Subsidy = "subsidy", "奖补", "money rule";
        /// A bound over several money rules.
        SubsidyList = "subsidy_list", "奖补合计", "bound over money rules";
        /// A rule of dynamic management.
        Dynamic = "dynamic", "动态管理", "dynamic management";
        /// An example.
        Example = "example", "算例", "example";
        /// A subject of an example.
        Given = "given", "算例已知", "given in an example";
        /// What must come out for it.
        Expect = "expect", "算例应得", "expected of an example";
    }
}

/// What differs in one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of rule.
    pub kind: RuleKind,
    /// The pack that declares it: the pack itself, or one that it builds on.
    pub pack: PackId,
    /// The titles of what it stands in: scheme, population.
    pub within: Vec<String>,
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Said,
    /// The clause it comes from, in the new version where it is there.
    pub cite: Option<Cite>,
    /// What is different.
    pub what: What,
}

/// What is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The rule is new, with these facts.
    New(Vec<Fact>),
    /// The rule is gone; these were its facts.
    Gone(Vec<Fact>),
    /// A field is another.
    Changed {
        /// The field.
        field: Said,
        /// What it was; none where it was not said.
        old: Option<Said>,
        /// What it is; none where it is no longer said.
        new: Option<Said>,
    },
    /// The same rules stand in another order.
    Reordered {
        /// Their names in the old order.
        old: Vec<Said>,
        /// And in the new.
        new: Vec<Said>,
    },
}

/// A file whose bytes differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path.
    pub path: String,
    /// Whether the old version has it.
    pub was: bool,
    /// Whether the new version has it.
    pub is: bool,
}

/// All that differs between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What differs in the rules, in the order of the new version; what is gone stands at the end.
    pub differences: Vec<Difference>,
    /// The pack's own files that are not the same to the byte. Where no rule differs, only comments or spacing do.
    pub files: Vec<FileChange>,
}

/// Tells what differs between `old` and `new`, what they build on included.
#[must_use]
pub fn compare(old: &Pack, new: &Pack) -> Comparison {
    let differences = differ::differences(&rules::of(old), &rules::of(new));
    let mut paths: Vec<&str> = old.files.iter().chain(new.files.iter()).map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths.dedup();
    let changed = paths.into_iter().filter(|path| old.files.get(path) != new.files.get(path));
    let files = changed.map(|path| FileChange {
        path: path.to_owned(),
        was: old.files.get(path).is_some(),
        is: new.files.get(path).is_some(),
    });
    Comparison { differences, files: files.collect() }
}

impl Say for Difference {
    fn say(&self, lang: Lang) -> String {
        let name = self.name.say(lang);
        let names = |all: &[Said]| all.iter().map(|one| one.say(lang)).collect::<Vec<_>>().join(" · ");
        let value = |value: &Option<Said>| match (value, lang) {
            (Some(value), _) => value.say(lang),
            (None, Lang::Zh) => "（无）".to_owned(),
            (None, Lang::En) => "none".to_owned(),
        };
        match (&self.what, lang) {
            (What::New(_), Lang::Zh) => format!("新增 {} {name}", self.kind.say(lang)),
            (What::New(_), Lang::En) => format!("new {}: {name}", self.kind.say(lang)),
            (What::Gone(_), Lang::Zh) => format!("删去 {} {name}", self.kind.say(lang)),
            (What::Gone(_), Lang::En) => format!("{} gone: {name}", self.kind.say(lang)),
            (What::Changed { field, old, new }, Lang::Zh) => {
                format!("{name} {} {} → {}", field.zh, value(old), value(new))
            }
            (What::Changed { field, old, new }, Lang::En) => {
                format!("{name}: {} {} → {}", field.en, value(old), value(new))
            }
            (What::Reordered { old, new }, Lang::Zh) => {
                format!("{}的次序 {} → {}", self.kind.say(lang), names(old), names(new))
            }
            (What::Reordered { old, new }, Lang::En) => {
                format!("order of kind {}: {} → {}", self.kind.say(lang), names(old), names(new))
            }
        }
    }
}
