//! One subject held against its group, part by part: its place, the quartiles, the best, what it is strong and weak in.

use scoring::stats::Ordered;

use crate::outline::{Line, Part};
use crate::result::{PopulationResult, SubjectResult};

/// How many strengths and weaknesses are named.
const NAMED: usize = 3;

/// Where a subject stands in one part among its group, on the scale that all parts share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The part and its depth.
    pub line: Line,
    /// The subject's own figure; none where the part was left out for it.
    pub own: Option<f64>,
    /// Whether the figure is not its own but was filled.
    pub filled: bool,
    /// The place, from 1; equal figures share one.
    pub rank: Option<usize>,
    /// How many of the group have a figure.
    pub of: usize,
    /// How the group is spread; none where nobody has a figure.
    pub spread: Option<Spread>,
}

/// How the figures of a group are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The lowest.
    pub low: f64,
    /// A quarter is at or below it.
    pub lower: f64,
    /// The middle.
    pub median: f64,
    /// A quarter is at or above it.
    pub upper: f64,
    /// The highest, which is the best: less is better was turned over before.
    pub best: f64,
    /// Who has the highest, by its place among the subjects.
    pub best_of: usize,
}

/// A subject's profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its standing in each part, in the order of the outline.
    pub standings: Vec<Standing>,
    /// Places in `standings` of the items in which it stands best, best first; only such as lie above the middle.
    pub strong: Vec<usize>,
    /// Those in which it stands worst, worst first; only such as lie below the middle.
    pub weak: Vec<usize>,
    /// How many are in the group, itself counted.
    pub members: usize,
    /// The lowest and the highest figure of all parts.
    pub range: (f64, f64),
}

/// The profile of `subject` among those of its group in `population`.
#[must_use]
pub fn profile(population: &PopulationResult, subject: &SubjectResult) -> Profile {
    let group: Vec<usize> =
        (0..population.subjects.len()).filter(|&at| population.subjects[at].group == subject.group).collect();
    let standings: Vec<Standing> =
        population.outline().into_iter().map(|line| standing(population, subject, &group, line)).collect();
    let spreads = || standings.iter().filter_map(|one| one.spread);
    let range = (spreads().map(|one| one.low).fold(0.0, f64::min), spreads().map(|one| one.best).fold(0.0, f64::max));
    let (strong, weak) = named(&standings);
    Profile { standings, strong, weak, members: group.len(), range }
}

fn standing(population: &PopulationResult, subject: &SubjectResult, group: &[usize], line: Line) -> Standing {
    let figure = |at: usize| population.standing(&population.subjects[at], line.part);
    let figures: Vec<(usize, f64)> = group.iter().filter_map(|&at| Some((at, figure(at)?))).collect();
    let own = population.standing(subject, line.part);
    let filled = match line.part {
        Part::Item(at) => subject.items.get(at).is_some_and(|item| item.imputed.is_some()),
        Part::Node(_) => false,
    };
    let column: Vec<f64> = figures.iter().map(|(_, figure)| *figure).collect();
    Standing {
        line,
        own,
        filled: filled && own.is_some(),
        rank: own.map(|own| column.iter().filter(|other| **other > own).count() + 1),
        of: column.len(),
        spread: spread(&figures, &column),
    }
}

fn spread(figures: &[(usize, f64)], column: &[f64]) -> Option<Spread> {
    let ordered = Ordered::of(column);
    // Of equal ones the first, which ranks highest.
    let best = figures.iter().copied().reduce(|best, one| if one.1 > best.1 { one } else { best })?;
    Some(Spread {
        low: ordered.min()?,
        lower: ordered.quantile(0.25).ok()?,
        median: ordered.median().ok()?,
        upper: ordered.quantile(0.75).ok()?,
        best: best.1,
        best_of: best.0,
    })
}

/// The items in which a subject stands best and worst. What was filled says nothing of the subject itself.
fn named(standings: &[Standing]) -> (Vec<usize>, Vec<usize>) {
    let mut placed: Vec<(usize, f64, f64)> = standings
        .iter()
        .enumerate()
        .filter(|(_, one)| matches!(one.line.part, Part::Item(_)) && !one.filled && one.of > 1)
        .filter_map(|(at, one)| {
            let (own, rank, spread) = (one.own?, one.rank?, one.spread?);
            #[expect(clippy::cast_precision_loss, reason = "counts of subjects stay below 2^53")]
            let place = (rank - 1) as f64 / (one.of - 1) as f64;
            Some((at, place, own - spread.median))
        })
        .collect();
    placed.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
    let strong = placed.iter().filter(|(.., over)| *over > 0.0).take(NAMED).map(|(at, ..)| *at).collect();
    let weak = placed.iter().rev().filter(|(.., over)| *over < 0.0).take(NAMED).map(|(at, ..)| *at).collect();
    (strong, weak)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::population;

    #[test]
    fn a_subject_stands_where_its_figures_lie_among_its_group() {
        // Item by item the share of the points: the first is best in a, middle in b, last in c.
        let found = population(
            &["a", "b", "c"],
            &[&[Some(1.0), Some(0.5), Some(0.1)], &[Some(0.5), Some(0.2), Some(0.6)], &[Some(0.2), Some(0.9), None]],
        );
        let profile = profile(&found, &found.subjects[0]);
        assert_eq!(profile.members, 3);
        let ranks: Vec<_> = profile.standings.iter().map(|one| (one.rank, one.of)).collect();
        assert_eq!(ranks, [(Some(1), 3), (Some(2), 3), (Some(2), 2)]);
        let first = profile.standings[0].spread.unwrap();
        // Of 20, 50 and 100 the quartiles lie half way: 35, 50, 75.
        assert!((first.lower - 35.0).abs() < 1e-9 && (first.median - 50.0).abs() < 1e-9);
        assert!((first.upper - 75.0).abs() < 1e-9 && first.best_of == 0);
        assert_eq!((profile.strong, profile.weak), (vec![0], vec![2]), "the middle one is neither");
        assert_eq!(profile.range, (0.0, 100.0));
    }

    #[test]
    fn what_was_filled_is_neither_a_strength_nor_a_weakness() {
        let mut found = population(&["a"], &[&[Some(1.0)], &[Some(0.5)], &[Some(0.2)]]);
        found.subjects[0].items[0].imputed = Some(crate::result::Imputed {
            rule: crate::result::MissingRule::MeanOfOthers,
            cause: crate::result::MissingCause::NoFigure,
        });
        let profile = profile(&found, &found.subjects[0]);
        assert!(profile.strong.is_empty() && profile.standings[0].filled);
    }
}
