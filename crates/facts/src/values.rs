//! The figures of one form and period, in canonical order: sorted by subject, then indicator, each pair once.

use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{FormId, IndicatorCode, SubjectId};
use domain::period::Period;
use domain::table::{CellRef, CheckedTable, MissingReason, State};
use domain::unit::Unit;
use rust_decimal::Decimal;

use crate::dictionary::merge;
use crate::error::Spot;
use crate::fault::TableFault;

/// Decimal places that a figure is kept to.
pub const SCALE: u32 = 18;
/// Figures are below 10²⁰: 38 digits, 18 of them after the point.
const LIMIT: i128 = 10_i128.pow(38);

/// A checked table with the name of the file it was read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    pub(crate) table: &'a CheckedTable,
    pub(crate) file: &'a str,
}

impl Given<'_> {
    pub(crate) fn spot(&self, cell: CellRef) -> Spot {
        let sheet = self.table.sheets.get(usize::from(cell.sheet)).map_or("", |name| name);
        Spot { form: self.table.form.clone(), file: self.file.to_owned(), sheet: sheet.to_owned(), cell: cell.a1() }
    }
}

/// The figures of one form and period. Dictionaries are sorted by their text and hold only what rows use.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuesPart {
    /// The form.
    pub form: FormId,
    /// The period.
    pub period: Period,
    /// Subjects.
    pub subjects: Vec<SubjectId>,
    /// Indicators.
    pub indicators: Vec<IndicatorCode>,
    /// Units of measure, sorted by code.
    pub units: Vec<Unit>,
    /// Source files.
    pub sources: Vec<Sm3>,
    /// Names of sheets.
    pub sheets: Vec<Arc<str>>,
    /// The rows, sorted by subject and indicator, each pair once.
    pub rows: Vec<ValueRow>,
}

/// One figure. Positions count in the dictionaries of its [`ValuesPart`]; `cell.sheet` too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueRow {
    /// The figure times 10¹⁸; 0 when it is missing.
    pub scaled: i128,
    /// Why there is no figure.
    pub missing: Option<MissingReason>,
    /// How the figure came about.
    pub state: State,
    /// Position of the subject.
    pub subject: u32,
    /// Position of the indicator.
    pub indicator: u16,
    /// Position of the unit of measure, as entered.
    pub unit: u16,
    /// Position of the source file.
    pub source: u16,
    /// Where it stands in the source file.
    pub cell: CellRef,
}

impl ValueRow {
    /// The figure as entered (to 18 decimals, without trailing zeros), or why there is none.
    ///
    /// # Errors
    /// The reason why it is missing.
    pub fn figure(&self) -> Result<Decimal, MissingReason> {
        match self.missing {
            Some(reason) => Err(reason),
            None => Ok(unscale(self.scaled)),
        }
    }
}

/// `figure` times 10¹⁸, rounded half away from zero where it has more decimals; nothing when it is 10²⁰ or more.
fn scale(figure: Decimal) -> Option<i128> {
    let mantissa = figure.mantissa();
    let scaled = if let Some(more) = SCALE.checked_sub(figure.scale()) {
        mantissa.checked_mul(10_i128.checked_pow(more)?)?
    } else {
        let unit = 10_i128.checked_pow(figure.scale() - SCALE)?;
        let (whole, rest) = (mantissa / unit, mantissa % unit);
        if rest.unsigned_abs() * 2 >= unit.unsigned_abs() { whole + mantissa.signum() } else { whole }
    };
    (-LIMIT < scaled && scaled < LIMIT).then_some(scaled)
}

/// The decimal that [`scale`] was given. A [`Decimal`] holds 96 bits, so trailing zeros must go before it is made.
fn unscale(scaled: i128) -> Decimal {
    let (mut mantissa, mut places) = (scaled, SCALE);
    for step in [16, 8, 4, 2, 1] {
        let power = 10_i128.pow(step);
        if places >= step && mantissa % power == 0 {
            mantissa /= power;
            places -= step;
        }
    }
    // Only a part that this program did not write holds a figure of more than 96 bits; it loses its last decimals.
    loop {
        match Decimal::try_from_i128_with_scale(mantissa, places) {
            Ok(figure) => return figure,
            Err(_) if places > 0 => {
                mantissa /= 10;
                places -= 1;
            }
            Err(_) => return if mantissa < 0 { Decimal::MIN } else { Decimal::MAX },
        }
    }
}

