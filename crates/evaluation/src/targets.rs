//! Targets against actual: what a pack says is to be reached, what the release says was, and whether it is met.

mod actual;

use std::collections::BTreeSet;

use domain::id::{IndicatorCode, PackId, SubjectId, TargetId};
use domain::period::Period;
use domain::say::{Lang, Say};
use domain::unit::Unit;
use facts::ReleaseView;
use policy::deadline::Deadline;
use policy::target::{Comparator, Measure, Share, Subjects};
use policy::{Pack, Target};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::data::Data;
use crate::error::EvaluationError;
use crate::figure::Figure;
use crate::model::number;
use crate::needs::Needs;
use crate::result::Clause;
use crate::table::Table;
use crate::words::Words;
use actual::Actual;

/// All targets of a pack for one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// The period.
    pub period: Period,
    /// Whether a value read is generated for demonstration (示例数据), or the pack is.
    pub demonstration: bool,
    /// Every value that a target rests on, with its cell.
    pub data: Data,
    /// The targets in the order of the pack.
    pub targets: Vec<TargetState>,
}

/// A target and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetState {
    /// The target.
    pub id: TargetId,
    /// What is to be reached, in words.
    pub title: String,
    /// The pack that declares it.
    pub pack: PackId,
    /// The indicator it is measured by.
    pub indicator: IndicatorCode,
    /// The indicator's title.
    pub indicator_title: String,
    /// The goal's unit of measure, which actual values are given in too.
    pub unit: Unit,
    /// How actual and goal are compared, in words.
    pub comparator: Words,
    /// The goal.
    pub goal: Decimal,
    /// The upper end, where the goal is a span.
    pub goal_to: Option<Decimal>,
    /// The first year it counts from.
    pub from: Option<i16>,
    /// By when it is to be reached.
    pub by: Option<Deadline>,
    /// Whether that time has ended with the period; always true without a deadline.
    pub due: bool,
    /// The share of the span from the first to the last year that has passed by the period's end, 0 to 1 (时间进度);
    /// none where the target states no span.
    pub elapsed: Option<Figure>,
    /// The rule's source.
    pub cite: Clause,
    /// Remarks.
    pub note: Option<String>,
    /// Whom it binds, and how each stands; empty where the release knows none of them.
    pub subjects: Vec<TargetSubject>,
}

/// How a target stands for one subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetSubject {
    /// The subject's id; none where the release does not know whom the target names.
    pub subject: Option<SubjectId>,
    /// Its name for people.
    pub name: String,
    /// The actual value, in the target's unit.
    pub actual: Option<Figure>,
    /// How it stands.
    pub state: State,
    /// actual ÷ goal where more is asked for, goal ÷ actual where less is; none where that says nothing.
    pub attainment: Option<Figure>,
    /// The indicators that the actual value rests on, itself last; their values and cells stand in
    /// [`Measured::data`].
    pub rests_on: Vec<IndicatorCode>,
}

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The actual value meets the goal.
    Met,
    /// It does not, and the time is over.
    NotMet,
    /// It does not yet, and there is time left.
    Underway,
    /// The release does not hold the figures for this period.
    NoData,
    /// The release does not know whom the target names.
    NoSubject,
    /// What the target asks for cannot be told from the figures there are: a rank given by others, growth over a base year
    /// that is not said or not in the release, a share of a whole that is not.
    NotMeasured,
}

impl Say for State {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Met => ("已达到", "met"),
            Self::NotMet => ("未达到", "not met"),
            Self::Underway => ("推进中", "underway"),
            Self::NoData => ("本期无数据", "no data for this period"),
            Self::NoSubject => ("数据中没有该对象", "not in the data"),
            Self::NotMeasured => ("尚不能测算", "not measured yet"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// Holds every target of `pack` against `release` for `period`.
///
/// # Errors
/// [`EvaluationError`] when the release cannot be read or a unit does not fit.
pub fn targets(pack: &Pack, release: &ReleaseView, period: Period) -> Result<Measured, EvaluationError> {
    let mut needs = Needs::default();
    for target in &pack.targets {
        actual::add_needs(pack, target, period, &mut needs);
    }
    let table = Table::of_release(pack, &needs, release, period)?;
    let targets = pack
        .targets
        .iter()
        .map(|target| state(pack, target, &table, period))
        .collect::<Result<Vec<TargetState>, EvaluationError>>()?;
    let bound = targets.iter().flat_map(|target| &target.subjects).filter_map(|one| one.subject.as_ref());
    let wholes = pack.targets.iter().filter_map(|target| whole(target, &table));
    let bound: BTreeSet<&SubjectId> = bound.chain(wholes).collect();
    let (data, invented) = table.data(pack, &needs, bound);
    Ok(Measured { period, demonstration: pack.meta.demonstration || invented, data, targets })
}

/// Whose value a share is of, where it is another subject and the release knows it.
fn whole<'t>(target: &Target, table: &'t Table) -> Option<&'t SubjectId> {
    let Measure::Share(Share { of_whole: Some(name), .. }) = &target.measure else { return None };
    table.place(name).map(|at| &table.subjects()[at])
}

