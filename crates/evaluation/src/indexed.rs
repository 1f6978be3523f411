//! From a built index to records: every figure after every step, points that add up, what was filled and left out.

use domain::period::Period;
use domain::unit::Unit;
use policy::Pack;
use policy::scheme::{ItemFunction, Population};
use rust_decimal::Decimal;
use scoring::index::screen::Verdict;
use scoring::index::treat::{self, Outcome};
use scoring::index::{Built, Direction, Fill, Framework};
use scoring::rankings::{Method, borda::behind};

use crate::figure::Figure;
use crate::headings;
use crate::index_model::Index;
use crate::reason::Reason;
use crate::record::kept;
use crate::result::{
    Imputed, IndexedHead, ItemResult, MissingCause, MissingRule, Moved, NodeResult, Outliers, Outside,
    PopulationResult, Stepped, WhyOutside,
};
use crate::table::Table;

/// Who was screened out, and why.
pub(crate) fn screened(population: &Population, table: &Table, members: &[usize], built: &Built) -> Vec<Outside> {
    let out = |(&at, decision): (&usize, &scoring::index::screen::Decision)| {
        let why = match decision.verdict {
            Verdict::Kept | Verdict::KeptByOrder(_) => return None,
            Verdict::DroppedByOrder => WhyOutside::LeftOut { population: population.id.clone() },
            Verdict::Dropped(_) => WhyOutside::Screened {
                population: population.id.clone(),
                available: kept(decision.available.unwrap_or(0.0)),
                nonzero: decision.nonzero.map(kept),
            },
        };
        Some(Outside { subject: table.subjects()[at].clone(), name: table.name(at), why })
    };
    members.iter().zip(&built.screened.decisions).filter_map(out).collect()
}

/// A figure; none where it is missing.
fn there(number: f64) -> Option<Figure> {
    Figure::of(number)
}

/// The built index by row and item.
pub(crate) struct Steps<'a> {
    index: &'a Index,
    built: &'a Built,
    /// By row and item: points of the score that are due to it.
    points: Vec<Vec<f64>>,
    /// By item: whether imputed figures stand in the rows of screening or of all.
    filled: Vec<Vec<bool>>,
    moved: Vec<Vec<Option<Moved>>>,
    /// By item: the figures on the common scale; under a ranking that adds up, subjects left behind, else none.
    scaled: Vec<Vec<f64>>,
}

impl<'a> Steps<'a> {
    pub fn of(index: &'a Index, built: &'a Built) -> Self {
        let rows = built.screened.kept.len();
        let items = index.framework.indicators();
        // Where screening came first, imputation saw only the rows that were kept.
        let by_kept = built.imputed.matrix.subjects() == rows;
        let mut filled = vec![vec![false; rows]; items];
        for mark in &built.imputed.filled {
            let row = if by_kept { Some(mark.row) } else { built.screened.kept.binary_search(&mark.row).ok() };
            if let Some(place) = row.and_then(|row| filled.get_mut(mark.indicator)?.get_mut(row)) {
                *place = true;
            }
        }
        let mut moved = vec![vec![None; rows]; items];
        for mark in &built.treated.marks {
            if let Some(place) = moved.get_mut(mark.indicator).and_then(|column| column.get_mut(mark.row)) {
                *place = Some(match mark.by {
                    treat::Moved::Down => Moved::Down,
                    treat::Moved::Up => Moved::Up,
                    treat::Moved::Bent => Moved::Bent,
                });
            }
        }
        let points = (0..rows).map(|row| points(index, built, row)).collect();
        let columns = built.normalised.matrix.columns();
        let scaled = match index.recipe.rules.ranking {
            None => columns.to_vec(),
            Some(Method::Borda) => columns.iter().map(|column| behind(column, Direction::Higher)).collect(),
            Some(_) => vec![vec![f64::NAN; rows]; items],
        };
        Self { index, built, points, filled, moved, scaled }
    }

    /// The items of the row `at`.
    pub fn items(&self, at: usize) -> Vec<ItemResult> {
        (0..self.index.framework.indicators()).map(|item| self.item(at, item)).collect()
    }

