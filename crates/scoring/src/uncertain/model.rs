//! Runs of an index: each step once for all runs that share what goes into it.
//!
//! Jobs are sorted by imputation, treatment, normalisation, removal and aggregation; figures are computed again only where
//! one of these changes, so most runs cost an aggregation alone. Without imputation from the row and without a screening
//! that a removal would change, the steps before aggregation treat each indicator by itself, and an index without one
//! takes the others' figures from the whole.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::error::ScoringError;
use crate::index::cut::of;
use crate::index::recipe::Prepared;
use crate::index::{Aggregator, Fill, Framework, Nodes, ScreenWhen, impute, normalise, treat};
use crate::matrix::Matrix;

use super::assumptions::{Assumption, Assumptions, Steps, WeightChange};
use super::case::IndexCase;
use super::lottery;
use super::runs::{Model, Take, fail};
use super::standing::Placed;

/// What one run assumes; positions are those of [`Steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Job {
    imputation: usize,
    /// The node left out, where figures before aggregation depend on that.
    cut: Option<usize>,
    treatment: usize,
    normalisation: usize,
    removal: Option<usize>,
    aggregation: usize,
    weights: Weights,
    pub run: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weights {
    Nominal,
    Set(usize),
    /// Of the run with this number.
    Noise(u64),
}

/// An index ready to be run.
pub(super) struct IndexModel<'a> {
    case: IndexCase<'a>,
    assumptions: &'a Assumptions,
    seed: u64,
    steps: Steps,
    denominated: Matrix,
    /// The places by the recipe as it is.
    pub nominal: Placed,
}

/// What a framework without a node is made of.
struct Part {
    framework: Framework,
    /// Its indicators, as the whole numbers them.
    kept: Vec<usize>,
    /// Its nodes, as the whole numbers them.
    nodes: Vec<usize>,
}

impl<'a> IndexModel<'a> {
    /// Builds the index by the recipe as it is, and checks what may be otherwise.
    pub fn new(case: IndexCase<'a>, assumptions: &'a Assumptions, seed: u64) -> Result<Self, ScoringError> {
        let IndexCase { framework, recipe, panel, raw, divisors, standing } = case;
        standing.check(panel.rows())?;
        let built = recipe.build(framework, panel, raw, divisors)?;
        let steps = Steps::of(assumptions, framework, recipe)?;
        let kept = &built.screened.kept;
        let mut nominal = Placed::default();
        let values = built.aggregated.values.column(framework.index());
        standing.place(values, (kept, panel.rows()), &mut nominal)?;
        Ok(Self { case, assumptions, seed, steps, denominated: built.denominated.matrix, nominal })
    }

    /// Numbers of the nodes that may be left out.
    pub fn removed(&self) -> &[usize] {
        &self.steps.removed
    }

    /// The job of `run`, which takes each assumption from the run that `number` says.
    pub fn job(&self, run: usize, number: impl Fn(Assumption) -> u64) -> Job {
        let choice = |assumption, count| lottery::choice(self.seed, number(assumption), assumption, count);
        let removal = self.assumptions.removal.as_ref();
        Job {
            imputation: choice(Assumption::Imputation, self.steps.fills.len()),
            cut: None,
            treatment: choice(Assumption::Treatment, self.steps.treatments.len()),
            normalisation: choice(Assumption::Normalisation, self.steps.normalisations.len()),
            removal: lottery::removal(self.seed, number(Assumption::Removal), removal, self.removed()),
            aggregation: choice(Assumption::Aggregation, self.steps.rules.len()),
            weights: match &self.assumptions.weights {
                None => Weights::Nominal,
                Some(WeightChange::Sets(sets)) => Weights::Set(choice(Assumption::Weights, sets.len())),
                Some(WeightChange::Noise { .. }) => Weights::Noise(number(Assumption::Weights)),
            },
            run,
        }
    }

