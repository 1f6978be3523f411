//! Kemeny's order: the one that contradicts the columns least.
//!
//! The disagreement of an order is the weight of the columns in which i is better than k, summed over all pairs in which
//! the order has k before i. The least is found exactly by dynamic programming over the sets of subjects that come first:
//! 2ⁿ sets. J. G. Kemeny, "Mathematics without numbers", Daedalus 88 (1959) 577–591; H. P. Young, A. Levenglick, "A consistent
//! extension of Condorcet's election principle", SIAM Journal on Applied Mathematics 35 (1978) 285–300; M. Held, R. M. Karp,
//! "A dynamic programming approach to sequencing problems", Journal of SIAM 10 (1962) 196–210.
//!
//! Zeros and negatives are figures like others; a column whose figures are all equal contradicts no order. A missing
//! figure is refused.

use crate::error::ScoringError;
use crate::rankings::Criteria;

/// The most subjects whose best order is sought: 2²⁰ sets, 8 MB.
pub const MOST_SUBJECTS: usize = 20;

/// The order that contradicts the columns least.
#[derive(Clone, Debug, PartialEq)]
pub struct Consensus {
    /// Positions of the subjects, the best first.
    pub order: Vec<usize>,
    /// The rank of each subject, from 1, all different.
    pub ranks: Vec<usize>,
    /// The weight that contradicts it, summed over pairs: from 0 to n (n − 1) ÷ 2.
    pub disagreement: f64,
    /// Whether no other order does as well, to 1e-9. If not, this is the one with the lower positions first.
    pub unique: bool,
}

/// The best order, exactly.
///
/// # Errors
/// [`ScoringError::TooManySubjects`] for more than [`MOST_SUBJECTS`]: an order that may not be the best is not given.
pub fn kemeny(criteria: &Criteria<'_>) -> Result<Consensus, ScoringError> {
    let size = criteria.subjects();
    if size > MOST_SUBJECTS {
        return Err(ScoringError::TooManySubjects { method: "Kemeny", most: MOST_SUBJECTS, found: size });
    }
    let costs = Costs::of(criteria);
    // By set of subjects that are placed already: the least cost of placing the others after them.
    let whole = (1_usize << size) - 1;
    let mut rest = vec![0.0_f64; whole + 1];
    for placed in (0..whole).rev() {
        let next = (0..size).filter(|&at| placed & (1 << at) == 0);
        let cost = |at: usize| costs.before(at, whole & !placed & !(1 << at)) + rest[placed | (1 << at)];
        rest[placed] = next.map(cost).fold(f64::INFINITY, f64::min);
    }
    let (mut placed, mut order, mut unique, mut disagreement) = (0, Vec::with_capacity(size), true, 0.0);
    while placed != whole {
        let good = |&at: &usize| {
            let cost = costs.before(at, whole & !placed & !(1 << at)) + rest[placed | (1 << at)];
            placed & (1 << at) == 0 && cost <= rest[placed] + 1e-9
        };
        let mut best = (0..size).filter(good);
        let Some(next) = best.next() else { break };
        unique &= best.next().is_none();
        disagreement += costs.before(next, whole & !placed & !(1 << next));
        placed |= 1 << next;
        order.push(next);
    }
    let mut ranks = vec![0; size];
    for (place, &at) in order.iter().enumerate() {
        ranks[at] = place + 1;
    }
    Ok(Consensus { order, ranks, disagreement, unique })
}

/// What it costs to put a subject before a set of others: the weight with which they are better. Sets are looked up in
/// two halves of ten.
struct Costs(Vec<[Vec<f64>; 2]>);

const HALF: usize = MOST_SUBJECTS / 2;

impl Costs {
    fn of(criteria: &Criteria<'_>) -> Self {
        let size = criteria.subjects();
        let tables = |at: usize| {
            let own: Vec<f64> = (0..size).map(|other| criteria.pair(other, at).0).collect();
            let mut halves = [vec![0.0; 1 << HALF], vec![0.0; 1 << HALF]];
            for (half, table) in halves.iter_mut().enumerate() {
                for set in 1..table.len() {
                    let lowest = set.trailing_zeros() as usize;
                    let other = half * HALF + lowest;
                    let cost = if other == at { 0.0 } else { own.get(other).copied().unwrap_or(0.0) };
                    table[set] = table[set & (set - 1)] + cost;
                }
            }
            halves
        };
        Self((0..size).map(tables).collect())
    }

