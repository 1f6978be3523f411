//! What was measured: a value or a reason for each subject and indicator, and the cell each value rests on.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Float64Array};
use domain::hash::Sm3;
use domain::id::{FormId, IndicatorCode, SubjectId};
use domain::period::Period;
use domain::table::{MissingReason, State};
use domain::unit::Unit;
use rust_decimal::Decimal;

use crate::compiled::{Compiled, FormulaError};
use crate::missing::Missing;
use crate::register::Register;
use crate::values::ValuesPart;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A form reports it. A figure reported for a derived indicator stands before its formula.
    Reported,
    /// The indicator's formula makes it.
    Formula,
}

/// The subjects of a release and their indicators in one period.
#[derive(Clone, Debug)]
pub struct Measured {
    pub(crate) period: Period,
    pub(crate) register: Register,
    pub(crate) subjects: Vec<SubjectId>,
    pub(crate) indicators: Vec<IndicatorCode>,
    pub(crate) places: BTreeMap<IndicatorCode, usize>,
    /// Beside `indicators`.
    pub(crate) columns: Vec<Column>,
    pub(crate) parts: Vec<Arc<ValuesPart>>,
    /// Names of source files, beside the sources of each part.
    pub(crate) files: Vec<Vec<String>>,
    /// Indicators that forms report and the pack does not know, sorted.
    pub(crate) unknown: Vec<IndicatorCode>,
    pub(crate) demonstration: bool,
}

/// One indicator over all subjects.
#[derive(Clone, Debug)]
pub struct Column {
    pub(crate) unit: Unit,
    pub(crate) derived: bool,
    /// Beside the subjects.
    pub(crate) values: Vec<Option<f64>>,
    /// Where a form reports it: part and row, by subject; figures and stated reasons alike.
    pub(crate) reported: Vec<Option<(u32, u32)>>,
    /// Reasons by subject, where a value is missing for another reason than that nobody reports it.
    pub(crate) missing: BTreeMap<usize, Missing>,
}

/// The value of one subject and indicator, and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// The value in the indicator's declared unit, or why there is none.
    pub value: Result<f64, Missing>,
    /// The declared unit.
    pub unit: Unit,
    /// Whether it was reported or made.
    pub basis: Basis,
    /// What a form reports, where one does; also where it reports that there is no figure.
    pub reported: Option<Reported<'a>>,
}

/// A reported figure as it was entered, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported<'a> {
    /// The figure as entered, or why there is none.
    pub figure: Result<Decimal, MissingReason>,
    /// The unit of measure as entered.
    pub unit: Unit,
    /// How the figure came about.
    pub state: State,
    /// The form.
    pub form: &'a FormId,
    /// The file it stands in.
    pub source: Sm3,
    /// The file's name as it was given.
    pub file_name: &'a str,
    /// The sheet.
    pub sheet: &'a str,
    /// The cell, as `C14`.
    pub cell: String,
}

impl Column {
    /// The declared unit, which all values are in.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// Values in the order of [`Measured::subjects`].
    #[must_use]
    pub fn values(&self) -> &[Option<f64>] {
        &self.values
    }

    /// Why the value of the subject at `at` is missing; nothing when it is not.
    #[must_use]
    pub fn missing(&self, at: usize) -> Option<Missing> {
        match self.values.get(at)? {
            Some(_) => None,
            None => Some(self.missing.get(&at).cloned().unwrap_or(Missing::NotReported)),
        }
    }
}

impl Measured {
    /// The period.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The register as of the period's last day.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The subjects, sorted by id.
    #[must_use]
    pub fn subjects(&self) -> &[SubjectId] {
        &self.subjects
    }

    /// The position of a subject.
    #[must_use]
    pub fn position(&self, subject: &SubjectId) -> Option<usize> {
        self.subjects.binary_search(subject).ok()
    }

