//! From a pack's set of weights to the weights of a framework: experts' judgements are worked out, importance is sought.

use policy::index::Weighing;
use policy::scheme::Population;
use policy::weights::{Allotted, Compared, Times, WeightSet, WeightSource};
use scoring::index::Framework;
use scoring::weigh::{self, Comparisons, Search, WeightSets};
use scoring::{Matrix, ScoringError};

use crate::index_model::Index;
use crate::model::number;
use crate::record::kept;
use crate::result::Clause;
use crate::weighed::{AllottedPart, ComparedNode, SoughtPart, Weighed, WeighedBy};

/// Why an index cannot be had.
#[derive(Debug)]
pub(crate) enum NoIndex {
    /// Figures or rules that cannot be scored.
    Scoring(ScoringError),
    /// Comparisons in pairs that contradict each other more than the pack allows.
    Inconsistent {
        /// The title of the set.
        set: String,
        /// The node.
        node: String,
        /// The consistency ratio.
        ratio: f64,
        /// The limit.
        limit: f64,
    },
}

impl From<ScoringError> for NoIndex {
    fn from(error: ScoringError) -> Self {
        Self::Scoring(error)
    }
}

/// Weights by id, and what they were made from.
type Made = (Vec<(String, f64)>, WeighedBy);

impl Index {
    /// Takes the weights that count, and works out the sets that are drawn from where firmness is told by sets.
    pub(crate) fn weigh(&mut self, population: &Population, from: &Weighing) -> Result<(), NoIndex> {
        for set in &population.weight_sets {
            let counts = *from == Weighing::Set(set.id.clone());
            if !counts && !population.firmness.sets {
                continue;
            }
            let (named, by) = self.made(set)?;
            let named = named.iter().map(|(name, weight)| (name.as_str(), *weight));
            let sets = WeightSets::new(&self.framework, [(set.id.as_str(), named)])?;
            if let Some(weights) = sets.get(&set.id) {
                self.sets.push((set.id.clone(), weights.to_vec()));
            }
            if counts {
                self.weighed = Some(Weighed { title: set.title.clone(), by, cite: Clause::from(&set.cite) });
            }
        }
        let framework = &self.framework;
        let weights = match from {
            Weighing::Given => return Ok(()),
            Weighing::Equal => vec![1.0; framework.len()],
            Weighing::Set(id) => match self.sets.iter().find(|(own, _)| own == id) {
                Some((_, weights)) => weights.clone(),
                None => return Ok(()),
            },
            Weighing::Data(from) => by_figures(framework, &self.scaled()?, *from)?,
        };
        self.framework = framework.weighed(&weights)?;
        Ok(())
    }

    fn made(&self, set: &WeightSet) -> Result<Made, NoIndex> {
        match &set.from {
            WeightSource::Stated(weights) => {
                let weights = weights.iter().map(|(name, weight)| (name.clone(), number(*weight)));
                Ok((weights.collect(), WeighedBy::Stated))
            }
            WeightSource::Compared(own) => compared(set, own),
            WeightSource::Allotted(own) => Ok(allotted(own)?),
            WeightSource::Sought(targets) => Ok(self.sought(targets)?),
        }
    }

    /// Weights under which each part matters as much as it is meant to.
    fn sought(&self, targets: &[(String, rust_decimal::Decimal)]) -> Result<Made, ScoringError> {
        let nodes: Vec<(&str, f64)> = targets.iter().map(|(name, target)| (name.as_str(), number(*target))).collect();
        let framework = &self.framework;
        let normalised = self.scaled()?;
        let found = weigh::importance(framework, &self.recipe.rules, &normalised, &nodes, Search::default());
        // Columns are counted in the list of targets.
        let found = found.map_err(|mut error| {
            if let ScoringError::Method { column, .. } = &mut error {
                let node = column.and_then(|at| nodes.get(at)).and_then(|(name, _)| framework.node(name));
                *column = node.filter(|&node| node < framework.indicators());
            }
            error
        })?;
        let parts = nodes.iter().zip(found.targets.iter().zip(&found.reached)).map(|((part, _), (target, reached))| {
            SoughtPart { part: (*part).to_owned(), target: kept(*target), reached: kept(*reached) }
        });
        let by = WeighedBy::Sought { residual: kept(found.residual), parts: parts.collect() };
        Ok((framework.ids().iter().cloned().zip(found.weights).collect(), by))
    }
}

