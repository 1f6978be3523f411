//! How the parts of a framework go together: correlations of what subjects have on the common scale, and whether the
//! parts of a node measure one thing.
//!
//! Thresholds are those of the usual practice with composite indicators (Handbook on Constructing Composite Indicators,
//! OECD and JRC, 2008, step 6): above 0.92 two parts say the same twice, below −0.4 under one node they cancel out.

pub use scoring::ScoringError;
pub use scoring::stats::{Correlation, Measure, Undefined};

use scoring::Matrix;
use scoring::stats::{correlations, cronbach_alpha};

use crate::outline::{Line, Part};
use crate::result::PopulationResult;

/// From here on two parts say the same.
pub const ALIKE: f64 = 0.92;
/// From here downwards two parts under one node cancel out.
pub const AGAINST: f64 = -0.4;

/// How two parts stand to each other in the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Under the same node.
    Beside,
    /// One under the other, at any depth.
    Below,
    /// Neither.
    Apart,
}

/// What is to be looked at in a correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// An item falls where its own node rises: its weight works against it.
    OwnNode,
    /// Two parts under one node cancel out.
    Against,
    /// Two parts say the same.
    Alike,
}

/// The correlation of two parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The places of both in [`Correlations::lines`], the first above the second.
    pub parts: (usize, usize),
    /// The correlation.
    pub correlation: Correlation,
    /// How they stand to each other.
    pub relation: Relation,
    /// What is to be looked at.
    pub flag: Option<Flag>,
}

/// Cronbach's alpha of what stands directly under a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consistency {
    /// The node; none for what stands under no node.
    pub node: Option<usize>,
    /// How many parts stand directly under it.
    pub parts: usize,
    /// At most 1.
    pub alpha: Result<f64, Undefined>,
}

/// How the parts of a population go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlations {
    /// The parts, in the order of the outline.
    pub lines: Vec<Line>,
    /// How many subjects were looked at.
    pub subjects: usize,
    /// By row and column of `lines`, symmetric.
    pub cells: Vec<Vec<Pair>>,
    /// Node by node, where two parts or more stand under it.
    pub consistency: Vec<Consistency>,
}

/// The correlations over the subjects of `population`, or of one group of it.
///
/// # Errors
/// [`ScoringError::Method`] for more parts than can be correlated.
pub fn correlate(
    population: &PopulationResult,
    group: Option<&str>,
    measure: Measure,
) -> Result<Correlations, ScoringError> {
    let lines = population.outline();
    let subjects: Vec<_> =
        population.subjects.iter().filter(|one| group.is_none() || one.group.as_deref() == group).collect();
    let column = |line: &Line| -> Vec<f64> {
        subjects.iter().map(|one| population.standing(one, line.part).unwrap_or(f64::NAN)).collect()
    };
    let matrix = Matrix::new(subjects.len(), lines.iter().map(column).collect())?;
    let found = correlations(&matrix, measure)?;
    let cells = found.into_iter().enumerate().map(|(row, cells)| {
        let pair = |(column, correlation): (usize, Correlation)| {
            let relation = relation(population, lines[row], lines[column]);
            let flag = if row == column { None } else { flag(relation, correlation) };
            Pair { parts: (row.min(column), row.max(column)), correlation, relation, flag }
        };
        cells.into_iter().enumerate().map(pair).collect()
    });
    let cells = cells.collect();
    let consistency = consistency(population, &lines, &matrix);
    Ok(Correlations { subjects: subjects.len(), cells, consistency, lines })
}

impl Correlations {
    /// Every two parts once, what is to be looked at first, then by the strength of the correlation.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        let upper = self.cells.iter().enumerate().flat_map(|(row, cells)| cells[row + 1..].iter().copied());
        let mut pairs: Vec<Pair> = upper.collect();
        let strength = |pair: &Pair| pair.correlation.value.map_or(-1.0, f64::abs);
        pairs.sort_by(|a, b| {
            let flagged = a.flag.is_none().cmp(&b.flag.is_none()).then(a.flag.cmp(&b.flag));
            flagged.then(strength(b).total_cmp(&strength(a))).then(a.parts.cmp(&b.parts))
        });
        pairs
    }
}