fn state(pack: &Pack, target: &Target, table: &Table, period: Period) -> Result<TargetState, EvaluationError> {
    let declared = pack.indicator(target.indicator.as_str());
    let due = target.by.is_none_or(|by| by.is_over(period));
    let subjects = bound(target, declared.map_or("", |declared| declared.subject.as_str()), table)
        .into_iter()
        .map(|(name, at)| subject(pack, target, table, name, at, due))
        .collect::<Result<_, _>>()?;
    Ok(TargetState {
        id: target.id.clone(),
        title: target.title.clone(),
        pack: target.pack.clone(),
        indicator: target.indicator.clone(),
        indicator_title: declared.map_or_else(|| target.indicator.to_string(), |declared| declared.title.clone()),
        unit: target.unit,
        comparator: Words::said(&target.comparator),
        goal: target.goal,
        goal_to: target.goal_to,
        from: target.from,
        by: target.by,
        due,
        elapsed: elapsed(target, period),
        cite: Clause::from(&target.cite),
        note: target.note.clone(),
        subjects,
    })
}

/// Months passed of the months from January of the first year to that of the deadline.
fn elapsed(target: &Target, period: Period) -> Option<Figure> {
    let last = target.by?.last_day()?;
    let months =
        |year: i16, month: u8| (i32::from(year) - i32::from(target.from?)).checked_mul(12)?.checked_add(month.into());
    let total = months(last.year(), last.month())?;
    let (year, month, _) = period.last_day();
    let passed = months(year, month)?;
    if total <= 0 { None } else { Figure::of(f64::from(passed.clamp(0, total)) / f64::from(total)) }
}

/// Whom the target binds: name for people, and place in the table where the release knows it.
fn bound(target: &Target, kind: &str, table: &Table) -> Vec<(String, Option<usize>)> {
    let shown = |at: usize| table.name(at).unwrap_or_else(|| table.subjects()[at].to_string());
    let find = |name: &String| {
        let at = table.place(name);
        (at.map_or_else(|| name.clone(), shown), at)
    };
    match &target.subjects {
        Subjects::Whole(name) => vec![find(name)],
        Subjects::Named(names) => names.iter().map(find).collect(),
        Subjects::Each { filter, except } => (0..table.subjects().len())
            .filter(|&at| {
                let left_out =
                    |name: &String| *name == table.subjects()[at].as_str() || table.name(at).as_ref() == Some(name);
                table.is_kind(at, kind) && table.passes(at, filter) && !except.iter().any(left_out)
            })
            .map(|at| (shown(at), Some(at)))
            .collect(),
    }
}

fn subject(
    pack: &Pack,
    target: &Target,
    table: &Table,
    name: String,
    at: Option<usize>,
    due: bool,
) -> Result<TargetSubject, EvaluationError> {
    let nothing = |name, state| TargetSubject {
        subject: None,
        name,
        actual: None,
        state,
        attainment: None,
        rests_on: Vec::new(),
    };
    let Some(at) = at else { return Ok(nothing(name, State::NoSubject)) };
    let mut below = Needs::default();
    below.indicator(pack, &target.indicator);
    if let Measure::Share(Share { of: Some(of), .. }) = &target.measure {
        below.indicator(pack, of);
    }
    let (actual, lacking) = match actual::actual(pack, target, table, at)? {
        Actual::Is(value) => (Figure::of(value), State::NoData),
        Actual::Missing => (None, State::NoData),
        Actual::NotMeasured => (None, State::NotMeasured),
    };
    let state = match actual {
        None => lacking,
        Some(actual) if meets(target, actual.get()) => State::Met,
        Some(_) if due => State::NotMet,
        Some(_) => State::Underway,
    };
    Ok(TargetSubject {
        subject: Some(table.subjects()[at].clone()),
        actual,
        state,
        attainment: actual.and_then(|actual| attainment(target, actual.get())),
        rests_on: below.indicators,
        ..nothing(name, state)
    })
}

/// 左右: within this share of the goal.
const ABOUT: f64 = 0.05;

/// Whether `actual` meets the goal. Both are numbers of twelve digits, so that binary noise decides nothing.
fn meets(target: &Target, actual: f64) -> bool {
    let kept = |decimal: Decimal| Figure::of(number(decimal)).unwrap_or_default().get();
    let goal = kept(target.goal);
    match target.comparator {
        Comparator::AtLeast => actual >= goal,
        Comparator::AtMost => actual <= goal,
        Comparator::MoreThan => actual > goal,
        Comparator::LessThan => actual < goal,
        Comparator::Equal => (actual - goal).abs() <= 0.0,
        Comparator::About => (actual - goal).abs() <= goal.abs() * ABOUT,
        Comparator::Between => goal <= actual && target.goal_to.is_none_or(|to| actual <= kept(to)),
    }
}

/// No part of a rank or of a range is reached.
fn attainment(target: &Target, actual: f64) -> Option<Figure> {
    if matches!(target.measure, Measure::Rank { .. }) {
        return None;
    }
    let goal = number(target.goal);
    let (above, below) = match target.comparator {
        Comparator::AtLeast | Comparator::MoreThan | Comparator::Equal | Comparator::About => (actual, goal),
        Comparator::AtMost | Comparator::LessThan => (goal, actual),
        Comparator::Between => return None,
    };
    if below > 0.0 && above >= 0.0 { Figure::of(above / below) } else { None }
}
