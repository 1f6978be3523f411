//! The run: items, missing rules, sums, adjustments, rounding, ranks, grades, vetoes, in this order.

use crate::error::ScoringError;
use crate::function::Normalised;
use crate::missing::{Imputed, Missing, MissingCause};
use crate::round::Rounded;
use crate::scheme::{Data, Item, Scheme};
use crate::scores::{AdjustmentScore, Cell, Reason, Row, Scores};
use crate::sum;
use crate::veto::{Effect, Veto, bound};

/// Applies `scheme` to `data`.
///
/// # Errors
/// [`ScoringError`] when the scheme contradicts itself, the data do not fit it, or figures are so large that a result
/// would leave the range of numbers.
pub fn run(scheme: &Scheme, data: &Data) -> Result<Scores, ScoringError> {
    scheme.check()?;
    data.check(scheme)?;
    let mut items = Vec::with_capacity(scheme.items.len());
    let mut nobody = Vec::with_capacity(scheme.items.len());
    for (item, column) in scheme.items.iter().zip(data.figures.columns()) {
        let (cells, without_mean) = score_item(item, column, data)?;
        items.push(cells);
        nobody.push(without_mean);
    }
    let subjects = data.figures.subjects();
    let mut left_out = vec![Vec::new(); subjects];
    for (position, cells) in items.iter().enumerate() {
        for (cell, out) in cells.iter().zip(&mut left_out) {
            if cell.weight.is_none() {
                out.push(position);
            }
        }
    }
    let adjustments: Vec<Vec<AdjustmentScore>> = scheme
        .adjustments
        .iter()
        .zip(data.adjustments.columns())
        .map(|(rule, column)| column.iter().map(|&given| AdjustmentScore::of(rule, given)).collect())
        .collect();

    let mut rows = Vec::with_capacity(subjects);
    for (subject, out) in left_out.into_iter().enumerate() {
        let mut reasons = Vec::new();
        if !out.is_empty() && out.len() < items.len() {
            let factor = reweight(scheme, &mut items, subject, &out)?;
            reasons.push(Reason::Reweighted { left_out: out.clone(), factor });
        }
        item_reasons(&items, &nobody, data, subject, &mut reasons);
        let sum = if out.len() == items.len() {
            reasons.push(Reason::NothingToScore);
            None
        } else {
            Some(total(&items, &adjustments, subject, &mut reasons)?)
        };
        let overflow = || ScoringError::Overflow { id: "sum".to_owned(), subject: Some(subject) };
        let score = sum.map(|sum| Rounded::of(sum, scheme.decimals).ok_or_else(overflow)).transpose()?;
        rows.push(Row { sum, score, rank: None, ranked: None, grade: None, reasons });
    }
    place(scheme, data, &mut rows);
    Ok(Scores { rows, items, adjustments })
}

/// Normalises one column and applies the missing rule: one cell per subject, and for the rule that takes a mean, in
/// which scopes nobody has the figure (by group number, or one entry for all; none for the other rules).
fn score_item(item: &Item, column: &[f64], data: &Data) -> Result<(Vec<Cell>, Vec<bool>), ScoringError> {
    let normalised = item.function.normalise(column, &data.groups);
    let overflow = |subject| ScoringError::Overflow { id: item.id.clone(), subject };
    let mut points = Vec::with_capacity(column.len());
    for (subject, &share) in normalised.shares.iter().enumerate() {
        let earned = item.weight * share;
        let expected = !column[subject].is_nan() && normalised.basis(&data.groups, subject).is_ok();
        if earned.is_infinite() || (expected && earned.is_nan()) {
            return Err(overflow(Some(subject)));
        }
        points.push(earned);
    }
    let means: Vec<Option<f64>> = match item.missing {
        Missing::Mean(scope) => {
            let mean = |members: &Vec<usize>| sum::mean(members.iter().map(|&at| points[at]));
            data.groups.members(scope).iter().map(mean).collect()
        }
        _ => Vec::new(),
    };
    if means.iter().flatten().any(|mean| !mean.is_finite()) {
        return Err(overflow(None));
    }
    let cells = (0..column.len()).map(|subject| cell(item, column, data, &normalised, &means, subject)).collect();
    Ok((cells, means.iter().map(Option::is_none).collect()))
}

fn cell(
    item: &Item,
    column: &[f64],
    data: &Data,
    normalised: &Normalised,
    means: &[Option<f64>],
    subject: usize,
) -> Cell {
    let figure = column[subject];
    let share = normalised.shares[subject];
    let basis = normalised.basis(&data.groups, subject);
    let raw = (!figure.is_nan()).then_some(figure);
    let weight = Some(item.weight);
    let limit = normalised.limits[subject];
    if !share.is_nan() {
        let points = Some(item.weight * share);
        return Cell { raw, basis: basis.ok(), normalised: Some(share), weight, points, imputed: None, limit };
    }
    let cause = if figure.is_nan() { MissingCause::NoFigure } else { basis.err().unwrap_or(MissingCause::NoFigure) };
    let (weight, points) = match item.missing {
        Missing::Zero | Missing::Unranked => (weight, Some(0.0)),
        Missing::Penalty(points) => (weight, Some(-points)),
        Missing::Reweight => (None, None),
        Missing::Mean(scope) => (weight, means[data.groups.place(scope, subject)].or(Some(0.0))),
    };
    let imputed = Some(Imputed { rule: item.missing, cause });
    Cell { raw, basis: basis.ok(), normalised: None, weight, points, imputed, limit: None }
}

