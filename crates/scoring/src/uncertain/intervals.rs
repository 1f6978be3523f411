//! Rank intervals: from the places a subject took in many runs to the range within which it stands.

use std::ops::Range;

use crate::threads::Threads;

/// Where a subject stands over many runs: quantiles of its rank, by linear interpolation between the ordered ranks
/// (type 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
/// (1996) 361–365).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RankInterval {
    /// One run in twenty places it better than this: the 5 % quantile.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// One run in twenty places it worse than this: the 95 % quantile.
    pub high: f64,
}

/// A place in as few bytes as the number of subjects needs.
pub(super) trait Place: Copy + Default + Send + Sync {
    /// `place`, which fits.
    fn of(place: u32) -> Self;
    /// The place.
    fn get(self) -> usize;
}

impl Place for u16 {
    #[expect(clippy::cast_possible_truncation, reason = "taken for fewer than 65,536 subjects only")]
    fn of(place: u32) -> Self {
        place as Self
    }

    fn get(self) -> usize {
        usize::from(self)
    }
}

impl Place for u32 {
    fn of(place: u32) -> Self {
        place
    }

    fn get(self) -> usize {
        self as usize
    }
}

/// The places of all subjects in consecutive runs: subject by subject, in each run by run.
pub(super) struct Places<P> {
    runs: usize,
    places: Vec<P>,
}

impl<P: Place> Places<P> {
    /// Room for `subjects` × `runs`.
    pub fn new(subjects: usize, runs: usize) -> Self {
        Self { runs, places: vec![P::default(); subjects * runs] }
    }

    /// Takes the places of some runs: `block` holds them run by run, each a row of places by subject.
    pub fn put(&mut self, runs: Range<usize>, block: &[P], subjects: usize) {
        for (subject, own) in self.places.chunks_exact_mut(self.runs).enumerate() {
            for (place, row) in own[runs.clone()].iter_mut().zip(block.chunks_exact(subjects)) {
                *place = row[subject];
            }
        }
    }

    /// How many subjects there are.
    pub fn rows(&self) -> usize {
        self.places.len().checked_div(self.runs).unwrap_or(0)
    }

    fn of(&self, subject: usize) -> &[P] {
        &self.places[subject * self.runs..][..self.runs]
    }
}

/// The ranks of one subject over many runs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ranks {
    pub interval: RankInterval,
    pub mean: f64,
    /// In how many runs it was ranked; where in none, the rest is 0.
    pub runs: usize,
}

/// The interval of each subject from all `parts` of the runs, of which there is at least one.
pub(super) fn intervals<P: Place>(subjects: usize, parts: &[Places<P>], threads: Threads) -> Vec<RankInterval> {
    ranks(subjects, parts, threads).into_iter().map(|ranks| ranks.interval).collect()
}

/// The ranks of each subject from all `parts` of the runs; place 0 is that of a run in which it was not ranked.
pub(super) fn ranks<P: Place>(subjects: usize, parts: &[Places<P>], threads: Threads) -> Vec<Ranks> {
    let of_range = |subjects_here: Range<usize>| {
        let mut counts = vec![0_u32; subjects + 1];
        subjects_here.map(|subject| ranks_of(subject, parts, &mut counts)).collect::<Vec<_>>()
    };
    Threads::each(threads.parts(subjects, 64), of_range).concat()
}

/// Counts how often each place was taken, and reads the quantiles off; leaves `counts` at zero.
fn ranks_of<P: Place>(subject: usize, parts: &[Places<P>], counts: &mut [u32]) -> Ranks {
    let (mut worst, mut all) = (0, 0);
    for part in parts {
        let places = part.of(subject);
        all += places.len();
        for &place in places {
            let place = place.get();
            counts[place] += 1;
            worst = worst.max(place);
        }
    }
    let runs = all - counts.first().map_or(0, |&unranked| unranked as usize);
    counts.iter_mut().take(1).for_each(|unranked| *unranked = 0);
    if runs == 0 {
        return Ranks::default();
    }
    let best = counts.iter().position(|&count| count > 0).unwrap_or(worst);
    let taken = &mut counts[best..=worst];
    let quantile = |share: f64| quantile(taken, best, runs, share);
    let interval = RankInterval { low: quantile(0.05), median: quantile(0.5), high: quantile(0.95) };
    let sum: u64 = (best as u64..).zip(&*taken).map(|(place, &count)| place * u64::from(count)).sum();
    taken.fill(0);
    #[expect(clippy::cast_precision_loss, reason = "runs × places stay below 2^53")]
    let mean = sum as f64 / runs as f64;
    Ranks { interval, mean, runs }
}

/// The quantile of `runs` places, of which `counts[i]` are `best + i`.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "runs and places stay far below 2^53"
)]
fn quantile(counts: &[u32], best: usize, runs: usize, share: f64) -> f64 {
    let exact = (runs - 1) as f64 * share;
    let below = exact.floor();
    let mut passed = 0;
    let mut places = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, &count)| {
        passed += count as usize;
        (best + at, passed)
    });
    let Some((low, upto)) = places.find(|&(_, upto)| upto > below as usize) else { return 0.0 };
    let above = if upto > below as usize + 1 { low } else { places.next().map_or(low, |(next, _)| next) };
    low as f64 + (exact - below) * (above - low) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_ordered_places() {
        let mut places = Places::<u16>::new(5, 4);
        // Runs 0 and 1, then 2 and 3; subject 0 takes 1, 2, 2, 5 and subject 1 always 3.
        places.put(0..2, &[5, 3, 1, 2, 4, 2, 3, 1, 4, 5], 5);
        places.put(2..4, &[1, 3, 2, 4, 5, 2, 3, 1, 4, 5], 5);
        let found = intervals(5, &[places], Threads::ONE);
        // 3 × 5 % = 0.15 between 1 and 2; 3 × 50 % = 1.5 between 2 and 2; 3 × 95 % = 2.85 between 2 and 5.
        let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} {other}");
        near(found[0].low, 1.15);
        near(found[0].median, 2.0);
        near(found[0].high, 2.0 + 0.85 * 3.0);
        assert_eq!(found[1], RankInterval { low: 3.0, median: 3.0, high: 3.0 });
    }
}
