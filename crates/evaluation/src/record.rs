//! From scores to records: positions become codes, binary numbers become figures of twelve digits.

use policy::scheme::Population;
use scoring::Scores;

use crate::figure::{Figure, Score};
use crate::reason::{Effect, Reason};
use crate::result::{AdjustmentResult, Basis, Imputed, ItemResult, Limit, MissingCause, MissingRule, SubjectResult};
use crate::table::Table;

/// A scoring figure as it is kept; scoring lets nothing out that is not finite.
fn kept(number: f64) -> Figure {
    Figure::of(number).unwrap_or_default()
}

/// One record per member, in the order of `members`.
pub(crate) fn subjects(
    population: &Population,
    model: &scoring::Scheme,
    table: &Table,
    members: &[usize],
    scores: &Scores,
    group: impl Fn(usize) -> Option<String>,
) -> Vec<SubjectResult> {
    let names = model.grading.as_ref().map(scoring::Grading::names).unwrap_or_default();
    let grade = |grade: scoring::Grade| names.get(grade.0).map(|&name| name.to_owned());
    let record = |(at, &place): (usize, &usize)| {
        let row = scores.row(at);
        SubjectResult {
            subject: table.subjects()[place].clone(),
            name: table.name(place),
            group: group(at),
            sum: row.sum.map(kept),
            score: row.score.map(Score),
            rank: row.rank,
            ranked: row.ranked,
            grade: row.grade.and_then(grade),
            items: (0..population.items.len()).map(|one| item(scores.cell(at, one))).collect(),
            adjustments: (0..population.adjustments.len())
                .map(|one| {
                    let score = scores.adjustment(at, one);
                    AdjustmentResult { given: score.given.map(kept), points: kept(score.points) }
                })
                .collect(),
            reasons: row.reasons.iter().filter_map(|one| reason(population, one, &grade)).collect(),
        }
    };
    members.iter().enumerate().map(record).collect()
}

fn item(cell: &scoring::Cell) -> ItemResult {
    ItemResult {
        raw: cell.raw.map(kept),
        basis: cell.basis.map(|basis| match basis {
            scoring::Basis::Benchmark(value) => Basis::Benchmark(kept(value)),
            scoring::Basis::MinMax { min, max } => Basis::MinMax { min: kept(min), max: kept(max) },
            scoring::Basis::Target { base, target } => Basis::Target { base: kept(base), target: kept(target) },
        }),
        normalised: cell.normalised.map(kept),
        weight: cell.weight.map(kept),
        points: cell.points.map(kept),
        imputed: cell.imputed.map(imputed),
        limit: cell.limit.map(limit),
    }
}

fn imputed(mark: scoring::Imputed) -> Imputed {
    let rule = match mark.rule {
        scoring::Missing::Zero => MissingRule::Zero,
        scoring::Missing::Penalty(_) => MissingRule::Penalty,
        scoring::Missing::Mean(_) => MissingRule::MeanOfOthers,
        scoring::Missing::Reweight => MissingRule::Reweight,
        scoring::Missing::Unranked => MissingRule::Unranked,
    };
    let cause = match mark.cause {
        scoring::MissingCause::NoFigure => MissingCause::NoFigure,
        scoring::MissingCause::NoBenchmark { found } => MissingCause::NoBenchmark { found: found.and_then(Figure::of) },
    };
    Imputed { rule, cause }
}

const fn limit(limit: scoring::Limit) -> Limit {
    match limit {
        scoring::Limit::Capped => Limit::Capped,
        scoring::Limit::Floored => Limit::Floored,
        scoring::Limit::Constant => Limit::Constant,
    }
}

/// The typed reason with codes in the place of positions.
fn reason(
    population: &Population,
    found: &scoring::Reason,
    grade: &impl Fn(scoring::Grade) -> Option<String>,
) -> Option<Reason> {
    let code = |item: usize| population.items.get(item).map(|item| item.indicator.clone());
    Some(match found {
        scoring::Reason::Imputed { item, imputed: mark } => {
            let Imputed { rule, cause } = imputed(*mark);
            Reason::Imputed { item: code(*item)?, rule, cause }
        }
        scoring::Reason::Reweighted { left_out, factor } => Reason::Reweighted {
            left_out: left_out.iter().filter_map(|&item| code(item)).collect(),
            factor: kept(*factor),
        },
        scoring::Reason::Limited { item, limit: found } => Reason::Limited { item: code(*item)?, limit: limit(*found) },
        scoring::Reason::AdjustmentHeld { adjustment } => {
            Reason::AdjustmentHeld { rule: population.adjustments.get(*adjustment)?.id.clone() }
        }
        scoring::Reason::NothingToScore => Reason::NothingToScore,
        scoring::Reason::UnrankedByItem { item } => Reason::UnrankedByItem { item: code(*item)? },
        scoring::Reason::NobodyHasItem { item } => Reason::NobodyHasItem { item: code(*item)? },
        scoring::Reason::BoundaryTie => Reason::BoundaryTie,
        scoring::Reason::Vetoed { veto, effect, before } => Reason::Vetoed {
            veto: veto.clone(),
            effect: match effect {
                scoring::Effect::Ceiling(to) => Effect::Ceiling(grade(*to)?),
                scoring::Effect::Forced(to) => Effect::Forced(grade(*to)?),
                scoring::Effect::Excluded => Effect::Excluded,
                scoring::Effect::AwardLost => Effect::AwardLost,
            },
            before: before.and_then(grade),
        },
    })
}