fn flag(relation: Relation, correlation: Correlation) -> Option<Flag> {
    let value = correlation.value.ok()?;
    match relation {
        Relation::Below => (value < 0.0).then_some(Flag::OwnNode),
        Relation::Beside if value <= AGAINST => Some(Flag::Against),
        _ => (value.abs() >= ALIKE).then_some(Flag::Alike),
    }
}

/// The id of the node that a part stands under.
fn under(population: &PopulationResult, part: Part) -> Option<&str> {
    match part {
        Part::Node(at) => population.nodes[at].under.as_deref(),
        Part::Item(at) => population.items[at].under.as_deref(),
    }
}

fn relation(population: &PopulationResult, first: Line, second: Line) -> Relation {
    if under(population, first.part) == under(population, second.part) {
        return Relation::Beside;
    }
    let (above, below) = if first.depth < second.depth { (first, second) } else { (second, first) };
    let Part::Node(above) = above.part else { return Relation::Apart };
    let mut at = under(population, below.part);
    // A part of the outline is reached from the top, so going up ends.
    while let Some(id) = at {
        if population.nodes[above].id == id {
            return Relation::Below;
        }
        at = population.nodes.iter().find(|node| node.id == id).and_then(|node| node.under.as_deref());
    }
    Relation::Apart
}

fn consistency(population: &PopulationResult, lines: &[Line], matrix: &Matrix) -> Vec<Consistency> {
    let of = |node: Option<usize>| {
        let id = node.map(|at| population.nodes[at].id.as_str());
        let own = lines.iter().zip(matrix.columns()).filter(|(line, _)| under(population, line.part) == id);
        let columns: Vec<&[f64]> = own.map(|(_, column)| column.as_slice()).collect();
        Consistency { node, parts: columns.len(), alpha: cronbach_alpha(&columns) }
    };
    let nodes = lines.iter().filter_map(|line| match line.part {
        Part::Node(at) => Some(Some(at)),
        Part::Item(_) => None,
    });
    std::iter::once(None).chain(nodes).map(of).filter(|one| one.parts > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{headed, population};

    #[test]
    fn two_items_that_say_the_same_and_two_that_cancel_out_are_flagged() {
        let rows: Vec<Vec<Option<f64>>> =
            [0.1, 0.4, 0.5, 0.9].iter().map(|x| vec![Some(*x), Some(0.5 * x), Some(1.0 - x)]).collect();
        let rows: Vec<&[Option<f64>]> = rows.iter().map(Vec::as_slice).collect();
        let found = correlate(&population(&["a", "b", "c"], &rows), None, Measure::Pearson).unwrap();
        assert_eq!(found.subjects, 4);
        let pairs = found.pairs();
        assert_eq!(pairs.len(), 3);
        assert_eq!(pairs[0].flag, Some(Flag::Against));
        assert_eq!(pairs[2].flag, Some(Flag::Alike));
        assert_eq!(pairs[2].parts, (0, 1));
        assert_eq!(found.cells[0][0].flag, None, "a part goes with itself");
        assert_eq!(found.consistency.len(), 1);
    }

    #[test]
    fn an_item_that_falls_where_its_heading_rises_is_flagged() {
        // The second item runs against the first and weighs little: the heading follows the first.
        let found = headed(&[&[Some(0.0), Some(0.6)], &[Some(0.5), Some(0.5)], &[Some(1.0), Some(0.4)]]);
        let found = correlate(&found, None, Measure::Spearman).unwrap();
        assert_eq!(found.lines.len(), 3);
        assert_eq!(found.cells[0][2].relation, Relation::Below);
        assert_eq!(found.cells[0][2].flag, Some(Flag::OwnNode));
        assert_eq!(found.cells[1][2].flag, Some(Flag::Against));
    }

    #[test]
    fn items_without_figures_to_compare_say_so() {
        let found = correlate(&population(&["a", "b"], &[&[Some(1.0), None]]), None, Measure::Pearson).unwrap();
        assert!(found.pairs()[0].correlation.value.is_err());
        assert!(found.consistency[0].alpha.is_err());
    }
}
