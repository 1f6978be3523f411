//! How firm the ranks are: what of the method moves, run after run, and what the ranks make of it.

use domain::say::{Lang, Say};
use policy::firmness::Firmness as Rules;
use policy::index as steps;
use policy::scheme::{MissingRule, Population};
use scoring::index::{Mean, Normalisation};
use scoring::uncertain::removal::removals;
use scoring::uncertain::sensitivity::{Attribution, sensitivity};
use scoring::uncertain::simulate::simulate;
use scoring::uncertain::{
    Alternative, Assumptions, Failure, IndexCase, Removal, Runs, Simulation, Standing, Unwatched, WeightChange, points,
};
use scoring::{ScoringError, Threads};

use crate::figure::Figure;
use crate::index_model::Index;
use crate::index_rules;
use crate::model;
use crate::record::kept;
use crate::refused;
use crate::result::{Assumed, Assumption, Failed, Firmness, Firmnesses, PopulationResult, Removed};
use crate::words::Words;

/// How many samples the bootstrap draws.
const BOOTSTRAP: u64 = 200;
/// Places that are drawn at most where the pack does not say how often, subjects × runs: what takes a moment.
const MOST_PLACES: usize = 200_000;
/// Fewer runs than these tell no quantiles.
const FEWEST: usize = 100;

/// What a run costs, in places: rankings in pairs go over all pairs, Kemeny's order over all sets of subjects.
fn cost(subjects: usize, ranking: Option<steps::Ranking>) -> usize {
    match ranking {
        Some(steps::Ranking::Copeland) => subjects.saturating_mul(subjects),
        Some(steps::Ranking::Kemeny) => {
            let sets = u32::try_from(subjects).ok().and_then(|subjects| 1_usize.checked_shl(subjects));
            sets.unwrap_or(usize::MAX).saturating_mul(subjects)
        }
        _ => subjects,
    }
}

/// How often is drawn where a run costs so much: as the pack says, or, where it says nothing, no more than takes a moment.
fn count(rules: &Rules, cost: usize) -> usize {
    let stated = usize::try_from(rules.runs).unwrap_or(usize::MAX);
    let most = MOST_PLACES / cost.max(1);
    match rules.cite {
        Some(_) => stated,
        None if stated.min(most) < FEWEST => 0,
        None => stated.min(most),
    }
}

/// Weights that move, in an index or a points scheme.
fn noise(rules: &Rules) -> Option<WeightChange> {
    let general = model::number(rules.weights);
    (general > 0.0).then(|| WeightChange::Noise { general, levels: Vec::new() })
}

fn removal(rules: &Rules, population: &Population) -> Option<Removal> {
    let ids: Vec<String> = population.items.iter().map(|item| item.indicator.to_string()).collect();
    // Where there is one item, nothing is left without it.
    (rules.removal && ids.len() > 1).then(|| Removal::one_or_none(ids))
}

/// Tells how firm the ranks of a points scheme are.
pub(crate) fn points(
    population: &Population,
    scheme: &scoring::Scheme,
    data: &scoring::Data,
    result: &mut PopulationResult,
) -> Result<(), ScoringError> {
    let rules = &population.firmness;
    let runs = runs(rules, data.figures.subjects());
    if runs.count == 0 {
        return Ok(());
    }
    let missing = with_own(rules.missing.iter().map(|rule| Alternative::All(missing(rule))).collect());
    let assumptions = points::PointsAssumptions { weights: noise(rules), missing, removal: removal(rules, population) };
    if assumptions.moving().is_empty() {
        return Ok(());
    }
    let simulation = points::simulate(scheme, data, &assumptions, runs, &Unwatched)?;
    let attribution = attributed(&assumptions.moving(), rules, data.figures.subjects(), runs, |runs| {
        points::sensitivity(scheme, data, &assumptions, runs, BOOTSTRAP, &Unwatched)
    })?;
    let without = |id: &String| {
        let removal = Some(Removal { ids: vec![id.clone()], probability: 1.0 });
        let only = points::PointsAssumptions { removal, ..points::PointsAssumptions::default() };
        let one = points::simulate(scheme, data, &only, Runs { count: 1, ..runs }, &Unwatched)?;
        let rise = |row: &scoring::uncertain::Firmness| {
            let now = row.interval?.median;
            #[expect(clippy::cast_precision_loss, reason = "ranks stay far below 2^53")]
            Some(row.nominal? as f64 - now)
        };
        Ok((id.clone(), one.rows.iter().map(rise).collect()))
    };
    let removed = match removal(rules, population) {
        Some(removal) => removal.ids.iter().map(without).collect::<Result<Vec<_>, ScoringError>>()?,
        None => Vec::new(),
    };
    let rows: Vec<usize> = (0..result.subjects.len()).collect();
    let moved = moved(rules, &assumptions.moving());
    put(result, &rows, &Told { rules, runs, moved, simulation, attribution, removed });
    Ok(())
}

