//! Scores, ranks and grades alone, for very many subjects: the numbers of [`run`](crate::run) without its cells and
//! reasons.
//!
//! Memory grows with the number of subjects alone: beside the figures (eight bytes for each item) the result has at most
//! 24 bytes a subject, and while it is made 12 more as a rule and 60 at most, plus eight for an item whose missing rule
//! takes a mean. Who asks why looks at the subjects in question with [`run`](crate::run), which gives the same numbers to
//! the bit.

use std::ops::Range;

use crate::error::ScoringError;
use crate::grade::Grade;
use crate::measure::{Measured, factor, measure};
use crate::missing::Missing;
use crate::place::{Placed, place};
use crate::round::{Rounded, Units};
use crate::scheme::{Data, Scheme};
use crate::threads::{Threads, cut};

/// So few subjects that another thread is not worth starting.
const LEAST: usize = 4096;
/// About how many shares are kept at a time.
const SHARES: usize = 8192;

/// The result of a scheme on its data without the reasons. Positions are those of the data.
#[derive(Clone, Debug)]
pub struct Standings {
    /// There is one where there is a score; 0 in the place of others.
    sums: Vec<f64>,
    scores: Vec<Units>,
    decimals: u8,
    placed: Placed,
}

impl Standings {
    /// How many subjects there are.
    #[must_use]
    pub const fn subjects(&self) -> usize {
        self.sums.len()
    }

    /// [`Row::sum`](crate::Row::sum); none outside.
    #[must_use]
    pub fn sum(&self, subject: usize) -> Option<f64> {
        self.score(subject).and_then(|_| self.sums.get(subject).copied())
    }

    /// [`Row::score`](crate::Row::score); none outside.
    #[must_use]
    pub fn score(&self, subject: usize) -> Option<Rounded> {
        self.scores.get(subject).and_then(|score| score.rounded(self.decimals))
    }

    /// [`Row::rank`](crate::Row::rank); none outside.
    #[must_use]
    pub fn rank(&self, subject: usize) -> Option<usize> {
        self.placed.rank(subject)
    }

    /// [`Row::grade`](crate::Row::grade); none outside.
    #[must_use]
    pub fn grade(&self, subject: usize) -> Option<Grade> {
        self.placed.grade(subject)
    }

    /// [`Row::exempt`](crate::Row::exempt); none outside.
    #[must_use]
    pub fn exempt(&self, subject: usize) -> Option<&str> {
        self.placed.exempt(subject)
    }
}

/// Applies `scheme` to `data` as [`run`](crate::run) does, and keeps scores, ranks and grades only.
///
/// The result is the same to the bit for any number of `threads`.
///
/// # Errors
/// Those of [`run`](crate::run).
pub fn standings(scheme: &Scheme, data: &Data, threads: Threads) -> Result<Standings, ScoringError> {
    scheme.check()?;
    data.check(scheme)?;
    let items = measure(scheme, data, threads)?;
    let subjects = data.figures.subjects();
    let mut sums = vec![0.0; subjects];
    let mut scores = vec![Units::NONE; subjects];
    let parts = threads.parts(subjects, LEAST);
    let jobs = parts.iter().cloned().zip(cut(&mut sums, &parts).into_iter().zip(cut(&mut scores, &parts))).collect();
    let parts = Threads::each(jobs, |(rows, (sums, scores)): (Range<usize>, (&mut [_], &mut [_]))| {
        let mut part = Part::new(scheme, data, &items);
        part.add(rows, sums, scores);
        part
    });
    let (mut unranked, mut failure) = (Vec::new(), None);
    for part in parts {
        unranked.extend(part.unranked);
        failure = [failure, part.failure].into_iter().flatten().min();
    }
    if let Some(failure) = failure {
        return Err(failure.error(&items));
    }
    let placed = place(scheme, data, &scores, unranked, threads);
    Ok(Standings { sums, scores, decimals: scheme.decimals, placed })
}

/// What went wrong, in the order in which it is told: items before sums, then the item that comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Failure {
    /// The points of an item.
    Points { item: usize, subject: usize },
    /// After re-weighting, the points of an item; or, where the number is beyond the items, the sum, which comes after them.
    Row { subject: usize, item: usize },
}

impl Failure {
    fn error(self, items: &[Measured<'_>]) -> ScoringError {
        let (Self::Points { item, subject } | Self::Row { subject, item }) = self;
        match items.get(item) {
            Some(one) => one.overflow(Some(subject)),
            None => ScoringError::Overflow { id: "sum".to_owned(), subject: Some(subject) },
        }
    }
}

/// A range of subjects being scored.
struct Part<'a> {
    scheme: &'a Scheme,
    data: &'a Data,
    items: &'a [Measured<'a>],
    /// Whether an item may be left out.
    reweights: bool,
    unranked: Vec<usize>,
    failure: Option<Failure>,
}

