//! Who stands before whom: the subjects that take part, scope by scope, the highest rounded score first.
//!
//! Subjects are spread over pieces by scope and by where their score lies between the lowest and the highest, which
//! keeps the order; then each piece is sorted. The pieces are shared among threads, and every piece comes out the same
//! whoever sorts it.

use std::ops::Range;

use crate::benchmark::Scope;
use crate::matrix::Groups;
use crate::round::Units;
use crate::threads::{Threads, cut};

/// So many pieces at most that each can be written to without leaving the cache.
const MOST_PIECES: usize = 4096;
/// So few subjects that a piece is not worth dividing.
const FEW: usize = 64;
/// So few that another thread is not worth starting.
const LEAST: usize = 16_384;
/// The piece of who does not take part.
const OUT: u32 = u32::MAX;

/// How far a score lies below the highest, then a position, in one number: sorting is comparing such numbers.
pub(crate) trait Key: Copy + Ord + Default + Send + Sync {
    /// `below` the highest, at `at`, which has at most so many `bits`.
    fn of(below: u64, at: usize, bits: u32) -> Self;
    /// How far below the highest.
    fn below(self, bits: u32) -> u64;
    /// The position.
    fn at(self, bits: u32) -> usize;
}

impl Key for u64 {
    #[inline]
    fn of(below: u64, at: usize, bits: u32) -> Self {
        below << bits | at as Self
    }

    #[inline]
    fn below(self, bits: u32) -> u64 {
        self >> bits
    }

    #[expect(clippy::cast_possible_truncation, reason = "a position when it came")]
    #[inline]
    fn at(self, bits: u32) -> usize {
        (self & ((1 << bits) - 1)) as usize
    }
}

#[expect(clippy::cast_possible_truncation, reason = "each half when it came had 64 bits")]
impl Key for u128 {
    fn of(below: u64, at: usize, _: u32) -> Self {
        Self::from(below) << 64 | at as Self
    }

    fn below(self, _: u32) -> u64 {
        (self >> 64) as u64
    }

    fn at(self, _: u32) -> usize {
        self as u64 as usize
    }
}

/// Where scores lie.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    low: i64,
    high: i64,
    /// How many bits hold a position.
    bits: u32,
}

impl Span {
    /// That of `scores`.
    pub fn of(scores: &[Units], threads: Threads) -> Self {
        // "None" is the least number there is, so that only the lowest has to leave it out.
        let range = |rows: Range<usize>| {
            scores[rows].iter().fold((i64::MAX, i64::MIN), |(low, high), score| match score.get() {
                Some(units) => (low.min(units), high.max(units)),
                None => (low, high),
            })
        };
        let (low, high) = Threads::each(threads.parts(scores.len(), LEAST), range)
            .into_iter()
            .fold((i64::MAX, i64::MIN), |(low, high), (lower, higher)| (low.min(lower), high.max(higher)));
        Self { low, high, bits: usize::BITS - scores.len().leading_zeros() }
    }

    /// Distances as unsigned numbers: they may be wider than a signed one holds.
    const fn below(self, units: i64) -> u64 {
        self.high.wrapping_sub(units).cast_unsigned()
    }

    /// Whether distance and position fit into 64 bits together, as they do for a million subjects and 17,000 points at nine
    /// decimals.
    pub const fn fits(self) -> bool {
        self.high < self.low || self.below(self.low).leading_zeros() >= self.bits
    }
}

/// Those that take part, by scope, in each by score descending, then by position.
pub(crate) struct Order<K> {
    /// The scope asked for.
    pub scope: Scope,
    span: Span,
    ends: Vec<usize>,
    list: Vec<K>,
}

/// Subjects with equal scores.
pub(crate) struct Run<'a, K> {
    /// How many the scope's list holds.
    pub ranked: usize,
    /// The run's number in it.
    pub number: usize,
    /// Its first place, from 0.
    pub first: usize,
    keys: &'a [K],
    bits: u32,
}

impl<K: Key> Run<'_, K> {
    /// How many they are.
    #[inline]
    pub const fn len(&self) -> usize {
        self.keys.len()
    }

    /// Their positions.
    #[inline]
    pub fn subjects(&self) -> impl Iterator<Item = usize> {
        self.keys.iter().map(|key| key.at(self.bits))
    }
}

