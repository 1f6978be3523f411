//! The packs that a pack builds on: found, free of cycles, taken in; and which rule prevails where two meet.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::id::PackId;

use super::{Checker, Declared, Library, Rules, check_below, text_of};
use crate::conflict::{Prevails, Rule};
use crate::dynamic::Dynamic;
use crate::files::PackFiles;
use crate::subsidy::{Subsidy, SubsidyList};
use crate::target::Target;
use crate::task::Task;
use declared::diagnostic::Findings;
use declared::{At, Source, Table, parse};

/// What a pack and one it builds on may both rule on.
pub(super) trait Ruled {
    /// Its name in `[[conflict]]`.
    fn rule(&self) -> Rule;
    /// The pack that declares it.
    fn pack(&self) -> &PackId;
}

macro_rules! ruled {
    ($($name:ident as $rule:ident;)+) => {$(
        impl Ruled for $name {
            fn rule(&self) -> Rule {
                Rule::$rule(self.id.clone())
            }

            fn pack(&self) -> &PackId {
                &self.pack
            }
        }
    )+};
}

ruled! {
    Target as Target;
    Task as Task;
    Subsidy as Subsidy;
    SubsidyList as SubsidyList;
    Dynamic as Dynamic;
}

impl Checker<'_> {
    /// Takes in the rules of the packs named in `builds_on` and gives their files; `None` after an error.
    pub(super) fn upper(
        &mut self,
        table: &Table<'_>,
        rules: &mut Rules,
        path: &mut Vec<PackId>,
    ) -> Option<Vec<PackFiles>> {
        let mut taken: Vec<PackFiles> = Vec::new();
        let mut complete = true;
        for name in table.texts("builds_on") {
            let Ok(id) = name.value.parse::<PackId>() else { continue };
            let Some(files) = self.found(table.source, &name, &id, path) else {
                complete = false;
                continue;
            };
            path.push(id.clone());
            let checked = check_below(&files, self.library, path);
            path.pop();
            match checked {
                Ok((pack, _)) => {
                    add_new(&mut rules.indicators, pack.indicators, |indicator| indicator.code.as_str().to_owned());
                    add_new(&mut rules.schemes, pack.schemes, |scheme| scheme.id.as_str().to_owned());
                    add_new(&mut rules.targets, pack.targets, |target| target.id.as_str().to_owned());
                    add_new(&mut rules.tasks, pack.tasks, |task| task.id.as_str().to_owned());
                    add_new(&mut rules.subsidies, pack.subsidies, |subsidy| subsidy.id.as_str().to_owned());
                    add_new(&mut rules.subsidy_lists, pack.subsidy_lists, |list| list.id.as_str().to_owned());
                    add_new(&mut rules.dynamics, pack.dynamics, |dynamic| dynamic.id.as_str().to_owned());
                    for files in std::iter::once(pack.files).chain(pack.upper) {
                        if !taken.contains(&files) {
                            taken.push(files);
                        }
                    }
                }
                Err(findings) => {
                    complete = false;
                    let first = findings.first().map(|finding| finding.said.clone());
                    self.findings
                        .error(
                            "pack::upper_broken",
                            table.source.file,
                            table.source.text,
                            name.span,
                            format!("上级政策包“{id}”自身有 {} 处错误，请先检查它。", findings.len()),
                            format!(
                                "The pack “{id}” that this one builds on has {} errors; check it first.",
                                findings.len()
                            ),
                        )
                        .help(
                            first.as_ref().map(|said| said.zh.clone()).unwrap_or_default(),
                            first.map(|said| said.en).unwrap_or_default(),
                        )
                        .put();
                }
            }
        }
        complete.then_some(taken)
    }

    fn found(&mut self, source: &Source<'_>, name: &At<String>, id: &PackId, path: &[PackId]) -> Option<PackFiles> {
        if let Some(round) = cycle(self.library, id, path) {
            let round = round.iter().map(PackId::as_str).collect::<Vec<_>>().join(" → ");
            self.findings
                .error(
                    "pack::cycle",
                    source.file,
                    source.text,
                    name.span.clone(),
                    format!("政策包互为上级，绕成一圈：{round}。"),
                    format!("Packs build on one another in a circle: {round}."),
                )
                .help("请从 builds_on 中去掉一个。", "Take one out of builds_on.")
                .mend(list_entry(source.text, &name.span), "")
                .put();
            return None;
        }
        let files = self.library.files(id);
        if files.is_none() {
            let known = self.library.ids();
            self.findings
                .error(
                    "pack::unknown_pack",
                    source.file,
                    source.text,
                    name.span.clone(),
                    format!("没有找到上级政策包“{id}”。"),
                    format!("The pack “{id}” that this one builds on was not found."),
                )
                .nearest(id.as_str(), known.iter().map(PackId::as_str), name.span.clone(), "\"")
                .put();
        }
        files
    }

    /// Adds a rule of this pack, or puts it in the place of the same one of a pack it builds on where it prevails.
    pub(super) fn add<T: Ruled>(
        &mut self,
        entry: &Table<'_>,
        own: T,
        place: Range<usize>,
        (to, conflicts): (&mut Vec<T>, &mut [Declared]),
        more_generous: impl Fn(&T, &T) -> Option<bool>,
    ) {
        let rule = own.rule();
        match to.iter_mut().find(|other| other.rule() == rule) {
            Some(upper) => {
                let generous = more_generous(&own, upper);
                let from = upper.pack().clone();
                if self.settle(entry, &rule, &from, place, conflicts, generous) {
                    *upper = own;
                }
            }
            None => to.push(own),
        }
    }

    /// Settles a rule that this pack and one it builds on both make. Gives whether this pack's own is taken.
    pub(super) fn settle(
        &mut self,
        table: &Table<'_>,
        rule: &Rule,
        upper: &PackId,
        place: Range<usize>,
        conflicts: &mut [Declared],
        more_generous: Option<bool>,
    ) -> bool {
        let source = table.source;
        let Some(declared) = conflicts.iter_mut().find(|declared| declared.conflict.rule == *rule) else {
            let name = rule.to_string();
            self.findings
                .error(
                    "pack::silent_override",
                    source.file,
                    source.text,
                    place,
                    format!("上级政策包“{upper}”已有同名规则 {name}，这里没有说明以哪个为准。"),
                    format!("The pack “{upper}” already has {name}, and nothing says which prevails."),
                )
                .help(
                    format!(
                        "请在 pack.toml 加一段 [[conflict]]：rule = \"{name}\"，on_conflict = \"own\"、\"upper\" 或 \"more_generous\"，并写明依据的条款。"
                    ),
                    format!(
                        "Add to pack.toml a [[conflict]] with rule = \"{name}\", on_conflict = \"own\", \"upper\" or \"more_generous\", and the clause that says so."
                    ),
                )
                .put();
            return false;
        };
        declared.used = true;
        match (declared.conflict.prevails, more_generous) {
            (Prevails::Own, _) => true,
            (Prevails::Upper, _) => false,
            (Prevails::MoreGenerous, Some(own)) => own,
            (Prevails::MoreGenerous, None) => {
                self.findings
                    .error(
                        "pack::not_comparable",
                        source.file,
                        source.text,
                        place,
                        "这两条规则分不出哪个更优，不能写 more_generous。",
                        "It cannot be told which of the two is more generous.",
                    )
                    .help(
                        "请在 [[conflict]] 写明 own 或 upper。more_generous 只用于比较方式相同的目标、形式相同的奖补。",
                        "Write own or upper in [[conflict]]; more_generous is for targets with the same comparator and for money rules of the same form.",
                    )
                    .put();
                false
            }
        }
    }
}

