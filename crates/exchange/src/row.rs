//! Checks rows one by one: subject, period, figures, attributes; what is wrong becomes findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{AttributeName, SubjectId};
use domain::period::{Period, Span};
use domain::say::{Lang, Said, Say};
use domain::table::{Attribute, CellRef, Value};
use domain::unit::Unit;

use crate::cell::{Cell, Day};
use crate::code::check_code;
use crate::figure::Measure;
use crate::finding::{Finding, Findings, Reason};
use crate::gather::Gathered;
use crate::header::{normalise, squash};
use crate::limits::MAX_TEXT_CHARS;
use crate::mapping::{BlankSubject, Check, DateAs, Mapping};
use crate::nearest::nearest;
use crate::plan::{Figures, PeriodPlan, Plan, Slot};

/// What checking has come to so far.
pub struct Checker<'a> {
    plan: &'a Plan,
    mapping: &'a Mapping,
    measures: Vec<Measure>,
    /// Units of measure, as [`Value::unit`] counts them.
    pub units: Vec<Unit>,
    unit_places: Vec<u32>,
    words: Vec<(String, bool)>,
    /// One entry a period.
    pub gathered: BTreeMap<Period, Gathered>,
    /// What is wrong.
    pub findings: Findings,
    /// Rows that named a subject.
    pub rows: u64,
    /// Rows left out without a subject and period to name.
    pub nameless: u64,
    /// Rows passed over, with how they begin.
    pub skipped: Vec<(u32, String)>,
    /// How many rows were passed over.
    pub skipped_total: u64,
    /// The row that ended the table.
    pub stopped: Option<u32>,
    last_period: Option<(String, Period)>,
    scratch: Vec<Value>,
    traits: Vec<Attribute>,
}

/// A row: its number, its first cell, and its cells by slot.
pub struct Row<'r, 't> {
    /// The row, from 0.
    pub number: u32,
    /// What stands first on it.
    pub first: Cell<'t>,
    /// The cells of the columns that are read.
    pub slots: &'r [Cell<'t>],
}

/// How many skipped rows are told one by one.
const SKIPPED_KEPT: usize = 100;

impl<'a> Checker<'a> {
    /// A checker of rows laid out as `plan` says.
    pub fn new(plan: &'a Plan, mapping: &'a Mapping) -> Self {
        let mut units = Vec::new();
        let mut measures = Vec::new();
        let mut unit_places = Vec::new();
        if let Figures::Wide(columns) = &plan.figures {
            for (_, unit) in columns {
                unit_places.push(place_of(&mut units, *unit));
                measures.push(Measure::new(*unit, mapping.exponents));
            }
        }
        let stop = mapping.stop_at.iter().map(|word| (squash(word), true));
        let skip = mapping.skip.iter().map(|word| (squash(word), false));
        Self {
            plan,
            mapping,
            measures,
            units,
            unit_places,
            words: stop.chain(skip).filter(|(word, _)| !word.is_empty()).collect(),
            gathered: BTreeMap::new(),
            findings: Findings::default(),
            rows: 0,
            nameless: 0,
            skipped: Vec::new(),
            skipped_total: 0,
            stopped: None,
            last_period: None,
            scratch: Vec::new(),
            traits: Vec::new(),
        }
    }

    /// Checks one row.
    pub fn row(&mut self, row: &Row<'_, '_>) {
        if let Some(end) = self.stopped {
            self.after_end(row, end);
            return;
        }
        if self.passes_over(row) {
            return;
        }
        let before = self.findings.total();
        self.rows += 1;
        let subject = self.subject(row);
        let period = self.period(row);
        let (Some(subject), Some(period)) = (subject, period) else {
            // The figures are looked at all the same: every bad cell is told.
            self.figures(row, 0);
            self.nameless += 1;
            return;
        };
        let mut gathered = self.gathered.remove(&period).unwrap_or_else(|| Gathered::new(period));
        let (place, other) = gathered.subject(&subject, row.number);
        if let (Some(other), Figures::Wide(_)) = (other, &self.plan.figures) {
            let reason = Reason::Duplicate { other, subject: subject.to_string(), period, indicator: None };
            self.report(row, self.subject_slot(), reason);
        }
        self.figures(row, place);
        if let Figures::Long { indicator, .. } = &self.plan.figures
            && let Some(value) = self.scratch.first()
            && let Some(other) = gathered.give(place, value.indicator, row.number)
        {
            let name = row.slots.get(*indicator).map(Cell::shown);
            let reason = Reason::Duplicate { other, subject: subject.to_string(), period, indicator: name };
            self.report(row, Some(*indicator), reason);
        }
        self.attributes(row, place);
        let in_rows = matches!(self.plan.figures, Figures::Long { .. });
        for attribute in std::mem::take(&mut self.traits) {
            if in_rows {
                let slot = self.plan.columns.iter().position(|(column, _)| *column == u32::from(attribute.cell.column));
                if let Err((other, value)) = gathered.describe(attribute) {
                    self.report(row, slot, Reason::AttributeDiffers { other, value });
                }
            } else {
                gathered.add_attribute(attribute);
            }
        }
        if self.findings.total() > before {
            gathered.leave_out(place);
        } else {
            gathered.add_values(&self.scratch);
        }
        self.gathered.insert(period, gathered);
    }

