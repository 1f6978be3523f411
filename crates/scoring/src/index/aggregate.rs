//! Aggregation: from normalised indicators, bottom-up, to every node and the index.
//!
//! Under each node the weights of what is there are renormalised to 1, so that a missing value neither helps nor hurts.
//! Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 6.

use crate::error::ScoringError;
use crate::index::framework::Framework;
use crate::index::mean::Mean;
use crate::index::nodes::{Aggregated, Nodes};
use crate::matrix::Matrix;
use crate::rankings::Method;

/// How one node is made from what stands under it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rule {
    /// The mean.
    pub mean: Mean,
    /// The least share, by number, of what stands under the node with a weight above zero that must be there; below it
    /// the node is missing for that subject. From 0 (one is enough) to 1 (all).
    pub least: f64,
}

impl From<Mean> for Rule {
    fn from(mean: Mean) -> Self {
        Self { mean, least: 0.0 }
    }
}

/// Rules for all nodes: one for a node goes before one for its level, that before the general one; of two for the same,
/// the later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// For every node that has no other.
    pub general: Rule,
    /// By level as [`Framework::level`] counts: 2 is the lowest above the indicators.
    pub levels: Vec<(usize, Rule)>,
    /// By id of the node.
    pub nodes: Vec<(String, Rule)>,
    /// A ranking of the subjects by all indicators in the place of means: nodes only share out the weights then and have
    /// no values, and the index is the ranking's score.
    pub ranking: Option<Method>,
}

impl From<Mean> for Rules {
    fn from(mean: Mean) -> Self {
        Self { general: mean.into(), ..Self::default() }
    }
}

impl Rules {
    /// The rule of each node by its number; indicators have one that is not used.
    ///
    /// # Errors
    /// As [`Aggregator::new`].
    pub(crate) fn by_node(&self, framework: &Framework) -> Result<Vec<Rule>, ScoringError> {
        check("general rule", self.general)?;
        let mut by_node = vec![self.general; framework.len()];
        for &(level, rule) in &self.levels {
            check("level", rule)?;
            let aggregates = by_node.iter_mut().enumerate().skip(framework.indicators());
            let at_level = aggregates.filter(|&(node, _)| framework.level(node) == level).map(|(_, own)| *own = rule);
            if at_level.count() == 0 {
                #[expect(clippy::cast_precision_loss, reason = "only told")]
                let value = level as f64;
                let expected = "a level with nodes, 2 or more";
                return Err(ScoringError::Parameter { id: "level".to_owned(), parameter: "level", value, expected });
            }
        }
        for (id, rule) in &self.nodes {
            check(id, *rule)?;
            match framework.node(id) {
                Some(node) if node >= framework.indicators() => by_node[node] = *rule,
                Some(_) => {
                    return Err(ScoringError::Framework { node: id.clone(), why: "is an indicator: it has no mean" });
                }
                None => return Err(ScoringError::Framework { node: id.clone(), why: "has a rule but is not there" }),
            }
        }
        Ok(by_node)
    }
}

/// Aggregates with reasons; to do it many times, keep an [`Aggregator`].
///
/// `normalised` has one column per indicator, in the order of the framework.
///
/// # Errors
/// As [`Aggregator::new`] and [`Aggregator::explain`].
pub fn aggregate(framework: &Framework, rules: &Rules, normalised: &Matrix) -> Result<Aggregated, ScoringError> {
    Aggregator::new(framework, rules)?.explain(normalised)
}

/// A framework with its rules, ready to be used many times.
#[derive(Clone, Debug)]
pub struct Aggregator<'a> {
    framework: &'a Framework,
    weights: Vec<f64>,
    /// By node: its weight ÷ all weights beside it.
    shares: Vec<f64>,
    rules: Vec<Rule>,
    ranking: Option<Method>,
}

impl<'a> Aggregator<'a> {
    /// Takes the framework with its weights, and the rules.
    ///
    /// # Errors
    /// [`ScoringError::Framework`] for a rule of a node that is not there or is an indicator; [`ScoringError::Parameter`]
    /// for a level that has no nodes, a least share outside 0 to 1, and a power that is 0 or not finite.
    pub fn new(framework: &'a Framework, rules: &Rules) -> Result<Self, ScoringError> {
        Ok(Self::with(framework, rules.by_node(framework)?, rules.ranking))
    }

    /// The same with checked rules, one per node.
    pub(crate) fn with(framework: &'a Framework, rules: Vec<Rule>, ranking: Option<Method>) -> Self {
        let mut made = Self { framework, weights: Vec::new(), shares: vec![1.0; framework.len()], rules, ranking };
        made.take(framework.weights());
        made
    }

    /// Takes other weights, one per node in the order of the numbers.
    ///
    /// # Errors
    /// [`ScoringError::Length`] and [`ScoringError::NodeWeight`]; the weights stay as they were.
    pub fn weigh(&mut self, weights: &[f64]) -> Result<(), ScoringError> {
        self.framework.check_weights(weights)?;
        self.take(weights);
        Ok(())
    }

