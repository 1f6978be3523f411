//! TOPSIS: how close a subject comes to the best of all columns, and how far from the worst.
//!
//! Columns are scaled and weighed, vᵢⱼ = wⱼ rᵢⱼ. The ideal has the best value of each column, the anti-ideal the worst; with
//! the Euclidean distances d⁺ and d⁻ to them, Cᵢ = d⁻ ÷ (d⁺ + d⁻), from 0 to 1. C.-L. Hwang, K. Yoon, Multiple Attribute
//! Decision Making (1981), chapter 3.
//!
//! Zeros and negatives are figures like others; a column whose figures are all equal plays no part, and where all are
//! like that there is no closeness. A missing figure is refused.

use crate::error::ScoringError;
use crate::index::Direction;
use crate::rankings::{Criteria, Ranked};
use crate::stats::Ordered;

/// How columns are brought to one scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scaling {
    /// rᵢⱼ = xᵢⱼ ÷ √Σᵢ xᵢⱼ², as the authors have it. The origin of the column matters.
    #[default]
    Vector,
    /// rᵢⱼ = (xᵢⱼ − min) ÷ (max − min), as some programs have it unless told otherwise.
    MinMax,
}

/// Closeness to the ideal. A column whose figures are all equal plays no part.
///
/// # Errors
/// [`ScoringError::Method`] where every column with a weight is constant, and for figures too large for their range.
pub fn topsis(criteria: &Criteria<'_>, scaling: Scaling) -> Result<Ranked, ScoringError> {
    const METHOD: &str = "TOPSIS";
    let wrong = |column, why| ScoringError::Method { method: METHOD, column, subject: None, why };
    let mut to_ideal = vec![0.0; criteria.subjects()];
    let mut to_worst = vec![0.0; criteria.subjects()];
    for (column, (figures, direction, weight)) in criteria.columns().enumerate() {
        let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
        let most = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if least >= most {
            continue;
        }
        let range = most - least;
        if range.is_infinite() {
            return Err(wrong(Some(column), "the figures are too large for their range"));
        }
        let unit = match scaling {
            Scaling::Vector => length(figures),
            Scaling::MinMax => range,
        };
        let (best, worst) = if direction == Direction::Higher { (most, least) } else { (least, most) };
        for ((&figure, to_ideal), to_worst) in figures.iter().zip(&mut to_ideal).zip(&mut to_worst) {
            let [from_best, from_worst] = [best, worst].map(|end| weight * ((figure - end) / unit));
            *to_ideal += from_best * from_best;
            *to_worst += from_worst * from_worst;
        }
    }
    let mut scores = Vec::with_capacity(criteria.subjects());
    for (to_ideal, to_worst) in to_ideal.into_iter().zip(to_worst) {
        let (to_ideal, to_worst) = (f64::sqrt(to_ideal), f64::sqrt(to_worst));
        let score = to_worst / (to_ideal + to_worst);
        if score.is_nan() {
            return Err(wrong(None, "no column tells the subjects apart"));
        }
        scores.push(score);
    }
    Ok(Ranked::by(scores))
}

/// √Σ x², in ascending order of the figures so that their order changes nothing, and scaled so that no square leaves the
/// range of numbers.
fn length(figures: &[f64]) -> f64 {
    let ordered = Ordered::of(figures);
    let scale = figures.iter().fold(0.0_f64, |most, figure| most.max(figure.abs()));
    scale * ordered.figures().iter().map(|figure| (figure / scale) * (figure / scale)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Matrix;
    use Direction::{Higher, Lower};

    #[test]
    fn closeness_worked_by_hand() {
        // (3, 4) has length 5: 0.6, 0.8; the cost likewise turned: 0.8, 0.6. Weights ½. The second subject is best in both.
        let matrix = Matrix::new(2, vec![vec![3.0, 4.0], vec![8.0, 6.0]]).unwrap();
        let made = topsis(&Criteria::new(&matrix, &[Higher, Lower], &[1.0, 1.0]).unwrap(), Scaling::Vector).unwrap();
        assert_eq!((made.scores, made.ranks), (vec![0.0, 1.0], vec![2, 1]));
        // A third column is best for the first subject and weighs twice: weights ¼, ¼, ½ and all differences 0.2, so for
        // the first d⁺ = 0.05 √2 and d⁻ = 0.1.
        let three = Matrix::new(2, vec![vec![3.0, 4.0], vec![8.0, 6.0], vec![4.0, 3.0]]).unwrap();
        let criteria = Criteria::new(&three, &[Higher, Lower, Higher], &[1.0, 1.0, 2.0]).unwrap();
        let made = topsis(&criteria, Scaling::Vector).unwrap();
        assert!((made.scores[0] - 0.1 / (0.1 + 0.05 * 2_f64.sqrt())).abs() < 1e-15);
        assert!((made.scores[0] + made.scores[1] - 1.0).abs() < 1e-15);
    }

    #[test]
    fn constant_columns_play_no_part_and_alone_are_refused() {
        let matrix = Matrix::new(2, vec![vec![0.0, 0.0], vec![1.0, 2.0]]).unwrap();
        for scaling in [Scaling::Vector, Scaling::MinMax] {
            let made = topsis(&Criteria::new(&matrix, &[Higher; 2], &[1.0; 2]).unwrap(), scaling).unwrap();
            assert_eq!(made.scores, [0.0, 1.0]);
            let refused = topsis(&Criteria::new(&matrix, &[Higher; 2], &[1.0, 0.0]).unwrap(), scaling).unwrap_err();
            assert_eq!(refused.to_string(), "TOPSIS: no column tells the subjects apart");
        }
        let wide = Matrix::new(2, vec![vec![f64::MAX, -f64::MAX]]).unwrap();
        let criteria = Criteria::new(&wide, &[Higher], &[1.0]).unwrap();
        assert!(topsis(&criteria, Scaling::MinMax).is_err());
    }

    #[test]
    fn what_is_not_complete_is_refused() {
        let matrix = Matrix::new(2, vec![vec![1.0, f64::NAN]]).unwrap();
        let refused = Criteria::new(&matrix, &[Higher], &[1.0]).map(|_| ()).unwrap_err();
        assert_eq!(refused.to_string(), "column 0, subject 1: the figure is missing, and the method needs every one");
        let full = Matrix::new(1, vec![vec![1.0]]).unwrap();
        assert!(Criteria::new(&full, &[], &[1.0]).is_err() && Criteria::new(&full, &[Higher], &[0.0]).is_err());
        assert!(Criteria::new(&Matrix::none(3), &[], &[]).is_err());
        assert!(Criteria::new(&Matrix::new(0, vec![vec![]]).unwrap(), &[Higher], &[1.0]).is_err());
    }
}
