//! One pass over a column: means and extremes, of all subjects or of each group.
//!
//! A mean is kept as an exact sum and an extreme has no zero with a sign, so neither depends on the order of the rows or
//! on how they are shared among threads.

use std::ops::Range;

use crate::benchmark::Scope;
use crate::matrix::Groups;
use crate::sum::Mean;
use crate::threads::Threads;

/// Fewer rows than this are not worth another thread.
const LEAST: usize = 16_384;
/// Figures compared at once.
const LANES: usize = 8;

/// What is gathered of the figures of one scope; NaN is passed over.
#[derive(Clone, Debug)]
pub(crate) enum Gathering {
    /// Nothing: the value is known.
    Nothing,
    /// Their mean.
    Mean(Mean),
    /// The largest; none before the first.
    Highest(Option<f64>),
    /// The smallest; none before the first.
    Lowest(Option<f64>),
}

impl Gathering {
    /// Takes `figures` in.
    pub fn take(&mut self, figures: &[f64]) {
        match self {
            Self::Nothing => {}
            Self::Mean(mean) => mean.take(figures),
            Self::Highest(found) => {
                *found = further(*found, extreme(figures, f64::NEG_INFINITY, |one, other| one > other), f64::max);
            }
            Self::Lowest(found) => {
                *found = further(*found, extreme(figures, f64::INFINITY, |one, other| one < other), f64::min);
            }
        }
    }

    /// Takes in what another part of the same column gave.
    fn join(&mut self, other: &Self) {
        match (self, other) {
            (Self::Mean(mean), Self::Mean(other)) => mean.join(other),
            (Self::Highest(found), Self::Highest(other)) => *found = further(*found, *other, f64::max),
            (Self::Lowest(found), Self::Lowest(other)) => *found = further(*found, *other, f64::min),
            _ => {}
        }
    }
}

fn further(one: Option<f64>, other: Option<f64>, choose: fn(f64, f64) -> f64) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(choose(one, other)),
        _ => one.or(other),
    }
}

/// The figure that is `beyond` all others; none where all are missing. Starts from the `far` end, which no figure is.
fn extreme(figures: &[f64], far: f64, beyond: impl Fn(f64, f64) -> bool) -> Option<f64> {
    let further = |found: f64, &figure: &f64| if beyond(figure, found) { figure } else { found };
    let (blocks, rest) = figures.as_chunks::<LANES>();
    let mut found = rest.iter().fold(far, further);
    if !blocks.is_empty() {
        let mut lanes = [far; LANES];
        for block in blocks {
            for (lane, figure) in lanes.iter_mut().zip(block) {
                *lane = further(*lane, figure);
            }
        }
        found = lanes.iter().fold(found, further);
    }
    // Adding zero takes the sign off a zero.
    beyond(found, far).then_some(found + 0.0)
}

/// Gathers the figures of `column` by scope, one outcome per scope.
pub(crate) fn gather(
    empty: Gathering,
    column: &[f64],
    groups: &Groups,
    scope: Scope,
    threads: Threads,
) -> Vec<Gathering> {
    let scopes = groups.scopes(scope);
    if matches!(empty, Gathering::Nothing) {
        return vec![empty; scopes];
    }
    let part = |rows: Range<usize>| {
        let mut gathered = vec![empty.clone(); scopes];
        match scope {
            Scope::Population => gathered.iter_mut().for_each(|gathered| gathered.take(&column[rows.clone()])),
            Scope::Group => rows.for_each(|at| gathered[groups.of(at)].take(&column[at..=at])),
        }
        gathered
    };
    let parts = Threads::each(threads.parts(column.len(), LEAST), part);
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.iter_mut().zip(&part).for_each(|(all, part)| all.join(part));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_pass_over_what_is_missing_wherever_it_stands() {
        for len in [0, 1, 7, 8, 9, 30] {
            let figures: Vec<f64> =
                (0..len).map(|at| if at % 3 == 1 { f64::NAN } else { f64::from(at % 11) }).collect();
            let there = || figures.iter().copied().filter(|figure| !figure.is_nan());
            for (mut gathering, plain) in [
                (Gathering::Highest(None), there().reduce(f64::max)),
                (Gathering::Lowest(None), there().reduce(f64::min)),
            ] {
                gathering.take(&figures);
                let (Gathering::Highest(found) | Gathering::Lowest(found)) = gathering else { return };
                assert_eq!(found, plain);
            }
        }
    }

    #[test]
    fn groups_and_threads_give_the_same_as_one_pass() {
        let column: Vec<f64> = (0..100_000).map(|at| libm::sin(f64::from(at))).collect();
        let groups = Groups::new((0..100_000).map(|at| at % 5).collect());
        for scope in [Scope::Population, Scope::Group] {
            let sums = |threads| -> Vec<Option<f64>> {
                let found = gather(Gathering::Mean(Mean::default()), &column, &groups, scope, Threads::new(threads));
                found.iter().map(|one| if let Gathering::Mean(mean) = one { mean.value() } else { None }).collect()
            };
            assert_eq!(sums(1), sums(3));
        }
    }
}
