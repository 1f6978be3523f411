//! What would lift a subject one rank: for each indicator or item, the smallest change of its own raw figure.
//!
//! The rule. The rivals are those who hold the next-better rank in the subject's ranking. A figure lifts the subject if, with
//! all other figures as they are, its rounded score is above that of every rival when everything is computed again:
//! benchmarks, means, minima and maxima move with the figure, treatment and normalisation too, and so may the rivals'
//! scores. The figure is looked for in steps that grow fourfold from a thousandth of a unit, to both sides or, where the
//! method says that only one side can help, to that one; then by halving between the last step that fails and the first
//! that lifts, to a billionth of the change. The unit is the figure's size or the spread of its column, whichever is
//! greater; the farthest figure tried is a million units away, and none below 0 where no figure of the column is. The
//! figure told has been tried: it lifts. Where a method does not ascend with the figure, as where a treatment of outliers
//! sets in, a smaller change may do too.

mod index;
mod points;

use crate::error::ScoringError;

pub use index::lift_index;
pub use points::lift_points;

/// What would lift one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifts {
    /// Who holds the next-better rank.
    pub rivals: Vec<usize>,
    /// By indicator or item.
    pub items: Vec<Lift>,
}

/// What a change of one figure can do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lift {
    /// With this figure the subject stands above its rivals.
    By {
        /// The figure.
        figure: f64,
        /// The figure less the figure it has.
        change: f64,
        /// The subject's score with it, rounded as it is ranked.
        score: f64,
        /// Its rank with it.
        rank: usize,
    },
    /// Not by this item alone.
    NotAlone {
        /// The highest score that was reached, and a figure that reaches it; none where none of the tried figures gave a
        /// score above the one it has.
        most: Option<(f64, f64)>,
    },
    /// The subject has no figure that could change.
    NoFigure,
}

/// The subject's score with a figure tried, and its rank where it stands above its rivals.
#[derive(Clone, Copy, Debug)]
struct Tried {
    score: Option<f64>,
    rank: Option<usize>,
}

/// Steps to a side at most: fourfold from a thousandth of a unit to a million units.
const STEPS: i32 = 16;
/// Halvings at most.
const HALVINGS: i32 = 34;

/// Looks for the smallest change of the figure at `row` of `column`.
fn search(
    column: &[f64],
    row: usize,
    sides: &[f64],
    now: f64,
    mut attempt: impl FnMut(f64) -> Result<Tried, ScoringError>,
) -> Lift {
    let Some(figure) = column.get(row).copied().filter(|figure| !figure.is_nan()) else { return Lift::NoFigure };
    let there = column.iter().filter(|figure| !figure.is_nan());
    let (low, high) =
        there.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &other| (low.min(other), high.max(other)));
    let unit = (high - low).max(figure.abs()).min(f64::MAX / 1e10);
    let unit = if unit > 0.0 { unit } else { 1.0 };
    let mut most: Option<(f64, f64)> = None;
    // A figure for which nothing can be computed does not lift.
    let mut tried = |to: f64| -> Option<(f64, usize)> {
        let found = attempt(to).ok()?;
        let score = found.score?;
        if score > most.map_or(now, |(score, _)| score) {
            most = Some((score, to));
        }
        Some((score, found.rank?))
    };
    let mut best: Option<(f64, (f64, usize))> = None;
    for &side in sides {
        let at = |step: f64| if low >= 0.0 { (figure + side * step).max(0.0) } else { figure + side * step };
        let (mut fails, mut step) = (0.0, unit / 1000.0);
        for _ in 0..STEPS {
            // What lies farther than the change found on the other side is of no use.
            if best.is_some_and(|(to, _)| (to - figure).abs() <= fails) {
                break;
            }
            if let Some(found) = tried(at(step)) {
                let (to, found) = halve(figure, fails, (step, found), at, &mut tried);
                if best.is_none_or(|(other, _)| (to - figure).abs() < (other - figure).abs()) {
                    best = Some((to, found));
                }
                break;
            }
            if at(step) == 0.0 && low >= 0.0 {
                break;
            }
            (fails, step) = (step, step * 4.0);
        }
    }
    best.map_or(Lift::NotAlone { most }, |(to, (score, rank))| Lift::By {
        figure: to,
        change: to - figure,
        score,
        rank,
    })
}

/// Halves between a step that fails and one that lifts; the figure that lifts, and score and rank with it.
fn halve(
    figure: f64,
    mut fails: f64,
    (mut lifts, mut found): (f64, (f64, usize)),
    at: impl Fn(f64) -> f64,
    tried: &mut impl FnMut(f64) -> Option<(f64, usize)>,
) -> (f64, (f64, usize)) {
    // A step beyond the bound is as good as the bound.
    lifts = lifts.min((at(lifts) - figure).abs());
    for _ in 0..HALVINGS {
        if lifts - fails <= lifts * 1e-9 {
            break;
        }
        let middle = f64::midpoint(fails, lifts);
        match tried(at(middle)) {
            Some(better) => (lifts, found) = (middle, better),
            None => fails = middle,
        }
    }
    (at(lifts), found)
}

/// Who holds the next-better place among those whom `beside` takes, and whether there is one.
fn rivals(places: &[u32], subject: usize, beside: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let own = places.get(subject).copied().filter(|&place| place > 0)?;
    let better = |&(row, &place): &(usize, &u32)| place > 0 && place < own && beside(row);
    let next = places.iter().enumerate().filter(better).map(|(_, &place)| place).max()?;
    Some(places.iter().enumerate().filter(|&(row, &place)| place == next && beside(row)).map(|(row, _)| row).collect())
}

#[cfg(test)]
mod tests;