/// A unit of measure that sorts by its code, so that the canonical order can be told from the text alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Coded {
    code: String,
    pub(crate) unit: Unit,
}

impl From<Unit> for Coded {
    fn from(unit: Unit) -> Self {
        Self { code: unit.code(), unit }
    }
}

/// Which entries of a list rows use; refuses positions outside it.
pub(crate) fn used(len: usize, positions: impl Iterator<Item = usize>) -> Option<Vec<bool>> {
    let mut used = vec![false; len];
    for position in positions {
        *used.get_mut(position)? = true;
    }
    Some(used)
}

impl ValuesPart {
    /// The part that `given` make: tables of one form and period. Nothing when they hold no values.
    pub(crate) fn build(form: &FormId, period: Period, given: &[Given<'_>]) -> Result<Option<Self>, TableFault> {
        if given.iter().all(|one| one.table.values.is_empty()) {
            return Ok(None);
        }
        let outside = |list| TableFault::OutOfList { form: form.clone(), period, list };
        let flags = |list: &'static str, len: fn(&CheckedTable) -> usize, at: fn(&domain::table::Value) -> usize| {
            given
                .iter()
                .map(|one| used(len(one.table), one.table.values.iter().map(at)).ok_or_else(|| outside(list)))
                .collect::<Result<Vec<_>, _>>()
        };
        let subjects = {
            let used = flags("subjects", |t| t.subjects.len(), |v| v.subject as usize)?;
            merge(&each(given, |t| &t.subjects), &used)
        };
        let indicators = {
            let used = flags("indicators", |t| t.indicators.len(), |v| v.indicator as usize)?;
            merge(&each(given, |t| &t.indicators), &used)
        };
        let sheets = {
            let used = flags("sheets", |t| t.sheets.len(), |v| usize::from(v.cell.sheet))?;
            merge(&each(given, |t| &t.sheets), &used)
        };
        let coded: Vec<Vec<Coded>> =
            given.iter().map(|one| one.table.units.iter().copied().map(Coded::from).collect()).collect();
        let units = {
            let used = flags("units", |t| t.units.len(), |v| v.unit as usize)?;
            merge(&coded.iter().map(Vec::as_slice).collect::<Vec<_>>(), &used)
        };
        let source_lists: Vec<[Sm3; 1]> = given.iter().map(|one| [one.table.source]).collect();
        let sources = {
            let used: Vec<_> = given.iter().map(|one| vec![!one.table.values.is_empty()]).collect();
            merge(&source_lists.iter().map(<[Sm3; 1]>::as_slice).collect::<Vec<_>>(), &used)
        };
        for (list, len) in [
            ("指标 indicators", indicators.entries.len()),
            ("计量单位 units", units.entries.len()),
            ("原始文件 source files", sources.entries.len()),
            ("工作表 sheets", sheets.entries.len()),
        ] {
            if len > usize::from(u16::MAX) {
                return Err(TableFault::TooMany { form: form.clone(), period, list, most: u64::from(u16::MAX) });
            }
        }

        let count = given.iter().map(|one| one.table.values.len()).sum();
        let mut rows = Vec::with_capacity(count);
        for (at, one) in given.iter().enumerate() {
            let small = |places: &Vec<Vec<u32>>, position: usize| {
                u16::try_from(places[at][position]).map_err(|_| outside("positions"))
            };
            let source = small(&sources.places, 0).unwrap_or(0);
            for value in &one.table.values {
                let scaled = value.figure.map_or(Some(0), scale).ok_or_else(|| TableFault::TooLarge {
                    figure: value.figure.map_or_else(|_| String::new(), |figure| figure.to_string()),
                    spot: one.spot(value.cell),
                })?;
                rows.push(ValueRow {
                    scaled,
                    missing: value.figure.err(),
                    state: value.state,
                    subject: subjects.places[at][value.subject as usize],
                    indicator: small(&indicators.places, value.indicator as usize)?,
                    unit: small(&units.places, value.unit as usize)?,
                    source,
                    cell: CellRef { sheet: small(&sheets.places, usize::from(value.cell.sheet))?, ..value.cell },
                });
            }
        }
        let key = |row: &ValueRow| (u64::from(row.subject) << 16) | u64::from(row.indicator);
        if !rows.is_sorted_by_key(key) {
            rows.sort_by_key(key);
        }
        let units = units.entries.into_iter().map(|coded| coded.unit).collect();
        let part = Self {
            form: form.clone(),
            period,
            subjects: subjects.entries,
            indicators: indicators.entries,
            units,
            sources: sources.entries,
            sheets: sheets.entries,
            rows,
        };
        part.refuse_twice(given)?;
        Ok(Some(part))
    }

