//! One item over all subjects: what its figures are held against, the shares of the weight they earn, and what stands in
//! for those that are missing. Every number of an item comes from here, whoever asks.

use std::ops::Range;

use crate::benchmark::Scope;
use crate::error::ScoringError;
use crate::function::{Basis, Found};
use crate::gather::{Gathering, gather};
use crate::matrix::Groups;
use crate::missing::{Missing, MissingCause};
use crate::scheme::{Data, Item, Scheme};
use crate::sum::Mean;
use crate::threads::Threads;

/// An item, measured.
pub(crate) struct Measured<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its figures.
    pub column: &'a [f64],
    /// The subjects' own figures that these are held against, where its function needs them.
    own: Option<&'a [f64]>,
    groups: &'a Groups,
    scope: Scope,
    bases: Vec<Found>,
    /// For the rule that takes a mean: the mean points of each scope, none where nobody has the figure.
    means: Vec<Option<f64>>,
}

/// Measures every item of `scheme`.
///
/// # Errors
/// [`ScoringError::Overflow`] for the first item with a mean, of figures or of points, that leaves the range of numbers.
pub(crate) fn measure<'a>(
    scheme: &'a Scheme,
    data: &'a Data,
    threads: Threads,
) -> Result<Vec<Measured<'a>>, ScoringError> {
    let mut measured = Vec::with_capacity(scheme.items.len());
    let mut own_columns = data.own.columns().iter();
    for (item, column) in scheme.items.iter().zip(data.figures.columns()) {
        let (groups, scope) = (&data.groups, item.function.scope());
        let bases = item.function.bases(column, groups, threads);
        let own = if item.function.needs_own() { own_columns.next().map(Vec::as_slice) } else { None };
        let mut one = Measured { item, column, own, groups, scope, bases, means: Vec::new() };
        if let Err(error) = one.check_bases().and_then(|()| one.take_means(threads)) {
            // What overflowed in an earlier item is told first.
            measured.iter().try_for_each(|earlier: &Measured<'_>| earlier.points(threads).map(drop))?;
            return Err(error);
        }
        measured.push(one);
    }
    Ok(measured)
}

