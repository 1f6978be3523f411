//! What may be otherwise in a method: the assumptions of an index that a Monte Carlo moves.
//!
//! Each is drawn evenly and apart from the others: of a list of alternatives, one for the whole run. What is not listed
//! stays as the recipe has it. Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 7; M. Saisana,
//! A. Saltelli and S. Tarantola, "Uncertainty and sensitivity analysis techniques as tools for the quality assessment of
//! composite indicators", Journal of the Royal Statistical Society A 168 (2005) 307–323.

use crate::error::ScoringError;
use crate::index::{Fill, Framework, Normalisation, Recipe, Rules, Treatment};
use crate::stats::count;

/// What can be assumed otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// How missing figures are filled.
    Imputation,
    /// How outliers are treated.
    Treatment,
    /// How figures are brought to one scale.
    Normalisation,
    /// What the nodes, or the items, weigh.
    Weights,
    /// How nodes are made from what stands under them.
    Aggregation,
    /// Which indicator, node or item is left out.
    Removal,
    /// What a subject gets for an item without a figure.
    Missing,
}

/// One way in which a step can be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Alternative<T> {
    /// As the recipe has it.
    AsIs,
    /// This rule for every indicator or item to which the step applies: for imputation and treatment, those that have a
    /// rule other than none.
    All(T),
    /// One rule per indicator or item.
    Each(Vec<T>),
}

/// How weights move.
#[derive(Clone, Debug, PartialEq)]
pub enum WeightChange {
    /// Each weight is multiplied with a number drawn evenly from 1 − x to 1 + x. Weights under a node are renormalised
    /// whenever they are used.
    Noise {
        /// x for nodes of every level that is not listed, from 0 to 1.
        general: f64,
        /// x by level as [`Framework::level`] counts: 1 are the indicators.
        levels: Vec<(usize, f64)>,
    },
    /// One of these sets by its name, each with one weight per node in the order of the numbers.
    Sets(Vec<(String, Vec<f64>)>),
}

/// What is left out now and then.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    /// Ids of indicators, nodes or items; one of them, each as likely as the others.
    pub ids: Vec<String>,
    /// How likely it is that one is left out at all, from 0 to 1.
    pub probability: f64,
}

impl Removal {
    /// One of these or none, each as likely as the others.
    #[must_use]
    pub fn one_or_none(ids: Vec<String>) -> Self {
        let all = count(ids.len());
        Self { ids, probability: all / (all + 1.0) }
    }

    /// The positions of what may be left out, by `find`.
    pub(super) fn positions(&self, find: impl Fn(&str) -> Option<usize>) -> Result<Vec<usize>, ScoringError> {
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(parameter("removal", "probability", self.probability, "from 0 to 1"));
        }
        let missing =
            |id: &str| ScoringError::Framework { node: id.to_owned(), why: "is to be removed but is not there" };
        self.ids.iter().map(|id| find(id).ok_or_else(|| missing(id))).collect()
    }
}

/// What may be otherwise in an index. An empty list moves nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assumptions {
    /// How missing figures are filled.
    pub imputation: Vec<Alternative<Fill>>,
    /// How outliers are treated.
    pub treatment: Vec<Alternative<Treatment>>,
    /// How figures are brought to one scale.
    pub normalisation: Vec<Alternative<Normalisation>>,
    /// What the nodes weigh.
    pub weights: Option<WeightChange>,
    /// How nodes are made: rules that stand for all of the recipe's.
    pub aggregation: Vec<Rules>,
    /// Which part is left out; its weight is shared by those beside it: see [`Cut`](crate::index::Cut).
    pub removal: Option<Removal>,
}

impl Assumptions {
    /// What moves, in the order in which it is reported.
    #[must_use]
    pub fn moving(&self) -> Vec<Assumption> {
        [
            (Assumption::Imputation, !self.imputation.is_empty()),
            (Assumption::Treatment, !self.treatment.is_empty()),
            (Assumption::Normalisation, !self.normalisation.is_empty()),
            (Assumption::Weights, self.weights.is_some()),
            (Assumption::Aggregation, !self.aggregation.is_empty()),
            (Assumption::Removal, self.removal.is_some()),
        ]
        .into_iter()
        .filter_map(|(one, moves)| moves.then_some(one))
        .collect()
    }
}

