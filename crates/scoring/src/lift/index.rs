//! What would lift a subject of an index.
//!
//! Of the figures only one column changes, so only that is denominated, imputed, treated and normalised again, and then
//! everything is aggregated; that gives the same bits as the whole build. Where the figure of one indicator bears on others
//! (imputation from the row) or on who is screened out (a least share of figures that are not zero), the whole index is
//! built each time.

use super::{Lift, Lifts, Tried, rivals, search};
use crate::error::ScoringError;
use crate::index::cut::of;
use crate::index::{
    Aggregator, Built, Direction, Fill, Nodes, Panel, ScreenWhen, denominate, impute, normalise, treat,
};
use crate::matrix::Matrix;
use crate::uncertain::IndexCase;
use crate::uncertain::standing::Placed;

/// What would lift the subject in this row of the raw figures one rank, by the rule of [`lift`](crate::lift); none where it
/// is not ranked or nobody stands above it.
///
/// Time: up to fifty times the work on one column and one aggregation for each indicator; a few milliseconds for each
/// indicator of 50 subjects. Whole builds, where they are needed, take about as many times one build.
///
/// # Errors
/// Those of [`Recipe::build`](crate::index::Recipe::build) and of `standing` for the figures as they are;
/// [`ScoringError::Length`] where there is no such row.
pub fn lift_index(case: IndexCase<'_>, row: usize) -> Result<Option<Lifts>, ScoringError> {
    let IndexCase { framework, recipe, panel, raw, divisors, standing } = case;
    let rows = panel.rows();
    if row >= rows {
        return Err(ScoringError::Length { what: "subject", position: row, found: row, subjects: rows });
    }
    standing.check(rows)?;
    let built = recipe.build(framework, panel, raw, divisors)?;
    let kept = &built.screened.kept;
    let kept_panel = panel.of_rows(kept);
    let values = built.aggregated.values.column(framework.index());
    let mut placed = Placed::default();
    standing.place(values, (kept, rows), &mut placed)?;
    let beside = |at| standing.group(at) == standing.group(row);
    let Some(rivals) = rivals(&placed.places, row, beside) else { return Ok(None) };
    let trial = Trial { case, built: &built, kept_panel: &kept_panel, row, rivals: &rivals };
    let now = trial.tried(values, kept)?.score.unwrap_or(f64::NEG_INFINITY);
    let alone = !recipe.fills.iter().any(|fill| matches!(fill, Fill::Row(..))) && recipe.screening.nonzero.is_none();
    let mut nodes = built.aggregated.values.clone();
    let items = (0..framework.indicators()).map(|indicator| {
        if alone { trial.of_column(indicator, now, &mut nodes) } else { Ok(trial.of_whole(indicator, now)) }
    });
    let items = items.collect::<Result<Vec<Lift>, ScoringError>>()?;
    Ok(Some(Lifts { rivals, items }))
}

struct Trial<'a> {
    case: IndexCase<'a>,
    built: &'a Built,
    kept_panel: &'a Panel,
    row: usize,
    rivals: &'a [usize],
}