    /// The job that leaves out a node and nothing else.
    pub fn removing(&self, run: usize, node: usize) -> Job {
        let job = self.job(run, |_| 0);
        Job { imputation: 0, treatment: 0, normalisation: 0, aggregation: 0, removal: Some(node), ..job }
    }

    /// Tells each job whether its removal changes figures before aggregation.
    pub fn find_cuts(&self, jobs: &mut [Job]) {
        let mut whole: BTreeMap<usize, Option<(Matrix, Vec<usize>)>> = BTreeMap::new();
        let mut known = BTreeMap::new();
        for job in jobs {
            let Some(node) = job.removal else { continue };
            let imputation = job.imputation;
            let whole = whole.entry(imputation).or_insert_with(|| self.screened(imputation).ok());
            let cut = known.entry((imputation, node)).or_insert_with(|| self.is_cut(whole.as_ref(), imputation, node));
            job.cut = cut.then_some(node);
        }
    }

    /// The figures that are screened, and who is kept, without any removal.
    fn screened(&self, imputation: usize) -> Result<(Matrix, Vec<usize>), ScoringError> {
        let IndexCase { framework, recipe, panel, .. } = self.case;
        let figures = match recipe.screen_when {
            ScreenWhen::Reported => self.denominated.clone(),
            ScreenWhen::Imputed => impute(framework, panel, &self.denominated, &self.steps.fills[imputation])?.matrix,
        };
        let kept = recipe.screening.subjects(&figures)?.kept;
        Ok((figures, kept))
    }

    fn is_cut(&self, whole: Option<&(Matrix, Vec<usize>)>, imputation: usize, node: usize) -> bool {
        let screening = &self.case.recipe.screening;
        let Some((figures, kept)) = whole else { return true };
        if self.steps.fills[imputation].iter().any(|fill| matches!(fill, Fill::Row(..))) {
            return true;
        }
        if screening.available.is_none() && screening.nonzero.is_none() {
            return false;
        }
        let figures = figures.of_columns(&self.case.framework.others(node));
        screening.subjects(&figures).map_or(true, |screened| screened.kept != *kept)
    }

    fn part(&self, removal: Option<usize>) -> Result<Part, ScoringError> {
        let whole = self.case.framework;
        let Some(node) = removal else {
            let (kept, nodes) = ((0..whole.indicators()).collect(), (0..whole.len()).collect());
            return Ok(Part { framework: whole.clone(), kept, nodes });
        };
        let kept = whole.others(node);
        let framework = whole.of_indicators(&kept)?;
        let nodes = whole.numbers_of(&framework);
        Ok(Part { framework, kept, nodes })
    }

    /// Imputed and screened figures.
    fn prepared(&self, job: Job) -> Result<(Part, Prepared), ScoringError> {
        let part = self.part(job.cut)?;
        let fills = of(&self.steps.fills[job.imputation], &part.kept);
        let figures = self.denominated.of_columns(&part.kept);
        let prepared = self.case.recipe.prepare(&part.framework, self.case.panel, &figures, &fills)?;
        Ok((part, prepared))
    }

