//! What a scheme reads: indicators in an order in which each comes after those it is made from, and its formulas.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::IndicatorCode;
use domain::period::Period;
use policy::Pack;
use policy::formula::Formula;
use policy::scheme::{ItemFunction, Population, Scheme};

/// Everything a scheme reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Indicators of the evaluation's own period, each after those it is made from.
    pub indicators: Vec<IndicatorCode>,
    /// Those of other periods.
    pub others: BTreeMap<Period, Self>,
    seen: BTreeSet<IndicatorCode>,
}

impl Needs {
    /// What `scheme` reads for the period `now`: items and their denominators, conditions, adjustments, vetoes; of other
    /// periods the subject's own values to compare with, and what an index handles together with its own.
    pub fn of_scheme(pack: &Pack, scheme: &Scheme, now: Period) -> Self {
        let mut needs = Self::default();
        for population in &scheme.populations {
            let years = population.method.as_ref().map(|method| method.years).unwrap_or_default();
            for item in &population.items {
                if let Some((own, period)) = item.function.own().and_then(|own| Some((own, own.when.of(now)?))) {
                    needs.at(period, now).indicator(pack, &own.indicator);
                }
                let per = match &item.function {
                    ItemFunction::Index(steps) => steps.per.as_ref().map(|per| &per.indicator),
                    _ => None,
                };
                for period in std::iter::once(now).chain(years.of(now)) {
                    let needs = needs.at(period, now);
                    needs.indicator(pack, &item.indicator);
                    if let Some(per) = per {
                        needs.indicator(pack, per);
                    }
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

    /// What is read of a period.
    pub fn at(&mut self, period: Period, now: Period) -> &mut Self {
        if period == now { self } else { self.others.entry(period).or_default() }
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
