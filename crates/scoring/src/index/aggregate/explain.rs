//! Why a node has its value: shares, effective weights and points.

use crate::error::ScoringError;
use crate::index::aggregate::Aggregator;
use crate::index::mean::Mean;
use crate::index::nodes::{Aggregated, Nodes};
use crate::matrix::Matrix;

impl Aggregator<'_> {
    /// Values with shares, effective weights and contributions.
    ///
    /// # Errors
    /// [`ScoringError::Columns`] where there is not one column per indicator; [`ScoringError::Mean`] for a value of zero
    /// or below where the mean has none, naming subject, node and child; [`ScoringError::Overflow`] where a value leaves
    /// the range of numbers.
    pub fn explain(&self, normalised: &Matrix) -> Result<Aggregated, ScoringError> {
        let mut values = Nodes::default();
        self.values(normalised, &mut values)?;
        if let Some(method) = self.ranking {
            return Ok(self.explain_ranking(method, values));
        }
        let (nodes, subjects) = (values.len(), values.subjects());
        let [mut shares, mut effective, mut contributions] = std::array::from_fn(|_| Nodes::new(nodes, subjects));
        let index = self.framework.index();
        for subject in 0..subjects {
            let value = values.at(index, subject);
            contributions.column_mut(index)[subject] = value;
            shares.column_mut(index)[subject] = 1.0;
            effective.column_mut(index)[subject] = if value.is_nan() { f64::NAN } else { 1.0 };
        }
        let (mut parts, mut points, mut sums) = (Vec::new(), Vec::new(), vec![0.0; subjects]);
        for node in (self.framework.indicators()..nodes).rev() {
            let mean = self.rules[node].mean;
            if mean == Mean::Arithmetic {
                self.shares_of(node, &values, &mut sums, &mut shares, &mut contributions);
            } else {
                for subject in 0..subjects {
                    let value = values.at(node, subject);
                    if value.is_nan() {
                        continue;
                    }
                    self.gather(node, subject, |child| values.at(child, subject), &mut parts)?;
                    mean.points(&parts, value, &mut points);
                    let mut present = parts.iter().zip(&points);
                    for &child in self.framework.children(node) {
                        let takes_part = self.weights[child] > 0.0 && !values.at(child, subject).is_nan();
                        let own = if takes_part { present.next() } else { None };
                        let (share, points) = own.map_or((0.0, 0.0), |(&(share, _), &points)| (share, points));
                        shares.column_mut(child)[subject] = share;
                        contributions.column_mut(child)[subject] = points;
                    }
                }
            }
            for &child in self.framework.children(node) {
                let (own, above) = effective.own_and_above(child, node);
                for ((own, above), share) in own.iter_mut().zip(above).zip(shares.column(child)) {
                    *own = above * share;
                }
            }
        }
        Ok(Aggregated { values, shares, effective, contributions })
    }

    /// Shares and points under an arithmetic node, column by column; `sums` is room for one number per subject.
    fn shares_of(&self, node: usize, values: &Nodes, sums: &mut [f64], shares: &mut Nodes, contributions: &mut Nodes) {
        sums.fill(0.0);
        for &child in self.framework.children(node) {
            let weight = self.weights[child];
            for (sum, value) in sums.iter_mut().zip(values.column(child)) {
                *sum += if value.is_nan() { 0.0 } else { weight };
            }
        }
        for (sum, value) in sums.iter_mut().zip(values.column(node)) {
            if value.is_nan() {
                *sum = f64::NAN;
            }
        }
        for &child in self.framework.children(node) {
            let weight = self.weights[child];
            let out = shares.column_mut(child).iter_mut().zip(contributions.column_mut(child));
            for (((share, points), &value), sum) in out.zip(values.column(child)).zip(&*sums) {
                let (weight, value) = if value.is_nan() { (0.0, 0.0) } else { (weight, value) };
                *share = weight / sum;
                *points = *share * value;
            }
        }
    }
}
