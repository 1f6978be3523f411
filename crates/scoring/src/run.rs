//! The run: items, missing rules, sums, adjustments and their lists, rounding, then what [`crate::member`] tells.

use crate::error::ScoringError;
use crate::grade::{Grade, Grading};
use crate::measure::{Measured, factor, measure};
use crate::member::{Member, MemberKind};
use crate::missing::{Imputed, Missing, MissingCause};
use crate::place::place;
use crate::round::{Rounded, Units};
use crate::scheme::{Data, Scheme};
use crate::scores::{AdjustmentScore, Cell, ListScore, Reason, Row, Scores};
use crate::threads::Threads;

/// Applies `scheme` to `data`. For very many subjects, [`standings`](crate::standings()) gives the numbers alone.
///
/// # Errors
/// [`ScoringError`] when the scheme contradicts itself, the data do not fit it, or figures are so large that a result
/// would leave the range of numbers.
pub fn run(scheme: &Scheme, data: &Data) -> Result<Scores, ScoringError> {
    scheme.check()?;
    data.check(scheme)?;
    let measured = measure(scheme, data, Threads::ONE)?;
    let mut items = measured.iter().map(cells).collect::<Result<Vec<_>, _>>()?;
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

    let lists: Vec<Vec<ListScore>> = scheme
        .lists
        .iter()
        .map(|list| {
            let score = |subject: usize| ListScore::of(list, |rule| adjustments[rule][subject].points);
            (0..subjects).map(score).collect()
        })
        .collect();

    let mut rows = Vec::with_capacity(subjects);
    for (subject, out) in left_out.into_iter().enumerate() {
        let mut reasons = Vec::new();
        if !out.is_empty() && out.len() < items.len() {
            let factor = reweight(scheme, &measured, &mut items, subject, &out)?;
            reasons.push(Reason::Reweighted { left_out: out.clone(), factor });
        }
        item_reasons(&items, &measured, subject, &mut reasons);
        let sum = if out.len() == items.len() {
            reasons.push(Reason::NothingToScore);
            None
        } else {
            Some(total(&items, &adjustments, &lists, subject, &mut reasons)?)
        };
        let overflow = || ScoringError::Overflow { id: "sum".to_owned(), subject: Some(subject) };
        let score = sum.map(|sum| Rounded::of(sum, scheme.decimals).ok_or_else(overflow)).transpose()?;
        rows.push(Row { sum, score, rank: None, ranked: None, grade: None, reasons });
    }
    stand(scheme, data, &mut rows);
    Ok(Scores { rows, items, adjustments, lists })
}

/// The cells of one item, before re-weighting.
fn cells(measured: &Measured<'_>) -> Result<Vec<Cell>, ScoringError> {
    let subjects = measured.column.len();
    let mut shares = vec![0.0; subjects];
    measured.shares(0..subjects, &mut shares);
    if let Some(subject) = measured.overflown(0..subjects, &shares) {
        return Err(measured.overflow(Some(subject)));
    }
    Ok(shares.iter().enumerate().map(|(subject, &share)| cell(measured, share, subject)).collect())
}

fn cell(measured: &Measured<'_>, share: f64, subject: usize) -> Cell {
    let figure = measured.column[subject];
    let basis = measured.basis(subject);
    let item = measured.item;
    let raw = (!figure.is_nan()).then_some(figure);
    let weight = Some(item.weight);
    if !share.is_nan() {
        let limit = basis.ok().and_then(|basis| item.function.share(figure, basis).1);
        let points = Some(item.weight * share);
        let basis = basis.ok().map(|basis| item.function.shown(figure, basis));
        return Cell { raw, basis, normalised: Some(share), weight, points, imputed: None, limit };
    }
    let cause = if figure.is_nan() { MissingCause::NoFigure } else { basis.err().unwrap_or(MissingCause::NoFigure) };
    let points = measured.instead(subject);
    let imputed = Some(Imputed { rule: item.missing, cause });
    let weight = points.and(weight);
    Cell { raw, basis: basis.ok(), normalised: None, weight, points, imputed, limit: None }
}

