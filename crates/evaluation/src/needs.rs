//! What a scheme reads: indicators in an order in which each comes after those it is made from, and its formulas.

use std::collections::BTreeSet;

use domain::id::IndicatorCode;
use policy::Pack;
use policy::formula::Formula;
use policy::scheme::{ItemFunction, Population, Scheme};

/// Everything a scheme reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Indicators, each after those it is made from.
    pub indicators: Vec<IndicatorCode>,
    seen: BTreeSet<IndicatorCode>,
}

impl Needs {
    /// What `scheme` reads: items and their denominators, conditions, adjustments, vetoes.
    pub fn of_scheme(pack: &Pack, scheme: &Scheme) -> Self {
        let mut needs = Self::default();
        for population in &scheme.populations {
            for item in &population.items {
                needs.indicator(pack, &item.indicator);
                if let Some(own) = item.function.own() {
                    needs.indicator(pack, own);
                }
                if let ItemFunction::Index(steps) = &item.function
                    && let Some(per) = &steps.per
                {
                    needs.indicator(pack, &per.indicator);
                }
            }
            for formula in formulas(population) {
                for code in formula.indicators() {
                    needs.indicator(pack, &code);
                }
            }
        }
        needs
    }

    /// Adds an indicator and all it is made from. A pack has no cycle; were there one, it would end here too.
    pub fn indicator(&mut self, pack: &Pack, code: &IndicatorCode) {
        if !self.seen.insert(code.clone()) {
            return;
        }
        if let Some(formula) = pack.indicator(code.as_str()).and_then(|indicator| indicator.formula()) {
            for below in formula.indicators() {
                self.indicator(pack, &below);
            }
        }
        self.indicators.push(code.clone());
    }
}

/// The formulas of a population beside its indicators: its condition, its adjustments, its rules for members, its vetoes,
/// in this order.
pub(crate) fn formulas(population: &Population) -> impl Iterator<Item = &Formula> {
    let adjustments = population.adjustments.iter().map(|rule| &rule.points);
    let vetoes = population.vetoes.iter().map(|rule| &rule.when);
    let members = population.members.iter().filter_map(|rule| rule.when.as_ref());
    population.when.iter().chain(adjustments).chain(members).chain(vetoes)
}