impl Trial<'_> {
    /// Whether the subject stands above its rivals by these values of the rows in `kept`.
    fn tried(&self, values: &[f64], kept: &[usize]) -> Result<Tried, ScoringError> {
        let scores = self.case.standing.scores(values, (kept, self.case.panel.rows()))?;
        let score_of = |row: usize| scores.get(row).copied().flatten();
        let score = score_of(self.row);
        let above = score.is_some() && self.rivals.iter().all(|&rival| score > score_of(rival));
        let rank = if above { self.rank(values, kept)? } else { None };
        Ok(Tried { score, rank })
    }

    /// The subject's rank by these values.
    fn rank(&self, values: &[f64], kept: &[usize]) -> Result<Option<usize>, ScoringError> {
        let mut placed = Placed::default();
        self.case.standing.place(values, (kept, self.case.panel.rows()), &mut placed)?;
        let place = placed.places.get(self.row).copied().filter(|&place| place > 0);
        Ok(place.and_then(|place| usize::try_from(place).ok()))
    }

    /// To which side the raw figure is of more use: that of the indicator, turned by a negative divisor or factor.
    fn side(&self, indicator: usize) -> [f64; 1] {
        let direction = self.case.framework.directions().get(indicator).copied().map_or(1.0, Direction::sign);
        let rule = self.case.recipe.denominations.get(indicator).copied().flatten();
        let turned = rule.is_some_and(|rule| {
            let divisor = self.case.divisors.columns().get(rule.divisor).and_then(|column| column.get(self.row));
            divisor.is_some_and(|divisor| (*divisor < 0.0) != (rule.factor < 0.0))
        });
        [if turned { -direction } else { direction }]
    }

    fn column(&self, indicator: usize) -> &[f64] {
        self.case.raw.columns().get(indicator).map_or(&[], Vec::as_slice)
    }

    /// By building everything.
    fn of_whole(&self, indicator: usize, now: f64) -> Lift {
        let IndexCase { framework, recipe, panel, raw, divisors, .. } = self.case;
        search(self.column(indicator), self.row, &self.side(indicator), now, |figure| {
            let mut columns = raw.columns().to_vec();
            if let Some(own) = columns.get_mut(indicator).and_then(|column| column.get_mut(self.row)) {
                *own = figure;
            }
            let built = recipe.build(framework, panel, &Matrix::new(raw.subjects(), columns)?, divisors)?;
            self.tried(built.aggregated.values.column(framework.index()), &built.screened.kept)
        })
    }

    /// By the steps of one column; `nodes` has the values as they are, and has them again afterwards.
    fn of_column(&self, indicator: usize, now: f64, nodes: &mut Nodes) -> Result<Lift, ScoringError> {
        let IndexCase { framework, recipe, panel, divisors, .. } = self.case;
        let kept = &self.built.screened.kept;
        // One indicator by itself, with its own weight whatever that is.
        let alone = alone(framework.directions().get(indicator).copied().unwrap_or_default())?;
        let column = self.column(indicator);
        let mut changed = column.to_vec();
        let aggregator = Aggregator::new(framework, &recipe.rules)?;
        let found = search(column, self.row, &self.side(indicator), now, |figure| {
            if let Some(own) = changed.get_mut(self.row) {
                *own = figure;
            }
            let matrix = Matrix::new(column.len(), vec![changed.clone()])?;
            let matrix = denominate(&alone, &matrix, divisors, &of(&recipe.denominations, &[indicator]))?.matrix;
            let there = |matrix: &Matrix| matrix.columns().first().is_some_and(|own| !own[self.row].is_nan());
            if !there(&matrix) {
                // The quotient is lost: what is screened could change.
                return Ok(Tried { score: None, rank: None });
            }
            let fills = of(&recipe.fills, &[indicator]);
            let matrix = match recipe.screen_when {
                ScreenWhen::Reported => impute(&alone, self.kept_panel, &matrix.of_subjects(kept), &fills)?.matrix,
                ScreenWhen::Imputed => impute(&alone, panel, &matrix, &fills)?.matrix.of_subjects(kept),
            };
            let matrix = treat(&alone, &matrix, &of(&recipe.treatments, &[indicator]))?.matrix;
            let rules = of(&recipe.normalisations, &[indicator]);
            let matrix = normalise(&alone, self.kept_panel, &matrix, &rules)?.matrix;
            if let Some(own) = matrix.columns().first() {
                nodes.column_mut(indicator).copy_from_slice(own);
            }
            aggregator.fill(nodes)?;
            self.tried(nodes.column(framework.index()), kept)
        });
        nodes.column_mut(indicator).copy_from_slice(self.built.aggregated.values.column(indicator));
        Ok(found)
    }
}

/// A framework of one indicator.
fn alone(direction: Direction) -> Result<crate::index::Framework, ScoringError> {
    let indicator = crate::index::Indicator { direction, ..crate::index::Indicator::new("one", "all") };
    crate::index::Framework::new(vec![indicator], vec![crate::index::Aggregate::index("all")])
}
