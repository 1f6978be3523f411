//! Who stands before whom: the subjects that take part, scope by scope, the highest rounded score first.
//!
//! Subjects are spread over pieces by scope and by where their score lies between the lowest and the highest, which
//! keeps the order; then each piece is sorted. The pieces are shared among threads, and every piece comes out the same
//! whoever sorts it.

use std::cmp::Reverse;
use std::ops::Range;

use crate::benchmark::Scope;
use crate::matrix::Groups;
use crate::round::Rounded;
use crate::threads::{Threads, cut};

/// So many pieces at most that each can be written to without leaving the cache.
const MOST_PIECES: usize = 4096;
/// So few subjects that a piece is not worth dividing.
const FEW: usize = 64;
/// So few that another thread is not worth starting.
const LEAST: usize = 16_384;
/// The piece of who does not take part.
const OUT: u32 = u32::MAX;

/// Units of the rounded score, and the position.
pub(crate) type Entry = (i64, usize);

/// Those that take part, by scope, in each by score descending, then by position.
pub(crate) struct Order {
    /// The scope asked for.
    pub scope: Scope,
    ends: Vec<usize>,
    list: Vec<Entry>,
}

impl Order {
    /// Puts `scores` in order; who has none does not take part.
    pub fn of(scores: &[Option<Rounded>], groups: &Groups, scope: Scope, threads: Threads) -> Self {
        let lists = groups.scopes(scope);
        let spread = Spread::of(scores, lists, threads);
        let rows = threads.parts(scores.len(), LEAST);
        let mut pieces = vec![OUT; scores.len()];
        let jobs = rows.iter().cloned().zip(cut(&mut pieces, &rows)).collect();
        let counts = Threads::each(jobs, |(rows, pieces): (Range<usize>, &mut [u32])| {
            let mut counts = vec![0_usize; lists * spread.width];
            for (at, piece) in rows.zip(pieces) {
                if let Some(score) = scores[at] {
                    let found = groups.place(scope, at) * spread.width + spread.bucket(score.units());
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
        let list = Self::sorted(scores, &pieces, &ends, threads.parts(total, LEAST).len());
        Self { scope, ends: ends.into_iter().skip(spread.width - 1).step_by(spread.width).collect(), list }
    }

    /// Moves every subject to its piece and sorts each piece; `jobs` threads have a range of pieces each.
    fn sorted(scores: &[Option<Rounded>], pieces: &[u32], ends: &[usize], jobs: usize) -> Vec<Entry> {
        let total = ends.last().copied().unwrap_or(0);
        let mut list: Vec<Entry> = vec![(0, 0); total];
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
        Threads::each(work, |(own, list): (Range<usize>, &mut [Entry])| {
            let base = start(own.start);
            let mut next: Vec<usize> = own.clone().map(|piece| start(piece) - base).collect();
            for (at, (piece, score)) in pieces.iter().zip(scores).enumerate() {
                // Who does not take part has a piece beyond all.
                if let (Some(next), Some(score)) = (next.get_mut((*piece as usize).wrapping_sub(own.start)), score) {
                    list[*next] = (score.units(), at);
                    *next += 1;
                }
            }
            let mut from = 0;
            for to in next {
                list[from..to].sort_unstable_by_key(|&(units, at)| (Reverse(units), at));
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
    fn lists(&self) -> impl Iterator<Item = &[Entry]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.list[start..end])
    }

    /// The first entry in the scope at `place` whose score is not above `units`, or the last where all are; none where
    /// nobody takes part there.
    pub fn head(&self, place: usize, units: i64) -> Option<Entry> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let list = &self.list[start..self.ends[place]];
        list.get(list.partition_point(|&(above, _)| above > units)).or(list.last()).copied()
    }

    /// Gives `take` every run of equal scores: how many the scope's list holds, the run's number in it, its first place
    /// from 0, and its subjects.
    pub fn runs(&self, mut take: impl FnMut(usize, usize, usize, &[Entry])) {
        for list in self.lists() {
            let mut start = 0;
            for (number, run) in list.chunk_by(|one, other| one.0 == other.0).enumerate() {
                take(list.len(), number, start, run);
                start += run.len();
            }
        }
    }
}

/// How scores are spread over the pieces of one scope.
struct Spread {
    high: i64,
    scale: f64,
    width: usize,
}

impl Spread {
    fn of(scores: &[Option<Rounded>], lists: usize, threads: Threads) -> Self {
        let range = |rows: Range<usize>| {
            scores[rows]
                .iter()
                .flatten()
                .fold((i64::MAX, i64::MIN), |(low, high), score| (low.min(score.units()), high.max(score.units())))
        };
        let (low, high) = Threads::each(threads.parts(scores.len(), LEAST), range)
            .into_iter()
            .fold((i64::MAX, i64::MIN), |(low, high), (lower, higher)| (low.min(lower), high.max(higher)));
        let width = (scores.len() / (FEW * lists)).clamp(1, (MOST_PIECES / lists).max(1));
        // Distances as unsigned numbers: they may be wider than a signed one holds.
        let distance = high.wrapping_sub(low).cast_unsigned();
        #[expect(clippy::cast_precision_loss, reason = "rounded the same way for all, so that the order is kept")]
        let scale = if high > low { (width - 1) as f64 / distance as f64 } else { 0.0 };
        Self { high, scale, width }
    }

    /// The bucket of a score: the higher the score, the lower the bucket.
    fn bucket(&self, units: i64) -> usize {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from zero to the width; rounded the same way for all, so that the order is kept"
        )]
        let bucket = (self.high.wrapping_sub(units).cast_unsigned() as f64 * self.scale) as u32;
        (bucket as usize).min(self.width - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(scores: &[Option<Rounded>], groups: &Groups, scope: Scope, threads: usize) -> Vec<Vec<Entry>> {
        Order::of(scores, groups, scope, Threads::new(threads)).lists().map(<[Entry]>::to_vec).collect()
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