/// Spreads the weights of the items left out over the others; penalties stay as stated.
fn reweight(
    scheme: &Scheme,
    measured: &[Measured<'_>],
    items: &mut [Vec<Cell>],
    subject: usize,
    out: &[usize],
) -> Result<f64, ScoringError> {
    let factor = factor(scheme, |position| out.binary_search(&position).is_ok());
    for (one, cells) in measured.iter().zip(items) {
        let cell = &mut cells[subject];
        let Some(points) = cell.points else { continue };
        let (weight, points) = one.grown(cell.normalised, points, factor);
        (cell.weight, cell.points) = (Some(weight), Some(points));
        if !weight.is_finite() || !points.is_finite() {
            return Err(one.overflow(Some(subject)));
        }
    }
    Ok(factor)
}

fn item_reasons(items: &[Vec<Cell>], measured: &[Measured<'_>], subject: usize, reasons: &mut Vec<Reason>) {
    for (item, (cells, measured)) in items.iter().zip(measured).enumerate() {
        let cell = &cells[subject];
        if let Some(imputed) = cell.imputed {
            reasons.push(Reason::Imputed { item, imputed });
            match imputed.rule {
                Missing::Unranked => reasons.push(Reason::UnrankedByItem { item }),
                Missing::Mean(_) if measured.nobody(subject) => reasons.push(Reason::NobodyHasItem { item }),
                _ => {}
            }
        }
        if let Some(limit) = cell.limit {
            reasons.push(Reason::Limited { item, limit });
        }
    }
}

/// Adds points in the order of the scheme: items, then adjustments, then the corrections of lists.
fn total(
    items: &[Vec<Cell>],
    adjustments: &[Vec<AdjustmentScore>],
    lists: &[Vec<ListScore>],
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
    for (list, scores) in lists.iter().enumerate() {
        if let Some(correction) = scores[subject].correction {
            sum += correction;
            reasons.push(Reason::ListHeld { list });
        }
    }
    if f64::is_finite(sum) {
        Ok(sum)
    } else {
        Err(ScoringError::Overflow { id: "sum".to_owned(), subject: Some(subject) })
    }
}

/// Ranks, grades, members treated apart and vetoes.
fn stand(scheme: &Scheme, data: &Data, rows: &mut [Row]) {
    let unranked = |row: &Row| row.reasons.iter().any(|reason| matches!(reason, Reason::UnrankedByItem { .. }));
    let out = rows.iter().enumerate().filter(|(_, row)| unranked(row)).map(|(subject, _)| subject).collect();
    let scores: Vec<Units> = rows.iter().map(|row| row.score.into()).collect();
    let placed = place(scheme, data, &scores, out, Threads::ONE);
    let quota = scheme.grading.as_ref().and_then(Grading::scope).is_some();
    for (subject, row) in rows.iter_mut().enumerate() {
        row.rank = placed.rank(subject);
        row.ranked = placed.ranked(scheme, &data.groups, subject);
        let graded = placed.graded(subject);
        if graded.is_some_and(|(_, tie)| tie) {
            row.reasons.push(Reason::BoundaryTie);
        }
        for member in placed.members(subject) {
            member_reasons(member, graded.map(|(grade, _)| grade), row);
        }
        if quota && row.rank.is_some() && graded.is_none() {
            row.reasons.push(Reason::NoHeads);
        }
        let before = placed.protected(subject);
        row.grade = placed.grade(subject);
        for veto in placed.vetoes(subject) {
            row.reasons.push(Reason::Vetoed { veto: veto.id.clone(), effect: veto.effect, before });
        }
    }
}

/// What a rule for a member did; `graded` is the grade by score.
fn member_reasons(member: &Member, graded: Option<Grade>, row: &mut Row) {
    let rule = member.rule.clone();
    match &member.kind {
        MemberKind::Exempt(grade) => row.reasons.push(Reason::Exempt { rule, grade: grade.clone() }),
        MemberKind::QuotaFree => row.reasons.push(Reason::QuotaFree { rule }),
        MemberKind::Protected(_) => {
            if let (Some(to), Some(before)) = (member.lifts(graded), graded) {
                row.reasons.push(Reason::Protected { rule, to, before });
            }
        }
    }
}
