//! From scores to records: positions become codes, binary numbers become figures of twelve digits.

use domain::id::SubjectId;
use policy::scheme::Population;

use crate::figure::{Figure, Score};
use crate::reason::{Effect, Reason};
use crate::result::{
    AdjustmentResult, Basis, Imputed, ItemResult, Limit, ListResult, MissingCause, MissingRule, SubjectResult,
};

/// A scoring figure as it is kept; scoring lets nothing out that is not finite.
pub(crate) fn kept(number: f64) -> Figure {
    Figure::of(number).unwrap_or_default()
}

/// What a row says of its subject: score, rank, grade and reasons; the rest is for the caller.
pub(crate) fn subject(
    population: &Population,
    names: &[String],
    subject: SubjectId,
    row: &scoring::Row,
) -> SubjectResult {
    let grade = |grade: scoring::Grade| names.get(grade.0).cloned();
    SubjectResult {
        subject,
        name: None,
        group: None,
        sum: row.sum.map(kept),
        score: row.score.map(Score),
        rank: row.rank,
        ranked: row.ranked,
        grade: row.exempt().map(str::to_owned).or_else(|| row.grade.and_then(grade)),
        nodes: Vec::new(),
        items: Vec::new(),
        adjustments: Vec::new(),
        lists: Vec::new(),
        firmness: None,
        reasons: row.reasons.iter().filter_map(|one| reason(population, one, &grade)).collect(),
    }
}

/// What a bonus or deduction came to.
pub(crate) fn adjustment(score: &scoring::AdjustmentScore) -> AdjustmentResult {
    AdjustmentResult { given: score.given.map(kept), points: kept(score.points) }
}

/// What a bound over several of them did.
pub(crate) fn list(score: &scoring::ListScore) -> ListResult {
    ListResult { total: kept(score.total), correction: score.correction.map(kept) }
}

/// What a subject got for a scored item.
pub(crate) fn item(cell: &scoring::Cell) -> ItemResult {
    ItemResult {
        raw: cell.raw.map(kept),
        basis: cell.basis.map(|basis| match basis {
            scoring::Basis::Benchmark(value) => Basis::Benchmark(kept(value)),
            scoring::Basis::MinMax { min, max } => Basis::MinMax { min: kept(min), max: kept(max) },
            scoring::Basis::Target { base, target } => Basis::Target { base: kept(base), target: kept(target) },
            scoring::Basis::Base(value) => Basis::Base(kept(value)),
            scoring::Basis::Class { class, bound } => Basis::Class { class: class + 1, bound: bound.map(kept) },
            scoring::Basis::Most(value) => Basis::Most(kept(value)),
        }),
        normalised: cell.normalised.map(kept),
        weight: cell.weight.map(kept),
        points: cell.points.map(kept),
        steps: None,
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
        scoring::MissingCause::NoOwnFigure => MissingCause::NoOwnFigure,
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
    // The one item behind an index is the index itself; what became of its own items is told elsewhere.
    let scored = population.method.is_none();
    let code = |item: usize| population.items.get(item).filter(|_| scored).map(|item| item.indicator.clone());
    Some(match found {
        scoring::Reason::Imputed { item, imputed: mark } => {
            let Imputed { rule, cause } = imputed(*mark);
            Reason::Imputed { item: code(*item)?, rule, cause }
        }
        scoring::Reason::Reweighted { left_out, factor } => Reason::Reweighted {
            left_out: left_out.iter().map(|&item| code(item)).collect::<Option<_>>()?,
            factor: kept(*factor),
        },
        scoring::Reason::Limited { item, limit: found } => Reason::Limited { item: code(*item)?, limit: limit(*found) },
        scoring::Reason::AdjustmentHeld { adjustment } => {
            Reason::AdjustmentHeld { rule: population.adjustments.get(*adjustment)?.id.clone() }
        }
        scoring::Reason::ListHeld { list } => Reason::ListHeld { rule: population.lists.get(*list)?.id.clone() },
        scoring::Reason::NothingToScore => Reason::NothingToScore,
        scoring::Reason::UnrankedByItem { item } => Reason::UnrankedByItem { item: code(*item)? },
        scoring::Reason::NobodyHasItem { item } => Reason::NobodyHasItem { item: code(*item)? },
        scoring::Reason::BoundaryTie => Reason::BoundaryTie,
        scoring::Reason::Exempt { rule, grade } => Reason::Exempt { rule: rule.clone(), grade: grade.clone() },
        scoring::Reason::QuotaFree { rule } => Reason::QuotaFree { rule: rule.clone() },
        scoring::Reason::NoHeads => Reason::NoHeads,
        scoring::Reason::Protected { rule, to, before } => {
            Reason::Protected { rule: rule.clone(), to: grade(*to)?, before: grade(*before)? }
        }
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