/// Tells how firm the ranks of an index are; `kept` says which row each subject of the result is.
pub(crate) fn index(
    population: &Population,
    index: &Index,
    standing: &Standing,
    kept: &[usize],
    result: &mut PopulationResult,
) -> Result<(), ScoringError> {
    let rules = &population.firmness;
    let dearest = rules.ranking.iter().copied().chain(population.method.as_ref().and_then(|method| method.ranking));
    let subjects = index.raw.subjects();
    let cost = dearest.map(|ranking| cost(subjects, Some(ranking))).max().unwrap_or(subjects);
    let runs = runs(rules, cost);
    if runs.count == 0 {
        return Ok(());
    }
    let assumptions = assumptions(rules, population, index);
    if assumptions.moving().is_empty() {
        return Ok(());
    }
    let Index { framework, recipe, panel, raw, divisors, .. } = index;
    let case = IndexCase { framework, recipe, panel, raw, divisors, standing };
    let simulation = simulate(case, &assumptions, runs, &Unwatched)?;
    let attribution = attributed(&assumptions.moving(), rules, cost, runs, |runs| {
        sensitivity(case, &assumptions, runs, BOOTSTRAP, &Unwatched)
    })?;
    let removed = if rules.removal { removals(case, runs.threads, &Unwatched)? } else { Vec::new() };
    let removed = removed.into_iter().filter_map(|one| {
        #[expect(clippy::cast_precision_loss, reason = "ranks stay far below 2^53")]
        let rises = one.outcome.ok()?.rises.into_iter().map(|rise| rise.map(|rise| rise as f64)).collect();
        Some((framework.ids().get(one.node)?.clone(), rises))
    });
    let removed = removed.collect();
    let moved = moved(rules, &assumptions.moving());
    put(result, kept, &Told { rules, runs, moved, simulation, attribution, removed });
    Ok(())
}

fn runs(rules: &Rules, cost: usize) -> Runs {
    Runs { count: count(rules, cost), seed: rules.seed, threads: Threads::available() }
}