    fn subject_slot(&self) -> Option<Slot> {
        self.plan.id.or(self.plan.name)
    }

    fn report(&mut self, row: &Row<'_, '_>, slot: Option<Slot>, reason: Reason) {
        let column = slot.and_then(|slot| self.plan.columns.get(slot));
        let value = slot.and_then(|slot| row.slots.get(slot)).map(Cell::shown).unwrap_or_default();
        self.findings.push(Finding {
            sheet: Arc::clone(&self.plan.sheet),
            row: Some(row.number),
            column: column.map(|(column, _)| *column),
            header: column.map(|(_, header)| Arc::clone(header)),
            value: value.chars().take(80).collect(),
            reason,
        });
    }

    fn cell(&self, row: u32, slot: Slot) -> CellRef {
        let column = self.plan.columns.get(slot).map_or(0, |(column, _)| *column);
        CellRef { sheet: 0, row, column: u16::try_from(column).unwrap_or(u16::MAX) }
    }

    /// Whether the row is a total, a note, or about nobody as the mapping allows.
    fn passes_over(&mut self, row: &Row<'_, '_>) -> bool {
        let subject = self.subject_slot().and_then(|slot| row.slots.get(slot)).copied().unwrap_or(Cell::Blank);
        let name = self.plan.name.and_then(|slot| row.slots.get(slot)).copied().unwrap_or(Cell::Blank);
        for cell in [row.first, subject, name] {
            if let Cell::Text(text) = cell
                && let Some(stops) = self.begins_with_word(text)
            {
                self.pass_over(row);
                if stops {
                    self.stopped = Some(row.number);
                }
                return true;
            }
        }
        if !subject.is_blank() {
            return false;
        }
        // A row with nothing in any column that is read is a remark beside the table.
        if row.slots.iter().all(Cell::is_blank) {
            self.pass_over(row);
            return true;
        }
        match self.mapping.blank_subject {
            BlankSubject::Report => false,
            BlankSubject::Skip => {
                self.pass_over(row);
                true
            }
            BlankSubject::Stop => {
                self.pass_over(row);
                self.stopped = Some(row.number);
                true
            }
        }
    }

    /// Below the end, notes may stand, and nothing that is read as a figure.
    fn after_end(&mut self, row: &Row<'_, '_>, end: u32) {
        let plan = self.plan;
        let figure = |slot: &Slot| row.slots.get(*slot).is_some_and(|cell| !cell.is_blank());
        let data = match &plan.figures {
            Figures::Wide(columns) => columns.iter().map(|(slot, _)| slot).find(|slot| figure(slot)),
            Figures::Long { value, .. } => Some(value).filter(|slot| figure(slot)),
        };
        let named = self.subject_slot().is_some_and(|slot| figure(&slot));
        if let Some(&slot) = data
            && named
        {
            self.report(row, Some(slot), Reason::AfterEnd { end });
            self.nameless += 1;
        }
    }

    fn pass_over(&mut self, row: &Row<'_, '_>) {
        self.skipped_total += 1;
        if self.skipped.len() < SKIPPED_KEPT {
            self.skipped.push((row.number, row.first.shown().chars().take(80).collect()));
        }
    }

    /// Whether `text` is a stop word (true) or skip word (false), alone or before something that is no letter: a firm
    /// named 注塑… is no 注.
    fn begins_with_word(&self, text: &str) -> Option<bool> {
        let first = text.trim_start().chars().next()?;
        if !self.words.iter().any(|(word, _)| word.starts_with(first)) {
            return None;
        }
        let text = squash(text);
        self.words.iter().find_map(|(word, stops)| {
            let rest = text.strip_prefix(word.as_str())?;
            (!rest.chars().next().is_some_and(char::is_alphabetic)).then_some(*stops)
        })
    }

