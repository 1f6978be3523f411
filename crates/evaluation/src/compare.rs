//! Two evaluations held against each other: who moved, from rank to rank and score to score, and by which parts.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::SubjectId;

use crate::figure::{Figure, Score};
use crate::outline::Part;
use crate::result::{Evaluation, PopulationResult, SubjectResult};

/// A subject's result and the population it is part of.
pub type Place<'a> = (&'a PopulationResult, &'a SubjectResult);

/// A subject that both evaluations scored.
#[derive(Clone, Copy, Debug)]
pub struct Mover<'a> {
    /// Its result in the first.
    pub before: Place<'a>,
    /// Its result in the second.
    pub after: Place<'a>,
}

/// Two evaluations side by side.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Those that both scored, in the order of the second.
    pub movers: Vec<Mover<'a>>,
    /// Those that only the second scored, in its order.
    pub new: Vec<Place<'a>>,
    /// Those that only the first scored, in its order.
    pub gone: Vec<Place<'a>>,
}

/// What a change of score is due to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A node; what stands under it adds up to its change.
    Heading,
    /// An item.
    Item,
    /// A bonus or deduction, or what a bound over several of them added.
    Adjustment,
    /// What rounding of both scores leaves.
    Rounding,
}

/// The part of a change of score that is due to one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is due to.
    pub cause: Cause,
    /// Its title; empty for rounding.
    pub title: String,
    /// How deep it stands in the outline.
    pub depth: usize,
    /// Its points in the first; none where it was not there or left out.
    pub before: Option<f64>,
    /// Its points in the second.
    pub after: Option<f64>,
    /// The second less the first; nothing counts as zero.
    pub difference: f64,
    /// The item in the population of the first, where it is one.
    pub item_before: Option<usize>,
    /// The item in the population of the second.
    pub item_after: Option<usize>,
}

/// Holds `second` against `first`. Subjects are the same where their ids are.
#[must_use]
pub fn compare<'a>(first: &'a Evaluation, second: &'a Evaluation) -> Comparison<'a> {
    let before: BTreeMap<&SubjectId, Place<'a>> =
        first.results().map(|(population, result)| (&result.subject, (population, result))).collect();
    let mut found = Comparison { movers: Vec::new(), new: Vec::new(), gone: Vec::new() };
    for after in second.results() {
        match before.get(&after.1.subject) {
            Some(&before) => found.movers.push(Mover { before, after }),
            None => found.new.push(after),
        }
    }
    let there: BTreeSet<&SubjectId> = second.results().map(|(_, result)| &result.subject).collect();
    found.gone = first.results().filter(|(_, result)| !there.contains(&result.subject)).collect();
    found
}

