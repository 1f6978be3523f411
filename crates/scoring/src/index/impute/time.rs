//! Imputation along time: from the periods of the same subject.
//!
//! Last known: the figure of the latest period before, unless it is too old. Linear: between the nearest periods before and
//! after, x₀ + (x₁ − x₀)(t − t₀) ÷ (t₁ − t₀), unless they are too far apart; nothing is extended beyond the ends. Handbook,
//! step 3 (cold deck and interpolation).

use super::{Outcomes, Unfilled};
use crate::index::panel::Panel;

pub(super) fn last_known(column: &[f64], panel: &Panel, age: u32) -> Outcomes {
    let mut outcomes = Vec::new();
    for history in panel.histories() {
        let mut last: Option<usize> = None;
        for row in history {
            if !column[row].is_nan() {
                last = Some(row);
                continue;
            }
            outcomes.push((
                row,
                match last {
                    None => Err(Unfilled::NoFigures),
                    Some(before) if distance(panel, before, row) > i64::from(age) => Err(Unfilled::TooFar),
                    Some(before) => Ok(column[before]),
                },
            ));
        }
    }
    outcomes
}

pub(super) fn linear(column: &[f64], panel: &Panel, span: u32) -> Outcomes {
    let mut outcomes = Vec::new();
    for history in panel.histories() {
        let mut before: Option<usize> = None;
        let mut open: Vec<usize> = Vec::new();
        for row in history {
            if column[row].is_nan() {
                open.push(row);
                continue;
            }
            outcomes.extend(open.drain(..).map(|gap| (gap, between(column, panel, span, before, gap, row))));
            before = Some(row);
        }
        outcomes.extend(open.into_iter().map(|gap| (gap, Err(Unfilled::NoFigures))));
    }
    outcomes
}

fn between(
    column: &[f64],
    panel: &Panel,
    span: u32,
    before: Option<usize>,
    gap: usize,
    after: usize,
) -> Result<f64, Unfilled> {
    let before = before.ok_or(Unfilled::NoFigures)?;
    let whole = distance(panel, before, after);
    if whole > i64::from(span) {
        return Err(Unfilled::TooFar);
    }
    #[expect(clippy::cast_precision_loss, reason = "distances of 32-bit periods are exact")]
    let weight = distance(panel, before, gap) as f64 / whole as f64;
    Ok((1.0 - weight) * column[before] + weight * column[after])
}

/// Periods from one row to another.
fn distance(panel: &Panel, from: usize, to: usize) -> i64 {
    i64::from(panel.periods()[to]) - i64::from(panel.periods()[from])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Groups;

    const GAP: f64 = f64::NAN;

    /// One subject from 2020 to 2026, given backwards: –, 10, –, –, 40, –, –.
    fn history() -> (Vec<f64>, Panel) {
        let panel = Panel::new(Groups::one(7), vec![1; 7], (2020..=2026).rev().collect()).unwrap();
        (vec![GAP, GAP, 40.0, GAP, GAP, 10.0, GAP], panel)
    }

    #[test]
    fn the_last_known_figure_holds_until_it_is_too_old() {
        let (column, panel) = history();
        let year_by_year = last_known(&column, &panel, 1);
        let far = Err(Unfilled::TooFar);
        assert_eq!(year_by_year, [(6, Err(Unfilled::NoFigures)), (4, Ok(10.0)), (3, far), (1, Ok(40.0)), (0, far)]);
    }

    #[test]
    fn a_line_joins_the_figures_before_and_after() {
        let (column, panel) = history();
        let none = Err(Unfilled::NoFigures);
        // 2022 is a third of the way from 2021 to 2024: 10 + 30 ÷ 3 = 20.
        let found = linear(&column, &panel, 3);
        assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), [6, 4, 3, 1, 0]);
        assert!((found[1].1.unwrap() - 20.0).abs() < 1e-12 && (found[2].1.unwrap() - 30.0).abs() < 1e-12);
        assert_eq!([found[0].1, found[3].1, found[4].1], [none; 3]);
        assert_eq!(linear(&column, &panel, 2)[1].1, Err(Unfilled::TooFar));
    }
}