/// Each assumption's part, where at least two move and the pack wants to know; none where ranks do not vary, and where
/// it would take longer than a moment and the pack does not ask for it.
fn attributed(
    moving: &[scoring::uncertain::Assumption],
    rules: &Rules,
    cost: usize,
    runs: Runs,
    of: impl FnOnce(Runs) -> Result<Attribution, ScoringError>,
) -> Result<Option<Attribution>, ScoringError> {
    if moving.len() < 2 || rules.sensitivity == 0 {
        return Ok(None);
    }
    let stated = usize::try_from(rules.sensitivity).unwrap_or(usize::MAX);
    let rows = match rules.cite {
        Some(_) => stated,
        None => stated.min(MOST_PLACES / cost.max(1).saturating_mul(moving.len() + 2)),
    };
    if rows < FEWEST {
        return Ok(None);
    }
    match of(Runs { count: rows, ..runs }) {
        Ok(attribution) => Ok(Some(attribution)),
        Err(ScoringError::Parameter { .. } | ScoringError::NoSubjects | ScoringError::Method { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

fn assumptions(rules: &Rules, population: &Population, index: &Index) -> Assumptions {
    let weights = if rules.sets {
        let own = ("given".to_owned(), index.framework.weights().to_vec());
        Some(WeightChange::Sets(std::iter::once(own).chain(index.sets.iter().cloned()).collect()))
    } else {
        noise(rules)
    };
    let scaled = |scale: &steps::Normalise| {
        // The same scope and the same way out where a method has no result.
        let each = index.recipe.normalisations.iter().map(|own| Normalisation {
            method: index_rules::normalisation(scale, |_| None),
            within: own.within,
            otherwise: own.otherwise,
        });
        Alternative::Each(each.collect())
    };
    let mut aggregation: Vec<scoring::index::Rules> = rules
        .mean
        .iter()
        .map(|mean| {
            let mut rules = index.recipe.rules.clone();
            let mean: Mean = index_rules::mean(mean);
            rules.general.mean = mean;
            rules.nodes.iter_mut().for_each(|(_, rule)| rule.mean = mean);
            rules
        })
        .collect();
    aggregation.extend(rules.ranking.iter().map(|ranking| scoring::index::Rules {
        ranking: Some(index_rules::ranking(*ranking)),
        ..index.recipe.rules.clone()
    }));
    if !aggregation.is_empty() {
        aggregation.insert(0, index.recipe.rules.clone());
    }
    let normalisation: Vec<_> = rules.normalise.iter().map(scaled).collect();
    let imputation = rules.impute.iter().map(|fill| Alternative::All(index_rules::fill(fill)));
    let treatment = rules.treat.iter().map(|rule| Alternative::All(index_rules::treatment(rule)));
    Assumptions {
        imputation: with_own(imputation.collect()),
        treatment: with_own(treatment.collect()),
        normalisation: with_own(normalisation),
        weights,
        aggregation,
        removal: removal(rules, population),
    }
}

/// The alternatives, and beside them the method's own rule.
fn with_own<T>(mut list: Vec<Alternative<T>>) -> Vec<Alternative<T>> {
    if !list.is_empty() {
        list.insert(0, Alternative::AsIs);
    }
    list
}

const fn missing(rule: &MissingRule) -> scoring::Missing {
    match rule {
        MissingRule::MeanOfOthers => scoring::Missing::Mean(scoring::Scope::Population),
        MissingRule::Reweight => scoring::Missing::Reweight,
        _ => scoring::Missing::Zero,
    }
}

/// What was told of one population.
struct Told<'a> {
    rules: &'a Rules,
    runs: Runs,
    moved: Vec<Assumed>,
    simulation: Simulation,
    attribution: Option<Attribution>,
    /// Id of what is left out, and by row how many places it rises.
    removed: Vec<(String, Vec<Option<f64>>)>,
}

const fn assumption(one: scoring::uncertain::Assumption) -> Assumption {
    match one {
        scoring::uncertain::Assumption::Imputation => Assumption::Imputation,
        scoring::uncertain::Assumption::Treatment => Assumption::Treatment,
        scoring::uncertain::Assumption::Normalisation => Assumption::Normalisation,
        scoring::uncertain::Assumption::Weights => Assumption::Weights,
        scoring::uncertain::Assumption::Aggregation => Assumption::Aggregation,
        scoring::uncertain::Assumption::Removal => Assumption::Removal,
        scoring::uncertain::Assumption::Missing => Assumption::Missing,
    }
}

/// What moves, in words: between what.
fn moved(rules: &Rules, moving: &[scoring::uncertain::Assumption]) -> Vec<Assumed> {
    fn either<T: Say>(list: &[T]) -> Words {
        Words::of(|lang| {
            let own = match lang {
                Lang::Zh => "方案规定的",
                Lang::En => "as the scheme has it",
            };
            let said = std::iter::once(own.to_owned()).chain(list.iter().map(|one| one.say(lang)));
            said.collect::<Vec<_>>().join(match lang {
                Lang::Zh => "、",
                Lang::En => ", ",
            })
        })
    }
    let between = |one: Assumption| match one {
        Assumption::Imputation => either(&rules.impute),
        Assumption::Treatment => either(&rules.treat),
        Assumption::Normalisation => either(&rules.normalise),
        Assumption::Aggregation if rules.mean.is_empty() => either(&rules.ranking),
        Assumption::Aggregation => either(&rules.mean),
        Assumption::Missing => either(&rules.missing),
        Assumption::Weights if rules.sets => Words::new("在几套权重中抽取", "one of the sets of weights"),
        Assumption::Weights => {
            let share = (rules.weights * rust_decimal::Decimal::ONE_HUNDRED).normalize();
            Words::new(format!("各项权重上下浮动 {share}%"), format!("each weight by up to {share}% to either side"))
        }
        Assumption::Removal => Words::new("去掉一项或不去，机会均等", "one item left out, or none, each as likely"),
    };
    moving
        .iter()
        .map(|&one| assumption(one))
        .map(|one| Assumed { assumption: one, between: between(one), effect: None })
        .collect()
}

/// Writes what was told into the result; `rows` says which row each subject is.
fn put(result: &mut PopulationResult, rows: &[usize], told: &Told<'_>) {
    let mut assumed = told.moved.clone();
    if let Some(attribution) = &told.attribution {
        let effects = attribution.sensitivity.effects.iter().zip(&attribution.intervals);
        for (one, (effect, interval)) in assumed.iter_mut().zip(effects) {
            one.effect = Some(crate::result::Effect {
                first: kept(effect.first),
                first_between: [kept(interval.first.0), kept(interval.first.1)],
                total: kept(effect.total),
                total_between: [kept(interval.total.0), kept(interval.total.1)],
            });
        }
    }
    let failure = |failure: &Failure| Failed { runs: failure.runs, why: refused::words(&failure.error) };
    let subjects: Vec<_> = result.subjects.iter().map(|subject| subject.subject.clone()).collect();
    let removed = |(id, rises): &(String, Vec<Option<f64>>)| {
        let rise = |row: &usize| rises.get(*row).copied().flatten();
        let of = |at: usize| rows.get(at).and_then(rise);
        let there: Vec<f64> = (0..rows.len()).filter_map(of).collect();
        #[expect(clippy::cast_precision_loss, reason = "populations stay far below 2^53")]
        let mean = there.iter().map(|rise| rise.abs()).sum::<f64>() / there.len().max(1) as f64;
        let most = |better: fn(&f64, &f64) -> bool| {
            let mut found: Option<(usize, f64)> = None;
            for (at, rise) in (0..rows.len()).filter_map(|at| Some((at, of(at)?))) {
                if found.is_none_or(|(_, best)| better(&rise, &best)) {
                    found = Some((at, rise));
                }
            }
            found.map(|(at, rise)| (subjects[at].clone(), kept(rise)))
        };
        Removed { id: id.clone(), mean: kept(mean), rises: most(|a, b| a > b), falls: most(|a, b| a < b) }
    };
    let removed = told.removed.iter().map(removed).collect();
    result.firmness = Some(Firmnesses {
        runs: told.runs.count,
        done: told.simulation.done,
        seed: told.rules.seed,
        stated: told.rules.cite.is_some(),
        assumed,
        failures: told.simulation.failures.iter().map(failure).collect(),
        removed,
    });
    for (subject, row) in result.subjects.iter_mut().zip(rows) {
        let Some(found) = told.simulation.rows.get(*row) else { continue };
        subject.firmness = Some(Firmness {
            low: found.interval.map(|interval| kept(interval.low)),
            median: found.interval.map(|interval| kept(interval.median)),
            high: found.interval.map(|interval| kept(interval.high)),
            mean: found.mean.and_then(Figure::of),
            unranked: found.unranked,
            grades: found.grades.iter().map(|&share| kept(share)).collect(),
        });
    }
}
