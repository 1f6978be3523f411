//! Budget allocation: each expert spreads a budget of points over the items; the weight is the mean.
//!
//! wⱼ = (1 ÷ m) Σₑ pₑⱼ ÷ B for m experts with B points each. Handbook on Constructing Composite Indicators (OECD and JRC,
//! 2008), step 6.

use crate::error::ScoringError;
use crate::stats::{Ordered, Undefined};

/// Weights from experts' points, and how far the experts are apart; all as parts of 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// The mean by item.
    pub weights: Vec<f64>,
    /// The standard deviation among experts (n − 1) by item; undefined for one expert.
    pub deviations: Vec<Result<f64, Undefined>>,
    /// The least that an expert gave, by item.
    pub lowest: Vec<f64>,
    /// The most that an expert gave, by item.
    pub highest: Vec<f64>,
}

/// Takes the points by expert and item, and the budget that each expert had.
///
/// # Errors
/// [`ScoringError::Parameter`] for a budget not above zero; [`ScoringError::NoItems`] without experts or items;
/// [`ScoringError::Columns`] for an expert with another number of items; [`ScoringError::Method`], naming expert (column)
/// and item (subject), for points below zero or not finite, and for an expert whose points do not add up to the budget
/// within 1e-9 of it.
pub fn budget(experts: &[Vec<f64>], budget: f64) -> Result<Budget, ScoringError> {
    const METHOD: &str = "budget allocation";
    if !(budget > 0.0 && budget.is_finite()) {
        let id = METHOD.to_owned();
        return Err(ScoringError::Parameter { id, parameter: "budget", value: budget, expected: "above zero" });
    }
    let items = experts.first().map_or(0, Vec::len);
    if items == 0 {
        return Err(ScoringError::NoItems);
    }
    for (expert, points) in experts.iter().enumerate() {
        let wrong = |subject, why| ScoringError::Method { method: METHOD, column: Some(expert), subject, why };
        if points.len() != items {
            let id = format!("expert {expert}");
            return Err(ScoringError::Columns { id, expected: items, found: points.len() });
        }
        if let Some(item) = points.iter().position(|&points| !(points >= 0.0 && points.is_finite())) {
            return Err(wrong(Some(item), "points are below zero or not a number"));
        }
        let near = (points.iter().sum::<f64>() - budget).abs() <= 1e-9 * budget;
        if !near {
            return Err(wrong(None, "the points do not add up to the budget"));
        }
    }
    let (mut weights, mut deviations) = (Vec::with_capacity(items), Vec::with_capacity(items));
    let (mut lowest, mut highest) = (Vec::with_capacity(items), Vec::with_capacity(items));
    for item in 0..items {
        let parts = Ordered::of(&experts.iter().map(|points| points[item] / budget).collect::<Vec<_>>());
        weights.push(parts.mean().unwrap_or(0.0));
        deviations.push(parts.deviation());
        lowest.push(parts.min().unwrap_or(0.0));
        highest.push(parts.max().unwrap_or(0.0));
    }
    // Points may miss the budget by rounding.
    let weights = super::parts_of_one(METHOD, &weights, "nobody gave points")?;
    Ok(Budget { weights, deviations, lowest, highest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_is_the_mean_of_the_experts() {
        let made = budget(&[vec![60.0, 40.0, 0.0], vec![40.0, 40.0, 20.0]], 100.0).unwrap();
        for (weight, expected) in made.weights.iter().zip([0.5, 0.4, 0.1]) {
            assert!((weight - expected).abs() < 1e-15);
        }
        // √((0.1² + 0.1²) ÷ 1) and 0: both gave the second 40.
        assert!((made.deviations[0].unwrap() - 0.02_f64.sqrt()).abs() < 1e-15);
        assert!(made.deviations[1].unwrap() < 1e-15);
        assert_eq!((made.lowest[2], made.highest[2]), (0.0, 0.2));
    }

    #[test]
    fn an_expert_who_cannot_add_is_named() {
        let refused = |experts: &[Vec<f64>]| budget(experts, 100.0).unwrap_err().to_string();
        let sum = refused(&[vec![50.0, 50.0], vec![50.0, 40.0]]);
        assert_eq!(sum, "budget allocation, column 1: the points do not add up to the budget");
        let below = refused(&[vec![110.0, -10.0]]);
        assert_eq!(below, "budget allocation, column 0, subject 1: points are below zero or not a number");
        assert_eq!(refused(&[vec![100.0], vec![50.0, 50.0]]), "expert 1: 1 columns expected, 2 found");
        assert_eq!(refused(&[]), "the scheme has no items");
        assert!(budget(&[vec![f64::NAN]], 100.0).is_err() && budget(&[vec![0.0]], 0.0).is_err());
    }
}
