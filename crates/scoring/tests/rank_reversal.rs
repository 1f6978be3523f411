//! Two subjects may change places when a third leaves: the smallest cases, worked by hand.
//!
//! That is so under every method that measures subjects by each other. It is not a fault of the code, and no setting mends
//! it; what helps is to fix who is compared and against what (benchmarks, goalposts) before the figures are in.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use scoring::index::Direction::Higher;
use scoring::rankings::{Criteria, Scaling, borda, topsis};
use scoring::{Data, Function, Groups, Item, Matrix, Missing, Scheme, Scope, run};

/// The first `subjects` of a, b and c, by column.
fn first(subjects: usize, columns: &[[f64; 3]]) -> Matrix {
    Matrix::new(subjects, columns.iter().map(|column| column[..subjects].to_vec()).collect()).unwrap()
}

#[test]
fn under_borda_the_winner_loses_when_the_last_leaves() {
    // Three columns say a > b > c, two say b > c > a. Points ÷ 5: a 3·2 = 6, b 3·1 + 2·2 = 7, c 2·1 = 2.
    // Without c: a 3, b 2.
    let columns = [[3.0, 2.0, 1.0], [3.0, 2.0, 1.0], [3.0, 2.0, 1.0], [1.0, 3.0, 2.0], [1.0, 3.0, 2.0]];
    let ranks = |subjects| {
        let matrix = first(subjects, &columns);
        borda(&Criteria::new(&matrix, &[Higher; 5], &[1.0; 5]).unwrap()).ranks
    };
    assert_eq!(ranks(3), [2, 1, 3]);
    assert_eq!(ranks(2), [1, 2]);
}

#[test]
fn under_min_max_the_winner_loses_when_the_last_leaves() {
    // 52 points by the first column, 48 by the second. a: 52 + 0. b: 0.8 × 52 + 0.3 × 48 = 56. c: 48.
    // Without c the second column runs from 0 to 3 and the first from 8 to 10: a 52, b 48.
    let columns = [[10.0, 8.0, 0.0], [0.0, 3.0, 10.0]];
    let min_max = || Function::MinMax { floor: 0.0, scope: Scope::Population };
    let scheme = Scheme::of_items(vec![
        Item::new("first", 52.0, min_max(), Missing::Zero),
        Item::new("second", 48.0, min_max(), Missing::Zero),
    ]);
    let sums = |subjects| {
        let scores = run(&scheme, &Data::new(first(subjects, &columns), Groups::one(subjects))).unwrap();
        (0..subjects).map(|subject| (scores.row(subject).sum.unwrap() * 1e9).round() / 1e9).collect::<Vec<_>>()
    };
    assert_eq!(sums(3), [52.0, 56.0, 48.0]);
    assert_eq!(sums(2), [52.0, 48.0]);
}

#[test]
fn under_topsis_the_last_passes_another_when_the_winner_leaves() {
    // Columns (0, 1, 4) and (2, 1, 0) with lengths √17 and √5, half the weight each. Twice the distances squared:
    //   a: to the ideal 16/17, to the worst 4/5: C = 0.894 ÷ (0.970 + 0.894) = 0.480
    //   b: to the ideal 9/17 + 1/5, to the worst 1/17 + 1/5: C = 0.509 ÷ (0.854 + 0.509) = 0.373
    // Without c, who wins with 0.520, the columns are (0, 1) with length 1 and (2, 1) with √5: a: to the ideal 1, to the
    // worst 1/5, C = 0.447 ÷ 1.447 = 0.309; b the other way round, 0.691.
    let columns = [[0.0, 1.0, 4.0], [2.0, 1.0, 0.0]];
    let made = |subjects| {
        let matrix = first(subjects, &columns);
        topsis(&Criteria::new(&matrix, &[Higher; 2], &[1.0; 2]).unwrap(), Scaling::Vector).unwrap()
    };
    let (all, left) = (made(3), made(2));
    assert_eq!((&all.ranks[..], &left.ranks[..]), (&[2, 3, 1][..], &[2, 1][..]));
    let rounded = |scores: &[f64]| scores.iter().map(|score| (score * 1e3).round()).collect::<Vec<_>>();
    assert_eq!((rounded(&all.scores), rounded(&left.scores)), (vec![480.0, 373.0, 520.0], vec![309.0, 691.0]));
}
