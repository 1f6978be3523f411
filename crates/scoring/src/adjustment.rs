//! Bonus and deduction: points added after the items, each rule between its own bounds, and several together between those
//! of a list.

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
        check_bounds(&self.id, self.at_least, self.at_most)
    }

    /// What `points` (NaN = nothing to add) come to, and whether a bound held them.
    pub(crate) fn apply(&self, points: f64) -> (f64, bool) {
        if points.is_nan() {
            return (0.0, false);
        }
        bound(points, self.at_least, self.at_most)
    }
}

/// Adjustments that are bounded together: all bonuses come to at most so much, all deductions to no more than so much.
///
/// The points of its rules, each after its own bounds, are added up; where the total is beyond a bound, what it is beyond by
/// is taken off the sum, or put back.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its id.
    pub id: String,
    /// Positions in [`Scheme::adjustments`](crate::Scheme::adjustments); a rule stands in one list at most.
    pub rules: Vec<usize>,
    /// The least its total may come to.
    pub at_least: Option<f64>,
    /// The most its total may come to.
    pub at_most: Option<f64>,
}

impl List {
    pub(crate) fn check(lists: &[Self], adjustments: usize) -> Result<(), ScoringError> {
        let mut taken = vec![false; adjustments];
        for list in lists {
            check_bounds(&list.id, list.at_least, list.at_most)?;
            for &position in &list.rules {
                let refuse = |why| Err(ScoringError::List { list: list.id.clone(), position, why });
                match taken.get_mut(position) {
                    None => return refuse("is not there"),
                    Some(true) => return refuse("stands in a list already"),
                    Some(taken) => *taken = true,
                }
            }
        }
        Ok(())
    }

    /// The total of the list, and what brings it within the bounds; none where it is there. `points` are those of each
    /// adjustment after its own bounds.
    pub(crate) fn apply(&self, points: impl Fn(usize) -> f64) -> (f64, Option<f64>) {
        let total = self.rules.iter().fold(0.0, |total, &rule| total + points(rule));
        let (bounded, held) = bound(total, self.at_least, self.at_most);
        (total, held.then_some(bounded - total))
    }
}

fn check_bounds(id: &str, at_least: Option<f64>, at_most: Option<f64>) -> Result<(), ScoringError> {
    let refuse =
        |parameter, value, expected| Err(ScoringError::Parameter { id: id.to_owned(), parameter, value, expected });
    for (parameter, bound) in [("at_least", at_least), ("at_most", at_most)] {
        match bound {
            Some(value) if !value.is_finite() => return refuse(parameter, value, "a finite number"),
            _ => {}
        }
    }
    match (at_least, at_most) {
        (Some(least), Some(most)) if least > most => refuse("at_least", least, "at most at_most"),
        _ => Ok(()),
    }
}

/// `points` between the bounds, and whether one held them.
fn bound(points: f64, at_least: Option<f64>, at_most: Option<f64>) -> (f64, bool) {
    match (at_least, at_most) {
        (_, Some(most)) if points > most => (most, true),
        (Some(least), _) if points < least => (least, true),
        _ => (points, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_bounded_as_a_whole() {
        let list = List { id: "bonus".into(), rules: vec![0, 2], at_least: Some(0.0), at_most: Some(10.0) };
        // 6 + 7 = 13 is 3 beyond; the rule between is of no list.
        assert_eq!(list.apply(|rule| [6.0, 50.0, 7.0][rule]), (13.0, Some(-3.0)));
        assert_eq!(list.apply(|rule| [6.0, 50.0, 4.0][rule]), (10.0, None));
        assert_eq!(list.apply(|rule| [-6.0, 0.0, 4.0][rule]), (-2.0, Some(2.0)));
    }

    #[test]
    fn a_rule_stands_in_one_list_at_most() {
        let list = |id: &str, rules| List { id: id.into(), rules, at_least: None, at_most: Some(1.0) };
        assert_eq!(List::check(&[list("a", vec![0]), list("b", vec![1])], 2), Ok(()));
        let refused = List::check(&[list("a", vec![0]), list("b", vec![0])], 2);
        assert!(matches!(refused, Err(ScoringError::List { list, position: 0, .. }) if list == "b"));
        assert!(List::check(&[list("a", vec![2])], 2).is_err());
        let crossed = List { at_least: Some(2.0), ..list("a", vec![0]) };
        assert!(List::check(&[crossed], 1).is_err());
    }

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
