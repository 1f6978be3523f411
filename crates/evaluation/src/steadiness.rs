//! How steady the places of a population are as a whole: how wide the intervals are, who stands firm and who does not.

use scoring::stats::Ordered;

use crate::figure::Figure;
use crate::result::{Firmness, PopulationResult, SubjectResult};

/// The places of those of a population, or of one group, that are ranked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steadiness {
    /// How many have an interval.
    pub told: usize,
    /// Of those, how many stay at one place from the 5 % to the 95 % quantile.
    pub fixed: usize,
    /// The middle width of the intervals, in places.
    pub width: f64,
    /// How many are ranked outside of their own interval: the method as stated treats them unlike most of its kin.
    pub outside: usize,
    /// Who has the widest interval, by place among the subjects; of equal ones the first.
    pub widest: usize,
}

impl Firmness {
    /// The 5 % and the 95 % quantile of the ranks; none where it never was ranked.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        Some((self.low?.get(), self.high?.get()))
    }
}

impl SubjectResult {
    /// The share of runs, from 0 to 1, in which it had the grade that it has; none where that was not told.
    #[must_use]
    pub fn grade_held(&self, population: &PopulationResult) -> Option<f64> {
        let at = population.grades.iter().position(|grade| Some(&grade.code) == self.grade.as_ref())?;
        self.firmness.as_ref()?.grades.get(at).copied().map(Figure::get)
    }
}

/// How steady the places are; none where no interval was told.
#[must_use]
pub fn steadiness(population: &PopulationResult, group: Option<&str>) -> Option<Steadiness> {
    let own = population.subjects.iter().enumerate();
    let own = own.filter(|(_, one)| group.is_none() || one.group.as_deref() == group);
    let told: Vec<(usize, &SubjectResult, (f64, f64))> =
        own.filter_map(|(at, one)| Some((at, one, one.firmness.as_ref()?.interval()?))).collect();
    let widths: Vec<f64> = told.iter().map(|(.., (low, high))| high - low).collect();
    let widest = told.iter().zip(&widths).reduce(|best, one| if one.1 > best.1 { one } else { best })?;
    #[expect(clippy::cast_precision_loss, reason = "ranks stay far below 2^53")]
    let outside = |(_, one, (low, high)): &&(usize, &SubjectResult, (f64, f64))| {
        one.rank.is_some_and(|rank| (rank as f64) < *low || (rank as f64) > *high)
    };
    Some(Steadiness {
        told: told.len(),
        fixed: widths.iter().filter(|width| **width <= 0.0).count(),
        width: Ordered::of(&widths).median().ok()?,
        outside: told.iter().filter(outside).count(),
        widest: widest.0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::population;

    fn firm(low: f64, high: f64) -> Firmness {
        let of = Figure::of;
        Firmness { low: of(low), median: of(low), high: of(high), mean: of(low), unranked: 0, grades: Vec::new() }
    }

    #[test]
    fn the_widest_interval_is_named_and_a_place_outside_of_its_own_is_counted() {
        let mut found = population(&["a"], &[&[Some(0.9)], &[Some(0.8)], &[Some(0.7)]]);
        assert_eq!(steadiness(&found, None), None);
        found.subjects[0].firmness = Some(firm(1.0, 1.0));
        found.subjects[1].firmness = Some(firm(2.0, 6.0));
        found.subjects[2].firmness = Some(firm(4.0, 5.0));
        let told = steadiness(&found, None).unwrap();
        assert_eq!((told.told, told.fixed, told.outside, told.widest), (3, 1, 1, 1), "third, outside of 4 to 5");
        assert!((told.width - 1.0).abs() < 1e-12);
    }
}