impl<K: Key> Order<K> {
    /// Puts `scores` in order, which lie in `span`; who has none does not take part.
    pub fn of(scores: &[Units], span: Span, groups: &Groups, scope: Scope, threads: Threads) -> Self {
        let lists = groups.scopes(scope);
        let spread = Spread::of(span, scores.len(), lists);
        let rows = threads.parts(scores.len(), LEAST);
        let mut pieces = vec![OUT; scores.len()];
        let jobs = rows.iter().cloned().zip(cut(&mut pieces, &rows)).collect();
        let counts = Threads::each(jobs, |(rows, pieces): (Range<usize>, &mut [u32])| {
            let mut counts = vec![0_usize; lists * spread.width];
            for ((at, score), piece) in rows.clone().zip(&scores[rows]).zip(pieces) {
                if let Some(units) = score.get() {
                    let found = groups.place(scope, at) * spread.width + spread.bucket(units);
                    counts[found] += 1;
                    *piece = u32::try_from(found).unwrap_or(OUT);
                }
            }
            counts
        });
        let mut ends = vec![0_usize; lists * spread.width];
        let mut total = 0;
        for (piece, end) in ends.iter_mut().enumerate() {
            total += counts.iter().map(|counts| counts[piece]).sum::<usize>();
            *end = total;
        }
        let list = Self::sorted(scores, span, &pieces, &ends, threads.parts(total, LEAST).len());
        Self { scope, span, ends: ends.into_iter().skip(spread.width - 1).step_by(spread.width).collect(), list }
    }

    /// Moves every subject to its piece and sorts each piece; `jobs` threads have a range of pieces each.
    fn sorted(scores: &[Units], span: Span, pieces: &[u32], ends: &[usize], jobs: usize) -> Vec<K> {
        let total = ends.last().copied().unwrap_or(0);
        let mut list = vec![K::default(); total];
        let mut owned = Vec::with_capacity(jobs);
        let mut first = 0;
        for job in 1..=jobs {
            let next = if job == jobs { ends.len() } else { ends.partition_point(|&end| end <= total * job / jobs) };
            owned.push(first..next.max(first));
            first = next.max(first);
        }
        let start = |piece: usize| piece.checked_sub(1).map_or(0, |before| ends[before]);
        let places: Vec<Range<usize>> = owned.iter().map(|own| start(own.start)..start(own.end)).collect();
        let work = owned.into_iter().zip(cut(&mut list, &places)).collect();
        Threads::each(work, |(own, list): (Range<usize>, &mut [K])| {
            let base = start(own.start);
            let mut next: Vec<usize> = own.clone().map(|piece| start(piece) - base).collect();
            for (at, (piece, score)) in pieces.iter().zip(scores).enumerate() {
                // Who does not take part has a piece beyond all.
                if let Some(next) = next.get_mut((*piece as usize).wrapping_sub(own.start)) {
                    list[*next] = K::of(span.below(score.get().unwrap_or(span.low)), at, span.bits);
                    *next += 1;
                }
            }
            let mut from = 0;
            for to in next {
                list[from..to].sort_unstable();
                from = to;
            }
        });
        list
    }

    /// How many take part in the scope at `place` (0, or a group's number).
    pub fn count(&self, place: usize) -> usize {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends[place] - start
    }

    /// Each scope's list, by number.
    fn lists(&self) -> impl Iterator<Item = &[K]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.list[start..end])
    }

    /// Of the first entry in the scope at `place` whose score is not above `units`, or the last where all are, units and
    /// position; none where nobody takes part there.
    pub fn head(&self, place: usize, units: i64) -> Option<(i64, usize)> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let list = &self.list[start..self.ends[place]];
        let bits = self.span.bits;
        let own = |key: &K| (self.span.high.wrapping_sub_unsigned(key.below(bits)), key.at(bits));
        list.get(list.partition_point(|key| own(key).0 > units)).or(list.last()).map(own)
    }

    /// Gives `take` every run of equal scores, scope by scope, the highest first.
    pub fn runs(&self, mut take: impl FnMut(Run<'_, K>)) {
        let bits = self.span.bits;
        for list in self.lists() {
            let mut first = 0;
            for (number, keys) in list.chunk_by(|one, other| one.below(bits) == other.below(bits)).enumerate() {
                take(Run { ranked: list.len(), number, first, keys, bits });
                first += keys.len();
            }
        }
    }
}

