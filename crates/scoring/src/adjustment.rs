//! Bonus and deduction: points added after the items, each rule between its own bounds.

use crate::error::ScoringError;

/// A rule that adds points (bonus) or takes them off (deduction, negative points) after the items.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// Its id.
    pub id: String,
    /// The least it may come to: the most it may take off.
    pub at_least: Option<f64>,
    /// The most it may add.
    pub at_most: Option<f64>,
}

impl Adjustment {
    pub(crate) fn check(&self) -> Result<(), ScoringError> {
        let refuse = |parameter, value, expected| {
            Err(ScoringError::Parameter { id: self.id.clone(), parameter, value, expected })
        };
        for (parameter, bound) in [("at_least", self.at_least), ("at_most", self.at_most)] {
            match bound {
                Some(value) if !value.is_finite() => return refuse(parameter, value, "a finite number"),
                _ => {}
            }
        }
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least > most => refuse("at_least", least, "at most at_most"),
            _ => Ok(()),
        }
    }

    /// What `points` (NaN = nothing to add) come to, and whether a bound held them.
    pub(crate) fn apply(&self, points: f64) -> (f64, bool) {
        if points.is_nan() {
            return (0.0, false);
        }
        match (self.at_least, self.at_most) {
            (_, Some(most)) if points > most => (most, true),
            (Some(least), _) if points < least => (least, true),
            _ => (points, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stay_between_their_bounds_and_no_entry_adds_nothing() {
        let rule = Adjustment { id: "inspection".into(), at_least: Some(-3.0), at_most: Some(0.0) };
        assert_eq!(rule.apply(-4.5), (-3.0, true));
        assert_eq!(rule.apply(-1.5), (-1.5, false));
        assert_eq!(rule.apply(1.0), (0.0, true));
        assert_eq!(rule.apply(f64::NAN), (0.0, false));
    }

    #[test]
    fn bounds_that_cross_are_refused() {
        let rule = Adjustment { id: "x".into(), at_least: Some(2.0), at_most: Some(1.0) };
        assert!(rule.check().is_err());
    }
}