    fn take(&mut self, weights: &[f64]) {
        self.weights.clear();
        self.weights.extend_from_slice(weights);
        for node in self.framework.indicators()..self.framework.len() {
            let children = self.framework.children(node);
            let sum = children.iter().fold(0.0, |sum, &child| sum + weights[child]);
            for &child in children {
                self.shares[child] = weights[child] / sum;
            }
        }
    }

    /// Values only, into `nodes`, whose room is used again: the form for many runs.
    ///
    /// # Errors
    /// As [`Aggregator::explain`].
    pub fn values(&self, normalised: &Matrix, nodes: &mut Nodes) -> Result<(), ScoringError> {
        self.check_width(normalised)?;
        nodes.reset(self.framework.len(), normalised.subjects());
        for (node, column) in normalised.columns().iter().enumerate() {
            nodes.column_mut(node).copy_from_slice(column);
        }
        self.fill(nodes)
    }

    /// Fills in the aggregates of `nodes`, whose first columns, the indicators, are already there: finite, or NaN where
    /// missing.
    ///
    /// # Errors
    /// [`ScoringError::Columns`] where `nodes` has not one column per node; [`ScoringError::MissingFigure`] and what the
    /// method refuses under a ranking; else as [`Aggregator::explain`].
    pub fn fill(&self, nodes: &mut Nodes) -> Result<(), ScoringError> {
        if nodes.len() != self.framework.len() {
            let (expected, found) = (self.framework.len(), nodes.len());
            return Err(ScoringError::Columns { id: "nodes".to_owned(), expected, found });
        }
        if let Some(method) = self.ranking {
            return self.rank(method, nodes);
        }
        let subjects = nodes.subjects();
        let mut parts = Vec::new();
        for node in self.framework.indicators()..self.framework.len() {
            let children = self.framework.children(node);
            let (below, own) = nodes.below_and_own(node);
            own.fill(0.0);
            // What is added here column by column is, where all is there, what `part` adds subject by subject.
            let arithmetic = self.rules[node].mean == Mean::Arithmetic;
            if arithmetic {
                for &child in children {
                    let (share, column) = (self.shares[child], &below[child * subjects..(child + 1) * subjects]);
                    for (sum, value) in own.iter_mut().zip(column) {
                        *sum += share * value;
                    }
                }
            }
            for (subject, value) in own.iter_mut().enumerate() {
                if !(arithmetic && value.is_finite()) {
                    *value = self.one(node, subject, |child| below[child * subjects + subject], &mut parts)?;
                }
            }
        }
        Ok(())
    }

    /// The value of a node for a subject, NaN where too little is there.
    fn one(
        &self,
        node: usize,
        subject: usize,
        value: impl Fn(usize) -> f64,
        parts: &mut Vec<(f64, f64)>,
    ) -> Result<f64, ScoringError> {
        self.gather(node, subject, value, parts)?;
        if parts.is_empty() {
            return Ok(f64::NAN);
        }
        let value = self.rules[node].mean.of(parts);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(ScoringError::Overflow { id: self.framework.ids()[node].clone(), subject: Some(subject) })
        }
    }

    /// Share and value of what takes part in a node for a subject; nothing where too little is there.
    fn gather(
        &self,
        node: usize,
        subject: usize,
        value: impl Fn(usize) -> f64,
        parts: &mut Vec<(f64, f64)>,
    ) -> Result<(), ScoringError> {
        let Rule { mean, least } = self.rules[node];
        parts.clear();
        let (mut sum, mut weighing) = (0.0, 0_u32);
        for &child in self.framework.children(node) {
            let (weight, value) = (self.weights[child], value(child));
            if weight > 0.0 {
                weighing += 1;
                if !value.is_nan() {
                    if !mean.takes(value) {
                        let [node, child] = [node, child].map(|node| self.framework.ids()[node].clone());
                        return Err(ScoringError::Mean { node, child, subject, value, mean: mean.name() });
                    }
                    sum += weight;
                    parts.push((weight, value));
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^52 parts")]
        if (parts.len() as f64) / f64::from(weighing) < least {
            parts.clear();
        }
        for (share, _) in parts {
            *share /= sum;
        }
        Ok(())
    }

    fn check_width(&self, normalised: &Matrix) -> Result<(), ScoringError> {
        let (expected, found) = (self.framework.indicators(), normalised.width());
        if expected == found {
            Ok(())
        } else {
            Err(ScoringError::Columns { id: "indicators".to_owned(), expected, found })
        }
    }
}

fn check(id: &str, rule: Rule) -> Result<(), ScoringError> {
    let wrong = |parameter, value, expected| ScoringError::Parameter { id: id.to_owned(), parameter, value, expected };
    if !(0.0..=1.0).contains(&rule.least) {
        return Err(wrong("least share", rule.least, "from 0 to 1"));
    }
    match rule.mean {
        Mean::Power(power) if power == 0.0 || !power.is_finite() => {
            Err(wrong("power", power, "finite and not 0, where the mean is the geometric one"))
        }
        _ => Ok(()),
    }
}

mod explain;
mod ranked;
#[cfg(test)]
mod tests;