fn times(times: Times) -> f64 {
    number(times.above) / number(times.below)
}

fn compared(set: &WeightSet, own: &Compared) -> Result<Made, NoIndex> {
    let (mut weights, mut nodes) = (Vec::new(), Vec::new());
    let limit = number(own.limit);
    for comparison in &own.comparisons {
        let rows = comparison.matrix.iter().map(|row| row.iter().copied().map(times).collect()).collect();
        let found = weigh::ahp(&Comparisons::new(rows)?)?;
        let (ratio, node) = (found.consistency_ratio, comparison.under.clone());
        let consistent = ratio <= limit;
        if !consistent && own.beyond == policy::weights::Inconsistent::Refuse {
            return Err(NoIndex::Inconsistent { set: set.title.clone(), node, ratio, limit });
        }
        nodes.push(ComparedNode {
            node,
            parts: comparison.of.len(),
            eigenvalue: kept(found.eigenvalue),
            index: kept(found.consistency_index),
            ratio: kept(ratio),
            limit: kept(limit),
            consistent,
        });
        weights.extend(comparison.of.iter().cloned().zip(found.weights));
    }
    Ok((weights, WeighedBy::Compared(nodes)))
}

fn allotted(own: &Allotted) -> Result<Made, ScoringError> {
    let (mut weights, mut parts) = (Vec::new(), Vec::new());
    for node in &own.nodes {
        let experts: Vec<Vec<f64>> =
            node.experts.iter().map(|(_, points)| points.iter().copied().map(number).collect()).collect();
        let found = weigh::budget(&experts, number(own.budget))?;
        for (at, part) in node.of.iter().enumerate() {
            parts.push(AllottedPart {
                part: part.clone(),
                experts: experts.len(),
                mean: kept(found.weights[at]),
                deviation: found.deviations[at].ok().map(kept),
                lowest: kept(found.lowest[at]),
                highest: kept(found.highest[at]),
            });
        }
        weights.extend(node.of.iter().cloned().zip(found.weights));
    }
    Ok((weights, WeighedBy::Allotted(parts)))
}

/// The items under each node weigh by their figures, brought to one scale; nodes keep their weights.
fn by_figures(
    framework: &Framework,
    scaled: &Matrix,
    from: policy::index::DataWeights,
) -> Result<Vec<f64>, ScoringError> {
    use policy::index::DataWeights;
    let mut weights = framework.weights().to_vec();
    for node in framework.indicators()..framework.len() {
        let items: Vec<usize> =
            framework.children(node).iter().copied().filter(|&one| one < framework.indicators()).collect();
        if items.is_empty() {
            continue;
        }
        let figures = scaled.of_columns(&items);
        let own = match from {
            DataWeights::Entropy => weigh::entropy(&figures, weigh::Shift::LeastToZero),
            // Figures are on one scale: more is better in every column.
            DataWeights::Critic => weigh::critic(&figures, &vec![scoring::index::Direction::Higher; items.len()]),
            DataWeights::Deviation => weigh::deviation(&figures),
            DataWeights::Pca => weigh::pca(&figures).map(|pca| pca.weights),
        };
        // Columns are counted from the first item of the node.
        for (&item, own) in items.iter().zip(own.map_err(|error| at_column(error, &items))?) {
            weights[item] = own;
        }
    }
    Ok(weights)
}

fn at_column(mut error: ScoringError, items: &[usize]) -> ScoringError {
    if let ScoringError::Method { column: Some(column), .. } | ScoringError::MissingFigure { column, .. } = &mut error {
        *column = items.get(*column).copied().unwrap_or(*column);
    }
    error
}