/// Spreads the weights of the items left out over the others; penalties stay as stated.
fn reweight(scheme: &Scheme, items: &mut [Vec<Cell>], subject: usize, out: &[usize]) -> Result<f64, ScoringError> {
    let left = scheme
        .items
        .iter()
        .enumerate()
        .filter(|(position, _)| !out.contains(position))
        .fold(0.0, |sum, (_, item)| sum + item.weight);
    let factor = scheme.total_weight() / left;
    for (item, cells) in scheme.items.iter().zip(items) {
        let cell = &mut cells[subject];
        let Some(weight) = cell.weight else { continue };
        let grown = weight * factor;
        let penalty = cell.imputed.is_some_and(|imputed| matches!(imputed.rule, Missing::Penalty(_)));
        cell.weight = Some(grown);
        cell.points = match cell.normalised {
            Some(share) => Some(grown * share),
            None if penalty => cell.points,
            None => cell.points.map(|points| points * factor),
        };
        if !grown.is_finite() || cell.points.is_some_and(|points| !points.is_finite()) {
            return Err(ScoringError::Overflow { id: item.id.clone(), subject: Some(subject) });
        }
    }
    Ok(factor)
}

fn item_reasons(items: &[Vec<Cell>], nobody: &[Vec<bool>], data: &Data, subject: usize, reasons: &mut Vec<Reason>) {
    for (item, cells) in items.iter().enumerate() {
        let cell = &cells[subject];
        if let Some(imputed) = cell.imputed {
            reasons.push(Reason::Imputed { item, imputed });
            match imputed.rule {
                Missing::Unranked => reasons.push(Reason::UnrankedByItem { item }),
                Missing::Mean(scope) if nobody[item][data.groups.place(scope, subject)] => {
                    reasons.push(Reason::NobodyHasItem { item });
                }
                _ => {}
            }
        }
        if let Some(limit) = cell.limit {
            reasons.push(Reason::Limited { item, limit });
        }
    }
}

/// Adds points in the order of the scheme: items, then adjustments.
fn total(
    items: &[Vec<Cell>],
    adjustments: &[Vec<AdjustmentScore>],
    subject: usize,
    reasons: &mut Vec<Reason>,
) -> Result<f64, ScoringError> {
    let mut sum = 0.0;
    for cells in items {
        sum += cells[subject].points.unwrap_or(0.0);
    }
    for (adjustment, scores) in adjustments.iter().enumerate() {
        let score = scores[subject];
        sum += score.points;
        if score.held {
            reasons.push(Reason::AdjustmentHeld { adjustment });
        }
    }
    if f64::is_finite(sum) {
        Ok(sum)
    } else {
        Err(ScoringError::Overflow { id: "sum".to_owned(), subject: Some(subject) })
    }
}

/// Ranks, grades and vetoes.
fn place(scheme: &Scheme, data: &Data, rows: &mut [Row]) {
    let mut vetoes: Vec<Vec<&Veto>> = vec![Vec::new(); rows.len()];
    for veto in &data.vetoes {
        vetoes[veto.subject].push(veto);
    }
    let taking_part: Vec<Option<Rounded>> = rows
        .iter()
        .zip(&vetoes)
        .map(|(row, vetoes)| {
            let out = vetoes.iter().any(|veto| veto.effect == Effect::Excluded)
                || row.reasons.iter().any(|reason| matches!(reason, Reason::UnrankedByItem { .. }));
            if out { None } else { row.score }
        })
        .collect();
    let places = scheme.ranking.places(&taking_part, &data.groups);
    let grades = scheme
        .grading
        .as_ref()
        .map_or_else(|| vec![None; rows.len()], |grading| grading.grades(&taking_part, &data.groups));
    for (((row, place), graded), vetoes) in rows.iter_mut().zip(places).zip(grades).zip(&vetoes) {
        row.rank = place.map(|(rank, _)| rank);
        row.ranked = place.map(|(_, ranked)| ranked);
        if graded.is_some_and(|(_, tie)| tie) {
            row.reasons.push(Reason::BoundaryTie);
        }
        let before = graded.map(|(grade, _)| grade);
        row.grade = bound(before, vetoes);
        for veto in vetoes {
            row.reasons.push(Reason::Vetoed { veto: veto.id.clone(), effect: veto.effect, before });
        }
    }
}