impl Mover<'_> {
    /// The subject's id.
    #[must_use]
    pub const fn subject(&self) -> &SubjectId {
        &self.after.1.subject
    }

    /// Its name for people.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.after.1.shown()
    }

    /// Whether both ranks are places in the same group of the same name, so that they can be held against each other.
    #[must_use]
    pub fn same_group(&self) -> bool {
        self.before.1.group == self.after.1.group
            && (self.after.1.group.is_some() || self.before.0.id == self.after.0.id)
    }

    /// By how many places it rose; below zero where it fell, none where the ranks cannot be held against each other.
    #[must_use]
    pub fn rise(&self) -> Option<i64> {
        let (before, after) = (self.before.1.rank?, self.after.1.rank?);
        let signed = |rank: usize| i64::try_from(rank).ok();
        if self.same_group() { Some(signed(before)? - signed(after)?) } else { None }
    }

    /// By how much the rounded score changed.
    #[must_use]
    pub fn gain(&self) -> Option<f64> {
        Some(self.after.1.score?.to_f64() - self.before.1.score?.to_f64())
    }

    /// What the change of score is due to, in the order of the second's outline, then what was in the first only. All
    /// but headings add up to the change of the rounded score. Empty where one of the two has no score.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let Some(gain) = self.gain() else { return Vec::new() };
        let mut changes = self.parts();
        changes.extend(self.adjustments());
        let told: f64 = changes.iter().filter(|one| one.cause != Cause::Heading).map(|one| one.difference).sum();
        // Points are kept at twelve digits; less than that is noise.
        let rest = Figure::of(gain - told).filter(|rest| rest.get().abs() > 1e-9).map_or(0.0, Figure::get);
        if rest != 0.0 {
            let mut change = Change::new(Cause::Rounding, "", None, None);
            change.difference = rest;
            changes.push(change);
        }
        changes
    }

    fn parts(&self) -> Vec<Change> {
        let ((from, before), (to, after)) = (self.before, self.after);
        let earlier: BTreeMap<(bool, &str), Part> =
            from.outline().iter().map(|line| (key(from, line.part), line.part)).collect();
        let mut seen = BTreeSet::new();
        let mut changes = Vec::new();
        let index = usize::from(to.is_index());
        for line in to.outline() {
            // The one node at the top of an index is the score itself.
            if index == 1 && line.depth == 0 {
                seen.insert(key(to, line.part));
                continue;
            }
            let twin = earlier.get(&key(to, line.part)).copied();
            seen.insert(key(to, line.part));
            let mut change = Change::new(
                cause(line.part),
                to.part_title(line.part),
                twin.and_then(|twin| before.points(twin)),
                after.points(line.part),
            );
            change.depth = line.depth - index;
            change.item_before = twin.and_then(item);
            change.item_after = item(line.part);
            changes.push(change);
        }
        let index = from.is_index();
        for line in from.outline().into_iter().filter(|line| !(index && line.depth == 0)) {
            // A heading that is no more says nothing: its items stand for themselves.
            if seen.contains(&key(from, line.part)) || item(line.part).is_none() {
                continue;
            }
            let mut change = Change::new(Cause::Item, from.part_title(line.part), before.points(line.part), None);
            change.item_before = item(line.part);
            changes.push(change);
        }
        changes
    }

    fn adjustments(&self) -> Vec<Change> {
        let ((from, before), (to, after)) = (self.before, self.after);
        let points = |population: &PopulationResult, result: &SubjectResult, id: &str| {
            let at = population.adjustments.iter().position(|rule| rule.id == id)?;
            Some(result.adjustments.get(at)?.points)
        };
        let gone = from.adjustments.iter().filter(|rule| !to.adjustments.iter().any(|other| other.id == rule.id));
        let all = to.adjustments.iter().chain(gone);
        let own = all.map(|rule| {
            let (before, after) = (points(from, before, &rule.id), points(to, after, &rule.id));
            Change::new(Cause::Adjustment, &rule.title, before, after)
        });
        let gone = from.lists.iter().filter(|list| !to.lists.iter().any(|other| other.id == list.id));
        let bounds = to.lists.iter().chain(gone).map(|list| {
            let (before, after) = (correction(from, before, &list.id), correction(to, after, &list.id));
            Change::new(Cause::Adjustment, &list.title, before, after)
        });
        // A bound that held nobody on either side says nothing.
        own.chain(bounds.filter(|bound| bound.before.is_some() || bound.after.is_some())).collect()
    }
}

/// What a bound over several adjustments added to the sum to bring them within it.
fn correction(population: &PopulationResult, result: &SubjectResult, id: &str) -> Option<Figure> {
    let at = population.lists.iter().position(|list| list.id == id)?;
    result.lists.get(at)?.correction
}

impl Change {
    fn new(cause: Cause, title: &str, before: Option<Figure>, after: Option<Figure>) -> Self {
        let (before, after) = (before.map(Figure::get), after.map(Figure::get));
        Self {
            cause,
            title: title.to_owned(),
            depth: 0,
            before,
            after,
            difference: after.unwrap_or(0.0) - before.unwrap_or(0.0),
            item_before: None,
            item_after: None,
        }
    }
}

