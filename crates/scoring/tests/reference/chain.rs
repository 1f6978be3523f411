//! All steps before aggregation, each on our own result of the step before.

use scoring::index::{
    Denomination, Fill, Normalisation, Panel, Recipe, Screening, Treatment, Within, denominate, impute, normalise,
    treat,
};
use scoring::{Groups, Matrix};

use crate::data::{Asem, close};

#[test]
fn the_steps_in_a_row_end_at_the_normalised_figures_of_the_reference() {
    let Some(asem) = Asem::read("all steps from raw to normalised") else { return };
    let names = ["Area", "Energy", "GDP", "Population"];
    let by = |code: &String| names.iter().position(|name| *name == asem.meta.text(code, "Denominator"));
    let rules: Vec<Option<Denomination>> =
        asem.indicators().iter().map(|code| by(code).map(Denomination::by)).collect();
    let divisors = Matrix::new(51, names.iter().map(|name| asem.data.numbers(name)).collect()).unwrap();
    let groups = asem.data.texts("EurAsia_group").into_iter().map(|group| u32::from(group == "Europe"));
    let panel = Panel::one_period(Groups::new(groups.collect()));
    let framework = &asem.framework;

    let denominated = denominate(framework, &asem.raw(), &divisors, &rules).unwrap().matrix;
    let imputed = impute(framework, &panel, &denominated, &[Fill::Mean(Within::Group); 49]).unwrap().matrix;
    let enough = Screening { available: Some(0.9), ..Screening::default() };
    let screened = imputed.of_subjects(&enough.subjects(&imputed).unwrap().kept);
    let treated = treat(framework, &screened, &[Treatment::default(); 49]).unwrap().matrix;
    let done = normalise(framework, &panel, &treated, &[Normalisation::default(); 49]).unwrap().matrix;
    asem.compare("all steps", &done, "gold_normalised.csv");
}

#[test]
fn one_recipe_gives_the_index_of_the_reference() {
    let Some(asem) = Asem::read("the whole index by one recipe") else { return };
    let names = ["Area", "Energy", "GDP", "Population"];
    let by = |code: &String| names.iter().position(|name| *name == asem.meta.text(code, "Denominator"));
    let divisors = Matrix::new(51, names.iter().map(|name| asem.data.numbers(name)).collect()).unwrap();
    let groups = asem.data.texts("EurAsia_group").into_iter().map(|group| u32::from(group == "Europe"));
    let recipe = Recipe {
        denominations: asem.indicators().iter().map(|code| by(code).map(Denomination::by)).collect(),
        fills: vec![Fill::Mean(Within::Group); 49],
        screening: Screening { available: Some(0.9), ..Screening::default() },
        treatments: vec![Treatment::default(); 49],
        ..Recipe::plain(&asem.framework, Normalisation::default().method)
    };
    let panel = Panel::one_period(Groups::new(groups.collect()));
    let built = recipe.build(&asem.framework, &panel, &asem.raw(), &divisors).unwrap();
    let index = built.aggregated.values.column(asem.framework.index());
    let gold = asem.gold("gold_results_summ.csv");
    assert_eq!(gold.keys(), asem.data.keys());
    for (row, subject) in gold.keys().into_iter().enumerate() {
        close(subject, index[row], gold.number(subject, "Index"));
        assert_eq!(built.ranks[row], gold.text(subject, "Rank").parse().ok(), "{subject}");
    }
}