impl<'a> Part<'a> {
    fn new(scheme: &'a Scheme, data: &'a Data, items: &'a [Measured<'a>]) -> Self {
        let reweights = items.iter().any(|one| one.item.missing == Missing::Reweight);
        Self { scheme, data, items, reweights, unranked: Vec::new(), failure: None }
    }

    fn fail(&mut self, failure: Failure) {
        self.failure = Some(self.failure.map_or(failure, |before| before.min(failure)));
    }

    /// Scores `rows` block by block: a block's shares stay in the cache.
    fn add(&mut self, rows: Range<usize>, sums: &mut [f64], scores: &mut [Units]) {
        let block = (SHARES / self.items.len()).clamp(16, 1024);
        let mut shares = vec![0.0; block * self.items.len()];
        let out = sums.chunks_mut(block).zip(scores.chunks_mut(block));
        for (first, (sums, scores)) in rows.step_by(block).zip(out) {
            let rows = first..first + sums.len();
            for (at, shares) in shares.chunks_exact_mut(block).enumerate() {
                self.add_item(at, rows.clone(), &mut shares[..rows.len()], sums);
            }
            let mut out = Vec::new();
            if self.reweights {
                for (sum, subject) in sums.iter_mut().zip(rows.clone()) {
                    let missing =
                        |(share, one): (&f64, &Measured<'_>)| share.is_nan() && one.instead(subject).is_none();
                    let own = || shares.iter().skip(subject - first).step_by(block);
                    if own().zip(self.items).any(missing) {
                        match self.reweighted(subject, &own().copied().collect::<Vec<_>>()) {
                            Some(found) => *sum = found,
                            None => out.push(subject - first),
                        }
                    }
                }
            }
            self.finish(rows, sums, scores, &out);
        }
    }

    /// Adds the points of one item, in the order of the scheme.
    fn add_item(&mut self, at: usize, rows: Range<usize>, shares: &mut [f64], sums: &mut [f64]) {
        let one = &self.items[at];
        one.shares(rows.clone(), shares);
        if let Some(subject) = one.overflown(rows.clone(), shares) {
            self.fail(Failure::Points { item: at, subject });
        }
        let weight = one.item.weight;
        if let Missing::Mean(_) = one.item.missing {
            for ((sum, &share), subject) in sums.iter_mut().zip(&*shares).zip(rows.clone()) {
                *sum += if share.is_nan() { one.instead(subject).unwrap_or(0.0) } else { weight * share };
            }
        } else {
            let instead = one.instead(rows.start).unwrap_or(0.0);
            for (sum, &share) in sums.iter_mut().zip(&*shares) {
                *sum += if share.is_nan() { instead } else { weight * share };
            }
        }
        if one.item.missing == Missing::Unranked {
            let missing = shares.iter().zip(rows).filter(|(share, _)| share.is_nan());
            self.unranked.extend(missing.map(|(_, subject)| subject));
        }
    }

    /// The sum of a subject for which items are left out; none where all are.
    fn reweighted(&mut self, subject: usize, shares: &[f64]) -> Option<f64> {
        let shares: Vec<Option<f64>> = shares.iter().map(|share| (!share.is_nan()).then_some(*share)).collect();
        let points: Vec<Option<f64>> = self.items.iter().map(|one| one.instead(subject)).collect();
        let out = |at: usize| shares[at].is_none() && points[at].is_none();
        if (0..shares.len()).all(out) {
            return None;
        }
        let factor = factor(self.scheme, out);
        let mut sum = 0.0;
        for (at, one) in self.items.iter().enumerate().filter(|(at, _)| !out(*at)) {
            let (weight, points) = one.grown(shares[at], points[at].unwrap_or(0.0), factor);
            if !weight.is_finite() || !points.is_finite() {
                self.fail(Failure::Row { subject, item: at });
            }
            sum += points;
        }
        Some(sum)
    }

    /// Adds the adjustments and the corrections of their lists, and rounds; there is no sum for those of `out`.
    fn finish(&mut self, rows: Range<usize>, sums: &mut [f64], scores: &mut [Units], out: &[usize]) {
        let columns = self.data.adjustments.columns();
        for (rule, column) in self.scheme.adjustments.iter().zip(columns) {
            for (sum, &given) in sums.iter_mut().zip(&column[rows.clone()]) {
                *sum += rule.apply(given).0;
            }
        }
        for list in &self.scheme.lists {
            for (sum, subject) in sums.iter_mut().zip(rows.clone()) {
                let points = |rule: usize| self.scheme.adjustments[rule].apply(columns[rule][subject]).0;
                if let (_, Some(correction)) = list.apply(points) {
                    *sum += correction;
                }
            }
        }
        for (at, (sum, score)) in sums.iter_mut().zip(scores).enumerate() {
            if !out.is_empty() && out.binary_search(&at).is_ok() {
                *sum = 0.0;
                continue;
            }
            *score = Rounded::of(*sum, self.scheme.decimals).into();
            if *score == Units::NONE {
                self.fail(Failure::Row { subject: rows.start + at, item: self.items.len() });
            }
        }
    }
}
