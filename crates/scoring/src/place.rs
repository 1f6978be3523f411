//! Ranks, grades, members treated apart and vetoes, from the rounded scores; the order is told in [`crate::member`].

use std::borrow::Cow;

use crate::grade::{Grade, Graded, Grading};
use crate::matrix::Groups;
use crate::member::{Member, MemberKind, protect};
use crate::order::{Key, Order, Span};
use crate::round::Units;
use crate::scheme::{Data, Scheme};
use crate::threads::Threads;
use crate::veto::{Effect, Veto, bound};

/// Where subjects stand.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    ranks: Vec<u32>,
    /// Before protection and vetoes; empty without a grading.
    grades: Vec<Graded>,
    /// By subject, those of one subject in the order they came.
    members: Vec<Member>,
    /// Likewise.
    vetoes: Vec<Veto>,
    /// How many are ranked, by scope.
    ranked: Vec<usize>,
}

/// Places those that have one of `scores`, without those that a veto excludes, those that are exempt and those of
/// `unranked`.
pub(crate) fn place(scheme: &Scheme, data: &Data, scores: &[Units], unranked: Vec<usize>, threads: Threads) -> Placed {
    let span = Span::of(scores, threads);
    if span.fits() {
        place_by::<u64>(scheme, data, scores, span, unranked, threads)
    } else {
        place_by::<u128>(scheme, data, scores, span, unranked, threads)
    }
}

fn place_by<K: Key>(
    scheme: &Scheme,
    data: &Data,
    scores: &[Units],
    span: Span,
    unranked: Vec<usize>,
    threads: Threads,
) -> Placed {
    let mut vetoes = data.vetoes.clone();
    vetoes.sort_by_key(|veto| veto.subject);
    let excluded = vetoes.iter().filter(|veto| veto.effect == Effect::Excluded).map(|veto| veto.subject);
    let mut members = data.members.clone();
    members.sort_by_key(|member| member.subject);
    let of_kind = |is: fn(&MemberKind) -> bool| {
        members.iter().filter(move |member| is(&member.kind)).map(|member| member.subject).collect::<Vec<_>>()
    };
    let exempt = of_kind(|kind| matches!(kind, MemberKind::Exempt(_)));
    let ranked = without(scores, &unranked.into_iter().chain(excluded).chain(exempt).collect::<Vec<_>>());
    let scores: &[Units] = &ranked;
    let quota = scheme.grading.as_ref().and_then(Grading::scope);
    let free = if quota.is_some() { of_kind(|kind| *kind == MemberKind::QuotaFree) } else { Vec::new() };
    let heads = without(scores, &free);
    let order = |scope| Order::<K>::of(scores, span, &data.groups, scope, threads);
    let ranking = order(scheme.ranking.scope);
    let other = quota.filter(|scope| *scope != ranking.scope || !free.is_empty());
    let other = other.map(|scope| Order::<K>::of(&heads, span, &data.groups, scope, threads));
    let grades = || {
        let grading = scheme.grading.as_ref()?;
        let order = other.as_ref().unwrap_or(&ranking);
        let mut grades = grading.grades(&heads, scheme.decimals, order);
        for &subject in &free {
            let Some(own) = scores[subject].get() else { continue };
            let beside = order.head(data.groups.place(order.scope, subject), own);
            // A tie at a boundary is one only for who is in it.
            grades[subject] = beside.map_or(Graded::NONE, |(units, head)| grades[head].tied_where(units == own));
        }
        Some(grades)
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
    Placed { ranks, grades: grades.unwrap_or_default(), members, vetoes, ranked }
}

/// The scores without those of `out`.
fn without<'a>(scores: &'a [Units], out: &[usize]) -> Cow<'a, [Units]> {
    let mut left = Cow::Borrowed(scores);
    if !out.is_empty() {
        let left = left.to_mut();
        for &subject in out {
            left[subject] = Units::NONE;
        }
    }
    left
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

    /// The grade before protection and vetoes, and whether a tie at a boundary decided it.
    pub fn graded(&self, subject: usize) -> Option<(Grade, bool)> {
        self.grades.get(subject).and_then(|graded| graded.get())
    }

    /// The rules for members that hold for a subject, in the order they came.
    pub fn members(&self, subject: usize) -> &[Member] {
        own(&self.members, subject, |member| member.subject)
    }

    /// The vetoes that hold for a subject, in the order they came.
    pub fn vetoes(&self, subject: usize) -> &[Veto] {
        own(&self.vetoes, subject, |veto| veto.subject)
    }

    /// The name that an exempt subject bears in the place of a grade: that of the first rule.
    pub fn exempt(&self, subject: usize) -> Option<&str> {
        self.members(subject).iter().find_map(|member| match &member.kind {
            MemberKind::Exempt(name) => Some(name.as_str()),
            MemberKind::QuotaFree | MemberKind::Protected(_) => None,
        })
    }

    /// The grade before vetoes.
    pub fn protected(&self, subject: usize) -> Option<Grade> {
        protect(self.graded(subject).map(|(grade, _)| grade), self.members(subject))
    }

    /// The grade.
    pub fn grade(&self, subject: usize) -> Option<Grade> {
        bound(self.protected(subject), self.vetoes(subject))
    }
}

/// The entries of a subject in a list sorted by subject.
fn own<T>(list: &[T], subject: usize, of: impl Fn(&T) -> usize) -> &[T] {
    if list.is_empty() {
        return list;
    }
    let start = list.partition_point(|entry| of(entry) < subject);
    let end = list.partition_point(|entry| of(entry) <= subject);
    &list[start..end]
}