/// How scores are spread over the pieces of one scope.
struct Spread {
    span: Span,
    scale: f64,
    width: usize,
}

impl Spread {
    fn of(span: Span, subjects: usize, lists: usize) -> Self {
        let width = (subjects / (FEW * lists)).clamp(1, (MOST_PIECES / lists).max(1));
        #[expect(clippy::cast_precision_loss, reason = "rounded the same way for all, so that the order is kept")]
        let scale = if span.high > span.low { (width - 1) as f64 / span.below(span.low) as f64 } else { 0.0 };
        Self { span, scale, width }
    }

    /// The bucket of a score: the higher the score, the lower the bucket.
    fn bucket(&self, units: i64) -> usize {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from zero to the width; rounded the same way for all, so that the order is kept"
        )]
        let bucket = (self.span.below(units) as f64 * self.scale) as u32;
        (bucket as usize).min(self.width - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::round::Rounded;
    use std::cmp::Reverse;

    /// Units and position of each, list by list, with wide keys and, where they fit, with narrow ones.
    fn lists(scores: &[Option<Rounded>], groups: &Groups, scope: Scope, threads: usize) -> Vec<Vec<(i64, usize)>> {
        fn by<K: Key>(scores: &[Units], groups: &Groups, scope: Scope, threads: Threads) -> Vec<Vec<(i64, usize)>> {
            let span = Span::of(scores, threads);
            let order = Order::<K>::of(scores, span, groups, scope, threads);
            let own = |key: &K| (span.high.wrapping_sub_unsigned(key.below(span.bits)), key.at(span.bits));
            order.lists().map(|list| list.iter().map(own).collect()).collect()
        }
        let scores: Vec<Units> = scores.iter().map(|&score| score.into()).collect();
        let threads = Threads::new(threads);
        let wide = by::<u128>(&scores, groups, scope, threads);
        if Span::of(&scores, threads).fits() {
            assert_eq!(by::<u64>(&scores, groups, scope, threads), wide);
        }
        wide
    }

    #[test]
    fn scores_at_the_far_ends_need_wide_keys_and_stand_in_order() {
        let scores = ["9223372036854775807", "0", "-9223372036854775807"].map(|text| text.parse().ok());
        assert!(!Span::of(&scores.map(Units::from), Threads::ONE).fits());
        let found = lists(&scores, &Groups::one(3), Scope::Population, 1);
        assert_eq!(found, [[(i64::MAX, 0), (0, 1), (-i64::MAX, 2)]]);
        assert!(Span::of(&[Units::NONE], Threads::ONE).fits());
    }

    #[test]
    fn subjects_stand_by_score_then_by_position_and_who_has_none_is_left_out() {
        let scores = [1.0, 3.0, f64::NAN, 3.0, -2.0].map(|score| Rounded::of(score, 0));
        assert_eq!(lists(&scores, &Groups::one(5), Scope::Group, 1), [[(3, 1), (3, 3), (1, 0), (-2, 4)]]);
        let apart = lists(&scores, &Groups::new(vec![2, 0, 0, 2, 2]), Scope::Group, 1);
        assert_eq!(apart, [vec![(3, 1)], vec![], vec![(3, 3), (1, 0), (-2, 4)]]);
    }

    #[test]
    fn many_subjects_are_in_order_on_any_number_of_threads() {
        // A multiplicative generator, 16807 modulo 2^31 − 1, gives scores with and without ties.
        let mut state = 1_u64;
        let mut draw = |most: u64| {
            state = state * 16_807 % 2_147_483_647;
            state % most
        };
        for most in [10, 1_000_000] {
            let scores: Vec<_> = (0..50_000)
                .map(|_| (draw(20) > 0).then(|| draw(most)).and_then(|units| format!("{units}").parse().ok()))
                .collect();
            let groups = Groups::new((0..50_000).map(|_| u32::try_from(draw(7)).unwrap()).collect());
            for scope in [Scope::Population, Scope::Group] {
                let found = lists(&scores, &groups, scope, 1);
                assert_eq!(found, lists(&scores, &groups, scope, 3));
                for (place, list) in found.iter().enumerate() {
                    assert!(list.is_sorted_by_key(|&(units, at)| (Reverse(units), at)));
                    let here = |at: &usize| scores[*at].is_some() && groups.place(scope, *at) == place;
                    assert_eq!(list.len(), (0..50_000).filter(here).count());
                }
            }
        }
    }
}
