//! Threshold classes: the class whose bound a figure meets first, from the best on, decides its share of the weight.
//!
//! Zeros and negatives are figures like others; nobody is compared with anybody, so a constant column is nothing particular.
//! A missing figure: the missing rule decides. Source: the graded standards (I to IV) of Chinese performance reviews.

use super::Basis;
use crate::index::Direction;

/// Classes from the best to the worst, as I, II, III, IV.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    /// Of each class but the last its bound, which itself belongs to the class, and the share of the weight it earns.
    /// Bounds descend where more is better, ascend where less is; shares do not grow.
    pub bounds: Vec<(f64, f64)>,
    /// What the last class earns, which takes the rest.
    pub rest: f64,
    /// Whether more or less is better.
    pub direction: Direction,
}

impl Classes {
    /// The class of a figure, from 0; none where the figure is missing.
    #[must_use]
    pub fn class(&self, figure: f64) -> Option<usize> {
        let meets = |bound: f64| match self.direction {
            Direction::Higher => figure >= bound,
            Direction::Lower => figure <= bound,
        };
        let met = || self.bounds.iter().position(|&(bound, _)| meets(bound)).unwrap_or(self.bounds.len());
        (!figure.is_nan()).then(met)
    }

    #[inline]
    pub(super) fn share(&self, figure: f64) -> f64 {
        match self.class(figure) {
            Some(class) => self.bounds.get(class).map_or(self.rest, |&(_, share)| share),
            None => f64::NAN,
        }
    }

    /// The class itself as what a figure was held against.
    pub(super) fn basis(&self, class: usize) -> Basis {
        Basis::Class { class, bound: self.bounds.get(class).map(|&(bound, _)| bound) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_belongs_to_the_first_class_whose_bound_it_meets() {
        let bounds = vec![(90.0, 1.0), (75.0, 0.8), (60.0, 0.6)];
        let classes = Classes { bounds, rest: 0.0, direction: Direction::Higher };
        let shares = [95.0, 90.0, 89.9, 60.0, 59.0].map(|figure| classes.share(figure)).to_vec();
        assert_eq!(shares, [1.0, 1.0, 0.8, 0.6, 0.0]);
        assert_eq!(classes.class(75.0), Some(1));
        assert_eq!(classes.class(0.0), Some(3));
        assert_eq!(classes.class(f64::NAN), None);
        assert_eq!(classes.basis(3), Basis::Class { class: 3, bound: None });
    }

    #[test]
    fn where_less_is_better_bounds_ascend() {
        let classes = Classes { bounds: vec![(0.3, 1.0), (0.5, 0.5)], rest: 0.25, direction: Direction::Lower };
        let shares = [0.3, 0.31, 0.5, 0.6].map(|figure| classes.share(figure)).to_vec();
        assert_eq!(shares, [1.0, 0.5, 0.5, 0.25]);
    }
}
