//! Weights equal the published vectors, but where the peer is known to be wrong.

use scoring::Matrix;
use scoring::index::{Direction, Rules};
use scoring::weigh::{Search, Shift, critic, deviation, entropy, equal, importance, pca};

use crate::data::{Asem, close};
use crate::vectors::{Call, calls};

fn compare(method: &str, calls: &[Call], weigh: impl Fn(&Matrix) -> Vec<f64>) {
    assert!(!calls.is_empty(), "no calls of {method}");
    for call in calls {
        let ours = weigh(&call.matrix());
        assert_eq!(ours.len(), call.result.len(), "{method}");
        for (column, (ours, theirs)) in ours.into_iter().zip(&call.result).enumerate() {
            close(&format!("{method}, column {column}"), ours, *theirs);
        }
    }
}

#[test]
fn equal_weights() {
    let Some(calls) = calls("weigh: equal", "equal_weights") else { return };
    compare("equal", &calls, |matrix| equal(matrix.width()).unwrap());
}

/// The peer raises an error where a share is zero; 0 ln 0 = 0 is worked by hand beside the code.
#[test]
fn entropy_weights() {
    let Some(calls) = calls("weigh: entropy", "entropy_weights") else { return };
    compare("entropy", &calls, |matrix| entropy(matrix, Shift::None).unwrap());
}

#[test]
fn standard_deviation_weights() {
    let Some(calls) = calls("weigh: standard deviation", "standard_deviation_weights") else { return };
    compare("standard deviation", &calls, |matrix| deviation(matrix).unwrap());
}

/// The peer takes no directions and reads every column as a benefit: so far we agree. A cost column turns the sign of its
/// correlations and changes the weights; the case worked by hand stands beside the code.
#[test]
fn critic_weights_where_more_is_better_everywhere() {
    let Some(calls) = calls("weigh: CRITIC", "critic_weights") else { return };
    compare("CRITIC", &calls, |matrix| critic(matrix, &vec![Direction::Higher; matrix.width()]).unwrap());
    for call in &calls {
        let matrix = call.matrix();
        let mut directions = vec![Direction::Higher; matrix.width()];
        directions[0] = Direction::Lower;
        let ours = critic(&matrix, &directions).unwrap();
        assert!(ours.iter().zip(&call.result).any(|(ours, theirs)| (ours - theirs).abs() > 1e-3));
        let mut columns = matrix.columns().to_vec();
        for figure in &mut columns[0] {
            *figure = -*figure;
        }
        let turned = Matrix::new(matrix.subjects(), columns).unwrap();
        for (ours, turned) in ours.iter().zip(critic(&turned, &vec![Direction::Higher; matrix.width()]).unwrap()) {
            close("CRITIC, turned by hand", *ours, turned);
        }
    }
}

#[test]
fn every_method_weighs_the_normalised_indicators() {
    let Some(asem) = Asem::read("weigh: ASEM") else { return };
    let normalised = asem.gold_matrix("gold_normalised.csv");
    let components = pca(&normalised).unwrap();
    assert!(components.share > 0.2 && components.eigenvalues.len() == 49);
    let sum: f64 = components.eigenvalues.iter().sum();
    close("eigenvalues of 49 correlations", sum, 49.0);
    let directions = vec![Direction::Higher; 49];
    for weights in [
        components.weights,
        critic(&normalised, &directions).unwrap(),
        entropy(&normalised, Shift::None).unwrap(),
        deviation(&normalised).unwrap(),
    ] {
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12 && weights.iter().all(|&weight| weight >= 0.0));
    }
}

#[test]
fn the_two_halves_of_the_index_come_to_matter_alike() {
    let Some(asem) = Asem::read("weigh: importance of the halves") else { return };
    let normalised = asem.gold_matrix("gold_normalised.csv");
    let nodes = [("Conn", 1.0), ("Sust", 1.0)];
    let made = importance(&asem.framework, &Rules::default(), &normalised, &nodes, Search::default()).unwrap();
    assert!(made.residual <= 1e-6, "{made:?}");
}

#[test]
fn importances_that_some_weights_have_are_found_again() {
    let Some(asem) = Asem::read("weigh: importance of the pillars") else { return };
    let normalised = asem.gold_matrix("gold_normalised.csv");
    let pillars = [("Physical", 2.0), ("ConEcFin", 1.5), ("Political", 1.0), ("Instit", 3.0), ("P2P", 0.5)];
    let mut weights = asem.framework.weights().to_vec();
    for (code, weight) in pillars {
        weights[asem.framework.node(code).unwrap()] = weight;
    }
    let known = asem.framework.weighed(&weights).unwrap();
    let as_is = Search { most_builds: 1, ..Search::default() };
    let reached = importance(&known, &Rules::default(), &normalised, &pillars, as_is).unwrap().reached;
    let targets: Vec<(&str, f64)> = pillars.iter().zip(reached).map(|((code, _), target)| (*code, target)).collect();
    let made = importance(&asem.framework, &Rules::default(), &normalised, &targets, Search::default()).unwrap();
    assert!(made.residual < 1e-5, "{made:?}");
}