    /// The pack's indicators, each after those it is made from.
    #[must_use]
    pub fn indicators(&self) -> &[IndicatorCode] {
        &self.indicators
    }

    /// Indicators that forms report for the period and the pack does not know, sorted.
    #[must_use]
    pub fn unknown_indicators(&self) -> &[IndicatorCode] {
        &self.unknown
    }

    /// Whether any figure of the period is generated for demonstration (示例数据).
    #[must_use]
    pub const fn demonstration(&self) -> bool {
        self.demonstration
    }

    /// One indicator over all subjects.
    #[must_use]
    pub fn column(&self, indicator: &IndicatorCode) -> Option<&Column> {
        self.columns.get(*self.places.get(indicator)?)
    }

    /// The value of one subject and indicator, and what it rests on.
    #[must_use]
    pub fn cell(&self, subject: &SubjectId, indicator: &IndicatorCode) -> Option<Cell<'_>> {
        let at = self.position(subject)?;
        let column = self.column(indicator)?;
        let reported = column.reported.get(at).copied().flatten().and_then(|(part, row)| self.reported(part, row));
        let by_form = reported.as_ref().is_some_and(|reported| reported.figure.is_ok());
        let value = match column.missing(at) {
            Some(missing) => Err(missing),
            None => Ok(column.values.get(at).copied().flatten()?),
        };
        let basis = if by_form || !column.derived { Basis::Reported } else { Basis::Formula };
        Some(Cell { value, unit: column.unit, basis, reported })
    }

    fn reported(&self, part: u32, row: u32) -> Option<Reported<'_>> {
        let files = self.files.get(part as usize)?;
        let part = self.parts.get(part as usize)?;
        let row = part.rows.get(row as usize)?;
        let source = usize::from(row.source);
        Some(Reported {
            figure: row.figure(),
            unit: *part.units.get(usize::from(row.unit))?,
            state: row.state,
            form: &part.form,
            source: *part.sources.get(source)?,
            file_name: files.get(source)?,
            sheet: part.sheets.get(usize::from(row.cell.sheet))?,
            cell: row.cell.a1(),
        })
    }

    /// What a formula beside the indicators (points of a bonus) gives for each subject; nothing where it is missing.
    ///
    /// # Errors
    /// [`FormulaError`] when it is a condition, or reads an indicator that the pack does not know.
    pub fn numbers(&self, formula: &Compiled) -> Result<Vec<Option<f64>>, FormulaError> {
        Ok(finite(&formula.numbers(self.arrays(formula)?, self.subjects.len())?))
    }

    /// Whether a condition (of a population, of a veto) holds for each subject; nothing where a missing value leaves
    /// it open.
    ///
    /// # Errors
    /// [`FormulaError`] when it is no condition, or reads an indicator that the pack does not know.
    pub fn holds(&self, condition: &Compiled) -> Result<Vec<Option<bool>>, FormulaError> {
        Ok(condition.holds(self.arrays(condition)?, self.subjects.len())?.iter().collect())
    }

    fn arrays(&self, formula: &Compiled) -> Result<Vec<ArrayRef>, FormulaError> {
        let unknown = |code: &IndicatorCode| FormulaError {
            formula: formula.formula().text.clone(),
            source: format!("the pack has no indicator {code}").into(),
        };
        let array = |code| Ok(array(&self.column(code).ok_or_else(|| unknown(code))?.values));
        formula.inputs().iter().map(array).collect()
    }
}

pub(crate) fn array(values: &[Option<f64>]) -> ArrayRef {
    Arc::new(Float64Array::from(values.to_vec()))
}

/// Results as values: what is not finite is none, and there is one zero.
pub(crate) fn finite(results: &Float64Array) -> Vec<Option<f64>> {
    let one = |at: usize| results.is_valid(at).then(|| results.value(at)).filter(|value| value.is_finite());
    (0..results.len()).map(|at| one(at).map(|value| value + 0.0)).collect()
}