    /// Runs that share imputed and screened figures.
    fn with_prepared(&self, jobs: &[Job], base: &Part, prepared: &Prepared, take: &mut Take<'_>) -> ControlFlow<()> {
        for jobs in jobs.chunk_by(|one, other| one.treatment == other.treatment) {
            let Some(&first) = jobs.first() else { continue };
            let rules = of(&self.steps.treatments[first.treatment], &base.kept);
            let treated = match treat(&base.framework, &prepared.kept, &rules) {
                Ok(treated) => treated.matrix,
                Err(error) => {
                    fail(jobs.iter().map(|job| job.run), &error.of_rows(&prepared.screened.kept), take)?;
                    continue;
                }
            };
            for jobs in jobs.chunk_by(|one, other| one.normalisation == other.normalisation) {
                let Some(&first) = jobs.first() else { continue };
                let rules = of(&self.steps.normalisations[first.normalisation], &base.kept);
                match normalise(&base.framework, &prepared.panel, &treated, &rules) {
                    Ok(normalised) => self.with_normalised(jobs, base, prepared, &normalised.matrix, take)?,
                    Err(error) => {
                        fail(jobs.iter().map(|job| job.run), &error.of_rows(&prepared.screened.kept), take)?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Runs that share normalised figures.
    fn with_normalised(
        &self,
        jobs: &[Job],
        base: &Part,
        prepared: &Prepared,
        normalised: &Matrix,
        take: &mut Take<'_>,
    ) -> ControlFlow<()> {
        let mut nodes = Nodes::default();
        for jobs in jobs.chunk_by(|one, other| one.removal == other.removal) {
            let Some(&first) = jobs.first() else { continue };
            let part = match self.part(first.removal) {
                Ok(part) => part,
                Err(error) => {
                    fail(jobs.iter().map(|job| job.run), &error, take)?;
                    continue;
                }
            };
            nodes.reset(part.framework.len(), normalised.subjects());
            for (own, leaf) in part.kept.iter().enumerate() {
                // Where the figures were cut too, they are those of the part.
                if let Some(column) = base.kept.binary_search(leaf).ok().and_then(|at| normalised.columns().get(at)) {
                    nodes.column_mut(own).copy_from_slice(column);
                }
            }
            self.with_part(jobs, &part, prepared, &mut nodes, take)?;
        }
        ControlFlow::Continue(())
    }

    /// Runs that share the figures of the indicators; `nodes` has them.
    fn with_part(
        &self,
        jobs: &[Job],
        part: &Part,
        prepared: &Prepared,
        nodes: &mut Nodes,
        take: &mut Take<'_>,
    ) -> ControlFlow<()> {
        let (index, all) = (part.framework.index(), self.case.panel.rows());
        let (mut placed, mut drawn, mut weights) = (Placed::default(), Vec::new(), Vec::new());
        for jobs in jobs.chunk_by(|one, other| one.aggregation == other.aggregation) {
            let Some(&first) = jobs.first() else { continue };
            let rules = of(&self.steps.rules[first.aggregation], &part.nodes);
            let mut aggregator = Aggregator::with(&part.framework, rules, self.steps.rankings[first.aggregation]);
            for job in jobs {
                self.weigh(job.weights, &mut drawn);
                weights.clear();
                weights.extend(part.nodes.iter().filter_map(|&node| drawn.get(node)));
                let mut build = || {
                    aggregator.weigh(&weights)?;
                    let kept = prepared.screened.kept.as_slice();
                    aggregator.fill(nodes).map_err(|error| error.of_rows(kept))?;
                    let rows = (kept, all);
                    self.case.standing.place(nodes.column(index), rows, &mut placed)
                };
                let made = build();
                take(job.run, made.as_ref().map(|()| &placed))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The weights of all nodes of the whole framework.
    fn weigh(&self, weights: Weights, out: &mut Vec<f64>) {
        let own = self.case.framework.weights();
        match (weights, &self.assumptions.weights) {
            (Weights::Noise(number), _) => lottery::noisy(self.seed, number, own, &self.steps.noise, out),
            (Weights::Set(set), Some(WeightChange::Sets(sets))) => {
                out.clear();
                out.extend_from_slice(sets.get(set).map_or(own, |(_, weights)| weights));
            }
            _ => {
                out.clear();
                out.extend_from_slice(own);
            }
        }
    }
}

impl Model for IndexModel<'_> {
    type Job = Job;

    fn work(&self, jobs: &[Job], take: &mut Take<'_>) -> ControlFlow<()> {
        for jobs in jobs.chunk_by(|one, other| (one.imputation, one.cut) == (other.imputation, other.cut)) {
            let Some(&first) = jobs.first() else { continue };
            match self.prepared(first) {
                Ok((part, prepared)) => self.with_prepared(jobs, &part, &prepared, take)?,
                Err(error) => fail(jobs.iter().map(|job| job.run), &error, take)?,
            }
        }
        ControlFlow::Continue(())
    }
}