/// Adds what is not there yet: a pack reached on two ways is taken in once.
fn add_new<T>(to: &mut Vec<T>, from: Vec<T>, name: impl Fn(&T) -> String) {
    let known: BTreeSet<String> = to.iter().map(&name).collect();
    to.extend(from.into_iter().filter(|entry| !known.contains(&name(entry))));
}

/// The way from `id` back to a pack that is being checked, where there is one.
fn cycle(library: &dyn Library, id: &PackId, path: &[PackId]) -> Option<Vec<PackId>> {
    let mut way = path.to_vec();
    let mut seen = BTreeSet::new();
    walk(library, id, path, &mut way, &mut seen).then_some(way)
}

fn walk(
    library: &dyn Library,
    id: &PackId,
    path: &[PackId],
    way: &mut Vec<PackId>,
    seen: &mut BTreeSet<PackId>,
) -> bool {
    way.push(id.clone());
    if path.contains(id) {
        return true;
    }
    if seen.insert(id.clone()) {
        for next in builds_on(library, id) {
            if walk(library, &next, path, way, seen) {
                return true;
            }
        }
    }
    way.pop();
    false
}

fn builds_on(library: &dyn Library, id: &PackId) -> Vec<PackId> {
    let Some(files) = library.files(id) else { return Vec::new() };
    let mut ignored = Findings::default();
    let Some(source) = text_of(&files, "pack.toml", &mut ignored) else { return Vec::new() };
    let Some(document) = parse(&source, &mut ignored) else { return Vec::new() };
    let table = Table::whole(&source, &document);
    table.texts("builds_on").iter().filter_map(|name| name.value.parse().ok()).collect()
}

/// A list entry with the comma that parts it from the next or the one before.
pub(super) fn list_entry(text: &str, entry: &Range<usize>) -> Range<usize> {
    let after = &text[entry.end..];
    let gap = after.len() - after.trim_start().len();
    if after[gap..].starts_with(',') {
        return entry.start..entry.end + gap + 1;
    }
    let before = text[..entry.start].trim_end();
    if before.ends_with(',') { before.len() - 1..entry.end } else { entry.clone() }
}