    fn before(&self, at: usize, others: usize) -> f64 {
        let [low, high] = &self.0[at];
        low[others & ((1 << HALF) - 1)] + high[others >> HALF]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Direction;
    use crate::matrix::Matrix;

    fn made(columns: &[&[f64]]) -> Consensus {
        let matrix = Matrix::new(columns[0].len(), columns.iter().map(|column| column.to_vec()).collect()).unwrap();
        let weights = vec![1.0; columns.len()];
        kemeny(&Criteria::new(&matrix, &vec![Direction::Higher; columns.len()], &weights).unwrap()).unwrap()
    }

    #[test]
    fn the_majority_of_every_pair_is_kept_where_that_is_an_order() {
        // Two say a > b > c, one says c > b > a: three pairs contradict the one, a third each.
        let found = made(&[&[3.0, 2.0, 1.0], &[3.0, 2.0, 1.0], &[1.0, 2.0, 3.0]]);
        assert_eq!((found.order, found.ranks, found.unique), (vec![0, 1, 2], vec![1, 2, 3], true));
        assert!((found.disagreement - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_circle_is_cut_at_the_lowest_positions_and_said_not_to_be_unique() {
        // a > b > c, b > c > a, c > a > b: every order that follows the circle contradicts ⅓ + ⅓ + ⅔.
        let found = made(&[&[3.0, 2.0, 1.0], &[1.0, 3.0, 2.0], &[2.0, 1.0, 3.0]]);
        assert_eq!((found.order, found.unique), (vec![0, 1, 2], false));
        assert!((found.disagreement - 4.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn one_subject_is_first_and_twenty_one_are_refused() {
        assert_eq!(made(&[&[5.0]]).ranks, [1]);
        let matrix = Matrix::new(21, vec![vec![0.0; 21]]).unwrap();
        let refused = kemeny(&Criteria::new(&matrix, &[Direction::Higher], &[1.0]).unwrap()).unwrap_err();
        assert_eq!(refused.to_string(), "Kemeny: 21 subjects, and at most 20 can be ranked");
    }

    proptest::proptest! {
        #[test]
        fn no_order_of_five_does_better(columns in proptest::collection::vec(proptest::collection::vec(0_i8..4, 5), 1..6)) {
            let columns: Vec<Vec<f64>> =
                columns.iter().map(|column| column.iter().map(|&figure| f64::from(figure)).collect()).collect();
            let found = made(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let weight = 1.0 / f64::from(u32::try_from(columns.len()).unwrap());
            let cost = |order: &[usize]| {
                let mut sum = 0.0;
                for (place, &first) in order.iter().enumerate() {
                    for &second in &order[place + 1..] {
                        let against = columns.iter().filter(|column| column[second] > column[first]).count();
                        sum += f64::from(u32::try_from(against).unwrap()) * weight;
                    }
                }
                sum
            };
            proptest::prop_assert!((cost(&found.order) - found.disagreement).abs() < 1e-9);
            let mut orders = vec![Vec::new()];
            for _ in 0..5 {
                orders = orders
                    .iter()
                    .flat_map(|order: &Vec<usize>| {
                        (0..5).filter(|at| !order.contains(at)).map(|at| [&order[..], &[at]].concat()).collect::<Vec<_>>()
                    })
                    .collect();
            }
            let best: Vec<&Vec<usize>> =
                orders.iter().filter(|order| cost(order) <= found.disagreement + 1e-9).collect();
            proptest::prop_assert!(orders.iter().all(|order| cost(order) >= found.disagreement - 1e-9));
            proptest::prop_assert_eq!(found.unique, best.len() == 1);
            proptest::prop_assert_eq!(&found.order, best[0]);
        }
    }
}
