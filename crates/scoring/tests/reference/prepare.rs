//! Denominated, imputed and screened figures.

use scoring::index::{Denomination, Fill, Panel, Screening, Within, denominate, impute};
use scoring::{Groups, Matrix};

use crate::data::Asem;

#[test]
fn the_denominated_figures_are_those_of_the_reference() {
    let Some(asem) = Asem::read("denomination") else { return };
    let divisors = ["Area", "Energy", "GDP", "Population"];
    let rules: Vec<Option<Denomination>> = asem
        .indicators()
        .iter()
        .map(|code| asem.meta.text(code, "Denominator"))
        .map(|name| divisors.iter().position(|own| *own == name).map(Denomination::by))
        .collect();
    let columns = divisors.iter().map(|name| asem.data.numbers(name)).collect();
    let divisors = Matrix::new(asem.data.keys().len(), columns).unwrap();
    let done = denominate(&asem.framework, &asem.raw(), &divisors, &rules).unwrap();
    asem.compare("denominated", &done.matrix, "gold_denominated.csv");
    // Two figures are lost, as in the reference: the energy consumption of one subject is not known.
    assert_eq!(done.lost.len(), 2);
}

#[test]
fn the_imputed_figures_are_those_of_the_reference() {
    let Some(asem) = Asem::read("imputation") else { return };
    let groups = asem.data.texts("EurAsia_group").into_iter().map(|group| u32::from(group == "Europe"));
    let panel = Panel::one_period(Groups::new(groups.collect()));
    let denominated = asem.gold_matrix("gold_denominated.csv");
    let rules = [Fill::Mean(Within::Group); 49];
    let done = impute(&asem.framework, &panel, &denominated, &rules).unwrap();
    asem.compare("imputed", &done.matrix, "gold_imputed.csv");
    assert_eq!((done.filled.len(), done.gaps.len()), (65, 0));
}

#[test]
fn the_screened_subjects_are_those_of_the_reference() {
    let Some(asem) = Asem::read("screening") else { return };
    let screening = Screening { available: Some(0.9), ..Screening::default() };
    // The reference imputes before it screens, so all subjects have what is needed.
    let imputed = asem.gold_matrix("gold_imputed.csv");
    let screened = screening.subjects(&imputed).unwrap();
    assert_eq!(screened.kept.len(), 51);
    asem.compare("screened", &imputed.of_subjects(&screened.kept), "gold_screened.csv");
    // Of the figures before that, some subjects have less than nine in ten.
    let before = screening.subjects(&asem.gold_matrix("gold_denominated.csv")).unwrap();
    let dropped: Vec<&str> = (0..51).filter(|at| !before.kept.contains(at)).map(|at| asem.data.keys()[at]).collect();
    assert_eq!(dropped, ["BGD", "BRN", "KHM", "LAO", "MMR"]);
}
