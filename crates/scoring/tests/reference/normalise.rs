//! Normalised figures of the index, and the published vectors of single columns.

use scoring::index::{Aggregate, Framework, Indicator, Method, Normalisation, Panel, normalise};
use scoring::{Groups, Matrix};

use crate::data::{Asem, close};
use crate::vectors::calls;

#[test]
fn the_normalised_figures_are_those_of_the_reference() {
    let Some(asem) = Asem::read("normalisation") else { return };
    let treated = asem.gold_matrix("gold_treated.csv");
    let panel = Panel::one_period(Groups::one(treated.subjects()));
    let done = normalise(&asem.framework, &panel, &treated, &[Normalisation::default(); 49]).unwrap();
    asem.compare("normalised", &done.matrix, "gold_normalised.csv");
    assert!(done.exceptions.is_empty());
}

#[test]
fn the_published_normalisations_are_reproduced() {
    for (function, method) in [
        ("minmax_normalization", Method::MinMax { low: 0.0, high: 1.0 }),
        ("linear_normalization", Method::Fraction),
        ("max_normalization", Method::Complement),
        ("sum_normalization", Method::Sum),
        ("vector_normalization", Method::Vector),
        ("logarithmic_normalization", Method::Logarithm),
        ("nonlinear_normalization", Method::Nonlinear),
        ("enhanced_accuracy_normalization", Method::Accuracy),
        ("zavadskas_turskis_normalization", Method::Turskis),
    ] {
        let Some(calls) = calls(&format!("normalisation: {function}"), function) else { return };
        assert!(!calls.is_empty(), "{function}");
        for call in calls {
            let column: Vec<f64> = call.args[0].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
            let indicator = Indicator::new("a", "I");
            let indicator = if call.cost { indicator.lower_is_better() } else { indicator };
            let framework = Framework::new(vec![indicator], vec![Aggregate::index("I")]).unwrap();
            let panel = Panel::one_period(Groups::one(column.len()));
            let matrix = Matrix::new(column.len(), vec![column]).unwrap();
            let done = normalise(&framework, &panel, &matrix, &[method.into()]).unwrap();
            for (ours, gold) in done.matrix.columns()[0].iter().zip(&call.result) {
                close(function, *ours, *gold);
            }
        }
    }
}
