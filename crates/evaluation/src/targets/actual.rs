//! What stands against a target's goal: a value, its growth, its multiple, its share or a reported rank.

use domain::period::Period;
use domain::unit::Unit;
use policy::target::{Measure, Share};
use policy::{Pack, Target};

use crate::error::EvaluationError;
use crate::needs::Needs;
use crate::table::Table;

/// What a target's measure comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Actual {
    /// This, in the target's unit.
    Is(f64),
    /// The release does not hold the value of this period.
    Missing,
    /// It cannot be told: the base year is not said or not yet past, nothing to hold the value against is known or above
    /// zero, or only a ranking by others would tell.
    NotMeasured,
}

/// Adds what the target reads for the period `now`, of earlier periods too.
pub(super) fn add_needs(pack: &Pack, target: &Target, now: Period, needs: &mut Needs) {
    needs.indicator(pack, &target.indicator);
    if let Some(base) = base(target, now) {
        needs.at(base, now).indicator(pack, &target.indicator);
    }
    if let Measure::Share(Share { of: Some(of), .. }) = &target.measure {
        needs.indicator(pack, of);
    }
}

/// The same period of the base year; none where the target has none before `now`.
fn base(target: &Target, now: Period) -> Option<Period> {
    let years = target.base()?.checked_sub(now.calendar_year())?;
    now.years_later(years).filter(|_| years < 0)
}

/// The measure of the subject at a place of the table.
pub(super) fn actual(pack: &Pack, target: &Target, table: &Table, at: usize) -> Result<Actual, EvaluationError> {
    let unit_of =
        |code: &domain::id::IndicatorCode| pack.indicator(code.as_str()).map_or(target.unit, |found| found.unit);
    let factor = |from: Unit, to: Unit| {
        from.factor_to(&to).map_err(|source| EvaluationError::TargetUnit {
            target: target.id.clone(),
            unit: to,
            declared: from,
            source: Box::new(source),
        })
    };
    let declared = unit_of(&target.indicator);
    let now = figure(table.column(&target.indicator), at);
    Ok(match &target.measure {
        Measure::Value => in_unit(now, factor(declared, target.unit)?),
        Measure::Rank { .. } if declared.code() == "wei" => in_unit(now, 1.0),
        Measure::Rank { .. } => Actual::NotMeasured,
        Measure::Growth { .. } | Measure::YearlyGrowth { .. } | Measure::Multiply { .. } => {
            let Some(base) = base(target, table.period()) else { return Ok(Actual::NotMeasured) };
            let then = figure(table.column_of(&target.indicator, base), at);
            let years = table.period().calendar_year() - base.calendar_year();
            let Some(now) = now else { return Ok(Actual::Missing) };
            let pure = then.and_then(|then| grown(&target.measure, now, then, years));
            pure.map_or(Actual::NotMeasured, |pure| Actual::Is(pure * of_one(target.unit)))
        }
        Measure::Share(Share { of, of_whole }) => {
            let below = of.as_ref().unwrap_or(&target.indicator);
            let place = of_whole.as_ref().map_or(Some(at), |name| table.place(name));
            let whole = place.and_then(|at| figure(table.column(below), at));
            let Some(part) = now else { return Ok(Actual::Missing) };
            let Some(whole) = whole.filter(|whole| *whole > 0.0) else { return Ok(Actual::NotMeasured) };
            Actual::Is(part * factor(declared, unit_of(below))? / whole * of_one(target.unit))
        }
    })
}

fn figure(column: &[f64], at: usize) -> Option<f64> {
    column.get(at).copied().filter(|value| !value.is_nan())
}

fn in_unit(value: Option<f64>, factor: f64) -> Actual {
    value.map_or(Actual::Missing, |value| Actual::Is(value * factor))
}

/// How many of a pure number's unit 1 is: 100 percent.
fn of_one(unit: Unit) -> f64 {
    Unit::ONE.factor_to(&unit).unwrap_or(1.0)
}

/// Growth or multiple as a pure number; nothing is told against a base that is not above zero.
fn grown(measure: &Measure, now: f64, then: f64, years: i16) -> Option<f64> {
    let multiple = (then > 0.0).then(|| now / then)?;
    match measure {
        Measure::Growth { .. } => Some(multiple - 1.0),
        Measure::YearlyGrowth { .. } if multiple < 0.0 => None,
        // The root of the multiple, as many times as there are years (年均增速 = (末年 ÷ 基年)^(1 ÷ 年数) − 1).
        Measure::YearlyGrowth { .. } => Some(libm::pow(multiple, 1.0 / f64::from(years)) - 1.0),
        _ => Some(multiple),
    }
}