    fn subject(&mut self, row: &Row<'_, '_>) -> Option<SubjectId> {
        let slot = self.subject_slot()?;
        let text = match row.slots.get(slot).copied().unwrap_or(Cell::Blank) {
            cell if cell.is_blank() => Err(Reason::BlankSubject),
            Cell::Text(text) => Ok(one_line(text)),
            Cell::Number(number) if self.plan.id.is_some() => {
                // Eighteen digits do not fit a spreadsheet's numbers.
                if self.mapping.subject.check == Check::CreditCode || number.abs() >= 1e15 || number.fract() != 0.0 {
                    Err(Reason::CodeAsNumber)
                } else {
                    Ok(Cell::Number(number).shown())
                }
            }
            Cell::Error(_) => Err(Reason::Formula),
            Cell::Bool(_) => Err(Reason::Bool),
            Cell::Date(_) | Cell::Time => Err(Reason::Date),
            other => Ok(other.shown()),
        };
        let checked = text.and_then(|text| {
            let text = check_code(self.mapping.subject.check, text).map_err(Reason::Code)?;
            SubjectId::new(&text)
                .map_err(|error| Reason::SubjectId(Said::new(error.say(Lang::Zh), error.say(Lang::En))))
        });
        match checked {
            Ok(id) => Some(id),
            Err(reason) => {
                self.report(row, Some(slot), reason);
                None
            }
        }
    }

    fn period(&mut self, row: &Row<'_, '_>) -> Option<Period> {
        let slot = match self.plan.period {
            PeriodPlan::Fixed(period) => return Some(period),
            PeriodPlan::Column(slot) => slot,
        };
        let cell = row.slots.get(slot).copied().unwrap_or(Cell::Blank);
        if let (Cell::Text(text), Some((known, period))) = (cell, &self.last_period)
            && text == known
        {
            return Some(*period);
        }
        let cumulative = self.mapping.period.cumulative;
        let read = match cell {
            cell if cell.is_blank() => Err(Reason::BlankPeriod),
            Cell::Date(day) => period_of(day, self.mapping.period.date_as).ok_or(Reason::Period),
            Cell::Text(text) => text.trim().parse::<Period>().map_err(|_| Reason::Period),
            other => other.shown().parse::<Period>().map_err(|_| Reason::Period),
        };
        match read.map(|period| if cumulative { period.cumulative() } else { period }) {
            Ok(period) => {
                if let Cell::Text(text) = cell {
                    self.last_period = Some((text.to_owned(), period));
                }
                Some(period)
            }
            Err(reason) => {
                self.report(row, Some(slot), reason);
                None
            }
        }
    }

