//! What must hold for any index, weights and rankings.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use scoring::index::{Aggregate, Aggregated, Direction, Framework, Indicator, Mean, Rule, Rules, aggregate};
use scoring::rankings::{Criteria, Scaling, borda, copeland, kemeny, topsis};
use scoring::weigh::{Comparisons, Search, Shift, ahp, budget, critic, deviation, entropy, importance, pca, shares};
use scoring::{Matrix, ScoringError};

/// Figures by subject: four indicators above zero, some missing.
type Subject = [f64; 4];

fn figure(missing: bool) -> impl Strategy<Value = f64> {
    let sometimes = u32::from(missing);
    prop_oneof![8 => 0.5..100.0_f64, 2 => (1_u8..6).prop_map(f64::from), sometimes => Just(f64::NAN)]
}

fn subjects(missing: bool, most: usize) -> impl Strategy<Value = Vec<Subject>> {
    prop::collection::vec([figure(missing), figure(missing), figure(missing), figure(missing)], 2..most)
}

fn shuffled(missing: bool, most: usize) -> impl Strategy<Value = (Vec<Subject>, Vec<usize>)> {
    subjects(missing, most).prop_flat_map(|subjects| {
        let order = Just((0..subjects.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(subjects), order)
    })
}

fn moved(subjects: &[Subject], order: &[usize]) -> Vec<Subject> {
    order.iter().map(|&at| subjects[at]).collect()
}

fn matrix(subjects: &[Subject]) -> Matrix {
    let columns = (0..4).map(|column| subjects.iter().map(|row| row[column]).collect()).collect();
    Matrix::new(subjects.len(), columns).unwrap()
}

fn mean() -> impl Strategy<Value = Mean> {
    prop_oneof![
        Just(Mean::Arithmetic),
        Just(Mean::Geometric),
        Just(Mean::Harmonic),
        (-4.0..4.0_f64).prop_map(|power| Mean::Power(if power.abs() < 0.1 { 0.5 } else { power })),
    ]
}

/// Two pillars of two indicators each.
fn framework() -> Framework {
    let indicators = [("a", "P", 1.0), ("b", "P", 2.5), ("c", "Q", 0.3), ("d", "Q", 0.7)];
    let indicators = indicators.map(|(id, parent, weight)| Indicator::new(id, parent).weighing(weight)).to_vec();
    let aggregates = vec![Aggregate::index("I"), Aggregate::new("P", "I"), Aggregate::new("Q", "I").weighing(1.7)];
    Framework::new(indicators, aggregates).unwrap()
}

fn index(rule: Rule, subjects: &[Subject]) -> Aggregated {
    aggregate(&framework(), &Rules { general: rule, ..Rules::default() }, &matrix(subjects)).unwrap()
}

const DIRECTIONS: [Direction; 4] = [Direction::Higher, Direction::Lower, Direction::Higher, Direction::Lower];
const WEIGHTS: [f64; 4] = [0.1, 0.2, 0.3, 0.4];

/// Every way to read weights from figures.
fn all_weights(matrix: &Matrix) -> Vec<Result<Vec<f64>, ScoringError>> {
    let nodes = [("P", 1.0), ("Q", 1.0)];
    let search = Search { most_builds: 60, ..Search::default() };
    let sought = importance(&framework(), &Rules::default(), matrix, &nodes, search).map(|made| made.weights);
    vec![
        entropy(matrix, Shift::None),
        entropy(matrix, Shift::LeastToZero),
        deviation(matrix),
        critic(matrix, &DIRECTIONS),
        pca(matrix).map(|made| made.weights),
        sought.map(|weights| shares(&weights[4..6]).unwrap()),
    ]
}

proptest! {
    #[test]
    fn weights_add_up_to_one_and_none_is_below_zero(subjects in subjects(false, 20)) {
        for weights in all_weights(&matrix(&subjects)).into_iter().flatten() {
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{:?}", weights);
            prop_assert!(weights.iter().all(|weight| (0.0..=1.0).contains(weight)), "{:?}", weights);
        }
    }

    #[test]
    fn the_order_of_subjects_changes_no_bit_of_a_weight((subjects, order) in shuffled(false, 20)) {
        prop_assert_eq!(all_weights(&matrix(&subjects)), all_weights(&matrix(&moved(&subjects, &order))));
    }

    #[test]
    fn comparisons_and_points_give_weights_that_add_up_to_one(
        above in prop::collection::vec(1.0 / 9.0..9.0_f64, 6),
        points in prop::collection::vec(prop::collection::vec(0_u8..100, 4), 1..6),
    ) {
        let made = ahp(&Comparisons::upper(4, &above).unwrap()).unwrap();
        prop_assert!((made.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12 && made.eigenvalue >= 4.0);
        let with_rest = |points: &Vec<u8>| {
            let mut points: Vec<f64> = points.iter().map(|&points| f64::from(points)).collect();
            points.push(500.0 - points.iter().sum::<f64>());
            points
        };
        let experts: Vec<Vec<f64>> = points.iter().map(with_rest).collect();
        prop_assert!((budget(&experts, 500.0).unwrap().weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_index_lies_between_its_parts_and_its_points_add_up(
        subjects in subjects(true, 12), mean in mean(), least in prop_oneof![Just(0.0), 0.0..1.0_f64]
    ) {
        let (made, framework) = (index(Rule { mean, least }, &subjects), framework());
        for node in framework.indicators()..framework.len() {
            for subject in 0..subjects.len() {
                let value = made.values.at(node, subject);
                let children = framework.children(node);
                if value.is_nan() {
                    prop_assert!(children.iter().all(|&child| made.shares.at(child, subject).is_nan()));
                    continue;
                }
                let there = children.iter().map(|&child| made.values.at(child, subject)).filter(|part| !part.is_nan());
                let (low, high) = there.fold((f64::MAX, 0.0_f64), |(low, high), part| (low.min(part), high.max(part)));
                prop_assert!(low * (1.0 - 1e-12) <= value && value <= high * (1.0 + 1e-12), "{low} {value} {high}");
                let sum = children.iter().fold(0.0, |sum, &child| sum + made.contributions.at(child, subject));
                let shares: f64 = children.iter().map(|&child| made.shares.at(child, subject)).sum();
                prop_assert!((shares - 1.0).abs() < 1e-12);
                prop_assert!(children.iter().all(|&child| made.contributions.at(child, subject) >= 0.0));
                if mean == Mean::Arithmetic {
                    prop_assert_eq!(sum.to_bits(), value.to_bits());
                } else {
                    prop_assert!((sum - value).abs() <= 1e-9 * value, "{sum} {value}");
                }
            }
        }
        for subject in (0..subjects.len()).filter(|&subject| !made.values.at(6, subject).is_nan()) {
            // Under a pillar that is missing nothing has a share of the index.
            let leaves = (0..4).map(|leaf| made.effective.at(leaf, subject)).filter(|share| !share.is_nan());
            prop_assert!((leaves.sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_higher_indicator_never_lowers_the_index_or_the_rank(
        subjects in subjects(true, 12), mean in mean(), at in 0_usize..4, by in 0.0..50.0_f64
    ) {
        let before = index(mean.into(), &subjects);
        let mut higher = subjects.clone();
        higher[0][at] += by;
        let after = index(mean.into(), &higher);
        let (was, is) = (before.values.at(6, 0), after.values.at(6, 0));
        // A mean taken through powers may be off by rounding.
        prop_assert!(is >= was * (1.0 - 1e-12) || was.is_nan());
        if mean == Mean::Arithmetic {
            prop_assert!(is >= was || was.is_nan());
            prop_assert!(after.values.ranks(6)[0] <= before.values.ranks(6)[0]);
        }
    }

    #[test]
    fn the_order_of_subjects_changes_no_bit_of_an_index((subjects, order) in shuffled(true, 12), mean in mean()) {
        let before = index(mean.into(), &subjects);
        let after = index(mean.into(), &moved(&subjects, &order));
        for (to, &from) in order.iter().enumerate() {
            for node in 0..7 {
                for (before, after) in [
                    (&before.values, &after.values),
                    (&before.shares, &after.shares),
                    (&before.effective, &after.effective),
                    (&before.contributions, &after.contributions),
                ] {
                    prop_assert_eq!(before.at(node, from).to_bits(), after.at(node, to).to_bits());
                }
            }
            prop_assert_eq!(before.values.ranks(6)[from], after.values.ranks(6)[to]);
        }
    }

    #[test]
    fn the_order_of_subjects_changes_no_ranking((subjects, order) in shuffled(false, 8)) {
        let (one, other) = (matrix(&subjects), matrix(&moved(&subjects, &order)));
        let [one, other] = [&one, &other].map(|matrix| Criteria::new(matrix, &DIRECTIONS, &WEIGHTS).unwrap());
        let rankings = |criteria| {
            let closeness = [Scaling::Vector, Scaling::MinMax].map(|scaling| topsis(criteria, scaling).ok());
            [Some(borda(criteria)), copeland(criteria).ok()].into_iter().chain(closeness).collect::<Vec<_>>()
        };
        for (before, after) in rankings(&one).iter().zip(&rankings(&other)) {
            prop_assert_eq!(before.is_some(), after.is_some());
            if let (Some(before), Some(after)) = (before, after) {
                for (to, &from) in order.iter().enumerate() {
                    prop_assert_eq!(before.scores[from].to_bits(), after.scores[to].to_bits());
                    prop_assert_eq!(before.ranks[from], after.ranks[to]);
                }
            }
        }
        let (before, after) = (kemeny(&one).unwrap(), kemeny(&other).unwrap());
        prop_assert!((before.disagreement - after.disagreement).abs() < 1e-9);
        prop_assert_eq!(before.unique, after.unique);
        if before.unique {
            for (to, &from) in order.iter().enumerate() {
                prop_assert_eq!(before.ranks[from], after.ranks[to]);
            }
        }
    }

    #[test]
    fn a_better_figure_never_lowers_points_or_wins(subjects in subjects(false, 12), by in 0.0..50.0_f64) {
        let mut better = subjects.clone();
        better[0][0] += by;
        better[0][1] -= by;
        let (one, other) = (matrix(&subjects), matrix(&better));
        let [one, other] = [&one, &other].map(|matrix| Criteria::new(matrix, &DIRECTIONS, &WEIGHTS).unwrap());
        for (before, after) in [(borda(&one), borda(&other)), (copeland(&one).unwrap(), copeland(&other).unwrap())] {
            prop_assert!(after.scores[0] >= before.scores[0] - 1e-12);
        }
        let (before, after) = (kemeny(&one).unwrap(), kemeny(&other).unwrap());
        prop_assert!(!(before.unique && after.unique) || after.ranks[0] <= before.ranks[0]);
    }
}
