//! Ranks of figures: 1 for the least, and a stated rank for equal ones.
//!
//! Zeros, of either sign, and negatives are figures like others; a constant column shares one rank. A missing figure has
//! none. The ranks of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 5.

use super::count;

/// Which rank equal figures share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SharedRank {
    /// The lowest of those they take up: 1, 2, 2, 4.
    #[default]
    Lowest,
    /// The mean of those they take up: 1, 2.5, 2.5, 4.
    Mean,
    /// The highest of those they take up: 1, 3, 3, 4.
    Highest,
}

/// The ranks of a column ascending from 1, NaN where a figure is missing.
#[must_use]
pub fn ranks(column: &[f64], shared: SharedRank) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> =
        column.iter().enumerate().filter(|(_, figure)| !figure.is_nan()).map(|(at, &figure)| (figure, at)).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut ranks = vec![f64::NAN; column.len()];
    let mut before = 0;
    #[expect(clippy::float_cmp, reason = "the same figure is the same number")]
    for run in order.chunk_by(|a, b| a.0 == b.0) {
        let (first, last) = (before + 1, before + run.len());
        let rank = match shared {
            SharedRank::Lowest => count(first),
            SharedRank::Mean => f64::midpoint(count(first), count(last)),
            SharedRank::Highest => count(last),
        };
        for &(_, at) in run {
            ranks[at] = rank;
        }
        before = last;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "ranks are exact")]
    fn equal_figures_share_a_rank_and_missing_ones_have_none() {
        let column = [5.0, 1.0, f64::NAN, 5.0, 9.0];
        for (shared, rank) in [(SharedRank::Lowest, 2.0), (SharedRank::Mean, 2.5), (SharedRank::Highest, 3.0)] {
            let ranks = ranks(&column, shared);
            assert!(ranks[2].is_nan());
            assert_eq!([ranks[0], ranks[1], ranks[3], ranks[4]], [rank, 1.0, rank, 4.0]);
        }
    }
}
