//! The structure and the data are what the reference read.

use crate::data::{Asem, Table, close};

#[test]
fn the_index_has_the_effective_weights_of_the_reference() {
    let Some(asem) = Asem::read("structure: effective weights") else { return };
    let gold = Table::read(&asem.folder, "gold_eff_weights.csv", "iCode");
    let ours = asem.framework.effective_weights();
    assert_eq!(ours.len(), gold.keys().len());
    for (code, weight) in asem.framework.ids().iter().zip(ours) {
        close(code, weight, gold.number(code, "EffWeight"));
    }
}

#[test]
fn the_raw_figures_are_those_of_the_reference() {
    let Some(asem) = Asem::read("structure: raw figures") else { return };
    asem.compare("raw", &asem.raw(), "gold_raw.csv");
    for (code, direction) in asem.indicators().iter().zip(asem.framework.directions()) {
        close(code, direction.sign(), asem.meta.number(code, "Direction"));
    }
}

#[test]
fn every_result_of_the_reference_is_there_to_be_read() {
    let Some(asem) = Asem::read("structure: results of the reference") else { return };
    for step in ["denominated", "imputed", "screened", "treated", "normalised", "aggregated", "results_full"] {
        let file = format!("gold_{step}.csv");
        assert_eq!(asem.gold(&file).keys(), asem.data.keys(), "{step}");
        assert_eq!(asem.gold_matrix(&file).width(), 49, "{step}");
    }
    let world = Table::read(&asem.folder, "WorldDenoms.csv", "uCode");
    for code in asem.data.keys() {
        assert!(world.number(code, "Population") > 0.0, "{code}");
    }
}