    fn refuse_twice(&self, given: &[Given<'_>]) -> Result<(), TableFault> {
        let twice = self
            .rows
            .windows(2)
            .find(|pair| pair[0].subject == pair[1].subject && pair[0].indicator == pair[1].indicator);
        let Some([first, second]) = twice else { return Ok(()) };
        Err(TableFault::ValueTwice {
            subject: self.subjects[first.subject as usize].clone(),
            indicator: self.indicators[usize::from(first.indicator)].clone(),
            period: self.period,
            spots: Box::new([
                self.spot(first, |source| file_of(given, source)),
                self.spot(second, |source| file_of(given, source)),
            ]),
        })
    }

    /// Where a row's figure stands; `file` names a source file.
    pub(crate) fn spot(&self, row: &ValueRow, file: impl Fn(Sm3) -> String) -> Spot {
        let source = self.sources.get(usize::from(row.source)).copied();
        Spot {
            form: self.form.clone(),
            file: source.map(file).unwrap_or_default(),
            sheet: self.sheets.get(usize::from(row.cell.sheet)).map_or_else(String::new, ToString::to_string),
            cell: row.cell.a1(),
        }
    }

    /// The row of a subject and an indicator.
    #[must_use]
    pub fn row(&self, subject: &SubjectId, indicator: &IndicatorCode) -> Option<&ValueRow> {
        let subject = u32::try_from(self.subjects.binary_search(subject).ok()?).ok()?;
        let indicator = u16::try_from(self.indicators.binary_search(indicator).ok()?).ok()?;
        let at = self.rows.binary_search_by_key(&(subject, indicator), |row| (row.subject, row.indicator)).ok()?;
        self.rows.get(at)
    }
}

pub(crate) fn each<'a, T>(given: &[Given<'a>], list: fn(&CheckedTable) -> &Vec<T>) -> Vec<&'a [T]> {
    given.iter().map(|one| list(one.table).as_slice()).collect()
}

pub(crate) fn file_of(given: &[Given<'_>], source: Sm3) -> String {
    given.iter().find(|one| one.table.source == source).map_or_else(String::new, |one| one.file.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_figure_is_kept_to_eighteen_decimals_and_below_ten_to_the_twentieth() {
        let of = |text: &str| scale(text.parse().unwrap());
        assert_eq!(of("1.50"), Some(1_500_000_000_000_000_000));
        assert_eq!(of("-0.0000000000000000005"), Some(-1), "half goes away from zero");
        assert_eq!(of("0.0000000000000000004"), Some(0));
        assert_eq!(of("99999999999999999999"), Some(99_999_999_999_999_999_999 * 10_i128.pow(18)));
        assert_eq!(of("100000000000000000000"), None);
    }

    proptest! {
        #[test]
        fn every_figure_of_up_to_eighteen_decimals_comes_back_as_it_was(
            mantissa in -(1_i128 << 90)..(1_i128 << 90),
            places in 0_u32..=18,
        ) {
            let figure = Decimal::try_from_i128_with_scale(mantissa, places).unwrap();
            if let Some(scaled) = scale(figure) {
                prop_assert_eq!(unscale(scaled), figure);
                prop_assert_eq!(unscale(scaled).to_string(), figure.normalize().to_string());
            }
        }
    }
}
