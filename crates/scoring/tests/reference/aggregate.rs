//! Aggregation equals the reference: from its normalised figures to its nodes, its index and its ranks.

use scoring::index::{Aggregated, Mean, Nodes, Rules, aggregate};

use crate::data::{Asem, Table, close};

fn aggregated(asem: &Asem) -> Aggregated {
    aggregate(&asem.framework, &Rules::default(), &asem.gold_matrix("gold_normalised.csv")).unwrap()
}

fn compare(asem: &Asem, step: &str, values: &Nodes, file: &str) {
    let gold = asem.gold(file);
    for (node, code) in asem.framework.ids().iter().enumerate() {
        for ((subject, ours), gold) in gold.keys().into_iter().zip(values.column(node)).zip(gold.numbers(code)) {
            close(&format!("{step}, {subject}, {code}"), *ours, gold);
        }
    }
}

#[test]
fn every_node_has_the_value_of_the_reference() {
    let Some(asem) = Asem::read("aggregate: nodes") else { return };
    let ours = aggregated(&asem);
    compare(&asem, "aggregated", &ours.values, "gold_aggregated.csv");
    compare(&asem, "full results", &ours.values, "gold_results_full.csv");
}

#[test]
fn the_index_ranks_as_the_reference() {
    let Some(asem) = Asem::read("aggregate: ranks") else { return };
    let ours = aggregated(&asem).values;
    let index = asem.framework.index();
    for file in ["gold_results_summ.csv", "gold_results_full.csv"] {
        let gold = Table::read(&asem.folder, file, "uCode");
        for (subject, (code, rank)) in gold.keys().into_iter().zip(ours.ranks(index)).enumerate() {
            close(&format!("{file}, {code}"), ours.at(index, subject), gold.number(code, "Index"));
            assert_eq!(rank.unwrap().to_string(), gold.text(code, "Rank"), "{file}, {code}");
        }
    }
    let place = |code: &str| asem.data.keys().into_iter().position(|key| key == code).unwrap();
    assert!((ours.at(index, place("CHE")) - 68.383_724_238_341_7).abs() < 1e-9, "CHE");
    assert!((ours.at(index, place("CHN")) - 37.768_547_534_840_1).abs() < 1e-9, "CHN");
}

#[test]
fn with_all_figures_there_the_effective_weights_are_those_of_the_reference_for_every_subject() {
    let Some(asem) = Asem::read("aggregate: effective weights") else { return };
    let gold = Table::read(&asem.folder, "gold_eff_weights.csv", "iCode");
    let ours = aggregated(&asem).effective;
    for (node, code) in asem.framework.ids().iter().enumerate() {
        for &weight in ours.column(node) {
            close(code, weight, gold.number(code, "EffWeight"));
        }
    }
}

#[test]
fn the_points_add_up_to_the_last_bit() {
    let Some(asem) = Asem::read("aggregate: points") else { return };
    let ours = aggregated(&asem);
    for node in asem.framework.indicators()..asem.framework.len() {
        for subject in 0..ours.values.subjects() {
            let children = asem.framework.children(node).iter();
            let sum = children.fold(0.0, |sum, &child| sum + ours.contributions.at(child, subject));
            assert_eq!(sum.to_bits(), ours.values.at(node, subject).to_bits());
        }
    }
}

#[test]
fn on_figures_from_1_to_100_the_means_keep_their_order() {
    let Some(asem) = Asem::read("aggregate: means") else { return };
    let scaled = asem.gold_matrix("gold_normalised.csv");
    let columns = scaled.columns().iter().map(|column| column.iter().map(|x| 1.0 + 0.99 * x).collect()).collect();
    let scaled = scoring::Matrix::new(scaled.subjects(), columns).unwrap();
    let index = |mean: Mean| {
        let made = aggregate(&asem.framework, &mean.into(), &scaled).unwrap();
        made.values.column(asem.framework.index()).to_vec()
    };
    let ordered = [Mean::Harmonic, Mean::Geometric, Mean::Power(0.5), Mean::Arithmetic, Mean::Power(2.0)].map(index);
    for pair in ordered.windows(2) {
        assert!(pair[0].iter().zip(&pair[1]).all(|(low, high)| low < high));
    }
}