/// Whether a part is an item, and its node's id or its indicator's code: by these two runs know it again.
fn key(population: &PopulationResult, part: Part) -> (bool, &str) {
    match part {
        Part::Node(at) => (false, &population.nodes[at].id),
        Part::Item(at) => (true, population.items[at].indicator.as_str()),
    }
}

const fn item(part: Part) -> Option<usize> {
    match part {
        Part::Item(at) => Some(at),
        Part::Node(_) => None,
    }
}

const fn cause(part: Part) -> Cause {
    match part {
        Part::Node(_) => Cause::Heading,
        Part::Item(_) => Cause::Item,
    }
}

/// The highest score of either side, for bars.
#[must_use]
pub fn most(comparison: &Comparison<'_>) -> f64 {
    let scores = comparison.movers.iter().flat_map(|one| [one.before.1.score, one.after.1.score]);
    scores.flatten().map(Score::to_f64).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{headed, population};

    #[test]
    fn what_a_score_changed_by_is_told_item_by_item_and_adds_up() {
        // 10 × 0.333 + 2 × 0.5 = 4.33; 10 × 0.5 + 2 × 0.25 = 5.50: a rise of 1.17.
        let (before, after) = (headed(&[&[Some(0.3333), Some(0.5)]]), headed(&[&[Some(0.5), Some(0.25)]]));
        let mover = Mover { before: (&before, &before.subjects[0]), after: (&after, &after.subjects[0]) };
        let changes = mover.changes();
        let causes: Vec<_> = changes.iter().map(|one| one.cause).collect();
        assert_eq!(causes, [Cause::Heading, Cause::Item, Cause::Item, Cause::Rounding]);
        let told: f64 = changes.iter().filter(|one| one.cause != Cause::Heading).map(|one| one.difference).sum();
        assert!((told - 1.17).abs() < 1e-9 && (mover.gain().unwrap() - 1.17).abs() < 1e-9);
        assert!((changes[0].difference - 1.167).abs() < 1e-9, "the heading has its items' change");
    }

    #[test]
    fn what_a_bound_over_deductions_gives_back_is_told_under_its_name() {
        use crate::result::{Clause, ListResult, RuleHead};
        let before = population(&["a"], &[&[Some(0.5)]]);
        let mut after = population(&["a"], &[&[Some(0.5)]]);
        let cite = Clause { text: String::new(), demonstration: true };
        after.lists = vec![RuleHead { id: "deductions".into(), title: "扣分合计".into(), cite }];
        after.subjects[0].lists = vec![ListResult { total: Figure::default(), correction: Figure::of(2.0) }];
        after.subjects[0].score = Some("7.00".parse().map(Score).unwrap());
        let mover = Mover { before: (&before, &before.subjects[0]), after: (&after, &after.subjects[0]) };
        let told: Vec<_> = mover.changes().iter().map(|one| (one.cause, one.difference)).collect();
        assert_eq!(told, [(Cause::Item, 0.0), (Cause::Adjustment, 2.0)], "nothing is left for rounding");
    }

    #[test]
    fn an_item_that_only_one_scheme_has_counts_with_all_its_points() {
        let before = population(&["a", "b"], &[&[Some(0.5), Some(0.1)]]);
        let after = population(&["a", "c"], &[&[Some(0.6), Some(0.9)]]);
        let mover = Mover { before: (&before, &before.subjects[0]), after: (&after, &after.subjects[0]) };
        let changes = mover.changes();
        let told: Vec<_> = changes.iter().map(|one| (one.title.as_str(), one.before, one.after)).collect();
        assert_eq!(told, [("A", Some(5.0), Some(6.0)), ("C", None, Some(9.0)), ("B", Some(1.0), None)]);
        assert!((mover.gain().unwrap() - 9.0).abs() < 1e-9);
        assert_eq!(mover.rise(), Some(0));
    }
}