impl Measured<'_> {
    /// A benchmark beyond the range of numbers would silently earn everybody nothing.
    fn check_bases(&self) -> Result<(), ScoringError> {
        let within = |basis: &Found| match *basis {
            Ok(Basis::Benchmark(value) | Basis::Base(value) | Basis::Most(value))
            | Err(MissingCause::NoBenchmark { found: Some(value) }) => value.is_finite(),
            Ok(Basis::MinMax { min: low, max: high } | Basis::Target { base: low, target: high }) => {
                low.is_finite() && high.is_finite()
            }
            Ok(Basis::Class { .. }) | Err(_) => true,
        };
        if self.bases.iter().all(within) { Ok(()) } else { Err(self.overflow(None)) }
    }

    fn take_means(&mut self, threads: Threads) -> Result<(), ScoringError> {
        let Missing::Mean(scope) = self.item.missing else { return Ok(()) };
        let points = self.points(threads)?;
        let means = gather(Gathering::Mean(Mean::default()), &points, self.groups, scope, threads);
        let value = |gathered: &Gathering| if let Gathering::Mean(mean) = gathered { mean.value() } else { None };
        self.means = means.iter().map(value).collect();
        if self.means.iter().flatten().all(|mean| mean.is_finite()) { Ok(()) } else { Err(self.overflow(None)) }
    }

    /// The points that figures earn, NaN where there are none.
    fn points(&self, threads: Threads) -> Result<Vec<f64>, ScoringError> {
        let part = |rows: Range<usize>| {
            let mut points = vec![0.0; rows.len()];
            self.shares(rows.clone(), &mut points);
            let overflown = self.overflown(rows, &points);
            for points in &mut points {
                *points *= self.item.weight;
            }
            overflown.map_or(Ok(points), |subject| Err(self.overflow(Some(subject))))
        };
        let parts: Result<Vec<_>, ScoringError> =
            Threads::each(threads.parts(self.column.len(), 16_384), part).into_iter().collect();
        Ok(parts?.concat())
    }

    /// The basis that holds for a subject.
    pub fn basis(&self, subject: usize) -> Found {
        let found = self.bases[self.groups.place(self.scope, subject)];
        self.own.map_or(found, |own| self.item.function.with_own(own[subject], found))
    }

    /// The shares that the figures of `rows` earn, NaN where figure or basis is missing.
    pub fn shares(&self, rows: Range<usize>, shares: &mut [f64]) {
        match (self.scope, self.bases.as_slice()) {
            _ if self.own.is_some() => self.shares_by(|subject| self.basis(subject), rows, shares),
            (Scope::Population, [Ok(basis)]) => self.item.function.shares(&self.column[rows], *basis, shares),
            (Scope::Population, _) => shares.fill(f64::NAN),
            (Scope::Group, bases) => self.shares_by(|subject| bases[self.groups.of(subject)], rows, shares),
        }
    }

    fn shares_by(&self, basis: impl Fn(usize) -> Found, rows: Range<usize>, shares: &mut [f64]) {
        for ((share, &figure), subject) in shares.iter_mut().zip(&self.column[rows.clone()]).zip(rows) {
            *share = basis(subject).map_or(f64::NAN, |basis| self.item.function.share(figure, basis).0);
        }
    }

    /// The first of `rows` whose points leave the range of numbers.
    pub fn overflown(&self, rows: Range<usize>, shares: &[f64]) -> Option<usize> {
        let figures = &self.column[rows.clone()];
        // All at once first: a share of no number is right only where figure or basis is missing.
        let doubt = |any: bool, (share, figure): (&f64, &f64)| {
            any | (!(self.item.weight * share).is_finite() & !figure.is_nan())
        };
        if !shares.iter().zip(figures).fold(false, doubt) {
            return None;
        }
        let wrong = |((share, figure), subject): ((&f64, &f64), usize)| {
            let earned = self.item.weight * share;
            let expected = !figure.is_nan() && self.basis(subject).is_ok();
            (earned.is_infinite() || (expected && earned.is_nan())).then_some(subject)
        };
        shares.iter().zip(figures).zip(rows).find_map(wrong)
    }

    /// The error of this item.
    pub fn overflow(&self, subject: Option<usize>) -> ScoringError {
        ScoringError::Overflow { id: self.item.id.clone(), subject }
    }

    /// The points of a subject without a share; none where the item is left out for it.
    pub fn instead(&self, subject: usize) -> Option<f64> {
        match self.item.missing {
            Missing::Zero | Missing::Unranked => Some(0.0),
            Missing::Penalty(points) => Some(-points),
            Missing::Reweight => None,
            Missing::Mean(scope) => Some(self.means[self.groups.place(scope, subject)].unwrap_or(0.0)),
        }
    }

    /// Whether the item's rule takes a mean and nobody beside this subject has the figure.
    pub fn nobody(&self, subject: usize) -> bool {
        match self.item.missing {
            Missing::Mean(scope) => self.means[self.groups.place(scope, subject)].is_none(),
            _ => false,
        }
    }

    /// Weight and points after the items left out gave their weight to the others: both grow by `factor`, a penalty stays
    /// as stated. `points` are those of a subject without a share.
    pub fn grown(&self, share: Option<f64>, points: f64, factor: f64) -> (f64, f64) {
        let weight = self.item.weight * factor;
        let points = match (share, self.item.missing) {
            (Some(share), _) => weight * share,
            (None, Missing::Penalty(_)) => points,
            (None, _) => points * factor,
        };
        (weight, points)
    }
}

/// All weights ÷ the weights of the items that are not `out`.
pub(crate) fn factor(scheme: &Scheme, out: impl Fn(usize) -> bool) -> f64 {
    let left = scheme
        .items
        .iter()
        .enumerate()
        .filter(|(position, _)| !out(*position))
        .fold(0.0, |sum, (_, item)| sum + item.weight);
    scheme.total_weight() / left
}
