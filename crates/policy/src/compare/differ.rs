//! One list of rules held against another.

use std::collections::BTreeMap;

use domain::say::Said;

use super::rules::Rule;
use super::{Difference, What};

/// A rule by its kind and path, and by how often that stood before where a pack has it twice.
type Key<'a> = (&'a str, &'a [String], usize);

fn keyed<'a>(rules: &'a [Rule]) -> Vec<(Key<'a>, &'a Rule)> {
    let mut times: BTreeMap<(&str, &[String]), usize> = BTreeMap::new();
    let key = |rule: &'a Rule| {
        let (kind, path) = (rule.kind.code(), rule.path.as_slice());
        let time = times.entry((kind, path)).and_modify(|time| *time += 1).or_default();
        ((kind, path, *time), rule)
    };
    rules.iter().map(key).collect()
}

/// What differs, in the order of `new`; what is gone stands at the end.
pub(super) fn differences(old: &[Rule], new: &[Rule]) -> Vec<Difference> {
    let (old, new) = (keyed(old), keyed(new));
    let was: BTreeMap<Key<'_>, &Rule> = old.iter().copied().collect();
    let is: BTreeMap<Key<'_>, &Rule> = new.iter().copied().collect();
    let mut found = Vec::new();
    for (key, rule) in &new {
        match was.get(key) {
            None => found.push(rule.differs(What::New(rule.facts.clone()))),
            Some(before) => found.extend(changes(before, rule).into_iter().map(|what| rule.differs(what))),
        }
    }
    found.extend(reordered(&old, &new));
    let gone = old.iter().filter(|(key, _)| !is.contains_key(key));
    found.extend(gone.map(|(_, rule)| rule.differs(What::Gone(rule.facts.clone()))));
    found
}

/// The fields that differ: those of the new rule in its order, then those that are no longer said.
fn changes(old: &Rule, new: &Rule) -> Vec<What> {
    let mut found = Vec::new();
    for fact in &new.facts {
        let before = old.facts.iter().find(|other| other.key == fact.key).map(|other| &other.value);
        if before != Some(&fact.value) {
            found.push(What::Changed { field: fact.name.clone(), old: before.cloned(), new: Some(fact.value.clone()) });
        }
    }
    let unsaid = old.facts.iter().filter(|fact| !new.facts.iter().any(|other| other.key == fact.key));
    found.extend(unsaid.map(|fact| What::Changed {
        field: fact.name.clone(),
        old: Some(fact.value.clone()),
        new: None,
    }));
    found
}

/// Of rules of one kind that stand under the same one, those of both versions that stand in another order.
fn reordered(old: &[(Key<'_>, &Rule)], new: &[(Key<'_>, &Rule)]) -> Vec<Difference> {
    let mut found = Vec::new();
    let (before, after) = (siblings(old), siblings(new));
    for (parent, after) in &after {
        let Some(before) = before.get(parent) else { continue };
        let both = |one: &[(Key<'_>, &Rule)], other: &[(Key<'_>, &Rule)]| -> Vec<usize> {
            let at = |key: &Key<'_>| other.iter().position(|(own, _)| own == key);
            one.iter().filter_map(|(key, _)| at(key)).collect()
        };
        if both(after, before).is_sorted() {
            continue;
        }
        let names = |one: &[(Key<'_>, &Rule)], other: &[(Key<'_>, &Rule)]| -> Vec<Said> {
            let common = one.iter().filter(|(key, _)| other.iter().any(|(own, _)| own == key));
            common.map(|(_, rule)| rule.name.clone()).collect()
        };
        let what = What::Reordered { old: names(before, after), new: names(after, before) };
        if let Some((_, first)) = after.first() {
            let mut difference = first.differs(what);
            difference.cite = None;
            difference.id = String::new();
            found.push(difference);
        }
    }
    found
}

type Siblings<'a> = BTreeMap<(&'a str, &'a [String]), Vec<(Key<'a>, &'a Rule)>>;

fn siblings<'a>(rules: &[(Key<'a>, &'a Rule)]) -> Siblings<'a> {
    let mut siblings: Siblings<'a> = BTreeMap::new();
    for (key, rule) in rules {
        let parent = key.1.split_last().map_or(&[] as &[String], |(_, parent)| parent);
        siblings.entry((key.0, parent)).or_default().push((*key, rule));
    }
    siblings
}
