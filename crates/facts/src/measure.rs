//! Measuring: the figures of one period in declared units, and what formulas make of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{FormId, IndicatorCode, SubjectId};
use domain::period::Period;
use domain::table::{Attribute, CellRef, CheckedTable, State, Value};
use domain::unit::{Unit, UnitError};
use policy::test::Given as Example;

use crate::dictionary::merge;
use crate::formulas::{Formulas, Ready};
use crate::measure_error::MeasureError;
use crate::measured::{Column, Measured, array, finite};
use crate::missing::{Missing, number};
use crate::number::to_float;
use crate::register::Register;
use crate::subjects::SubjectsPart;
use crate::values::{Given, ValueRow, ValuesPart};
use crate::view::ReleaseView;
use domain::day::Day;

/// Measures the subjects of a release for one period.
///
/// Its subjects are those that a form of the period names, by a figure or an attribute, and those whose attributes are
/// dated and hold on the period's last day (a zone on a dated register that reported nothing is there, without
/// figures). Reported figures convert exactly from the unit as entered to the declared one, as decimals, and become
/// floats then; formulas follow in the order of what they read.
///
/// # Errors
/// [`MeasureError`] when a part cannot be read or a unit does not convert.
pub fn measure(view: &ReleaseView, formulas: &Formulas, period: Period) -> Result<Measured, MeasureError> {
    let register = view.register(Day::last_of(period))?;
    let facts = Facts {
        period,
        parts: view.values_of(period)?,
        named: register.present(period),
        register,
        demonstration: view.manifest().entries.iter().any(|entry| entry.period == period && entry.demonstration),
    };
    facts.measure(formulas, |hash| view.file_name(hash))
}

/// Measures an example of a pack: values in declared units, derived ones set directly or made from the others. `form`,
/// `file` and `source` say where the example stands.
///
/// # Errors
/// [`MeasureError::Example`] when it gives one thing twice or names an indicator that the pack does not know.
pub fn measure_example(
    formulas: &Formulas,
    period: Period,
    given: &[Example],
    form: &FormId,
    file: &str,
    source: Sm3,
) -> Result<Measured, MeasureError> {
    let table = example_table(formulas, period, given, form, source);
    let given = [Given { table: &table, file }];
    let fault = |fault| MeasureError::Example(Box::new(fault));
    let values = ValuesPart::build(form, period, &given).map_err(fault)?;
    let subjects = SubjectsPart::build(form, period, &given).map_err(fault)?;
    let mut facts = Facts {
        period,
        parts: values.into_iter().map(Arc::new).collect(),
        register: Register::new(Day::last_of(period), subjects.into_iter().map(Arc::new).collect(), |_| {
            file.to_owned()
        }),
        named: table.subjects.clone(),
        demonstration: false,
    };
    facts.named.sort();
    facts.measure(formulas, |_| file.to_owned())
}

fn example_table(formulas: &Formulas, period: Period, given: &[Example], form: &FormId, source: Sm3) -> CheckedTable {
    let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut table = CheckedTable {
        form: form.clone(),
        period,
        source,
        mapping: source,
        demonstration: false,
        sheets: vec![Arc::from("given")],
        subjects: given.iter().map(|one| one.subject.clone()).collect(),
        indicators: formulas.indicators().iter().map(|ready| ready.code.clone()).collect(),
        units: formulas.indicators().iter().map(|ready| ready.unit).collect(),
        values: Vec::new(),
        attributes: Vec::new(),
    };
    for (row, one) in given.iter().enumerate() {
        let cell = CellRef { sheet: 0, row: small(row), column: 0 };
        for (code, value) in &one.values {
            let at = formulas.place(code).map_or(u32::MAX, small);
            let (subject, figure) = (small(row), Ok(*value));
            table.values.push(Value { subject, indicator: at, unit: at, figure, state: State::Reported, cell });
        }
        table.attributes.extend(one.attributes.iter().map(|(name, value)| Attribute {
            subject: small(row),
            name: name.clone(),
            value: value.clone(),
            valid_from: None,
            valid_to: None,
            cell,
        }));
    }
    table
}

/// What is measured: figures and register of one period.
struct Facts {
    period: Period,
    parts: Vec<Arc<ValuesPart>>,
    register: Register,
    /// Subjects that belong to the period beside those with figures, sorted.
    named: Vec<SubjectId>,
    demonstration: bool,
}

