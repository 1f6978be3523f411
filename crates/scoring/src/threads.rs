//! Work shared among threads. No result depends on how many there are.

use std::num::NonZero;
use std::ops::Range;

/// How many threads a computation may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threads(NonZero<usize>);

impl Threads {
    /// The calling thread alone.
    pub const ONE: Self = Self(NonZero::<usize>::MIN);

    /// This many; one for 0.
    #[must_use]
    pub const fn new(count: usize) -> Self {
        match NonZero::new(count) {
            Some(count) => Self(count),
            None => Self::ONE,
        }
    }

    /// As many as the machine has to give, one where it does not say.
    #[must_use]
    pub fn available() -> Self {
        std::thread::available_parallelism().map_or(Self::ONE, Self)
    }

    /// How many.
    #[must_use]
    pub const fn count(self) -> usize {
        self.0.get()
    }

    /// `0..len` cut into consecutive parts of nearly equal length, at most one per thread, each of at least `least`
    /// entries where there are so many.
    pub(crate) fn parts(self, len: usize, least: usize) -> Vec<Range<usize>> {
        let parts = self.count().min(len / least.max(1)).max(1);
        (0..parts).map(|part| len * part / parts..len * (part + 1) / parts).collect()
    }

    /// Does each job, each on a thread of its own (the last on this one); outcomes in the order of the jobs.
    pub(crate) fn each<J: Send, T: Send>(jobs: Vec<J>, work: impl Fn(J) -> T + Sync) -> Vec<T> {
        let mut jobs = jobs;
        let Some(last) = jobs.pop() else { return Vec::new() };
        std::thread::scope(|scope| {
            let work = &work;
            let others: Vec<_> = jobs.into_iter().map(|job| scope.spawn(move || work(job))).collect();
            let last = work(last);
            let mut outcomes: Vec<T> = others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect();
            outcomes.push(last);
            outcomes
        })
    }
}

/// Cuts `list` at the ends of consecutive `parts` that cover it.
pub(crate) fn cut<'a, T>(list: &'a mut [T], parts: &[Range<usize>]) -> Vec<&'a mut [T]> {
    let mut rest = list;
    let mut pieces = Vec::with_capacity(parts.len());
    for part in parts {
        let (piece, after) = rest.split_at_mut(part.len());
        pieces.push(piece);
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_everything_once_and_outcomes_keep_their_order() {
        for (len, threads) in [(0, 3), (1, 3), (10, 3), (10, 1)] {
            let parts = Threads::new(threads).parts(len, 1);
            let covered: Vec<usize> = Threads::each(parts, Iterator::collect::<Vec<_>>).concat();
            assert_eq!(covered, (0..len).collect::<Vec<_>>());
        }
        assert_eq!(Threads::new(4).parts(100, 60).len(), 1);
        assert_eq!(Threads::new(0), Threads::ONE);
    }

    #[test]
    fn a_list_is_cut_at_the_ends_of_its_parts() {
        let mut list = [1, 2, 3, 4, 5];
        assert_eq!(cut(&mut list, &[0..2, 2..5]), [&[1, 2][..], &[3, 4, 5]]);
    }
}
