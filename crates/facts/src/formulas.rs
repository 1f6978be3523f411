//! A pack's formulas, compiled once, in an order in which each comes after those it reads.

use std::collections::BTreeMap;

use domain::id::IndicatorCode;
use domain::unit::Unit;
use policy::{Definition, Pack};

use crate::compiled::{Compiled, FormulaError};

/// The indicators of a pack, ready to be measured.
#[derive(Clone, Debug)]
pub struct Formulas {
    /// Each after those it is made from; otherwise in the pack's order.
    indicators: Vec<Ready>,
    places: BTreeMap<IndicatorCode, usize>,
}

/// An indicator ready to be measured.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    pub(crate) code: IndicatorCode,
    pub(crate) unit: Unit,
    pub(crate) formula: Option<Compiled>,
}

impl Formulas {
    /// Compiles what a pack derives.
    ///
    /// # Errors
    /// [`FormulaError`]; a checked pack gives none.
    pub fn compile(pack: &Pack) -> Result<Self, FormulaError> {
        let mut formulas = Self { indicators: Vec::with_capacity(pack.indicators.len()), places: BTreeMap::new() };
        for indicator in &pack.indicators {
            formulas.add(pack, &indicator.code, &mut Vec::new())?;
        }
        Ok(formulas)
    }

    fn add(&mut self, pack: &Pack, code: &IndicatorCode, above: &mut Vec<IndicatorCode>) -> Result<(), FormulaError> {
        if self.places.contains_key(code) {
            return Ok(());
        }
        let fault = |text: &str, why: &str| FormulaError { formula: text.to_owned(), source: why.to_owned().into() };
        let indicator = pack.indicator(code.as_str()).ok_or_else(|| fault(code.as_str(), "an unknown indicator"))?;
        let formula = match &indicator.definition {
            Definition::Reported => None,
            Definition::Derived(formula) => {
                if above.contains(code) {
                    return Err(fault(&formula.text, "a formula that reads itself"));
                }
                above.push(code.clone());
                let compiled = Compiled::new(formula)?;
                for below in compiled.inputs() {
                    self.add(pack, below, above)?;
                }
                above.pop();
                Some(compiled)
            }
        };
        self.places.insert(code.clone(), self.indicators.len());
        self.indicators.push(Ready { code: code.clone(), unit: indicator.unit, formula });
        Ok(())
    }

    pub(crate) fn indicators(&self) -> &[Ready] {
        &self.indicators
    }

    pub(crate) fn place(&self, code: &IndicatorCode) -> Option<usize> {
        self.places.get(code).copied()
    }
}