impl Facts {
    fn measure(self, formulas: &Formulas, file: impl Fn(Sm3) -> String) -> Result<Measured, MeasureError> {
        let mut lists: Vec<&[SubjectId]> = self.parts.iter().map(|part| part.subjects.as_slice()).collect();
        lists.push(&self.named);
        let used: Vec<Vec<bool>> = lists.iter().map(|list| vec![true; list.len()]).collect();
        let subjects = merge(&lists, &used);
        let rows = subjects.entries.len();

        let mut columns: Vec<Column> = formulas
            .indicators()
            .iter()
            .map(|ready| Column {
                unit: ready.unit,
                derived: ready.formula.is_some(),
                values: vec![None; rows],
                reported: vec![None; rows],
                missing: BTreeMap::new(),
            })
            .collect();
        let mut unknown = BTreeSet::new();
        for (at, (part, places)) in self.parts.iter().zip(&subjects.places).enumerate() {
            unknown.extend(enter(part, at, places, formulas, &mut columns, &file)?);
        }
        for at in 0..columns.len() {
            derive(formulas, at, &mut columns)?;
        }
        let indicators: Vec<IndicatorCode> = formulas.indicators().iter().map(|ready| ready.code.clone()).collect();
        let places = indicators.iter().cloned().enumerate().map(|(at, code)| (code, at)).collect();
        let files = self.parts.iter().map(|part| part.sources.iter().map(|hash| file(*hash)).collect()).collect();
        Ok(Measured {
            period: self.period,
            register: self.register,
            subjects: subjects.entries,
            indicators,
            places,
            columns,
            parts: self.parts,
            files,
            unknown: unknown.into_iter().collect(),
            demonstration: self.demonstration,
        })
    }
}

/// Enters the figures of a part into their columns; `places` says where its subjects stand. Gives the indicators that
/// have no column.
fn enter(
    part: &ValuesPart,
    number: usize,
    places: &[u32],
    formulas: &Formulas,
    columns: &mut [Column],
    file: &impl Fn(Sm3) -> String,
) -> Result<Vec<IndicatorCode>, MeasureError> {
    let of_indicator: Vec<Option<usize>> = part.indicators.iter().map(|code| formulas.place(code)).collect();
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    for (row, value) in part.rows.iter().enumerate() {
        let column = of_indicator.get(usize::from(value.indicator)).copied().flatten();
        let Some(column) = column.and_then(|at| columns.get_mut(at)) else { continue };
        let Some(subject) = places.get(value.subject as usize).map(|at| *at as usize) else { continue };
        match converted(part, value, column.unit) {
            Ok(figure) => column.values[subject] = Some(figure),
            Err(Refused::Missing(missing)) => drop(column.missing.insert(subject, missing)),
            Err(Refused::Unit(entered, source)) => {
                return Err(MeasureError::Unit {
                    indicator: part.indicators[usize::from(value.indicator)].clone(),
                    declared: column.unit,
                    entered,
                    spot: Box::new(part.spot(value, file)),
                    source: Box::new(source),
                });
            }
        }
        column.reported[subject] = Some((number, u32::try_from(row).unwrap_or(u32::MAX)));
    }
    let lost = part.indicators.iter().zip(&of_indicator).filter(|(_, column)| column.is_none());
    Ok(lost.map(|(code, _)| code.clone()).collect())
}

enum Refused {
    Missing(Missing),
    Unit(Unit, UnitError),
}

/// A figure in the declared unit: converted as a decimal, then a float.
fn converted(part: &ValuesPart, value: &ValueRow, declared: Unit) -> Result<f64, Refused> {
    let figure = value.figure().map_err(|reason| Refused::Missing(Missing::Stated(reason)))?;
    let entered = part.units.get(usize::from(value.unit)).copied().unwrap_or(Unit::ONE);
    if entered == declared {
        return Ok(to_float(figure));
    }
    entered.convert(figure, &declared).map(to_float).map_err(|error| Refused::Unit(entered, error))
}

/// Fills a derived column where no form reports a figure.
fn derive(formulas: &Formulas, at: usize, columns: &mut [Column]) -> Result<(), MeasureError> {
    let Some(Ready { formula: Some(formula), .. }) = formulas.indicators().get(at) else { return Ok(()) };
    if columns[at].values.iter().all(Option::is_some) {
        return Ok(());
    }
    let column = |code: &IndicatorCode| formulas.place(code).and_then(|at| columns.get(at));
    let empty = || vec![None; columns[at].values.len()];
    let inputs: Vec<_> = formula
        .inputs()
        .iter()
        .map(|code| column(code).map_or_else(|| array(&empty()), |one| array(&one.values)))
        .collect();
    let results = finite(&formula.numbers(inputs, columns[at].values.len())?);
    let mut made = Vec::new();
    let mut missing = Vec::new();
    for (row, result) in results.into_iter().enumerate().filter(|(row, _)| columns[at].values[*row].is_none()) {
        if let Some(value) = result {
            made.push((row, value));
        } else {
            let value = |code: &IndicatorCode| column(code).and_then(|one| one.values.get(row).copied().flatten());
            let why = number(&formula.formula().expr, &value).err();
            missing.push((row, why.unwrap_or(Missing::TooLarge)));
        }
    }
    let column = &mut columns[at];
    for (row, value) in made {
        column.values[row] = Some(value);
        column.missing.remove(&row);
    }
    column.missing.extend(missing);
    Ok(())
}
