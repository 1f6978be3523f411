//! Monte Carlo over a whole index: it is built many times, each time with other assumptions, and each subject's ranks and
//! grades are counted.
//!
//! Every run is what [`Recipe::build`] makes of the framework and recipe that [`drawn`] tells for its number, to the bit.
//! A run that cannot be made, such as a geometric mean over zero, is counted under its error and gives nobody a rank.
//!
//! Time: figures are imputed, treated and normalised once for each combination that is drawn; a run is then one
//! aggregation and one ranking. Memory: two bytes for each row and run (four from 65,536 rows on).
//! Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 7.

use crate::error::ScoringError;
use crate::index::{Cut, Framework, Recipe, Rules};

use super::assumptions::{Assumption, Assumptions, Steps, WeightChange};
use super::lottery;
use super::watch::Watcher;

use super::case::IndexCase;
use super::model::IndexModel;
use super::runs::Runs;
use super::tally;
use super::tally::Simulation;

/// How firm the ranks of an index are when its assumptions move. The result is the same to the bit on any number of
/// threads.
///
/// # Errors
/// Those of [`Recipe::build`] for the recipe as it is; [`ScoringError::Columns`], [`ScoringError::Parameter`],
/// [`ScoringError::Framework`], [`ScoringError::NodeWeight`] and [`ScoringError::Length`] for assumptions that do not fit,
/// and for a number of runs out of range; [`ScoringError::Cancelled`] where `watcher` ends it.
pub fn simulate(
    case: IndexCase<'_>,
    assumptions: &Assumptions,
    runs: Runs,
    watcher: &dyn Watcher,
) -> Result<Simulation, ScoringError> {
    runs.check(1, case.panel.rows())?;
    let model = IndexModel::new(case, assumptions, runs.seed)?;
    let number = |run: usize| run as u64;
    let mut jobs: Vec<_> = (0..runs.count).map(|run| model.job(run, |_| number(run))).collect();
    model.find_cuts(&mut jobs);
    tally::simulation(&model, jobs, &model.nominal, case.standing.grades(), runs, watcher)
}

/// The framework and recipe of one run, by its number from 0: to see what it assumed, and to build it in full.
///
/// # Errors
/// As [`simulate`] for assumptions that do not fit; as [`Cut::without`] where nothing is left without the node drawn.
pub fn drawn(
    framework: &Framework,
    recipe: &Recipe,
    assumptions: &Assumptions,
    seed: u64,
    run: usize,
) -> Result<Cut, ScoringError> {
    let steps = Steps::of(assumptions, framework, recipe)?;
    let number = run as u64;
    let choice = |assumption, count| lottery::choice(seed, number, assumption, count);
    let mut weights = framework.weights().to_vec();
    match &assumptions.weights {
        None => {}
        Some(WeightChange::Sets(sets)) => {
            if let Some((_, set)) = sets.get(choice(Assumption::Weights, sets.len())) {
                weights.clone_from(set);
            }
        }
        Some(WeightChange::Noise { .. }) => {
            lottery::noisy(seed, number, framework.weights(), &steps.noise, &mut weights);
        }
    }
    let aggregation = choice(Assumption::Aggregation, steps.rules.len());
    let rules = steps.rules[aggregation].iter();
    let nodes = framework.ids().iter().cloned().zip(rules.copied()).skip(framework.indicators());
    let recipe = Recipe {
        fills: steps.fills[choice(Assumption::Imputation, steps.fills.len())].clone(),
        treatments: steps.treatments[choice(Assumption::Treatment, steps.treatments.len())].clone(),
        normalisations: steps.normalisations[choice(Assumption::Normalisation, steps.normalisations.len())].clone(),
        rules: Rules { nodes: nodes.collect(), ranking: steps.rankings[aggregation], ..Rules::default() },
        ..recipe.clone()
    };
    let removal = lottery::removal(seed, number, assumptions.removal.as_ref(), &steps.removed);
    // Weights may leave nothing under a node that is cut away, so cut first.
    let all: Vec<usize> = (0..framework.indicators()).collect();
    let kept = removal.map_or(all, |node| framework.others(node));
    let cut = Cut::to(framework, &recipe, &kept)?;
    let own: Vec<f64> = framework.numbers_of(&cut.framework).into_iter().map(|node| weights[node]).collect();
    Ok(Cut { framework: cut.framework.weighed(&own)?, ..cut })
}

#[cfg(test)]
mod tests;