    fn item(&self, at: usize, item: usize) -> ItemResult {
        let built = self.built;
        let row = built.screened.kept.get(at).copied().unwrap_or(at);
        let figure = |matrix: &scoring::Matrix, row: usize| {
            matrix.columns().get(item).and_then(|column| column.get(row)).copied().unwrap_or(f64::NAN)
        };
        let denominated = figure(&built.denominated.matrix, row);
        let normalised = figure(&built.normalised.matrix, at);
        let divisor = self
            .index
            .recipe
            .denominations
            .get(item)
            .copied()
            .flatten()
            .and_then(|rule| self.index.divisors.columns().get(rule.divisor)?.get(row).copied().and_then(there));
        let filled = self.filled[item][at];
        let imputed = if filled {
            Some(Imputed { rule: MissingRule::Filled, cause: MissingCause::NoFigure })
        } else if normalised.is_nan() {
            Some(Imputed { rule: MissingRule::Reweight, cause: MissingCause::NoFigure })
        } else {
            None
        };
        let counts = !normalised.is_nan();
        let treated = figure(&built.treated.matrix, at);
        let imputed_figure = if filled {
            figure(&self.built.imputed.matrix, if self.by_kept() { at } else { row })
        } else {
            denominated
        };
        ItemResult {
            raw: there(figure(&self.index.raw, row)),
            basis: None,
            normalised: there(self.scaled[item][at]),
            weight: there(built.aggregated.effective.at(item, at)).filter(|_| counts),
            points: there(self.points[at][item]).filter(|_| counts),
            steps: Some(Box::new(Stepped {
                divisor,
                denominated: there(denominated),
                filled: there(imputed_figure),
                filled_from: if filled { self.filled_from(row, item) } else { Vec::new() },
                treated: there(treated),
                moved: self.moved[item][at],
            })),
            imputed,
            limit: None,
        }
    }

    /// The periods whose figures an imputation along time looked at for the row.
    fn filled_from(&self, row: usize, item: usize) -> Vec<Period> {
        let (index, kept) = (self.index, &self.built.screened.kept);
        let Some(&(member, now)) = index.rows.get(row) else { return Vec::new() };
        let figures = self.built.denominated.matrix.columns().get(item).map(Vec::as_slice).unwrap_or_default();
        // Where screening came first, imputation saw only the rows that were kept.
        let seen = |at: usize| !self.by_kept() || kept.binary_search(&at).is_ok();
        let there = |at: &usize| figures.get(*at).is_some_and(|figure| !figure.is_nan()) && seen(*at);
        let own = (0..index.rows.len()).filter(|&at| index.rows[at].0 == member).filter(there);
        let periods: Vec<Period> = own.map(|at| index.rows[at].1).collect();
        let before = periods.iter().copied().filter(|period| *period < now).max();
        let after = periods.iter().copied().filter(|period| *period > now).min();
        match index.recipe.fills.get(item) {
            Some(Fill::LastKnown { .. }) => before.into_iter().collect(),
            Some(Fill::Linear { .. }) => before.into_iter().chain(after).collect(),
            _ => Vec::new(),
        }
    }

    fn by_kept(&self) -> bool {
        self.built.imputed.matrix.subjects() == self.built.screened.kept.len()
    }
}

/// Points of the score due to each node: its part in the node above it, carried up to the index.
fn points(index: &Index, built: &Built, row: usize) -> Vec<f64> {
    let framework = &index.framework;
    let aggregated = &built.aggregated;
    if index.recipe.rules.ranking.is_some() {
        return (0..framework.len()).map(|node| aggregated.contributions.at(node, row)).collect();
    }
    let mut points = vec![f64::NAN; framework.len()];
    points[framework.index()] = aggregated.values.at(framework.index(), row);
    // A node comes after all under it, so the way down is backwards.
    for node in (0..framework.index()).rev() {
        let Some(above) = framework.parent(node) else { continue };
        let value = aggregated.values.at(above, row);
        // What stands under a value of zero gave no points, unless its parts cancel out; then they stand as they are.
        let factor = if value == 0.0 { 1.0 } else { points[above] / value };
        points[node] = aggregated.contributions.at(node, row) * factor;
    }
    points
}