    /// Reads the row's figures into `scratch`.
    fn figures(&mut self, row: &Row<'_, '_>, subject: u32) {
        self.scratch.clear();
        let plan = self.plan;
        match &plan.figures {
            Figures::Wide(columns) => {
                for (place, (slot, _)) in columns.iter().enumerate() {
                    let cell = row.slots.get(*slot).copied().unwrap_or(Cell::Blank);
                    let Some(measure) = self.measures.get(place) else { continue };
                    match measure.read(cell, &self.mapping.missing) {
                        Ok(figure) => self.scratch.push(Value {
                            subject,
                            indicator: u32::try_from(place).unwrap_or(u32::MAX),
                            unit: self.unit_places.get(place).copied().unwrap_or(0),
                            figure,
                            state: self.mapping.state,
                            cell: self.cell(row.number, *slot),
                        }),
                        Err(reason) => self.report(row, Some(*slot), reason),
                    }
                }
            }
            Figures::Long { indicator, value, unit, rules, default } => {
                let named = row.slots.get(*indicator).copied().unwrap_or(Cell::Blank);
                if named.is_blank() {
                    self.report(row, Some(*indicator), Reason::BlankIndicator);
                    return;
                }
                let text = named.shown();
                let key = normalise(&text);
                let (title, bracket) = crate::header::split_unit(&key);
                let Some((place, own)) = rules.get(&key).or_else(|| rules.get(title)) else {
                    let known = self.mapping.values.iter().map(|rule| rule.column.as_str());
                    let nearest = nearest(&text, known).into_iter().map(str::to_owned).collect();
                    self.report(row, Some(*indicator), Reason::Indicator { nearest });
                    return;
                };
                let bracket = bracket.and_then(|_| {
                    let squashed = squash(&text);
                    Unit::parse(crate::header::split_unit(&squashed).1?).ok()
                });
                let written = match unit.map(|slot| (slot, row.slots.get(slot).copied().unwrap_or(Cell::Blank))) {
                    Some((slot, cell)) if !cell.is_blank() => match Unit::parse(&squash(&cell.shown())) {
                        Ok(unit) => Some(unit),
                        Err(error) => {
                            self.report(row, Some(slot), Reason::Unit(error));
                            return;
                        }
                    },
                    _ => bracket,
                };
                let settled = match (own, written) {
                    (Some(own), Some(written)) if own.dimension() != written.dimension() => {
                        Err(Reason::UnitDiffers { found: written.say(Lang::Zh), mapping: own.say(Lang::Zh) })
                    }
                    (own, written) => written.or(*own).or(*default).ok_or(Reason::NoUnit),
                };
                let settled = match settled {
                    Ok(unit) => unit,
                    Err(reason) => {
                        self.report(row, unit.or(Some(*indicator)), reason);
                        return;
                    }
                };
                let cell = row.slots.get(*value).copied().unwrap_or(Cell::Blank);
                match Measure::new(settled, self.mapping.exponents).read(cell, &self.mapping.missing) {
                    Ok(figure) => {
                        let unit = place_of(&mut self.units, settled);
                        let cell = self.cell(row.number, *value);
                        self.scratch.push(Value {
                            subject,
                            indicator: u32::try_from(*place).unwrap_or(u32::MAX),
                            unit,
                            figure,
                            state: self.mapping.state,
                            cell,
                        });
                    }
                    Err(reason) => self.report(row, Some(*value), reason),
                }
            }
        }
    }

    /// Reads the row's attributes into `traits`.
    fn attributes(&mut self, row: &Row<'_, '_>, subject: u32) {
        self.traits.clear();
        let plan = self.plan;
        let slot = self.subject_slot().unwrap_or(0);
        let cell = self.cell(row.number, slot);
        let make = |name: &AttributeName, value: String, cell: CellRef| Attribute {
            subject,
            name: name.clone(),
            value,
            valid_from: None,
            valid_to: None,
            cell,
        };
        self.traits.push(make(&plan.kind_attribute, self.mapping.subject.kind.clone(), cell));
        for (name, value) in &self.mapping.constants {
            self.traits.push(make(name, value.clone(), cell));
        }
        let named = plan.name.map(|slot| (slot, plan.name_attribute.clone()));
        let columns = plan.attributes.iter().cloned();
        for (slot, name) in named.into_iter().chain(columns) {
            let found = row.slots.get(slot).copied().unwrap_or(Cell::Blank);
            let text = match found {
                Cell::Error(_) => Err(Reason::Formula),
                Cell::Bool(_) => Err(Reason::Bool),
                Cell::Time => Err(Reason::Date),
                Cell::Text(text) if text.chars().nth(MAX_TEXT_CHARS).is_some() => Err(Reason::TextTooLong),
                Cell::Text(text) => Ok(one_line(text)),
                other => Ok(other.shown()),
            };
            match text {
                // A dash says that there is none: the subject has no such attribute.
                Ok(text) if self.mapping.missing.reason(&text).is_some() => (),
                Ok(text) => {
                    let cell = self.cell(row.number, slot);
                    self.traits.push(make(&name, text, cell));
                }
                Err(reason) => self.report(row, Some(slot), reason),
            }
        }
    }
}

/// The text on one line: without spaces around it, line breaks and other control characters taken out.
fn one_line(text: &str) -> String {
    let text = text.trim();
    if text.contains(char::is_control) {
        text.split(char::is_control).map(str::trim).collect()
    } else {
        text.to_owned()
    }
}

fn place_of(units: &mut Vec<Unit>, unit: Unit) -> u32 {
    let place = units.iter().position(|known| *known == unit).unwrap_or_else(|| {
        units.push(unit);
        units.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn period_of(day: Day, date_as: DateAs) -> Option<Period> {
    let span = match date_as {
        DateAs::Month => Span::Month(day.month),
        DateAs::Quarter => Span::Quarter(day.month.div_ceil(3)),
        DateAs::Half => Span::Half(day.month.div_ceil(6)),
        DateAs::Year => Span::Year,
    };
    Period::new(day.year, span).ok()
}