/// The recipe's rules, or each alternative to them, one rule per indicator.
pub(super) fn rules<T: Clone>(
    own: &[T],
    alternatives: &[Alternative<T>],
    applies: impl Fn(&T) -> bool,
) -> Result<Vec<Vec<T>>, ScoringError> {
    if alternatives.is_empty() {
        return Ok(vec![own.to_vec()]);
    }
    let of = |alternative: &Alternative<T>| match alternative {
        Alternative::AsIs => Ok(own.to_vec()),
        Alternative::All(rule) => {
            Ok(own.iter().map(|own| if applies(own) { rule.clone() } else { own.clone() }).collect())
        }
        Alternative::Each(rules) if rules.len() == own.len() => Ok(rules.clone()),
        Alternative::Each(rules) => {
            Err(ScoringError::Columns { id: "alternative: rules".to_owned(), expected: own.len(), found: rules.len() })
        }
    };
    alternatives.iter().map(of).collect()
}

/// The alternatives of an index by step: one rule per indicator, or per node.
pub(super) struct Steps {
    pub fills: Vec<Vec<Fill>>,
    pub treatments: Vec<Vec<Treatment>>,
    pub normalisations: Vec<Vec<Normalisation>>,
    pub rules: Vec<Vec<crate::index::Rule>>,
    /// Beside these, the ranking that stands in the place of means.
    pub rankings: Vec<Option<crate::rankings::Method>>,
    /// Numbers of the nodes that may be left out.
    pub removed: Vec<usize>,
    /// By node, how far its weight moves to either side.
    pub noise: Vec<f64>,
}

impl Steps {
    /// Takes and checks them.
    pub fn of(assumptions: &Assumptions, framework: &Framework, recipe: &Recipe) -> Result<Self, ScoringError> {
        let own_rules = std::slice::from_ref(&recipe.rules);
        let aggregation = if assumptions.aggregation.is_empty() { own_rules } else { &assumptions.aggregation };
        let find = |id: &str| framework.node(id);
        Ok(Self {
            fills: rules(&recipe.fills, &assumptions.imputation, |fill| *fill != Fill::None)?,
            treatments: rules(&recipe.treatments, &assumptions.treatment, |rule| *rule != Treatment::None)?,
            normalisations: rules(&recipe.normalisations, &assumptions.normalisation, |_| true)?,
            rules: aggregation.iter().map(|rules| rules.by_node(framework)).collect::<Result<_, _>>()?,
            rankings: aggregation.iter().map(|rules| rules.ranking).collect(),
            removed: assumptions.removal.as_ref().map_or(Ok(Vec::new()), |removal| removal.positions(find))?,
            noise: noise(assumptions.weights.as_ref(), framework)?,
        })
    }
}

/// By node, how far its weight moves; checks sets of weights.
fn noise(weights: Option<&WeightChange>, framework: &Framework) -> Result<Vec<f64>, ScoringError> {
    match weights {
        None => Ok(Vec::new()),
        Some(WeightChange::Sets(sets)) => {
            if sets.is_empty() {
                return Err(parameter("weights", "sets", 0.0, "at least one"));
            }
            sets.iter().try_for_each(|(_, weights)| framework.check_weights(weights)).map(|()| Vec::new())
        }
        Some(WeightChange::Noise { general, levels }) => {
            for &share in levels.iter().map(|(_, share)| share).chain([general]) {
                if !(0.0..=1.0).contains(&share) {
                    return Err(parameter("weights", "noise", share, "from 0 to 1"));
                }
            }
            let of = |node| {
                let level = framework.level(node);
                levels.iter().rev().find(|(own, _)| *own == level).map_or(*general, |&(_, share)| share)
            };
            Ok((0..framework.len()).map(of).collect())
        }
    }
}

pub(super) fn parameter(id: &str, parameter: &'static str, value: f64, expected: &'static str) -> ScoringError {
    ScoringError::Parameter { id: id.to_owned(), parameter, value, expected }
}
