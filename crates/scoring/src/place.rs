//! Ranks, grades and vetoes, from the rounded scores.

use crate::grade::{Grade, Grading};
use crate::matrix::Groups;
use crate::order::Order;
use crate::round::Rounded;
use crate::scheme::{Data, Scheme};
use crate::threads::Threads;
use crate::veto::{Effect, Veto, bound};

/// Where subjects stand.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    ranks: Vec<u32>,
    /// Without vetoes, and whether a tie at a boundary decided it; empty without a grading.
    grades: Vec<Option<(u32, bool)>>,
    /// By subject, those of one subject in the order they came.
    vetoes: Vec<Veto>,
    /// How many are ranked, by scope.
    ranked: Vec<usize>,
}

/// Places those that have one of `scores`, without those that a veto excludes and those of `unranked`.
pub(crate) fn place(
    scheme: &Scheme,
    data: &Data,
    scores: &[Option<Rounded>],
    unranked: Vec<usize>,
    threads: Threads,
) -> Placed {
    let mut vetoes = data.vetoes.clone();
    vetoes.sort_by_key(|veto| veto.subject);
    let excluded = vetoes.iter().filter(|veto| veto.effect == Effect::Excluded).map(|veto| veto.subject);
    let out: Vec<usize> = unranked.into_iter().chain(excluded).collect();
    let mut without = Vec::new();
    let scores = if out.is_empty() {
        scores
    } else {
        without.extend_from_slice(scores);
        for subject in out {
            without[subject] = None;
        }
        &without
    };
    let order = |scope| Order::of(scores, &data.groups, scope, threads);
    let ranking = order(scheme.ranking.scope);
    let other = scheme.grading.as_ref().and_then(Grading::scope).filter(|scope| *scope != ranking.scope);
    let other = other.map(order);
    let grades = || {
        let grading = scheme.grading.as_ref()?;
        Some(grading.grades(scores, other.as_ref().unwrap_or(&ranking)))
    };
    let ranks = || scheme.ranking.places(&ranking, scores.len());
    let (ranks, grades) = if threads == Threads::ONE || scores.len() < 16_384 {
        (ranks(), grades())
    } else {
        std::thread::scope(|scope| {
            let grades = scope.spawn(grades);
            (ranks(), grades.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    };
    let ranked = (0..data.groups.scopes(ranking.scope)).map(|place| ranking.count(place)).collect();
    Placed { ranks, grades: grades.unwrap_or_default(), vetoes, ranked }
}

impl Placed {
    /// The place, from 1.
    pub fn rank(&self, subject: usize) -> Option<usize> {
        self.ranks.get(subject).filter(|rank| **rank > 0).map(|rank| *rank as usize)
    }

    /// How many are ranked beside a subject that is, itself included.
    pub fn ranked(&self, scheme: &Scheme, groups: &Groups, subject: usize) -> Option<usize> {
        self.rank(subject).map(|_| self.ranked[groups.place(scheme.ranking.scope, subject)])
    }

    /// The grade before vetoes, and whether a tie at a boundary decided it.
    pub fn graded(&self, subject: usize) -> Option<(Grade, bool)> {
        self.grades.get(subject).copied().flatten().map(|(grade, tie)| (Grade(grade as usize), tie))
    }

    /// The vetoes that hold for a subject, in the order they came.
    pub fn vetoes(&self, subject: usize) -> &[Veto] {
        let start = self.vetoes.partition_point(|veto| veto.subject < subject);
        let end = self.vetoes.partition_point(|veto| veto.subject <= subject);
        &self.vetoes[start..end]
    }

    /// The grade.
    pub fn grade(&self, subject: usize) -> Option<Grade> {
        bound(self.graded(subject).map(|(grade, _)| grade), self.vetoes(subject))
    }
}