/// Weights and shares of the nodes.
pub(crate) fn weights(result: &mut PopulationResult, framework: &Framework) {
    let shares = framework.effective_weights();
    for head in &mut result.nodes {
        if let Some(node) = framework.node(&head.id) {
            head.weight = kept(framework.weights()[node]);
            head.share = kept(shares[node]);
        }
    }
}

/// Weights that counted and what became of outliers, for the heads of nodes and items.
pub(crate) fn heads(result: &mut PopulationResult, pack: &Pack, population: &Population, index: &Index, built: &Built) {
    let framework = &index.framework;
    let shares = framework.effective_weights();
    weights(result, framework);
    for (item, head) in result.items.iter_mut().enumerate() {
        let Some(detail) = built.treated.details.get(item) else { continue };
        let shape = |shape: Result<treat::Shape, _>| {
            shape.ok().map(|shape: treat::Shape| [kept(shape.skewness), kept(shape.kurtosis)])
        };
        let after = detail.bent.map(|(_, shape)| shape).or(detail.winsorised.map(|(_, shape)| shape));
        head.index = Some(IndexedHead {
            lower_is_better: framework.directions()[item] == Direction::Lower,
            unit: population.items.get(item).map_or(head.unit, |item| divided(pack, item, head.unit)),
            weight: kept(framework.weights()[item]),
            share: kept(shares[item]),
            outliers: match detail.outcome {
                Outcome::NoRule => Outliers::NoRule,
                Outcome::Sound => Outliers::None,
                Outcome::Treated => Outliers::Treated,
                Outcome::StillOut => Outliers::StillOut,
                Outcome::LeftAlone(_) => Outliers::LeftAlone,
            },
            shapes: [shape(detail.before), shape(after.unwrap_or(detail.before))],
        });
    }
}

/// The unit of measure of an item once divided.
fn divided(pack: &Pack, item: &policy::scheme::Item, own: Unit) -> Unit {
    let ItemFunction::Index(steps) = &item.function else { return own };
    let Some(per) = &steps.per else { return own };
    let Some(below) = pack.indicator(per.indicator.as_str()).map(|below| below.unit) else { return own };
    // A quotient times ten thousand counts per ten thousand; other multiples have no name, and the number stands bare.
    let multiples = [(1, ""), (1_000, "qian_"), (10_000, "wan_"), (1_000_000, "bai_wan_"), (100_000_000, "yi_")];
    let multiple = multiples.into_iter().find(|(times, _)| per.times == Decimal::from(*times));
    let below = multiple.and_then(|(_, prefix)| Unit::parse(&format!("{prefix}{}", below.code())).ok());
    below.and_then(|below| own.per(&below).ok()).unwrap_or(Unit::ONE)
}

/// The values of the nodes, row by row in the order of the subjects.
pub(crate) fn nodes(result: &mut PopulationResult, index: &Index, built: &Built) {
    let places: Vec<Option<usize>> = result.nodes.iter().map(|head| index.framework.node(&head.id)).collect();
    for (row, subject) in result.subjects.iter_mut().enumerate() {
        let points = points(index, built, row);
        let node = |place: &Option<usize>| {
            let place = place.unwrap_or(usize::MAX);
            let value = there(built.aggregated.values.at(place, row));
            // Under a ranking nodes have no values, and points where its scores are made of them.
            let there_at_all = value.is_some() || index.recipe.rules.ranking.is_some();
            let only = |figure: Option<Figure>| figure.filter(|_| there_at_all);
            NodeResult {
                value,
                share: only(there(built.aggregated.effective.at(place, row))),
                points: only(points.get(place).copied().and_then(there)),
                rank: None,
            }
        };
        subject.nodes = places.iter().map(node).collect();
    }
    headings::rank(result);
}

/// Says of every figure that was filled or left out that it was.
pub(crate) fn reasons(result: &mut PopulationResult) {
    let heads = &result.items;
    for subject in &mut result.subjects {
        let of_items = subject.items.iter().zip(heads).filter_map(|(item, head)| {
            let Imputed { rule, cause } = item.imputed.clone()?;
            Some(Reason::Imputed { item: head.indicator.clone(), rule, cause })
        });
        let own: Vec<Reason> = of_items.chain(subject.reasons.drain(..)).collect();
        subject.reasons = own;
    }
}
